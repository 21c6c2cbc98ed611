"""How right documents are understood: against annotated ones, and by suspicious signs over a whole folder.

    python -m tests.quality.documents annotated FOLDER [--sources FOLDER]   F1 of paths, accuracy of metadata
    python -m tests.quality.documents signs [FOLDER] [--worst N]            what to go and read
    python -m tests.quality.documents same FILE FILE                        two formats of one document

An annotation is JSON in the form of `traluat parse`; `source.file` names the file it was read from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TraluatError
from corpus.model import Document, Source
from ingest.readers import read
from ingest.structure import structure

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
METADATA = ("number", "kind", "issuer", "title", "issued", "effective", "signer")
ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".doc"}


def understand(path: Path) -> Document:
    """Read and structure one file."""
    data = path.read_bytes()
    pages = read(data, name=path.name)
    return structure(pages, source=Source(path.name, hashlib.sha256(data).hexdigest(), pages.media_type, pages.pages))


def said(document: Document, name: str) -> str | None:
    """A field of the metadata as JSON has it."""
    value = getattr(document.metadata, name)
    return None if value is None else str(value)


# Against annotations


@dataclass
class Score:
    """Counts of one comparison."""

    right: int = 0
    missing: int = 0
    extra: int = 0
    fields: int = 0
    fields_right: int = 0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.missing + self.extra
        return 2 * self.right / total if total else 1.0

    def add(self, other: Score) -> None:
        for name in ("right", "missing", "extra", "fields", "fields_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def compare(document: Document, annotation: dict[str, object]) -> tuple[Score, list[str]]:
    """Score of a document against its annotation, and the differences in words."""
    wanted = {entry["path"] for entry in annotation["provisions"]}  # type: ignore[index,union-attr,attr-defined]
    found = {str(provision.path) for provision in document.provisions}
    score = Score(len(wanted & found), len(wanted - found), len(found - wanted))
    notes = [f"  missing {path}" for path in sorted(wanted - found)] + [
        f"  extra   {path}" for path in sorted(found - wanted)
    ]
    for name in METADATA:
        if name not in annotation:
            continue
        score.fields += 1
        if said(document, name) == annotation[name]:
            score.fields_right += 1
        else:
            notes.append(f"  {name}: wanted {annotation[name]!r}, got {said(document, name)!r}")
    return score, notes


def annotated(folder: Path, sources: Path) -> int:
    """Print the score of every annotation in a folder."""
    total = Score()
    for path in sorted(folder.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        document = understand(sources / annotation["source"]["file"])
        score, notes = compare(document, annotation)
        total.add(score)
        print(f"{path.stem}: paths F1 {score.f1:.4f}, metadata {score.fields_right}/{score.fields}")
        print("\n".join(notes[:60]), end="\n" if notes else "")
    print(f"all: paths F1 {total.f1:.4f}, metadata {total.fields_right}/{total.fields}")
    return 0


# Signs


def signs(document: Document) -> Counter[str]:
    """What looks wrong about a document, counted."""
    found: Counter[str] = Counter(problem.code for problem in document.problems)
    for name in METADATA:
        if said(document, name) is None and name != "effective":
            found[f"no {name}"] += 1
    left = dict(document.left_out)
    if left.get("unplaced", 0) > 0:
        found["unplaced characters"] = left["unplaced"]
    if left.get("letterhead", 0) > 400:
        found["long letterhead"] = left["letterhead"]
    found["long provisions"] = sum(1 for p in document.provisions if len(p.text) > 6000)
    return +found


def files(folder: Path) -> Iterator[Path]:
    """The files of a folder that a reader takes."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file())


def survey(folder: Path, worst: int) -> int:
    """Print the signs per folder, and the files with most of each."""
    by_sign: dict[str, list[tuple[int, str]]] = {}
    counts: dict[str, Counter[str]] = {}
    for path in files(folder):
        name = str(path.relative_to(folder))
        place = counts.setdefault(path.parent.name, Counter())
        place["files"] += 1
        try:
            document = understand(path)
        except TraluatError as error:
            place[f"failed: {type(error).__name__}"] += 1
            continue
        place["provisions"] += len(document.provisions)
        for sign, count in signs(document).items():
            place[sign] += 1
            by_sign.setdefault(sign, []).append((count, name))
    for place, found in counts.items():
        print(place, dict(found))
    for sign, entries in sorted(by_sign.items()):
        shown = ", ".join(f"{name} ({count})" for count, name in sorted(entries, reverse=True)[:worst])
        print(f"{sign}: {len(entries)} files: {shown}")
    return 0


def same(first: Path, second: Path) -> int:
    """Print what two formats of one document disagree on."""
    one, other = understand(first), understand(second)
    annotation: dict[str, object] = {"provisions": [{"path": str(p.path)} for p in other.provisions]}
    annotation |= {name: said(other, name) for name in METADATA}
    score, notes = compare(one, annotation)
    print(f"{first.name} / {second.name}: paths F1 {score.f1:.4f}, metadata {score.fields_right}/{score.fields}")
    print("\n".join(notes[:80]))
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    judged = commands.add_parser("annotated")
    judged.add_argument("folder", type=Path)
    judged.add_argument("--sources", type=Path, default=DATA)
    seen = commands.add_parser("signs")
    seen.add_argument("folder", type=Path, nargs="?", default=DATA)
    seen.add_argument("--worst", type=int, default=5)
    pair = commands.add_parser("same")
    pair.add_argument("files", type=Path, nargs=2)
    options = parser.parse_args(arguments)
    if options.command == "annotated":
        return annotated(options.folder, options.sources)
    if options.command == "signs":
        return survey(options.folder, options.worst)
    return same(*options.files)


if __name__ == "__main__":
    sys.exit(main())
