"""A circuit before a server: after failures in a row it opens, and questions fail at once instead of waiting in line.

Closed, every question passes. After `after` failures in a row it opens: for `seconds` no question passes. Then one
passes as a trial, and each further one after `seconds` more; the first that succeeds closes the circuit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Breaker:
    """The circuit; safe to use from many threads."""

    def __init__(self, after: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._after = after
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None  # while open: when the next trial may go

    def wait(self) -> float:
        """Seconds until a question may pass; 0.0: this one may, and the caller tells how it went."""
        with self._lock:
            if self._until is None:
                return 0.0
            left = self._until - self._clock()
            if left > 0:
                return left
            self._until = self._clock() + self._seconds  # a trial that never reports must not keep it open
            return 0.0

    def succeeded(self) -> None:
        """The server answered."""
        with self._lock:
            opened, self._failures, self._until = self._until is not None, 0, None
        if opened:
            log.warning("the search server answers again; the circuit is closed")

    def failed(self, why: str) -> None:
        """The server did not answer; `why` goes to the log when this opens the circuit."""
        with self._lock:
            self._failures += 1
            if self._failures < self._after:
                return
            opened, self._until = self._until is None, self._clock() + self._seconds
            failures = self._failures
        if opened:
            log.warning(
                "the search server failed %d times in a row (%s); the circuit is open, a trial every %g s",
                failures,
                why,
                self._seconds,
            )
