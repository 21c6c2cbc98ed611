"""Training of the ranker: features of judged candidates -> the models that ship; and how well it does out of fold.

    python -m tests.quality.train_ranker

is the command; it brings the judged questions. What is here knows nothing of where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from search.ranking import kinship
from search.ranking.counted import Longs, Table
from search.ranking.features import NAMES
from search.ranking.ranker import Ranker

FOLDS = 5
SEED = 1

_SHARED: Mapping[str, Any] = {
    "metric": "None",
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "max_bin": 63,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": SEED,
}

#: Name of a model -> its parameters and its number of trees.
Models = Mapping[str, tuple[Mapping[str, Any], int]]

MODELS: Models = {
    "lambdarank": (
        {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 15,
            "num_leaves": 12,
            "learning_rate": 0.05,
            "lambda_l2": 10,
        },
        250,
    ),
}

#: More of one of these never lowers a provision: what few questions seem to say against it is chance.
RISING = frozenset(
    {
        "score_share", "bm25_syllables", "bm25_pairs", "text_syllables", "text_pairs",
        "covered", "covered_content", "covered_weight", "covered_content_weight", "all_content",
        "heading_content", "heading_pairs_share", "heading_exact", "heading_run", "title_content", "named_content",
        "named_pairs", "pair_share", "pair_content", "triple_share", "quad_share", "longest_run", "idf_run",
        "idf_triples", "window_narrow", "window_wide", "window_content", "window_far", "window_pairs",
        "line_content", "line_pairs", "line_bm25", "line_named", "line_named_pairs", "line_defines",
    }
) | frozenset(name for name in NAMES if name.startswith("rel_"))  # fmt: skip

RELATED: Models = {
    "lambdarank": (
        {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 20,
            "num_leaves": 15,
            "learning_rate": 0.08,
            "lambda_l2": 10,
            "min_data_in_leaf": 100,
        },
        200,
    ),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is trained: the features that there are, and the models made of them."""

    names: Sequence[str]
    models: Models
    rising: frozenset[str] = frozenset()


#: Of the ranker of search, and of that of related provisions.
RANKER, KINSHIP = Kind(NAMES, MODELS, RISING), Kind(kinship.NAMES, RELATED)


@dataclass(frozen=True, slots=True)
class Judged:
    """A set of questions: the features of their candidates, which are answers, and the fold of each question.

    `relevant` counts the answers of a question, found or not; `weight` is that of each row in training.
    """

    name: str
    rows: npt.NDArray[np.float32]
    answers: npt.NDArray[np.int8]
    sizes: Longs
    folds: Longs
    relevant: Longs
    weight: float = 1.0

    def questions(self, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """The rows of the chosen questions."""
        return np.repeat(chosen, self.sizes)


def fit(
    sets: Sequence[Judged], *, without: int | None = None, features: Sequence[str] | None = None, kind: Kind = RANKER
) -> dict[str, str]:
    """The texts of the models, trained on all sets; `without` leaves one fold out."""
    features = features or kind.names
    columns = [kind.names.index(name) for name in features]
    rows, answers, sizes, weights = [], [], [], []
    for one in sets:
        chosen = np.ones(len(one.sizes), bool) if without is None else one.folds != without
        kept = one.questions(chosen)
        rows.append(one.rows[kept][:, columns])
        answers.append(one.answers[kept])
        sizes.append(one.sizes[chosen])
        weights.append(np.full(int(kept.sum()), one.weight))
    made = {}
    rising = {"monotone_constraints": [int(name in kind.rising) for name in features]} if kind.rising else {}
    for name, (parameters, trees) in kind.models.items():
        data = lightgbm.Dataset(
            np.vstack(rows),
            np.concatenate(answers),
            group=np.concatenate(sizes),
            weight=np.concatenate(weights),
            feature_name=list(features),
            free_raw_data=False,
        )
        booster = lightgbm.train({**_SHARED, **parameters, **rising}, data, trees)
        made[name] = booster.model_to_string()
    return made


def scored(models: Mapping[str, str], one: Judged, kind: Kind = RANKER) -> Table:
    """The ranker's score of every row, question by question."""
    ranker = Ranker([lightgbm.Booster(model_str=text) for _, text in sorted(models.items())], kind.names)
    ends = np.cumsum(one.sizes)
    rows = one.rows.astype(float)
    parts = [ranker.scores(rows[end - size : end]) for end, size in zip(ends, one.sizes, strict=True) if size]
    return np.concatenate(parts)


def out_of_fold(
    sets: Sequence[Judged], also: Sequence[Judged] = (), *, features: Sequence[str] | None = None, kind: Kind = RANKER
) -> dict[str, Table]:
    """Scores of every set by models that saw none of its fold; `also` are sets judged but not trained on."""
    found = {one.name: np.zeros(len(one.answers)) for one in (*sets, *also)}
    for fold in range(FOLDS):
        models = fit(sets, without=fold, features=features, kind=kind)
        for one in (*sets, *also):
            if (one.folds == fold).any():
                found[one.name][one.questions(one.folds == fold)] = scored(models, _part(one, fold), kind)
    return found


def _part(one: Judged, fold: int) -> Judged:
    chosen = one.folds == fold
    kept = one.questions(chosen)
    return Judged(
        one.name, one.rows[kept], one.answers[kept], one.sizes[chosen], one.folds[chosen], one.relevant[chosen]
    )


def measured(one: Judged, score: npt.NDArray[np.floating[Any]]) -> tuple[float, float]:
    """Acc@1 and MRR@10 of the order that scores give."""
    first, reciprocal = 0.0, 0.0
    asked = max(int((one.relevant > 0).sum()), 1)
    ends = np.cumsum(one.sizes)
    for end, size, relevant in zip(ends, one.sizes, one.relevant, strict=True):
        order = np.argsort(-score[end - size : end], kind="stable")
        ranks = np.flatnonzero(one.answers[end - size : end][order])
        if relevant and len(ranks):
            first += ranks[0] == 0
            reciprocal += 1 / (ranks[0] + 1) if ranks[0] < 10 else 0.0
    return first / asked, reciprocal / asked


def importance(models: Mapping[str, str]) -> dict[str, float]:
    """Share of the gain of each feature, over all models, the greatest first."""
    gains: dict[str, float] = {}
    for text in models.values():
        booster = lightgbm.Booster(model_str=text)
        gain = booster.feature_importance("gain")
        for name, value in zip(booster.feature_name(), gain / gain.sum(), strict=True):
            gains[name] = gains.get(name, 0.0) + float(value) / len(models)
    return dict(sorted(gains.items(), key=lambda item: -item[1]))
