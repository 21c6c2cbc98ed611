"""Documents annotated by hand, without their text: what a person read in a file, kept as facts.

`annotations/*.json`, one a document: the file and its hash, the metadata, the paths of the provisions in order, and
the references as rows `[source, target, path, relation, mark of the quote or null, quoted]`. `target` is `this`, a
number, or a name with the year that the text gives (`Luật Đất đai;2024`). Titles, signers and quotes are kept as marks
(`mark`): they can be compared, not read. What counts is decided in the convention of judged documents.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.text import nfc, old_tones

FOLDER = Path(__file__).parent / "annotations"
MARKED = frozenset({"title", "signer"})


def mark(text: str) -> str:
    """A text as 16 hexadecimal digits: equal for equal texts, whatever the blanks and the placement of tones."""
    same = re.sub(r"\s+", " ", old_tones(nfc(text))).strip()
    return hashlib.sha256(same.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One annotated reference; `quote` is the mark of its quote where the annotation has it."""

    source: str
    target: str
    path: str
    relation: str
    quote: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person read in one file. `only`: the provisions and zones judged, with all below them,
    or alone if written `=phu-luc`; None for all.

    `open_paths` and `open_references` (source, target or `*`, path) are left undecided by the convention, not judged.
    `references` is None where only the provisions were read (long tables).
    """

    name: str
    file: str
    sha256: str
    set: str
    metadata: dict[str, str | None]
    paths: tuple[str, ...]
    references: tuple[Wanted, ...] | None
    only: frozenset[str] | None = None
    open_paths: frozenset[str] = frozenset()
    open_references: frozenset[tuple[str, str, str]] = frozenset()

    def judges(self, source: str) -> bool:
        """True for a provision or zone inside the annotated part."""
        if self.only is None or f"={source}" in self.only:
            return True
        steps = source.split(".")
        return any(".".join(steps[:length]) in self.only for length in range(1, len(steps) + 1))


def load(path: Path) -> Annotation:
    """Read one annotation."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    only = raw.get("only")
    return Annotation(
        name=path.stem,
        file=raw["file"],
        sha256=raw["sha256"],
        set=raw["set"],
        metadata=raw["metadata"],
        paths=tuple(raw["paths"]),
        references=None if raw["references"] is None else tuple(Wanted(*row) for row in raw["references"]),
        only=None if only is None else frozenset(only),
        open_paths=frozenset(raw.get("open_paths", ())),
        open_references=frozenset((row[0], row[1], row[2]) for row in raw.get("open_references", ())),
    )


def load_all(folder: Path = FOLDER) -> Iterator[Annotation]:
    """Every annotation of a folder, by name."""
    return map(load, sorted(folder.glob("*.json")))
