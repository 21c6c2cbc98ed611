"""Saving a reading: what it is to the store, and which of a document's readings is shown.

    unchanged   this file gave this reading before
    duplicate   the document is held with the same reading from another file (or this file under another name)
    changed     the document is held, but not with this reading
    new         the document is not held

All readings are kept; the one shown follows from the set of them alone (see `sources`), not from their order of
arrival.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from corpus.model import Document, Reference
from corpus.store import documents, edges, rows, sources
from corpus.store.tables import documents as documents_table
from corpus.store.tables import sources as sources_table
from corpus.store.tables import withdrawn

log = logging.getLogger(__name__)


class Saved(StrEnum):
    """What saving a document meant."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DUPLICATE = "duplicate"


def save(connection: Connection, document: Document, references: Sequence[Reference], original: bytes | None) -> Saved:
    """Keep a reading inside the caller's transaction."""
    digest = rows.digest(document, references)
    key = sources.key_of(document, digest)
    name = str(document.id)
    known = sources.find(connection, key)
    if known is not None and known["document"] == name and known["digest"] == digest:
        return _again(connection, document, references, key)
    shown = _shown(connection, name)
    outcome = Saved.NEW if shown is None else _outcome(connection, name, digest)
    if known is not None and known["document"] != name:
        leave(connection, known["document"], key)
        known = None
    former = _current(connection, name) if shown not in (None, key) else None
    sources.keep(connection, document, digest, original, known=known is not None)
    if shown is None:
        revision = documents.next_revision(connection)
        documents.write(connection, document, references, source=key, revision=revision, fresh=True)
        return outcome
    best = sources.best(connection, name)
    if best == key:
        if former is not None:
            sources.store_reading(connection, shown, former)
        same = outcome is Saved.DUPLICATE and _digest_of(connection, shown) == digest
        revision = _revision(connection, name) if same else documents.next_revision(connection)
        documents.write(connection, document, references, source=key, revision=revision)
    else:
        sources.store_reading(connection, key, (document, references))
        if shown == key:  # this file was shown and reads shorter now
            _show_best(connection, name)
    return outcome


def _again(connection: Connection, document: Document, references: Sequence[Reference], key: str) -> Saved:
    """The same file with the same reading: its references may be followed further now; its name may be new."""
    renamed = document.source is not None and sources.add_name(connection, key, document.source.file)
    name = str(document.id)
    if _shown(connection, name) == key:
        relink(connection, name, references)
    elif renamed:
        _show_best(connection, name)
    return Saved.DUPLICATE if renamed else Saved.UNCHANGED


def relink(connection: Connection, name: str, references: Sequence[Reference]) -> bool:
    """The same references, followed anew; a new revision only where that led elsewhere. True where it did."""
    if not documents.has(connection, name) or _references(connection, name) == tuple(references):
        return False
    documents.write_references(connection, name, references, revision=documents.next_revision(connection))
    return True


def _references(connection: Connection, name: str) -> tuple[Reference, ...]:
    return tuple(edge.reference for edge in edges.outgoing(connection, name, None, below=False))


def _outcome(connection: Connection, name: str, digest: str) -> Saved:
    same = select(sources_table.c.key).where(sources_table.c.document == name, sources_table.c.digest == digest)
    return Saved.DUPLICATE if connection.execute(same).first() else Saved.CHANGED


def _shown(connection: Connection, name: str) -> str | None:
    return connection.execute(select(documents_table.c.source).where(documents_table.c.id == name)).scalar()


def _revision(connection: Connection, name: str) -> int:
    query = select(documents_table.c.revision).where(documents_table.c.id == name)
    return int(connection.execute(query).scalar_one())


def _digest_of(connection: Connection, key: str | None) -> str | None:
    row = sources.find(connection, key) if key else None
    return row["digest"] if row else None


def _current(connection: Connection, name: str) -> tuple[Document, tuple[Reference, ...]] | None:
    document = documents.get(connection, name)
    return (document, _references(connection, name)) if document else None


def _show_best(connection: Connection, name: str) -> None:
    """Show the best of the readings kept; the one shown now is kept beside its source, if it still has one."""
    best, shown = sources.best(connection, name), _shown(connection, name)
    if best is None or best == shown:
        return
    former = _current(connection, name)
    row = sources.find(connection, best)
    assert row is not None
    document, references = rows.unpack(row["reading"], sources.source_of(connection, best))
    held = sources.find(connection, shown) if shown else None
    if shown and held is not None and held["document"] == name and held["reading"] is None and former is not None:
        sources.store_reading(connection, shown, former)
    sources.store_reading(connection, best, None)
    documents.write(connection, document, references, source=best, revision=documents.next_revision(connection))


def leave(connection: Connection, former: str, key: str) -> None:
    """A file that was read into another document before: that one shows its next reading, or is withdrawn."""
    was_shown = _shown(connection, former) == key
    connection.execute(delete(sources_table).where(sources_table.c.key == key))
    if not was_shown:
        return
    if sources.best(connection, former) is not None:
        _show_best(connection, former)
        return
    log.warning("document withdrawn: its only file is now read as another document: %s", former)
    documents.erase(connection, former)
    connection.execute(delete(withdrawn).where(withdrawn.c.id == former))
    connection.execute(insert(withdrawn), {"id": former, "revision": documents.next_revision(connection)})
