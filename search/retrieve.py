"""A query to ranked hits: the one way in which everything here ranks, the pages and the measuring harness alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.text import fold
from search.index import Hit, Results, SearchIndex
from search.plan import counting, forms, plan
from search.query import Query
from search.ranking.counted import Asking
from search.ranking.order import asking_for, candidates, ordered
from search.ranking.ranker import DEPTH, ranker
from search.spelling import Speller
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
    """The best hits; those of any diacritics when the ones typed find next to nothing, or some were left out."""

    size = index.count()
    speller = Speller(index, size)
    learned = ranker()

    def run(asked: Query) -> Retrieved:
        weights = _weights(asked, index, size)
        made = plan(asked, tuned, speller=speller, filters=filters, facets=facets, sort=sort, limit=limit, count=False)
        made = replace(made, texts=False)  # `Hit.whole` has those that are shown
        asking = asking_for(asked, weights, index, size) if learned and ranks(asked, tuned, sort) else None
        results = index.search(candidates(made, asking) if asking else made)
        if not sort:
            results = replace(results, hits=ordered(results.hits, asking, learned, tuned.ranking)[:limit])
        if count:
            shown = tuple(dict.fromkeys(hit.entry.document for hit in results.hits))
            made = replace(made, also=shown)
            counted = index.search(counting(made, asked, tuned, weights))
            if counted.total < len(results.hits):
                counted = index.search(replace(made, limit=0, count=True))
            results = replace(counted, hits=results.hits)
        return Retrieved(asked, results, weights)

    if not query.bare and _half_typed(query, index, tuned):
        return run(replace(query, bare=True))
    found = run(query)
    if query.bare or not query.syllables or _size(found) >= tuned.fallback_below:
        return found
    loose = run(replace(query, bare=True))
    return loose if _size(loose) > _size(found) else found


def ranks(query: Query, tuned: Tuning, sort: str) -> bool:
    """True where the learned ranker, if there is one, puts the answer in order."""
    return not sort and len(set(query.syllables)) >= tuned.ranking.syllables_from


def prepared(
    query: Query, index: SearchIndex, tuned: Tuning, *, filters: Mapping[str, Sequence[str]] | None = None
) -> tuple[Asking, tuple[Hit, ...]]:
    """What the learned ranker is given for a query: the query made ready, and the candidates in the engine's order."""
    size = index.count()
    made = plan(query, tuned, speller=Speller(index, size), filters=filters, limit=DEPTH, count=False)
    asking = asking_for(query, _weights(query, index, size), index, size)
    return asking, index.search(candidates(made, asking)).hits


def _half_typed(query: Query, index: SearchIndex, tuned: Tuning) -> bool:
    """True when a syllable without marks is hardly ever written so here, but often with them: thi hành phap luat."""
    plain = [term for term in forms(query) if term.isalpha() and fold(term) == term]
    typed, any_way = index.frequency("syllables", plain), index.frequency("folded", plain)
    return any(typed[term] < tuned.untyped_below * any_way[term] for term in plain)


def _weights(query: Query, index: SearchIndex, size: int) -> dict[str, float]:
    held = index.frequency("folded" if query.bare else "syllables", forms(query))
    return {term: math.log(1 + (size - min(n, size) + 0.5) / (n + 0.5)) for term, n in held.items()}


def _size(found: Retrieved) -> int:
    return max(found.results.total, len(found.results.hits))
