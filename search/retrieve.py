"""A query to ranked hits: the one way in which everything here ranks, the pages and the measuring harness alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.index import Results, SearchIndex
from search.plan import counting, forms, plan
from search.query import Query
from search.tuning import Tuning


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Results, the query they answer (it may have lost its diacritics), and the idf of its syllables here."""

    query: Query
    results: Results
    weights: Mapping[str, float]


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
) -> Retrieved:
    """The best hits; when the diacritics typed find next to nothing, those of any diacritics."""

    def run(asked: Query) -> Retrieved:
        weights = _weights(asked, index)
        made = plan(asked, tuned, filters=filters, facets=facets, sort=sort, limit=limit, count=False)
        results = index.search(made)
        if count:
            shown = tuple(dict.fromkeys(hit.entry.document for hit in results.hits))
            made = replace(made, also=shown)
            counted = index.search(counting(made, asked, tuned, weights))
            if counted.total < len(results.hits):
                counted = index.search(replace(made, limit=0, count=True))
            results = replace(counted, hits=results.hits)
        return Retrieved(asked, results, weights)

    found = run(query)
    if query.bare or not query.syllables or _size(found) >= tuned.fallback_below:
        return found
    loose = run(replace(query, bare=True))
    return loose if _size(loose) > _size(found) else found


def _weights(query: Query, index: SearchIndex) -> dict[str, float]:
    size = index.count()
    held = index.frequency("folded" if query.bare else "syllables", forms(query))
    return {term: math.log(1 + (size - min(n, size) + 0.5) / (n + 0.5)) for term, n in held.items()}


def _size(found: Retrieved) -> int:
    return max(found.results.total, len(found.results.hits))
