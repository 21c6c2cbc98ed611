"""An application over a small invented library, held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.settings import Settings
from corpus.store import Store
from search.engines import open_index
from tests.api import build

TOKEN = "ma-gia-dinh"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    with Store.open(f"sqlite:///{folder / 'library.db'}") as store:
        for document, references in build.all_documents():
            store.save(document, references)
        made = Library(store, open_index("memory"))
        made.rebuild_index()
        yield made


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    settings = Settings.read({"TRALUAT_TOKEN": TOKEN})
    app = create_app(settings, library=library)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as made:
        yield made


@pytest.fixture
def upload_client(tmp_path: Path) -> Iterator[TestClient]:
    """An application over an empty library that takes uploads with the token."""
    with Store.open(f"sqlite:///{tmp_path / 'uploads.db'}") as store:
        app = create_app(Settings.read({"TRALUAT_TOKEN": TOKEN}), library=Library(store, open_index("memory")))
        with TestClient(app, follow_redirects=False) as client:
            yield client


@pytest.fixture
def fresh_client(tmp_path: Path) -> Iterator[TestClient]:
    """An application over the invented library, of this test alone, that may be written to."""
    with Store.open(f"sqlite:///{tmp_path / 'fresh.db'}") as store:
        for document, references in build.all_documents():
            store.save(document, references)
        made = Library(store, open_index("memory"))
        made.rebuild_index()
        app = create_app(Settings.read({"TRALUAT_TOKEN": TOKEN}), library=made)
        with TestClient(app, follow_redirects=False) as client:
            yield client


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """An application over a library without a document, without a token."""
    with Store.open(f"sqlite:///{tmp_path / 'library.db'}") as store:
        made = Library(store, open_index("memory"))
        made.rebuild_index()
        with TestClient(create_app(Settings.read({}), library=made), follow_redirects=False) as client:
            yield client
