"""The JSON of traluat: what `traluat … --json`, the files `/vb/<id>.json` and the HTTP API print, defined once.

Every class has `of(…)`, which builds it from the types of `corpus`. Dates are ISO, absent is null, `start` and
`end` index the canonical text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from corpus import model


class Schema(BaseModel):
    """Base of all: frozen, and nothing but the declared fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def json_object(self) -> dict[str, Any]:
        """Plain values for `json.dumps`."""
        return self.model_dump(mode="json")


class Target(Schema):
    """What a reference points at; `document` is an id, `this`, or null where only words are known."""

    document: str | None
    number: str | None
    name: str | None
    year: int | None
    path: str = Field(description="empty for the whole document")

    @classmethod
    def of(cls, target: model.Target) -> Self:
        document = None if target.document is None else str(target.document)
        return cls(document=document, number=target.number, name=target.name, year=target.year, path=str(target.path))


class Reference(Schema):
    """One mention of one target."""

    source: str = Field(description="path of the smallest provision that holds it, or tieu-de, can-cu, mo-dau, ket")
    quote: str
    start: int
    end: int
    target: Target
    relation: str
    quoted: bool = Field(description="stands inside quoted new wording")
    outcome: str

    @classmethod
    def of(cls, reference: model.Reference) -> Self:
        return cls(
            source=reference.source,
            quote=reference.quote,
            start=reference.span.start,
            end=reference.span.end,
            target=Target.of(reference.target),
            relation=reference.relation.value,
            quoted=reference.quoted,
            outcome=reference.outcome.value,
        )


class Provision(Schema):
    """A numbered unit; `text` is its own text, without those below it."""

    path: str
    level: str
    label: str
    heading: str | None
    text: str
    page: int | None
    cells: dict[str, str] | None = Field(
        None, exclude_if=lambda cells: cells is None, description="of a table row: column name to value"
    )

    @classmethod
    def of(cls, provision: model.Provision, text: str) -> Self:
        cells = {cell.column: cell.span.of(text) for cell in provision.cells}
        return cls(
            path=str(provision.path),
            level=provision.level.value,
            label=provision.label,
            heading=provision.heading,
            text=provision.text,
            page=provision.page,
            cells=cells or None,
        )


class Problem(Schema):
    """Something in a document that a person should look at."""

    code: str
    message: str
    start: int | None
    end: int | None

    @classmethod
    def of(cls, problem: model.Problem) -> Self:
        span = problem.span
        return cls(
            code=problem.code,
            message=problem.message,
            start=span.start if span else None,
            end=span.end if span else None,
        )


class RecognisedPage(Schema):
    """A page whose letters were recognised from its picture; the confidence runs from 0 to 1."""

    page: int
    confidence: float


class Source(Schema):
    """The file a document came from, and its pages that were read by recognition (OCR)."""

    file: str
    sha256: str
    media_type: str
    pages: int | None
    recognised: list[RecognisedPage] = []
    address: str | None = Field(None, description="where the file was fetched from")
    part: int | None = Field(None, description="which document of a file that holds several, from 1")

    @classmethod
    def of(cls, source: model.Source, recognised: Iterable[model.RecognisedPage] = ()) -> Self:
        return cls(
            file=source.file,
            sha256=source.sha256,
            media_type=source.media_type,
            pages=source.pages,
            recognised=[RecognisedPage(page=one.page, confidence=one.confidence) for one in recognised],
            address=source.address,
            part=source.part,
        )


class Heading(Schema):
    """A document without its content."""

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    title: str | None
    issued: date | None
    effective: date | None
    expires: date | None
    signer: str | None
    status: str
    field: str | None

    @classmethod
    def of(cls, id: object, metadata: model.Metadata, status: model.Status) -> Self:
        return cls(**cls.fields(id, metadata, status))

    @staticmethod
    def fields(id: object, metadata: model.Metadata, status: model.Status) -> dict[str, Any]:
        """The fields that a heading and a whole document share."""
        return {
            "id": str(id),
            "number": metadata.number,
            "kind": metadata.kind,
            "issuer": metadata.issuer,
            "title": metadata.title,
            "issued": metadata.issued,
            "effective": metadata.effective,
            "expires": metadata.expires,
            "signer": metadata.signer,
            "status": status.value,
            "field": metadata.field,
        }


class Document(Heading):
    """A document as we understand it: the object that `traluat parse` prints."""

    source: Source | None
    provisions: tuple[Provision, ...]
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of_document(cls, document: model.Document, references: Iterable[model.Reference]) -> Self:
        return cls(
            **Heading.fields(document.id, document.metadata, document.status),
            source=Source.of(document.source, document.recognised) if document.source else None,
            provisions=tuple(Provision.of(p, document.text) for p in document.provisions),
            references=tuple(map(Reference.of, references)),
            problems=tuple(map(Problem.of, document.problems)),
        )
