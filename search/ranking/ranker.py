"""The learned ranker: the best candidates of an engine in a better order; without its model file or lightgbm, none.

A LightGBM model of small trees (LambdaRank); of several, the mean of what they say counts. What it looks at stands in
`features` (for related provisions in `kinship`), how it was made in docs/ranking.md.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from search.index import Hit
from search.ranking import kinship
from search.ranking.counted import Asking, Table
from search.ranking.features import NAMES, features

if TYPE_CHECKING:
    import lightgbm

log = logging.getLogger(__name__)

#: Candidates that are put in a new order; what comes behind them stays.
DEPTH = 100

_FOLDER = "models"
_LEAST = 1e-9
_NO_MODEL = "ranking without the learned ranker: %s"


@dataclass(frozen=True, slots=True)
class Moved:
    """How much a feature lifted (or lowered) a hit among the candidates."""

    feature: str
    value: float
    by: float


class Ranker:
    """Puts hits in order by models of features that `names` tells."""

    def __init__(self, boosters: Sequence[lightgbm.Booster], names: Sequence[str] = NAMES) -> None:
        self._boosters = tuple(boosters)
        self._columns = [names.index(name) for name in self._boosters[0].feature_name()]

    def rank(self, asking: Asking, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The first `DEPTH` hits in a new order with new scores, the others behind them as they came."""
        head, rest = hits[:DEPTH], hits[DEPTH:]
        if len(head) < 2 or not asking.terms:
            return tuple(hits)
        scores = self.scores(features(asking, head))
        floor = rest[0].score if rest else 0.0
        lifted = scores - scores.min() + floor
        order = np.argsort(-lifted, kind="stable")
        scored = (Hit(head[n].entry, float(lifted[n]), head[n].places, head[n].unpack) for n in order)
        return (*scored, *rest)

    def scores(self, table: Table) -> Table:
        """The mean of the models' answers for each row of features, each in its own deviations below the best."""
        raw = self.raw(table)
        return np.asarray(((raw - raw.max(axis=0)) / np.maximum(raw.std(axis=0), _LEAST)).mean(axis=1))

    def raw(self, table: Table) -> Table:
        """What each model says of each row, a column each."""
        rows = np.ascontiguousarray(table[:, self._columns])
        return np.column_stack([one.predict(rows, num_threads=1, raw_score=True) for one in self._boosters])

    def moved(self, asking: Asking, hits: Sequence[Hit], *, most: int = 5) -> Mapping[str, tuple[Moved, ...]]:
        """By id of a hit, the features that moved it most, the strongest first; for explaining, not for ranking."""
        head = hits[:DEPTH]
        table = features(asking, head)[:, self._columns]
        shares = [np.asarray(one.predict(table, num_threads=1, pred_contrib=True), float) for one in self._boosters]
        by = np.mean(shares, axis=0)[:, :-1]
        told = {}
        for n, hit in enumerate(head):
            strongest = np.argsort(-np.abs(by[n]), kind="stable")[:most]
            told[hit.entry.id] = tuple(
                Moved(NAMES[self._columns[k]], float(table[n, k]), float(by[n, k])) for k in strongest if by[n, k]
            )
        return told


@cache
def ranker() -> Ranker | None:
    """The ranker that ships with the package; None, said once in the log, where it cannot be loaded."""
    return load(_shipped(_FOLDER))


@cache
def related_ranker() -> Ranker | None:
    """That of related provisions, over the features of `kinship`."""
    return load(_shipped(_FOLDER, "related"), kinship.NAMES)


def _shipped(*path: str) -> list[str]:
    folder = files("search.ranking").joinpath(*path)
    held = [one for one in folder.iterdir() if one.name.endswith(".txt")] if folder.is_dir() else []
    return [one.read_text(encoding="utf-8") for one in sorted(held, key=lambda one: one.name)]


def load(models: Sequence[str], names: Sequence[str] = NAMES) -> Ranker | None:
    """A ranker from the texts of models; None where there is none, or where lightgbm or its libraries are missing."""
    if not models:
        log.warning(_NO_MODEL, "no model file")
        return None
    try:
        import lightgbm

        return Ranker([lightgbm.Booster(model_str=text) for text in models], names)
    except (ImportError, OSError, ValueError) as error:  # OSError: no libgomp; ValueError: other features
        log.warning(_NO_MODEL, error)
        return None
