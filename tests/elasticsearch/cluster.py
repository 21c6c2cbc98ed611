"""A cluster of real nodes on loopback whose nodes can be killed, paused and brought back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.elasticsearch.server import Node, folder_kept_on_failure

_LIMIT = 90.0  # seconds for a state to come


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that know each other."""

    nodes: tuple[Node, ...]

    @property
    def urls(self) -> str:
        """The addresses by commas, as the library takes them."""
        return ",".join(node.url for node in self.nodes)

    def master(self) -> Node:
        """The node that is elected now, as a node that answers tells it."""
        told = self._ask("/_cluster/state/master_node,nodes?filter_path=master_node,nodes.*.name")
        name = told["nodes"][told["master_node"]]["name"]
        return next(node for node in self.nodes if node.name == name)

    def holder(self, index: str, *, primary: bool) -> Node:
        """The node that holds the first shard of an index, or its copy."""
        shards = self._ask(f"/_cluster/state/routing_table,nodes/{index}?filter_path=routing_table,nodes.*.name")
        for copy in shards["routing_table"]["indices"][index]["shards"]["0"]:
            if copy["primary"] is primary and copy["state"] in ("STARTED", "RELOCATING"):
                name = shards["nodes"][copy["node"]]["name"]
                return next(node for node in self.nodes if node.name == name)
        raise LookupError(f"{index} has no {'primary' if primary else 'copy'} that is started")

    def indices(self) -> list[str]:
        """The names of all indices."""
        return list(self._ask("/_cluster/state/metadata?filter_path=metadata.indices.*.state")["metadata"]["indices"])

    def wait_whole(self) -> None:
        """Return once every node is a member and every copy is where it belongs."""
        whole = ("green", len(self.nodes), 0)
        until(lambda: all(_state(node) == whole for node in self.nodes), "the cluster is whole")

    def members(self, *, without: Node) -> int:
        """How many nodes the cluster has, as one of the others tells; 0 where none does."""
        told = self._ask("/_cluster/health?timeout=1s", without=without)
        return int(told.get("number_of_nodes", 0))

    def _ask(self, path: str, *, without: Node | None = None) -> dict[str, Any]:
        """What the first node that answers tells; nothing where none does."""
        answers = (node.ask(path) for node in self.nodes if node is not without)
        return next(filter(None, answers), {})


def _state(node: Node) -> tuple[str, int, int]:
    """Colour, nodes and shards on the move, as this node tells."""
    told = node.ask("/_cluster/health?timeout=2s")
    return str(told.get("status", "")), int(told.get("number_of_nodes", 0)), int(told.get("relocating_shards", 0))


def until(holds: Callable[[], bool], what: str, *, limit: float = _LIMIT) -> None:
    """Wait until something holds; raises TimeoutError that says what did not come."""
    deadline = time.monotonic() + limit
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {limit:.0f} s: {what}")
        time.sleep(0.1)


@contextmanager
def running_cluster(
    name: str = "cluster", *, size: int = 3, heap: str = "256m", settings: Mapping[str, object] | None = None
) -> Iterator[Cluster]:
    """A cluster of `size` nodes in one temporary folder, which stays after a failure; all nodes are stopped."""
    with folder_kept_on_failure(name) as folder:
        nodes = tuple(Node(f"n{number}", folder, heap, {}) for number in range(1, size + 1))
        common = {
            "cluster.name": f"traluat-{folder.name}",
            "cluster.initial_master_nodes": ",".join(node.name for node in nodes),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{node.transport}" for node in nodes),
            **(settings or {}),
        }
        cluster = Cluster(nodes)
        try:
            for node in nodes:
                node.settings = common
                node.start()
            for node in nodes:
                node.wait()
            cluster.wait_whole()
            yield cluster
        finally:
            for node in nodes:
                node.stop()
