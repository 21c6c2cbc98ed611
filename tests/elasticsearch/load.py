"""Questions from several threads while something happens to servers: how many, which failed, how long the slowest."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

_PAUSE = 0.02  # seconds between two questions of a thread; two cores serve three nodes and us


@dataclass(slots=True)
class Load:
    """Asks until the block ends; `ask` returns whether the answer was whole, and raises where there was none."""

    ask: Callable[[], bool]
    threads: int = 4
    requests: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    took: list[float] = field(default_factory=list)  # seconds of each
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _done: threading.Event = field(default_factory=threading.Event)
    _running: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Load:
        self._running = [threading.Thread(target=self._ask_on, daemon=True) for _ in range(self.threads)]
        for one in self._running:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for one in self._running:
            one.join()

    @property
    def slowest(self) -> float:
        """Seconds."""
        return max(self.took, default=0.0)

    @property
    def failed(self) -> int:
        return sum(self.failures.values())

    def _ask_on(self) -> None:
        while not self._done.is_set():
            began = time.perf_counter()
            failure, whole = "", True
            try:
                whole = self.ask()
            except Exception as error:
                failure = f"{type(error).__name__}: {error}"
            took = time.perf_counter() - began
            with self._lock:
                self.requests += 1
                self.took.append(took)
                self.wrong += not whole
                if failure:
                    self.failures[failure] += 1
            self._done.wait(_PAUSE)
