"""While the search engine is away: documents and references are served, searching says so, and all heals by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.settings import Settings
from corpus.errors import EngineUnavailable
from corpus.store import Store
from search.engines import open_index
from search.engines.memory import MemoryIndex
from tests.api import build
from tests.api.conftest import TOKEN

PLAN = f"/vb/{build.PLAN_ID}"


class Switched:
    """An index behind a switch; away, everything it is asked fails."""

    def __init__(self) -> None:
        self.index = open_index("memory")
        self.away = False
        assert isinstance(self.index, MemoryIndex)

    def __getattr__(self, name: str) -> Any:
        if self.away and name != "close":
            raise EngineUnavailable("Máy chủ giả định không trả lời.", retry_after=7)
        return getattr(self.index, name)


@pytest.fixture
def index() -> Switched:
    return Switched()


@pytest.fixture
def library(tmp_path: Path, index: Switched) -> Iterator[Library]:
    with Store.open(f"sqlite:///{tmp_path / 'library.db'}") as store:
        for document, references in build.all_documents():
            store.save(document, references)
        made = Library(store, index)
        made.rebuild_index()
        yield made


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    settings = Settings.read({"TRALUAT_TOKEN": TOKEN})
    with TestClient(create_app(settings, library=library), follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/van-ban",
        "/thieu",
        PLAN,
        f"{PLAN}/luoc-do",
        f"{PLAN}/nhiem-vu",
        f"{PLAN}/so-sanh",
        f"{PLAN}/in",
        f"/api/v1/documents/{build.PLAN_ID}",
        f"/api/v1/documents/{build.PLAN_ID}/references",
        "/healthz",
    ],
)
def test_what_needs_no_search_is_served(client: TestClient, index: Switched, path: str) -> None:
    before = client.get(path)
    index.away = True
    assert client.get(path).status_code == before.status_code == 200


@pytest.mark.parametrize("path", ["/tim-kiem?q=rà+soát", f"{PLAN}/lien-quan"])
def test_pages_that_search_say_in_vietnamese_what_fails_and_what_does_not(
    client: TestClient, index: Switched, path: str
) -> None:
    index.away = True
    answer = client.get(path)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.headers["content-type"].startswith("text/html")
    for words in ("Công cụ tìm kiếm không trả lời", "vẫn đọc được", "/van-ban"):
        assert words in answer.text


@pytest.mark.parametrize("path", ["/api/v1/search?q=rà+soát", f"/api/v1/documents/{build.PLAN_ID}/related", "/readyz"])
def test_programs_are_told_when_to_ask_again(client: TestClient, index: Switched, path: str) -> None:
    index.away = True
    answer = client.get(path)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:traluat:engine-unavailable"


def test_it_heals_without_a_restart(client: TestClient, index: Switched) -> None:
    index.away = True
    assert client.get("/tim-kiem?q=rà+soát").status_code == 503
    index.away = False
    assert client.get("/tim-kiem?q=rà+soát").status_code == 200


def test_a_file_sent_meanwhile_is_kept_and_found_later(
    client: TestClient, library: Library, index: Switched, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("api.library.time.monotonic", lambda: now)
    index.away = True
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 77/NQ-HĐND\nNGHỊ QUYẾT\nVề cây giả định\nĐiều 1. Trồng cây\nTrồng xà cừ."
    )
    sent = client.post(
        "/api/v1/documents",
        files={"file": ("nq.txt", text.encode())},
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    assert sent.status_code == 201, sent.text
    index.away = False

    def found() -> int:
        return int(client.get("/api/v1/search?q=xà+cừ").json()["total"])

    assert found() == 0
    now += 7.0
    assert found() > 0


def test_the_statuses_of_a_new_day_come_when_the_engine_does(
    library: Library, index: Switched, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = 1000.0, 0
    monkeypatch.setattr("api.library.time.monotonic", lambda: now)
    monkeypatch.setattr("api.library.Standings.has_due", lambda *_, **__: True)

    def refresh(*_: object) -> int:
        nonlocal asked
        asked += 1
        return index.count()

    monkeypatch.setattr(library, "refresh_index", refresh)
    index.away = True
    library.turn(date(2031, 5, 1))
    library.turn(date(2031, 5, 1))
    assert asked == 1
    index.away = False
    now += 7.0
    library.turn(date(2031, 5, 1))
    library.turn(date(2031, 5, 1))
    assert asked == 2
