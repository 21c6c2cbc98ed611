"""The cluster engine: Elasticsearch 9, asked through elasticsearch-py; only what the server's core has is used.

An alias names the serving index (`traluat` -> `traluat-3`); a rebuild fills a new index and flips the alias in one
call, and the index before is kept. Token fields get tokens of `search.analysis`, split at blanks by the
`whitespace` analyser, so every engine sees the same words. The path of the address names the alias.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.errors import IndexMissing
from search.compose import fingerprint
from search.engines import elastic_body as body
from search.engines import shape
from search.engines.access import Access
from search.engines.elastic_connection import OTHERS, Connection
from search.engines.elastic_generations import Generations
from search.engines.elastic_known import Known
from search.engines.elastic_paging import far_page
from search.engines.elastic_upkeep import Upkeep
from search.engines.elastic_writing import Writer
from search.engines.writing import Writing
from search.fields import STORED
from search.index import Entry, Facet, Hit, Plan, Results, silent
from search.state import Generation, State, Turned
from search.tuning import Tuning, tuning

log = logging.getLogger(__name__)

_WINDOW = 10_000  # hits that one request may reach


class ElasticIndex:
    """A SearchIndex on an Elasticsearch server."""

    def __init__(
        self,
        url: str,
        *,
        access: Access | None = None,
        writing: Writing | None = None,
        tuned: Tuning | None = None,
    ) -> None:
        self._connection = Connection(url, access)
        self._alias, self._client = self._connection.alias, self._connection.client
        self._errors = self._connection.errors
        self._known = Known()
        repeat = (tuned or tuning()).repeat
        self._generations = Generations(self._client, self._alias, fingerprint(repeat))
        patient = self._connection.patient
        patiently = Generations(patient, self._alias, fingerprint(repeat))
        self._writer = Writer(patient, patiently, repeat, writing)
        self._upkeep = Upkeep(patient, patiently)

    def search(self, plan: Plan) -> Results:
        with self._errors():
            if not self._known.fit(self._fits):
                raise IndexMissing(OTHERS)
            request = body.search(plan, held=self._held() if plan.count else 0)
            if plan.offset + plan.limit > _WINDOW:
                answer = far_page(self._client, self._alias, plan, request, _WINDOW)
            else:
                answer = self._client.search(index=self._alias, **request).body
        hits = tuple(shape.hit(_entry(hit), float(hit["_score"] or 0.0), plan) for hit in answer["hits"]["hits"])
        if not plan.count:
            return Results(hits)
        counted = answer["aggregations"]
        facets = tuple(Facet(name, body.read_facet(counted[f"facet-{name}"])) for name in plan.facets)
        documents = body.read_count(counted["documents"])
        return Results(hits, int(answer["hits"]["total"]["value"]), documents, self._matches(plan, hits), facets)

    def get(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        if not ids:
            return {}
        with self._errors():
            answer = self._client.mget(
                index=self._alias, ids=list(ids), realtime=False, source_includes=[STORED], preference=body.NEAREST
            )
        found = {doc["_id"]: _entry(doc) for doc in answer["docs"] if doc.get("found")}
        return {id: found[id] for id in ids if id in found}

    def of_document(self, document: str) -> tuple[Entry, ...]:
        found = (_entry(hit) for hit in self._all({"term": {"document": document}}, source=True))
        return tuple(sorted(found, key=lambda entry: entry.order))

    def frequency(self, field: str, terms: Sequence[str]) -> Mapping[str, int]:
        def ask(lacking: Sequence[str]) -> Mapping[str, int]:
            answer = self._client.search(index=self._alias, **body.frequency(field, lacking))
            return body.read_frequency(answer.body, lacking)

        with self._errors():
            return self._known.frequency(field, terms, ask)

    def count(self) -> int:
        """Entries of the serving index; what others wrote in the last two seconds may be missing."""

        def ask() -> int:
            serving = self._generations.serving()
            if not serving or self._generations.meta(serving) is None:
                return 0
            return int(self._client.count(index=self._alias, preference=body.NEAREST)["count"])

        with self._errors():
            return self._known.size(ask)

    @property
    def mark(self) -> int:
        with self._errors():
            serving = self._generations.serving()
            meta = self._generations.meta(serving) if serving else None
            return int(meta["mark"]) if meta else 0

    def replace(self, entries: Iterable[Entry], *, mark: int = 0, said: Callable[[str], None] = silent) -> int:
        with self._changing():
            return self._writer.replace(entries, mark, said)

    def update(self, entries: Iterable[Entry], *, documents: Iterable[str], mark: int = 0) -> int:
        with self._changing():
            return self._writer.update(entries, documents, mark)

    def rollback(self) -> Turned:
        with self._changing():
            return self._writer.rollback()

    def snapshot(self, name: str, place: str = "") -> Generation:
        with self._errors():
            return self._writer.snapshot(name, place)

    def restore(self, name: str, place: str = "") -> Turned:
        with self._changing():
            return self._writer.restore(name, place)

    def state(self) -> State:
        with self._errors():
            return self._upkeep.state()

    def close(self) -> None:
        self._connection.close()

    def _fits(self) -> bool:
        """The words in the index are those that this code asks for."""
        serving = self._generations.serving()
        return serving is None or self._generations.meta(serving) is not None

    def _held(self) -> int:
        """Documents of the library, as far as this decides how they are counted."""

        def ask() -> int:
            return body.read_count(self._client.search(index=self._alias, **body.held()).body["aggregations"])

        return self._known.documents(ask)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A write, whole or not: what is known of the index is forgotten."""
        try:
            with self._errors():
                yield
        finally:
            self._known.forget()

    def _all(self, query: Mapping[str, Any], *, source: bool) -> Iterator[Any]:
        """Every hit of a query, page after page."""
        after: list[Any] | None = None
        while True:
            with self._errors():
                answer = self._client.search(
                    index=self._alias,
                    query=query,
                    source=source,
                    sort=[{"id": "asc"}],
                    size=1000,
                    search_after=after,
                    preference=body.NEAREST,
                )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < 1000:
                return
            after = hits[-1]["sort"]

    def _matches(self, plan: Plan, hits: Sequence[Hit]) -> dict[str, int]:
        shown = list(dict.fromkeys((*(hit.entry.document for hit in hits), *plan.also)))
        if not shown:
            return {}
        with self._errors():
            answer = self._client.search(index=self._alias, **body.count_in(plan, shown))
        held = {bucket["key"]: int(bucket["doc_count"]) for bucket in answer["aggregations"]["by"]["buckets"]}
        return {document: held.get(document, 0) for document in shown}


def _entry(hit: Mapping[str, Any]) -> Entry:
    return shape.unpack(hit["_source"][STORED])
