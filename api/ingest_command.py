"""The command `traluat ingest`: files, folders, addresses, data sets into the library, then the index after it."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from api import ingest_report, wiring
from api.ingest_progress import IngestProgress
from api.library import Library
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.errors import SearchError, StoreBusy
from corpus.store import Arrivals
from ingest.datasets import Dataset, Mapping, UnusableMapping, cited_rounds, shipped
from ingest.fetch import Fetcher, Manners, fetched, is_address
from ingest.hosts import ANY, Hosts
from ingest.pipeline import Item, default_workers, take
from ingest.report import FileReport, Report, joined
from ingest.retry import retried
from ingest.sources import SourceFile, walk
from ingest.watch import arrivals

_PATIENCE = 5.0  # seconds between two tries while another program writes to the store

#: Takes items, of which there are so many if that is known, into the library.
Take = Callable[[Iterable[Item | FileReport], int | None], Report]


def ingest(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Read what the arguments name, report each file, then bring the index up to date."""
    given = _Given.of(arguments)
    written = ingest_report.check(arguments.report)
    with closing(wiring.library(settings)) as library:
        if arguments.quarantine:
            return _list_quarantine(library, terminal)
        progress = IngestProgress(terminal, arguments.progress)
        report = _Work(arguments, settings, library, progress).run(given)
    if written is not None:
        ingest_report.write(written, report, at=datetime.now())
    if terminal.as_json:
        terminal.json(report.as_json())
    else:
        terminal.line()
        terminal.line(report.as_text())
    return 1 if report.has_failures else 0


@dataclass(frozen=True, slots=True)
class _Given:
    """What the arguments name, checked before anything is read."""

    paths: tuple[Path, ...]
    addresses: tuple[str, ...]
    dataset: Dataset | None
    watched: Path | None

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> _Given:
        named = [*arguments.paths, *(_listed(arguments.list) if arguments.list else ())]
        addresses = tuple(dict.fromkeys(name for name in named if is_address(name)))
        paths = tuple(Path(name) for name in named if not is_address(name))
        if absent := [str(path) for path in paths if not path.exists()]:
            raise Unusable(f"không có {', '.join(absent)}.")
        watched = Path(arguments.watch) if arguments.watch else None
        if watched is not None and not watched.is_dir():
            raise Unusable(f"--watch cần một thư mục; không có thư mục {watched}.")
        given = cls(paths, addresses, _dataset(arguments), watched)
        others = (arguments.quarantine, arguments.retry is not None)
        if not any((named, given.dataset, watched, *others)):
            raise Unusable("chưa nói nạp gì; viết đường dẫn, địa chỉ, --dataset, --watch hoặc --retry.")
        return given


def _listed(name: str) -> list[str]:
    """The lines of a list of addresses and paths; paths are seen from the list's own folder."""
    path = Path(name)
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"không đọc được danh sách {name}; danh sách là tệp chữ UTF-8, mỗi dòng một nguồn.") from error
    named = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [line if is_address(line) else str(path.parent / line) for line in named]


def _dataset(arguments: argparse.Namespace) -> Dataset | None:
    if not arguments.dataset:
        if arguments.only_cited or arguments.mapping or arguments.metadata or arguments.depth:
            raise Unusable("--mapping, --metadata, --only-cited và --depth đi cùng --dataset.")
        return None
    if not arguments.mapping:
        raise Unusable(f"--dataset cần --mapping: một tệp .toml, hoặc {', '.join(shipped())}.")
    if arguments.depth and not arguments.only_cited:
        raise Unusable("--depth đi cùng --only-cited.")
    try:
        mapping = Mapping.read(arguments.mapping)
        return Dataset(_paths(arguments.dataset), mapping, metadata=_paths(arguments.metadata))
    except UnusableMapping as error:
        raise Unusable(str(error)) from error


def _paths(names: Iterable[str]) -> list[Path]:
    return [Path(name) for name in names]


