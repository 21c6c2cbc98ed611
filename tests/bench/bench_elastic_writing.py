"""How fast an index is written to Elasticsearch, what of that is analysis, and what going on after a kill saves.

`python -m tests.bench.bench_elastic_writing --articles articles.jsonl.xz --limit 20000 [--url http://localhost:9200]`
prints one line a measurement. Without `--url` a server of our own is started (tests/elasticsearch/server.py).
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from elasticsearch import Elasticsearch

from search.engines import Writing
from search.engines.elastic import ElasticIndex
from search.engines.elastic_lines import Line, analysed, errands
from search.index import Entry
from search.tuning import tuning
from tests.elasticsearch.server import running
from tests.quality.retrieval import entries


class Ended(Exception):
    """Stands for a kill: the rebuild ends with what is on the server left there."""


def killed_at_the_end(held: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, then the end of the process: all but those on their way are on the server."""
    yield from held
    raise Ended


def measured(held: Sequence[Entry], url: str) -> Iterator[str]:
    """One line of figures a measurement."""
    began = time.perf_counter()
    lines = [one for one in analysed(errands(held, tuning().repeat, 1), 0) if isinstance(one, Line)]
    spent = time.perf_counter() - began
    size = sum(len(one.data) for one in lines)
    yield f"analysis alone, one process: {len(held) / spent:.0f} entries/s, {size / len(held):.0f} bytes sent an entry"
    for workers, megabytes in ((0, 5), (1, 1), (1, 5), (1, 15), (2, 5)):
        index = ElasticIndex(f"{url}/bench", writing=Writing(workers=workers, bulk_bytes=megabytes * 1_000_000))
        began = time.perf_counter()
        index.replace(held, mark=1)
        spent = time.perf_counter() - began
        kept = index.state().generations[0]
        index.close()
        yield (
            f"rebuild, {workers} workers, {megabytes} MB a request: {len(held) / spent:.0f} entries/s, {spent:.1f} s,"
            f" {kept.size / kept.entries:.0f} bytes kept an entry"
        )
    index = ElasticIndex(f"{url}/bench", writing=Writing(workers=1))
    try:
        index.replace(killed_at_the_end(held), mark=2)
    except Ended:
        began, said = time.perf_counter(), list[str]()
        index.replace(held, mark=2, said=said.append)
        yield f"going on after that: {time.perf_counter() - began:.1f} s; {said[-1]}"
    index.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line described at the top."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=20_000)
    parser.add_argument("--url")
    given = parser.parse_args(arguments)
    held = list(itertools.islice(entries(given.articles), given.limit))
    with ExitStack() as stack:
        url = given.url or stack.enter_context(running("bench", heap="1g")).url
        for line in measured(held, url):
            print(line, flush=True)
        with Elasticsearch(url) as client:
            for name in client.indices.get(index="bench-*", expand_wildcards="all"):
                client.indices.delete(index=name)


if __name__ == "__main__":
    main()
