"""Numbered rows of an appendix gathered into tables, with the sections that stand between them."""

from __future__ import annotations

from collections.abc import Iterable

from api.reading.units import Block, Paragraph, Part, Row, Table, Unit
from corpus.address import Level
from corpus.text import fold

_NUMBERING = ("tt", "stt", "so tt", "so thu tu")


def with_tables(found: Iterable[Part], text: str) -> tuple[Part, ...]:
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
    """A row and the rows numbered below it; a section of nothing but one table as its heading and that table's rows."""
    below = tuple(row for part in unit.content if isinstance(part, Table) for row in part.rows)
    if unit.level is Level.ROW:
        unit.content = [part for part in unit.content if not isinstance(part, Table)]
        return (Row(unit, section=False), *below)
    if len(unit.content) == 1 and below and unit.level not in (Level.APPENDIX, Level.FORM):
        return (Row(unit, section=True), *below)
    return ()


def _table(rows: list[Row]) -> Table:
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(cell.column for cell in row.unit.provision.cells))
    return Table(tuple(columns), tuple(rows))
