"""How right documents are understood: against annotated ones, and by suspicious signs over a whole folder.

    python -m tests.quality.documents                          every set of annotations: paths, references, relations,
                                                               metadata; gains (+) and losses (-) against the last run
    python -m tests.quality.documents judged [NAME...] [--differences] [--sources FOLDER] [--last FILE]
    python -m tests.quality.documents signs [FOLDER] [--worst N]            what to go and read
    python -m tests.quality.documents same FILE FILE                        two formats of one document

The annotations are in tests/quality/annotations; the files they were read from are not in the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from corpus.model import Document, Source
from ingest import pipeline
from ingest.readers import read
from ingest.structure import structure
from tests.quality.annotation import load_all
from tests.quality.judging import METADATA, Count, Score, changes, judge, lines, said
from tests.quality.signs import survey

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
LAST = Path.home() / ".cache" / "traluat" / "quality-documents.json"


def understand(path: Path) -> Document:
    """Read and structure one file."""
    data = path.read_bytes()
    pages = read(data, name=path.name)
    return structure(pages, source=Source(path.name, hashlib.sha256(data).hexdigest(), pages.media_type, pages.pages))


# Against annotations


def measure(sources: Path = DATA, names: Collection[str] = ()) -> dict[str, dict[str, Score]]:
    """The score of every annotated document, by set; of some names only, if given.

    Raises ValueError where a file is another than the one annotated.
    """
    found: dict[str, dict[str, Score]] = {}
    for annotation in load_all():
        if names and annotation.name not in names:
            continue
        data = (sources / annotation.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != annotation.sha256:
            raise ValueError(f"{annotation.file} is not the file that was annotated")
        document, references = pipeline.understand(data, name=Path(annotation.file).name)
        found.setdefault(annotation.set, {})[annotation.name] = judge(annotation, document, references)
    return found


def total(scores: Iterable[Score]) -> Score:
    """The sum of some documents."""
    result = Score()
    for score in scores:
        result.add(score)
    return result


def judged(sources: Path, last: Path, names: Collection[str], differences: bool) -> int:
    """Print the figures of every set, and what changed since the last run; keep this run for the next."""
    by_set = measure(sources, names)
    before: dict[str, list[str]] = json.loads(last.read_text(encoding="utf-8")) if last.exists() else {}
    now = {name: score.notes for scores in by_set.values() for name, score in scores.items()}
    for name, scores in by_set.items():
        print("\n".join(lines(name, total(scores.values()))))
    for name, notes in now.items():
        gains, losses = changes(before.get(name, notes), notes)
        shown = [f"  + {note}" for note in gains] + [f"  - {note}" for note in losses]
        shown += [f"    {note}" for note in notes] if differences else []
        print("\n".join([name, *shown]) if shown else "", end="\n" if shown else "")
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_text(json.dumps(before | now, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


# Two formats of one document


def same(first: Path, second: Path) -> int:
    """Print what two formats of one document disagree on."""
    one, other = understand(first), understand(second)
    paths, wanted = ({str(provision.path) for provision in document.provisions} for document in (one, other))
    count = Count(len(paths & wanted), len(wanted - paths), len(paths - wanted))
    print(f"{first.name} / {second.name}: paths F1 {count.f1:.4f}")
    for name in METADATA:
        if said(one, name) != said(other, name):
            print(f"  {name}: {said(one, name)!r}, {said(other, name)!r}")
    print("\n".join([f"  only in the second {path}" for path in sorted(wanted - paths)][:40]))
    print("\n".join([f"  only in the first {path}" for path in sorted(paths - wanted)][:40]))
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    sets = commands.add_parser("judged")
    sets.add_argument("names", nargs="*")
    sets.add_argument("--differences", action="store_true")
    sets.add_argument("--sources", type=Path, default=DATA)
    sets.add_argument("--last", type=Path, default=LAST)
    seen = commands.add_parser("signs")
    seen.add_argument("folder", type=Path, nargs="?", default=DATA)
    seen.add_argument("--worst", type=int, default=5)
    pair = commands.add_parser("same")
    pair.add_argument("files", type=Path, nargs=2)
    options = parser.parse_args(arguments)
    if options.command == "signs":
        return survey(options.folder, options.worst)
    if options.command == "same":
        return same(*options.files)
    if options.command == "judged":
        return judged(options.sources, options.last, options.names, options.differences)
    return judged(DATA, LAST, (), differences=False)


if __name__ == "__main__":
    sys.exit(main())
