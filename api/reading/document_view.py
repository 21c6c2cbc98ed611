"""Everything the page of a document shows, computed before the template runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from api.reading import cards, citing, layout, links, outline, titles, units, wording
from api.reading.acted import Marks
from api.reading.cards import Badge
from api.reading.law import Box, Law
from api.reading.links import HeldOf, Mark
from api.reading.relations import CitedDocument, Citer, amenders, cited_documents
from api.reading.standing import StandingView
from api.reading.writer import law_html
from corpus.address import Level, Path
from corpus.model import Document, Provision, Reference, Source
from ingest.readers import has_page_images

_NO_DATE = "Văn bản không ghi ngày có hiệu lực"
_ACTS_SHOWN = 4
_BESIDE_FACTS = 700  # characters of the law that are about as high as the metadata beside it


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the breadcrumbs."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the metadata."""

    name: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What others did to this document: `bị thay thế bởi`, by whom, and how many more."""

    words: str
    by: tuple[Anchor, ...]
    more: int


@dataclass(frozen=True, slots=True)
class State:
    """The sentence on force, in parts."""

    since: str
    acts: tuple[Act, ...]
    judged: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the reading, and where it belongs."""

    message: str
    href: str
    place: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of a document: name, force, notes, and how much each of its sides holds."""

    href: str
    name: str
    number_or_name: str
    title: str
    badge: Badge | None
    state: State
    standing: StandingView | None
    crumbs: tuple[Anchor, ...]
    notes: tuple[Note, ...]
    cites: int
    cited_by: int
    tasks: int
    pictures: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The page of a document."""

    head: Head
    outline: tuple[outline.Entry, ...]
    opening: Markup
    body: Markup
    facts: tuple[Fact, ...]
    marks: tuple[Mark, ...]
    citation: citing.Citation
    source: Source | None
    cites: tuple[CitedDocument, ...]
    citers: tuple[Citer, ...]

    @property
    def cites_missing(self) -> int:
        """Documents cited and not held."""
        return sum(not one.held for one in self.cites)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what the library knows around it."""

    document: Document
    references: tuple[Reference, ...]
    counts: dict[str, int]
    citers: tuple[Citer, ...]
    held: HeldOf
    standing: StandingView | None = None
    known: wording.Labels | None = None  # the labels of its provisions, where they were looked up already

    @property
    def labels(self) -> wording.Labels:
        """The label of each provision in print."""
        return wording.labels(self.document) if self.known is None else self.known

    @property
    def marks(self) -> Marks:
        """What acts did to provisions of the document, by path."""
        return self.standing.marks if self.standing else {}


def document_view(reading: Reading, *, box: Box | None = None) -> DocumentView:
    """The view of a document; `box` is the list of citing documents that is open in it."""
    document = reading.document
    metadata = document.metadata
    found = links.links(reading.references, document.id, reading.held)
    law = Law(document, found, labels=reading.labels, counts=reading.counts, marks=reading.marks, box=box)
    parts = layout.parts(document)
    opening, body = _split(parts)
    return DocumentView(
        head=head(reading),
        outline=outline.outline(document.text, parts),
        opening=law_html(law, opening),
        body=law_html(law, body),
        facts=facts(document),
        marks=tuple(mark for css, mark in links.MARKS.items() if any(link.mark == css for link in found)),
        citation=citing.citation(metadata),
        source=document.source,
        cites=cited_documents(reading.references, document.id, reading.held, law.labels),
        citers=reading.citers,
    )


def head(reading: Reading) -> Head:
    """The head of a document's pages."""
    document, metadata = reading.document, reading.document.metadata
    cited = cited_documents(reading.references, document.id, reading.held, {})
    return Head(
        href=links.document_href(document.id),
        name=titles.name(metadata),
        number_or_name=metadata.number or titles.name(metadata),
        title=titles.title(metadata),
        badge=reading.standing.badge if reading.standing else cards.badge(document.status, metadata.kind),
        state=state(document, reading.citers),
        standing=reading.standing,
        crumbs=crumbs(document),
        notes=notes(document, reading.labels),
        cites=len(cited),
        cited_by=len(reading.citers),
        tasks=sum(map(_is_task, document.provisions)),
        pictures=picture_count(document),
    )


