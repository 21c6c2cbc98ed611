"""Pages measured: a code of 500 articles, the search page beside the API, pages a second of one worker.

    python -m tests.bench.bench_pages [--articles 500] [--rounds 60]

The library is invented: one code of so many articles and as many small documents around it. Every figure is taken in
one run on one machine and printed with its ratio to another of the same run, so that a busy machine shifts both.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import uvicorn
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.reading.document_view import document_view
from api.settings import Settings
from corpus.address import DocumentId
from corpus.store import Store
from search.engines import open_index
from tests.api import build

QUERIES = (
    "thi hành pháp luật",
    "cơ quan chủ trì báo cáo",
    "nội dung giả định thứ 7",
    "cung cấp thông tin",
    '"cơ quan phối hợp"',
    "theo doi thi hanh",
    "báo cáo theo khoản 1",
    "tập huấn",
)
CLIENTS = 4


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=60)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="traluat-bench-") as folder:
        measure(Path(folder), asked.articles, asked.rounds)


def measure(folder: Path, articles: int, rounds: int) -> None:
    with Store.open(f"sqlite:///{folder / 'library.db'}") as store:
        for document, references in (build.plan(), build.decree(articles), build.decision()):
            store.save(document, references)
        library = Library(store, open_index("embedded", folder=folder / "index", url=""))
        library.rebuild_index()
        app = create_app(Settings.read({}), library=library)
        with TestClient(app) as client:
            code(client, library, articles, rounds)
            searches(client, rounds)
        served(app, rounds)
        library.index.close()


def code(client: TestClient, library: Library, articles: int, rounds: int) -> None:
    id = DocumentId.parse(build.DECREE_ID)
    read = times(lambda: library.reading(id), rounds)
    reading = library.reading(id)
    assert reading is not None
    view = times(lambda: document_view(reading), rounds)
    whole = times(lambda: client.get(f"/vb/{id}", headers={"accept-encoding": "identity"}), rounds)
    small = times(lambda: client.get(f"/vb/{build.DECISION_ID}", headers={"accept-encoding": "identity"}), rounds)
    body = client.get(f"/vb/{id}").content
    say(
        f"page of a code of {articles} articles ({len(body) // 1000} kB, {len(gzip.compress(body, 6)) // 1000} kB sent)"
    )
    say(f"  read from the store        {spread(read)}")
    say(f"  made ready for the page    {spread(view)}")
    say(f"  whole answer               {spread(whole)}   {middle(whole) / middle(small):.1f} times a small document's")


def searches(client: TestClient, rounds: int) -> None:
    pages, answers = [], []
    for words in QUERIES:  # templates and tables are made once
        client.get("/tim-kiem", params={"q": words})
    for _ in range(rounds):
        for words in QUERIES:
            pages.append(once(lambda words=words: client.get("/tim-kiem", params={"q": words})))  # type: ignore[misc]
            answers.append(once(lambda words=words: client.get("/api/v1/search", params={"q": words})))  # type: ignore[misc]
    say(f"search, {len(pages)} times each")
    say(f"  page                       {spread(pages)}   p99 {at(pages, 0.99):.1f} ms")
    say(f"  API                        {spread(answers)}   p99 {at(answers, 0.99):.1f} ms")
    say(f"  page : API                 p50 {middle(pages) / middle(answers):.2f}, "
        f"p99 {at(pages, 0.99) / at(answers, 0.99):.2f}")  # fmt: skip


def served(app: object, rounds: int) -> None:
    """Pages a second of one process, asked by a few clients at once over the network of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    say(f"one worker, {CLIENTS} clients at once")
    per_second = {
        name: rate(base, address, rounds)
        for name, address in (
            ("health", "/healthz"),
            ("first page", "/"),
            ("small document", f"/vb/{build.DECISION_ID}"),
            ("search page", "/tim-kiem?q=thi+h%C3%A0nh+ph%C3%A1p+lu%E1%BA%ADt"),
        )
    }
    for name, found in per_second.items():
        say(f"  {name:26} {found:7.0f} a second   {found / per_second['health']:.2f} of health")
    server.should_exit = True
    thread.join()


def rate(base: str, address: str, rounds: int) -> float:
    def ask() -> None:
        with httpx.Client(base_url=base) as client:
            for _ in range(rounds):
                client.get(address).raise_for_status()

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CLIENTS * rounds / (time.perf_counter() - started)


def once(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that one call takes, in all threads of this process."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def times(work: Callable[[], object], rounds: int) -> list[float]:
    work()
    return [once(work) for _ in range(rounds)]


def at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def middle(values: Sequence[float]) -> float:
    return at(values, 0.5)


def spread(values: Sequence[float]) -> str:
    return f"p50 {middle(values):6.1f} ms, best {min(values):6.1f}, p90 {at(values, 0.9):6.1f}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
