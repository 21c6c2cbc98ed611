from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Store
from search.service import SearchService
from tests.search import library


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("store")
    with Store.open(f"sqlite:///{folder / 'store.db'}") as opened:
        library.fill(opened)
        yield opened


@pytest.fixture(scope="module")
def service(store: Store) -> SearchService:
    return library.service(store)
