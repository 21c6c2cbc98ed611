"""Rows of appendix tables with a numbering column (TT, STT): provisions of their own, with cells named by columns.

| TT | Nhiệm vụ | Cơ quan |          the head: column names
| I  | Hoàn thiện thể chế | |        a section row: muc-1
| 1  | Rà soát văn bản | Sở Tư pháp | a row: dong-1 below it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.address import Level, Step
from corpus.text import fold
from ingest.pages import Place
from ingest.structure.markers import HEADING_STYLES, Style, markers, roman_value
from ingest.structure.paragraphs import Paragraph, is_capitals

_HEAD = re.compile(r"^(?:s?tt|so tt|so thu tu|stt\.?|tt\.?|so\s*/?\s*tt|s\s?o\s?tt|no\.?|st\s?t)$")
_ROW = re.compile(r"^(?P<number>\d{1,4}(?:\.\d{1,2}){0,3}[a-zđ]?)\s*[.)]?$")
_ROMAN = re.compile(r"^(?P<roman>[IVX]{1,6})(?:\s*[.)]?|\s*[.)/\-–]\s+\S.*)$", re.DOTALL)
_WIDEST_GAP = 10
_SHORTEST_HEADING = 12
_LETTERS = ("a", "b", "c", "d", "dd", "e", "f", "g", "h")
_CAPITAL = re.compile(r"^(?P<letter>[A-HĐ])(?:\s*[.)]?|\s*[.)/\-–]\s+\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered row: paragraphs [first, last], steps below the table's own place, its cells by column."""

    first: int
    last: int
    label: str
    steps: tuple[Step, ...]
    cells: tuple[tuple[str, int, int], ...]  # column, first and last paragraph
    section: bool = False


