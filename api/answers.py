"""The JSON of the HTTP API beyond documents and searches: lists of references, citations, previews, uploads."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field

from api import schemas
from api.reading import cards
from api.reading.links import Held
from api.reading.relations import Citer
from api.schemas import Heading, Reference, Schema, Target
from corpus.address import DocumentId, Path, ProvisionId
from corpus.citation import Citation
from corpus.model import Document
from ingest.report import FileReport


class Documents(Schema):
    """A page of the catalogue."""

    total: int
    documents: tuple[Heading, ...]


class Badge(Schema):
    """A status in a word; `mark` is how pages draw it: ok, part, out, wait or empty."""

    mark: str
    name: str


class Card(Schema):
    """A document in a few words, as a preview shows it."""

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
            badge=Badge(mark=card.badge.css, name=card.badge.name) if card.badge else None,
        )


class OneProvision(Card):
    """A provision by itself; `text` is its own and that of all below it, `parts` are the same one by one."""

    document: str
    path: str
    level: str
    label: str
    heading: str | None
    page: int | None
    parts: tuple[schemas.Provision, ...]

    @classmethod
    def of_provision(cls, document: Document, path: Path, place: str) -> Self:
        """The provision at `path`, which the document has; `place` is its address in words."""
        within = [one for one in document.provisions if one.path.is_within(path)]
        first = within[0]
        whole = document.text[first.span.start : within[-1].span.end].removeprefix(first.label).strip()
        card = Card.of(document.id, document).model_dump()
        return cls(
            **{**card, "id": str(ProvisionId(document.id, path)), "name": f"{place} {card['name']}", "text": whole},
            document=str(document.id),
            path=str(path),
            level=first.level.value,
            label=first.label,
            heading=first.heading,
            page=first.page,
            parts=tuple(schemas.Provision.of(one, document.text) for one in within),
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


class CitationLink(Schema):
    """Where a target leads here; `href` is empty where nothing is known of it, `path` where the document lacks it."""

    href: str
    document: str | None
    path: str
    name: str
    title: str
    issuer: str | None
    issued: date | None
    badge: Badge | None
    held: bool

    @staticmethod
    def badge_of(badge: cards.Badge | None) -> Badge | None:
        return Badge(mark=badge.css, name=badge.name) if badge else None


class LinkedCitation(FoundCitation):
    """A citation with what its targets are in this library."""

    links: tuple[CitationLink, ...]

    @classmethod
    def linked(cls, citation: Citation, links: tuple[CitationLink, ...]) -> Self:
        return cls(**FoundCitation.of(citation).model_dump(), links=links)


class Citations(Schema):
    citations: tuple[LinkedCitation, ...]


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
