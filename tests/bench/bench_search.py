"""Search measured: building indexes of several sizes, then bare tantivy, the engine and the whole service on each.

    python -m tests.bench.bench_search --articles A.jsonl.xz --questions Q.jsonl… --folder KEPT --sizes 10000 332468

Indexes are built one after another in processes of their own and kept under `--folder`; where one stands already it is
used again, with what building it took (`--build` stops there). More articles than the set has are made by taking it
again under other numbers. All ways to answer ask one index in one run, questions in turn, so the ratios hold on a busy
machine; "bare" is tantivy asked for the same terms without anything of ours around it. Of the questions, in an order
that is always the same, 1,000 are measured, each asked once; the others are asked before, to warm up. Milliseconds are
of the wall clock.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, count, islice
from pathlib import Path

import tantivy

from corpus.address import DocumentId
from corpus.address import Path as Steps
from corpus.store import Edge, Header, Missing
from corpus.text import slug
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
PAGE = 10  # documents on a page, as the page, the API and the command line have them
MEASURED = 1000  # questions
KEYS = 12  # characters of a question that are typed when suggestions are asked for


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


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took; megabytes are millions of bytes."""

    articles: int
    text: float  # MB
    seconds: float
    processor: float  # seconds of the processor, which other work on the machine does not change
    index: float  # MB
    peak: float  # MB


def addressed(entry: Entry, copy: int) -> Entry:
    """An article with an id as documents of the library have them; copies of the set are other documents."""
    document = f"bo-giao-uoc/{entry.year:04d}/{slug(entry.document) or 'khong-so'}{f'-{copy}' if copy else ''}"
    path = f"dieu-{slug(entry.path) or entry.order}"
    return replace(entry, id=f"{document}#{path}", document=document, path=path, kind=slug(entry.number).split("-")[-1])


def percentile(times: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def measure(
    ask: dict[str, Callable[[str], object]], warm: Sequence[str], asked: Sequence[str]
) -> dict[str, list[float]]:
    """Times of each way to answer, all ways taking turns on each question."""
    times: dict[str, list[float]] = {name: [] for name in ask}
    for question in warm:
        for answer in ask.values():
            answer(question)
    for question in asked:
        for name, answer in ask.items():
            began = time.perf_counter()
            answer(question)
            times[name].append(time.perf_counter() - began)
    return times


def bare(folder: Path, prepared: dict[str, tuple[Clause, ...]]) -> Callable[[str], object]:
    """tantivy alone, with the terms worked out beforehand."""
    serving = folder / (folder / "current").read_text()
    index = tantivy.Index.open(str(serving))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    searcher, schema = index.searcher(), index.schema

    def search(question: str) -> object:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, clause.field, term, index_option="freq"))
            for clause in prepared[question]
            for term, _ in clause.terms
        ]
        return searcher.search(tantivy.Query.boolean_query(terms), limit=HITS, count=False)

    return search


def build(articles: Path, size: int, folder: Path) -> Built:
    """Build one index in this process and note beside it what it took."""
    began, worked, text = time.perf_counter(), time.process_time(), 0

    def told() -> Iterator[Entry]:
        nonlocal text
        copies = chain.from_iterable((addressed(one, n) for one in entries(articles)) for n in count())
        for entry in islice(copies, size):
            text += len(f"{entry.heading}{entry.text}".encode())
            yield entry

    held = EmbeddedIndex(folder).replace(told())
    spent = time.perf_counter() - began
    taken = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    built = Built(held, text / 1e6, spent, time.process_time() - worked, taken / 1e6, peak)
    (folder / "built.json").write_text(json.dumps(asdict(built)))
    return built


def kept(arguments: argparse.Namespace, size: int, folder: Path) -> Built:
    """What building the index took; built first, in a process of its own, where it does not stand."""
    if not EmbeddedIndex(folder).count() or not (folder / "built.json").exists():
        command = [sys.executable, "-m", "tests.bench.bench_search", "--articles", str(arguments.articles)]
        subprocess.run([*command, "--folder", str(folder), "--one", str(size)], check=True)
    return Built(**json.loads((folder / "built.json").read_text()))


def asked_of(files: Sequence[Path]) -> tuple[list[str], list[str]]:
    """The questions to warm up with and those to measure."""
    questions = [str(line["text"]) for file in files for line in lines(file)]
    random.Random(6).shuffle(questions)
    return questions[MEASURED:] or questions[:50], questions[:MEASURED]


def times(folder: Path, warm: Sequence[str], asked: Sequence[str]) -> dict[str, list[float]]:
    """How long each way to answer takes on an index."""
    index = EmbeddedIndex(folder)
    service = SearchService(EmptyLibrary(), index)
    prepared = {question: clauses(understand(question).plain, tuning()) for question in (*warm, *asked)}
    ask: dict[str, Callable[[str], object]] = {
        "bare tantivy": bare(folder, prepared),
        "engine": lambda q: index.search(Plan(prepared[q], limit=HITS, texts=False, count=False)),
        "ranked": lambda q: retrieve(understand(q), index, tuning(), limit=HITS, count=False),
        "with totals and facets": lambda q: retrieve(understand(q), index, tuning(), facets=FACETS, limit=HITS),
        "service": lambda q: service.search(q, size=PAGE),
        "suggestions": lambda q: service.suggest(q[:KEYS]),
    }
    service.warm()
    return measure(ask, warm, asked)


def table(rows: Sequence[tuple[Built, dict[str, list[float]]]]) -> Iterator[str]:
    """The figures as a table of Markdown; a time is p50 / p99 in ms."""
    names = list(rows[0][1])
    head = [
        "articles",
        "text MB",
        "index time s",
        "index MB",
        "of its text",
        "peak MB",
        *names,
        "engine / bare p50, p99",
    ]
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for built, told in rows:
        cells = [
            f"{built.articles:,}",
            f"{built.text:.0f}",
            f"{built.seconds:.0f} ({built.processor:.0f})",
            f"{built.index:.0f}",
        ]
        cells += [f"{built.index / built.text:.2f}", f"{built.peak:.0f}"]
        cells += [f"{percentile(told[name], 0.5):.1f} / {percentile(told[name], 0.99):.1f}" for name in names]
        ratios = [percentile(told["engine"], at) / percentile(told["bare tantivy"], at) for at in (0.5, 0.99)]
        yield f"| {' | '.join([*cells, ', '.join(f'{ratio:.2f}' for ratio in ratios)])} |"


def main() -> int:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_search")
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", default=[])
    parser.add_argument("--folder", type=Path, help="keep the indexes here, each in a folder named by its size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[83_117], help="articles of each index")
    parser.add_argument("--build", action="store_true", help="build what is lacking, measure nothing")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        build(arguments.articles, arguments.one, arguments.folder)
        return 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        root = arguments.folder or Path(temporary)
        rows = []
        for size in arguments.sizes:
            built = kept(arguments, size, root / str(size))
            print(f"index of {built.articles} articles: {built}", file=sys.stderr, flush=True)
            if not arguments.build:
                rows.append((built, times(root / str(size), *asked_of(arguments.questions))))
        print("\n".join(table(rows)) if rows else "built")
    return 0


if __name__ == "__main__":
    sys.exit(main())
