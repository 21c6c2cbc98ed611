"""Features from the other candidates: how provisions of the same document did, and the neighbours of a provision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.index import Hit
from search.ranking.counted import Asking, Counted, Table, share

_LEAST = 1e-9


def of_documents(asking: Asking, counted: Counted, hits: Sequence[Hit], score: Table) -> dict[str, Table]:
    """`score` is that of each candidate as a share of the best."""
    of = _numbered([hit.entry.document for hit in hits])
    many = int(of.max()) + 1
    best, total = np.zeros(many), np.zeros(many)
    np.maximum.at(best, of, score)
    np.add.at(total, of, score)
    held = np.zeros((many, len(asking.terms)), bool)
    np.logical_or.at(held, of, counted.times.sum(axis=1) > 0)
    weight = asking.idf * asking.content
    covered = share(held, weight)
    return {
        "of_document": np.bincount(of)[of].astype(float),
        "document_best": best[of],
        "document_sum": total[of],
        "document_place": np.log1p(of),  # documents are numbered in the order of their best
        "in_document_place": np.log1p(_place_within(of)),
        "document_covered": covered[of],
        "neighbour_score": _neighbours(hits, score),
    }


def among_alike(hits: Sequence[Hit], columns: Mapping[str, Table]) -> dict[str, Table]:
    """Each candidate beside those of the same heading, and beside those of its own document."""
    headings = [" ".join(hit.entry.heading.lower().split()) or f"\0{n}" for n, hit in enumerate(hits)]
    alike, own = _numbered(headings), _numbered([hit.entry.document for hit in hits])
    rank = np.array([float(hit.entry.rank) for hit in hits])
    score, title, heading, line = (
        columns[name] for name in ("score_share", "title_pairs", "heading_content", "line_bm25")
    )
    all_pairs = title + columns["heading_pairs"] + columns["text_pairs"]
    return {
        "alike_count": np.log(np.bincount(alike)[alike].astype(float)),
        "alike_score": score / np.maximum(_best_of(score, alike), _LEAST),
        "alike_title": _best_of(title, alike) - title,
        "alike_rank": _best_of(rank, alike) - rank,
        "doc_score": score / np.maximum(_best_of(score, own), _LEAST),
        "doc_heading": heading - _best_of(heading, own),
        "doc_line": line / np.maximum(_best_of(line, own), _LEAST),
        "title_pairs_share": title / np.maximum(all_pairs, _LEAST),
    }


def _numbered(names: Sequence[str]) -> np.typing.NDArray[np.int64]:
    numbers = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64)


def _best_of(values: Table, group: np.typing.NDArray[np.int64]) -> Table:
    """The best value in the group of each."""
    best = np.full(int(group.max()) + 1, -np.inf)
    np.maximum.at(best, group, values)
    return best[group]


def _place_within(of: np.typing.NDArray[np.int64]) -> Table:
    """How many candidates of the same document come before."""
    seen: dict[int, int] = {}
    places = []
    for document in of.tolist():
        places.append(float(seen.get(document, 0)))
        seen[document] = seen.get(document, 0) + 1
    return np.array(places)


def _neighbours(hits: Sequence[Hit], share: Table) -> Table:
    """The better score of the provisions before and after, where these are candidates."""
    known = {(hit.entry.document, hit.entry.order): float(value) for hit, value in zip(hits, share, strict=True)}
    return np.array(
        [max(known.get((hit.entry.document, hit.entry.order + step), 0.0) for step in (-1, 1)) for hit in hits]
    )
