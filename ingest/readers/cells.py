"""Table cells written one a line: bars back to places.

Two notations occur. Saved pages open a row with a bar and close every cell with one, each on a line of its own:

    |                     row 0 opens
    TT
    |                     cell 0 closes
    Nhiệm vụ
    |                     cell 1 closes
    |                     row 1 opens

so that two bars in succession are the border of two rows, or an empty cell. Copied text closes cells at the end of
their last line (`TT |`), says nothing about rows, and writes merged cells as `||||`. In both the number of columns is
found first; rows that break it are merged cells. Nothing is lost when a guess fails: the line just has no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.text import fold
from ingest.pages import Line, Place
from ingest.readers.grid import MOST_COLUMNS, OUTSIDE, ROW_START, Segment, rows_from
from ingest.readers.letterhead import names_the_nation
from ingest.readers.lines import Raw


def place_opened(raws: Sequence[Raw]) -> Iterator[Line]:
    """Lines with places where rows are opened by a bar and cells closed by one."""
    segments = _between_bars(raws)
    blanks = any(segment.separated and not segment.empty for segment in segments[1:-1])
    yield from _outside(segments[0])
    at, table = 1, 0
    while at < len(segments):
        rows, at, another = rows_from(segments, at, blanks=blanks)
        for row_number, row in enumerate(rows):
            for column, cell in enumerate(segments[row.start : row.end], start=row.column):
                for raw in cell.lines:
                    if raw.text:
                        yield raw.line(Place(table, row_number, column))
        table += bool(rows)
        if at < len(segments) and not (another and rows):
            yield from _outside(segments[at])
            at += 1


def _outside(segment: Segment) -> Iterator[Line]:
    return (raw.line() for raw in segment.lines if not raw.hollow)


def _between_bars(raws: Sequence[Raw]) -> list[Segment]:
    groups: list[list[Raw]] = [[]]
    for raw in raws:
        if raw.only_bars:
            groups.extend([] for _ in range(raw.bar))
        else:
            groups[-1].append(raw)
    return [Segment(group) for group in groups]


# --- copied text: `… |` closes a cell ---------------------------------------------------------------------------------

_CELL_LINES = 4  # lines that a wrapped cell may have
_CELL_LENGTH = 600


def place_closed(raws: Sequence[Raw]) -> Iterator[Line]:
    """Lines with places where a bar at the end of a line closes its cell."""
    at, table = 0, 0
    while at < len(raws):
        if not raws[at].bar:
            yield raws[at].line()
            at += 1
            continue
        cells, after = _run_of_cells(raws, at)
        columns = _columns_of(cells)
        if columns < 2:
            yield from (raw.line() for cell in cells for raw in cell if raw.text)
        else:
            for number, cell in enumerate(cells):
                place = Place(table, number // columns, number % columns)
                yield from (raw.line(place) for raw in cell if raw.text)
            table += 1
        at = after


def _run_of_cells(raws: Sequence[Raw], start: int) -> tuple[list[list[Raw]], int]:
    """Cells from the first closing bar on, as long as the next closing bar is near; and the line after them."""
    cells: list[list[Raw]] = []
    at = start
    while at < len(raws):
        end = at
        while end < len(raws) and not raws[end].bar and end - at < _CELL_LINES and raws[end].text:
            end += 1
        if end >= len(raws) or not raws[end].bar or sum(len(raw.text) for raw in raws[at:end]) > _CELL_LENGTH:
            break
        if cells and any(OUTSIDE.match(fold(raw.text)) for raw in raws[at:end]):
            break
        cells.append(list(raws[at : end + 1]))
        cells.extend([] for _ in range(raws[end].bar - 1))
        at = end + 1
    return cells, at


def _columns_of(cells: list[list[Raw]]) -> int:
    """The number of columns whose first column looks most like one: numbers, Roman numerals, letters."""
    texts = [fold(" ".join(raw.text for raw in cell)) for cell in cells]
    if any(names_the_nation(text) for text in texts[:3]) and len(cells) <= 6:
        return 2
    if len(cells) <= 3:
        return len(cells)
    best, best_score = 1, 0.0
    for columns in range(2, min(MOST_COLUMNS, len(cells) // 2) + 1):
        starts = texts[columns::columns]
        fitting = sum(1 for text in starts if text and ROW_START.match(text))
        score = fitting / len(starts) + (0.25 if len(cells) % columns == 0 else 0.0)
        if score > best_score + 0.01:
            best, best_score = columns, score
    return best if best_score > 0.6 else 1
