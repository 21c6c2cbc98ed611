"""A document as a tree of blocks for the page: every character of its text once, in order, nothing added.

ZoneBlock   title block, legal basis, introduction, closing
Unit        a provision with its own blocks and the units below it
Table       consecutive rows of an appendix with the sections between them
Paragraph, Items, Grid   running text; lists by dashes as printed; tables without numbered rows
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from corpus.address import Level, Path
from corpus.model import Provision, Zone
from corpus.text import Span

#: Levels whose heading stands across the page, not behind a hanging number.
HEADINGS = frozenset(
    {Level.ATTACHED, Level.APPENDIX, Level.FORM, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION}
)


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
    path: Path = field(init=False)
    level: Level = field(init=False)
    rank: int = 2  # of its heading in the page: h2 … h6
    notes: tuple[Span, ...] = ()  # lines in brackets below a centred heading

    def __post_init__(self) -> None:
        self.path = self.provision.path
        self.level = self.path.last.level

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

    def split(self) -> tuple[list[Block | Unit | Table], list[Block | Unit | Table]]:
        """Its own text, and from the first unit or table below it on."""
        for at, part in enumerate(self.content):
            if part.kind in ("unit", "table"):
                return self.content[:at], self.content[at:]
        return self.content, []

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
