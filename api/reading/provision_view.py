"""The page of one provision: what it stands in, its text, its neighbours, how to cite it, who cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from api.reading import cards, citing, layout, links, titles, units, wording
from api.reading.cards import Badge
from api.reading.document_view import Anchor, Reading, crumbs
from api.reading.law import Law
from api.reading.outline import words
from api.reading.relations import CitedDocument, Citer, cited_documents
from api.reading.standing import StandingView
from api.reading.writer import law_html
from corpus.address import Level, Path


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A provision in its context."""

    href: str
    document_href: str
    place: str
    name: str
    title: str
    badge: Badge | None
    standing: StandingView | None
    crumbs: tuple[Anchor, ...]
    last_crumb: str
    above: tuple[Anchor, ...]
    text: Markup
    citation: citing.Citation
    citers: tuple[Citer, ...]
    cites: tuple[CitedDocument, ...]
    previous: Anchor | None
    next: Anchor | None


def provision_view(
    reading: Reading, path: Path, citers: tuple[Citer, ...], standing: StandingView | None = None
) -> ProvisionView:
    """The view of the provision at `path`, which the document has; `standing`: its own status."""
    document = reading.document
    within = {str(p.path) for p in document.provisions if p.path.is_within(path)}
    references = [reference for reference in reading.references if reference.source in within]
    own = links.links(references, document.id, reading.held, inside=False)
    below = {at: marks for at, marks in reading.marks.items() if at != str(path)}  # its own stand in the head
    law = Law(document, own, counts=reading.counts, marks=below)
    everything = list(_all(layout.parts(document)))
    unit = next(one for one in everything if one.path == path)
    known = {one.path: one for one in everything}
    before, after = _neighbours(everything, unit)
    return ProvisionView(
        href=links.provision_href(document.id, path),
        document_href=links.document_href(document.id, path),
        place=wording.capitalized(wording.place(path, law.labels)),
        name=titles.name(document.metadata),
        title=titles.title(document.metadata),
        badge=standing.badge if standing else cards.badge(document.status, document.metadata.kind),
        standing=standing,
        crumbs=(*crumbs(document), Anchor(links.document_href(document.id), titles.name(document.metadata))),
        last_crumb=wording.trail(path, law.labels),
        above=tuple(
            Anchor(links.document_href(document.id, step), words(document.text, known[step]))
            for step in path.ancestors()
            if step in known
        ),
        text=law_html(law, (_shown(unit, everything),), top=2),
        citation=citing.citation(document.metadata, path, law.labels),
        citers=citers,
        cites=cited_documents(references, document.id, reading.held, law.labels),
        previous=_anchor(before, reading, law),
        next=_anchor(after, reading, law),
    )


def _all(parts: Iterable[object]) -> Iterator[units.Unit]:
    for part in parts:
        if isinstance(part, units.Unit):
            yield part
            yield from _all(part.content)
        elif isinstance(part, units.Table):
            for row in part.rows:
                yield row.unit


def _shown(unit: units.Unit, everything: list[units.Unit]) -> units.Unit | units.Table:
    """A row of a table, or a section of rows, is shown as a table of its own."""
    rows = [one for one in everything if one.level is Level.ROW and one.path.is_within(unit.path)]
    if unit.level is Level.ROW or (rows and not unit.content):
        columns = dict.fromkeys(cell.column for one in rows for cell in one.provision.cells)
        return units.Table(tuple(columns), tuple(units.Row(one, section=False) for one in rows))
    return unit


def _neighbours(everything: list[units.Unit], unit: units.Unit) -> tuple[units.Unit | None, units.Unit | None]:
    """The provisions before and after on the same level below the same parent."""
    beside = [one for one in everything if one.path.parent == unit.path.parent and one.level is unit.level]
    at = beside.index(unit)
    return beside[at - 1] if at else None, beside[at + 1] if at + 1 < len(beside) else None


def _anchor(unit: units.Unit | None, reading: Reading, law: Law) -> Anchor | None:
    if unit is None:
        return None
    place = wording.capitalized(wording.step_words(unit.path.last, law.labels.get(unit.path)))
    return Anchor(links.provision_href(reading.document.id, unit.path), place)
