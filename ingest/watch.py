"""A folder watched: what arrives there is handed on once it is completely written."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import watchfiles

from ingest.sources import SourceFile, is_skipped, name_in, opened

_TICK = 500  # milliseconds between two looks at what is still being written


@dataclass(frozen=True, slots=True)
class _State:
    size: int
    changed: int
    since: float


@dataclass(slots=True)
class Arriving:
    """Files that are being written: one is complete when its size and time have stood still for `settle` seconds."""

    settle: float
    _seen: dict[Path, _State] = field(default_factory=dict)

    def note(self, path: Path) -> None:
        """A file was made or changed."""
        self._seen[path] = _State(-1, 0, 0.0)

    def complete(self, now: float) -> list[Path]:
        """The files that are complete, by name; those that went away again are forgotten."""
        found = []
        for path, before in list(self._seen.items()):
            try:
                facts = path.stat()
            except OSError:
                del self._seen[path]
                continue
            if (facts.st_size, facts.st_mtime_ns) != (before.size, before.changed):
                self._seen[path] = _State(facts.st_size, facts.st_mtime_ns, now)
            elif now - before.since >= self.settle and facts.st_size:  # an empty file is still to be filled
                found.append(path)
                del self._seen[path]
        return sorted(found)


def arrivals(
    folder: Path, *, settle: float = 2.0, poll: bool = False, stop: threading.Event | None = None
) -> Iterator[list[SourceFile]]:
    """Batches of files that have arrived in a folder since the call; the first batch is empty: now it is watched.

    `poll` looks at the folder at intervals, for network shares that tell of no changes. Ends when `stop` is set.
    """
    arriving = Arriving(settle)
    changes = watchfiles.watch(
        folder,
        watch_filter=lambda change, path: change is not watchfiles.Change.deleted and _is_wanted(folder, Path(path)),
        stop_event=stop,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        force_polling=poll or None,
        raise_interrupt=True,
    )
    for number, batch in enumerate(changes):
        for _, name in batch:
            _note(arriving, folder, Path(name))
        complete = arriving.complete(time.monotonic())
        if complete or number == 0:
            yield [file for path in complete for file in opened(path, name_in(folder, path))]


def _note(arriving: Arriving, folder: Path, path: Path) -> None:
    """A changed file; of a folder that was moved in as a whole, the files in it."""
    for found in path.rglob("*") if path.is_dir() else (path,):
        if found.is_file() and _is_wanted(folder, found):
            arriving.note(found)


def _is_wanted(folder: Path, path: Path) -> bool:
    try:
        inside = path.relative_to(folder.absolute() if path.is_absolute() and not folder.is_absolute() else folder)
    except ValueError:
        return False
    return not any(map(is_skipped, inside.parts))
