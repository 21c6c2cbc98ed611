"""What happens to a cluster of real nodes, and what a reader sees of it: no failure, or a failure told in words.

The tests share one cluster, and each leaves it whole. Answers in part must never be shown as whole ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.settings import Settings
from corpus.errors import EngineUnavailable, IndexMissing
from corpus.store import Store
from search.engines import Access, open_index
from search.engines.elastic import ElasticIndex
from search.engines.writing import Writing
from search.index import Clause, Plan
from tests.api import build
from tests.contract.test_engines import ENTRIES
from tests.elasticsearch.cluster import Cluster, running_cluster, until
from tests.elasticsearch.load import Load
from tests.elasticsearch.server import Node

ALIAS = "faults"
PLAN = Plan((Clause("syllables", (("đất", 1.0),)),), facets=("kind",))
ACCESS = Access()  # what nobody notices must not be noticed with the defaults
HASTY = Access(timeout=1.0, retries=1, break_after=3, break_seconds=0.5)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if not os.environ.get("CI"):
        pytest.skip("three servers are started in CI only; set CI=1 to start them here")
    with running_cluster("faults") as made:
        yield made


@pytest.fixture(scope="module")
def index(cluster: Cluster) -> Iterator[ElasticIndex]:
    made = open_index("elastic", url=f"{cluster.urls}/{ALIAS}", access=ACCESS, writing=Writing(workers=0))
    assert isinstance(made, ElasticIndex)
    with closing(made):
        made.replace(ENTRIES, mark=1)
        cluster.wait_whole()
        yield made


@pytest.fixture
def client(cluster: Cluster, index: ElasticIndex, tmp_path: Path) -> Iterator[TestClient]:
    """Pages and API over a library whose index is on the cluster, and that does not wait for long."""
    assert index.count()
    hasty = open_index("elastic", url=f"{cluster.urls}/{ALIAS}", access=HASTY)
    with Store.open(f"sqlite:///{tmp_path / 'library.db'}") as store, closing(hasty):
        for document, references in build.all_documents():
            store.save(document, references)
        with TestClient(create_app(Settings.read({}), library=Library(store, hasty))) as made:
            yield made


def finds(client: TestClient) -> bool:
    return client.get("/tim-kiem?q=đất").status_code == 200


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Elasticsearch]:
    with Elasticsearch([node.url for node in cluster.nodes], request_timeout=30) as made:
        yield made


def searching(index: ElasticIndex) -> Load:
    """Load of searches that must each find everything."""
    whole = index.search(PLAN)
    assert whole.total > 0
    return Load(lambda: index.search(PLAN) == whole)


def unharmed(load: Load, at_least: int) -> None:
    """No question failed or was answered in part."""
    assert (dict(load.failures), load.wrong) == ({}, 0)
    assert load.requests >= at_least


def serving(server: Elasticsearch) -> str:
    return str(next(iter(server.indices.get_alias(name=ALIAS))))


def with_the_first_copy(cluster: Cluster, server: Elasticsearch) -> Node:
    return cluster.holder(serving(server), primary=True)


def elected(cluster: Cluster, _: Elasticsearch) -> Node:
    return cluster.master()


Choice = Callable[[Cluster, Elasticsearch], Node]


@pytest.mark.parametrize("chosen", [with_the_first_copy, elected])
def test_a_node_killed_and_brought_back_is_not_noticed(
    cluster: Cluster, index: ElasticIndex, server: Elasticsearch, chosen: Choice
) -> None:
    """Not even by who knows the address of this node only, and may ask it for others."""
    victim = chosen(cluster, server)
    knows_one = open_index("elastic", url=f"{victim.url}/{ALIAS}", access=Access(sniff=True))
    with closing(knows_one), searching(index) as load:
        assert knows_one.search(PLAN).total > 0
        victim.kill()
        until(lambda: cluster.members(without=victim) == 2, "the others go on without it")
        asked = load.requests
        assert [knows_one.search(PLAN).total > 0 for _ in range(4)] == [True] * 4
        until(lambda: load.requests > asked + 20, "questions are asked without it")
        victim.start()
        cluster.wait_whole()
    unharmed(load, 50)


def test_a_paused_node_is_not_noticed(cluster: Cluster, index: ElasticIndex, server: Elasticsearch) -> None:
    victim = with_the_first_copy(cluster, server)
    with searching(index) as load:
        victim.pause()
        until(lambda: load.slowest > ACCESS.timeout, "a question waits for the paused node in vain", limit=20)
        asked = load.requests
        until(lambda: load.requests > asked + 20, "questions go to the other nodes")
        victim.resume()
        cluster.wait_whole()
    unharmed(load, 20)


def test_without_any_node_documents_are_served_and_searching_says_so(
    cluster: Cluster, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    until(lambda: finds(client), "searching finds")
    for node in cluster.nodes:
        node.pause()
    try:
        answers = [client.get("/api/v1/search?q=đất") for _ in range(4)]
        page = client.get("/tim-kiem?q=đất")
        document = client.get(f"/vb/{build.PLAN_ID}")
    finally:
        for node in cluster.nodes:
            node.resume()
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.json()["type"] for answer in answers} == {"urn:traluat:engine-unavailable"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers)
    assert "tạm không được hỏi" in answers[-1].json()["detail"]
    assert (page.status_code, document.status_code) == (503, 200)
    assert "vẫn đọc được" in page.text
    assert caplog.text.count("the circuit is open") == 1
    until(lambda: finds(client), "searching heals without a restart")
    assert "the circuit is closed" in caplog.text
    cluster.wait_whole()


def test_an_answer_of_a_part_of_the_index_is_refused(index: ElasticIndex, server: Elasticsearch) -> None:
    """A second index behind the alias, whose only copy has no node that may hold it."""
    lone, home = f"{ALIAS}-lone", "routing.allocation.require._name"
    settings = {"number_of_replicas": 0, home: "nobody"}
    mappings = server.indices.get_mapping(index=serving(server))[serving(server)]["mappings"]
    whole = index.search(PLAN).total
    server.indices.create(index=lone, settings=settings, mappings=mappings, wait_for_active_shards=0)
    server.indices.update_aliases(actions=[{"add": {"index": lone, "alias": ALIAS}}])
    try:
        bare = server.search(index=ALIAS, allow_partial_search_results=True)
        assert bare["_shards"]["failed"] == 1  # what we must not show
        assert bare["hits"]["total"]["value"] > 0
        with pytest.raises(EngineUnavailable, match="một phần"):
            index.search(PLAN)
        server.indices.put_settings(index=lone, settings={home: None})
        until(lambda: index_heals(index), "the part is back")
        assert index.search(PLAN).total == whole
    finally:
        server.indices.delete(index=lone)


def index_heals(index: ElasticIndex) -> bool:
    try:
        index.search(PLAN)
    except EngineUnavailable:
        return False
    return True


def test_a_full_disk_stops_writing_with_a_word_and_not_searching(index: ElasticIndex, server: Elasticsearch) -> None:
    blocked = "index.blocks.read_only_allow_delete"
    server.indices.put_settings(index=f"{ALIAS}-*", settings={blocked: True})
    try:
        with pytest.raises(EngineUnavailable, match="đĩa sắp đầy"):
            index.update(ENTRIES[:3], documents=[ENTRIES[0].document], mark=2)
        assert index.search(PLAN).total > 0
    finally:
        server.indices.put_settings(index=f"{ALIAS}-*", settings={blocked: None})
    assert index.update(ENTRIES[:3], documents=[ENTRIES[0].document], mark=2) == 3


def test_an_index_of_another_version_of_the_code_is_not_asked(index: ElasticIndex, server: Elasticsearch) -> None:
    name = serving(server)
    meta = server.indices.get_mapping(index=name)[name]["mappings"]["_meta"]
    server.indices.put_mapping(index=name, meta={**meta, "fingerprint": "của bản cũ"})
    other = open_index("elastic", url=index_url(server), access=ACCESS)
    with closing(other):
        with pytest.raises(IndexMissing, match="bản khác"):
            other.search(PLAN)
        assert other.count() == 0  # so that the next update builds anew
        server.indices.put_mapping(index=name, meta=meta)
        assert other.search(PLAN).total > 0


def test_an_index_deleted_behind_our_back_is_named_and_built_anew(
    index: ElasticIndex, server: Elasticsearch, client: TestClient
) -> None:
    server.indices.delete(index=serving(server))
    answer = client.get("/api/v1/search?q=đất")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:traluat:index-missing")
    assert "traluat reindex" in answer.json()["detail"]
    assert answer.headers["retry-after"]
    assert client.get(f"/vb/{build.PLAN_ID}").status_code == 200
    index.replace(ENTRIES, mark=3)
    until(lambda: finds(client), "searching heals without a restart")


def index_url(server: Elasticsearch) -> str:
    return ",".join(node.base_url for node in server.transport.node_pool.all()) + f"/{ALIAS}"
