"""The JSON of a search: hits with their snippets, facets, addresses, suggestions, related provisions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Self

from pydantic import Field

from api.library import Unheld
from api.reading import titles
from api.schemas import Schema
from corpus.address import ProvisionId
from search import answer


class Mark(Schema):
    """A highlighted stretch of a snippet."""

    start: int
    end: int


class Edition(Schema):
    """An earlier document of the same yearly family, which the query found too; `id` is its best provision."""

    document: str
    name: str
    title: str
    period: str
    status: str
    id: str

    @classmethod
    def of(cls, found: answer.Edition) -> Self:
        return cls(
            document=found.document,
            name=found.name,
            title=titles.sentence_case(found.title),
            period=found.period,
            status=found.status,
            id=str(found.best),
        )


class Hit(Schema):
    """A provision found."""

    id: str
    document: str
    path: str
    name: str = Field(description="of the document: kind and number")
    title: str = Field(description="of the document")
    labels: tuple[str, ...] = Field(description="the provision in words, outermost first")
    heading: str
    snippet: str
    marks: tuple[Mark, ...]
    why: tuple[str, ...]
    status: str
    score: float
    earlier: tuple[Edition, ...] = Field(
        default=(), description="on the first hit of a document: those of earlier years that stand with it"
    )
    explanation: dict[str, object] | None = Field(default=None, description="only with explain=true")

    @classmethod
    def of(cls, found: answer.Found, group: answer.Group) -> Self:
        return cls(
            id=str(found.id),
            document=str(found.id.document),
            path=str(found.id.path),
            name=group.name,
            title=titles.sentence_case(group.title),
            labels=found.labels,
            heading=found.heading,
            snippet=found.snippet.text,
            marks=tuple(Mark(start=mark.start, end=mark.end) for mark in found.snippet.marks),
            why=found.why,
            status=group.status,
            score=found.score,
            earlier=tuple(map(Edition.of, group.earlier)) if found is group.hits[0] else (),
            explanation=asdict(found.explanation) if found.explanation else None,
        )


class Said(Schema):
    """A filter that was read from the words of the query; `without` is the query that leaves it out."""

    field: str
    label: str
    words: str
    without: str

    @classmethod
    def of(cls, one: answer.Understood) -> Self:
        return cls(field=one.field, label=one.label, words=one.words, without=one.without)


class FacetValue(Schema):
    value: str
    label: str
    count: int = Field(description="documents")
    chosen: bool


class Facet(Schema):
    field: str
    label: str
    values: tuple[FacetValue, ...]

    @classmethod
    def of(cls, facet: answer.ShownFacet) -> Self:
        values = tuple(FacetValue(value=v.value, label=v.label, count=v.count, chosen=v.chosen) for v in facet.values)
        return cls(field=facet.field, label=facet.label, values=values)


class Address(Schema):
    """A thing that a typed citation means."""

    id: str
    document: str
    path: str

    @classmethod
    def of(cls, id: ProvisionId) -> Self:
        return cls(id=str(id), document=str(id.document), path=str(id.path))


class Choice(Address):
    name: str
    title: str
    note: str

    @classmethod
    def of_choice(cls, choice: answer.Choice) -> Self:
        id = choice.id
        return cls(
            id=str(id),
            document=str(id.document),
            path=str(id.path),
            name=choice.name,
            title=titles.sentence_case(choice.title),
            note=choice.note,
        )


class NotHeld(Schema):
    """A document that is known from citations only."""

    id: str | None = None
    number: str | None
    name: str | None
    year: int | None
    mentions: int
    documents: int

    @classmethod
    def of(cls, found: answer.NotHeld | Unheld) -> Self:
        id = found.id if isinstance(found, Unheld) else None
        return cls(
            id=str(id) if id else None,
            number=found.number,
            name=found.name,
            year=found.year,
            mentions=found.mentions,
            documents=found.documents,
        )


class SearchAnswer(Schema):
    """One page of an answer; hits of one document stand together. `jump`: the query is the address of this thing."""

    total: int = Field(description="provisions found")
    documents: int = Field(description="documents they stand in")
    folded: int = Field(default=0, description="of these, documents of earlier years that stand with a newer one")
    page: int
    pages: int
    jump: Address | None
    choices: tuple[Choice, ...]
    not_held: NotHeld | None
    understood: tuple[str, ...]
    said: tuple[Said, ...] = Field(default=(), description="filters read from the words and applied")
    meant: str = Field(default="", description="the query as it may have been meant")
    reading: dict[str, object] | None = Field(default=None, description="how the query was read; with explain=true")
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]

    @classmethod
    def of(cls, found: answer.Answer, *, explained: bool = False) -> Self:
        return cls(
            total=found.total,
            documents=found.documents,
            page=found.page,
            pages=found.pages,
            jump=Address.of(found.jump) if found.jump else None,
            choices=tuple(map(Choice.of_choice, found.choices)),
            not_held=NotHeld.of(found.not_held) if found.not_held else None,
            folded=found.folded,
            understood=found.understood,
            said=tuple(map(Said.of, found.filters)),
            meant=found.meant,
            reading=asdict(found.reading) if explained and found.reading else None,
            hits=tuple(Hit.of(hit, group) for group in found.groups for hit in group.hits),
            facets=tuple(map(Facet.of, found.facets)),
        )


class Suggestion(Schema):
    id: str
    name: str
    title: str

    @classmethod
    def of(cls, found: answer.Suggestion) -> Self:
        return cls(id=str(found.id), name=found.name, title=titles.sentence_case(found.title))


class Related(Schema):
    id: str
    name: str
    labels: tuple[str, ...]
    heading: str
    title: str
    reasons: tuple[str, ...]
    score: float
    status: str

    @classmethod
    def of(cls, found: answer.RelatedProvision) -> Self:
        return cls(
            id=str(found.id),
            name=found.name,
            labels=found.labels,
            heading=found.heading,
            title=titles.sentence_case(found.title),
            reasons=found.reasons,
            score=found.score,
            status=found.status,
        )
