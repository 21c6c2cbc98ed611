"""Query -> Plan: what an engine is to do, with the boosts and thresholds of `tuning.toml`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from search import abbreviations, analysis
from search.index import Clause, Filter, Minimum, Phrase, Plan, Range
from search.query import Query
from search.spelling import Speller
from search.tuning import Tuning


def plan(
    query: Query,
    tuned: Tuning,
    *,
    speller: Speller,
    filters: Mapping[str, Sequence[str]] | None = None,
    facets: Sequence[str] = (),
    sort: str = "",
    offset: int = 0,
    limit: int = 20,
    count: bool = True,
) -> Plan:
    """The plan for a query. Phrases and exclusions are compared without diacritics only if typed so."""
    return Plan(
        clauses=bare_clauses(query, tuned, speller) if query.bare else clauses(_with_abbreviations(query), tuned),
        minimums=minimums(query, tuned),
        phrases=tuple(_phrase(words, query, speller) for words in query.phrases),
        excluded=tuple(_phrase(words, query, speller) for words in query.excluded),
        ranges=tuple(_between(piece.value) for piece in query.filters if piece.what == "issued"),
        filters=tuple(Filter(name, tuple(values)) for name, values in (filters or {}).items() if values),
        facets=tuple(facets),
        sort=sort,
        offset=offset,
        limit=limit,
        count=count,
    )


def _between(days: str) -> Range:
    """The days that a piece tells, `20250101-20250331`."""
    first, _, last = days.partition("-")
    return Range("issued", int(first), int(last))


def clauses(text: str, tuned: Tuning) -> tuple[Clause, ...]:
    """One scored clause a tokenisation, a term that is said twice counted twice."""
    made = []
    for field, boost in tuned.typed:
        terms = tokens_for(field, text)
        if boost and terms:
            made.append(Clause(field, _weighted(terms), boost))
    return tuple(made)


def bare_clauses(query: Query, tuned: Tuning, speller: Speller) -> tuple[Clause, ...]:
    """The same for what was typed without marks: any marks for single syllables, likely ones for pairs and words."""
    said = analysis.folded([*query.syllables, *analysis.syllables(abbreviations.also(query.syllables))])
    reading = speller.read(said)
    terms = {
        "folded": _weighted(said),
        "bigrams": reading.pairs,
        "words": _weighted(analysis.segmented(" ".join(reading.syllables))),
    }
    return tuple(Clause(field, terms[field], boost) for field, boost in tuned.bare if boost and terms[field])


def _with_abbreviations(query: Query) -> str:
    return f"{query.plain}\n{abbreviations.also(query.syllables)}".strip()


def tokens_for(field: str, text: str) -> list[str]:
    """The tokens of a text as a token field holds them."""
    if field == "words":
        return analysis.segmented(text)
    found = analysis.syllables(text)
    return analysis.bigrams(found) if field == "bigrams" else found


def minimums(query: Query, tuned: Tuning) -> tuple[Minimum, ...]:
    """How many different syllables a hit must hold at all, and how many of them outside its document's title."""
    terms, rule = forms(query), tuned.minimum
    joint, own = ("folded", "own_folded") if query.bare else ("syllables", "own")
    terms = tuple(term for term in terms if not abbreviations.is_short(term))  # the text may write them out
    if not terms:
        return ()
    if len(terms) >= rule.sentence_from:
        return ()
    at_all = len(terms) if len(terms) <= rule.all_up_to else math.ceil(len(terms) * rule.share)
    return Minimum(joint, terms, at_all), Minimum(own, terms, math.ceil(len(terms) * rule.own))


def counting(made: Plan, query: Query, tuned: Tuning, weights: Mapping[str, float]) -> Plan:
    """The plan that counts what a plan finds.

    Of a question in sentences only what holds enough of its telling syllables is counted: nearly everything holds one
    of its words.
    """
    terms, rule = forms(query), tuned.minimum
    counted = replace(made, clauses=() if made.minimums else made.clauses, limit=0, offset=0, count=True)
    if len(terms) < rule.sentence_from:
        return counted
    telling = tuple(sorted(terms, key=lambda term: -weights.get(term, 0.0))[: rule.telling])
    enough = Minimum("own_folded" if query.bare else "own", telling, min(rule.of_telling, len(telling)))
    return replace(counted, clauses=(), minimums=(*made.minimums, enough))


def forms(query: Query) -> tuple[str, ...]:
    """The different syllables of a query as they are compared: folded where it is bare."""
    return tuple(dict.fromkeys(_as(query.syllables, query.bare)))


def _phrase(words: Sequence[str], query: Query, speller: Speller) -> Phrase:
    """A phrase with the marks that were typed; typed without any, with all that stand side by side in the index."""
    if not query.bare:
        return Phrase("syllables", tuple(words))
    bare = analysis.folded(words)
    if len(bare) == 1:
        return Phrase("folded", tuple(bare))
    first, *others = speller.runs(bare) or (tuple(bare),)
    return Phrase("syllables", first, tuple(others))


def _as(words: Sequence[str], bare: bool) -> tuple[str, ...]:
    return tuple(analysis.folded(words)) if bare else tuple(words)


def _weighted(terms: Iterable[str]) -> tuple[tuple[str, float], ...]:
    return tuple((term, float(times)) for term, times in Counter(terms).items())
