"""What the server said a moment ago of the index as a whole: its size, and how many entries hold a term.

One answer asks these numbers several times over, each a way to the server and back; they change only when somebody
writes. Own writes forget them at once, writes of others are seen after `SIZE_KEPT` and `TERMS_KEPT` seconds. They
decide no hit: they weigh words and guess diacritics.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence

SIZE_KEPT = 2.0  # seconds
TERMS_KEPT = 30.0
FIT_KEPT = 10.0
_MOST_TERMS = 100_000  # a term with its number takes about 150 bytes


class Known:
    """Numbers of one index. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._numbers: dict[str, tuple[float, int]] = {}
        self._terms: dict[tuple[str, str], tuple[float, int]] = {}
        self._fit: float | None = None
        self._writes = 0

    def fit(self, ask: Callable[[], bool]) -> bool:
        """Whether the index is one that this code may ask; that it is not is not kept."""
        with self._guard:
            held, writes = self._fit, self._writes
        if held is not None and self._clock() - held < FIT_KEPT:
            return True
        fits = ask()
        with self._guard:
            self._fit = self._clock() if fits and writes == self._writes else None
        return fits

    def size(self, ask: Callable[[], int]) -> int:
        """The number of entries known, or what `ask` tells."""
        return self._number("size", SIZE_KEPT, ask)

    def documents(self, ask: Callable[[], int]) -> int:
        """The number of documents known, or what `ask` tells."""
        return self._number("documents", TERMS_KEPT, ask)

    def _number(self, name: str, seconds: float, ask: Callable[[], int]) -> int:
        with self._guard:
            held, writes = self._numbers.get(name), self._writes
        if held and self._clock() - held[0] < seconds:
            return held[1]
        told = ask()
        with self._guard:
            if writes == self._writes:  # nothing was written here while the server was asked
                self._numbers[name] = (self._clock(), told)
        return told

    def frequency(
        self, field: str, terms: Sequence[str], ask: Callable[[Sequence[str]], Mapping[str, int]]
    ) -> dict[str, int]:
        """The numbers of these terms; `ask` is given those not known."""
        now = self._clock()
        with self._guard:
            held = {term: known for term in terms if (known := self._terms.get((field, term)))}
            writes = self._writes
        found = {term: number for term, (said, number) in held.items() if now - said < TERMS_KEPT}
        lacking = [term for term in dict.fromkeys(terms) if term not in found]
        if lacking:
            told = ask(lacking)
            with self._guard:
                if len(self._terms) > _MOST_TERMS:
                    self._terms.clear()
                if writes == self._writes:
                    self._terms.update(((field, term), (now, number)) for term, number in told.items())
            found |= told
        return {term: found[term] for term in terms}

    def forget(self) -> None:
        """Something was written, or the index is not what it was."""
        with self._guard:
            self._fit = None
            self._numbers.clear()
            self._terms.clear()
            self._writes += 1
