"""Pages beyond what one request may reach: a point in time, walked with `search_after`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch

from search.engines import elastic_body as body
from search.index import Plan

_KEPT = "1m"  # between two requests

_Body = dict[str, Any]


def far_page(client: Elasticsearch, alias: str, plan: Plan, request: _Body, window: int) -> Mapping[str, Any]:
    """The answer to the request for a plan whose page ends beyond `window` hits, in the order that near pages have.

    What lies before the page is passed over without its texts, `window` hits a request.
    """
    point = client.open_point_in_time(index=alias, keep_alive=_KEPT, preference=body.NEAREST)["id"]
    try:
        wanted = _following(request, point)
        passed = _following(body.search(replace(plan, count=False)), point) | {"source": False}
        left = plan.offset
        while left:
            passed["size"] = min(left, window)
            hits = client.search(**passed)["hits"]["hits"]
            if hits:
                wanted["search_after"] = passed["search_after"] = hits[-1]["sort"]
            left = left - len(hits) if len(hits) == passed["size"] else 0
        answer: Mapping[str, Any] = client.search(**wanted).body
        return answer
    finally:
        client.close_point_in_time(id=point)


def _following(request: _Body, point: str) -> _Body:
    """A request that goes on after the last hit of the one before; those of one score as they lie in the index."""
    order = [*request.get("sort", [{"_score": "desc"}]), {"_shard_doc": "asc"}]
    rest = {name: value for name, value in request.items() if name not in ("from_", "preference")}
    return rest | {"pit": {"id": point, "keep_alive": _KEPT}, "sort": order}
