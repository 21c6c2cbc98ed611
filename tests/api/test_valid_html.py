"""Every page type held against the Nu Html Checker (validator.w3.org), brought by Maven and kept in a cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.test_pages import ALL
from tests.elasticsearch.server import ServerUnavailable, find_java

HERE = Path(__file__).parent / "validator"
VERSION = "20.7.2"
WRONG = '<!DOCTYPE html><html lang="vi"><head><title>x</title></head><body><ul><p>x</p></ul></body></html>'


def jars() -> Path:
    """The folder of the checker's jars (27 MB), fetched on the first call."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "traluat-tests" / f"validator-{VERSION}"
    if not (folder / "complete").exists():
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        fetched = subprocess.run([*command, f"-DoutputDirectory={folder}"], capture_output=True, text=True, check=False)
        if fetched.returncode:
            raise ServerUnavailable(f"Maven could not bring the checker's jars: {fetched.stdout[-500:]}")
        (folder / "complete").touch()
    return folder


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files."""
    try:
        if shutil.which("mvn") is None:
            raise ServerUnavailable("Maven is missing (Debian: apt-get install maven); it brings the HTML checker")
        java, folder = find_java(), jars()
    except ServerUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    main = "nu.validator.client.SimpleCommandLineValidator"
    return [str(java), "-cp", f"{folder}/*", main, "--exit-zero-always", "--format", "json"]


def errors(checker: list[str], folder: Path) -> list[str]:
    """What the checker calls an error, with the page it is on."""
    told = subprocess.run([*checker, *map(str, sorted(folder.iterdir()))], capture_output=True, text=True, check=True)
    messages = json.loads(told.stderr[told.stderr.index('{"messages"') :])["messages"]
    return [f"{Path(one['url']).stem}: {one['message']}" for one in messages if one["type"] != "info"]


def test_every_page_is_valid_html(client: TestClient, checker: list[str], tmp_path: Path) -> None:
    for number, address in enumerate(ALL):
        (tmp_path / f"{number:02}.html").write_text(client.get(address).text, encoding="utf-8")
    (tmp_path / "wrong.html").write_text(WRONG, encoding="utf-8")

    found = errors(checker, tmp_path)
    assert [one for one in found if one.startswith("wrong")]
    assert [f"{ALL[int(one[:2])]} {one}" for one in found if not one.startswith("wrong")] == []
