"""Labels of vnlegaltext, and whose fault a disagreement with them is, as far as a rule can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.laws import name_key
from corpus.text import Span

LABELS = {
    "Nghị định": "NĐ", "Luật": "L", "Thông tư": "TT", "Pháp lệnh": "PL", "Quyết định": "QĐ", "Bộ luật": "BL",
    "Nghị quyết": "NQ",
    "Thông tư liên tịch": "TTLT", "Hiến pháp": "HP",
}  # fmt: skip
_MARKUP = re.compile(r'</?[A-ZĐ]+(?: rel="[^"]*")?>')


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of a document: where it stands, and what kind of document it is."""

    span: Span
    label: str


def labelled(row: dict[str, object]) -> list[Marked]:
    """The labels of a sentence; of labels that overlap (a mention, and the same with its date) the longest."""
    spans = row["spans"]
    assert isinstance(spans, list)
    marks: list[Marked] = []
    for start, end, label in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not any(mark.span.overlaps(Span(start, end)) for mark in marks):
            marks.append(Marked(Span(start, end), label))
    return marks


def names_labelled(rows: Sequence[dict[str, object]]) -> frozenset[str]:
    """The names of laws that the labels of at least two sentences hold without number, year or date."""
    found: Counter[str] = Counter()
    for row in rows:
        text = str(row["text"])
        found.update({name_key(mark.span.of(text)) for mark in labelled(row) if mark.label in _BY_NAME})
    return frozenset(name for name, times in found.items() if times > 1)


def _kind_named(said: str) -> str | None:
    """The label of the kind that a mention's own first words name."""
    words = said.lower()
    return next((label for kind, label in sorted(LABELS.items(), key=_longest) if words.startswith(kind.lower())), None)


def _longest(pair: tuple[str, str]) -> int:
    return -len(pair[0])


_BY_NAME = frozenset({"L", "BL", "PL", "HP"})
_SHORT_NUMBER = re.compile(r"(?i)(?:nghị\s+định|quyết\s+định|thông\s+tư|nghị\s+quyết)\s+(?:số\s+)?\d+$")
_BROKEN_NUMBER = re.compile(r"số\s+\d+/\d{1,3}/[A-ZĐ]")
_OWN_TITLE = re.compile(r"^(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Luật|Pháp lệnh|THÔNG TƯ|NGHỊ ĐỊNH)(?! số)")


def fault_of_label(text: str, mark: Marked, often: frozenset[str], theirs: Sequence[Marked]) -> str:
    """Why a mention that we read has no label; empty where the fault may be ours. `often`: names labelled elsewhere."""
    before, said = text[: mark.span.start], mark.span.of(text)
    if _OWN_TITLE.match(text) and "Căn cứ" not in before:
        return "label: nothing in the title is labelled"
    if re.search(r"(?:gọi|viết|nêu)\s+(?:tắt\s+|chung\s+|gọn\s+)?(?:là|là)\s*:?\s*[“\"]?\s*$", before):
        return "label: the short name defined here is not labelled"
    if re.search(r"\d/\d{4}/|\d-?/?(?:NĐ|NQ|TT|QĐ|CP|HĐBT|TTg)", said):
        return "label: a document with its number is not labelled"
    if any(one.span.overlaps(mark.span) and one.label != _kind_named(one.span.of(text)) for one in theirs):
        return "label: another kind than the words say"
    if mark.label in _BY_NAME and name_key(said) in often:
        return "label: a law by a name that is labelled in other sentences"
    if _SHORT_NUMBER.match(said):
        return "label: a document by its short number is not labelled"
    return ""


def fault_of_ours(text: str, mark: Marked) -> str:
    """Why a label has no mention of ours; empty where the fault may be ours."""
    said = mark.span.of(text)
    if _MARKUP.search(said):
        return "label: markup inside"
    if not re.search(r"\d", said) and not re.match(r"(?i:luật|bộ luật|pháp lệnh|hiến pháp)", said):
        return "label: a kind of document, without number or name"
    if "số/" in said or "…" in said:
        return "label: the number is missing in the text"
    if _BROKEN_NUMBER.search(said):
        return "label: digits of the number are missing in the text"
    if _kind_named(said) not in (None, mark.label):
        return "label: another kind than the words say"
    return ""
