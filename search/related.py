"""Related provisions of other documents: alike in their heaviest words, joined by references, of the same subject.

`search.kin` finds what may be related, a small LightGBM model over `search.ranking.kinship` puts it in order; without
the model its likeness and its references are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.address import ProvisionId
from search.answer import RelatedProvision
from search.index import Entry, SearchIndex
from search.kin import Kin, kin
from search.locate import holding
from search.ranking.kinship import is_named, kinship
from search.ranking.order import ENDED
from search.ranking.ranker import related_ranker
from search.tuning import Related, Tuning

_CITED = ("được điều khoản này dẫn", "văn bản được điều khoản này dẫn", "thuộc văn bản mà văn bản này dẫn")
_CITES = ("dẫn đến điều khoản này", "dẫn đến văn bản này", "thuộc văn bản dẫn đến văn bản này")
_FEW = 5  # candidates below which deviations tell nothing
_SPREAD = 4.0  # deviations of the model's scores by which a score falls to 1/e of another


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
    return _list(source, index, tuned, limit) if source else ()


def related_to_text(
    text: str, cites: Sequence[str], index: SearchIndex, tuned: Tuning, *, limit: int
) -> tuple[RelatedProvision, ...]:
    """The same beside a text that is in no document here; `cites` are ids of the documents and provisions it cites."""
    return _list(Entry("", "", "", text, cites=tuple(cites)), index, tuned, limit)


def _list(source: Entry, index: SearchIndex, tuned: Tuning, limit: int) -> tuple[RelatedProvision, ...]:
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
    """Entries of other documents that may be related, the best first."""
    found = kin(source, index, tuned)
    learned = related_ranker()
    if learned is None or len(found.hits) < _FEW:
        scores = [added_up(found, hit.entry, tuned) for hit in found.hits]
    else:
        scores = np.exp(learned.scores(kinship(found)) / _SPREAD).tolist()
    judged = [Akin(hit.entry, score, _reasons(found, hit.entry)) for hit, score in zip(found.hits, scores, strict=True)]
    return tuple(sorted(judged, key=_best_first))


def added_up(found: Kin, entry: Entry, tuned: Related) -> float:
    """Likeness and references, each with its weight, where there is no model."""
    source = found.source.entry
    score = found.likeness.get(entry.id, 0.0)
    for mine, other in ((source, entry), (entry, source)):
        if other.id in mine.cites:
            score += tuned.exact
        elif other.document in mine.cites:
            score += tuned.document
    return score + tuned.shared * sum(found.source.rarity[id] for id in source.cites if id in set(entry.cites))


def _reasons(found: Kin, entry: Entry) -> tuple[str, ...]:
    source = found.source.entry
    told = (
        _by_reference(entry, source.cites, found.source.cites, _CITED),
        _by_reference(
            source, entry.cites, (source.document,) if entry.document in found.source.cited_by else (), _CITES
        ),
        "được điều khoản này nhắc tên" if is_named(found.source, entry) else "",
        "cùng dẫn một văn bản" if not set(source.cites).isdisjoint(entry.cites) else "",
        "cùng tên" if source.heading and source.heading.casefold() == entry.heading.casefold() else "",
        "nội dung giống nhau" if found.likeness.get(entry.id) else "",
    )
    return tuple(filter(None, told))


def _by_reference(to: Entry, cites: Collection[str], documents: Collection[str], said: tuple[str, str, str]) -> str:
    """How one provision refers to the other: to it, to its document, or only its document to that one."""
    exactly, broadly, between = said
    if to.id and to.id in cites:
        return exactly
    if to.document and to.document in cites:
        return broadly
    return between if to.document and to.document in documents else ""


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
