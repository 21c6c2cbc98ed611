"""The readings of a document that are kept besides the one shown."""

from __future__ import annotations

from sqlalchemy import Connection, select

from corpus.model import Document
from corpus.store import documents, rows
from corpus.store.sources import source_of
from corpus.store.tables import documents as documents_table
from corpus.store.tables import sources


def version(connection: Connection, name: str, key: str) -> Document | None:
    """The reading of a document that came from the source whose key begins with `key`; None where there is no one."""
    query = select(sources.c.key, sources.c.reading).where(
        sources.c.document == name, sources.c.key.startswith(key, autoescape=True)
    )
    found = connection.execute(query).all()
    if len(found) != 1:
        return None
    whole, reading = found[0]
    shown = connection.execute(select(documents_table.c.source).where(documents_table.c.id == name)).scalar()
    if whole == shown:
        return documents.get(connection, name)
    return rows.unpack(reading, source_of(connection, whole))[0] if reading else None
