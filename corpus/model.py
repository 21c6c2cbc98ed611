"""What the law is, once read: documents, provisions, references, problems. Frozen, tuples only.

Spans index `Document.text`, the canonical text (see `corpus.text.normalize`); `Document.page_at` leads back to
the page of the source.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from corpus.address import DocumentId, Level, Path
from corpus.text import Span


class Relation(StrEnum):
    """What a mention does to its target (../annotation of the project's judged documents)."""

    BASIS = "can-cu"
    CITES = "dan-chieu"
    AMENDS = "sua-doi-bo-sung"
    REPLACES = "thay-the"
    REPEALS = "bai-bo"
    ISSUED_WITH = "ban-hanh-kem-theo"
    CORRECTS = "dinh-chinh"
    GUIDES = "huong-dan"
    CONSOLIDATES = "hop-nhat"


class Outcome(StrEnum):
    """How far a reference could be followed."""

    RESOLVED = "resolved"
    UNKNOWN_DOCUMENT = "unknown_document"
    NO_SUCH_PROVISION = "no_such_provision"
    AMBIGUOUS = "ambiguous"


class Zone(StrEnum):
    """Places of a document outside its provisions; used as the source of references."""

    TITLE = "tieu-de"
    BASIS = "can-cu"
    INTRODUCTION = "mo-dau"
    CLOSING = "ket"


class Status(StrEnum):
    """Hiệu lực, in the terms of the law on issuing legal documents."""

    NOT_YET = "chua-co-hieu-luc"
    IN_FORCE = "con-hieu-luc"
    PARTLY_EXPIRED = "het-hieu-luc-mot-phan"
    EXPIRED = "het-hieu-luc"
    SUSPENDED = "ngung-hieu-luc"
    UNKNOWN = "chua-xac-dinh"


#: The code of the problem that marks a number or date recognised (OCR) with little confidence.
OCR_NUMBER = "ocr-number"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that a person should look at; the message names the mend where there is one."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself; None where it does not say it."""

    number: str | None = None  # repaired: 84/2025/QĐ-UBND
    kind: str | None = None  # Quyết định
    issuer: str | None = None  # Ủy ban nhân dân tỉnh Hà Tĩnh
    title: str | None = None  # trích yếu, one line, capitals kept
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    signer: str | None = None
    place: str | None = None  # Hà Tĩnh
    field: str | None = None  # lĩnh vực, as a page declares it
    declared_status: str | None = None  # what a page says; never trusted over the text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: the column's name, and where its value stands in the text."""

    column: str
    span: Span


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered unit. `span` runs from its label to the end of its own text; children follow after it."""

    path: Path
    label: str  # as printed: "Điều 5.", "a)", "II."
    heading: str | None  # of articles, chapters, sections, appendices
    text: str  # the unit's own text, without label, heading and children
    span: Span
    page: int | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def level(self) -> Level:
        return self.path.last.level


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """Where a named zone stands in the text."""

    zone: Zone
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document came from. A file that holds several documents is the source of each, by its part."""

    file: str
    sha256: str
    media_type: str
    pages: int | None = None
    address: str | None = None  # where it was fetched from
    part: int | None = None  # which of the file's documents, from 1; None where it holds one


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page whose letters were recognised from its picture (OCR); `confidence` runs from 0 to 1."""

    page: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """A document as we understand it; provisions in document order, flat."""

    id: DocumentId
    metadata: Metadata
    text: str
    provisions: tuple[Provision, ...] = ()
    zones: tuple[ZoneSpan, ...] = ()
    quoted: tuple[Span, ...] = ()  # quoted new wording in amending provisions
    problems: tuple[Problem, ...] = ()
    source: Source | None = None
    page_starts: tuple[int, ...] = ()  # offset at which page n + 1 begins; empty where the format has no pages
    left_out: tuple[tuple[str, int], ...] = ()  # characters of the source outside the document, by reason
    status: Status = Status.UNKNOWN
    recognised: tuple[RecognisedPage, ...] = ()  # empty where the file brought its letters along

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, on which an offset of the text stands."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None

    def provision(self, path: Path) -> Provision | None:
        return next((p for p in self.provisions if p.path == path), None)


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points at. `document`: an id, "this" for the document itself, None if only words are known."""

    document: DocumentId | Literal["this"] | None
    number: str | None = None
    name: str | None = None
    year: int | None = None
    path: Path = field(default=Path())


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of one target; lists and ranges are expanded into several of these with the same quote."""

    source: str  # path of the smallest provision that holds it, or a Zone
    quote: str
    span: Span
    target: Target
    relation: Relation
    quoted: bool
    outcome: Outcome
