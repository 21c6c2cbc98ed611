"""The JSON of effects and hiệu lực: a status with its reasons, documents and provisions with theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field

from api import answers, schemas
from api.reading.reasons import Sentence
from api.reading.standing import StandingView
from api.schemas import Schema, Target
from corpus import model
from corpus.address import Path
from corpus.effects import Effect as Act


class ReasonOf(Schema):
    """A reason of a status: in words, and its facts."""

    why: str = Field(description="kind of reason: van-ban-khac (another document acts), ngay-co-hieu-luc, …")
    text: str
    date: date | None
    effect: str | None = Field(description="what the other document does: bai-bo, thay-the, sua-doi-bo-sung, …")
    document: str | None = Field(description="id of the document that acts")
    source: str | None = Field(description="path of the provision, in that document, that acts")
    path: str | None = Field(description="what it reaches in this one; empty for the whole")
    hint: bool = Field(description="told by a third document, not read in the acting one")

    @classmethod
    def of(cls, one: Sentence) -> ReasonOf:
        return cls(
            why=one.why.value,
            text=one.text,
            date=one.day,
            effect=one.kind.value if one.kind else None,
            document=one.document,
            source=one.source,
            path=one.path,
            hint=one.hint,
        )


class StandingOf(Schema):
    """A status at a date, with its reasons and how far the library's knowledge goes."""

    status: str
    name: str
    on: date
    reasons: tuple[ReasonOf, ...]
    warnings: tuple[ReasonOf, ...]
    coverage: str
    declared: str | None = Field(description="what the page said, where it is another status")

    @classmethod
    def of(cls, view: StandingView) -> StandingOf:
        return cls(
            status=view.status.value,
            name=view.name,
            on=view.on,
            reasons=tuple(map(ReasonOf.of, view.reasons)),
            warnings=tuple(map(ReasonOf.of, view.warnings)),
            coverage=view.coverage,
            declared=view.declared,
        )


class Exchange(Schema):
    """Words taken out and put in; one of them empty where words are only dropped or added."""

    old: str
    new: str


class Effect(Schema):
    """What a document does to the force of another, or tells that a third one does (`hint`)."""

    kind: str = Field(description="bai-bo, thay-the, sua-doi-bo-sung, bo-sung, thay-cum-tu, ngung-hieu-luc, …")
    source: str
    quote: str
    start: int
    end: int
    target: Target
    begins: date | None
    dated: str = Field(description="where the day is from: van-ban, dieu-khoan, dan-chieu, chua-ro")
    ends: date | None
    partly: bool
    unless: str | None
    words: tuple[Exchange, ...]
    by: Target | None
    hint: bool

    @classmethod
    def of(cls, one: Act) -> Self:
        return cls(
            kind=one.kind.value,
            source=one.source,
            quote=one.quote,
            start=one.span.start,
            end=one.span.end,
            target=Target.of(one.target),
            begins=one.begins,
            dated=one.dated.value,
            ends=one.ends,
            partly=one.partly,
            unless=one.unless,
            words=tuple(Exchange(old=pair.old, new=pair.new) for pair in one.words),
            by=Target.of(one.by) if one.by else None,
            hint=one.hint,
        )


class ActingDocument(schemas.Document):
    """A document with what it does to others; as `traluat parse` prints it."""

    effects: tuple[Effect, ...]

    @classmethod
    def acting(cls, document: model.Document, references: Iterable[model.Reference], acts: Iterable[Act]) -> Self:
        plain = schemas.Document.of_document(document, references)
        return cls(**dict(plain), effects=tuple(map(Effect.of, acts)))


class JudgedDocument(ActingDocument):
    """A held document with what it does, and its status with the reasons."""

    standing: StandingOf | None

    @classmethod
    def judged(
        cls,
        document: model.Document,
        references: Iterable[model.Reference],
        acts: Iterable[Act],
        standing: StandingView | None,
    ) -> Self:
        plain = ActingDocument.acting(document, references, acts)
        return cls(**dict(plain), standing=StandingOf.of(standing) if standing else None)


class JudgedProvision(answers.OneProvision):
    """A provision of a held document, and its status with the reasons."""

    standing: StandingOf | None

    @classmethod
    def judged(cls, document: model.Document, path: Path, place: str, standing: StandingView | None) -> Self:
        plain = answers.OneProvision.of_provision(document, path, place)
        return cls(**dict(plain), standing=StandingOf.of(standing) if standing else None)
