"""Train the ranker on the judged questions and write its models; report how it does out of fold.

    python -m tests.quality.train_ranker --data DATA [--index KEPT] [--kept FEATURES.npz] [--write] [--ablations]

DATA holds the sets of `SETS`. Questions of Zalo-2021 are trained on as of the year they were asked: later documents
say the same again, and would count as wrong. A fold holds all questions whose first answer is in the same document.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from search.engines import open_index
from search.index import Filter, Hit, Plan, Results, SearchIndex
from search.query import understand
from search.ranking import train
from search.ranking.features import NAMES, features
from search.retrieve import prepared
from search.tuning import tuning
from tests.quality import retrieval

MODELS = Path(train.__file__).parent / "models"

_KEPT = ("rows", "answers", "sizes", "folds", "relevant")

#: What to leave out to see what it is worth.
ABLATIONS = {
    "shares of the best": tuple(name for name in NAMES if name.startswith("rel_")),
    "documents and neighbours": (
        "of_document", "document_best", "document_sum", "document_place", "in_document_place", "document_covered",
        "neighbour_score",
    ),
    "stretches and windows": (
        "triple_share", "quad_share", "longest_run", "heading_run", "window_narrow", "window_wide", "window_content",
        "rel_triple", "rel_run", "rel_window", "heading_exact", "rel_heading_exact", "idf_run", "rel_idf_run",
        "idf_triples", "rel_idf_triples", "window_far", "window_pairs", "rel_window_pairs",
    ),
    "lines": (*(name for name in NAMES if "line" in name), "doc_line"),
    "candidates of the same heading or document": tuple(name for name in NAMES if name.startswith(("alike_", "doc_"))),
    "kinds of answers": tuple(name for name in NAMES if name.startswith("class_")),
    "heading and title": tuple(name for name in NAMES if "heading" in name or "title" in name or "named" in name),
    "kinds": (
        "amending", "meaning", "meaning_asked", "defines", "frame", "fines", "fine_asked", "amount_asked",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Set:
    """Questions about a file of articles; trained on with a weight (0: only judged), as of a year."""

    name: str
    articles: str
    questions: str
    weight: float
    as_of: int | None = None


SETS = (
    Set("zalo2021-dev as of 2021", "articles", "zalo2021-dev", 1.0, 2021),
    Set("zalo2021-dev", "articles", "zalo2021-dev", 0.0),
    Set("alqac2025-dev", "alqac2025-articles", "alqac2025-dev", 1.0),
    Set("drill2025-dev", "drill2025-articles", "drill2025-dev", 2.0),
)


class UpTo:
    """An index that holds nothing later than a year."""

    def __init__(self, index: SearchIndex, year: int) -> None:
        self._index = index
        self._later = Filter("year", tuple(str(later) for later in range(year + 1, year + 50)))

    def search(self, plan: Plan) -> Results:
        return self._index.search(replace(plan, without=(*plan.without, self._later)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def judged(one: Set, index: SearchIndex, data: Path) -> train.Judged:
    """The features of a set's candidates."""
    asked = list(retrieval.lines(data / f"{one.questions}.jsonl"))
    wanted = retrieval.read_wanted(data / f"{one.questions}.jsonl")
    rows, answers, sizes = [], [], []
    for question in asked:
        hits, table = _candidates(str(question["text"]), index)
        rows.append(table)
        answers += [hit.entry.id in wanted[str(question["id"])] for hit in hits]
        sizes.append(len(hits))
    folds = [zlib.crc32(_group(str(question["id"]), question["relevant"]).encode()) % train.FOLDS for question in asked]
    relevant = [len(wanted[str(question["id"])]) for question in asked]
    return train.Judged(
        one.name,
        np.vstack(rows).astype(np.float32),
        np.array(answers, np.int8),
        np.array(sizes, np.int64),
        np.array(folds, np.int64),
        np.array(relevant, np.int64),
        one.weight,
    )


def _group(id: str, relevant: Sequence[str]) -> str:
    """What must not be divided between folds: the document of the first answer, where its id says one."""
    return retrieval.document_of(str(relevant[0])) if "@" in str(relevant[0]) else id


def _candidates(question: str, index: SearchIndex) -> tuple[tuple[Hit, ...], np.typing.NDArray[np.float64]]:
    asking, hits = prepared(understand(question), index, tuning())
    return hits, features(asking, hits)


def gathered(data: Path, kept: Path | None, folder: Path) -> Iterator[train.Judged]:
    """The sets, from a file of features made before where there is one."""
    if kept is not None and kept.exists():
        held = np.load(kept)
        for number, one in enumerate(SETS):
            rows, answers, sizes, folds, relevant = (held[f"{number}-{name}"] for name in _KEPT)
            yield train.Judged(one.name, rows, answers, sizes, folds, relevant, one.weight)
        return
    made = []
    for one in SETS:
        index = open_index("embedded", folder=folder / one.articles)
        if index.count() == 0:
            index.replace(retrieval.entries(data / f"{one.articles}.jsonl.xz"))
        made.append(judged(one, index if one.as_of is None else UpTo(index, one.as_of), data))
        index.close()
    if kept is not None:
        values = {f"{n}-{name}": getattr(one, name) for n, one in enumerate(made) for name in _KEPT}
        np.savez_compressed(kept, **values)
    yield from made


def report(sets: Sequence[train.Judged], found: Mapping[str, np.typing.NDArray[np.float64]], what: str) -> None:
    """A line a set: Acc@1 and MRR@10."""
    for one in sets:
        first, reciprocal = train.measured(one, found[one.name])
        print(f"{what:28} {one.name:26} Acc@1 {first:.3f}  MRR@10 {reciprocal:.3f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line described at the top."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.train_ranker", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/retrieval"))
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder and use them again")
    parser.add_argument("--kept", type=Path, help="keep the features in this file and use them again")
    parser.add_argument("--write", action="store_true", help="write the models into the package")
    parser.add_argument("--ablations", action="store_true", help="measure without groups of features, too")
    parsed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        sets = list(gathered(parsed.data, parsed.kept, parsed.index or Path(temporary)))
    trained, also = [one for one in sets if one.weight], [one for one in sets if not one.weight]
    report(sets, {one.name: -one.rows[:, NAMES.index("place")].astype(float) for one in sets}, "plain")
    report(sets, train.out_of_fold(trained, also), "ranked, out of fold")
    for name, gone in ABLATIONS.items() if parsed.ablations else ():
        kept = [feature for feature in NAMES if feature not in gone]
        report(sets, train.out_of_fold(trained, also, features=kept), f"without {name}")
    tell(train.fit(trained), MODELS, write=parsed.write)
    return 0


def tell(models: Mapping[str, str], folder: Path, *, write: bool) -> None:
    """Print what the models rest on and their digests; `write` puts them into the folder."""
    for name, share in list(train.importance(models).items())[:20]:
        print(f"{share:6.1%}  {name}")
    for name, text in models.items():
        file = folder / f"{name}.txt"
        digest = hashlib.sha256(text.encode()).hexdigest()
        print(f"{file.relative_to(MODELS)}  {len(text)} bytes  sha256 {digest}")
        if write:
            folder.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
