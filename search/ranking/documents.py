"""Features from the other candidates: how provisions of the same document did, and the neighbours of a provision."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.index import Hit
from search.ranking.counted import Asking, Counted, Table

_LEAST = 1e-9


def of_documents(asking: Asking, counted: Counted, hits: Sequence[Hit], share: Table) -> dict[str, Table]:
    """`share` is the score of each candidate as a share of the best."""
    numbers = {name: n for n, name in enumerate(dict.fromkeys(hit.entry.document for hit in hits))}
    of = np.array([numbers[hit.entry.document] for hit in hits], np.int64)
    best, total = np.zeros(len(numbers)), np.zeros(len(numbers))
    np.maximum.at(best, of, share)
    np.add.at(total, of, share)
    held = np.zeros((len(numbers), len(asking.terms)), bool)
    np.logical_or.at(held, of, counted.times.sum(axis=1) > 0)
    weight = asking.idf * asking.content
    covered = (held @ weight) / max(float(weight.sum()), _LEAST)
    return {
        "of_document": np.bincount(of, minlength=len(numbers))[of].astype(float),
        "document_best": best[of],
        "document_sum": total[of],
        "document_place": np.log1p(of),  # documents are numbered in the order of their best
        "in_document_place": np.log1p(_place_within(of)),
        "document_covered": covered[of],
        "neighbour_score": _neighbours(hits, share),
    }


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
