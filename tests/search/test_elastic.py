"""What of the cluster engine can be told without a server; the rest is in the contract of the engines."""

from __future__ import annotations

import socket

import pytest

from corpus.errors import EngineUnavailable
from search.engines import elastic_body, open_index
from search.fields import FIELDS, STORED, TOKENS
from search.index import Clause, Filter, Plan


@pytest.fixture
def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/traluat"


def test_the_mapping_is_the_field_table() -> None:
    made = elastic_body.index({"mark": 0})["mappings"]
    assert set(made["properties"]) == {one.name for one in FIELDS} | {STORED}
    assert made["dynamic"] == "strict"
    assert set(made["_source"]["excludes"]) == set(TOKENS)
    assert {made["properties"][name]["analyzer"] for name in TOKENS} == {"whitespace"}


def test_a_facet_keeps_the_filters_of_the_others_only() -> None:
    plan = Plan(
        (Clause("syllables", (("đất", 1.0),)),),
        filters=(Filter("kind", ("luat",)), Filter("year", ("2031",))),
        facets=("kind",),
    )
    asked = elastic_body.search(plan)["aggregations"]["facet-kind"]["filter"]["bool"]["filter"]
    assert asked == [{"terms": {"year": ["2031"]}}]


def test_a_server_that_is_away_is_named_as_such(nobody: str) -> None:
    index = open_index("elastic", url=nobody)
    for ask in (index.count, lambda: index.search(Plan()), lambda: index.get(["a"]), lambda: index.replace([])):
        with pytest.raises(EngineUnavailable, match="TRALUAT_ELASTICSEARCH_URL"):
            ask()
    index.close()