def picture_count(document: Document) -> int:
    """How many pages of the source can be shown as pictures; 0 where the file has none."""
    source = document.source
    if source is None or not has_page_images(source.media_type):
        return 0
    return source.pages or len(document.page_starts) or 1


def _is_task(provision: Provision) -> bool:
    """A row of a table with a body in charge; `api.reading.tasks` lists them."""
    columns = {cell.column for cell in provision.cells}
    return provision.level is Level.ROW and any("chủ trì" in column.lower() for column in columns)


def _split(parts: tuple[units.Part, ...]) -> tuple[tuple[units.Part, ...], tuple[units.Part, ...]]:
    """What stands beside the metadata, and the rest: all before the first provision, and more where that is short."""
    at = length = 0
    for part in parts:
        if isinstance(part, units.Unit) and length > _BESIDE_FACTS:
            break
        length += _length(part)
        at += 1
        if length > 3 * _BESIDE_FACTS and not isinstance(part, units.ZoneBlock):
            break
    return parts[:at], parts[at:]


def _length(part: object) -> int:
    if isinstance(part, units.Unit):
        return len(part.provision.span) + sum(map(_length, part.content))
    if isinstance(part, units.Table):
        return 10 * _BESIDE_FACTS
    return sum(map(len, getattr(part, "spans", ())))


def crumbs(document: Document) -> tuple[Anchor, ...]:
    """Văn bản › issuer › year."""
    id, issuer = document.id, document.metadata.issuer
    found = [Anchor("/van-ban", "Văn bản"), Anchor(f"/van-ban?co-quan={id.issuer}", issuer or id.issuer)]
    if id.year:
        found.append(Anchor(f"/van-ban?co-quan={id.issuer}&nam={id.year}", str(id.year)))
    return tuple(found)


def facts(document: Document) -> tuple[Fact, ...]:
    """The metadata lines that have a value."""
    m = document.metadata
    issuer = Fact("Cơ quan ban hành", m.issuer or "", f"/van-ban?co-quan={document.id.issuer}")
    found = (
        Fact("Số hiệu", m.number or ""),
        Fact("Loại văn bản", m.kind or ""),
        issuer,
        Fact("Người ký", m.signer or ""),
        Fact("Ban hành", wording.short_date(m.issued)),
        Fact("Có hiệu lực", wording.short_date(m.effective)),
        Fact("Hết hiệu lực", wording.short_date(m.expires)),
        Fact("Lĩnh vực", m.field or ""),
    )
    return tuple(fact for fact in found if fact.value)


def state(document: Document, citers: Iterable[Citer], *, today: date | None = None) -> State:
    """Since when the document has force, who changed or ended it as far as the library knows, and the day of this."""
    effective = document.metadata.effective
    since = f"Có hiệu lực từ ngày {wording.short_date(effective)}" if effective else _NO_DATE
    acts = tuple(
        Act(words, tuple(Anchor(one.href, one.name) for one in by[:_ACTS_SHOWN]), max(len(by) - _ACTS_SHOWN, 0))
        for words, by in amenders(citers).items()
    )
    return State(since, acts, wording.short_date(today or date.today()))


def _holding(document: Document, at: int) -> Path | None:
    """The innermost provision at an offset: of those that begin before it, the last that has not ended."""
    before = bisect_right(document.provisions, at, key=lambda one: one.span.start)
    inner = (one.path for one in reversed(document.provisions[:before]) if at < one.span.end)
    return next(inner, None)


def notes(document: Document, known: wording.Labels) -> tuple[Note, ...]:
    """What was remarked while reading, each with the provision it stands in."""
    found = []
    for problem in document.problems:
        at = problem.span.start if problem.span else -1
        place = _holding(document, at)
        found.append(Note(problem.message, f"#{place}" if place else "", wording.place(place, known) if place else ""))
    return tuple(found)
