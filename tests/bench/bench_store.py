"""How fast the store saves and reads. Run: python -m tests.bench.bench_store [--documents 20000] [--url URL]

Prints one JSON object: milliseconds per operation, seconds for the whole, size of the database.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path as FilePath

from corpus.address import DocumentId, Path
from corpus.model import Document, Metadata, Outcome, Provision, Reference, Relation, Source, Target
from corpus.store import Store
from corpus.text import Span

_SENTENCE = "Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện quy định giả định tại văn bản này. "


def _id(n: int) -> DocumentId:
    return DocumentId("ubnd-ha-tinh", 2000 + n % 25, f"{n}-qd-ubnd")


def _document(n: int, articles: int) -> Document:
    pieces: list[str] = []
    provisions: list[Provision] = []
    at = 0
    for article in range(1, articles + 1):
        text = _SENTENCE * 4
        provisions.append(
            Provision(Path.parse(f"dieu-{article}"), f"Điều {article}.", "Giả định", text, Span(at, at + len(text)))
        )
        pieces.append(text)
        at += len(text)
    metadata = Metadata(number=f"{n}/QĐ-UBND", kind="Quyết định", title=f"Về việc giả định thứ {n}")
    source = Source(f"{n}.txt", f"{n:064d}", "text/plain")
    return Document(_id(n), metadata, "".join(pieces), tuple(provisions), source=source)


def _references(n: int, count: int, documents: int, chance: random.Random) -> tuple[Reference, ...]:
    def one(k: int) -> Reference:
        wanted = chance.randrange(documents * 2)  # half of what is cited is not held
        held = wanted < documents
        document = _id(wanted) if held or k % 2 else None
        target = Target(document, f"{wanted}/QĐ-UBND", None, None, Path.parse(f"dieu-{k + 1}"))
        outcome = Outcome.RESOLVED if held else Outcome.UNKNOWN_DOCUMENT
        return Reference(f"dieu-{k + 1}", f"Điều {k + 1}", Span(k, k + 6), target, Relation.CITES, False, outcome)

    return tuple(map(one, range(count)))


def _many(documents: int) -> Iterator[tuple[Document, tuple[Reference, ...]]]:
    chance = random.Random(1)
    for n in range(documents):
        yield _document(n, 10), _references(n, 8, documents, chance)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _saved(store: Store, documents: int, first: int) -> float:
    """Seconds spent saving the first of the documents, without those spent making them up."""
    spent = 0.0
    for document, found in islice(_many(documents), first):
        start = time.perf_counter()
        store.save(document, found)
        spent += time.perf_counter() - start
    return spent


def measure(url: str, documents: int) -> dict[str, float]:
    """Save, read and ask; seconds and milliseconds."""
    chance = random.Random(2)
    some = [_id(chance.randrange(documents)) for _ in range(500)]
    code = _document(documents * 3, 500)
    article = Path.parse("dieu-7")
    with Store.open(url) as store, store.writing("bench"):
        processor = time.process_time()
        saving = _saved(store, documents, documents)
        processor = time.process_time() - processor
        again = _saved(store, documents, min(documents, 1000))
        store.save(code)

        def each(ask: Callable[[DocumentId], object]) -> float:
            return _timed(lambda: [ask(name) for name in some]) / len(some) * 1000

        figures = {
            "save_ms": saving / documents * 1000,
            "save_cpu_ms": processor / documents * 1000,
            "save_again_ms": again / min(documents, 1000) * 1000,
            "get_ms": each(store.get),
            "get_500_articles_ms": min(_timed(lambda: store.get(code.id)) for _ in range(5)) * 1000,
            "provision_ms": each(lambda name: store.provision(name, article)),
            "header_ms": each(store.header),
            "references_in_ms": each(store.references_in),
            "by_number_ms": each(lambda name: store.by_number(name.number)),
            "waiting_for_ms": each(lambda name: store.waiting_for(name, number=f"{name.number}")),
            "missing_s": _timed(lambda: store.missing(100)),
            "totals_s": _timed(store.totals),
            "headers_s": _timed(lambda: list(store.headers())),
            "read_all_s": _timed(lambda: sum(1 for _ in store.documents())),
            "references": store.totals().references,
        }
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--url", help="default: a SQLite file in a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = FilePath(folder) / "store.db"
        figures = measure(options.url or f"sqlite:///{file}", options.documents)
        if file.exists():
            figures["size_mb"] = round(file.stat().st_size / 1e6, 1)
    print(json.dumps({"documents": options.documents, **figures}, indent=1))


if __name__ == "__main__":
    main()
