"""From files to the library: read -> structure -> references -> save, then link. Each step is a plain function.

A file is kept in one transaction or not at all, and files read before are passed over by their hash, so that a run
killed at any point is finished by the next. References are followed when all files are in: what a document says does
not depend on which file came first.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import SourceError, UnreadableSource
from corpus.model import Document, Problem, Reference, Source
from corpus.store import Store
from ingest.linking import link
from ingest.readers import read
from ingest.references import references, unread
from ingest.report import UNREAD, Fate, FileReport, Report, failure
from ingest.sources import SourceFile, walk
from ingest.structure import structure
from ingest.workers import in_order

log = logging.getLogger(__name__)

#: A document and its references.
Reading = tuple[Document, tuple[Reference, ...]]

#: Called after every file with its report, how many are done, and how many there are.
Progress = Callable[[FileReport, int, int], None]


def understand(data: bytes, *, name: str, media_type: str | None = None) -> Reading:
    """A document and its references out of the bytes of a file; the library is not asked.

    Raises a SourceError, whose message names the mend, for a file without a readable document.
    """
    pages = read(data, name=name, media_type=media_type)
    source = Source(name, hashlib.sha256(data).hexdigest(), pages.media_type, pages.pages)
    document = structure(pages, source=source)
    found = references(document)
    return replace(document, problems=(*document.problems, *_unread(document, found))), found


def _unread(document: Document, found: Sequence[Reference]) -> Iterator[Problem]:
    """What looks like a reference and was not read: nothing is left out silently."""
    for span in unread(document, found):
        yield Problem(UNREAD, f"Giống dẫn chiếu nhưng chưa đọc được: “{span.of(document.text)}”.", span)


def ingest(
    paths: Iterable[Path],
    store: Store,
    *,
    workers: int = 1,
    again: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Read all files under some paths into the store; `again` reads known files anew, after a change of the program."""
    files = list(walk(paths))
    entries: list[FileReport] = []
    with store.writing("nạp văn bản"):
        known = {} if again else {held.sha256: held.files for held in store.sources()}
        for entry in _kept(store, files, known, workers):
            entries.append(entry)
            if progress is not None:
                progress(entry, len(entries), len(files))
        linked = link(store)
    return Report(tuple(_as_linked(store, entry) for entry in sorted(entries, key=lambda entry: entry.file)), linked)


def _as_linked(store: Store, entry: FileReport) -> FileReport:
    """The report of a file with what is still unresolved now that all files are in."""
    header = store.header(entry.id) if entry.id and entry.outcome is not Fate.UNCHANGED else None
    return replace(entry, unresolved=header.unresolved) if header else entry


def _kept(
    store: Store, files: list[SourceFile], known: dict[str, tuple[str, ...]], workers: int
) -> Iterator[FileReport]:
    fresh: list[SourceFile] = []
    for file in files:
        if report := _passed_over(store, file, known):
            yield report
        else:
            fresh.append(file)
    for file, result in in_order(_understood, fresh, workers=min(workers, len(fresh))):
        yield _save(store, file, result)


def _understood(file: SourceFile) -> Reading:
    return understand(file.load(), name=file.name)


def _passed_over(store: Store, file: SourceFile, known: dict[str, tuple[str, ...]]) -> FileReport | None:
    """The report of a file that was read before under this name, or None for one to be read."""
    try:
        sha256 = file.sha256()
    except SourceError:
        return None  # said again, with its reason, when it is read
    if not any(_same_name(name, file.name) for name in known.get(sha256, ())):
        return None
    return FileReport(file.name, Fate.UNCHANGED, id=store.source_known(sha256))


def _same_name(one: str, other: str) -> bool:
    """True for `444.txt` and `mau/444.txt`: the same file, given by itself or with its folder."""
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")


def _save(store: Store, file: SourceFile, result: Reading | Exception) -> FileReport:
    if isinstance(result, Exception):
        return _failed(store, file, result)
    document, found = result
    try:
        if document.source is not None and store.source_known(document.source.sha256):
            found = references(document, store)  # held already: as far as the library follows them
        saved = store.save(document, found, original=_original(file, document))
    except (SourceError, ValueError, LookupError, TypeError) as error:  # of this file; errors of the store end the run
        return _failed(store, file, error)
    return FileReport.of(file.name, saved, document, found)


def _failed(store: Store, file: SourceFile, error: Exception) -> FileReport:
    report = failure(file.name, error)
    store.quarantine(file.name, _digest(file), report.code or "", report.message)
    return report


def _original(file: SourceFile, document: Document) -> bytes:
    """The bytes that were read. Raises UnreadableSource where the file has become another since."""
    data = file.load()
    if document.source is None or hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise UnreadableSource("Tệp bị thay đổi trong lúc đọc (đang tải dở?); hãy chờ tải xong rồi nạp lại.")
    return data


def _digest(file: SourceFile) -> str:
    try:
        return file.sha256()
    except SourceError:
        return ""
