"""References from both ends, by index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from corpus.address import DocumentId, Path
from corpus.graph import Link
from corpus.model import Reference, Relation
from corpus.names import name_key
from corpus.store import rows
from corpus.store.tables import mentions


@dataclass(frozen=True, slots=True)
class Edge:
    """A reference and the document that makes it."""

    document: DocumentId
    reference: Reference


def outgoing(connection: Connection, name: str, path: Path | None, *, below: bool) -> tuple[Edge, ...]:
    """The references of a document, or those standing in one provision (and below it), in the order of the text."""
    query = select(mentions).where(mentions.c.document == name).order_by(mentions.c.position)
    if path is not None:
        query = query.where(_at(mentions.c.source, path, below=below))
    return tuple(map(edge_of, connection.execute(query).mappings()))


def incoming(connection: Connection, name: str, path: Path | None, *, below: bool, own: bool) -> tuple[Edge, ...]:
    """The references to a document, or to one provision of it, by citing document and place."""
    query = select(mentions).where(mentions.c.target == name).order_by(mentions.c.document, mentions.c.position)
    if path is not None:
        query = query.where(_at(mentions.c.target_path, path, below=below))
    if not own:
        query = query.where(mentions.c.document != name)
    return tuple(map(edge_of, connection.execute(query).mappings()))


def _at(column: ColumnElement[str], path: Path, *, below: bool) -> ColumnElement[bool]:
    here = column == str(path)
    if not below:
        return here
    if not path:
        return column.is_not(None)
    return or_(here, and_(column > f"{path}.", column < f"{path}/"))  # '/' follows '.' in ASCII


def edge_of(row: Any) -> Edge:
    return Edge(DocumentId.parse(row["document"]), rows.reference_of(row))


def counts(connection: Connection, name: str, *, own: bool) -> dict[str, int]:
    """How often each path of a document is cited; the empty path is the document as a whole."""
    query = select(mentions.c.target_path, func.count()).where(mentions.c.target == name)
    if not own:
        query = query.where(mentions.c.document != name)
    return {path: int(count) for path, count in connection.execute(query.group_by(mentions.c.target_path))}


def concerned(
    connection: Connection, name: str, *, number_keys: Collection[str], titles: Collection[str]
) -> tuple[DocumentId, ...]:
    """The documents with a reference that names this id, one of these numbers or one of these titles.

    References that were resolved already are among them: a second holder of a number makes them ambiguous, whichever
    of the two came first.
    """
    found: set[str] = set()
    titles = {name_key(title) for title in titles}
    tests = (mentions.c.target == name, mentions.c.number_key.in_(number_keys), mentions.c.name_key.in_(titles))
    for test in tests:
        found.update(connection.execute(select(mentions.c.document).where(test).distinct()).scalars())
    found.discard(name)
    return tuple(map(DocumentId.parse, sorted(found)))


def links(connection: Connection, relations: Collection[Relation] | None) -> tuple[Link, ...]:
    """The references between documents as links, each mention one; see `corpus.graph.link_of` for what is none."""
    query = (
        select(mentions.c.document, mentions.c.target, mentions.c.relation)
        .where(mentions.c.target.is_not(None), mentions.c.target != mentions.c.document, ~mentions.c.quoted)
        .order_by(mentions.c.document, mentions.c.position)
    )
    if relations is not None:
        query = query.where(mentions.c.relation.in_([relation.value for relation in relations]))
    found = connection.execute(query)
    return tuple(Link(DocumentId.parse(a), DocumentId.parse(b), Relation(relation)) for a, b, relation in found)
