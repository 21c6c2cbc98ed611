"""What looks wrong about a document without an annotation: what to go and read, counted over a folder.

A sign is a hint, no verdict: numbering that runs on through the sections of a table is a gap by number, and right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import TraluatError
from corpus.model import Document, Outcome, Reference
from ingest import pipeline
from tests.quality.judging import said

ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".doc"}
FIELDS = ("number", "kind", "issuer", "title", "issued", "signer")
LONG_TEXT = 20_000
LONG_HEADING = 500
LONG_LETTERHEAD = 400
_TONED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
#: Under this share of letters with marks a text is not Vietnamese (real documents have a fifth, translations none).
_TONED_SHARE = 0.02


def signs(document: Document, references: Sequence[Reference]) -> Counter[str]:
    """The signs of one document, each with how often it is there."""
    found: Counter[str] = Counter(problem.code for problem in document.problems)
    found.update(_of_metadata(document))
    found.update(_of_provisions(document))
    for one in references:
        found.update(_of_reference(document.text, one))
    left = dict(document.left_out)
    found["unplaced characters"] = left.get("unplaced", 0)
    found["long letterhead"] = left.get("letterhead", 0) if left.get("letterhead", 0) > LONG_LETTERHEAD else 0
    return +found


def _of_metadata(document: Document) -> Iterator[str]:
    yield from (f"no {name}" for name in FIELDS if said(document, name) is None)
    about = document.metadata
    if about.issued and about.effective and about.effective < about.issued:
        yield "effect before issue"
    year = re.search(r"/((?:19|20)\d\d)/", about.number or "")
    if year and about.issued and int(year[1]) != about.issued.year:
        yield "another year in the number"
    if len(_TONED.findall(document.text.lower())) < len(document.text) * _TONED_SHARE:
        yield "not Vietnamese"


def _of_provisions(document: Document) -> Iterator[str]:
    rows: dict[str, list[int]] = {}
    for provision in document.provisions:
        if len(provision.text) > LONG_TEXT:
            yield "provision of more than 20,000 characters"
        if provision.heading and len(provision.heading) > LONG_HEADING:
            yield "heading of more than 500 characters"
        parent, _, step = str(provision.path).rpartition(".")
        level, _, number = step.partition("-")
        if level in ("dong", "khoan") and number.isdigit():
            rows.setdefault(f"{parent} {level}", []).append(int(number))
    for numbers in rows.values():
        if len(set(numbers)) < max(numbers):
            yield "number left out in a list"


def _of_reference(text: str, one: Reference) -> Iterator[str]:
    if _inside_word(text, one.span.start):
        yield "quote begins inside a word"
    if _inside_word(text, one.span.end):
        yield "quote ends inside a word"
    path = str(one.target.path)
    if one.target.document == "this" and one.outcome is Outcome.NO_SUCH_PROVISION:
        yield "own provision that is not there"
    if one.target.document != "this" and path.startswith(("khoan", "diem")):
        yield "path without an article"
    if re.search(r"(?:diem-\d|khoan-[a-z])", path):
        yield "odd step in a path"


def _inside_word(text: str, offset: int) -> bool:
    """True between two letters or digits."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def files(folder: Path) -> Iterator[Path]:
    """The files of a folder that a reader takes."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file())


def survey(folder: Path, worst: int) -> int:
    """Print the signs per folder, and the files with most of each."""
    by_sign: dict[str, list[tuple[int, str]]] = {}
    counts: dict[str, Counter[str]] = {}
    for path in files(folder):
        place = counts.setdefault(path.parent.name, Counter())
        place["files"] += 1
        try:
            document, references = pipeline.understand(path.read_bytes(), name=path.name)
        except TraluatError as error:
            place[f"failed: {type(error).__name__}"] += 1
            continue
        place["provisions"] += len(document.provisions)
        for sign, count in signs(document, references).items():
            place[sign] += 1
            by_sign.setdefault(sign, []).append((count, str(path.relative_to(folder))))
    for name, found in counts.items():
        print(name, dict(found))
    for sign, entries in sorted(by_sign.items()):
        shown = ", ".join(f"{file} ({count})" for count, file in sorted(entries, reverse=True)[:worst])
        print(f"{sign}: {sum(count for count, _ in entries)} in {len(entries)} files: {shown}")
    return 0
