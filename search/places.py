"""Where wanted terms stand in the heading and the text of a hit: what a ranker needs to judge nearness and coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search import analysis

#: Syllable numbers, or numbers of terms.
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Occurrences in one text of `length` syllables: the place of each (ascending), and the number of its term."""

    length: int
    at: Numbers
    term: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The occurrences in the heading of an entry and in its text."""

    heading: Run
    text: Run


def places(heading: str, text: str, wanted: Mapping[str, int], *, bare: bool) -> Places:
    """Worked out from the words themselves: term → number in `wanted`; folded terms are compared folded if `bare`."""
    return Places(_run(heading, wanted, bare), _run(text, wanted, bare))


def _run(text: str, wanted: Mapping[str, int], bare: bool) -> Run:
    said = analysis.syllables(text)
    compared = analysis.folded(said) if bare else said
    found = [(at, wanted[one]) for at, one in enumerate(compared) if one in wanted]
    return Run(len(said), numbers([at for at, _ in found]), numbers([term for _, term in found]))


def numbers(of: list[int]) -> Numbers:
    """A list as an array."""
    return np.array(of, dtype=np.int32)


def numbered(wanted: tuple[str, ...]) -> dict[str, int]:
    """Each term with its number: its first place among the wanted ones."""
    return {term: number for number, term in reversed(list(enumerate(wanted)))}
