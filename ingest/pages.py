"""What a reader hands on: the lines of a file, still without any idea of law."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Problem, RecognisedPage


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a table: which table of the file, row and column, all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph (`whole`) or one physical line that may go on in the next; `text` is normalised, without newline.

    A blank line (empty text) says that the format separates paragraphs here.
    """

    text: str
    page: int | None = None
    place: Place | None = None
    whole: bool = False
    bold: bool = False
    italic: bool = False
    centered: bool = False
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word that was recognised with little confidence (0 to 1), in reading order of its page."""

    page: int
    word: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as read: its lines, and what the page around the document declares about it (Số hiệu, Người ký …)."""

    lines: tuple[Line, ...]
    media_type: str
    pages: int | None = None
    declared: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[tuple[str, int], ...] = field(default=())
    recognised: tuple[RecognisedPage, ...] = ()
    unsure: tuple[Unsure, ...] = ()
