"""Lines of a stretch of text, and the blocks they make: paragraphs, lists by dashes, tables of bare cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from api.reading.units import Block, Grid, Items, Paragraph
from corpus.model import Document
from corpus.text import Span

DASHES = ("- ", "– ", "+ ", "* ", "• ")


def trimmed(text: str, span: Span) -> Span | None:
    """The stretch without blanks at its ends; None where nothing is left."""
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return span if (start, end) == (span.start, span.end) else Span(start, end)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch that are not blank, trimmed."""
    start, last = span.start, span.end
    while start < last:
        end = text.find("\n", start, last)
        end = last if end < 0 else end
        line = trimmed(text, span if end - start == last - span.start else Span(start, end))
        if line:
            yield line
        start = end + 1


def blocks(document: Document, span: Span) -> tuple[Block, ...]:
    """Paragraphs, dash lists and bare tables of a stretch of text."""
    text, quoted = document.text, document.quoted
    found: list[Block] = []
    for line in lines(text, span):
        inside = bool(quoted) and _within(quoted, line.start)
        last = found[-1] if found else None
        if text.startswith(DASHES, line.start):
            if isinstance(last, Items) and last.quoted == inside:
                found[-1] = Items((*last.spans, line), inside)
            else:
                found.append(Items((line,), inside))
        elif text.find(" | ", line.start, line.end) >= 0 or text.endswith(" |", line.start, line.end):
            cells = _cells(text, line)
            if isinstance(last, Grid):
                found[-1] = Grid((*last.rows, cells))
            else:
                found.append(Grid((cells,)))
        else:
            found.append(Paragraph(line, inside))
    return tuple(_plain_grid(text, block) if isinstance(block, Grid) else block for block in found)


def _within(spans: Sequence[Span], offset: int) -> bool:
    """True when one of the sorted spans holds the offset."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    cells: list[Span] = []
    start = line.start
    while start <= line.end:
        end = text.find("|", start, line.end)
        end = line.end if end < 0 else end
        cells.append(trimmed(text, Span(start, end)) or Span(start, start))
        start = end + 1
    if cells and not len(cells[-1]):
        cells.pop()
    return tuple(cells)


def _plain_grid(text: str, block: Block) -> Block:
    """A single line with a bar is a sentence, not a table."""
    if isinstance(block, Grid) and len(block.rows) == 1 and len(block.rows[0]) < 3:
        row = block.rows[0]
        return Paragraph(Span(row[0].start, row[-1].end))
    return block