class _Work:
    """One run of the command."""

    def __init__(
        self, arguments: argparse.Namespace, settings: Settings, library: Library, progress: IngestProgress
    ) -> None:
        self._arguments = arguments
        self._library = library
        self._progress = progress
        self._workers = arguments.workers or default_workers()
        self._hosts = Hosts.allowing((ANY,) if arguments.private_hosts else settings.private_hosts)

    def run(self, given: _Given) -> Report:
        """All that is named, in turn; a folder that is watched comes last, as it has no end."""
        reports = [*self._named(given), *self._retried(), *self._rows(given.dataset)]
        self._refresh()
        if given.watched is not None:
            reports += self._watched(given.watched)
        return joined(reports)

    def _take(self, items: Iterable[Item | FileReport], total: int | None = None, *, again: bool = False) -> Report:
        return take(
            items,
            self._library.store,
            total=total,
            workers=self._workers,
            again=again or self._arguments.again,
            progress=self._progress.file,
            linking=self._progress.linking,
        )

    def _named(self, given: _Given) -> Iterator[Report]:
        if not (given.paths or given.addresses):
            return
        files = list(walk(given.paths))
        with self._fetching() as (fetcher, folder):
            held = Arrivals(self._library.store)
            coming = fetched(given.addresses, held, fetcher, folder=folder, again=self._arguments.again)
            yield self._take(chain(files, coming), len(files) + len(given.addresses))

    def _retried(self) -> Iterator[Report]:
        if self._arguments.retry is None:
            return
        held = Arrivals(self._library.store)
        waiting = held.waiting(self._arguments.retry or None)
        with self._fetching() as (fetcher, folder):
            yield self._take(retried(waiting, held, fetcher, folder=folder), len(waiting), again=True)

    def _rows(self, dataset: Dataset | None) -> Iterator[Report]:
        if dataset is None:
            return
        if self._arguments.only_cited:
            yield from cited_rounds(dataset, self._library.store, self._take, depth=self._arguments.depth)
        else:
            yield self._take(dataset.rows(), dataset.count())

    def _watched(self, folder: Path) -> Iterator[Report]:
        """What is in the folder now, then what arrives, until Ctrl+C."""
        try:
            for files in arrivals(folder, poll=self._arguments.poll):
                # The first batch is empty: watched from now on, nothing arrives unseen while the folder is read.
                yield self._patiently(files or list(walk([folder])))
                if not files:
                    self._progress.terminal.note(f"Đang theo dõi {folder}; dừng bằng Ctrl+C.")
        except KeyboardInterrupt:
            self._progress.terminal.note("đã dừng theo dõi.")

    def _patiently(self, files: list[SourceFile]) -> Report:
        """Take files and bring the index up to date, whoever writes or is out of reach at the moment."""
        while True:
            try:
                report = self._take(files, len(files))
                break
            except StoreBusy as busy:
                self._progress.terminal.note(str(busy))
                time.sleep(_PATIENCE)
        try:
            self._refresh()
        except SearchError as error:  # the next batch, or `traluat reindex`, catches up
            self._progress.terminal.note(str(error))
        return report

    def _refresh(self) -> None:
        self._library.refresh_index(self._progress.indexed)

    @contextmanager
    def _fetching(self) -> Iterator[tuple[Fetcher, Path]]:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="traluat-"))
            yield stack.enter_context(Fetcher(Manners(hosts=self._hosts))), Path(folder)


def _list_quarantine(library: Library, terminal: Terminal) -> int:
    waiting = Arrivals(library.store).waiting()
    if terminal.as_json:
        terminal.json(
            [
                {
                    "file": one.entry.file,
                    "code": one.entry.code,
                    "message": one.entry.message,
                    "sha256": one.entry.sha256,
                }
                for one in waiting
            ]
        )
        return 0
    for one in waiting:
        terminal.line(f"{one.entry.code:<16}  {one.entry.file}\n{'':18}{one.entry.message}")
    terminal.line(f"{len(waiting)} tệp chưa đọc được." if waiting else "Không có tệp nào chưa đọc được.")
    return 0
