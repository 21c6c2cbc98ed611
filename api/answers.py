"""The JSON of the HTTP API beyond documents and searches: lists of references, citations, previews, uploads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import Field

from api.reading import cards
from api.reading.links import Held
from api.reading.relations import Citer
from api.schemas import Heading, Reference, Schema, Target
from corpus.address import DocumentId, ProvisionId
from corpus.citation import Citation
from corpus.model import Document, Provision
from ingest.report import FileReport


class Documents(Schema):
    """A page of the catalogue."""

    total: int
    documents: tuple[Heading, ...]


class Badge(Schema):
    css: str
    name: str


class Card(Schema):
    """What a preview of a document or provision shows."""

    id: str
    name: str
    title: str
    text: str | None
    issuer: str | None
    issued: date | None
    badge: Badge | None

    @classmethod
    def of(cls, id: DocumentId, held: Held) -> Self:
        card = cards.card(id, held.metadata, held.status)
        return cls(
            id=str(id),
            name=card.name,
            title=card.title,
            text=None,
            issuer=card.issuer,
            issued=card.issued,
            badge=Badge(css=card.badge.css, name=card.badge.name) if card.badge else None,
        )

    @classmethod
    def of_provision(cls, document: Document, within: Sequence[Provision], place: str) -> Self:
        """Of a provision; its text is that of `within`, itself first and all below it, without its label."""
        card = cls.of(document.id, document)
        first = within[0]
        text = document.text[first.span.start : within[-1].span.end].removeprefix(first.label).strip()
        return card.model_copy(
            update={"id": str(ProvisionId(document.id, first.path)), "name": f"{place} {card.name}", "text": text}
        )


class CitingMention(Schema):
    href: str
    place: str
    relation: str
    target: str


class CitingDocument(Schema):
    """A document that cites another, with the places where it does."""

    id: str
    name: str
    title: str
    mentions: tuple[CitingMention, ...]

    @classmethod
    def of(cls, citer: Citer) -> Self:
        mentions = tuple(
            CitingMention(href=m.href, place=m.place, relation=m.relation, target=m.target) for m in citer.mentions
        )
        return cls(id=str(citer.id), name=citer.name, title=citer.title, mentions=mentions)


class CitedBy(Schema):
    total: int
    documents: tuple[CitingDocument, ...]


class References(Schema):
    total: int
    references: tuple[Reference, ...]


class FoundCitation(Schema):
    """A citation read from a text."""

    quote: str
    start: int
    end: int
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, citation: Citation) -> Self:
        return cls(
            quote=citation.quote,
            start=citation.span.start,
            end=citation.span.end,
            targets=tuple(map(Target.of, citation.targets)),
        )


class Citations(Schema):
    citations: tuple[FoundCitation, ...]

    @classmethod
    def of(cls, found: Sequence[Citation]) -> Self:
        return cls(citations=tuple(map(FoundCitation.of, found)))


class CitationText(Schema):
    """What POST citations takes."""

    text: str = Field(max_length=1_000_000, examples=["theo điểm a khoản 2 Điều 5 Nghị định số 80/2025/NĐ-CP"])


class Ready(Schema):
    """The state of an installation."""

    status: str
    documents: int
    entries: int = Field(description="in the search index")


class Uploaded(Schema):
    """What became of an uploaded file."""

    outcome: str = Field(description="new, unchanged, changed or duplicate")
    id: str | None
    provisions: int
    references: int
    problems: int
    message: str

    @classmethod
    def of(cls, report: FileReport) -> Self:
        return cls(
            outcome=report.outcome.value,
            id=str(report.id) if report.id else None,
            provisions=report.provisions,
            references=report.references,
            problems=report.problems,
            message=report.message,
        )
