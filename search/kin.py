"""What may be related to a provision: entries of other documents that are alike, cite, are cited, or stand in documents
that references join to its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search import analysis
from search.index import Clause, Entry, Filter, Hit, Minimum, Plan, SearchIndex
from search.places import numbered, places
from search.tuning import Related

_FIELDS = ("syllables", "bigrams")
_MOST_OWN = 2_000  # entries of the provision's own document whose references are read
_MOST_CITING = 500  # entries that cite that document


@dataclass(frozen=True, slots=True)
class Source:
    """A provision and what is known of it here, for its candidates to be compared with."""

    entry: Entry
    said: frozenset[str]  # syllables of its heading and text
    text: str  # the same in order, a blank between two and at both ends
    heading: tuple[str, ...]  # different syllables, in order
    title: tuple[str, ...]  # of its document
    idf: Mapping[str, float]  # of all these
    rarity: Mapping[str, float]  # idf of what it cites
    cites: Mapping[str, int]  # document -> entries of its own document that cite it
    cited_by: Mapping[str, int]  # document -> entries of it that cite its own document

    @property
    def wanted(self) -> tuple[str, ...]:
        """Syllables whose places in the candidates tell something."""
        return tuple(dict.fromkeys((*self.heading, *self.title)))


@dataclass(frozen=True, slots=True)
class Kin:
    """A provision with its candidates, the most alike first; likeness is a share of the best, 0 where it is none."""

    source: Source
    hits: tuple[Hit, ...]
    likeness: Mapping[str, float]  # id -> share
    linked: frozenset[str]  # ids of those found in documents that a reference joins


def kin(entry: Entry, index: SearchIndex, tuned: Related) -> Kin:
    """Everything that may be related to an entry."""
    size = max(index.count(), 1)
    weights = {field: _weights(entry, field, index, size) for field in _FIELDS}
    source = _source(entry, index, size, {term: idf for term, _, idf in weights["syllables"]})
    heaviest = _heaviest(weights, tuned.terms)

    def found(limit: int, *, minimums: tuple[Minimum, ...] = (), within: Sequence[str] = ()) -> tuple[Hit, ...]:
        plan = Plan(
            clauses=() if minimums else heaviest,
            minimums=minimums,
            filters=(Filter("document", tuple(within)),) if within else (),
            without=(Filter("document", (entry.document,)),),
            limit=limit,
            wanted=source.wanted,
            texts=False,
            count=False,
        )
        return index.search(plan).hits

    joined_to = [id for id in _most(source.cites) if id != entry.document]
    joined_to = list(dict.fromkeys((*joined_to, *_most(source.cited_by))))
    alike = found(tuned.depth) if heaviest else ()  # a text without words would find everything
    linked = found(tuned.linked_depth, within=joined_to) if heaviest and joined_to else ()
    held = index.frequency("cites", entry.cites)
    joining = tuple(id for id in (entry.id, *entry.cites) if id and held.get(id, 0) <= tuned.depth)
    joined = found(tuned.depth, minimums=(Minimum("cites", joining, 1),)) if joining else ()
    best = max((hit.score for hit in alike), default=0.0) or 1.0
    likeness = {hit.entry.id: hit.score / best for hit in (*linked, *alike)}
    hits = {hit.entry.id: hit for hit in (*_cited(source, index), *joined, *linked, *alike)}
    ordered = sorted(hits.values(), key=lambda hit: (-likeness.get(hit.entry.id, 0.0), hit.entry.id))
    return Kin(source, tuple(ordered), likeness, frozenset(hit.entry.id for hit in linked))


def is_document(id: str) -> bool:
    """True for the id of a document, False for that of a provision in one."""
    return "#" not in id and "@" not in id


def rarity(size: int, held: int) -> float:
    """idf of what stands in `held` of `size` entries."""
    return math.log(1 + (size - min(held, size) + 0.5) / (held + 0.5))


def _most(counts: Mapping[str, int], most: int = 60) -> list[str]:
    return [id for id, _ in Counter(counts).most_common(most)]


def _source(entry: Entry, index: SearchIndex, size: int, idf: dict[str, float]) -> Source:
    heading = tuple(dict.fromkeys(analysis.syllables(entry.heading)))
    title = tuple(dict.fromkeys(analysis.syllables(entry.title)))
    others = index.frequency("syllables", [term for term in title if term not in idf])
    held = index.frequency("cites", entry.cites)
    own = Plan(filters=(Filter("document", (entry.document,)),), limit=_MOST_OWN, texts=False, count=False)
    told = index.search(own).hits if entry.document else (Hit(entry, 0.0),)
    citing = Plan(
        minimums=(Minimum("cites", (entry.document,), 1),),
        without=own.filters,
        limit=_MOST_CITING,
        texts=False,
        count=False,
    )
    return Source(
        entry=entry,
        said=frozenset(idf),
        text=f" {' '.join(analysis.syllables(f'{entry.heading} {entry.text}'))} ",
        heading=heading,
        title=title,
        idf=idf | {term: rarity(size, n) for term, n in others.items()},
        rarity={id: rarity(size, held[id]) for id in entry.cites},
        cites=Counter(id for hit in told for id in hit.entry.cites if is_document(id)),
        cited_by=Counter(hit.entry.document for hit in (index.search(citing).hits if entry.document else ())),
    )


def _cited(source: Source, index: SearchIndex) -> list[Hit]:
    """The provisions that the source cites."""
    wanted = numbered(source.wanted)
    cited = index.get(list(source.entry.cites)).values()
    return [
        Hit(entry, 0.0, places(entry.heading, entry.text, wanted, bare=False))
        for entry in cited
        if entry.path and entry.document != source.entry.document
    ]


def _weights(entry: Entry, field: str, index: SearchIndex, size: int) -> list[tuple[str, float, float]]:
    """The terms of an entry, each with its tf, damped, and its idf; one that stands nowhere else has no tf."""
    said = analysis.syllables(f"{entry.heading}\n{entry.text}")
    counts = Counter(said if field == "syllables" else analysis.bigrams(said))
    held = index.frequency(field, list(counts))
    return [
        (term, 1 + math.log(times) if held[term] > 1 else 0.0, rarity(size, held[term]))
        for term, times in counts.items()
    ]


def _heaviest(weights: Mapping[str, Sequence[tuple[str, float, float]]], most: int) -> tuple[Clause, ...]:
    """The terms with the highest tf·idf over all fields; the weight of each is its tf."""
    weighed = [(tf * idf, field, term, tf) for field, told in weights.items() for term, tf, idf in told if tf]
    chosen = sorted(weighed, reverse=True)[:most]
    terms = {field: tuple((term, tf) for _, of, term, tf in chosen if of == field) for field in weights}
    return tuple(Clause(field, terms[field]) for field in weights if terms[field])
