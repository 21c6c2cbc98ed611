"""A real Elasticsearch server: the one that TRALUAT_TEST_ELASTICSEARCH names, in CI one of our own, else none."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from tests.elasticsearch.server import running


@pytest.fixture(scope="session")
def elasticsearch() -> Iterator[str]:
    """The address of a server."""
    given = os.environ.get("TRALUAT_TEST_ELASTICSEARCH")
    if given:
        yield given.rstrip("/")
    elif os.environ.get("CI"):
        with running("contract") as node:
            yield node.url
    else:
        pytest.skip("no Elasticsearch server: set TRALUAT_TEST_ELASTICSEARCH to the address of one")


@pytest.fixture
def fresh_alias(elasticsearch: str) -> Iterator[str]:
    """The address with an alias of its own, whose indices are gone afterwards."""
    alias = f"contract-{uuid.uuid4().hex[:8]}"
    yield f"{elasticsearch}/{alias}"
    with Elasticsearch(elasticsearch) as client:
        for name in client.indices.get(index=f"{alias}-*", allow_no_indices=True, expand_wildcards="all"):
            client.indices.delete(index=name)
        client.options(ignore_status=404).snapshot.delete_repository(name=alias)
