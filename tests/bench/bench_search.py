"""Search measured: building the index, then bare tantivy, the engine and the whole service on the same questions.

    python -m tests.bench.bench_search --articles A.jsonl.xz --questions Q.jsonl [--folder KEPT] [--limit N]

All three answer from one index in one run, questions in turn, so the ratios hold on a busy machine; "bare" is tantivy
asked for the same terms without anything of ours around it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import tantivy

from corpus.address import DocumentId
from corpus.address import Path as Steps
from corpus.store import Edge, Header, Missing
from corpus.text import slug
from search import words
from search.engines.embedded import EmbeddedIndex
from search.fields import FACETS
from search.index import Clause, Entry, Plan
from search.plan import clauses
from search.query import understand
from search.retrieve import retrieve
from search.service import SearchService
from search.tuning import tuning
from tests.quality.retrieval import entries, lines

HITS = 20


class EmptyLibrary:
    """A library that holds nothing: what is measured is search."""

    def has(self, id: DocumentId, /) -> bool:
        return False

    def by_number(self, number: str, /, *, year: int | None = None) -> tuple[DocumentId, ...]:
        return ()

    def by_title(self, name: str, /, *, year: int | None = None) -> tuple[DocumentId, ...]:
        return ()

    def paths(self, id: DocumentId, /) -> frozenset[Steps] | None:
        return None

    def references_in(self, id: DocumentId, path: Steps | None = None, /, *, below: bool = False) -> Sequence[Edge]:
        return ()

    def references_out(self, id: DocumentId, path: Steps | None = None, /, *, below: bool = False) -> Sequence[Edge]:
        return ()

    def missing(self) -> Sequence[Missing]:
        return ()

    def mentions_of(self, wanted: Missing, /) -> Sequence[Edge]:
        return ()

    def header(self, id: DocumentId, /) -> Header | None:
        return None


def addressed(entry: Entry) -> Entry:
    """An article with an id as documents of the library have them."""
    document = f"bo-giao-uoc/{entry.year:04d}/{slug(entry.document) or 'khong-so'}"
    path = f"dieu-{slug(entry.path) or entry.order}"
    return replace(entry, id=f"{document}#{path}", document=document, path=path, kind=slug(entry.number).split("-")[-1])


def percentile(times: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def measure(ask: dict[str, Callable[[str], object]], questions: Sequence[str]) -> Iterator[tuple[str, list[float]]]:
    """Times of each way to answer, all ways taking turns on each question."""
    times: dict[str, list[float]] = {name: [] for name in ask}
    for question in questions[:20]:
        for answer in ask.values():
            answer(question)
    for question in questions:
        for name, answer in ask.items():
            began = time.perf_counter()
            answer(question)
            times[name].append(time.perf_counter() - began)
    yield from times.items()


def bare(folder: Path) -> Callable[[str], object]:
    """tantivy alone, with the terms worked out beforehand."""
    serving = folder / (folder / "current").read_text()
    index = tantivy.Index.open(str(serving))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    searcher, schema = index.searcher(), index.schema

    def search(question: str) -> object:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, clause.field, term, index_option="freq"))
            for clause in PREPARED[question]
            for term, _ in clause.terms
        ]
        return searcher.search(tantivy.Query.boolean_query(terms), limit=HITS, count=False)

    return search


PREPARED: dict[str, tuple[Clause, ...]] = {}


def build(arguments: argparse.Namespace, folder: Path) -> None:
    """Build the index and say what it took."""
    index = EmbeddedIndex(folder)
    if index.count():
        print(f"index of {index.count()} entries in {folder} used again")
        return
    chosen = islice(entries(arguments.articles), arguments.limit)
    began = time.perf_counter()
    text = 0

    def told() -> Iterator[Entry]:
        nonlocal text
        for entry in chosen:
            text += len(f"{entry.heading}{entry.text}".encode())
            yield addressed(entry)

    count = index.replace(told())
    spent = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} entries in {spent:.0f} s ({text / spent / 1e6:.2f} MB/s), peak memory {peak:.0f} MB")
    print(f"index {size / 1e6:.0f} MB, {size / text:.2f} of its text of {text / 1e6:.0f} MB")


def segmentation(arguments: argparse.Namespace) -> None:
    """Words: ours beside the library's own function, on the same lines in the same run."""
    chosen = [line for entry in islice(entries(arguments.articles), 0, 400) for line in entry.text.split("\n")]
    size = sum(map(len, chosen)) / 1000
    rates = {}
    for name, segment in (("first", words.segment), ("again", words.segment), ("stock", stock)):
        began = time.perf_counter()
        segment(chosen)
        rates[name] = size / (time.perf_counter() - began)
    print("words, kchar/s: " + ", ".join(f"{name} {rate:.0f}" for name, rate in rates.items()))


def stock(chosen: Sequence[str]) -> list[list[str]]:
    return [words.stock(line) for line in chosen]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_search")
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--folder", type=Path, help="keep the index here and use it again")
    parser.add_argument("--limit", type=int, help="articles to take")
    arguments = parser.parse_args()
    segmentation(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        build(arguments, folder)
        index = EmbeddedIndex(folder)
        service = SearchService(EmptyLibrary(), index)
        questions = [str(line["text"]) for line in lines(arguments.questions)]
        for question in questions:
            PREPARED[question] = clauses(understand(question).plain, tuning())
        ask: dict[str, Callable[[str], object]] = {
            "bare tantivy": bare(folder),
            "engine": lambda q: index.search(Plan(PREPARED[q], limit=HITS, count=False)),
            "and totals": lambda q: retrieve(understand(q), index, tuning(), facets=FACETS, limit=HITS),
            "service": service.search,
            "suggest": lambda q: service.suggest(q[:12]),
        }
        base: list[float] = []
        print(f"{len(questions)} questions" + " " * 8 + "p50 ms   p99 ms   of bare")
        for name, times in measure(ask, questions):
            base = base or times
            ratio = percentile(times, 0.5) / percentile(base, 0.5)
            print(f"{name:<18}{percentile(times, 0.5):>10.2f}{percentile(times, 0.99):>9.2f}{ratio:>10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
