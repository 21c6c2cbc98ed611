"""A document as a tree of blocks for the page: every character of its text once, in order, nothing added.

Zone      title block, legal basis, introduction, closing
Unit      a provision with its own blocks and the units below it
Table     consecutive rows of an appendix with the sections between them
Paragraph, Items   running text; lists by dashes as printed
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from corpus.address import Level, Path
from corpus.model import Document, Provision, Zone
from corpus.text import Span, fold

#: Levels whose heading stands across the page, not behind a hanging number.
HEADINGS = frozenset(
    {Level.ATTACHED, Level.APPENDIX, Level.FORM, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION}
)
_ENDS = ".;:,…?!/"
_LONGEST_HEADING = 400
_NUMBERING = ("tt", "stt", "so tt", "so thu tu")
_DASHES = ("- ", "– ", "+ ", "* ", "• ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "p"
    span: Span
    quoted: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Items:
    """A list by dashes; the dash belongs to the text."""

    kind: ClassVar[str] = "ul"
    spans: tuple[Span, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the source without numbered rows: lines of cells."""

    kind: ClassVar[str] = "grid"
    rows: tuple[tuple[Span, ...], ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(cell for row in self.rows for cell in row if len(cell))


Block = Paragraph | Items | Grid


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a `Table`: a numbered row with its cells, or a section between rows."""

    unit: Unit
    section: bool


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def numbered(self) -> int:
        return sum(not row.section for row in self.rows)


@dataclass(frozen=True, slots=True)
class ZoneBlock:
    kind: ClassVar[str] = "zone"
    zone: Zone | None  # None: before the title, the letterhead
    blocks: tuple[Block, ...]
    first: bool = True  # of its kind in the document; it carries the anchor

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for block in self.blocks for span in block.spans)


@dataclass(slots=True)
class Unit:
    """A provision on the page. `number` is its label as printed, `heading` where its heading stands.

    A first line without a full stop above points or dashes is set as a heading too; the text stays what it is.
    """

    kind: ClassVar[str] = "unit"
    provision: Provision
    number: Span
    heading: Span | None
    content: list[Block | Unit | Table] = field(default_factory=list)
    rank: int = 2  # of its heading in the page: h2 … h6
    notes: tuple[Span, ...] = ()  # lines in brackets below a centred heading

    @property
    def path(self) -> Path:
        return self.provision.path

    @property
    def level(self) -> Level:
        return self.provision.level

    @property
    def centered(self) -> bool:
        return self.level in (Level.APPENDIX, Level.FORM, Level.ATTACHED)

    @property
    def flat(self) -> bool:
        """Heading across the page, nothing indented below it."""
        return self.level in HEADINGS

    @property
    def article(self) -> bool:
        return self.level is Level.ARTICLE

    @property
    def wide(self) -> bool:
        """The label does not fit the gutter and stands in the line instead."""
        return len(self.number) > 4

    def cell(self, column: str) -> Span | None:
        """Where the value of a column stands, for rows of tables."""
        return next((cell.span for cell in self.provision.cells if cell.column == column), None)

    @property
    def units(self) -> Iterator[Unit]:
        """The units directly below, those in tables too."""
        for part in self.content:
            if isinstance(part, Unit):
                yield part
            elif isinstance(part, Table):
                yield from (row.unit for row in part.rows)


Part = ZoneBlock | Unit | Paragraph | Items | Grid | Table


def parts(document: Document) -> tuple[Part, ...]:
    """The whole document as parts, outermost first."""
    return _Builder(document).build()


class _Builder:
    """Walks zones and provisions in order of the text; what lies between them becomes paragraphs where it stands."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._parents = {provision.path.parent for provision in document.provisions}
        self._out: list[Part] = []
        self._open: list[Unit] = []
        self._at = 0

    def build(self) -> tuple[Part, ...]:
        marks: list[tuple[int, int, Provision | Zone, Span]] = [
            (zone.span.start, 0, zone.zone, zone.span) for zone in self._document.zones
        ]
        marks += [(p.span.start, 1, p, p.span) for p in self._document.provisions]
        for start, _, what, span in sorted(marks, key=lambda mark: mark[:2]):
            if isinstance(what, Provision):
                self._close_until(what.path)
                self._loose(start)
                self._unit(what)
            else:
                self._zone(what, span)
        self._loose(len(self._text))
        return _with_tables(self._out, self._text)

    def _close_until(self, path: Path) -> None:
        while self._open and not path.is_within(self._open[-1].path):
            self._open.pop()

    def _loose(self, end: int) -> None:
        """Text that no zone and no provision claims, from the cursor to `end`."""
        found = blocks(self._document, Span(self._at, end))
        self._at = max(self._at, end)
        if not found:
            return
        if self._open:
            self._open[-1].content.extend(found)
        elif not self._out:
            self._out.append(ZoneBlock(None, found))
        else:
            self._out.extend(found)

    def _zone(self, zone: Zone, span: Span) -> None:
        if span.end <= self._at:
            return
        if zone is Zone.CLOSING:
            self._open.clear()
        self._loose(span.start)
        found = blocks(self._document, Span(max(span.start, self._at), span.end))
        self._at = span.end
        if found:
            self._open.clear()
            first = not any(isinstance(part, ZoneBlock) and part.zone is zone for part in self._out)
            self._out.append(ZoneBlock(zone, found, first))

    def _unit(self, provision: Provision) -> None:
        number, heading, body = regions(self._text, provision)
        if heading is None and provision.level is not Level.ROW:
            heading, body = self._implied_heading(provision, body)
        parent = self._open[-1] if self._open else None
        rank = min(parent.rank + 1, 6) if parent else self._top_rank(provision.level)
        unit = Unit(provision, number, heading, rank=rank)
        if unit.centered:
            unit.notes, body = self._notes(body)
        if not provision.cells or provision.level is not Level.ROW:
            unit.content.extend(blocks(self._document, body))
        self._at = max(self._at, provision.span.end)
        (parent.content if parent else self._out).append(unit)
        self._open.append(unit)

    def _implied_heading(self, provision: Provision, body: Span) -> tuple[Span | None, Span]:
        """The first line of a unit, when it is one without an end and something follows it."""
        found = lines(self._text, body)
        first = next(found, None)
        if first is None or len(first) > _LONGEST_HEADING or self._text[first.end - 1] in _ENDS:
            return None, body
        second = next(found, None)
        below = self._text.startswith(_DASHES, second.start) if second else provision.path in self._parents
        return (first, Span(first.end, body.end)) if below else (None, body)

    def _notes(self, body: Span) -> tuple[tuple[Span, ...], Span]:
        """Lines in brackets that begin the text of an appendix: `(Kèm theo Kế hoạch …)`."""
        notes: list[Span] = []
        for line in lines(self._text, body):
            if not (self._text.startswith("(", line.start) and self._text.endswith(")", line.start, line.end)):
                break
            notes.append(line)
        return tuple(notes), Span(notes[-1].end, body.end) if notes else body

    def _top_rank(self, level: Level) -> int:
        """Articles carry no chapter in their path; their heading still stands one below the last chapter's."""
        if level is not Level.ARTICLE:
            return 2
        for part in reversed(self._out):
            if isinstance(part, Unit) and part.level in HEADINGS:
                inner = [unit for unit in part.units if unit.level in HEADINGS]
                return min((inner[-1].rank if inner else part.rank) + 1, 6)
        return 2


def regions(text: str, provision: Provision) -> tuple[Span, Span | None, Span]:
    """Where label, heading and own text of a provision stand: (label, heading or None, own text)."""
    start, end = provision.span.start, provision.span.end
    after_label = start + len(provision.label) if text.startswith(provision.label, start) else start
    body = end - len(provision.text)
    if body < after_label or text[body:end] != provision.text:
        found = text.find(provision.text[:80], after_label, end) if provision.text else -1
        body = found if found >= 0 else (end if not provision.text else after_label)
    heading = _trimmed(text, Span(after_label, body)) if provision.heading else None
    return Span(start, after_label), heading, _trimmed(text, Span(body, end)) or Span(end, end)


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch that are not blank, trimmed."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        line = _trimmed(text, Span(start, end))
        if line:
            yield line
        start = end + 1


def blocks(document: Document, span: Span) -> tuple[Block, ...]:
    """Paragraphs, dash lists and bare tables of a stretch of text."""
    text, quoted = document.text, document.quoted
    found: list[Block] = []
    for line in lines(text, span):
        inside = _within(quoted, line.start)
        last = found[-1] if found else None
        if text.startswith(_DASHES, line.start):
            if isinstance(last, Items) and last.quoted == inside:
                found[-1] = Items((*last.spans, line), inside)
            else:
                found.append(Items((line,), inside))
        elif " | " in text[line.start : line.end] or text.endswith(" |", line.start, line.end):
            cells = _cells(text, line)
            if isinstance(last, Grid):
                found[-1] = Grid((*last.rows, cells))
            else:
                found.append(Grid((cells,)))
        else:
            found.append(Paragraph(line, inside))
    return tuple(_plain_grid(text, block) for block in found)


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
        cells.append(_trimmed(text, Span(start, end)) or Span(start, start))
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


def _with_tables(found: Iterable[Part], text: str) -> tuple[Part, ...]:
    out: list[Part] = []
    for part in found:
        if isinstance(part, Unit):
            _gather_rows(part, text)
        out.append(part)
    return tuple(out)


def _gather_rows(unit: Unit, text: str) -> None:
    """Turn runs of rows, and sections that hold nothing but rows, into tables."""
    for below in unit.content:
        if isinstance(below, Unit):
            _gather_rows(below, text)
    content: list[Block | Unit | Table] = []
    run: list[Row] = []
    children: list[Block | Unit | Table | None] = [*unit.content, None]
    for child in children:
        rows = _rows(child) if isinstance(child, Unit) else ()
        if rows:
            run.extend(rows)
            continue
        if run:
            table = _table(run)
            _drop_header(content, table, text)
            content.append(table)
            run = []
        if child is not None:
            content.append(child)
    unit.content = content


def _drop_header(content: list[Block | Unit | Table], table: Table, text: str) -> None:
    """Take away the lines before a table that are its column names; the table prints them itself."""
    names = [fold(column) for column in table.columns]
    at = len(content)
    while at and isinstance(block := content[at - 1], Paragraph) and fold(block.span.of(text)) in (*names, *_NUMBERING):
        at -= 1
    if len(content) - at >= len(names):
        del content[at:]


def _rows(unit: Unit) -> tuple[Row, ...]:
    """A row as itself; a section whose content is one table as its heading and that table's rows."""
    if unit.level is Level.ROW:
        return (Row(unit, section=False),)
    if len(unit.content) == 1 and isinstance(unit.content[0], Table) and unit.level not in (Level.APPENDIX, Level.FORM):
        return (Row(unit, section=True), *unit.content[0].rows)
    return ()


def _table(rows: list[Row]) -> Table:
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(cell.column for cell in row.unit.provision.cells))
    return Table(tuple(columns), tuple(rows))
