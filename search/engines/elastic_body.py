"""Plans and the field table in the words of Elasticsearch. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from search.fields import FIELDS, STORED, TOKENS, Field, Type
from search.index import Filter, Minimum, Phrase, Plan

_NEAR = 40_000  # documents up to which a count that is not exact is hardly ever wrong, by one in ten thousand
_MOST_BUCKETS = 60_000  # that an answer may count one by one; the server allows 65,536
_MOST_VALUES = 1_000  # values of a facet

#: A node asks the copy it holds itself before those of others, so that of the nodes a question tries in turn one
#: answers as long as one that holds a copy lives, however long another stands still.
NEAREST = "_local"

_Body = dict[str, Any]


def index(meta: Mapping[str, Any]) -> _Body:
    """Settings and mapping of a new index; one shard, so that statistics are of the whole library."""
    properties: _Body = {one.name: _property(one) for one in FIELDS}
    properties[STORED] = {"type": "keyword", "index": False, "doc_values": False, "ignore_above": 100_000_000}
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
        "mappings": {
            "dynamic": "strict",
            "_meta": dict(meta),
            "_source": {"excludes": list(TOKENS)},
            "properties": properties,
        },
    }


def _property(one: Field) -> _Body:
    if one.type is Type.KEYWORD:
        return {"type": "keyword"}
    if one.type is Type.NUMBER:
        return {"type": "integer"}
    options = "positions" if one.positions else "freqs" if one.counted else "docs"
    return {"type": "text", "analyzer": "whitespace", "index_options": options, "norms": one.counted or one.positions}


def search(plan: Plan, *, held: int = 0) -> _Body:
    """The request for one page of hits, with totals and facets if the plan counts.

    `held`: documents of the library. Up to what the server can count one by one (12,000 with four facets) numbers of
    documents are exact; beyond, they come from hashes of which a few may be the same.
    """
    made: _Body = {"query": query(plan), "from_": plan.offset, "size": plan.limit, "source": [STORED]}
    made |= {"track_total_hits": plan.count, "preference": NEAREST}
    made["search_type"] = "dfs_query_then_fetch"  # weights of words are those of all shards; of one, the server knows
    if plan.filters:
        made["post_filter"] = _all_of(plan.filters)
    if plan.sort:
        made["sort"] = [{plan.sort.removeprefix("-"): "asc" if plan.sort.startswith("-") else "desc"}]
    if plan.count:
        counted = _each() if held * (len(plan.facets) + 1) <= _MOST_BUCKETS else _hashed()
        made["aggregations"] = {f"facet-{name}": _facet(name, plan, counted) for name in plan.facets}
        made["aggregations"]["documents"] = {"filter": _all_of(plan.filters), "aggs": counted}
        made["filter_path"] = ["-aggregations.**.each"]
    return made


def held() -> _Body:
    """The request for the number of documents of the library."""
    return {"size": 0, "preference": NEAREST, "track_total_hits": False, "aggregations": _hashed()}


def count_in(plan: Plan, documents: Sequence[str]) -> _Body:
    """The request that counts the hits of some documents."""
    only = (*plan.filters, Filter("document", tuple(documents)))
    by = {"terms": {"field": "document", "size": len(documents)}}
    matching = {"bool": {"filter": [query(plan), _all_of(only)]}}
    return {"query": matching, "size": 0, "preference": NEAREST, "aggregations": {"by": by}}


def frequency(field: str, terms: Sequence[str]) -> _Body:
    """The request for the number of entries that hold each term, over all shards; whole answers or none.

    Term vectors would tell it too, but those of one shard only.
    """
    wanted = {f"t{place}": {"term": {field: term}} for place, term in enumerate(terms)}
    return {
        "size": 0,
        "preference": NEAREST,
        "track_total_hits": False,
        "aggregations": {"held": {"filters": {"filters": wanted}}},
    }


def read_frequency(answer: Mapping[str, Any], terms: Sequence[str]) -> dict[str, int]:
    """Term → entries out of the answer to `frequency`."""
    held = answer["aggregations"]["held"]["buckets"]
    return {term: int(held[f"t{place}"]["doc_count"]) for place, term in enumerate(terms)}


def query(plan: Plan) -> _Body:
    """What must and may match, without the filters."""
    needed = [_minimum(minimum) for minimum in plan.minimums] + [_phrase(phrase) for phrase in plan.phrases]
    scored = [
        {"term": {clause.field: {"value": term, "boost": weight * clause.boost}}}
        for clause in plan.clauses
        for term, weight in clause.terms
    ]
    between = [{"range": {one.field: {"gte": one.low, "lte": one.high}}} for one in plan.ranges]
    made: _Body = {"filter": [*(needed or ([] if scored else [{"match_all": {}}])), *between]}
    if scored:
        made |= {"should": scored, "minimum_should_match": 0 if needed else 1}
    no = [_phrase(phrase) for phrase in plan.excluded]
    no += [{"terms": {one.field: list(one.values)}} for one in plan.without]
    if no:
        made["must_not"] = no
    return {"bool": made}


def _minimum(minimum: Minimum) -> _Body:
    terms = [{"term": {minimum.field: term}} for term in minimum.terms]
    return {"bool": {"should": terms, "minimum_should_match": minimum.count}}


def _phrase(phrase: Phrase) -> _Body:
    runs = [_run(phrase.field, run) for run in phrase.runs]
    return runs[0] if len(runs) == 1 else {"bool": {"should": runs, "minimum_should_match": 1}}


def _run(field: str, terms: Sequence[str]) -> _Body:
    if len(terms) == 1:
        return {"term": {field: terms[0]}}
    return {"match_phrase": {field: {"query": " ".join(terms), "analyzer": "whitespace"}}}


def _all_of(filters: Sequence[Filter]) -> _Body:
    return {"bool": {"filter": [{"terms": {one.field: list(one.values)}} for one in filters]}}


def _each() -> _Body:
    """Documents counted one by one."""
    each = {"terms": {"field": "document", "size": _MOST_BUCKETS}}
    return {"each": each, "count": {"stats_bucket": {"buckets_path": "each>_count"}}}


def _hashed() -> _Body:
    return {"count": {"cardinality": {"field": "document", "precision_threshold": _NEAR}}}


def _facet(name: str, plan: Plan, counted: _Body) -> _Body:
    others = [one for one in plan.filters if one.field != name]
    values = {"terms": {"field": name, "size": _MOST_VALUES}, "aggs": counted}
    return {"filter": _all_of(others), "aggs": {"values": values}}


def read_count(counted: Mapping[str, Any]) -> int:
    """The number of documents out of either way to count them."""
    told = counted["count"]
    return int(told["count"] if "count" in told else told["value"])


def read_facet(answer: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Values with their documents, most first, then by value."""
    counts = [(str(one["key"]), read_count(one)) for one in answer["values"]["buckets"]]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
