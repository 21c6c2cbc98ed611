"""Why each hit matched and stands where it does: asked of the engine anew, only when somebody wants to know.

Each score is the engine's own, for one field or one term alone over the hits of the answer; so what is told adds up to
what was ranked, whichever engine answers.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from corpus.address import ProvisionId
from search import analysis
from search.answer import Group
from search.explained import Explanation, FieldScore, Lift, Term
from search.index import Clause, Filter, Hit, Plan, SearchIndex
from search.plan import forms, plan
from search.ranking.order import ENDED
from search.ranking.ranker import ranker
from search.retrieve import Retrieved, prepared, ranks
from search.spelling import Speller
from search.tuning import Tuning

_MOST_TERMS = 12  # of a field, the most telling ones


def explanations(
    found: Retrieved,
    index: SearchIndex,
    tuned: Tuning,
    *,
    filters: Mapping[str, Sequence[str]],
    sort: str = "",
    addressed: Collection[ProvisionId] = (),
) -> dict[str, Explanation]:
    """By id of an entry: the explanation of every hit; `addressed` are what the query is the address of."""
    meant = {str(id) for id in addressed}
    query, hits = found.query, found.results.hits
    made = plan(query, tuned, speller=Speller(index, index.count()), limit=len(hits), count=False)
    scores = [_field(clause, hits, index) for clause in made.clauses]
    learned = ranker() if ranks(query, tuned, sort) else None
    before: dict[str, int] = {}
    moved: Mapping[str, Sequence[Lift]] = {}
    if learned:
        asking, candidates = prepared(query, index, tuned, filters=filters)
        before = {hit.entry.id: place for place, hit in enumerate(candidates, start=1)}
        told = learned.moved(asking, candidates)
        moved = {id: [Lift(one.feature, one.value, one.by) for one in some] for id, some in told.items()}
    explained = {}
    for place, hit in enumerate(hits, start=1):
        id = hit.entry.id
        fields = tuple(told[id] for told in scores if id in told)
        explained[id] = Explanation(
            engine_score=sum(field.score for field in fields),
            engine_place=before.get(id, 0 if learned else place),
            place=place,
            fields=fields,
            lacking=_lacking(hit, found),
            ranked=id in moved,
            lifts=tuple(moved.get(id, ())),
            demoted=not sort and hit.entry.status in ENDED,
            addressed=id in meant or hit.entry.document in meant,
        )
    return explained


def with_explanations(groups: Sequence[Group], why: Mapping[str, Explanation]) -> tuple[Group, ...]:
    """The groups, each hit with its explanation."""
    return tuple(
        replace(group, hits=tuple(replace(hit, explanation=why.get(hit.entry)) for hit in group.hits))
        for group in groups
    )


def _field(clause: Clause, hits: Sequence[Hit], index: SearchIndex) -> dict[str, FieldScore]:
    """The score of one field for each hit that has any."""
    whole = _scores(clause, hits, index)
    size = index.count()
    held = index.frequency(clause.field, [term for term, _ in clause.terms])
    weights = {term: math.log(1 + (size - min(n, size) + 0.5) / (n + 0.5)) for term, n in held.items() if n}
    telling = sorted(weights, key=lambda term: -weights[term])[:_MOST_TERMS]
    times = dict(clause.terms)
    alone = {term: _scores(Clause(clause.field, ((term, times[term]),), clause.boost), hits, index) for term in telling}
    return {
        id: FieldScore(
            clause.field,
            score,
            tuple(
                sorted(
                    (Term(term, weights[term], by[id]) for term, by in alone.items() if by.get(id)),
                    key=lambda one: -one.score,
                )
            ),
        )
        for id, score in whole.items()
    }


def _scores(clause: Clause, hits: Sequence[Hit], index: SearchIndex) -> dict[str, float]:
    only = Filter("id", tuple(hit.entry.id for hit in hits))
    if not only.values:
        return {}
    made = Plan(clauses=(clause,), filters=(only,), limit=len(hits), texts=False, count=False)
    return {hit.entry.id: hit.score for hit in index.search(made).hits if hit.score > 0}


def _lacking(hit: Hit, found: Retrieved) -> tuple[str, ...]:
    """The words of the query that stand nowhere in the entry or the name of its document."""
    entry = hit.whole()
    text = "\n".join((entry.heading, entry.text, entry.name, entry.number, entry.title, entry.context))
    said = analysis.syllables(text)
    held = frozenset(analysis.folded(said) if found.query.bare else said)
    return tuple(term for term in forms(found.query) if term not in held)
