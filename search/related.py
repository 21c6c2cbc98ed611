"""Related provisions of other documents: alike in their heaviest words, or joined by references."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.address import ProvisionId
from search import analysis
from search.answer import RelatedProvision
from search.index import Clause, Entry, Filter, Minimum, Plan, SearchIndex
from search.locate import holding
from search.ranking.order import ENDED
from search.tuning import Related, Tuning

_FIELDS = ("syllables", "bigrams")


@dataclass(frozen=True, slots=True)
class Akin:
    """An entry of another document, how much it is to be looked at, and why."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


def related(id: ProvisionId, index: SearchIndex, tuned: Tuning, *, limit: int) -> tuple[RelatedProvision, ...]:
    """Provisions of other documents beside `id`, the best first; empty when the index does not hold it.

    What has no force comes behind its like, and no document fills the list while others have something to say.
    """
    source = holding([id], index).get(id)
    if source is None:
        return ()
    found = [_lowered(one, tuned.related) for one in akin(source, index, tuned.related)]
    return tuple(_shown(one) for one in _spread(sorted(found, key=_best_first), tuned.related.per_document, limit))


def _lowered(one: Akin, tuned: Related) -> Akin:
    return replace(one, score=one.score * tuned.ended_share) if one.entry.status in ENDED else one


def _spread(found: Sequence[Akin], most: int, limit: int) -> tuple[Akin, ...]:
    """The first `limit`, at most so many of a document; those left over only fill what stays free."""
    taken: Counter[str] = Counter()
    first: list[Akin] = []
    over: list[Akin] = []
    for one in found:
        taken[one.entry.document] += 1
        (first if taken[one.entry.document] <= most else over).append(one)
    return tuple(sorted((*first, *over[: max(0, limit - len(first))]), key=_best_first)[:limit])


def _best_first(one: Akin) -> tuple[float, str]:
    return -one.score, one.entry.id


def akin(source: Entry, index: SearchIndex, tuned: Related) -> tuple[Akin, ...]:
    """Entries of other documents by likeness of words and by references, the best first."""
    elsewhere = (Filter("document", (source.document,)),)
    heaviest = _heaviest(source, index, tuned.terms)  # none in a text without words, which would find everything
    plan = Plan(heaviest, without=elsewhere, limit=tuned.depth, count=False)
    alike = index.search(plan).hits if heaviest else ()
    held = index.frequency("cites", source.cites)
    joining = (source.id, *(id for id in source.cites if held[id] <= tuned.depth))
    joined = index.search(
        Plan(minimums=(Minimum("cites", joining, 1),), without=elsewhere, limit=tuned.depth, count=False)
    )
    cited = index.get(list(source.cites)).values()
    likeness = {hit.entry.id: hit.score / alike[0].score for hit in alike}
    candidates = {hit.entry.id: hit.entry for hit in (*alike, *joined.hits)}
    candidates |= {entry.id: entry for entry in cited if entry.path and entry.document != source.document}
    size = max(index.count(), 1)
    idf = {id: _rarity(size, held[id]) for id in source.cites}
    found = [_judged(source, entry, likeness.get(id, 0.0), idf, tuned) for id, entry in candidates.items()]
    return tuple(sorted(found, key=_best_first))


def _judged(source: Entry, entry: Entry, likeness: float, idf: Mapping[str, float], tuned: Related) -> Akin:
    score, reasons = likeness, []
    for mine, other, exactly, broadly in (
        (source, entry, "được điều khoản này dẫn", "văn bản được điều khoản này dẫn"),
        (entry, source, "dẫn đến điều khoản này", "dẫn đến văn bản này"),
    ):
        if other.id in mine.cites:
            score += tuned.exact
            reasons.append(exactly)
        elif other.document in mine.cites:
            score += tuned.document
            reasons.append(broadly)
    shared = [id for id in source.cites if id in set(entry.cites)]
    if shared:
        score += tuned.shared * sum(idf[id] for id in shared)
        reasons.append("cùng dẫn một văn bản")
    if likeness:
        reasons.append("nội dung giống nhau")
    return Akin(entry, score, tuple(reasons))


def _heaviest(source: Entry, index: SearchIndex, most: int) -> tuple[Clause, ...]:
    """The terms of an entry with the highest tf·idf over all fields; the weight is the tf, damped."""
    said = analysis.syllables(f"{source.heading}\n{source.text}")
    counts = {"syllables": Counter(said), "bigrams": Counter(analysis.bigrams(said))}
    size = max(index.count(), 1)
    weighed: list[tuple[float, str, str, float]] = []
    for field in _FIELDS:
        held = index.frequency(field, list(counts[field]))
        for term, times in counts[field].items():
            if held[term] > 1:  # one is the entry itself
                damped = 1 + math.log(times)
                weighed.append((damped * _rarity(size, held[term]), field, term, damped))
    chosen = sorted(weighed, reverse=True)[:most]
    terms = {field: tuple((term, damped) for _, of, term, damped in chosen if of == field) for field in _FIELDS}
    return tuple(Clause(field, terms[field]) for field in _FIELDS if terms[field])


def _rarity(size: int, held: int) -> float:
    return math.log(1 + (size - min(held, size) + 0.5) / (held + 0.5))


def _shown(one: Akin) -> RelatedProvision:
    entry = one.entry
    return RelatedProvision(
        id=ProvisionId.parse(entry.id),
        name=entry.name,
        labels=entry.labels,
        heading=entry.heading,
        title=entry.title,
        reasons=one.reasons,
        score=one.score,
        status=entry.status,
    )
