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
            (right if _RIGHT.match(fold(words)) else left).append(cell)
    dated = frozenset(span for span in right if _DATE.match(fold(span.of(text))))
    return Letterhead(tuple(left), tuple(right), dated)


def _cells(text: str, span: Span) -> list[Span]:
    """A line, cut at the bars that readers put between the two columns."""
    found: list[Span] = []
    start = span.start
    for piece in text[span.start : span.end].split("|"):
        found.extend(lines(text, Span(start, start + len(piece))))
        start += len(piece) + 1
    return found
