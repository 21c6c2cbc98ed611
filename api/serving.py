"""`traluat serve`: the index brought up to date, a port found, the address printed, the server run."""

from __future__ import annotations

import argparse
import logging
import socket
from contextlib import suppress
from threading import Thread

import uvicorn

from api import wiring
from api.app import create_app
from api.settings import Settings
from api.terminal import Terminal
from corpus.errors import TraluatError

_PORTS_TRIED = 50


#: Seconds that warming up may still take when the server is ended.
_WARMING = 10.0


class PortBusy(TraluatError):
    """Something else listens on the port."""


def serve(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Serve pages and API until interrupted."""
    port = settings.port if arguments.port is None else arguments.port
    listening = _listen(arguments.host, port, tries=_PORTS_TRIED if arguments.next_free_port else 1)
    library = wiring.library(settings)
    try:
        if not library.catch_up(terminal.counter("văn bản đã lập chỉ mục")):
            terminal.note("Máy chủ tìm kiếm chưa trả lời; mọi trang khác vẫn chạy, tìm kiếm trở lại khi nó trả lời.")
        totals = library.store.totals()
        address = f"http://{_spoken(arguments.host)}:{listening.getsockname()[1]}/"
        if terminal.as_json:
            terminal.json({"address": address, "documents": totals.documents}, indent=None)
        else:
            terminal.line(f"{totals.documents} văn bản, {totals.provisions} điều khoản. Mở {address}  (Ctrl-C để dừng)")
        terminal.out.flush()
        logging.getLogger("api").setLevel(logging.INFO)
        config = uvicorn.Config(create_app(settings, library=library), log_level="warning", access_log=False)
        warming = Thread(target=library.search.warm, name="warm", daemon=True)
        warming.start()
        with suppress(KeyboardInterrupt):  # the way to end a server
            uvicorn.Server(config).run(sockets=[listening])
        warming.join(_WARMING)
    finally:
        library.close()
    return 0


def _listen(host: str, port: int, *, tries: int) -> socket.socket:
    """A socket that listens on the port, or on the next free one of `tries`."""
    for candidate in range(port, port + tries):
        made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, candidate))
            made.listen(128)
        except OSError:
            made.close()
        else:
            return made
    raise PortBusy(f"không mở được cổng {port} tại {host}; đặt TRALUAT_PORT khác, hoặc thêm --next-free-port.")


def _spoken(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
