"""The blocks of a PDF page from top to bottom: rows of text, two-column blocks, tables."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.text import fold
from ingest.readers.letterhead import is_pair
from ingest.readers.pdf_glyphs import Glyph, Sheet
from ingest.readers.pdf_rows import Row, joined, rows, runs
from ingest.readers.pdf_tables import Grid, grids

_GUTTER = 0.3  # of the size: the least width of the gap between two columns
_CENTER = 0.04  # of the page width: how far from the middle a centered row may stand


@dataclass(frozen=True, slots=True)
class Pair:
    """A letterhead or a closing: the rows of its left and of its right column."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its column positions, and the rows of text of every cell by (row, column)."""

    columns: tuple[float, ...]
    height: int
    cells: dict[tuple[int, int], list[Row]]


@dataclass(frozen=True, slots=True)
class Text:
    """One row of running text; `runs` are its parts where a wide gap divides it."""

    row: Row
    runs: tuple[Row, ...]


Block = Text | Pair | Table


def blocks(sheet: Sheet) -> list[Block]:
    """What stands on a page, in reading order. Two columns are not told from rows yet: see `pairs`."""
    tables = grids(sheet)
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        at = next((at for at, grid in enumerate(tables) if grid.holds(glyph)), None)
        (outside if at is None else inside[at]).append(glyph)
    placed: list[tuple[float, Block]] = [
        (parts[0].base, Text(joined(parts), tuple(parts))) for parts in runs(outside, sheet.number)
    ]
    for grid, glyphs in zip(tables, inside, strict=True):
        placed.extend((grid.top, block) for block in _table(grid, glyphs, sheet.number))
    placed.sort(key=lambda one: -one[0])
    return [block for _, block in placed]


def _table(grid: Grid, glyphs: list[Glyph], page: int) -> list[Block]:
    cells = {at: found for at, inside in grid.cells(glyphs).items() if (found := rows(inside, page))}
    if not cells:
        return []
    if len({column for _, column in cells}) < 2:  # a frame around text
        return [Text(row, (row,)) for at in sorted(cells) for row in cells[at]]
    if len({row for row, _ in cells}) <= 2 and (pair := _pair_of_cells(cells)):
        return [pair]
    return [Table(grid.columns, len(grid.rows) - 1, cells)]


def _pair_of_cells(cells: dict[tuple[int, int], list[Row]]) -> Pair | None:
    """A letterhead set as a table with lines."""
    columns = sorted({column for _, column in cells})
    if len(columns) != 2:
        return None
    left, right = ([row for at in sorted(cells) if at[1] == column for row in cells[at]] for column in columns)
    return Pair(tuple(left), tuple(right)) if _belong(left, right) else None


def _belong(left: list[Row], right: list[Row]) -> bool:
    return is_pair([fold(row.text) for row in left], [fold(row.text) for row in right])


def pairs(found: list[Block], middle: float) -> list[Block]:
    """The same blocks, letterheads and closings told from rows; `middle` is the x that centered rows stand around."""
    done: list[Block] = []
    at = 0
    while at < len(found):
        block = found[at]
        if isinstance(block, Text) and len(block.runs) == 2 and (pair := _pair_from(found, at, len(done), middle)):
            before, after, made = pair
            if before:
                del done[-before:]
            done.append(made)
            at = after
        else:
            done.append(block)
            at += 1
    return done


def _pair_from(found: list[Block], at: int, free: int, middle: float) -> tuple[int, int, Pair] | None:
    """The two-column block around a divided row: (rows taken before it, index after it, the block)."""
    first = found[at]
    assert isinstance(first, Text)
    gutter = [first.runs[0].right, first.runs[1].left]
    after = at + 1
    while after < len(found) and _beside(found[after], gutter, middle):
        after += 1
    before = at
    while (
        before > max(at - free, 0) and not _ends_text(found[before - 1]) and _beside(found[before - 1], gutter, middle)
    ):
        before -= 1
    parts = [run for block in found[before:after] if isinstance(block, Text) for run in block.runs]
    center = (gutter[0] + gutter[1]) / 2
    left = [run for run in parts if run.right <= center]
    right = [run for run in parts if run.left >= center]
    return (at - before, after, Pair(tuple(left), tuple(right))) if _belong(left, right) else None


def _ends_text(block: Block) -> bool:
    """Whether a block is the end of a paragraph or item of the text above a closing."""
    return isinstance(block, Text) and block.row.text.endswith((".", ";", ","))


def _beside(block: Block, gutter: list[float], middle: float) -> bool:
    """Whether a block keeps the gutter free; the gutter narrows to what all rows leave free."""
    if not isinstance(block, Text):
        return False
    row = block.row
    if len(block.runs) == 1 and abs((row.left + row.right) / 2 - middle) < _CENTER * 2 * middle:
        return False
    left, right = gutter
    center = (left + right) / 2
    for run in block.runs:
        if (run.left + run.right) / 2 < center:
            left = max(left, run.right)
        else:
            right = min(right, run.left)
    if right - left < _GUTTER * row.size:
        return False
    gutter[:] = [left, right]
    return True
