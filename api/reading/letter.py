"""The letterhead: issuer and number on the left, the name of the State, place and date on the right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.reading.lines import lines
from corpus.text import Span, fold

_RIGHT = re.compile(
    r"cong hoa xa hoi|chu nghia viet nam|doc lap|tu do|hanh phuc|dang cong san viet nam"
    r"|.*\bngay\s.{0,14}thang\s.{0,12}nam\b"
)
_STATE = "cong hoa xa hoi chu nghia viet nam"  # saved pages tear it anywhere: CỘNG HÒA XÃ / HỘI CHỦ NGHĨA VIỆT NAM
_WAITS = re.compile(r"so\s*:?")
_DATE = re.compile(r".*\bngay\s.{0,14}thang\s.{0,12}nam\b")
RULE = re.compile(r"[\s_\-–—=*.]+")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines on the left and on the right; one side empty where the print cannot be told apart."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    dated: frozenset[Span]

    @property
    def two_sided(self) -> bool:
        return bool(self.left and self.right)


def letterhead(text: str, spans: tuple[Span, ...]) -> Letterhead:
    """Sort the lines above the title to both sides; drawn rules (-------) are ornament and left out."""
    left: list[Span] = []
    right: list[Span] = []
    for whole in spans:
        for cell in _cells(text, whole):
            words = cell.of(text)
            if RULE.fullmatch(words):
                continue
            side = right if _is_right(fold(words)) else left
            if side and _is_torn(text, side[-1], cell):
                side[-1] = Span(side[-1].start, cell.end)
            else:
                side.append(cell)
    dated = frozenset(span for span in right if _DATE.match(fold(span.of(text))))
    return Letterhead(tuple(left), tuple(right), dated)


def _is_right(words: str) -> bool:
    return _RIGHT.match(words) is not None or (" " in words and words in _STATE)


def _is_torn(text: str, before: Span, cell: Span) -> bool:
    """Whether a line goes on in the next: ỦY BAN NHÂN / DÂN, CỘNG HÒA XÃ / HỘI CHỦ NGHĨA VIỆT NAM, Số: / 1/QĐ-UBND."""
    if text[before.end : cell.start].strip():
        return False
    first, second = fold(before.of(text)), fold(cell.of(text))
    whole = f"{first} {second}"
    return _WAITS.fullmatch(first) is not None or (first.endswith("nhan") and second == "dan") or whole in _STATE


def _cells(text: str, span: Span) -> list[Span]:
    """A line, cut at the bars that readers put between the two columns."""
    found: list[Span] = []
    start = span.start
    for piece in text[span.start : span.end].split("|"):
        found.extend(lines(text, Span(start, start + len(piece))))
        start += len(piece) + 1
    return found
