"""Whether a new index holds what was written: how many, a checksum of the ids, ten entries found by their own words."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch

from search import analysis
from search.engines import elastic_body as body
from search.engines import shape
from search.fields import STORED
from search.index import Entry, Filter, Phrase, Plan

_PROBES = 10
_WORDS = 6  # syllables of a probe, which must stand side by side
_PAGE = 10_000  # ids of one request
_ALIVE = "5m"  # how long the server keeps a view between two pages


class Tally:
    """What the index must hold, gathered while it is written; its size does not grow with the index."""

    def __init__(self) -> None:
        self.entries = 0
        self.checksum = 0
        self._probes: list[tuple[int, int, Entry]] = []  # a heap: those whose ids have the lowest hashes, negated
        self._offered = 0

    def accepted(self, id: str) -> None:
        """The server keeps an entry of this id."""
        self.entries += 1
        self.checksum = (self.checksum + hashed(id)) % 2**64

    def offered(self, entry: Entry) -> None:
        """An entry that probes may be made from: ten are drawn by the hash of their ids, anywhere in the index."""
        if not entry.text:
            return
        self._offered += 1  # no two tickets are equal, so entries are never compared
        ticket = (-hashed(entry.id), self._offered, entry)
        if len(self._probes) < _PROBES:
            heapq.heappush(self._probes, ticket)
        else:
            heapq.heappushpop(self._probes, ticket)

    def probes(self) -> list[Entry]:
        """The entries drawn."""
        return [entry for _, _, entry in self._probes]


def hashed(id: str) -> int:
    """64 bits of an id."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest())


def wrong(client: Elasticsearch, name: str, tally: Tally, *, without: frozenset[str]) -> str | None:
    """What the index lacks, in words; None where all is there. `without`: ids that were set aside."""
    held = int(client.count(index=name)["count"])
    if held != tally.entries:
        return f"ghi {tally.entries} mục nhưng máy chủ giữ {held}"
    found = sum(map(hashed, _ids(client, name))) % 2**64
    if found != tally.checksum:
        return "mã của các mục trên máy chủ không phải mã đã ghi"
    for entry in tally.probes():
        if entry.id not in without and not _answers(client, name, entry):
            return f"tìm bằng chính lời của {entry.id} không ra mục ấy như đã ghi"
    return None


def _answers(client: Elasticsearch, name: str, entry: Entry) -> bool:
    said = tuple(analysis.syllables(entry.text)[:_WORDS])
    if not said:
        return True
    plan = Plan(
        phrases=(Phrase("syllables", said),), filters=(Filter("document", (entry.document,)),), limit=_PAGE, count=False
    )
    answer = client.search(index=name, **body.search(plan))
    return any(shape.unpack(hit["_source"][STORED]) == entry for hit in answer["hits"]["hits"])


def _ids(client: Elasticsearch, name: str) -> Iterator[str]:
    """All ids of an index, page after page of one view."""
    view = client.open_point_in_time(index=name, keep_alive=_ALIVE)["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer: Mapping[str, Any] = client.search(
                pit={"id": view, "keep_alive": _ALIVE},
                size=_PAGE,
                sort=[{"_shard_doc": "asc"}],
                search_after=after,
                source=False,
                docvalue_fields=[{"field": "id"}],
                track_total_hits=False,
            ).body
            hits = answer["hits"]["hits"]
            yield from (hit["fields"]["id"][0] for hit in hits)
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]
    finally:
        client.close_point_in_time(id=view)
