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
from ingest.structure.markers import roman_value
from ingest.structure.paragraphs import Paragraph

_HEAD = re.compile(r"^(?:s?tt|so tt|so thu tu|stt\.?|tt\.?|so\s*/?\s*tt|s\s?o\s?tt|no\.?|st\s?t)$")
_ROW = re.compile(r"^(?P<number>\d{1,4}(?:\.\d{1,3}){0,3}[a-zđ]?)\s*[.)]?$")
_ROMAN = re.compile(r"^(?P<roman>[IVX]{1,6})\s*[.)]?$")
_CAPITAL = re.compile(r"^(?P<letter>[A-HĐ])\s*[.)]?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered row: paragraphs [first, last], steps below the table's own place, its cells by column."""

    first: int
    last: int
    label: str
    steps: tuple[Step, ...]
    cells: tuple[tuple[str, int, int], ...]  # column, first and last paragraph
    section: bool = False


def multi_column(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The tables that have more than one column; others are frames around text."""
    columns: dict[int, set[int]] = {}
    for paragraph in paragraphs:
        if paragraph.place is not None:
            columns.setdefault(paragraph.place.table, set()).add(paragraph.place.column)
    return {table for table, found in columns.items() if len(found) > 1}


def rows(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[tuple[int, list[Row]]]:
    """Per table with a numbering column in [start, end): the index of its first paragraph, and its rows."""
    at = start
    columns: dict[int, str] = {}
    while at < end:
        place = paragraphs[at].place
        if place is None:
            if len(paragraphs[at].text) > 200:
                columns = {}
            at += 1
            continue
        after = at
        while after < end and (there := paragraphs[after].place) is not None and there.table == place.table:
            after += 1
        found, columns = _table(paragraphs, at, after, columns)
        if found:
            yield at, found
        at = after


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    first: int
    last: int


def _table(
    paragraphs: Sequence[Paragraph], start: int, end: int, before: dict[int, str]
) -> tuple[list[Row], dict[int, str]]:
    grid = _grid(paragraphs, start, end)
    head = next((at for at, row in enumerate(grid[:6]) if _is_head(paragraphs, row)), None)
    if head is None:
        if not before or not grid or not _continues(paragraphs, grid):
            return [], {}
        columns, body = before, grid
    else:
        columns, body = _columns(paragraphs, grid, head)
    return list(_rows(paragraphs, body, columns)), columns


def _grid(paragraphs: Sequence[Paragraph], start: int, end: int) -> list[list[_Cell]]:
    """The table's rows, each a list of cells that hold text."""
    grid: list[list[_Cell]] = []
    last: tuple[int, int] | None = None
    for at in range(start, end):
        place = paragraphs[at].place
        assert place is not None
        if last is None or place.row != last[0]:
            grid.append([])
        if last == (place.row, place.column):
            cell = grid[-1][-1]
            grid[-1][-1] = _Cell(cell.column, cell.first, at)
        else:
            grid[-1].append(_Cell(place.column, at, at))
        last = (place.row, place.column)
    return grid


def _text(paragraphs: Sequence[Paragraph], cell: _Cell) -> str:
    return " ".join(paragraphs[at].text for at in range(cell.first, cell.last + 1))


def _is_head(paragraphs: Sequence[Paragraph], row: list[_Cell]) -> bool:
    return bool(row) and len(row) > 1 and _HEAD.match(fold(_text(paragraphs, row[0])).strip(" .:")) is not None


def _continues(paragraphs: Sequence[Paragraph], grid: list[list[_Cell]]) -> bool:
    numbered = sum(1 for row in grid if row and row[0].column == 0 and _ROW.match(_text(paragraphs, row[0])))
    return numbered >= max(1, len(grid) // 2)


def _columns(
    paragraphs: Sequence[Paragraph], grid: list[list[_Cell]], head: int
) -> tuple[dict[int, str], list[list[_Cell]]]:
    """The names of the columns, and the rows below the head (heads of two rows, column numbers)."""
    columns = {cell.column: _text(paragraphs, cell) for cell in grid[head]}
    body = head + 1
    while body < len(grid):
        row = grid[body]
        numbers = [_text(paragraphs, cell).strip("() .") for cell in row]
        counting = len(row) > 2 and numbers[:3] in (["1", "2", "3"], ["A", "B", "C"], ["A", "B", "1"])
        lower_head = row and row[0].column != grid[head][0].column and body == head + 1
        if not counting and not lower_head:
            break
        if lower_head and not counting:
            for cell in row:
                above = columns.get(cell.column)
                name = _text(paragraphs, cell)
                columns[cell.column] = f"{above} - {name}" if above and above != name else name
        body += 1
    return columns, grid[body:]


def _rows(paragraphs: Sequence[Paragraph], body: list[list[_Cell]], columns: dict[int, str]) -> Iterator[Row]:
    numbering = min(columns)
    section: tuple[Step, ...] = ()
    part: tuple[Step, ...] = ()
    for row in body:
        if not row or row[0].column != numbering:
            continue
        label = _text(paragraphs, row[0]).strip()
        cells = tuple((columns.get(cell.column, ""), cell.first, cell.last) for cell in row[1:])
        if not cells and _ROW.match(label) is None:
            continue
        if match := _ROMAN.match(label):
            section = (*part, Step(Level.SECTION, str(roman_value(match["roman"]) or match["roman"].lower())))
            yield Row(row[0].first, row[-1].last, label, section, cells, section=True)
        elif match := _CAPITAL.match(label):
            letter = match["letter"].lower().replace("đ", "dd")
            part = section = (Step(Level.PART, letter),)
            yield Row(row[0].first, row[-1].last, label, section, cells, section=True)
        elif match := _ROW.match(label):
            yield Row(row[0].first, row[-1].last, label, (*section, *_row_steps(match["number"])), cells)


def _row_steps(number: str) -> tuple[Step, ...]:
    """`5` → dong-5; `1.2` → dong-1, dong-1-2, as decimal khoản nest."""
    parts = number.replace("đ", "dd").split(".")
    parts = [str(int(part)) if part.isdigit() else part.lstrip("0") or "0" for part in parts]
    return tuple(Step(Level.ROW, "-".join(parts[: n + 1])) for n in range(len(parts)))
