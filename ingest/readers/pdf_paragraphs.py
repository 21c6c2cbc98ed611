"""Blocks of all pages to lines: paragraphs joined by indent and line end, across pages too; cells with places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.pages import Line, Place
from ingest.readers.pdf_blocks import Block, Pair, Table, Text
from ingest.readers.pdf_rows import Row

_INDENT = 0.9  # of the size: a row that starts this far in begins a paragraph
_LEADING = 1.9  # of the size: rows farther apart are two paragraphs
_OPENS = re.compile(r"^(?:[-–+•*]\s|\d{1,3}[.)]\s|[a-zđ]\)\s|(?:Điều|Chương|Mục|Phần|PHỤ LỤC|Phụ lục)\s)")
_FORM = re.compile(r"^(?:Mẫu|MẪU|Biểu|BIỂU)\s(?:số|SỐ|\d)")  # titles at the top of a page; elsewhere it is a mention
_ENDS = re.compile(r"[.;:!?”\"]$")
_NUMBER_GOES_ON = re.compile(r"[\w\d][-/]$")
_FOOTNOTE = re.compile(r"^[\[(]?\d{1,3}[\])]?(?:[\s.]|(?=[^\W\d_“]))|^\*\s")


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of a page: its left and right margin and the usual size of its letters."""

    left: float
    right: float
    size: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @classmethod
    def of(cls, found: list[Block], width: float, size: float) -> Frame:
        wide = [
            block.row for block in found if isinstance(block, Text) and block.row.right - block.row.left > width / 2
        ]
        if len(wide) < 3:
            return cls(width * 0.12, width * 0.9, size)
        lefts, rights = sorted(row.left for row in wide), sorted(row.right for row in wide)
        return cls(lefts[len(lefts) // 10], rights[-1 - len(rights) // 10], size)

    def centers(self, row: Row) -> bool:
        aside = abs((row.left + row.right) / 2 - self.middle)
        inside = row.left > self.left + 1.2 * row.size and row.right < self.right - 1.2 * row.size
        return inside and aside < 0.02 * (self.right - self.left) + 2 and not _OPENS.match(row.text)


@dataclass(slots=True)
class Lines:
    """Collects the lines of a document page by page; footnotes are set apart and come last."""

    done: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)
    frame: Frame = field(default_factory=lambda: Frame(0, 0, 12))
    tables: int = 0
    rows_above: int = 0  # rows of the table that the last page ended with
    columns_above: tuple[float, ...] = ()
    heads: tuple[str, ...] = ()
    page_before: int = 0
    repeated: int = 0  # characters of table heads printed again on a further page, left out

    def page(self, found: list[Block], frame: Frame) -> None:
        """Add the blocks of the next page."""
        noted = bool(self.notes) and self.notes[-1].page == self.page_before
        body, notes = _without_footnotes(found, frame, noted)
        for at, block in enumerate(body):
            if isinstance(block, Text):
                self._text(block.row, frame)
            else:
                self.close()
                if isinstance(block, Pair):
                    self._pair(block)
                else:
                    self._table(block, goes_on=at == 0)
            if not isinstance(block, Table):
                self.columns_above = ()
        self.notes += [
            Line(text, page=part[0].page, whole=True, footnote=True) for part, text in _paragraphs(notes, frame.right)
        ]
        self.page_before += 1

    def close(self) -> None:
        if self.open:
            self.done.append(_line(self.open, whole=True))
            self.open = []

    def _text(self, row: Row, frame: Frame) -> None:
        if frame.centers(row) and not (self.open and _goes_on(self.open[-1], row, self.frame, frame)):
            self.close()
            self.done.append(_line([row], centered=True))
            return
        if self.open and not _goes_on(self.open[-1], row, self.frame, frame):
            self.close()
        self.open.append(row)
        self.frame = frame

    def _pair(self, pair: Pair) -> None:
        for column, rows in enumerate((pair.left, pair.right)):
            place = Place(self.tables, 0, column)
            self.done += [_line([row], place=place) for row in rows]
        self.tables += 1

    def _table(self, table: Table, *, goes_on: bool) -> None:
        """A table; one that goes on from the page before keeps its count of rows and loses its repeated heads."""
        above, cells = 0, table.cells
        if goes_on and _same_columns(self.columns_above, table.columns):
            self.tables -= 1
            above = self.rows_above
            if _heads(table) == self.heads:
                cells = {at: rows for at, rows in cells.items() if at[0] > 0}
                above -= 1
                self.repeated += sum(map(len, self.heads))
        else:
            self.heads = _heads(table)
        rights: dict[int, float] = {}
        for (_, column), rows in cells.items():
            rights[column] = max(rights.get(column, 0.0), *(row.right for row in rows))
        for (number, column), rows in sorted(cells.items()):
            place = Place(self.tables, above + number, column)
            self.done += [_line(part, place=place, whole=True) for part, _ in _paragraphs(rows, rights[column])]
        self.tables += 1
        self.rows_above, self.columns_above = above + table.height, table.columns


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(_text(rows) for (number, _), rows in sorted(table.cells.items()) if number == 0)


def _same_columns(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) > 0 and all(abs(a - b) < 6 for a, b in zip(one, other, strict=True))


def _goes_on(before: Row, row: Row, old: Frame, frame: Frame) -> bool:
    """Whether a row goes on with the paragraph of the row before it."""
    if row.left > frame.left + _INDENT * row.size or _OPENS.match(row.text):
        return False
    if before.page != row.page and _FORM.match(row.text):
        return False
    if before.page == row.page and before.base - row.base > _LEADING * max(before.size, row.size):
        return False
    if before.bold != row.bold and before.right < old.right - 3 * before.size:
        return False
    return not _had_room(before, row, old.right)


def _had_room(before: Row, row: Row, right: float) -> bool:
    """Whether the first word of a row would have fitted at the end of the row before: that one ended a paragraph."""
    first = row.text.split(" ", 1)[0]
    width = (row.right - row.left) * len(first) / max(len(row.text), 1)
    return before.right + 0.25 * before.size + width < right - 0.6 * before.size


def _paragraphs(rows: list[Row], right: float) -> Iterator[tuple[list[Row], str]]:
    """The paragraphs of a cell or of footnotes: rows there are short, so that only an ended sentence ends one."""
    part: list[Row] = []
    for row in rows:
        if part and (_OPENS.match(row.text) or (_ENDS.search(part[-1].text) and _had_room(part[-1], row, right))):
            yield part, _text(part)
            part = []
        part.append(row)
    if part:
        yield part, _text(part)


def _text(rows: list[Row]) -> str:
    text = rows[0].text
    for row in rows[1:]:
        text += row.text if _NUMBER_GOES_ON.search(text) and not row.text[:1].isspace() else f" {row.text}"
    return text


def _line(rows: list[Row], *, place: Place | None = None, whole: bool = False, centered: bool = False) -> Line:
    return Line(
        _text(rows),
        page=rows[0].page,
        place=place,
        whole=whole,
        bold=all(row.bold for row in rows),
        italic=all(row.italic for row in rows),
        centered=centered,
    )


def _without_footnotes(found: list[Block], frame: Frame, noted: bool) -> tuple[list[Block], list[Row]]:
    """The page without the small rows at its foot, and those rows.

    The first begins with a number, unless the page before had notes too (`noted`) that may go on here.
    """
    start = len(found)
    while start > 0 and _is_small(found[start - 1], frame):
        start -= 1
    if start == 0:  # a whole page in small letters is no footnote
        return found, []
    while start < len(found) and not noted:
        block = found[start]
        if isinstance(block, Text) and _FOOTNOTE.match(block.row.text):
            break
        start += 1
    notes = [block.row for block in found[start:] if isinstance(block, Text)]
    return found[:start], notes


def _is_small(block: Block, frame: Frame) -> bool:
    return isinstance(block, Text) and block.row.size < 0.9 * frame.size


def usual_size(pages: list[list[Block]]) -> float:
    """The size in which most of the running text of a document is set."""
    letters: Counter[float] = Counter()
    for found in pages:
        for block in found:
            if isinstance(block, Text):
                letters[round(block.row.size)] += len(block.row.text)
    return letters.most_common(1)[0][0] if letters else 12.0
