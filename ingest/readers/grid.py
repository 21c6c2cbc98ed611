"""Rows of a table out of the segments between its bars: how many columns it has, and where each row ends.

A row is closed by an empty segment, its border with the next; an empty cell is an empty segment too. What tells them
apart is the table itself: its rows have as many cells as most of them, and the numbers of a numbering column follow
each other at the same distance. So every width is tried, and the reading that explains most segments is taken:

    1 | Cửa sông A | 3 | | | | 2 | Cửa sông B | | 1 | | | 3 …      six cells and a border from number to number

Rows with fewer cells (merged, or beside a cell that spans rows) end at the next border.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text import fold
from ingest.readers.letterhead import is_pair
from ingest.readers.lines import Raw

_LONG_CELL = 60  # lines; text between two tables is longer, or begins with a heading
MOST_COLUMNS = 24
_SLIGHT = 20  # characters
_WINDOW = 120  # segments looked at first
OUTSIDE = re.compile(
    r"^(?:phu luc(?: [ivx\d]+)?$|dieu \d+[.:]|chuong [ivx]+$|phan (?:[ivx]+|thu )|muc [ivx\d]+[.:]|quyet dinh:?$"
    r"|nghi quyet:?$|ke hoach$|thong tu$|nghi dinh$|\(?(?:ban hanh )?kem theo )"
)
_PERHAPS_OUTSIDE = re.compile(
    r"^(?:can cu (?:luat|nghi|quyet|thong|hien)|quy trinh |danh muc |[ivx]+\. |bieu mau|mau so)"
)
ROW_START = re.compile(r"^(?:buoc \d+|\d+(?:\.\d+)*[.)]?|[ivxlc]+\.?|[a-z][.)]?|\(?\d+\)|-)?$")
#: The first cell of a table's head, or of the closing; what stands right before it without a border is text outside.
_HEAD = re.compile(r"^(?:s?tt|so tt|so thu tu|(?:(?:cac )?buoc|thu tu|trinh tu)(?: thuc hien| cong viec)?)$")
_RECIPIENTS = re.compile(r"^noi nhan\b")
_NUMBER = re.compile(r"^(?P<number>\d{1,4}(?:\.\d{1,2}){0,3})[.)]?$")
_SECTION = re.compile(r"^(?:[ivx]{1,6}|[a-h])[.)]?$")


class Segment:
    """The lines between two bars, and what they look like."""

    __slots__ = ("empty", "head", "lines", "number", "outside", "section", "separated", "slight", "starts_row", "texts")

    def __init__(self, lines: list[Raw]) -> None:
        self.lines = lines
        self.texts = texts = [fold(raw.text) for raw in lines if raw.text]
        hollow = not texts and any(raw.hollow for raw in lines)
        self.empty = not texts and not hollow  # an empty cell, or the border of two rows
        #: A blank line follows the bar before: the format has left the table.
        self.separated = bool(lines) and not lines[0].text and not hollow
        only = texts[0] if len(texts) == 1 else ""
        self.starts_row = len(texts) == 1 and ROW_START.match(only) is not None
        self.head = _HEAD.match(only.strip(" .:")) is not None or (
            bool(texts) and _RECIPIENTS.match(texts[0]) is not None
        )
        self.slight = len(texts) < 2 and len(only) < _SLIGHT and OUTSIDE.match(only) is None
        self.section = _SECTION.match(only) is not None
        found = _NUMBER.match(only)
        self.number = tuple(map(int, found["number"].split("."))) if found else ()
        self.outside = (
            len(texts) > _LONG_CELL
            or any(OUTSIDE.match(text) for text in texts)
            or (len(texts) > 2 and _PERHAPS_OUTSIDE.match(texts[0]) is not None)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The segments [start, end) are the cells of a row; the first stands in `column`."""

    start: int
    end: int
    column: int = 0


def rows_from(segments: Sequence[Segment], start: int, *, blanks: bool) -> tuple[list[Row], int, bool]:
    """The rows of the table that opens before segment `start`, the segment after it, and whether another table does.

    `blanks` says that this text sets a blank line where a table ends, so that nothing else ends one. Looked at through
    a window that grows while the table goes on, so that many small tables cost little.
    """
    certain = _certain_end(segments, start, blanks=blanks)
    window = _WINDOW
    while True:
        stop = min(certain, start + window)
        best = _best_layout(segments, start, stop, closed=blanks)
        if stop == certain or best.after < start + window // 2:
            return list(best.rows), best.after, best.bordered and best.after < certain
        window *= 4


