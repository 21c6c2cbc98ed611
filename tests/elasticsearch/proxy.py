"""A server of ours in front of the real one: it speaks TLS, checks who asks, and notes what is asked.

The core of the server has neither; what the official image does there is done here, with the same answers.
"""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.elasticsearch.certificates import Certificate

#: (method, path without its query, status of the answer)
Asked = tuple[str, str, int]
#: What is answered instead of asking the real server: (path) -> (status, body), or None to ask it.
Instead = Callable[[str], tuple[int, object] | None]


@dataclass(slots=True)
class Proxy:
    """The front; `accepted` are the values of `Authorization` that are let in, none: everybody is."""

    url: str
    accepted: frozenset[str] = frozenset()
    instead: Instead | None = None
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def proxy(
    backend: str,
    *,
    certificate: Certificate | None = None,
    accepted: frozenset[str] = frozenset(),
    instead: Instead | None = None,
) -> Iterator[Proxy]:
    """A front on loopback, with TLS where it has a certificate."""
    front = Proxy("", accepted, instead)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(front, urlsplit(backend).netloc))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # handshakes that fail are what is tested
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.file, certificate.key)
        # The handshake belongs to the thread of the connection, not to the one that accepts.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "https"
    front.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(front: Proxy, backend: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            path = self.path.partition("?")[0]
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
            if front.accepted and self.headers.get("authorization") not in front.accepted:
                status, body, kind = 401, _security_exception(), "application/json"
            elif front.instead is not None and (other := front.instead(path)) is not None:
                status, body, kind = other[0], json.dumps(other[1]).encode(), "application/json"
            else:
                status, body, kind = self._forward(sent)
            front.asked.append((self.command, path, status))
            self.send_response(status)
            self.send_header("X-elastic-product", "Elasticsearch")
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer

        def _forward(self, sent: bytes) -> tuple[int, bytes, str]:
            passed = {name: value for name, value in self.headers.items() if name.lower() in ("accept", "content-type")}
            connection = http.client.HTTPConnection(backend, timeout=60)
            try:
                connection.request(self.command, self.path, body=sent or None, headers=passed)
                answer = connection.getresponse()
                return answer.status, answer.read(), answer.headers.get("content-type", "application/json")
            finally:
                connection.close()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing; `asked` keeps what the tests want to know."""

    return Handler


def _security_exception() -> bytes:
    cause = {"type": "security_exception", "reason": "unable to authenticate for REST request"}
    return json.dumps({"error": {"root_cause": [cause], **cause}, "status": 401}).encode()
