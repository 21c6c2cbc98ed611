"""The way to the server: the clients are made here, and their errors become ours here.

Two clients share an address. The one for reading has a short time-out and stands behind a circuit (`breaker`), so that
pages answer at once while the server is away. The one for writing is patient: a rebuild outlasts a node's restart.
An answer of a part of the shards is never passed on as if it were whole. The version of the server is asked before the
first question and after every failure, so that an upgrade behind our back is noticed.
"""

from __future__ import annotations

import base64
import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import elasticsearch
from elastic_transport import Transport, TransportApiResponse
from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from corpus.errors import EngineUnavailable, IndexMissing, SearchError
from search.engines import elastic_refusals as refusals
from search.engines.access import Access
from search.engines.breaker import Breaker
from search.engines.elastic_pool import Pool

log = logging.getLogger(__name__)

MISSING = "Chưa có chỉ mục tìm kiếm; chạy `traluat reindex` để lập."
OTHERS = "Chỉ mục tìm kiếm do bản khác của chương trình lập; chạy `traluat reindex` để lập lại."

#: The major version of servers that the installed client speaks to.
MAJOR = int(elasticsearch.__version__[0])

_THREADS = 40  # sockets to a node; as many threads answer pages
_AWAY_STATUSES = frozenset({502, 503, 504})
_WRITE_RETRIES = 6  # with waits of at most 1, 2, 4, 8, 10, 10 s: about half a minute


