"""Related provisions of other documents: alike in their heaviest words, or joined by a reference."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from corpus.address import DocumentId, ProvisionId
from search import analysis
from search.answer import RelatedProvision
from search.index import Clause, Entry, Hit, Plan, SearchIndex
from search.locate import holding
from search.resolve import Library
from search.tuning import Related, Tuning


def related(
    id: ProvisionId, index: SearchIndex, library: Library, tuned: Tuning, *, limit: int
) -> tuple[RelatedProvision, ...]:
    """Provisions of other documents beside `id`, the best first; empty when the index does not hold it."""
    source = holding([id], index).get(id)
    if source is None:
        return ()
    links = _links(id, library)
    hits = alike(source, index, tuned.related)
    best = hits[0].score if hits else 1.0
    scored = []
    for hit in hits:
        reasons = links.get(hit.entry.document, ())
        scored.append((hit.score / best + tuned.related.shared * len(reasons), hit.entry, reasons))
    scored.sort(key=lambda one: (-one[0], one[1].id))
    return tuple(_shown(score, entry, reasons) for score, entry, reasons in scored[:limit])


def alike(source: Entry, index: SearchIndex, tuned: Related) -> tuple[Hit, ...]:
    """Entries of other documents by BM25 over the heaviest terms of `source`."""
    terms = heaviest(source, index, tuned.terms)
    clauses = tuple(Clause(field, tuple(weights.items())) for field, weights in terms.items() if weights)
    found = index.search(Plan(clauses, limit=tuned.depth, count=False)).hits
    return tuple(hit for hit in found if hit.entry.document != source.document)


def heaviest(source: Entry, index: SearchIndex, most: int) -> dict[str, dict[str, float]]:
    """The terms of an entry with the highest tf·idf, by field, at most `most` of them; the weight is the tf, damped."""
    said = analysis.syllables(f"{source.heading}\n{source.text}")
    counts = {"syllables": Counter(said), "bigrams": Counter(analysis.bigrams(said))}
    size = max(index.count(), 1)
    weighed: list[tuple[float, str, str, float]] = []
    for field, found in counts.items():
        held = index.frequency(field, list(found))
        for term, times in found.items():
            if held[term] > 1:
                damped = 1 + math.log(times)
                idf = math.log(1 + (size - min(held[term], size) + 0.5) / (held[term] + 0.5))
                weighed.append((damped * idf, field, term, damped))
    weighed.sort(reverse=True)
    chosen: dict[str, dict[str, float]] = {"syllables": {}, "bigrams": {}}
    for _, field, term, damped in weighed[:most]:
        chosen[field][term] = damped
    return chosen


def _links(id: ProvisionId, library: Library) -> dict[str, tuple[str, ...]]:
    """Other documents joined with this provision by a reference -> how."""
    joined: dict[str, list[str]] = {}
    for edge in library.references_in(id.document, id.path, below=True):
        joined.setdefault(str(edge.document), []).append("dẫn đến điều khoản này")
    for edge in library.references_out(id.document, id.path, below=True):
        target = edge.reference.target.document
        if isinstance(target, DocumentId):
            joined.setdefault(str(target), []).append("được điều khoản này dẫn")
    return {document: tuple(dict.fromkeys(how)) for document, how in joined.items() if document != str(id.document)}


def _shown(score: float, entry: Entry, reasons: Iterable[str]) -> RelatedProvision:
    return RelatedProvision(
        id=ProvisionId.parse(entry.id),
        name=entry.name,
        labels=entry.labels,
        heading=entry.heading,
        title=entry.title,
        reasons=(*reasons, "nội dung giống nhau"),
        score=score,
    )
