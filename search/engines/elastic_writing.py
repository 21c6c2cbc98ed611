"""Writing to the server: a whole new index beside the serving one, or single documents exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from corpus.errors import IndexMissing, SearchError
from search.compose import compose
from search.engines import shape
from search.engines.elastic_connection import MISSING
from search.engines.elastic_generations import Generations
from search.fields import FIELDS, STORED, TOKENS, Type
from search.index import Entry
from search.tuning import Repeats

_CHUNK = 500  # entries of one bulk request


class Writer:
    """What changes the generations of an alias. Errors are those of the client, and ours."""

    def __init__(self, client: Elasticsearch, generations: Generations, repeat: Repeats) -> None:
        self._client = client
        self._generations = generations
        self._repeat = repeat

    def replace(self, entries: Iterable[Entry], mark: int) -> int:
        """A new index of these entries, which serves once it is whole; on an error it goes."""
        before = self._generations.serving()
        name = self._generations.create(mark)
        try:
            written = self._write(name, (self._index(entry) for entry in entries))
            self._client.indices.refresh(index=name)
            held = int(self._client.count(index=name)["count"])
            if held != written:
                raise SearchError(f"Ghi {written} mục nhưng máy chủ giữ {held}; chạy lại `traluat reindex`.")
            self._generations.flip(name, before)
        except BaseException:
            self._client.indices.delete(index=name, ignore_unavailable=True)
            raise
        self._generations.tidy(keep={name, before})
        return written

    def update(self, entries: Iterable[Entry], documents: Iterable[str], mark: int) -> int:
        """Exchange everything of `documents` for these entries."""
        serving = self._generations.serving()
        if serving is None:
            raise IndexMissing(MISSING)
        fresh = {entry.id: entry for entry in entries}
        old = [id for one in dict.fromkeys(documents) for id in self._ids(serving, one)]
        gone = ({"_op_type": "delete", "_id": id} for id in old if id not in fresh)
        self._write(serving, (*gone, *(self._index(entry) for entry in fresh.values())))
        self._generations.note(serving, mark)
        self._client.indices.refresh(index=serving)
        return len(fresh)

    def _index(self, entry: Entry) -> dict[str, Any]:
        values = compose(entry, self._repeat)
        document: dict[str, Any] = {name: [" ".join(value) for value in values[name]] for name in TOKENS}
        document |= {one.name: getattr(entry, one.name) for one in FIELDS if one.type is Type.NUMBER}
        document |= {one.name: str(getattr(entry, one.name)) for one in FIELDS if one.type is Type.KEYWORD}
        return {"_op_type": "index", "_id": entry.id, "_source": document | {STORED: shape.pack(entry).decode()}}

    def _write(self, name: str, actions: Iterable[dict[str, Any]]) -> int:
        done = streaming_bulk(self._client, actions, index=name, chunk_size=_CHUNK, max_retries=5)
        return sum(1 for _ in done)

    def _ids(self, name: str, document: str) -> Iterator[str]:
        """The ids of all entries of a document, page after page."""
        after: list[Any] | None = None
        while True:
            answer = self._client.search(
                index=name,
                query={"term": {"document": document}},
                source=False,
                sort=[{"id": "asc"}],
                size=1000,
                search_after=after,
            )
            hits = answer["hits"]["hits"]
            yield from (hit["_id"] for hit in hits)
            if len(hits) < 1000:
                return
            after = hits[-1]["sort"]
