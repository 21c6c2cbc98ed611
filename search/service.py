"""The search service: one string in, one page of an answer out. The pages, the API and the command line all ask it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from corpus.address import DocumentId, Path, ProvisionId
from corpus.errors import SearchError
from corpus.model import Target
from search import labels, reasons
from search.answer import Answer, Choice, Edition, FacetValue, Found, Group, RelatedProvision, ShownFacet, Suggestion
from search.explain import explanations, with_explanations
from search.families import gathered, period
from search.fields import FACETS, field
from search.index import Entry, Facet, Hit, SearchIndex
from search.locate import holding, labels_in
from search.nearest import anything
from search.query import Query, understand
from search.reading import reading
from search.related import related
from search.resolve import Library, Resolution, not_held, resolve
from search.retrieve import Retrieved, retrieve
from search.said import chips, coverage, filters_of, merged, sought
from search.snippets import Snippet, occurrences, snippet
from search.suggest import suggest
from search.tuning import Tuning, tuning
from search.typos import meant as did_you_mean

log = logging.getLogger(__name__)

#: A question in sentences, one without marks, and one read as filters: between them they load everything.
_FIRST = (
    "Cơ quan nào có trách nhiệm theo dõi tình hình thi hành pháp luật ở địa phương?",
    "thi hanh phap luat",
    "nghị định năm 2024 về đất đai còn hiệu lực",
)
_NEAREST = 5  # documents offered where nothing was found

Filters = Mapping[str, Sequence[str]]  # field -> the values any of which is wanted

SORTS = {"": "Liên quan nhất", "issued": "Mới ban hành", "-rank": "Thứ bậc pháp lý"}


class SearchService:
    """Search over a store and its index."""

    def __init__(self, library: Library, index: SearchIndex, *, tuned: Tuning | None = None) -> None:
        self._library = library
        self._index = index
        self._tuned = tuned or tuning()

    def search(
        self,
        q: str,
        *,
        kind: Sequence[str] = (),
        issuer: Sequence[str] = (),
        year: Sequence[str | int] = (),
        status: Sequence[str] = (),
        sort: str = "",
        page: int = 1,
        size: int = 20,
        literal: bool = False,
        explain: bool = False,
    ) -> Answer:
        """One page of documents with their best hits; filters are values of the facets, several mean any of them.

        `literal`: no words of the query are read as filters. `explain`: each hit comes with why it stands there.
        """
        asked = understand(q, literal=literal)
        if asked.empty:
            return Answer(asked, page=page, size=size)
        meant = self._meant(asked)
        chosen = {"kind": kind, "issuer": issuer, "year": [str(value) for value in year], "status": status}
        query, filters, notes, found = self._sought(asked, chosen, sort, documents=page * size)
        families = _families(found, apart=bool(sort) or "year" in filters)
        groups = self._groups(found, families[(page - 1) * size : page * size])
        if explain:
            why = explanations(found, self._index, self._tuned, filters=filters, sort=sort, addressed=meant.ids)
            groups = with_explanations(groups, why)
        names = self._issuers(found.results.hits)
        answer = Answer(
            query=found.query,
            groups=groups,
            total=found.results.total,
            documents=found.results.documents,
            folded=sum(len(family) - 1 for family in families),
            facets=tuple(_shown(facet, filters, names) for facet in found.results.facets),
            understood=tuple(notes),
            filters=chips(query),
            page=page,
            size=size,
        )
        return self._with_offers(self._with_address(answer, asked, meant), query, found, meant)

    def _with_address(self, answer: Answer, query: Query, meant: Resolution) -> Answer:
        """The answer with where its query leads as an address: straight there, to a choice, or to what is not held."""
        jump = meant.ids[0] if len(meant.ids) == 1 and meant.exact else None
        missing = not_held(query.address, self._library) if query.address and not meant.ids else None
        return replace(answer, jump=jump, choices=() if jump else self._choices(meant), not_held=missing)

    def _with_offers(self, answer: Answer, query: Query, found: Retrieved, meant: Resolution) -> Answer:
        """The answer with how it was read, and what else may have been meant where it found next to nothing."""
        results = found.results
        poor = max(results.total, len(results.hits)) < self._tuned.fallback_below and not meant.ids
        corrected = did_you_mean(query, self._index, self._index.count()) if poor else ""
        return replace(
            answer,
            meant=corrected,
            reading=reading(query, found.query, self._index, self._tuned, corrected=corrected),
            coverage=None if results.hits else coverage(self._index),
            nearest=() if results.hits else self._nearest(query),
        )

    def warm(self) -> None:
        """Load what the first questions would wait for: index, models, vocabularies; harmless where there is no index.

        What is loaded then stays, so it is taken out of the collector's sight: walking over all of it now and then
        takes 0.1 s on the set of 83,117 articles, in the middle of somebody's question. Meant for a process that
        serves.
        """
        try:
            for question in _FIRST:
                self.search(question, size=1)
        except SearchError as error:
            log.info("nothing to warm up: %s", error)
        gc.collect()
        gc.freeze()

    def _meant(self, query: Query) -> Resolution:
        """What an address means; where it is none of the library, what bears its serial."""
        meant = resolve(query.address, self._library) if query.address else Resolution()
        if not query.sought or (meant.ids and meant.exact):
            return meant
        documents, note = sought(query.sought, self._index)
        whole = [resolve(Target(id, path=query.sought.path), self._library) for id in documents]
        ids = tuple(id for one in whole for id in one.ids) or tuple(map(ProvisionId, documents))
        notes = "; ".join(dict.fromkeys(filter(None, (note, *(one.note for one in whole)))))
        return Resolution(ids, not notes, notes) if ids else meant

    def _nearest(self, query: Query) -> tuple[Group, ...]:
        """What comes nearest to a query that nothing meets: anything that holds some of its words, best first."""
        found = anything(query, self._index, self._tuned, limit=_NEAREST * self._tuned.depth_per_document)
        return self._groups(found, _families(found, apart=False)[:_NEAREST])

    def resolve(self, q: str) -> tuple[ProvisionId, ...]:
        """What a typed citation means; empty when it is none, or nothing here answers to it."""
        return self._meant(understand(q)).ids

    def suggest(self, q: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Documents and provisions whose number, title or heading holds the words begun in `q`."""
        return suggest(q, self._index, limit=limit)

    def related(self, id: ProvisionId | str, limit: int = 10) -> tuple[RelatedProvision, ...]:
        """Provisions of other documents to look at beside this one, with the reasons."""
        provision = ProvisionId.parse(id) if isinstance(id, str) else id
        return related(provision, self._index, self._tuned, limit=limit)

    def _sought(
        self, query: Query, chosen: Filters, sort: str, *, documents: int
    ) -> tuple[Query, Filters, list[str], Retrieved]:
        """What a query finds under its own filters and those chosen; with how it was read in the end, and the notes."""
        filters: Filters = merged(filters_of(query, self._index), chosen)
        notes = list(_said(query))
        found = self._retrieved(query, filters, sort, documents=documents)
        if query.filters and not found.results.hits:  # read wrongly, or nothing of the kind is here
            query, filters = understand(query.text, literal=True), chosen
            notes = [*_said(query), "Không có gì theo các điều kiện đọc từ câu hỏi nên tìm theo mọi từ"]
            found = self._retrieved(query, filters, sort, documents=documents)
        if found.query is not query:
            notes.append("Ít nơi viết đúng dấu đã gõ nên tìm cả cách viết khác dấu")
        return query, filters, notes, found

    def _retrieved(self, query: Query, filters: Filters, sort: str, *, documents: int) -> Retrieved:
        """The best hits, as many as so many documents may need, with all facets."""
        limit = documents * self._tuned.depth_per_document
        return retrieve(query, self._index, self._tuned, filters=filters, facets=FACETS, sort=sort, limit=limit)

    def _groups(self, found: Retrieved, families: Sequence[tuple[Entry, ...]]) -> tuple[Group, ...]:
        """The hits by document, the first of each family with the others as its earlier editions."""
        by_document: dict[str, list[Hit]] = {}
        for hit in found.results.hits:
            by_document.setdefault(hit.entry.document, []).append(hit)
        return tuple(
            self._group(by_document[newest.document], found, tuple(map(_edition, earlier)))
            for newest, *earlier in families
        )

    def _group(self, hits: list[Hit], found: Retrieved, earlier: tuple[Edition, ...]) -> Group:
        entry = hits[0].entry
        most = self._tuned.hits_per_document
        all_shown = (self._shown(hit, found) for hit in hits)
        own = (one for one in all_shown if one.snippet.marks or not one.id.path)  # the others match by the title alone
        shown = tuple(islice(own, most)) or (self._shown(hits[0], found),)
        return Group(
            document=entry.document,
            name=entry.name,
            number=entry.number,
            title=entry.title,
            kind=entry.kind,
            issuer=entry.issuer,
            issuer_name=self._issuers([hits[0]]).get(entry.issuer, ""),
            year=entry.year,
            issued=entry.issued,
            status=entry.status,
            hits=shown,
            more=max(found.results.matches.get(entry.document, 0) - len(shown), 0),
            earlier=earlier,
        )

    def _issuers(self, hits: Sequence[Hit]) -> dict[str, str]:
        """Names of the issuers of these hits: the vocabulary's, else what one of their documents prints."""
        names: dict[str, str] = {}
        for entry in (hit.entry for hit in hits):
            if entry.issuer and entry.issuer not in names:
                names[entry.issuer] = labels.issuer_name(entry.issuer)
                if names[entry.issuer] == entry.issuer:
                    header = self._library.header(DocumentId.parse(entry.document))
                    names[entry.issuer] = (header.metadata.issuer if header else None) or entry.issuer
        return names

    def _shown(self, hit: Hit, found: Retrieved) -> Found:
        entry, query = hit.whole(), found.query
        told = occurrences(hit.places, found.weights) if hit.places and entry.text else None
        cut = snippet(entry.text or entry.heading, found.weights, self._tuned.snippet, bare=query.bare, found=told)
        path = _smallest(entry, cut)
        id = ProvisionId(DocumentId.parse(entry.document), path)
        return Found(
            id, labels_in(entry, path), entry.heading, cut, reasons.why(entry, query, cut), hit.score, entry.id
        )

    def _choices(self, meant: Resolution) -> tuple[Choice, ...]:
        held = holding(meant.ids, self._index)
        choices = []
        for id in meant.ids:
            entry = held.get(id)
            called = labels_in(entry, id.path) if entry else labels.path_labels(id.path)
            name = ", ".join((*reversed(called), entry.name if entry else str(id.document)))
            choices.append(Choice(id, name, entry.title if entry else "", meant.note))
        return tuple(choices)


