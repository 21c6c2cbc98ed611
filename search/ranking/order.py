"""The order of hits: the learned ranker where it helps, and provisions without force behind their like."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Status
from search import abbreviations, analysis
from search.index import Hit, Plan, SearchIndex
from search.query import Query
from search.ranking.counted import Asking, prepare
from search.ranking.ranker import DEPTH, Ranker
from search.tuning import Ranking

#: Without force: shown, marked, and behind what is alike and has force.
ENDED = frozenset({Status.EXPIRED, Status.SUSPENDED})


def asking_for(query: Query, weights: Mapping[str, float], index: SearchIndex, size: int) -> Asking:
    """The query made ready for the ranker; `weights` are the idf of its syllables, `size` the entries of the index."""
    said = abbreviations.written_out(query.syllables)
    if said != query.syllables:
        query = replace(query, syllables=said, plain=" ".join(said))
        terms = [term for term in (analysis.folded(said) if query.bare else said) if term not in weights]
        found = index.frequency("folded" if query.bare else "syllables", terms)
        weights = {**weights, **{term: _rarity(size, held) for term, held in found.items()}}
    pairs = [] if query.bare else [f"{a}_{b}" for a, b in pairwise(query.syllables)]
    held = index.frequency("bigrams", list(dict.fromkeys(pairs)))
    return prepare(query, weights, {pair: _rarity(size, n) for pair, n in held.items()})


def _rarity(size: int, held: int) -> float:
    return math.log(1 + (size - min(held, size) + 0.5) / (held + 0.5))


def candidates(made: Plan, asking: Asking) -> Plan:
    """The plan for the candidates of the ranker: as many as it looks at, with the places of the query's words."""
    return replace(
        made, limit=max(made.limit, DEPTH - made.offset), wanted=asking.wanted, wanted_bare=asking.bare, texts=False
    )


def ordered(hits: Sequence[Hit], asking: Asking | None, ranker: Ranker | None, tuned: Ranking) -> tuple[Hit, ...]:
    """The hits best first."""
    if asking is None or ranker is None:
        return demoted(hits, lambda score: score * tuned.ended_share)
    return demoted(ranker.rank(asking, hits), lambda score: score - tuned.ended_less)


def demoted(hits: Sequence[Hit], lowered: Callable[[float], float]) -> tuple[Hit, ...]:
    """Hits without force with a lowered score, all in order of score again; none is left out."""
    if not any(hit.entry.status in ENDED for hit in hits):
        return tuple(hits)
    scored = [replace(hit, score=lowered(hit.score)) if hit.entry.status in ENDED else hit for hit in hits]
    return tuple(sorted(scored, key=lambda hit: -hit.score))
