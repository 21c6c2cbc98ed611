"""Writing to the server: a whole new index beside the serving one, or single documents exchanged.

A rebuild: take the lock; go on with the index of a rebuild that was killed, if it would hold the same, else begin a new
one without copies or refreshes; analyse in workers, send in bounded requests; refresh, let copies be made, verify, flip
the aliases in one call; clear away what is neither serving nor the one before. Whatever ends it before the flip leaves
the old index serving.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from corpus.errors import EntriesSetAside, IndexMissing, SearchError
from search.engines import elastic_verify
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_connection import MISSING
from search.engines.elastic_generations import Generations
from search.engines.elastic_lines import Line, SetAside, analysed, deletion, errands
from search.engines.elastic_lock import Lease, Lock
from search.engines.elastic_snapshots import Snapshots
from search.engines.elastic_verify import Tally
from search.engines.writing import Writing
from search.index import Entry
from search.state import Generation, Turned
from search.tuning import Repeats

log = logging.getLogger(__name__)

Said = Callable[[str], None]

_PATIENCE = 10.0  # seconds that an update waits for another
_MANY = 50  # documents from which an update uses workers
_ASKED = 500  # ids of one question
_PAGE = 1000  # hits of one page


class Writer:
    """What changes the generations of an alias. Errors are those of the client, and ours."""

    def __init__(
        self, client: Elasticsearch, generations: Generations, repeat: Repeats, writing: Writing | None = None
    ) -> None:
        self._client = client
        self._generations = generations
        self._repeat = repeat
        self._writing = writing or Writing()
        self._lock = Lock(client, generations.alias)
        self._snapshots = Snapshots(client, generations)

    def replace(self, entries: Iterable[Entry], mark: int, said: Said) -> int:
        """A new index of these entries, which serves once it is whole and verified.

        Raises EntriesSetAside after the flip when entries were left out; SearchError when the index is not as written.
        """
        began = time.monotonic()
        with self._lock.held("rebuild") as lease:
            name, resumed = self._begin(mark, said)
            tally = Tally()
            bulk = self._bulk(self._generations.building_alias, lease, accepted=tally.accepted, alias=True)
            bulk.send(self._lines(self._offered(entries, name, tally, resumed, said), mark, self._writing.workers))
            self._complete(name, mark, tally, bulk.set_aside, seconds=time.monotonic() - began)
            lease.check()
            self._generations.flip(name)
            self._generations.tidy()
        _tell_set_aside(tally.entries, bulk.set_aside)
        return tally.entries

    def update(self, entries: Iterable[Entry], documents: Iterable[str], mark: int) -> int:
        """Exchange everything of `documents` for these entries; nothing newer is overwritten.

        `mark` 0: the caller knows of no revisions.
        """
        with self._lock.held("update", patience=_PATIENCE) as lease:
            serving = self._generations.serving()
            meta = self._generations.meta(serving) if serving else None
            if serving is None or meta is None:
                raise IndexMissing(MISSING)
            held = int(meta["mark"])
            if 0 < mark < held:
                log.info("an update of revision %d comes late: the index is told up to %d", mark, held)
                return 0
            version = mark or held
            named = list(dict.fromkeys(documents))
            old = set(self._ids(serving, named))
            fresh: set[str] = set()
            bulk = self._bulk(serving, lease)
            bulk.send(
                self._lines(_noting(entries, fresh), version, self._writing.workers if len(named) >= _MANY else 0)
            )
            fresh -= {one.id for one in bulk.set_aside}  # what cannot be kept must not stay as it was
            bulk.send(deletion(id, version) for id in sorted(old - fresh))
            self._generations.note(serving, version)
            self._client.indices.refresh(index=serving)
        _tell_set_aside(len(fresh), bulk.set_aside)
        return len(fresh)

    def rollback(self) -> Turned:
        """Let the index before serve again. Raises SearchError when there is none that this program reads."""
        with self._lock.held("rebuild"):
            now, back = self._generations.rollback()
            described = {one.name: one for one in self._generations.described()}
        return Turned(described[now], described[back])

    def snapshot(self, name: str, place: str) -> Generation:
        """Keep a copy of the serving generation. Returns what was copied."""
        with self._lock.held("rebuild"):
            taken = self._snapshots.take(name, place)
        return {one.name: one for one in self._generations.described()}[taken]

    def restore(self, name: str, place: str) -> Turned:
        """Let a copy serve; what served stands back."""
        with self._lock.held("rebuild") as lease:
            new, back = self._snapshots.bring(name, place), self._generations.serving()
            self._generations.copy(new, self._writing.replicas)
            lease.check()
            self._generations.flip(new)
            self._generations.tidy()
            described = {one.name: one for one in self._generations.described()}
        return Turned(described[new], described.get(back or ""))

    def _begin(self, mark: int, said: Said) -> tuple[str, bool]:
        """The index to write into, and whether a rebuild that was killed began it."""
        left = self._generations.building()
        going_on = next((name for name in left if self._generations.resumable(name, mark)), None)
        for name in left:
            if name != going_on:
                said(f"Xoá {name}, phần dở dang của một lần lập chỉ mục trước.")
                self._generations.delete([name])
        if going_on:
            alone = {"auto_expand_replicas": "false", "number_of_replicas": 0}
            self._client.indices.put_settings(index=going_on, settings=alone)
            return going_on, True
        return self._generations.create(mark, self._writing), False

    def _offered(self, entries: Iterable[Entry], name: str, tally: Tally, resumed: bool, said: Said) -> Iterator[Entry]:
        """The entries that the index lacks; all are tallied."""
        found = 0
        source = iter(entries)
        while some := list(islice(source, _ASKED)):
            there = self._there(name, [entry.id for entry in some]) if resumed else frozenset()
            found += len(there)
            for entry in some:
                tally.offered(entry)
                if entry.id in there:
                    tally.accepted(entry.id)
                else:
                    yield entry
        if resumed:
            said(f"Nối tiếp {name} của lần lập chỉ mục bị ngắt: {found} mục đã có sẵn, không ghi lại.")

    def _there(self, name: str, ids: Sequence[str]) -> frozenset[str]:
        answer = self._client.mget(index=name, ids=list(ids), source=False)
        return frozenset(one["_id"] for one in answer["docs"] if one.get("found"))

    def _complete(self, name: str, mark: int, tally: Tally, set_aside: Sequence[SetAside], *, seconds: float) -> None:
        """Refresh, copy and verify; an index that is not as written is deleted."""
        self._client.indices.refresh(index=name)
        self._generations.copy(name, self._writing.replicas)
        lacking = elastic_verify.wrong(self._client, name, tally, without=frozenset(one.id for one in set_aside))
        if lacking:
            self._generations.delete([name])
            raise SearchError(
                f"Chỉ mục mới không đúng: {lacking}. Đã xoá {name}; chỉ mục cũ vẫn phục vụ, chạy lại `traluat reindex`."
            )
        built = datetime.now(UTC).isoformat(timespec="seconds")
        self._generations.note(name, mark, built=built, seconds=round(seconds, 1))

    def _bulk(self, name: str, lease: Lease, **options: Any) -> Bulk:
        return Bulk(self._client, name, most_bytes=self._writing.bulk_bytes, alive=lease.check, **options)

    def _lines(self, entries: Iterable[Entry], version: int, workers: int) -> Iterator[Line | SetAside]:
        return analysed(errands(entries, self._repeat, version), workers)

    def _ids(self, name: str, documents: Sequence[str]) -> Iterator[str]:
        """The ids of all entries of the documents, page after page."""
        for at in range(0, len(documents), _ASKED):
            query = {"terms": {"document": documents[at : at + _ASKED]}}
            after: list[Any] | None = None
            while True:
                answer = self._client.search(
                    index=name, query=query, source=False, sort=[{"id": "asc"}], size=_PAGE, search_after=after
                )
                hits = answer["hits"]["hits"]
                yield from (hit["_id"] for hit in hits)
                if len(hits) < _PAGE:
                    break
                after = hits[-1]["sort"]


def _noting(entries: Iterable[Entry], ids: set[str]) -> Iterator[Entry]:
    for entry in entries:
        ids.add(entry.id)
        yield entry


def _tell_set_aside(written: int, found: Sequence[SetAside]) -> None:
    if found:
        raise EntriesSetAside(written, tuple((one.id, one.reason) for one in found))