def _said(query: Query) -> list[str]:
    """How the query was understood, in sentences."""
    said = []
    if query.address:
        said.append("Hiểu là số hiệu hoặc địa chỉ điều khoản")
    if query.bare:
        said.append("Gõ không dấu nên tìm mọi cách viết có dấu")
    said += [f"Đúng cụm từ “{' '.join(words)}”" for words in query.phrases]
    said += [f"Không chứa “{' '.join(words)}”" for words in query.excluded]
    return said


def _families(found: Retrieved, *, apart: bool) -> list[tuple[Entry, ...]]:
    """The best entry of each document found, by annual family unless each is to stand `apart`."""
    best: dict[str, Entry] = {}
    for hit in found.results.hits:
        best.setdefault(hit.entry.document, hit.entry)
    return [(entry,) for entry in best.values()] if apart else gathered(best.values(), found.query)


def _edition(entry: Entry) -> Edition:
    best = ProvisionId(DocumentId.parse(entry.document), Path.parse(entry.path))
    return Edition(entry.document, entry.name, entry.title, period(entry), entry.status, best)


def _smallest(entry: Entry, cut: Snippet) -> Path:
    """The path of the smallest provision that holds all marks of the snippet."""
    whole = Path.parse(entry.path)
    if not cut.marks or not entry.parts:
        return whole
    first = cut.span.start + cut.marks[0].start
    last = cut.span.start + cut.marks[-1].end - 1
    holding = [part for part in entry.parts if part.start <= first]
    after = [part for part in entry.parts if first < part.start <= last]
    if not holding:
        return whole
    path = Path.parse(holding[-1].path)
    while path != whole and not all(Path.parse(part.path).is_within(path) for part in after):
        path = path.parent
    return path


def _shown(facet: Facet, filters: Filters, issuers: Mapping[str, str]) -> ShownFacet:
    chosen = set(filters.get(facet.field, ()))

    def label(value: str) -> str:
        return (issuers.get(value) if facet.field == "issuer" else None) or labels.facet_label(facet.field, value)

    values = [FacetValue(value, label(value), count, value in chosen) for value, count in facet.values]
    gone = [FacetValue(value, label(value), 0, True) for value in chosen - {value for value, _ in facet.values}]
    if facet.field == "year":
        values.sort(key=lambda value: value.value, reverse=True)
    return ShownFacet(facet.field, field(facet.field).label, (*values, *gone))
