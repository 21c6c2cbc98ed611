"""What the ranker of related provisions looks at: numbers about a provision and a candidate, for any library.

Likeness of words, references either way and shared, references between the two documents, how headings and titles
agree, whether one names the law of the other, the step in rank between them. No year, date, name or number is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search import analysis
from search.index import Entry, Hit
from search.kin import Kin, Source, is_document
from search.ranking.counted import Table

_LEAST = 1e-9

NAMES = (
    "likeness", "likeness_place", "linked_likeness",
    "cited", "document_cited", "cites", "cites_document", "shared", "shared_count",
    "documents_cited", "documents_citing", "documents_shared",
    "heading_alike", "heading_covered", "heading_in_text", "heading_pairs", "same_heading",
    "title_alike", "title_in_text", "title_in_heading", "own_title_in_text",
    "of_document", "document_best", "document_sum", "in_document_place", "neighbour",
    "named", "rank_step", "same_rank", "text_length", "own_length",
    "text_covered", "rel_heading_in_text", "rel_title_alike", "rel_title_in_text", "rel_document_sum",
)  # fmt: skip

_KIND = re.compile(r"^(?:bộ luật|luật|pháp lệnh) ")

#: What is also told as a share of the best in the list.
_COMPARED = ("heading_in_text", "title_alike", "title_in_text", "document_sum")


def kinship(found: Kin) -> Table:
    """A row of `NAMES` for each candidate."""
    if not found.hits:
        return np.zeros((0, len(NAMES)))
    likeness = np.array([found.likeness.get(hit.entry.id, 0.0) for hit in found.hits])
    entries = [hit.entry for hit in found.hits]
    linked = np.array([hit.entry.id in found.linked for hit in found.hits])
    columns = {"likeness": likeness, "likeness_place": np.log1p(np.arange(len(entries)))}
    columns["linked_likeness"] = likeness * linked
    columns |= _references(found.source, entries)
    columns |= _names(found.source, entries)
    columns |= _words(found.source, found.hits)
    columns |= _documents(entries, likeness)
    columns |= {f"rel_{name}": columns[name] / max(float(columns[name].max()), _LEAST) for name in _COMPARED}
    return np.column_stack([columns[name] for name in NAMES])


def _references(source: Source, entries: Sequence[Entry]) -> dict[str, Table]:
    mine, own = set(source.entry.cites), source.entry
    both = [mine.intersection(entry.cites) for entry in entries]
    return {
        "cited": _column(entry.id in mine for entry in entries),
        "document_cited": _column(entry.document in mine for entry in entries),
        "cites": _column(own.id in entry.cites for entry in entries),
        "cites_document": _column(own.document in entry.cites for entry in entries),
        "shared": _column(sum(source.rarity[id] for id in sorted(ids)) for ids in both),
        "shared_count": _column(len(ids) for ids in both),
        "documents_cited": np.log1p(_column(source.cites.get(entry.document, 0) for entry in entries)),
        "documents_citing": np.log1p(_column(source.cited_by.get(entry.document, 0) for entry in entries)),
        "documents_shared": _column(
            len({id for id in entry.cites if is_document(id)} & source.cites.keys()) for entry in entries
        ),
    }


def _names(source: Source, entries: Sequence[Entry]) -> dict[str, Table]:
    """How the heading and the title of the document agree with those of the source, and with its text."""
    heading, pairs = frozenset(source.heading), frozenset(pairwise(source.heading))
    title = frozenset(source.title)
    weight = sum(source.idf[term] for term in source.heading)
    headings, titles = [_said(entry.heading) for entry in entries], [_said(entry.title) for entry in entries]
    return {
        "heading_alike": _column(_alike(heading, said) for said, _ in headings),
        "heading_covered": _column(
            sum(source.idf[term] for term in source.heading if term in said) / max(weight, _LEAST)
            for said, _ in headings
        ),
        "heading_pairs": _column(len(pairs & theirs) / max(len(pairs), 1) for _, theirs in headings),
        "same_heading": _column(bool(heading) and heading == said for said, _ in headings),
        "title_alike": _column(_alike(title, said) for said, _ in titles),
        "title_in_text": _column(len(said & source.said) / max(len(said), 1) for said, _ in titles),
        "title_in_heading": _column(len(said & heading) / max(len(said), 1) for said, _ in titles),
        "rank_step": _column(entry.rank - source.entry.rank for entry in entries),
        "same_rank": _column(entry.rank == source.entry.rank for entry in entries),
        "named": _column(is_named(source, entry) for entry in entries),
    }


def is_named(source: Source, entry: Entry) -> bool:
    """True when the source says the name of the law that an entry stands in: "pháp luật về thống kê" names the Luật
    Thống kê.
    """
    return f" {_KIND.sub('', ' '.join(analysis.syllables(entry.title)))} " in source.text if entry.title else False


def _words(source: Source, hits: Sequence[Hit]) -> dict[str, Table]:
    """Which of the syllables of the source's heading and title stand in heading and text of the candidates."""
    wanted = source.wanted
    weight = np.array([source.idf[term] for term in wanted])
    heading, title = (np.array([term in of for term in wanted], bool) for of in (source.heading, source.title))
    held = np.zeros((len(hits), len(wanted)), bool)
    for row, hit in enumerate(hits):
        if hit.places is not None:
            held[row, hit.places.heading.term] = True
            held[row, hit.places.text.term] = True
    lengths = _column(hit.places.text.length if hit.places else 0 for hit in hits)

    def part(of: npt.NDArray[np.bool_]) -> Table:
        return np.asarray(held @ (weight * of) / max(float((weight * of).sum()), _LEAST))

    return {
        "heading_in_text": part(heading),
        "own_title_in_text": part(title),
        "text_covered": part(heading | title),
        "text_length": np.log1p(lengths),
        "own_length": np.full(len(hits), np.log1p(len(source.said))),
    }


def _documents(entries: Sequence[Entry], likeness: Table) -> dict[str, Table]:
    """How the other candidates of the same document did, and the neighbours of each."""
    numbers = {name: n for n, name in enumerate(dict.fromkeys(entry.document for entry in entries))}
    of = np.array([numbers[entry.document] for entry in entries], np.int64)
    best, total = np.zeros(len(numbers)), np.zeros(len(numbers))
    np.maximum.at(best, of, likeness)
    np.add.at(total, of, likeness)
    known = {(entry.document, entry.order): float(value) for entry, value in zip(entries, likeness, strict=True)}
    seen: Counter[int] = Counter()
    before = []
    for document in of.tolist():
        before.append(seen[document])
        seen[document] += 1
    return {
        "of_document": np.bincount(of)[of].astype(float),
        "document_best": best[of],
        "document_sum": total[of],
        "in_document_place": np.log1p(np.array(before, float)),
        "neighbour": _column(
            max(known.get((entry.document, entry.order + step), 0.0) for step in (-1, 1)) for entry in entries
        ),
    }


def _column(values: Iterable[float]) -> Table:
    return np.array(list(values), float)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


@lru_cache(maxsize=8192)
def _said(text: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    said = analysis.syllables(text)
    return frozenset(said), frozenset(pairwise(said))
