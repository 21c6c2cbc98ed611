"""What readers notice of faults of the servers: a table, on three real nodes on loopback under load.

    python -m tests.bench.es_faults [--entries 3000] [--threads 4]

Each line is one fault with the default settings of the engine: the first copy killed with SIGKILL and brought back,
the elected master likewise, a node paused (SIGSTOP) for longer than the time-out, and all nodes killed and brought
back. Columns: questions asked from before the fault until the cluster is whole again, failures, answers that were not
whole, the median and the slowest; for the last line also how long a question took that was told at once to come
later, and how long after the start of the nodes the first answer came.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from corpus.errors import EngineUnavailable
from search.engines import Access, open_index
from search.engines.elastic import ElasticIndex
from search.engines.writing import Writing
from search.index import Clause, Plan, SearchIndex
from tests.contract.test_engines import entry
from tests.elasticsearch.cluster import Cluster, running_cluster, until
from tests.elasticsearch.load import Load
from tests.elasticsearch.server import Node

PLAN = Plan((Clause("syllables", (("đất", 1.0), ("pháp", 1.0), ("luật", 1.0))),), facets=("kind",))
ALIAS = "bench"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=4)
    given = parser.parse_args(arguments)
    with running_cluster("bench") as cluster:
        index = open_index("elastic", url=f"{cluster.urls}/{ALIAS}", writing=Writing(workers=0))
        assert isinstance(index, ElasticIndex)
        with closing(index):
            index.replace((replace(entry(n), order=n) for n in range(given.entries)), mark=1)
            cluster.wait_whole()
            _table(cluster, index, given.threads)


def _table(cluster: Cluster, index: SearchIndex, threads: int) -> None:
    name = next(one for one in cluster.indices() if one.startswith(f"{ALIAS}-") and one[-1].isdigit())
    faults: tuple[tuple[str, Callable[[], None]], ...] = (
        ("nothing, 10 s", lambda: time.sleep(10)),
        ("first copy killed, back", lambda: _killed(cluster, [cluster.holder(name, primary=True)])),
        ("elected master killed, back", lambda: _killed(cluster, [cluster.master()])),
        ("a node paused for 12 s", lambda: _paused(cluster, cluster.holder(name, primary=True), 12)),
        ("all nodes killed, back", lambda: _killed(cluster, list(cluster.nodes))),
    )
    print("| fault | questions | failures | in part | median ms | slowest s |")
    print("|---|---:|---:|---:|---:|---:|")
    for told, fault in faults:
        with _load(index, threads) as load:
            time.sleep(2)
            fault()
        median = 1000 * statistics.median(load.took)
        print(f"| {told} | {load.requests} | {load.failed} | {load.wrong} | {median:.0f} | {load.slowest:.1f} |")
        for why, times in load.failures.most_common():
            print(f"  {times} × {why}", flush=True)
    print(_waiting(cluster, index))


def _load(index: SearchIndex, threads: int) -> Load:
    whole = index.search(PLAN)
    return Load(lambda: index.search(PLAN).total == whole.total, threads)


def _killed(cluster: Cluster, victims: list[Node]) -> None:
    for node in victims:
        node.kill()
    time.sleep(5)
    for node in victims:
        node.start()
    cluster.wait_whole()
    time.sleep(2)


def _paused(cluster: Cluster, victim: Node, seconds: float) -> None:
    victim.pause()
    time.sleep(seconds)
    victim.resume()
    cluster.wait_whole()


def _waiting(cluster: Cluster, index: SearchIndex) -> str:
    """How long questions take while all nodes hang, one after another, and when the first is answered again."""
    for node in cluster.nodes:
        node.pause()
    took = []
    for _ in range(Access().break_after + 3):
        began = time.perf_counter()
        try:
            index.search(PLAN)
        except EngineUnavailable:
            took.append(time.perf_counter() - began)
    for node in cluster.nodes:
        node.resume()
    began = time.perf_counter()
    until(lambda: _answers(index), "an answer")
    healed = time.perf_counter() - began
    waits = ", ".join(f"{one:.2f}" for one in took)
    return f"All nodes paused, one question after another, s: {waits}. First answer {healed:.1f} s after they go on."


def _answers(index: SearchIndex) -> bool:
    try:
        return index.search(PLAN).total > 0
    except EngineUnavailable:
        return False


if __name__ == "__main__":
    main()
