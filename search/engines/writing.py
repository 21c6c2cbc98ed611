"""How an index is written on a server: shards, copies, size of a request, processes; no client is imported for it."""

from __future__ import annotations

import os
from dataclasses import dataclass

#: Processes that analyse, and one core left to the server and to reading the store.
WORKERS = max(1, (os.cpu_count() or 2) - 1)


@dataclass(frozen=True, slots=True)
class Writing:
    """Choices of who runs the server; what was measured of them, and what was not: docs/elasticsearch-runbook.md."""

    shards: int = 1
    replicas: int = 1  # at most: copies beside the first, where there are nodes for them
    bulk_bytes: int = 5_000_000  # of one bulk request
    workers: int = WORKERS  # 0: analysis in this process
