"""Bulk requests: bounded by bytes and count, refused parts sent again alone, what can never be kept set aside.

The server says 429 when its queue is full or its disk nears its end, 503 while a shard moves: those lines, and no
others, are sent again after a wait that doubles and is blurred, or that the answer names. A line with an older version
than what the server holds is late and passed over (409). An entry that the mapping refuses (400) or that alone is too
large (413) is set aside; any other refusal is not about the entry and ends the work.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from corpus.errors import EngineUnavailable, SearchError
from search.engines.elastic_lines import Line, SetAside
from search.engines.elastic_refusals import READ_ONLY, is_read_only

log = logging.getLogger(__name__)

_LINES = 500  # of one request
_TRIES = 10  # with waits of at most 0.5, 1, 2, 4, 8, 15, 15 … s: a minute and a half
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 15.0  # seconds
_PASSING = frozenset({429, 500, 502, 503, 504})
_UNFIT, _LATE, _TOO_LARGE = 400, 409, 413
_MOST_SET_ASIDE = 1_000  # beyond this the fault is not in the entries


class Bulk:
    """Sends lines to one index or alias and counts what became of them.

    `alive` is called before every request and raises when this process may write no longer; `accepted` is told the
    id of every line that the server keeps.
    """

    def __init__(
        self,
        client: Elasticsearch,
        name: str,
        *,
        most_bytes: int,
        alias: bool = False,
        alive: Callable[[], None] = lambda: None,
        accepted: Callable[[str], None] = lambda _: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client.options(max_retries=0)  # it is asked again here, with what was refused alone
        self._name = name
        self._most = most_bytes
        self._alias = alias
        self._alive = alive
        self._accepted = accepted
        self._pause = pause
        self.late = 0
        self.set_aside: list[SetAside] = []

    def send(self, found: Iterable[Line | SetAside]) -> None:
        """Send all lines. Raises the last error of the client when the server stays unable to take them."""
        for chunk in self._chunks(found):
            self._deliver(chunk)

    def _chunks(self, found: Iterable[Line | SetAside]) -> Iterator[list[Line]]:
        chunk: list[Line] = []
        size = 0
        for one in found:
            if isinstance(one, SetAside):
                self._put_aside(one)
                continue
            if chunk and (len(chunk) >= _LINES or size + len(one.data) > self._most):
                yield chunk
                chunk, size = [], 0
            chunk.append(one)
            size += len(one.data)
        if chunk:
            yield chunk

    def _deliver(self, chunk: list[Line]) -> None:
        waiting = chunk
        for attempt in range(_TRIES):
            self._alive()
            last = attempt == _TRIES - 1
            data: list[Any] = [one.data for one in waiting]  # lines go out as they are
            try:
                answer = self._client.bulk(index=self._name, operations=data, require_alias=self._alias)
            except ApiError as error:
                if error.status_code == _TOO_LARGE:
                    return self._halve(waiting, error)
                if error.status_code not in _PASSING or last:
                    raise
                self._wait(attempt, str(error.status_code), _asked_to_wait(error))
                continue
            except TransportError as error:
                if last:
                    raise
                self._wait(attempt, type(error).__name__)
                continue
            waiting, why = self._sorted(waiting, answer["items"])
            if not waiting:
                return None
            if last:
                raise SearchError(f"Máy chủ tìm kiếm không nhận {len(waiting)} mục sau {_TRIES} lần gửi: {why}.")
            self._wait(attempt, why)
        return None

    def _sorted(self, sent: list[Line], items: list[dict[str, Any]]) -> tuple[list[Line], str]:
        """The lines to send again, and why the first of them; all others are counted."""
        again: list[Line] = []
        why = ""
        for line, item in zip(sent, items, strict=True):
            result = next(iter(item.values()))
            status = int(result["status"])
            if status < 300 or (status == 404 and "delete" in item and "error" not in result):
                self._accepted(line.id)
            elif status == _LATE:
                self.late += 1
            elif is_read_only(_reason(result)):  # no waiting helps, somebody must make room
                raise EngineUnavailable(READ_ONLY, retry_after=60)
            elif status in _PASSING:
                again.append(line)
                why = why or _reason(result)
            elif status == _UNFIT:
                self._put_aside(SetAside(line.id, _reason(result)))
            else:
                raise SearchError(f"Máy chủ tìm kiếm từ chối ghi: {_reason(result)}.")
        return again, why

    def _halve(self, chunk: list[Line], error: ApiError) -> None:
        if len(chunk) == 1:
            self._put_aside(SetAside(chunk[0].id, f"{error.error}: {len(chunk[0].data)} byte"))
            return
        middle = len(chunk) // 2
        self._deliver(chunk[:middle])
        self._deliver(chunk[middle:])

    def _put_aside(self, one: SetAside) -> None:
        log.error("set aside: %s: %s", one.id, one.reason)
        self.set_aside.append(one)
        if len(self.set_aside) > _MOST_SET_ASIDE:
            raise SearchError(
                f"Máy chủ từ chối hơn {_MOST_SET_ASIDE} mục, mục đầu {self.set_aside[0].id}:"
                f" {self.set_aside[0].reason}; chỉ mục cũ vẫn phục vụ."
            )

    def _wait(self, attempt: int, why: str, asked: float = 0.0) -> None:
        longest = min(_FIRST_WAIT * 2**attempt, _LONGEST_WAIT)
        seconds = max(asked, random.uniform(longest / 2, longest))
        log.warning("the server does not take a bulk request now (%s); again in %.1f s", why, seconds)
        self._pause(seconds)


def _asked_to_wait(error: ApiError) -> float:
    """Seconds that the answer (or a proxy before the server) asks for; at most a minute is obeyed."""
    told = str(error.meta.headers.get("retry-after", ""))
    return min(float(told), 60.0) if told.isdigit() else 0.0


def _reason(result: dict[str, Any]) -> str:
    error = result.get("error") or {}
    cause = error.get("caused_by") or {}
    parts = (error.get("type"), error.get("reason"), cause.get("reason"))
    return ": ".join(str(part) for part in parts if part)[:300] or f"status {result['status']}"