class Connection:
    """The clients of a server or cluster, and the alias that names the index.

    `addresses`: one, or several by commas, of nodes of one cluster; the path of the address names the alias.
    """

    def __init__(self, addresses: str, access: Access | None = None) -> None:
        access = access or Access()
        parts = [urlsplit(one.strip()) for one in addresses.split(",") if one.strip()]
        self.alias = next((path for one in parts if (path := one.path.strip("/"))), "traluat")
        self.breaker = Breaker(access.break_after, access.break_seconds)
        self._pause = math.ceil(access.break_seconds)
        self._verified = False
        # It repeats with a trace what `errors` says in one line.
        logging.getLogger("elastic_transport.transport").setLevel(logging.ERROR)
        options = _options([urlunsplit((one.scheme, _host(one.netloc), "", "", "")) for one in parts])
        options |= _identity(access, next((one.netloc for one in parts if "@" in one.netloc), ""))
        options |= _trust(access)
        self.client = Elasticsearch(
            **options,
            **_sniffing(access),
            transport_class=_guarded(self.breaker),
            request_timeout=access.timeout,
            max_retries=access.retries,
            # The only node would be asked again and again for as long as it hangs.
            retry_on_timeout=len(parts) > 1 or access.sniff,
        )
        self.patient = Elasticsearch(**options, request_timeout=access.write_timeout, retry_on_timeout=True).options(
            max_retries=_WRITE_RETRIES, retry_backoff_base=1.0, retry_backoff_cap=10.0
        )

    def close(self) -> None:
        """Let go of the sockets."""
        self.client.close()
        self.patient.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Errors of the clients as ours; the first use asks the server for its version."""
        try:
            if not self._verified:
                self._verify()
            yield
        except NotFoundError as error:
            raise IndexMissing(MISSING) from error
        except ConflictError as error:
            raise SearchError("Chỉ mục đang được ghi ở nơi khác; chạy lại.") from error
        except ApiError as error:
            raise self._answered(error) from error
        except CircuitOpen as error:
            raise EngineUnavailable(refusals.PAUSED, retry_after=math.ceil(error.seconds)) from error
        except PartialAnswer as error:
            log.warning("the search server answers in part: %s", error.message)
            raise EngineUnavailable(refusals.PARTIAL, retry_after=self._pause) from error
        except TransportError as error:
            self._verified = False
            log.warning("the search server does not answer: %s", refusals.reason(error))
            raise EngineUnavailable(refusals.unreached(error), retry_after=self._pause) from error

    def _answered(self, error: ApiError) -> SearchError:
        """What an answer that is none means."""
        told = refusals.refused(error, MAJOR)
        if told:
            self._verified = False
            log.error("the search server refuses: %s %s", error.status_code, error.error)
            return EngineUnavailable(told, retry_after=self._pause)
        if error.status_code in _AWAY_STATUSES or error.status_code == 429:
            self._verified = False
            log.warning("the search server cannot answer now: %s %s", error.status_code, error.error)
            return EngineUnavailable(refusals.BUSY, retry_after=self._pause)
        return SearchError(f"Máy chủ tìm kiếm từ chối: {error.error}.")

    def _verify(self) -> None:
        """Raise EngineUnavailable where the server is of another major version than the client."""
        told = self.client.nodes.info(node_id="_local", filter_path="nodes.*.version")
        versions = {str(node["version"]) for node in told.get("nodes", {}).values()}
        wrong = sorted(one for one in versions if one.partition(".")[0] != str(MAJOR))
        if wrong:
            log.error("the search server is of version %s; the client speaks to %d.*", wrong[0], MAJOR)
            raise EngineUnavailable(refusals.other_version(wrong[0], MAJOR), retry_after=self._pause)
        self._verified = True


class CircuitOpen(TransportError):
    """The circuit is open; `seconds` until the next trial."""

    def __init__(self, seconds: float) -> None:
        super().__init__("circuit open")
        self.seconds = seconds


class PartialAnswer(TransportError):
    """Some shards did not answer, or not in time."""


def _guarded(breaker: Breaker) -> type[Transport]:
    """A transport that asks the circuit first and passes on no answer in part."""

    class Guarded(Transport):
        def perform_request(self, method: str, target: str, **options: Any) -> TransportApiResponse:
            seconds = breaker.wait()
            if seconds:
                raise CircuitOpen(seconds)
            try:
                response = super().perform_request(method, target, **options)
            except TransportError as error:
                breaker.failed(refusals.reason(error))
                raise
            if response.meta.status in _AWAY_STATUSES:
                breaker.failed(f"status {response.meta.status}")
            else:
                breaker.succeeded()
            lacking = _lacking(response.body)
            if lacking:
                raise PartialAnswer(lacking)
            return response

    return Guarded


def _lacking(body: Any) -> str:
    """What an answer lacks to be whole; empty for a whole one."""
    if not isinstance(body, Mapping):
        return ""
    if body.get("timed_out") is True:
        return "timed out"
    shards = body.get("_shards")
    if isinstance(shards, Mapping) and shards.get("failed"):
        return f"{shards['failed']} of {shards.get('total')} shards failed"
    documents = body.get("docs")
    if isinstance(documents, list) and any("error" in one for one in documents):
        return "documents of a shard that failed"
    return ""


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2]


def _options(addresses: list[str]) -> dict[str, Any]:
    with_ports = [one if urlsplit(one).port else f"{one}:{443 if one.startswith('https') else 80}" for one in addresses]
    return {"hosts": list(dict.fromkeys(with_ports)), "connections_per_node": _THREADS, "node_pool_class": Pool}


def _identity(access: Access, netloc: str) -> dict[str, Any]:
    """An API key, or a user; one written into the address counts where no other is given."""
    if access.api_key:
        return {"api_key": access.api_key}
    if access.user:
        return _basic(access.user, access.password)
    user, _, password = netloc.rpartition("@")[0].partition(":")
    return _basic(unquote(user), unquote(password)) if user else {}


def _basic(user: str, password: str) -> dict[str, Any]:
    told = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"headers": {"authorization": f"Basic {told}"}}  # `basic_auth` takes ASCII only


def _trust(access: Access) -> dict[str, Any]:
    trust: dict[str, Any] = {}
    if access.fingerprint:
        trust["ssl_assert_fingerprint"] = access.fingerprint
    elif access.ca:
        trust["ca_certs"] = access.ca
    return trust


def _sniffing(access: Access) -> dict[str, Any]:
    if not access.sniff:
        return {}
    return {"sniff_before_requests": True, "sniff_on_node_failure": True, "sniff_timeout": access.timeout}
