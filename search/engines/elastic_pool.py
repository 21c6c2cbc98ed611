"""Which node is asked next: within one question each node is tried before any is tried twice.

The client's own pool puts a node that failed aside for a second and more, but takes it back as soon as its time is
up, or when no other is left; under load all attempts of one question could go to the node that is gone.
"""

from __future__ import annotations

import random
import threading
from typing import Any

from elastic_transport import BaseNode, NodePool


class Pool(NodePool):
    """A pool that remembers, for each thread, which nodes failed since the last answer."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._thread = threading.local()

    def get(self) -> BaseNode:
        node = super().get()
        failed = self._failed()
        if node not in failed:
            return node
        others = [one for one in self.all() if one not in failed]
        if others:
            return random.choice(others)
        failed.clear()
        return node

    def mark_dead(self, node: BaseNode, _now: float | None = None) -> None:
        super().mark_dead(node, _now)
        self._failed().add(node)

    def mark_live(self, node: BaseNode) -> None:
        super().mark_live(node)
        self._failed().clear()

    def _failed(self) -> set[BaseNode]:
        found: set[BaseNode] | None = getattr(self._thread, "failed", None)
        if found is None:
            found = self._thread.failed = set()
        return found
