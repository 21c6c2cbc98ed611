"""What every format of file gives: read, provisions, references that lead somewhere; and one document in two formats.

    python -m tests.quality.formats [PATH ...] [--workers 2] [--report FILE.json]

The files are read into a library of their own, as `traluat ingest` does, and summed up by format. Documents that came
in files of different formats (or of different sites) are then read once more, file by file: provisions of the one are
compared with those of the other, by path. A difference may be the file's own (an extract, a translation); the pairs
that differ are listed with what only one of them has.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpus.store import Store
from ingest.pipeline import ingest, understand
from ingest.report import Fate, FileReport
from ingest.sources import walk

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
_LISTED = 6  # paths of one pair


@dataclass(frozen=True, slots=True)
class Pair:
    """One document in two files: provisions in both, and those that only one of them has."""

    document: str
    files: tuple[str, str]
    shared: int
    only: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def agreement(self) -> float:
        """F1 of the one against the other."""
        every = 2 * self.shared + len(self.only[0]) + len(self.only[1])
        return 2 * self.shared / every if every else 1.0


def format_of(entry: FileReport) -> str:
    ending = Path(entry.file).suffix.lower().lstrip(".") or "none"
    return "scan" if ending == "pdf" and "scans" in Path(entry.file).parts else ending


def table(entries: Iterable[FileReport]) -> Iterator[str]:
    """A line for each format, most files first."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        held = sums[format_of(entry)]
        held["files"] += 1
        held["failed"] += entry.outcome is Fate.FAILED
        for name in ("provisions", "references", "unresolved", "unread"):
            held[name] += getattr(entry, name)
    yield f"{'format':8} {'files':>6} {'failed':>6} {'provisions':>10} {'references':>10} {'resolved':>9} {'unread':>6}"
    for name, held in sorted(sums.items(), key=lambda item: -item[1]["files"]):
        resolved = 1 - held["unresolved"] / held["references"] if held["references"] else 1.0
        yield (
            f"{name:8} {held['files']:6} {held['failed']:6} {held['provisions']:10} {held['references']:10} "
            f"{resolved:9.3f} {held['unread']:6}"
        )


def pairs(entries: Iterable[FileReport], files: dict[str, Path]) -> Iterator[Pair]:
    """The documents that several files gave, two and two."""
    by_document: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.id is not None and entry.part in (None, 1):
            by_document[str(entry.id)].append(entry.file)
    for document, names in sorted(by_document.items()):
        held = {name: _paths(files[name]) for name in sorted(names)} if len(names) > 1 else {}
        for one, other in combinations(held, 2):
            if held[one] and held[other]:
                only = (tuple(sorted(held[one] - held[other])), tuple(sorted(held[other] - held[one])))
                yield Pair(document, (one, other), len(held[one] & held[other]), only)


def _paths(file: Path) -> frozenset[str]:
    document, _ = understand(file.read_bytes(), name=file.name)
    return frozenset(str(provision.path) for provision in document.provisions)


def show(found: Sequence[Pair]) -> None:
    for pair in sorted(found, key=lambda pair: pair.agreement):
        print(f"{pair.agreement:.4f} {pair.document}: {' / '.join(pair.files)}, {pair.shared} in both")
        for name, only in zip(pair.files, pair.only, strict=True):
            if only:
                print(f"       only in {name}: {len(only)}: {', '.join(only[:_LISTED])}")
    same = sum(not any(pair.only) for pair in found)
    both = sum(2 * pair.shared for pair in found)
    every = both + sum(len(only) for pair in found for only in pair.only)
    print(f"{len(found)} pairs, {same} with the same provisions; F1 of all provisions {both / max(every, 1):.4f}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.formats", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[DATA])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report", type=Path, help="the whole report of the reading as JSON")
    given = parser.parse_args(arguments)
    files = {file.name: file.path for file in walk(given.paths) if not file.way}
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home, Store.open(f"sqlite:///{home}/library.db") as store:
        report = ingest(given.paths, store, workers=given.workers)
    seconds = time.monotonic() - began
    if given.report:
        given.report.write_text(json.dumps(report.as_json(), ensure_ascii=False), "utf-8")
    cpu = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{len(files)} files, {given.workers} workers: {seconds:.0f} s, {cpu:.0f} s of processors, largest process")
    print(f"{largest / 1024:.0f} MB; {json.dumps(report.totals())}")
    print("\n".join(table(report.files)))
    for entry in report.failed:
        print(f"failed: {entry.file}: {entry.message}")
    show(list(pairs(report.files, files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
