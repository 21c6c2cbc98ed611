"""The library as the window sees it: pages, API and command line all ask here, so that they answer alike."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from api import judging
from api.reading import cards, links, relations, titles, wording
from api.reading.document_view import Reading
from api.reading.law import Box, Mention
from api.reading.links import Held
from api.reading.relations import Citer
from corpus import vocabulary
from corpus.address import DocumentId, Path
from corpus.errors import EngineUnavailable, EntriesSetAside, StoreBusy
from corpus.model import Reference, Relation
from corpus.store import Edge, Missing, Standings, Store
from corpus.text import slug
from ingest.settling import is_settled, settle
from search import indexer
from search.index import SearchIndex
from search.service import SearchService

log = logging.getLogger(__name__)

_CITERS_WITH_WORDS = 20  # citing documents that are shown with the words around their mentions


@dataclass(frozen=True, slots=True)
class Unheld:
    """A document that is cited and not held: what the citations say of it, and the documents that cite it."""

    key: str
    id: DocumentId | None
    number: str | None
    name: str | None
    year: int | None
    mentions: int
    documents: int
    citers: tuple[Citer, ...] = ()

    @property
    def called(self) -> str:
        quote = self.citers[0].mentions[0].quote if self.citers else ""
        return relations.missing_name(self.number, self.name, quote) or str(self.id)

    @property
    def href(self) -> str:
        return links.document_href(self.id) if self.id else f"/thieu/{self.key}"


class Library:
    """A store with its search."""

    def __init__(self, store: Store, index: SearchIndex) -> None:
        self.store = store
        self.index = index
        self.search = SearchService(store, index)
        self._day: date | None = None
        self._again: float | None = None  # when to make up for a refresh that the engine missed, by `time.monotonic`

    def close(self) -> None:
        self.index.close()
        self.store.close()

    def reading(self, id: DocumentId) -> Reading | None:
        """A document and what stands around it; None where it is not held."""
        document = self.store.get(id)
        if document is None:
            return None
        held = self.headers()
        incoming = self.store.references_in(id, own=False)
        labels = wording.labels(document)
        return Reading(
            document=document,
            references=tuple(edge.reference for edge in self.store.references_out(id)),
            counts=_documents_by_path(incoming),
            citers=_citers(incoming, held, labels),
            held=held,
            standing=judging.standing(self.store, document, places=labels),
            known=labels,
        )

    def headers(self) -> Callable[[DocumentId], Held | None]:
        """A look-up of headers that asks the store once for each document; for one answer, not to be kept."""
        return _Headers(self.store)

    def citers(self, id: DocumentId, path: Path | None = None, *, below: bool = False) -> tuple[Citer, ...]:
        """The other documents that cite this one, or the provision at `path`; newest first."""
        return _citers(self.store.references_in(id, path, below=below, own=False), self.headers(), {})

    def box(self, id: DocumentId, path: Path, relation: Relation | None = None) -> Box | None:
        """The list of those who cite a provision, to be opened beside it; `relation`: only those by this one."""
        everyone = self.citers(id, path)
        if not everyone:
            return None

        def href(kept: str) -> str:
            return f"{links.document_href(id)}?dan={path}{f'&quan-he={kept}' if kept else ''}#{path}"

        found = relations.with_relation(everyone, relation) if relation else everyone
        mentions = [Mention(c.name, m.href, m.place, m.relation) for c in found for m in c.mentions]
        choices = relations.relation_choices(everyone, href, relation)
        return Box(str(path), len(found), tuple(mentions), choices)

    def missing(self, limit: int | None = None) -> tuple[Unheld, ...]:
        """Documents that are cited and not held, most mentions first."""
        return tuple(map(_unheld, self.store.missing(limit=limit)))

    def unheld(self, asked: DocumentId | str) -> Unheld | None:
        """What is known of a document that is cited and not held, by id or by the slug of its number or name."""
        found = self.store.missing()
        if isinstance(asked, DocumentId):
            same = [one for one in found if one.id == asked] or [one for one in found if _may_be(one, asked)]
        else:
            same = [one for one in found if _key(one) == asked]
            same = same or [one for one in found if one.name and slug(one.name) == asked]
        if not same:
            return None
        citers = _citers(self.store.mentions_of(same[0]), self.headers(), {})
        return replace(_unheld(same[0]), citers=self._with_context(citers))

    def _with_context(self, citers: tuple[Citer, ...]) -> tuple[Citer, ...]:
        """The words around each mention, for the first of the citing documents."""
        shown = []
        for citer in citers[:_CITERS_WITH_WORDS]:
            document = self.store.get(citer.id)
            text = document.text if document else ""
            mentions = tuple(
                replace(m, context=relations.context(text, m.start, m.start + len(m.quote))) for m in citer.mentions
            )
            shown.append(replace(citer, mentions=mentions))
        return (*shown, *citers[_CITERS_WITH_WORDS:])

    def refresh_index(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Bring the index up to the store; returns the entries written."""
        self._settle()
        return indexer.update(self.store, self.index, told=told, case=Standings(self.store).case)

    def catch_up(self, told: Callable[[int], None] = lambda _: None) -> bool:
        """Bring the index up to the store, or, while the engine is away, leave it for later; False then."""
        try:
            self.refresh_index(told)
        except EngineUnavailable as error:
            self._again = time.monotonic() + error.retry_after
            log.warning("the index is behind the store until the search engine answers: %s", error)
            return False
        except EntriesSetAside as error:  # trying again would not mend it
            log.error("%s", error)
        self._again = None
        return True

    def _make_up(self) -> None:
        """A refresh that was missed; a whole rebuild is no work for a question, `traluat reindex` does it."""
        self._again = None  # others that ask meanwhile need not try
        try:
            built = self.index.count() > 0
        except EngineUnavailable as error:
            self._again = time.monotonic() + error.retry_after
            return
        if built and self.catch_up():
            log.warning("the index has caught up with the store")

    def rebuild_index(
        self, told: Callable[[int], None] = lambda _: None, said: Callable[[str], None] = lambda _: None
    ) -> int:
        """Build the index anew; the old one serves meanwhile. `said` is told in words what the engine did besides."""
        self._settle()
        return indexer.rebuild(self.store, self.index, told=told, said=said, case=Standings(self.store).case)

    def turn(self, today: date) -> None:
        """On the first question of a day: statuses that change with the date, in the store and in the index.

        On any question: what the index missed while its engine was away, once that answers again.
        """
        if self._again is not None and time.monotonic() >= self._again:
            self._make_up()
        if self._day == today:
            return
        self._day = today
        if Standings(self.store).has_due(today=today):
            self.catch_up()

    def _settle(self) -> None:
        """Effects and statuses of what an older version or a killed run left without them."""
        if is_settled(self.store):
            return
        try:
            settle(self.store)
        except StoreBusy:  # who writes settles at the end
            log.info("statuses are left to the process that writes")


