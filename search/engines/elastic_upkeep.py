"""What is known of the server and of the generations on it; snapshots of the serving one, and their way back."""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elastic_generations import Generations
from search.engines.elastic_lock import Lock
from search.engines.elastic_snapshots import Snapshots
from search.state import Node, State


class Upkeep:
    """Questions and errands of who runs the server. Errors are those of the client, and ours."""

    def __init__(self, client: Elasticsearch, generations: Generations) -> None:
        self._client = client
        self._generations = generations

    def state(self) -> State:
        """The whole of it; `health` is that of the generations, not of other indices on the server."""
        generations = self._generations
        found = generations.described()
        roles = (
            (generations.alias, generations.serving()),
            (generations.previous_alias, generations.previous()),
            *((generations.building_alias, name) for name in generations.building()),
        )
        return State(
            engine="elastic",
            place=generations.alias,
            health=self._health([one.name for one in found]),
            generations=found,
            nodes=self._nodes(),
            aliases=tuple((alias, name) for alias, name in roles if name),
            writers=tuple(owner.words for owner in Lock(self._client, generations.alias).owners()),
            snapshots=Snapshots(self._client, generations).names(),
        )

    def _health(self, names: list[str]) -> str:
        return str(self._client.cluster.health(index=names or None, timeout="0s")["status"])

    def _nodes(self) -> tuple[Node, ...]:
        told = self._client.nodes.info(filter_path="nodes.*.name,nodes.*.version,nodes.*.http.publish_address")["nodes"]
        stats = self._client.nodes.stats(
            metric=["jvm", "fs"], filter_path="nodes.*.jvm.mem.heap_used_percent,nodes.*.fs.total.available_in_bytes"
        )["nodes"]
        return tuple(sorted((_node(one, stats.get(id, {})) for id, one in told.items()), key=lambda node: node.name))


def _node(told: dict[str, Any], stats: dict[str, Any]) -> Node:
    return Node(
        name=str(told["name"]),
        version=str(told["version"]),
        address=str(told.get("http", {}).get("publish_address", "")),
        heap_percent=int(stats.get("jvm", {}).get("mem", {}).get("heap_used_percent", 0)),
        disk_free=int(stats.get("fs", {}).get("total", {}).get("available_in_bytes", 0)),
    )
