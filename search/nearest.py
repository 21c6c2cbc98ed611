"""What is offered where nothing was found: the nearest there is."""

from __future__ import annotations

import math
from dataclasses import replace

from search.index import Results, SearchIndex
from search.plan import forms, plan
from search.query import Query
from search.retrieve import Retrieved
from search.spelling import Speller
from search.tuning import Tuning


def anything(query: Query, index: SearchIndex, tuned: Tuning, *, limit: int) -> Retrieved:
    """The best of whatever holds any word of a query, with or without its marks."""
    size = index.count()
    loose = replace(query, bare=True, phrases=(), excluded=())
    made = plan(loose, tuned, speller=Speller(index, size), limit=limit, count=False)
    results = index.search(replace(made, minimums=())) if made.clauses else Results()
    held = index.frequency("folded", forms(loose))
    weights = {term: math.log(1 + (size - min(n, size) + 0.5) / (n + 0.5)) for term, n in held.items()}
    return Retrieved(loose, results, weights)