class _Headers:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[DocumentId, Held | None] = {}

    def __call__(self, id: DocumentId) -> Held | None:
        if id not in self._known:
            self._known[id] = self._store.header(id)
        return self._known[id]


def _key(one: Missing) -> str:
    """The last part of the address of a document that is not held: its number, else its name."""
    return slug(one.number or one.name or str(one.id))


def _unheld(one: Missing) -> Unheld:
    return Unheld(_key(one), one.id, one.number, one.name, one.year, one.mentions, one.documents)


def _may_be(one: Missing, asked: DocumentId) -> bool:
    """The same number, and no other year or issuer as far as both are known."""
    issuers = {one.id.issuer if one.id else "", asked.issuer} - {"", vocabulary.UNKNOWN_ISSUER}
    years = {one.year or 0, asked.year} - {0}
    return _key(one).lstrip("0") == asked.number.lstrip("0") and len(issuers) <= 1 and len(years) <= 1


def _documents_by_path(edges: Iterable[Edge]) -> dict[str, int]:
    """How many documents cite each path."""
    found: dict[str, set[DocumentId]] = {}
    for edge in edges:
        found.setdefault(str(edge.reference.target.path), set()).add(edge.document)
    return {path: len(documents) for path, documents in found.items()}


def _citers(edges: Iterable[Edge], held: links.HeldOf, labels: wording.Labels) -> tuple[Citer, ...]:
    by_document: dict[DocumentId, list[Reference]] = {}
    for edge in edges:
        by_document.setdefault(edge.document, []).append(edge.reference)
    found = [_citer(id, references, held(id), labels) for id, references in by_document.items()]
    return tuple(sorted(found, key=lambda citer: (-citer.id.year, str(citer.id))))


def _citer(id: DocumentId, references: list[Reference], known: Held | None, labels: wording.Labels) -> Citer:
    names = vocabulary.relation_names()
    mentions = [
        Mention(
            name=titles.name(known.metadata) if known else str(id),
            href=f"/vb/{id}{relations.source_anchor(one.source)}",
            place=relations.source_words(one.source),
            relation=names[one.relation],
            target=wording.place(one.target.path, labels) if one.target.path else "",
            quote=one.quote,
            start=one.span.start,
        )
        for one in references
    ]
    return Citer(
        id=id,
        href=links.document_href(id),
        name=titles.name(known.metadata) if known else str(id),
        title=titles.title(known.metadata) if known else "",
        badge=cards.known_badge(known.status, known.metadata.kind) if known else None,
        relations=frozenset(one.relation for one in references),
        acts_on_whole=frozenset(one.relation for one in references if not one.target.path),
        mentions=tuple(dict.fromkeys(mentions)),
    )
