"""Where wanted terms stand in the heading and the text of a hit: what a ranker needs to judge nearness and coverage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search import analysis

#: Syllable numbers, or numbers of terms.
Numbers = NDArray[np.int32]
#: Begin and end of each of some occurrences, in characters.
Spans = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Occurrences in one text of `length` syllables: the place of each (ascending), and the number of its term."""

    length: int
    at: Numbers
    term: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The occurrences of `terms` in the heading of an entry and in its text.

    `lines`: where the lines of the text begin, in syllables; `spans` gives the occurrences in the text in characters.
    """

    terms: tuple[str, ...]
    heading: Run
    text: Run
    lines: Numbers
    spans: Callable[[], Spans]


def places(heading: str, text: str, wanted: Mapping[str, int], *, bare: bool) -> Places:
    """Worked out from the words themselves; `wanted` is of `numbered`, its terms are compared folded if `bare`."""
    found = _run(text, wanted, bare)

    def spans() -> Spans:
        return np.array(analysis.spans(text), dtype=np.int32).reshape(-1, 2)[found.at]

    starts = [start for start, _ in analysis.spans(text)]
    broken = [bisect_left(starts, at) for at, char in enumerate(text) if char == "\n"]
    return Places(by_number(wanted), _run(heading, wanted, bare), found, lines(broken, len(starts)), spans)


def _run(text: str, wanted: Mapping[str, int], bare: bool) -> Run:
    said = analysis.syllables(text)
    compared = analysis.folded(said) if bare else said
    found = [(at, wanted[one]) for at, one in enumerate(compared) if one in wanted]
    return Run(len(said), numbers([at for at, _ in found]), numbers([term for _, term in found]))


def lines(broken: Sequence[int], length: int) -> Numbers:
    """Where the lines of a text of `length` syllables begin: at its start, and at the syllables behind a break."""
    return numbers([0, *sorted({at for at in broken if 0 < at < length})])


def numbers(of: list[int]) -> Numbers:
    """A list as an array."""
    return np.array(of, dtype=np.int32)


def numbered(wanted: tuple[str, ...]) -> dict[str, int]:
    """Each term with its number: its first place among the wanted ones."""
    return {term: number for number, term in reversed(list(enumerate(wanted)))}


def by_number(wanted: Mapping[str, int]) -> tuple[str, ...]:
    """The inverse of `numbered`; nothing stands in the second place of a term named twice."""
    terms = [""] * (max(wanted.values(), default=-1) + 1)
    for term, number in wanted.items():
        terms[number] = term
    return tuple(terms)
