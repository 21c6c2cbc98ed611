"""Bulk requests against a real server behind a proxy of ours, which says what an overloaded server says."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from elasticsearch import ApiError, Elasticsearch

from corpus.errors import EngineUnavailable, SearchError
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_lines import Line, SetAside

INDEX = "dong-loat"
BUSY = {"type": "es_rejected_execution_exception", "reason": "queue is full"}


@dataclass(slots=True)
class Proxy:
    """What the proxy does with bulk requests before the server sees them, and how large those were."""

    url: str = ""
    refuse: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # whole requests, with headers
    most: int = 10**9  # bytes from which a request is too large
    busy: list[str] = field(default_factory=list)  # ids whose line is refused once
    seen: list[list[str]] = field(default_factory=list)  # ids of each bulk request


@pytest.fixture
def proxy(elasticsearch: str) -> Iterator[Proxy]:
    told, behind = Proxy(), urlsplit(elasticsearch).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *values: object) -> None:
            """Nothing is said on the terminal."""

        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            held: list[str] = []
            if "/_bulk" in self.path:
                pairs = body.decode().splitlines()
                ids = [json.loads(one)["index"]["_id"] for one in pairs[::2]]
                told.seen.append(ids)
                if told.refuse:
                    return self._say(*told.refuse.pop(0))
                if len(body) > told.most:
                    return self._say(413, {})
                held = [id for id in ids if id in told.busy]
                told.busy = [id for id in told.busy if id not in held]
                kept = [
                    line
                    for id, at in zip(ids, range(0, len(pairs), 2), strict=True)
                    if id not in held
                    for line in pairs[at : at + 2]
                ]
                body = "".join(f"{line}\n" for line in kept).encode()
            return self._pass(body, held)

        def _pass(self, body: bytes, held: list[str]) -> None:
            there = http.client.HTTPConnection(behind)
            kinds = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
            there.request(self.command, self.path, body or None, kinds)
            answer = there.getresponse()
            data = answer.read()
            if held:
                whole = json.loads(data)
                sent = iter(whole["items"])
                busy = {"status": 429, "error": BUSY}
                whole["items"] = [{"index": {"_id": id} | busy} if id in held else next(sent) for id in told.seen[-1]]
                data = json.dumps(whole).encode()
            self._say(answer.status, {"content-type": answer.headers["content-type"]}, data)
            there.close()

        def _say(self, status: int, headers: dict[str, str], data: bytes = b"{}") -> None:
            self.send_response(status)
            known = {"content-type": "application/json", "x-elastic-product": "Elasticsearch"} | headers
            for name, value in known.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_any

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(proxy: Proxy) -> Iterator[Elasticsearch]:
    with Elasticsearch(proxy.url) as made:
        made.indices.create(index=INDEX, mappings={"properties": {"n": {"type": "integer"}}})
        yield made
        made.indices.delete(index=INDEX)


def line(id: str, value: object = 1) -> Line:
    action = {"index": {"_id": id, "version": 1, "version_type": "external_gte"}}
    return Line(id, f"{json.dumps(action)}\n{json.dumps({'n': value})}".encode())


def kept(client: Elasticsearch) -> set[str]:
    client.indices.refresh(index=INDEX)
    return {hit["_id"] for hit in client.search(index=INDEX, size=100)["hits"]["hits"]}


def test_a_refused_line_is_sent_again_alone(proxy: Proxy, client: Elasticsearch) -> None:
    waits: list[float] = []
    accepted: list[str] = []
    proxy.busy = ["b", "d"]
    bulk = Bulk(client, INDEX, most_bytes=10_000, pause=waits.append, accepted=accepted.append)
    bulk.send(map(line, "abcde"))
    assert proxy.seen == [list("abcde"), ["b", "d"]]
    assert sorted(accepted) == list("abcde")
    assert kept(client) == set("abcde")
    assert len(waits) == 1


def test_waits_double_are_blurred_and_obey_what_the_server_asks(proxy: Proxy, client: Elasticsearch) -> None:
    waits: list[float] = []
    proxy.refuse = [(429, {}), (503, {}), (429, {"retry-after": "7"}), (502, {})]
    Bulk(client, INDEX, most_bytes=10_000, pause=waits.append).send([line("a")])
    assert kept(client) == {"a"}
    assert [
        low <= wait <= high for wait, (low, high) in zip(waits, [(0.25, 0.5), (0.5, 1), (7, 7), (2, 4)], strict=True)
    ] == [True] * 4


def test_a_server_that_stays_busy_ends_the_work(proxy: Proxy, client: Elasticsearch) -> None:
    waits: list[float] = []
    proxy.refuse = [(429, {})] * 20
    with pytest.raises(ApiError) as told:
        Bulk(client, INDEX, most_bytes=10_000, pause=waits.append).send([line("a")])
    assert told.value.status_code == 429
    assert len(proxy.seen) == 10
    assert max(waits) <= 15.0
    proxy.refuse = []


def test_a_request_that_is_too_large_is_halved_and_an_entry_too_large_alone_is_set_aside(
    proxy: Proxy, client: Elasticsearch
) -> None:
    proxy.most = 250
    bulk = Bulk(client, INDEX, most_bytes=10_000)
    bulk.send([line("a"), line("b"), Line("c", line("c").data + b" " * 300), line("d")])
    assert kept(client) == {"a", "b", "d"}
    assert [one.id for one in bulk.set_aside] == ["c"]


def test_requests_are_bounded_by_bytes_and_by_count(proxy: Proxy, client: Elasticsearch) -> None:
    size = len(line("a").data)
    Bulk(client, INDEX, most_bytes=2 * size).send(map(line, "abcde"))
    assert [len(one) for one in proxy.seen] == [2, 2, 1]
    Bulk(client, INDEX, most_bytes=10**7).send(line(f"n{number}") for number in range(501))
    assert [len(one) for one in proxy.seen[3:]] == [500, 1]


def test_what_the_mapping_refuses_is_set_aside_with_the_reason(client: Elasticsearch) -> None:
    bulk = Bulk(client, INDEX, most_bytes=10_000)
    bulk.send([line("a"), SetAside("x", "ValueError: phân tích hỏng"), line("b", "không phải số"), line("c")])
    assert kept(client) == {"a", "c"}
    assert [one.id for one in bulk.set_aside] == ["x", "b"]
    assert "parsing" in bulk.set_aside[1].reason


def test_when_everything_is_refused_the_fault_is_not_in_the_entries(client: Elasticsearch) -> None:
    with pytest.raises(SearchError, match="hơn 1000 mục"):
        Bulk(client, INDEX, most_bytes=10**7).send(line(f"n{number}", "chữ") for number in range(2000))


def test_an_index_that_takes_nothing_because_the_disk_is_full_ends_the_work_in_words(client: Elasticsearch) -> None:
    client.indices.put_settings(index=INDEX, settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineUnavailable, match="đĩa sắp đầy"):
        Bulk(client, INDEX, most_bytes=10_000).send([line("a")])
    client.indices.put_settings(index=INDEX, settings={"index.blocks.read_only_allow_delete": None})
    Bulk(client, INDEX, most_bytes=10_000).send([line("a")])
    assert kept(client) == {"a"}
