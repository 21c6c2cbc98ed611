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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.text import fold
from ingest.pages import Line, Place
from ingest.readers.lines import Raw

_LONG_CELL = 60  # lines; text between two tables is longer, or begins with a heading
_MOST_COLUMNS = 24
_OUTSIDE = re.compile(
    r"^(?:phu luc(?: [ivx\d]+)?$|dieu \d+[.:]|chuong [ivx]+$|phan (?:[ivx]+|thu )|muc [ivx\d]+[.:]|quyet dinh:?$"
    r"|nghi quyet:?$|ke hoach$|thong tu$|nghi dinh$|\(?(?:ban hanh )?kem theo )"
)
_PERHAPS_OUTSIDE = re.compile(
    r"^(?:can cu (?:luat|nghi|quyet|thong|hien)|quy trinh |danh muc |[ivx]+\. |bieu mau|mau so)"
)
_LETTERHEAD = re.compile(r"cong hoa xa hoi|dang cong san viet nam")
_RECIPIENTS = re.compile(r"^noi nhan")
_SIGNATURE = re.compile(
    r"^(?:tm\.|kt\.|tl\.|tuq\.|q\.|chu tich|pho chu tich|giam doc|bo truong|thu truong|chanh van phong)"
)
_ROW_START = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivxlc]+\.?|[a-z][.)]?|\(?\d+\)|-)?$")


@dataclass(slots=True)
class _Segment:
    """The lines between two bars."""

    lines: list[Raw] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [fold(raw.text) for raw in self.lines if raw.text]

    @property
    def empty(self) -> bool:
        return not any(raw.text for raw in self.lines)

    @property
    def separated(self) -> bool:
        """True when a blank line follows the bar before: the format has left the table."""
        return bool(self.lines) and not self.lines[0].text and any(raw.text for raw in self.lines)

    def looks_outside(self) -> bool:
        texts = self.texts
        if len(texts) > _LONG_CELL or any(_OUTSIDE.match(text) for text in texts):
            return True
        return len(texts) > 2 and _PERHAPS_OUTSIDE.match(texts[0]) is not None


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
    segments = [_Segment()]
    for raw in raws:
        if raw.only_bars:
            segments.extend(_Segment() for _ in range(raw.bar))
        else:
            segments[-1].lines.append(raw)
    return segments


def _rows_from(segments: list[_Segment], start: int) -> tuple[list[list[_Segment]], int]:
    """The rows of the table that opens before segment `start`, and the index of the first segment outside it."""
    columns = _columns(segments, start)
    rows: list[list[_Segment]] = []
    at = start
    while at < len(segments):
        row, at, ended = _row(segments, at, columns)
        if row:
            rows.append(row)
        if ended:
            break
    return rows, at


def _row(segments: list[_Segment], at: int, columns: int) -> tuple[list[_Segment], int, bool]:
    """One row from `at`: (cells, next segment, whether the table ends there)."""
    row: list[_Segment] = []
    while at < len(segments):
        segment = segments[at]
        last = at == len(segments) - 1  # text after the last bar is never a cell
        if segment.empty and not last:
            if len(row) >= columns or (row and not _empty_cell(segments, at, columns - len(row))):
                return row, at + 1, False
            row.append(segment)
            at += 1
            continue
        if last or len(row) >= columns or segment.separated or (row and segment.looks_outside()):
            return row, at, True
        row.append(segment)
        at += 1
    return row, at, True


def _empty_cell(segments: list[_Segment], at: int, wanted: int) -> bool:
    """Whether the empty segment at `at` is an empty cell of a row that still wants cells, not a border of rows."""
    cells = 0
    for number in range(at, min(at + wanted + 1, len(segments))):
        if segments[number].empty:
            if number > at and cells and cells + (number - at - cells) == wanted:
                return not _starts_row(segments, at + 1)
            continue
        cells += 1
    return False


def _starts_row(segments: list[_Segment], at: int) -> bool:
    texts = segments[at].texts if at < len(segments) else []
    return len(texts) == 1 and _ROW_START.match(texts[0]) is not None


def _columns(segments: list[_Segment], start: int) -> int:
    """The number of columns: of a letterhead or signature two, else the cells of the first row."""
    first: list[_Segment] = []
    for segment in segments[start : start + _MOST_COLUMNS]:
        if segment.empty or segment.separated or (first and segment.looks_outside()):
            break
        first.append(segment)
    if len(first) > 2 and _is_pair(first[0], first[1]):
        return 2
    return max(len(first), 1)


def _is_pair(left: _Segment, right: _Segment) -> bool:
    """A letterhead (body | CỘNG HÒA …) or a closing (Nơi nhận | signature)."""
    return (
        any(_LETTERHEAD.search(text) for text in right.texts[:3])
        or any(_RECIPIENTS.match(text) for text in left.texts[:2])
        or any(_SIGNATURE.match(text) for text in right.texts[:2])
    )


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
    if any(_LETTERHEAD.search(text) for text in texts[:3]) and len(cells) <= 6:
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