def framed(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The paragraphs inside tables of more than one column, which hold no headings; other tables frame a text.

    Text that a dump swallowed into the last cell of a table stays outside: a cell that begins with an article, a
    chapter, or the second number of a series, and goes on at length.
    """
    columns: dict[int, set[int]] = {}
    for paragraph in paragraphs:
        if paragraph.place is not None:
            columns.setdefault(paragraph.place.table, set()).add(paragraph.place.column)
    found: set[int] = set()
    astray: Place | None = None
    for at, paragraph in enumerate(paragraphs):
        place = paragraph.place
        if place is None or len(columns[place.table]) < 2:
            continue
        if place != astray:
            begins = at == 0 or paragraphs[at - 1].place != place
            astray = place if begins and _is_astray(paragraphs, at) else None
        if place != astray:
            found.add(at)
    return found


def _is_astray(paragraphs: Sequence[Paragraph], at: int) -> bool:
    text = paragraphs[at].text
    options = markers(text)
    if not options:
        return False
    option, rest = options[0], text[options[0].end :]
    if option.style is Style.ARTICLE:
        return True
    if option.style in HEADING_STYLES:
        return is_capitals(rest) and len(rest) > 12
    place = paragraphs[at].place
    assert place is not None
    if option.style in (Style.ROMAN, Style.CAPITAL):
        return place.column > 1 and len(rest) > 12 and is_capitals(rest)
    if option.style is not Style.NUMBER or option.ordinal[0] < 2 or place.column == 0:
        return False
    after = at + 1
    while after < len(paragraphs) and paragraphs[after].place == place:
        after += 1
    last = after == len(paragraphs) or (there := paragraphs[after].place) is None or there.row != place.row
    return last and rest[:1].isupper() and (after - at > 1 or len(rest) > 60)


def rows(paragraphs: Sequence[Paragraph], start: int, end: int, *, units: set[int]) -> Iterator[Row]:
    """The numbered rows of the tables in [start, end) that have a numbering column; `units` are headings among them."""
    at = start
    table = _Table(paragraphs, units)
    while at < end:
        if paragraphs[at].place is None:
            if len(paragraphs[at].text) > 200 or at in units:
                table = _Table(paragraphs, units)
            at += 1
            continue
        after = at
        while after < end and (paragraphs[after].place is not None or _is_loose(paragraphs, after)):
            after += 1  # a dump may tear one table into many
        yield from table.read(_grid(paragraphs, at, after))
        at = after


def _is_loose(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True for a short line between two tables: a cell that a dump lost."""
    before, after = paragraphs[max(0, at - 2) : at], paragraphs[at + 1 : at + 3]
    placed = any(p.place is not None for p in before) and any(p.place is not None for p in after)
    return placed and len(paragraphs[at].text) < 60


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    first: int
    last: int


def _grid(paragraphs: Sequence[Paragraph], start: int, end: int) -> list[list[_Cell]]:
    """The rows of the tables in [start, end), each a list of cells that hold text.

    A short line without a place is a cell that a dump lost: a number opens a row, other text goes on in the last.
    """
    grid: list[list[_Cell]] = []
    last: Place | None = None
    for at in range(start, end):
        place, text = paragraphs[at].place, paragraphs[at].text
        labelled = bool(grid) and len(grid[-1]) == 1 and _is_label(_text(paragraphs, grid[-1][0]))
        if place is None:
            if not grid or _is_label(text):
                grid.append([_Cell(0, at, at)])
            elif labelled:
                grid[-1].append(_Cell(1, at, at))
            else:
                grid[-1][-1] = _Cell(grid[-1][-1].column, grid[-1][-1].first, at)
        elif last == place:
            grid[-1][-1] = _Cell(grid[-1][-1].column, grid[-1][-1].first, at)
        elif last is not None and (place.table, place.row) == (last.table, last.row):
            grid[-1].append(_Cell(place.column, at, at))
        elif labelled and last is None and place.column == 0 and not _is_label(text):
            grid[-1].append(_Cell(1, at, at))
        else:
            grid.append([_Cell(place.column, at, at)])
        last = place
    return grid


def _is_label(text: str) -> bool:
    return len(text) < 9 and any(pattern.match(text) for pattern in (_ROW, _ROMAN, _CAPITAL))


def _text(paragraphs: Sequence[Paragraph], cell: _Cell) -> str:
    return " ".join(paragraphs[at].text for at in range(cell.first, cell.last + 1))


def _is_head(paragraphs: Sequence[Paragraph], row: list[_Cell]) -> bool:
    return bool(row) and len(row) > 1 and _HEAD.match(fold(_text(paragraphs, row[0])).strip(" .:")) is not None


def _continues(paragraphs: Sequence[Paragraph], grid: list[list[_Cell]]) -> bool:
    numbered = sum(1 for row in grid if row and row[0].column == 0 and _ROW.match(_text(paragraphs, row[0])))
    return numbered >= max(1, len(grid) // 2)


class _Table:
    """Reads the rows of one table in order; `columns` are named by its head, or by the table that it goes on from."""

    def __init__(self, paragraphs: Sequence[Paragraph], units: set[int]) -> None:
        self.columns: dict[int, str] = {}
        self._paragraphs = paragraphs
        self._units = units
        self._part: tuple[Step, ...] = ()
        self._section: tuple[Step, ...] = ()
        self._below_head = False
        self._last = 0
        self._sections = {Style.CAPITAL: 0, Style.ROMAN: 0}  # the last of each

    def read(self, grid: list[list[_Cell]]) -> Iterator[Row]:
        headed = any(_is_head(self._paragraphs, row) for row in grid)
        if not headed and not (self.columns and _continues(self._paragraphs, grid)):
            return
        if headed:
            self.columns = {}
            self._part = self._section = ()
            self._last = 0
            self._sections = {Style.CAPITAL: 0, Style.ROMAN: 0}
        for row in grid:
            if any(cell.first in self._units for cell in row):
                self._part = self._section = ()
            elif not self._is_part_of_head(row):
                yield from self._row(row)

    def _is_part_of_head(self, row: list[_Cell]) -> bool:
        """Heads of one or two rows, and the row of column numbers below them."""
        if _is_head(self._paragraphs, row):
            self.columns = {cell.column: self._text(cell) for cell in row}
            self._below_head = True
            return True
        numbers = [self._text(cell).strip("() .") for cell in row]
        if len(row) > 2 and numbers[:3] in (["1", "2", "3"], ["A", "B", "C"], ["A", "B", "1"]):
            return self._below_head
        lower = self._below_head and bool(row) and row[0].column != min(self.columns)
        lower = lower and not (len(row) == 1 and (_ROMAN.match(numbers[0]) or _CAPITAL.match(numbers[0])))
        self._below_head = False
        if lower:
            for cell in row:
                above, name = self.columns.get(cell.column), self._text(cell)
                self.columns[cell.column] = f"{above} - {name}" if above and above != name else name
        return lower

    def _row(self, row: list[_Cell]) -> Iterator[Row]:
        if not row:
            return
        label = self._text(row[0]).strip()
        merged = len(row) == 1 and len(label) > 4
        if self.columns and row[0].column != min(self.columns) and not merged:
            return
        cells = tuple((self.columns.get(cell.column, ""), cell.first, cell.last) for cell in row[1:])
        if not cells and len(label) < 4 and _ROW.match(label) is None:
            return
        if (match := _ROMAN.match(label)) and self._opens(Style.ROMAN, roman_value(match["roman"]), row):
            self._section = (*self._part, Step(Level.SECTION, str(roman_value(match["roman"]))))
            yield Row(row[0].first, row[-1].last, label, self._section, cells, section=True)
        elif (letter := _letter(label)) and self._opens(Style.CAPITAL, rank(letter), row):
            self._part = self._section = (Step(Level.PART, letter),)
            self._sections[Style.ROMAN] = 0
            yield Row(row[0].first, row[-1].last, label, self._section, cells, section=True)
        elif self.columns and (match := _ROW.match(label)) and self._is_in_order(match["number"]):
            steps = (*self._section, *_row_steps(match["number"]))
            yield Row(row[0].first, row[-1].last, label, steps, cells)

    def _opens(self, style: Style, value: int, row: list[_Cell]) -> bool:
        """True for a section: the first, the next, or one with a heading as such; a grade IV, a column X are none."""
        last = self._sections[style]
        if value not in (1, last + 1) and not (value > last and self._is_heading(row)):
            return False
        self._sections[style] = value
        return True

    def _is_heading(self, row: list[_Cell]) -> bool:
        """True for a row with words in bold or in capitals next to its label."""
        words = " ".join(self._text(cell) for cell in row)
        return len(words) > _SHORTEST_HEADING and (is_capitals(words) or self._paragraphs[row[-1].last].bold)

    def _is_in_order(self, number: str) -> bool:
        """False for an amount in the first column of a row that a dump tore: far beyond the last number."""
        value = int(re.match(r"\d+", number)[0])  # type: ignore[index]
        if value > self._last + _WIDEST_GAP:
            return False
        self._last = value
        return True

    def _text(self, cell: _Cell) -> str:
        return _text(self._paragraphs, cell)


def _letter(label: str) -> str:
    match = _CAPITAL.match(label)
    return match["letter"].lower().replace("đ", "dd") if match else ""


def rank(number: str) -> int:
    """The place of a section's number, 2 or b, among those of its level; 0 for what is none."""
    if number.isdigit():
        return int(number)
    return _LETTERS.index(number) + 1 if number in _LETTERS else 0


def _row_steps(number: str) -> tuple[Step, ...]:
    """`5` → dong-5; `1.2` → dong-1, dong-1-2, as decimal khoản nest."""
    parts = number.replace("đ", "dd").split(".")
    parts = [str(int(part)) if part.isdigit() else part.lstrip("0") or "0" for part in parts]
    return tuple(Step(Level.ROW, "-".join(parts[: n + 1])) for n in range(len(parts)))
