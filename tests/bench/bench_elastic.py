"""Elasticsearch measured: filling an index of any size, and answers to 1, 4 and 16 clients at once.

    python -m tests.bench.bench_elastic analyse --articles A.jsonl[.xz] --kept FILE
    python -m tests.bench.bench_elastic fill --kept FILE --url http://localhost:9200/alias --size 1000000 [--shards 1]
    python -m tests.bench.bench_elastic ask --url http://localhost:9200/alias --questions Q.jsonl [--index FOLDER]

`analyse` turns the articles into the lines of bulk requests once and says how fast. `fill` sends them through the
product's own bulk; beyond the articles there are, provisions are recombined: the first half of one, the second half of
another, under a new id, number and year, so that every entry is of its own and words are as frequent as in law. `ask`
times, for each address and number of clients (a process each): a bare elasticsearch-py query of the same terms, the
engine's answer to the plan, and the ranked answer; with `--index` also the embedded engine in the same turn. Ways to
answer take turns on each question, so their ratios hold on a busy machine. Milliseconds are of the wall clock.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from search.compose import fingerprint
from search.engines import elastic_lines, open_index
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_connection import Connection
from search.engines.elastic_generations import Generations
from search.engines.elastic_lines import Line
from search.engines.shape import pack, unpack
from search.engines.writing import Writing
from search.fields import STORED, TOKENS
from search.index import Plan, SearchIndex
from search.plan import clauses
from search.query import understand
from search.retrieve import retrieve
from search.tuning import tuning
from tests.bench.bench_search import percentile
from tests.quality.retrieval import entries, lines

HITS = 20
_APART = 37  # lines between an entry and the one it is joined with, in the first round; more in each further round
_HELD = 4_000  # lines kept at hand for joining


def analyse(articles: Path, kept: Path) -> None:
    """Write the bulk lines of all articles to a file, and say how long analysis takes."""
    began, count, text = time.process_time(), 0, 0
    repeat = tuning().repeat
    with kept.open("wb") as file:
        for entry in entries(articles, citing=True):
            file.write(elastic_lines.line(entry, repeat, 1).data.partition(b"\n")[2] + b"\n")
            count += 1
            text += len(entry.text.encode())
    spent = time.process_time() - began
    print(f"{count} entries, {text / 1e6:.0f} MB of text, analysed in {spent:.0f} s of one processor: ", end="")
    print(f"{count / spent:.0f} entries/s, {text / 1e6 / spent:.2f} MB/s; {kept.stat().st_size / 1e6:.0f} MB of lines")


def recombined(kept: Path, size: int) -> Iterator[Line]:
    """So many lines: the articles as they are, then joined in ever other ways."""
    made = 0
    for turn in range(size):
        held: deque[bytes] = deque(maxlen=_HELD)
        with kept.open("rb") as file:
            for place, data in enumerate(file):
                if made == size:
                    return
                held.append(data)
                yield _line(data, held[-1 - (_APART * turn) % len(held)] if turn else None, turn, place)
                made += 1


def _line(data: bytes, other: bytes | None, turn: int, place: int) -> Line:
    """One line; joined with another it is a provision of another document."""
    source: dict[str, Any] = json.loads(data)
    entry = unpack(source[STORED])
    if other is not None:
        rest = json.loads(other)
        end = unpack(rest[STORED])
        number = f"{place % 997 + 1}-{turn}/{entry.number.partition('/')[2] or 'QĐ-UBND'}"
        document = f"{entry.document}-{turn}"
        year = 1990 + (entry.year + turn) % 36
        text = entry.text[: len(entry.text) // 2] + end.text[len(end.text) // 2 :]
        entry = replace(
            entry, id=f"{document}#{place}", document=document, number=number, year=year, text=text, parts=()
        )
        for name in TOKENS:
            source[name] = [_joined(one, two) for one, two in zip(source[name], rest[name], strict=False)]
        source |= {"id": entry.id, "document": document, "year": str(year), STORED: pack(entry).decode()}
    action = json.dumps({"index": {"_id": entry.id}}, ensure_ascii=False)
    return Line(entry.id, f"{action}\n{json.dumps(source, ensure_ascii=False)}".encode())


def _joined(one: str, other: str) -> str:
    """The first half of the one and the second half of the other, in whole tokens."""
    first, second = one.split(), other.split()
    return " ".join((*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]))


def fill(kept: Path, url: str, size: int, shards: int) -> None:
    """Fill a new index with so many entries and let it serve; what it took, and what it takes."""
    connection = Connection(url)
    client = connection.patient
    generations = Generations(client, connection.alias, fingerprint(tuning().repeat))
    name = generations.create(1, Writing(shards=shards, replicas=0))
    began = time.perf_counter()
    bulk = Bulk(client, name, most_bytes=Writing().bulk_bytes)
    bulk.send(_told(recombined(kept, size), began, size))
    client.indices.refresh(index=name)
    spent = time.perf_counter() - began
    generations.flip(name)
    stats = client.indices.stats(index=name)["_all"]["primaries"]
    held, taken = int(stats["docs"]["count"]), int(stats["store"]["size_in_bytes"])
    print(f"{held} entries in {shards} shards in {spent:.0f} s: {held / spent:.0f}/s without analysis, ", end="")
    print(f"{taken / 1e6:.0f} MB, {taken / held:.0f} bytes an entry; {len(bulk.set_aside)} set aside")
    connection.close()


def _told(found: Iterator[Line], began: float, size: int) -> Iterator[Line]:
    for count, line in enumerate(found, start=1):
        if count % 50_000 == 0:
            rate = count / (time.perf_counter() - began)
            print(f"{count} of {size}, {rate:.0f}/s, {(size - count) / rate:.0f} s left", file=sys.stderr, flush=True)
        yield line


Way = Callable[[str], object]


def ways(url: str, folder: Path | None) -> dict[str, Way]:
    """The ways to answer, by name."""
    address, _, alias = url.rpartition("/")
    client, tuned = Elasticsearch(address), tuning()
    engines: dict[str, SearchIndex] = {"elastic": open_index("elastic", url=url)}
    if folder:
        engines["embedded"] = open_index("embedded", folder=folder)

    def bare(question: str) -> object:
        scored = [
            {"term": {clause.field: {"value": term, "boost": weight * clause.boost}}}
            for clause in clauses(understand(question).plain, tuned)
            for term, weight in clause.terms
        ]
        query = {"bool": {"should": scored, "minimum_should_match": 1}}
        return client.search(index=alias, query=query, size=HITS, source_includes=[STORED], track_total_hits=False)

    def planned(index: SearchIndex) -> Way:
        return lambda q: index.search(Plan(clauses(understand(q).plain, tuned), limit=HITS, count=False))

    def ranked(index: SearchIndex) -> Way:
        return lambda q: retrieve(understand(q), index, tuned, limit=HITS, count=False)

    made: dict[str, Way] = {"bare": bare}
    made |= {f"{name} engine": planned(index) for name, index in engines.items()}
    return made | {f"{name} ranked": ranked(index) for name, index in engines.items()}


def _client(url: str, folder: Path | None, questions: Sequence[str], warm: int, out: Any) -> None:
    """One client: its questions, all ways taking turns; the times by way."""
    asked = ways(url, folder)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for place, question in enumerate(questions):
        for name, answer in asked.items():
            began = time.perf_counter()
            answer(question)
            if place >= warm:
                times[name].append(time.perf_counter() - began)
    out.put(times)


def ask(url: str, folder: Path | None, questions: Sequence[str], clients: int) -> dict[str, list[float]]:
    """Times by way of so many clients at once, each with its share of the questions."""
    context = get_context("spawn")
    out = context.Queue()
    warm = min(10, len(questions) // clients // 4)
    started = [
        context.Process(target=_client, args=(url, folder, questions[n::clients], warm, out)) for n in range(clients)
    ]
    for process in started:
        process.start()
    told = [out.get() for _ in started]
    for process in started:
        process.join()
    return {name: [each for times in told for each in times[name]] for name in told[0]}


def report(url: str, clients: int, times: dict[str, list[float]]) -> Iterator[str]:
    """A line for each way: p50 and p99 in ms, and how many times the bare query."""
    at = {share: percentile(times["bare"], share) for share in (0.5, 0.99)}
    for name, spent in times.items():
        half, most = percentile(spent, 0.5), percentile(spent, 0.99)
        alias = url.rpartition("/")[2]
        yield (
            f"| {alias} | {clients} | {name} | {half:.1f} | {most:.1f} | {half / at[0.5]:.2f}, {most / at[0.99]:.2f} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_elastic")
    commands = parser.add_subparsers(dest="command", required=True)
    analysing, filling, asking = (commands.add_parser(name) for name in ("analyse", "fill", "ask"))
    analysing.add_argument("--articles", type=Path, required=True)
    for command in (analysing, filling):
        command.add_argument("--kept", type=Path, required=True)
    filling.add_argument("--url", required=True)
    filling.add_argument("--size", type=int, required=True)
    filling.add_argument("--shards", type=int, default=1)
    asking.add_argument("--url", nargs="+", required=True)
    asking.add_argument("--questions", type=Path, required=True)
    asking.add_argument("--index", type=Path, help="folder of the embedded engine")
    asking.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    asking.add_argument("--most", type=int, default=400, help="questions")
    given = parser.parse_args()
    if given.command == "analyse":
        analyse(given.articles, given.kept)
    elif given.command == "fill":
        fill(given.kept, given.url, given.size, given.shards)
    else:
        questions = [str(line["text"]) for line in islice(lines(given.questions), given.most)]
        print("| index | clients | way | p50 ms | p99 ms | times bare, p50 and p99 |\n|---|---|---|---|---|---|")
        for url in given.url:
            for clients in given.clients:
                print("\n".join(report(url, clients, ask(url, given.index, questions, clients))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
