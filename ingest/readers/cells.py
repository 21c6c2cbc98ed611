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

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.text import fold
from ingest.pages import Line, Place
from ingest.readers.letterhead import is_pair, names_the_nation
from ingest.readers.lines import Raw

_LONG_CELL = 60  # lines; text between two tables is longer, or begins with a heading
_MOST_COLUMNS = 24
_WINDOW = 120  # segments looked at first
_OUTSIDE = re.compile(
    r"^(?:phu luc(?: [ivx\d]+)?$|dieu \d+[.:]|chuong [ivx]+$|phan (?:[ivx]+|thu )|muc [ivx\d]+[.:]|quyet dinh:?$"
    r"|nghi quyet:?$|ke hoach$|thong tu$|nghi dinh$|\(?(?:ban hanh )?kem theo )"
)
_PERHAPS_OUTSIDE = re.compile(
    r"^(?:can cu (?:luat|nghi|quyet|thong|hien)|quy trinh |danh muc |[ivx]+\. |bieu mau|mau so)"
)
_ROW_START = re.compile(r"^(?:buoc \d+|\d+(?:\.\d+)*[.)]?|[ivxlc]+\.?|[a-z][.)]?|\(?\d+\)|-)?$")


class _Segment:
    """The lines between two bars, and what they look like."""

    __slots__ = ("empty", "lines", "outside", "separated", "starts_row", "texts")

    def __init__(self, lines: list[Raw]) -> None:
        self.lines = lines
        self.texts = texts = [fold(raw.text) for raw in lines if raw.text]
        self.empty = not texts
        #: A blank line follows the bar before: the format has left the table.
        self.separated = bool(texts) and not lines[0].text
        self.starts_row = len(texts) == 1 and _ROW_START.match(texts[0]) is not None
        self.outside = (
            len(texts) > _LONG_CELL
            or any(_OUTSIDE.match(text) for text in texts)
            or (len(texts) > 2 and _PERHAPS_OUTSIDE.match(texts[0]) is not None)
        )


def place_opened(raws: Sequence[Raw]) -> Iterator[Line]:
    """Lines with places where rows are opened by a bar and cells closed by one."""
    segments = _between_bars(raws)
    yield from _outside(segments[0])
    at, table = 1, 0
    while at < len(segments):
        rows, at = _rows_from(segments, at)
        for row_number, row in enumerate(rows):
            for column, cell in enumerate(row):
                for raw in cell.lines:
                    if raw.text:
                        yield raw.line(Place(table, row_number, column))
        table += bool(rows)
        if at < len(segments):
            yield from _outside(segments[at])
            at += 1


def _outside(segment: _Segment) -> Iterator[Line]:
    return (raw.line() for raw in segment.lines)


def _between_bars(raws: Sequence[Raw]) -> list[_Segment]:
    groups: list[list[Raw]] = [[]]
    for raw in raws:
        if raw.only_bars:
            groups.extend([] for _ in range(raw.bar))
        else:
            groups[-1].append(raw)
    return [_Segment(group) for group in groups]


def _rows_from(segments: list[_Segment], start: int) -> tuple[list[list[_Segment]], int]:
    """The rows of the table that opens before segment `start`, and the index of the first segment outside it.

    Looked at through a window that grows while the table goes on, so that many small tables cost little.
    """
    certain = _certain_end(segments, start)
    window = _WINDOW
    while True:
        stop = min(certain, start + window)
        best = _best_layout(segments, start, stop)
        if stop == certain or best.after < start + window // 2:
            return [segments[at:end] for at, end in best.rows], best.after
        window *= 4


def _best_layout(segments: list[_Segment], start: int, stop: int) -> _Layout:
    if start == stop or segments[start].outside or segments[start].separated:
        return _Layout(0.0, (), start)
    heads = next((at for at in range(start, stop) if segments[at].empty), stop) - start
    if stop - start > 1 and is_pair(segments[start].texts, segments[start + 1].texts):
        widths: Iterable[int] = (2,)
    else:
        widths = range(max(1, heads - _FEWER), min(heads + _MORE, _MOST_COLUMNS, stop - start) + 1)
    worth, border = _worth(segments, start, stop), _borders(segments, start, stop)
    layouts = (_layout(start, worth, border, columns, columns - heads) for columns in widths)
    return max(layouts, key=lambda layout: layout.score, default=_Layout(0.0, (), start))


