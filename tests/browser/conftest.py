"""A real `traluat serve` over the samples, and Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the ingested samples."""
    home = tmp_path_factory.mktemp("browser")
    environment = {**os.environ, "TRALUAT_HOME": str(home)}
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
def visit(site: str, browser: Browser) -> Iterator[Open]:
    """Opens a page of the site at a width, with or without script; fails on any request elsewhere or script error."""
    slips: list[str] = []
    contexts = []

    def opened(address: str, *, width: int = 1366, script: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            base_url=site,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda sent: slips.append(sent.url) if not sent.url.startswith((site, "data:")) else None)
        page.on("pageerror", lambda error: slips.append(str(error)))
        page.on("console", lambda said: slips.append(said.text) if said.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert slips == []
