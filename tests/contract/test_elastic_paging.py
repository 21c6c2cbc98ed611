"""Pages beyond what one request of the server may reach are those of the memory engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from elasticsearch import Elasticsearch

from search.engines import elastic, open_index
from search.engines.writing import Writing
from search.index import Clause, Plan, SearchIndex
from tests.contract.test_engines import entry

WINDOW = 7
ENTRIES = tuple(replace(entry(number), text=f"{'đất ' * (number % 5)} thu hồi") for number in range(60))
PLANS = {
    "by score": Plan((Clause("syllables", (("đất", 1.0), ("hồi", 1.0))),), facets=("kind",)),
    "by date": Plan(sort="issued"),
}


@pytest.fixture
def index(fresh_alias: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[SearchIndex]:
    monkeypatch.setattr(elastic, "_WINDOW", WINDOW)
    opened = open_index("elastic", url=fresh_alias)
    opened.replace(ENTRIES)
    yield opened
    opened.close()


@pytest.mark.parametrize(("name", "limit"), [*product(PLANS, (3, 10))])
def test_page_after_page_gives_every_hit_once_with_the_same_totals(index: SearchIndex, name: str, limit: int) -> None:
    memory = open_index("memory")
    memory.replace(ENTRIES)
    whole = memory.search(replace(PLANS[name], limit=len(ENTRIES)))
    pages = [
        index.search(replace(PLANS[name], offset=offset, limit=limit))
        for offset in range(0, len(ENTRIES) + limit, limit)
    ]
    found = [hit.entry.id for page in pages for hit in page.hits]
    assert sorted(found) == sorted(hit.entry.id for hit in whole.hits)
    scores = [hit.score for page in pages for hit in page.hits]
    assert scores == pytest.approx([hit.score for hit in whole.hits], rel=1e-5)
    assert {(page.total, page.documents, page.facets) for page in pages} == {
        (whole.total, whole.documents, whole.facets)
    }


def test_page_past_the_end_is_empty_and_leaves_no_point_in_time_open(index: SearchIndex, fresh_alias: str) -> None:
    page = index.search(replace(PLANS["by score"], offset=500, limit=5))
    assert (page.hits, page.total) == ((), len(ENTRIES))
    with Elasticsearch(fresh_alias.rpartition("/")[0]) as client:
        nodes = client.nodes.stats(metric="indices", index_metric="search")["nodes"].values()
        assert sum(node["indices"]["search"]["open_contexts"] for node in nodes) == 0


def test_index_in_several_shards_counts_and_scores_as_one(fresh_alias: str) -> None:
    memory = open_index("memory")
    memory.replace(ENTRIES)
    index = open_index("elastic", url=fresh_alias, writing=Writing(shards=3))
    index.replace(ENTRIES)
    plan = replace(PLANS["by score"], limit=len(ENTRIES))
    one, other = memory.search(plan), index.search(plan)
    assert {hit.entry.id: hit.score for hit in other.hits} == pytest.approx(
        {hit.entry.id: hit.score for hit in one.hits}, rel=1e-5
    )
    assert (other.total, other.documents, other.facets) == (one.total, one.documents, one.facets)
    terms = ("đất", "hồi", "vắng")
    assert index.frequency("syllables", terms) == memory.frequency("syllables", terms)
    index.close()
