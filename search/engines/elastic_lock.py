"""One writer at a time, over all machines: a document in an index of ours, with its owner and a beat.

The owner renews the beat; one that has lost touch for longer than EXPIRY stops by itself before its next write. Who
finds a lock takes it over when the owner was a process of this machine that is gone, or when the beat is old and then
stands still while it is watched (clocks of two machines may differ, so age alone proves nothing). Taking over names the
sequence number that was seen, so that of two only one succeeds.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from corpus.errors import SearchError

log = logging.getLogger(__name__)

BEAT = 5.0  # seconds between two renewals
EXPIRY = 30.0  # seconds without one after which the owner gives up and others may take over
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "hidden": True}
_WORK = {"rebuild": "lập lại", "update": "cập nhật"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock, and since when (UTC)."""

    purpose: str
    host: str
    pid: int
    since: datetime
    beat: datetime

    @property
    def words(self) -> str:
        since = self.since.astimezone().strftime("%H:%M:%S ngày %d/%m/%Y")
        return f"tiến trình {self.pid} trên máy {self.host}, từ {since}"

    @property
    def silent(self) -> float:
        """Seconds since the last beat, by the clocks of both machines."""
        return abs((datetime.now(UTC) - self.beat).total_seconds())


class Lease:
    """The right to write, for as long as `check` does not raise."""

    def __init__(self, expiry: float) -> None:
        self._expiry = expiry
        self._renewed = time.monotonic()
        self._lost = False

    def renewed(self, at: float) -> None:
        self._renewed = at

    def lose(self) -> None:
        self._lost = True

    def check(self) -> None:
        """Raise SearchError when others may write by now."""
        if self._lost or time.monotonic() - self._renewed > self._expiry:
            raise SearchError("Tiến trình này đã mất quyền ghi chỉ mục (ngừng hoặc mất liên lạc quá lâu); chạy lại.")


class Lock:
    """The locks of one alias, by purpose: `rebuild` and `update` do not shut each other out."""

    def __init__(self, client: Elasticsearch, alias: str, *, beat: float = BEAT, expiry: float = EXPIRY) -> None:
        self._client = client
        self._index = f"{alias}-lock"
        self._beat = beat
        self._expiry = expiry

    @contextmanager
    def held(self, purpose: str, *, patience: float = 0.0) -> Iterator[Lease]:
        """Hold the lock; waits for it for `patience` seconds, then raises SearchError that names its owner."""
        seen = self._take(purpose, patience)
        lease, done = Lease(self._expiry), threading.Event()
        beating = threading.Thread(target=self._renew, args=(purpose, seen, lease, done), daemon=True)
        beating.start()
        try:
            yield lease
        finally:
            done.set()
            beating.join()
            with suppress(ApiError, TransportError):  # it expires by itself
                self._client.delete(index=self._index, id=purpose, **seen.now)

    def owners(self) -> tuple[Owner, ...]:
        """Who holds locks now."""
        found = (self._owner(purpose) for purpose in _WORK)
        return tuple(owner for owner, _ in filter(None, found))

    def _take(self, purpose: str, patience: float) -> _Seen:
        self._client.options(ignore_status=400).indices.create(
            index=self._index, settings=_SETTINGS, mappings={"dynamic": False}
        )
        until = time.monotonic() + patience
        mine = _document()
        while True:
            with suppress(ConflictError):
                return _Seen(mine, self._client.create(index=self._index, id=purpose, document=mine).body)
            found = self._owner(purpose)
            if found is None:
                continue
            owner, numbers = found
            if self._is_gone(owner, numbers):
                log.warning("the lock %s of process %s on %s is taken over", purpose, owner.pid, owner.host)
                with suppress(ConflictError):
                    answer = self._client.index(index=self._index, id=purpose, document=mine, **numbers)
                    return _Seen(mine, answer.body)
            elif time.monotonic() >= until:
                raise SearchError(f"Chỉ mục đang được {_WORK[purpose]} bởi {owner.words}; chờ xong rồi chạy lại.")
            time.sleep(min(0.2, self._beat))

    def _owner(self, purpose: str) -> tuple[Owner, dict[str, Any]] | None:
        try:
            got = self._client.get(index=self._index, id=purpose)
        except NotFoundError:
            return None
        held = got["_source"]
        since, beat = (datetime.fromisoformat(held[name]) for name in ("since", "beat"))
        return Owner(purpose, str(held["host"]), int(held["pid"]), since, beat), _numbers(got.body)

    def _is_gone(self, owner: Owner, numbers: Mapping[str, Any]) -> bool:
        if owner.host == socket.gethostname() and not _runs(owner.pid):
            return True
        if owner.silent <= self._expiry:
            return False
        time.sleep(2 * self._beat)
        again = self._owner(owner.purpose)
        return again is not None and again[1] == numbers

    def _renew(self, purpose: str, seen: _Seen, lease: Lease, done: threading.Event) -> None:
        while not done.wait(self._beat):
            asked = time.monotonic()
            try:
                document = seen.document | {"beat": _now()}
                answer = self._client.index(index=self._index, id=purpose, document=document, **seen.now)
                seen.answer = answer.body
                lease.renewed(asked)
            except (ConflictError, NotFoundError):
                if not seen.is_mine(self._client, self._index, purpose):
                    log.error("the lock %s was taken over by another process", purpose)
                    lease.lose()
                    return
            except (ApiError, TransportError) as error:
                log.warning("the lock %s could not be renewed: %s", purpose, type(error).__name__)


@dataclass(slots=True)
class _Seen:
    """The document of the lock as this process wrote it last."""

    document: dict[str, Any]
    answer: Mapping[str, Any]

    @property
    def now(self) -> dict[str, Any]:
        return _numbers(self.answer)

    def is_mine(self, client: Elasticsearch, index: str, purpose: str) -> bool:
        """After a conflict: a renewal whose answer was lost had succeeded; its numbers are taken."""
        try:
            got = client.get(index=index, id=purpose)
        except (ApiError, TransportError):
            return False
        if got["_source"]["token"] != self.document["token"]:
            return False
        self.answer = got.body
        return True


def _numbers(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {"if_seq_no": int(answer["_seq_no"]), "if_primary_term": int(answer["_primary_term"])}


def _document() -> dict[str, Any]:
    now = _now()
    return {"host": socket.gethostname(), "pid": os.getpid(), "since": now, "beat": now, "token": uuid.uuid4().hex}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
