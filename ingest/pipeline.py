"""From files to the library: read -> structure -> references -> save, then link. Each step is a plain function.

A file is kept in one transaction for each document in it, its first document last, and files read before are passed
over by their hash, so that a run killed at any point is finished by the next. References are followed when all files
are in: what a document says does not depend on which file came first.

Files are read in processes of their own, under limits of time and memory: whatever a file does to its reader costs
that file.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from corpus.errors import SourceError, UnreadableSource
from corpus.model import Document, Problem, Reference, Source
from corpus.store import Arrivals, Fetched, Quarantined, Store
from corpus.workers import in_order
from ingest.linking import link
from ingest.pages import Pages
from ingest.readers import read
from ingest.references import absent, references, unread
from ingest.report import UNREAD, Fate, FileReport, Report, Tally, failure
from ingest.settling import settle
from ingest.sources import walk
from ingest.structure import split, structure

log = logging.getLogger(__name__)

#: A document and its references.
Reading = tuple[Document, tuple[Reference, ...]]

#: Called after every document with its report, how many files are done, and how many there are, where that is known.
Progress = Callable[[FileReport, int, int | None], None]

_MOST_WORKERS = 8


class Item(Protocol):
    """What can be read: a file, a member of an archive, a row of a data set. It is sent to another process."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str | None: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def origin(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    def sha256(self) -> str: ...
    def load(self) -> bytes: ...
    def read(self) -> tuple[str, Pages]: ...


def default_workers() -> int:
    """One process for each core this program may use, as far as memory for them is likely."""
    return max(1, min(len(os.sched_getaffinity(0)), _MOST_WORKERS))


def understand(data: bytes, *, name: str, media_type: str | None = None) -> Reading:
    """The first document of a file, and its references, out of the file's bytes; the library is not asked.

    Raises a SourceError, whose message names the mend, for a file without a readable document.
    """
    return understand_all(data, name=name, media_type=media_type)[0]


def understand_all(data: bytes, *, name: str, media_type: str | None = None) -> tuple[Reading, ...]:
    """Every document of a file, in its order; most files hold one. Raises a SourceError as `understand` does."""
    pages = read(data, name=name, media_type=media_type)
    return _readings(pages, Source(name, hashlib.sha256(data).hexdigest(), pages.media_type, pages.pages))


def _readings(pages: Pages, source: Source) -> tuple[Reading, ...]:
    parts = split(pages)
    if len(parts) == 1:
        return (_reading(parts[0], source),)
    return tuple(_reading(part, replace(source, part=number)) for number, part in enumerate(parts, start=1))


def _reading(pages: Pages, source: Source) -> Reading:
    document = structure(pages, source=source)
    found = references(document)
    return replace(document, problems=(*document.problems, *_unread(document, found), *absent(document, found))), found


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
    linking: Callable[[int, int], None] | None = None,
) -> Report:
    """Read all files under some paths into the store; `again` reads known files anew, after a change of the program.

    `workers`: processes that read; 0 reads in this one, without limits, for files that are trusted.
    """
    files = list(walk(paths))
    return take(files, store, total=len(files), workers=workers, again=again, progress=progress, linking=linking)


def take(
    items: Iterable[Item | FileReport],
    store: Store,
    *,
    total: int | None = None,
    workers: int = 1,
    again: bool = False,
    progress: Progress | None = None,
    linking: Callable[[int, int], None] | None = None,
) -> Report:
    """Read items as they come into the store, then follow references; a report among them is passed on."""
    began = time.monotonic()
    tally = Tally()

    def emit(entry: FileReport) -> None:
        tally.add(entry)
        if progress is not None:
            progress(entry, tally.files, total)

    with store.writing("nạp văn bản"):
        run = _Run(store, again=again, emit=emit)
        for item, result in in_order(
            _understood,
            run.fresh(items),
            workers=workers,
            seconds=lambda item: item.seconds,
            preload=["ingest.pipeline"],
        ):
            run.save(item, result)
        linked = link(store, workers=workers, retry=again, told=linking or (lambda done, every: None))
        settle(store)
    report = tally.report(lambda entry: _as_linked(store, entry))
    return replace(report, linked=linked.documents, unlinked=linked.failed, seconds=round(time.monotonic() - began, 3))


