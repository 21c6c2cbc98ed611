"""Reference health: how many references were found, and how far each could be followed, by document and in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from corpus.address import DocumentId
from corpus.model import Metadata, Outcome
from corpus.store.rows import metadata_of
from corpus.store.store import Store
from corpus.store.tables import documents, mentions


@dataclass(frozen=True, slots=True)
class Health:
    """Numbers of references: all that were found are resolved (to a provision or a document), outside or failed."""

    found: int = 0
    to_provision: int = 0
    to_document: int = 0
    outside: int = 0  # of documents that the library does not hold
    no_such_provision: int = 0
    ambiguous: int = 0
    unread: int = 0  # looks like a reference and was not read; not among those found

    @property
    def failed(self) -> int:
        return self.no_such_provision + self.ambiguous

    def __add__(self, other: Health) -> Health:
        return Health(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class DocumentHealth:
    """The health of one document."""

    id: DocumentId
    metadata: Metadata
    health: Health


def health(store: Store, document: DocumentId | None = None, *, unread_code: str) -> tuple[DocumentHealth, ...]:
    """The health of every document, or of one, by id. `unread_code`: the code of the problem that tells of what was
    not read.
    """
    counted = select(mentions.c.document, *_columns()).group_by(mentions.c.document)
    told = select(documents.c.id, documents.c.properties, _times(documents.c.rest, f'["{unread_code}",'))
    if document is not None:
        counted = counted.where(mentions.c.document == str(document))
        told = told.where(documents.c.id == str(document))
    with store.reading() as connection:
        numbers = {row[0]: row[1:] for row in connection.execute(counted)}
        rows = connection.execute(told.order_by(documents.c.id)).all()
    return tuple(_of(name, properties, numbers.get(name, (0,) * 6), unread) for name, properties, unread in rows)


def _of(name: str, properties: str, numbers: Sequence[int], unread: int) -> DocumentHealth:
    found, provision, document, outside, no_such, ambiguous = map(int, numbers)
    counted = Health(found, provision, document, outside, no_such, ambiguous, int(unread))
    return DocumentHealth(DocumentId.parse(name), metadata_of(properties), counted)


def _columns() -> list[ColumnElement[Any]]:
    resolved = mentions.c.outcome == Outcome.RESOLVED.value
    return [
        func.count(),
        _sum(and_(resolved, mentions.c.target_path != "")),
        _sum(and_(resolved, mentions.c.target_path == "")),
        _sum(mentions.c.outcome == Outcome.UNKNOWN_DOCUMENT.value),
        _sum(mentions.c.outcome == Outcome.NO_SUCH_PROVISION.value),
        _sum(mentions.c.outcome == Outcome.AMBIGUOUS.value),
    ]


def _sum(test: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((test, 1), else_=0))


def _times(column: ColumnElement[str], words: str) -> ColumnElement[Any]:
    """How often words stand in a text."""
    return (func.length(column) - func.length(func.replace(column, words, ""))) // len(words)
