"""Store -> entries -> index: a full rebuild that is swapped in at once, or only what changed since the last time.

A unit of retrieval is an article with all below it, or, where there are no articles, a numbered unit with all
below it; rows of appendix tables stand alone, and so does what chapters, sections and the document itself say
before their first unit. Every character of a provision is in one entry only; `parts` lead back to the provisions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from corpus.address import DocumentId, Level, Path
from corpus.errors import EntriesSetAside, SearchError
from corpus.model import Document, Provision, Reference, Status, Target, Zone
from corpus.provision_status import Provisions
from corpus.status import Case
from corpus.store.documents import Change
from corpus.store.edges import Edge
from corpus.text import slug
from corpus.vocabulary import kind_by_name, rank_of
from search.index import Entry, Part, SearchIndex, silent
from search.labels import document_name, provision_label
from search.subject import subject

log = logging.getLogger(__name__)

#: What the judgement of a document rests on; None where that is not known.
CaseOf = Callable[[DocumentId], Case | None]

#: Levels that only hold others: their own words are an entry, what they hold is not part of it.
_FRAMES = frozenset(
    {Level.ATTACHED, Level.APPENDIX, Level.FORM, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION}
)
_NO_DATE = 0


class Shelf(Protocol):
    """What the indexer needs of the store."""

    def documents(self) -> Iterator[Document]: ...

    def references_out(self, id: DocumentId, /) -> Sequence[Edge]: ...

    def get(self, id: DocumentId, /) -> Document | None: ...

    def changed_since(self, mark: int, /) -> Sequence[Change]: ...

    def revision(self) -> int: ...


def rebuild(
    shelf: Shelf,
    index: SearchIndex,
    *,
    told: Callable[[int], None] = lambda _: None,
    said: Callable[[str], None] = silent,
    case: CaseOf = lambda _: None,
) -> int:
    """Build the whole index anew; the old one serves until the new one is whole. Returns the number of entries.

    `case`: where it is known, provisions that ended or wait by themselves carry their own status. `said` is told in
    words what the engine did besides. Raises EntriesSetAside when the new index serves without some entries.
    """
    mark = max((change.revision for change in shelf.changed_since(0)), default=0)
    lacking: EntriesSetAside | None = None
    try:
        written = index.replace(_all(shelf, shelf.documents(), told, case), mark=mark, said=said)
    except EntriesSetAside as error:
        written, lacking = error.written, error
    if shelf.changed_since(mark):  # saved while this ran
        try:
            _exchange(shelf, index, lambda _: None, case)
        except SearchError as error:  # the next update makes up for it
            log.warning("the new index lacks what was saved meanwhile: %s", error)
    if lacking:
        raise lacking
    return written


def update(
    shelf: Shelf, index: SearchIndex, *, told: Callable[[int], None] = lambda _: None, case: CaseOf = lambda _: None
) -> int:
    """Bring the index up to the store: only documents changed since its mark.

    Rebuilds when there is no index yet, and when the index knows of revisions that the store (one brought back from a
    copy, say) never had: its marks then mean nothing.
    """
    if index.count() == 0 or index.mark > shelf.revision():
        return rebuild(shelf, index, told=told, case=case)
    return _exchange(shelf, index, told, case)


def _exchange(shelf: Shelf, index: SearchIndex, told: Callable[[int], None], case: CaseOf) -> int:
    changed = list(shelf.changed_since(index.mark))
    if not changed:
        return 0
    documents = (document for change in changed if change.held and (document := shelf.get(change.id)) is not None)
    mark = max(change.revision for change in changed)
    return index.update(_all(shelf, documents, told, case), documents=[str(change.id) for change in changed], mark=mark)


def _all(shelf: Shelf, documents: Iterable[Document], told: Callable[[int], None], case: CaseOf) -> Iterator[Entry]:
    for number, document in enumerate(documents, start=1):
        references = [edge.reference for edge in shelf.references_out(document.id)]
        yield from _judged(entries(document, references), case(document.id))
        told(number)


#: Statuses that a provision may have by itself while its document is in force.
_BY_ITSELF = frozenset({Status.EXPIRED, Status.SUSPENDED, Status.NOT_YET})


def _judged(found: Iterable[Entry], case: Case | None) -> Iterator[Entry]:
    """The entries, those of provisions that ended, wait or rest by themselves with that status."""
    paths = {effect.target.path for effect in (*(a.effect for a in case.acts), *case.own)} if case else set()
    if case is None or not any(paths):
        yield from found
        return
    provisions = Provisions(case, date.today())
    for entry in found:
        status = provisions.judge(Path.parse(entry.path)).status if entry.path else None
        yield replace(entry, status=status.value) if status is not None and status in _BY_ITSELF else entry


def entries(document: Document, references: Sequence[Reference] = ()) -> Iterator[Entry]:
    """The entries of one document, in document order."""
    frame = _frame(document)
    units: list[list[Provision]] = []
    for provision in document.provisions:
        if units and _belongs(provision, units[-1][0]):
            units[-1].append(provision)
        else:
            units.append([provision])
    labels = {p.path: provision_label(p) for p in document.provisions}
    headings = {p.path: p.heading for p in document.provisions if p.heading}
    place = {str(provision.path): order for order, unit in enumerate(units, start=1) for provision in unit}
    cited: dict[int, list[Target]] = {}
    for reference in references:
        cited.setdefault(place.get(reference.source, 0), []).append(reference.target)
    yield replace(frame, cites=_ids(cited.get(0, ())))
    for order, unit in enumerate(units, start=1):
        yield replace(_entry(frame, unit, order, labels, headings), cites=_ids(cited.get(order, ())))


def _ids(targets: Iterable[Target]) -> tuple[str, ...]:
    """Ids of targets in other documents, each with what it is part of; what has no id goes by its number or name."""
    found: dict[str, None] = {}
    for target in targets:
        document = str(target.document or "") or slug(target.number or target.name or "")
        if document and document != "this":
            steps = target.path.steps
            found |= dict.fromkeys([document, *(f"{document}#{Path(steps[: n + 1])}" for n in range(len(steps)))])
    return tuple(found)


def _belongs(provision: Provision, first: Provision) -> bool:
    return first.level not in _FRAMES and provision.path.is_within(first.path) and provision.level is not Level.ROW


def _entry(
    frame: Entry, unit: list[Provision], order: int, labels: dict[Path, str], headings: dict[Path, str]
) -> Entry:
    first = unit[0]
    text, parts = _joined(unit, labels)
    around = [path for path in first.path.ancestors() if path in headings]
    return Entry(
        id=f"{frame.document}#{first.path}",
        document=frame.document,
        path=str(first.path),
        text=text,
        heading=first.heading or "",
        title=frame.title,
        name=frame.name,
        number=frame.number,
        labels=tuple(labels.get(path, "") for path in (*first.path.ancestors(), first.path) if labels.get(path)),
        context="\n".join(headings[path] for path in around),
        kind=frame.kind,
        issuer=frame.issuer,
        year=frame.year,
        status=frame.status,
        issued=frame.issued,
        rank=frame.rank,
        order=order,
        parts=parts,
    )


def _joined(unit: list[Provision], labels: dict[Path, str]) -> tuple[str, tuple[Part, ...]]:
    """The texts of a unit, a line each with label and heading as printed, and where each part begins."""
    lines: list[str] = []
    parts: list[Part] = []
    length = 0
    for number, provision in enumerate(unit):
        words = (
            provision.text
            if number == 0
            else " ".join(filter(None, (provision.label, provision.heading, provision.text)))
        )
        if number:
            parts.append(Part(str(provision.path), labels[provision.path], length))
        if words:
            lines.append(words)
            length += len(words) + 1
    return "\n".join(lines), tuple(parts)


def _frame(document: Document) -> Entry:
    """The entry of the document itself: title, basis and introduction, or all of its text if it has no provisions."""
    metadata, id = document.metadata, document.id
    kind = kind_by_name(metadata.kind) if metadata.kind else None
    told = [zone.span.of(document.text) for zone in document.zones if zone.zone in (Zone.BASIS, Zone.INTRODUCTION)]
    return Entry(
        id=str(id),
        document=str(id),
        path="",
        text="\n".join(told) if document.provisions else document.text,
        title=metadata.title or subject(provision.text for provision in document.provisions if provision.text),
        name=document_name(metadata),
        number=metadata.number or "",
        kind=kind.code if kind else "",
        issuer=id.issuer,
        year=id.year,
        status=str(document.status),
        issued=int(metadata.issued.strftime("%Y%m%d")) if metadata.issued else _NO_DATE,
        rank=rank_of(kind, id.issuer),
    )
