"""A query to ranked hits: the one way in which everything here ranks, the pages and the measuring harness alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.index import Results, SearchIndex
from search.plan import plan
from search.query import Query
from search.tuning import Tuning


def retrieve(
    query: Query,
    index: SearchIndex,
    tuned: Tuning,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    facets: Sequence[str] = (),
    sort: str = "",
    limit: int,
    count: bool = True,
) -> tuple[Query, Results]:
    """The best hits; when the diacritics typed find next to nothing, those of any diacritics."""

    def run(asked: Query) -> Results:
        made = plan(asked, tuned, filters=filters, facets=facets, sort=sort, limit=limit, count=count)
        return index.search(made)

    results = run(query)
    if query.bare or not query.syllables or _size(results) >= tuned.fallback_below:
        return query, results
    loose = replace(query, bare=True)
    again = run(loose)
    return (loose, again) if _size(again) > _size(results) else (query, results)


def _size(results: Results) -> int:
    return max(results.total, len(results.hits))
