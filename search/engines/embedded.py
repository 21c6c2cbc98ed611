"""The embedded engine: tantivy in a folder, one process writing, any number reading.

The folder holds generations (`g1`, `g2` …), each a whole tantivy index, and a file `current` that names the
serving one. A rebuild writes a new generation and flips `current` by `os.replace`; readers look at it on every
search, so they change over without a restart, and the generation before is kept until the next rebuild.

Tokens come from `search.analysis`; tantivy only splits them at blanks. Entries are kept as `search.engines.stored`
packs them; the words of a generation and the facet values of its documents stand beside it, written before what
needs them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from corpus.errors import IndexMissing
from search.compose import compose, fingerprint
from search.engines.cards import Cards
from search.engines.generations import Generations, Meta
from search.engines.stored import FORMAT, Vocabulary
from search.fields import FIELDS, STORED, Type
from search.index import Entry, Hit, Minimum, Phrase, Plan, Results, silent
from search.places import numbered
from search.state import Generation, Role, State, Turned
from search.tuning import Tuning, tuning

log = logging.getLogger(__name__)

#: Internal field: the number of the document in `search.engines.cards`, so that one count gives all facets.
_CARD = "card"
_HEAP = 256_000_000  # bytes the writer may gather before it writes a segment
_OPTIONS = {(True, True): "position", (False, True): "freq", (False, False): "basic"}  # by positions, counted
_MOST_DOCUMENTS = 65_000  # tantivy's limit of buckets in one aggregation


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for one in FIELDS:
        if one.type is Type.TOKENS:
            option = _OPTIONS[one.positions, one.counted]
            builder.add_text_field(one.name, tokenizer_name="whitespace", index_option=option)
        elif one.type is Type.KEYWORD:
            builder.add_text_field(one.name, tokenizer_name="raw", index_option="basic")
        else:
            builder.add_integer_field(one.name, fast=True)
    builder.add_unsigned_field(_CARD, fast=True)
    builder.add_bytes_field(STORED, stored=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Open:
    """A generation that is open for reading."""

    seen: tuple[object, ...]
    index: tantivy.Index
    searcher: tantivy.Searcher
    meta: Meta
    vocabulary: Vocabulary
    cards: Cards


class EmbeddedIndex:
    """A SearchIndex in a folder."""

    def __init__(self, folder: Path, *, tuned: Tuning | None = None) -> None:
        self._repeat = (tuned or tuning()).repeat
        self._generations = Generations(folder, f"{fingerprint(self._repeat)}-{FORMAT}")
        self._opened: _Open | None = None

    def search(self, plan: Plan) -> Results:
        opened = self._serving()
        wanted = _query(opened.index.schema, plan)
        query = _filtered(opened.index.schema, wanted, plan)
        if plan.limit:
            order = tantivy.Order.Asc if plan.sort.startswith("-") else tantivy.Order.Desc
            found = opened.searcher.search(
                query,
                limit=plan.limit,
                offset=plan.offset,
                count=False,
                order_by_field=plan.sort.removeprefix("-") or None,
                order=order,
            ).hits
        else:
            found = []
        hits = _hits(opened, plan, found)
        return self._counted(opened, wanted, plan, hits) if plan.count else Results(hits)

    def get(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        opened = self._serving()
        query = Query.term_set_query(opened.index.schema, "id", list(ids))
        found = opened.searcher.search(query, limit=max(len(ids), 1), count=False).hits
        return {entry.id: entry for entry in (_entry(opened, at) for _, at in found)}

    def of_document(self, document: str) -> tuple[Entry, ...]:
        opened = self._serving()
        query = Query.term_query(opened.index.schema, "document", document)
        most = max(opened.searcher.num_docs, 1)
        found = opened.searcher.search(query, limit=most, count=False).hits
        return tuple(sorted((_entry(opened, at) for _, at in found), key=lambda entry: entry.order))

    def frequency(self, field: str, terms: Sequence[str]) -> Mapping[str, int]:
        searcher = self._serving().searcher
        return {term: searcher.doc_freq(field, term) for term in terms}

    def count(self) -> int:
        opened = self._opened_if_any()
        return opened.searcher.num_docs if opened else 0

    @property
    def mark(self) -> int:
        opened = self._opened_if_any()
        return opened.meta.mark if opened else 0

    def replace(self, entries: Iterable[Entry], *, mark: int = 0, said: Callable[[str], None] = silent) -> int:
        with self._generations.writing(), self._generations.fresh(mark) as folder:
            index = _with_tokenizer(tantivy.Index(_schema(), str(folder)))
            return self._write(index, entries, folder, (Vocabulary(), Cards()), gone=())

    def update(self, entries: Iterable[Entry], *, documents: Iterable[str], mark: int = 0) -> int:
        with self._generations.writing():
            folder = self._generations.serving()
            held = self._generations.meta(folder).mark
            if 0 < mark < held:
                log.info("an update of revision %d comes late: the index is told up to %d", mark, held)
                return 0
            index = _with_tokenizer(tantivy.Index.open(str(folder)))
            written = self._write(index, entries, folder, self._generations.beside(folder), gone=documents)
            self._generations.note(folder, mark or held)
            return written

    def rollback(self) -> Turned:
        with self._generations.writing():
            now, back = self._generations.rollback()
        described = {one.name: one for one in self.state()}
        return Turned(described[now.name], described[back.name])

    def snapshot(self, name: str, place: str = "") -> Generation:
        with self._generations.writing():
            taken = self._generations.snapshot(name, Path(place) if place else None)
        return {one.name: one for one in self.state()}[taken.name]

    def restore(self, name: str, place: str = "") -> Turned:
        with self._generations.writing():
            now, back = self._generations.restore(name, Path(place) if place else None)
        described = {one.name: one for one in self.state()}
        return Turned(described[now.name], described[back.name] if back else None)

    def state(self) -> State:
        generations, writer = self._generations.described(_entries), self._generations.writer()
        return State(
            engine="embedded",
            place=str(self._generations.folder),
            generations=generations,
            aliases=tuple(("current", one.name) for one in generations if one.role is Role.SERVING),
            writers=(f"tiến trình {writer}",) if writer else (),
            snapshots=self._generations.snapshots(),
        )

    def close(self) -> None:
        self._opened = None

    def _write(
        self,
        index: tantivy.Index,
        entries: Iterable[Entry],
        folder: Path,
        beside: tuple[Vocabulary, Cards],
        *,
        gone: Iterable[str],
    ) -> int:
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        written = 0
        try:
            for document in gone:
                writer.delete_documents_by_term("document", document)
            for entry in entries:
                writer.add_document(self._document(entry, *beside))
                written += 1
            self._generations.keep(folder, *beside)
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        return written

    def _document(self, entry: Entry, vocabulary: Vocabulary, cards: Cards) -> tantivy.Document:
        document = tantivy.Document()
        values = compose(entry, self._repeat)
        for one in FIELDS:
            if one.type is Type.TOKENS:
                for value in values[one.name]:
                    document.add_text(one.name, " ".join(value))
            elif one.type is Type.KEYWORD:
                document.add_text(one.name, str(getattr(entry, one.name)))
            else:
                document.add_integer(one.name, getattr(entry, one.name))
        document.add_unsigned(_CARD, cards.number(entry))
        document.add_bytes(STORED, vocabulary.pack(entry))
        return document

    def _opened_if_any(self) -> _Open | None:
        try:
            return self._serving()
        except IndexMissing:
            return None

    def _serving(self) -> _Open:
        folder = self._generations.serving()
        seen = (folder, os.stat(folder / "meta.json").st_mtime_ns, os.stat(folder / "meta.json").st_ino)
        if self._opened is None or self._opened.seen != seen:
            meta = self._generations.meta(folder)
            index = _with_tokenizer(tantivy.Index.open(str(folder)))
            self._opened = _Open(seen, index, index.searcher(), meta, *self._generations.beside(folder))
        return self._opened

    def _counted(self, opened: _Open, wanted: Query, plan: Plan, hits: tuple[Hit, ...]) -> Results:
        """Totals and facets from one count of provisions by document, over everything that `wanted` matches."""
        count = {"by": {"terms": {"field": _CARD, "size": _MOST_DOCUMENTS}}}
        buckets = opened.searcher.aggregate(wanted, count)["by"]["buckets"]
        return opened.cards.count({int(bucket["key"]): bucket["doc_count"] for bucket in buckets}, plan, hits)


def _hits(opened: _Open, plan: Plan, found: Sequence[tuple[float, tantivy.DocAddress]]) -> tuple[Hit, ...]:
    find = opened.vocabulary.finder(numbered(plan.wanted), bare=plan.wanted_bare) if plan.wanted else None
    hits = []
    for score, at in found:
        record = opened.vocabulary.open(opened.searcher.doc(at)[STORED][0])
        entry = record.entry(texts=plan.texts)
        places = find(record) if find else None
        hits.append(Hit(entry, 0.0 if plan.sort else float(score), places, None if plan.texts else record.entry))
    return tuple(hits)


def _entries(folder: Path) -> int:
    return int(_with_tokenizer(tantivy.Index.open(str(folder))).searcher().num_docs)


def _entry(opened: _Open, at: tantivy.DocAddress) -> Entry:
    record: bytes = opened.searcher.doc(at)[STORED][0]
    return opened.vocabulary.unpack(record)


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _query(schema: tantivy.Schema, plan: Plan) -> Query:
    """What must and may match, without the filters."""
    wanted = _matching(schema, plan)
    if not plan.ranges:
        return wanted
    integer = tantivy.FieldType.Integer
    between = [Query.range_query(schema, one.field, integer, one.low, one.high, True, True) for one in plan.ranges]
    return Query.boolean_query(
        [(Occur.Must, wanted), *((Occur.Must, Query.const_score_query(r, 0.0)) for r in between)]
    )


def _matching(schema: tantivy.Schema, plan: Plan) -> Query:
    scored = [(Occur.Should, query) for query in _clauses(schema, plan)]
    must = [(Occur.Must, Query.const_score_query(_phrase(schema, phrase), 0.0)) for phrase in plan.phrases]
    must += [(Occur.Must, Query.const_score_query(_minimum(schema, minimum), 0.0)) for minimum in plan.minimums]
    not_these = [(Occur.MustNot, _phrase(schema, phrase)) for phrase in plan.excluded]
    not_these += [(Occur.MustNot, Query.term_set_query(schema, no.field, list(no.values))) for no in plan.without]
    if not scored and not must:
        must = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
    if len(scored) == 1 and not must and not not_these:
        return scored[0][1]
    return Query.boolean_query([*must, *scored, *not_these])


def _clauses(schema: tantivy.Schema, plan: Plan) -> list[Query]:
    """All scored terms side by side: one flat disjunction is what tantivy answers fastest."""
    queries = []
    for clause in plan.clauses:
        for term, weight in clause.terms:
            query = Query.term_query(schema, clause.field, term, index_option=_OPTION[clause.field])
            boost = weight * clause.boost
            queries.append(query if boost == 1.0 else Query.boost_query(query, boost))
    return queries


_OPTION = {one.name: _OPTIONS[one.positions, one.counted] for one in FIELDS}


def _filtered(schema: tantivy.Schema, wanted: Query, plan: Plan) -> Query:
    if not plan.filters:
        return wanted
    must = [Query.const_score_query(Query.term_set_query(schema, f.field, list(f.values)), 0.0) for f in plan.filters]
    return Query.boolean_query([(Occur.Must, wanted), *((Occur.Must, query) for query in must)])


def _minimum(schema: tantivy.Schema, minimum: Minimum) -> Query:
    terms = [
        (Occur.Should, Query.term_query(schema, minimum.field, term, index_option="basic")) for term in minimum.terms
    ]
    return Query.boolean_query(terms, minimum_number_should_match=minimum.count)


def _phrase(schema: tantivy.Schema, phrase: Phrase) -> Query:
    runs = [
        Query.term_query(schema, phrase.field, run[0], index_option="basic")
        if len(run) == 1
        else Query.phrase_query(schema, phrase.field, list(run))
        for run in phrase.runs
    ]
    return runs[0] if len(runs) == 1 else Query.boolean_query([(Occur.Should, run) for run in runs])
