"""A real `traluat serve` over the samples, and Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"

Open = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Portal:
    """Another site: its origin, and the folder of its pages."""

    origin: str
    folder: Path

    def page(self, name: str, body: str, *, head: str = "") -> str:
        """Write a page of the site; its address."""
        start = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng</title>'
        head += '<link rel="icon" href="data:,">'
        whole = f"{start}{head}</head><body>{body}</body></html>"
        (self.folder / name).write_text(whole, encoding="utf-8")
        return f"{self.origin}/{name}"


TOKEN = "ma-gia-dinh"


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A second site on this machine, another origin, that serves what a test writes for it."""
    folder = tmp_path_factory.mktemp("portal")

    class Served(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, directory=str(folder), **named)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Portal(f"http://localhost:{server.server_address[1]}", folder)
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@pytest.fixture(scope="session")
def site(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the ingested samples."""
    home = tmp_path_factory.mktemp("browser")
    environment = {
        **os.environ,
        "TRALUAT_HOME": str(home),
        "TRALUAT_TOKEN": TOKEN,
        "TRALUAT_ALLOWED_ORIGINS": portal.origin,
    }
    traluat = [sys.executable, "-m", "api.cli"]
    subprocess.run([*traluat, "ingest", str(SAMPLES)], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [*traluat, "serve", "--port", "0", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["address"].rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not shutil.which(CHROMIUM):
        if os.environ.get("CI") == "1":
            pytest.fail(f"{CHROMIUM} is missing; install Debian's package chromium")
        pytest.skip(f"{CHROMIUM} is missing; the pages are looked at where Debian's Chromium is installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def visit(site: str, portal: Portal, browser: Browser) -> Iterator[Open]:
    """Opens a page of the site at a width, with or without script; fails on any request elsewhere or script error."""
    slips: list[str] = []
    contexts = []
    own = (site, portal.origin, "data:", "about:")

    def opened(
        address: str,
        *,
        width: int = 1366,
        height: int = 844,
        script: bool = True,
        dark: bool = False,
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            base_url=site,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda sent: slips.append(sent.url) if not sent.url.startswith(own) else None)
        page.on("pageerror", lambda error: slips.append(str(error)))
        page.on("console", lambda said: slips.append(said.text) if said.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert slips == []
