"""Numbered rows of tables, over the whole library: their cells as text, for lists of tasks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from corpus.address import DocumentId, Path
from corpus.store.tables import documents, provisions


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: where it stands, the printed numbers on the way to it, and the value of each column that has one."""

    document: DocumentId
    path: Path
    labels: Mapping[Path, str]
    cells: tuple[tuple[str, str], ...]


def rows_naming(connection: Connection, words: tuple[str, ...]) -> tuple[TableRow, ...]:
    """The rows of all documents with one of these words, as printed, among their columns' names; in document order."""
    holding = or_(*(provisions.c.cells.contains(word, autoescape=True) for word in words))
    wanted = (
        select(provisions.c.document, provisions.c.position)
        .where(provisions.c.cells.is_not(None), holding)
        .order_by(provisions.c.document, provisions.c.position)
    )
    places: dict[str, set[int]] = {}
    for name, position in connection.execute(wanted):
        places.setdefault(name, set()).add(position)
    return tuple(row for name, rows in places.items() for row in _of_document(connection, name, rows))


def _of_document(connection: Connection, name: str, wanted: Collection[int]) -> Iterator[TableRow]:
    text = connection.execute(select(documents.c.text).where(documents.c.id == name)).scalar_one()
    columns = (provisions.c.position, provisions.c.path, provisions.c.label, provisions.c.cells)
    units = connection.execute(
        select(*columns).where(provisions.c.document == name).order_by(provisions.c.position)
    ).all()
    labels = {Path.parse(path): label for _, path, label, _ in units}
    for position, path, _, cells in units:
        if position in wanted:
            where = Path.parse(path)
            known = {step: labels[step] for step in (*where.ancestors(), where) if step in labels}
            values = tuple((column, text[start:end].strip()) for column, start, end in json.loads(cells))
            yield TableRow(DocumentId.parse(name), where, known, values)