def _certain_end(segments: list[_Segment], start: int) -> int:
    """The first segment that cannot be a cell: after a blank line, with a heading of law, or after the last bar."""
    for at in range(start, len(segments) - 1):
        if segments[at].separated or (at > start and segments[at].outside):
            return at
    return len(segments) - 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """A way to read segments as rows (start, end) of a table, and how well it fits."""

    score: float
    rows: tuple[tuple[int, int], ...]
    after: int


def _layout(start: int, worth: list[float], border: list[int], columns: int, wider: int) -> _Layout:
    """The best reading with rows of `columns` cells: full rows count for it, short rows and empty cells against it.

    Worked from the end: the best reading from a segment on is its best first row and the best reading after that row.
    A row ends at an empty segment (its border with the next) or, when it is full, with the table. What a table leaves
    over counts a little, since another table may read it.
    """
    stop = len(worth) - 1
    scores = [0.0] * (stop + 2)
    choice: list[int | None] = [None] * (stop + 2)
    row = _ROW - _UNLIKE_HEADS * abs(wider)
    for at in range(stop - 1, start - 1, -1):
        left = stop - at
        best, end = (_LEFT * left if left > _TAIL else 0.0) + _ENDED, None
        if at == start:
            best = _NEVER
        full = at + columns
        if full <= stop:
            left = stop - full
            rest = scores[full + 1] if full < stop and border[full] == full else _LEFT * left if left > _TAIL else 0.0
            if (score := row + worth[full] - worth[at] + rest) > best:
                best, end = score, full
        short = border[at]
        if at < short < full and (score := _SHORT_ROW + (scores[short + 1] if short < stop else 0.0)) > best:
            best, end = score, short
        if short == at and (score := _STRAY_BAR + scores[at + 1]) > best:
            best, end = score, at
        scores[at], choice[at] = best, end
    score = scores[start] - _CUT_HEADS * max(-wider, 0)
    return _chosen(border, start, stop, score, choice)


_LEFT = 0.5  # what a segment is worth that this table leaves to another
_TAIL = 12  # segments at the end that are no table of their own
_UNLIKE_HEADS = 0.15  # for every column more or fewer than the first row has cells
_CUT_HEADS = 2.0  # for every cell of the first row that would stand outside
_ENDED, _SHORT_ROW, _STRAY_BAR, _ROW, _EMPTY_CELL, _BORDER_INSIDE = -0.1, -1.0, -0.5, -0.5, -1.0, -2.0
_NEVER = -1e9
_FEWER, _MORE = 3, 8  # columns a table may have fewer and more than its first row has cells


def _borders(segments: list[_Segment], start: int, stop: int) -> list[int]:
    """For every segment the next empty one, itself included; `stop` where there is none."""
    border = [stop] * (stop + 1)
    for at in range(stop - 1, start - 1, -1):
        border[at] = at if segments[at].empty else border[at + 1]
    return border


def _worth(segments: list[_Segment], start: int, stop: int) -> list[float]:
    """What the segments from `start` on are worth as cells of one row, summed up: `worth[b] - worth[a]` for [a, b).

    A filled cell counts for a row, an empty one against it, more so where the next looks like the start of a row.
    """
    worth = [0.0] * (stop + 1)
    for at in range(start, stop):
        value = 1.0
        if segments[at].empty:
            value = _EMPTY_CELL + (_BORDER_INSIDE if at + 1 < stop and segments[at + 1].starts_row else 0.0)
        worth[at + 1] = worth[at] + value
    return worth


def _chosen(border: list[int], start: int, stop: int, score: float, choice: list[int | None]) -> _Layout:
    rows: list[tuple[int, int]] = []
    at = start
    while at < stop and (end := choice[at]) is not None:
        if end > at:
            rows.append((at, end))
        if end < stop and border[end] == end:
            at = end + 1
        else:
            at = end
            break
    return _Layout(score, tuple(rows), at)


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
        if cells and any(_OUTSIDE.match(fold(raw.text)) for raw in raws[at:end]):
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
    for columns in range(2, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        starts = texts[columns::columns]
        fitting = sum(1 for text in starts if text and _ROW_START.match(text))
        score = fitting / len(starts) + (0.25 if len(cells) % columns == 0 else 0.0)
        if score > best_score + 0.01:
            best, best_score = columns, score
    return best if best_score > 0.6 else 1