def _as_linked(store: Store, entry: FileReport) -> FileReport:
    """The report of a file with what is still unresolved now that all files are in."""
    header = store.header(entry.id) if entry.id and entry.outcome is not Fate.UNCHANGED else None
    return replace(entry, unresolved=header.unresolved) if header else entry


def _understood(item: Item) -> tuple[Reading, ...]:
    sha256, pages = item.read()
    return _readings(pages, Source(item.name, sha256, pages.media_type, pages.pages, item.address))


class _Run:
    """One run: what is known is passed over, what was read is saved, what failed is set aside."""

    def __init__(self, store: Store, *, again: bool, emit: Callable[[FileReport], None]) -> None:
        self._store = store
        self._arrivals = Arrivals(store)
        self._again = again
        self._emit = emit

    def fresh(self, items: Iterable[Item | FileReport]) -> Iterator[Item]:
        """The items to read; the others have their reports here."""
        for item in items:
            if isinstance(item, FileReport):
                self._emit(item)
            elif not self._again and (report := self._passed_over(item)):
                self._emit(report)
            else:
                yield item

    def save(self, item: Item, result: tuple[Reading, ...] | Exception) -> None:
        """Keep the documents of an item, the first one last: its presence says that all are in."""
        if isinstance(result, Exception):
            self._fail(item, result)
            return
        try:
            original = _original(item, result[0][0])
            sha256 = hashlib.sha256(original).hexdigest()
            self._remember(item, sha256)
            self._arrivals.drop_parts(sha256, beyond=len(result))
            reports = [self._keep(reading, original) for reading in reversed(result)]
        except (SourceError, ValueError, LookupError, TypeError) as error:  # of this file; errors of the store end all
            self._fail(item, error)
            return
        for report in reversed(reports):
            self._emit(report)

    def _keep(self, reading: Reading, original: bytes) -> FileReport:
        document, found = reading
        source = document.source
        assert source is not None
        first = source.part in (None, 1)
        held = self._store.source_known(source.sha256) is not None
        if held:
            found = references(document, self._store)  # held already: as far as the library follows them
        saved = self._store.save(document, found, original=original if first else None)
        return FileReport.of(source.file, saved, document, found, reread=held)

    def _passed_over(self, item: Item) -> FileReport | None:
        """The report of a file that was read before under this name, or None for one to be read."""
        try:
            sha256 = item.sha256()
        except SourceError:
            return None  # said again, with its reason, when it is read
        held = self._arrivals.held_as(sha256, item.name)
        if held is None:
            return None
        self._remember(item, sha256)
        return FileReport(item.name, Fate.UNCHANGED, id=held, address=item.address)

    def _remember(self, item: Item, sha256: str) -> None:
        """Keep the address of an item; before the item itself, so that no document is without its address."""
        if item.address is not None:
            fetched = Fetched(item.address, sha256, item.etag, item.last_modified)
            if self._arrivals.fetched(item.address) != fetched:
                self._arrivals.remember(fetched)

    def _fail(self, item: Item, error: Exception) -> None:
        report = replace(failure(item.name, error), address=item.address)
        entry = Quarantined(item.name, _digest(item), report.code or "", report.message)
        self._arrivals.set_aside(entry, item.origin)
        self._emit(report)


def _original(item: Item, document: Document) -> bytes:
    """The bytes that were read. Raises UnreadableSource where the file has become another since."""
    data = item.load()
    if document.source is None or hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise UnreadableSource("Tệp bị thay đổi trong lúc đọc (đang tải dở?); hãy chờ tải xong rồi nạp lại.")
    return data


def _digest(item: Item) -> str:
    try:
        return item.sha256()
    except SourceError:
        return ""