def _certain_end(segments: Sequence[Segment], start: int, *, blanks: bool) -> int:
    """The first segment that is no cell: after a blank line, with a heading of law, right before a table's head."""
    for at in range(start, len(segments) - 1):
        if segments[at].separated:
            return at
        if not blanks and at > start and (segments[at].outside or _is_before_head(segments, at)):
            return at
    return len(segments) - 1


def _is_before_head(segments: Sequence[Segment], at: int) -> bool:
    return segments[at + 1].head and not segments[at].empty and not segments[at].head


@dataclass(frozen=True, slots=True)
class _Layout:
    """A way to read segments as rows of a table, and how well it fits; `bordered` where it ends with a border."""

    score: float
    rows: tuple[Row, ...]
    after: int
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The segments [start, stop) that may be a table; sums and borders are worked out once for all widths."""

    segments: Sequence[Segment]
    start: int
    stop: int
    worth: list[float]  # of the segments as cells of one row, summed up: worth[b] - worth[a] for [a, b)
    border: list[int]  # for every segment the next empty one, itself included; `stop` where there is none
    closed: bool  # nothing of it may be left over


def _best_layout(segments: Sequence[Segment], start: int, stop: int, *, closed: bool) -> _Layout:
    first = segments[start]
    if start == stop or first.separated or (first.outside and not closed):
        return _Layout(0.0, (), start)
    heads = next((at for at in range(start, stop) if segments[at].empty), stop) - start
    if stop - start > 1 and is_pair(segments[start].texts, segments[start + 1].texts):
        widths: Iterable[int] = (2,)
    else:
        widths = range(max(1, heads - _FEWER), min(heads + _MORE, MOST_COLUMNS, stop - start) + 1)
    stretch = _Stretch(segments, start, stop, _worth(segments, start, stop), _borders(segments, start, stop), closed)
    layouts = (_layout(stretch, columns, columns - heads) for columns in widths)
    return max(layouts, key=lambda layout: layout.score, default=_Layout(0.0, (), start))


_LEFT = 0.5  # what a segment is worth that this table leaves to another
_TAIL = 12  # segments at the end that are no table of their own
_UNLIKE_HEADS = 0.15  # for every column more or fewer than the first row has cells
_CUT_HEADS = 2.0  # for every cell of the first row that would stand outside
_ENDED, _SHORT_ROW, _STRAY_BAR, _ROW, _EMPTY_CELL, _BORDER_INSIDE = -0.1, -1.0, -0.5, -0.5, -1.0, -2.0
_SECTION_ROW = -0.2  # a short row of a label and its heading
_LONG_ROW = -2.0  # and as much for every cell too many
_COUNTED = 0.5  # a row whose number the next row goes on with
_WORD_OUTSIDE = -3.0
_NEVER = -1e9
_FEWER, _MORE = 3, 8  # columns a table may have fewer and more than its first row has cells


def _layout(stretch: _Stretch, columns: int, wider: int) -> _Layout:
    """The best reading with rows of `columns` cells: full rows count for it, short rows and empty cells against it.

    Worked from the end: the best reading from a segment on is its best first row and the best reading after that row.
    A row ends at an empty segment (its border with the next) or, when it is full, with the table. What a table leaves
    over counts a little, since another table may read it.
    """
    start, stop, worth, border = stretch.start, stretch.stop, stretch.worth, stretch.border
    counted = _counted(stretch, columns)
    scores = [0.0] * (stop + 2)
    choice: list[int | None] = [None] * (stop + 2)
    row = _ROW - _UNLIKE_HEADS * abs(wider)
    for at in range(stop - 1, start - 1, -1):
        best, end = _left(stretch, at) + _ENDED, None
        if at == start:
            best = _NEVER
        full = at + columns
        if full <= stop:
            value = counted[at] if at in counted else row + worth[full] - worth[at]
            rest = scores[full + 1] if full < stop and border[full] == full else _rest(stretch, full)
            if (score := value + rest) > best:
                best, end = score, full
        short = border[at]
        after = scores[short + 1] if short < stop else 0.0
        if at < short < full and (score := _short_row(stretch.segments, at, short) + after) > best:
            best, end = score, short
        if short > full and stretch.closed and (score := _LONG_ROW * (short - full) + after) > best:
            best, end = score, short
        if short == at and (score := _STRAY_BAR + scores[at + 1]) > best:
            best, end = score, at
        scores[at], choice[at] = best, end
    return _chosen(stretch, columns, scores[start] - _CUT_HEADS * max(-wider, 0), choice)


def _left(stretch: _Stretch, at: int) -> float:
    """What it is worth to leave the segments from `at` on to another table."""
    left = stretch.stop - at
    return _LEFT * left if left > _TAIL else 0.0


def _rest(stretch: _Stretch, at: int) -> float:
    """The same behind a row without a border: text outside follows, which is no word or two and no label."""
    if at == stretch.stop:
        return 0.0
    if stretch.closed:
        return _NEVER
    return _left(stretch, at) + (_WORD_OUTSIDE if stretch.segments[at].slight else 0.0)


def _short_row(segments: Sequence[Segment], at: int, end: int) -> float:
    return _SECTION_ROW if end - at == 2 and (segments[at].section or segments[at].number) else _SHORT_ROW


def _counted(stretch: _Stretch, columns: int) -> dict[int, float]:
    """What rows of so many cells are worth that the numbers in their first cells prove: 4, and 5 right behind a border.

    All their cells are taken for filled; but what looks like the border of two rows inside one still counts against it.
    """
    segments, start, stop = stretch.segments, stretch.start, stretch.stop
    found: dict[int, float] = {}
    period = columns + 1
    for at in range(start, stop - period):
        follows = segments[at + columns].empty and _goes_on(segments[at].number, segments[at + period].number)
        if follows and (at == start or segments[at - 1].empty):
            found[at] = _proved(segments, at, columns)
            last = at + period + columns
            if last == stop or (last < stop and segments[last].empty):
                found[at + period] = _proved(segments, at + period, columns)
    return found


def _proved(segments: Sequence[Segment], start: int, columns: int) -> float:
    inner = range(start + 1, start + columns - 1)
    inside = sum(1 for at in inner if segments[at].empty and segments[at + 1].starts_row)
    return columns + _COUNTED + _BORDER_INSIDE * inside


def _goes_on(number: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """True for 4 and 5, for 4 and 4.1, for 4.1.2 and 4.2 or 5."""
    if not number or not after:
        return False
    if len(after) > len(number):
        return after == (*number, 1)
    return after[:-1] == number[: len(after) - 1] and after[-1] == number[len(after) - 1] + 1


def _borders(segments: Sequence[Segment], start: int, stop: int) -> list[int]:
    border = [stop] * (stop + 1)
    for at in range(stop - 1, start - 1, -1):
        border[at] = at if segments[at].empty else border[at + 1]
    return border


def _worth(segments: Sequence[Segment], start: int, stop: int) -> list[float]:
    """A filled cell counts for a row, an empty one against it, more so where the next looks like the start of a row."""
    worth = [0.0] * (stop + 1)
    for at in range(start, stop):
        value = 1.0
        if segments[at].empty:
            value = _EMPTY_CELL + (_BORDER_INSIDE if at + 1 < stop and segments[at + 1].starts_row else 0.0)
        worth[at + 1] = worth[at] + value
    return worth


def _chosen(stretch: _Stretch, columns: int, score: float, choice: Sequence[int | None]) -> _Layout:
    rows: list[Row] = []
    at, stop, bordered = stretch.start, stretch.stop, False
    while at < stop and (end := choice[at]) is not None:
        if end > at:
            column = _column(stretch.segments, at, end, columns) if rows else 0
            rows.append(Row(at, end, column))
        bordered = end < stop and stretch.border[end] == end
        at = end + 1 if bordered else end
        if not bordered:
            break
    return _Layout(score, tuple(rows), at, bordered)


def _column(segments: Sequence[Segment], start: int, end: int, columns: int) -> int:
    """Where a row of fewer cells stands: at the right, beside a cell that spans rows, unless a label opens it."""
    missing = columns - (end - start)
    return missing if missing > 0 and end - start > 1 and not segments[start].starts_row else 0


__all__ = ["MOST_COLUMNS", "OUTSIDE", "ROW_START", "Row", "Segment", "rows_from"]
