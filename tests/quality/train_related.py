"""Train the ranker of related provisions on official links and write its model; report how it does out of fold.

    python -m tests.quality.train_related --data DATA [--index KEPT] [--kept FEATURES.npz] [--write]

DATA holds `articles.jsonl.xz` and `related-dev.jsonl`. Asked are the articles with links to other documents, and only
these links count. A fold holds all questions of a document, so no model is judged on a document it has seen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines import open_index
from search.index import Entry, SearchIndex
from search.kin import kin
from search.ranking import kinship, train
from search.related import added_up
from search.tuning import tuning
from tests.quality import retrieval
from tests.quality.train_ranker import MODELS, tell

FOLDER = MODELS / "related"

#: One question in so many, by id, is enough: with all of them it takes three times as long.
EVERY = 3

_KEPT = ("rows", "answers", "sizes", "folds", "relevant", "by_hand")


def judged(index: SearchIndex, data: Path) -> dict[str, npt.NDArray[Any]]:
    """The features of all candidates, and the score of each without a model, by the names of `_KEPT`."""
    wanted = retrieval.read_wanted(data / "related-dev.jsonl", cross=True)
    asked = sorted(id for id, relevant in wanted.items() if relevant)[::EVERY]
    tuned = tuning().related
    rows, answers, by_hand = [], [], []
    for source in (_entry(id, index) for id in asked):
        found = kin(source, index, tuned)
        rows.append(kinship.kinship(found).astype(np.float32))
        answers.append([hit.entry.id in wanted[source.id] for hit in found.hits])
        by_hand.append([added_up(found, hit.entry, tuned) for hit in found.hits])
    folds = [zlib.crc32(retrieval.document_of(id).encode()) % train.FOLDS for id in asked]
    return {
        "rows": np.vstack(rows),
        "answers": np.array([one for of in answers for one in of], np.int8),
        "sizes": np.array([len(of) for of in answers], np.int64),
        "folds": np.array(folds, np.int64),
        "relevant": np.array([len(wanted[id]) for id in asked], np.int64),
        "by_hand": np.array([one for of in by_hand for one in of], float),
    }


def _entry(id: str, index: SearchIndex) -> Entry:
    return index.get([id])[id]


def gathered(data: Path, kept: Path | None, folder: Path) -> dict[str, npt.NDArray[Any]]:
    """The features, from a file made before where there is one."""
    if kept is not None and kept.exists():
        held = np.load(kept)
        return {name: held[name] for name in _KEPT}
    index = open_index("embedded", folder=folder)
    if index.count() == 0:
        index.replace(retrieval.entries(data / "articles.jsonl.xz", citing=True))
    made = judged(index, data)
    index.close()
    if kept is not None:
        np.savez_compressed(kept, allow_pickle=False, **made)
    return made


def measured(one: train.Judged, score: npt.NDArray[np.floating[Any]]) -> tuple[float, float]:
    """R@10 and MRR@10."""
    recalled, reciprocal = 0.0, 0.0
    ends = np.cumsum(one.sizes)
    for end, size, relevant in zip(ends, one.sizes, one.relevant, strict=True):
        ranks = np.flatnonzero(one.answers[end - size : end][np.argsort(-score[end - size : end], kind="stable")[:10]])
        recalled += len(ranks) / relevant
        reciprocal += 1 / (ranks[0] + 1) if len(ranks) else 0.0
    return recalled / len(one.sizes), reciprocal / len(one.sizes)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line described at the top."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.train_related", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/retrieval"))
    parser.add_argument("--index", type=Path, help="keep the index in this folder and use it again")
    parser.add_argument("--kept", type=Path, help="keep the features in this file and use them again")
    parser.add_argument("--write", action="store_true", help="write the model into the package")
    parsed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        made = gathered(parsed.data, parsed.kept, parsed.index or Path(temporary))
    one = train.Judged("related-dev", **{name: made[name] for name in _KEPT[:5]}, weight=1.0)
    found = train.out_of_fold([one], kind=train.KINSHIP)[one.name]
    held = np.add.reduceat(one.answers, np.append(0, np.cumsum(one.sizes)[:-1]))
    reached = float(np.mean(held / one.relevant))
    print(f"{len(one.sizes)} questions, of their answers {reached:.3f} are candidates")
    for what, score in (("added up by hand", made["by_hand"]), ("learned, out of fold", found)):
        recalled, reciprocal = measured(one, score)
        print(f"{what:24} R@10 {recalled:.3f}  MRR@10 {reciprocal:.3f}")
    tell(train.fit([one], kind=train.KINSHIP), FOLDER, write=parsed.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
