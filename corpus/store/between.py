"""The links among a few documents, for drawings of their surroundings."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from corpus.address import DocumentId
from corpus.graph import Link
from corpus.model import Relation
from corpus.store.tables import mentions


def links_among(connection: Connection, names: Collection[str]) -> tuple[Link, ...]:
    """Which of these documents refer to which others of them, each pair and relation once; none for mentions quoted."""
    query = (
        select(mentions.c.document, mentions.c.target, mentions.c.relation)
        .where(
            mentions.c.document.in_(names),
            mentions.c.target.in_(names),
            mentions.c.target != mentions.c.document,
            ~mentions.c.quoted,
        )
        .distinct()
        .order_by(mentions.c.document, mentions.c.target, mentions.c.relation)
    )
    found = connection.execute(query)
    return tuple(Link(DocumentId.parse(a), DocumentId.parse(b), Relation(relation)) for a, b, relation in found)
