"""The best window of a text for a query, and the spans in it to highlight. No engine takes part in this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.text import Span
from search import analysis
from search.analysis import NEAR, Found
from search.places import Places
from search.tuning import Window

#: Numbers of terms and places in a text.
Ints = NDArray[np.integer]

_REPEATED = 0.05  # what a term adds that the window already holds, of its weight
_BESIDE = 0.5  # what a term adds by following another one directly
_ROUNDING = 1e-9
_ALONE = 0.4  # a lone term below this share of the strongest one is not marked


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text: `span` in its source, `marks` in `text` itself, and whether more stands around it."""

    text: str
    span: Span
    marks: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False
    found: tuple[Found, ...] = field(default=(), repr=False)  # what of the query it holds; places as in the source


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Where weighted terms stand in a text, in order; `beside`: one follows the one before directly."""

    names: Sequence[str]
    term: Ints  # number of the name
    start: Ints
    end: Ints
    beside: NDArray[np.bool_]

    def found(self, start: int, end: int) -> list[Found]:
        """Those between two places of the text."""
        kept = slice(np.searchsorted(self.start, start), np.searchsorted(self.end, end, side="right"))
        told = (of[kept].tolist() for of in (self.term, self.start, self.end, self.beside))
        return [Found(self.names[term], *rest) for term, *rest in zip(*told, strict=True)]


def snippet(
    text: str, weights: Mapping[str, float], size: Window, *, bare: bool = False, found: Occurrences | None = None
) -> Snippet:
    """The window that holds most of the weight, each term counted once, neighbours counted on top.

    `found`: the occurrences of the weighted terms, where they are known already.
    """
    every = _looked_up(text, weights, bare) if found is None else found
    if not len(every.term):
        end = _cut(text, min(size.window + size.margin, len(text)), forward=False)
        return Snippet(text[:end], Span(0, end), (), False, end < len(text))
    first, last = _best(every, weights, size.window)
    start, end = _widen(text, first, last, size.margin)
    inside = every.found(start, end)
    marks = tuple(mark.shift(-start) for mark in _marks(inside, weights))
    return Snippet(text[start:end], Span(start, end), marks, start > 0, end < len(text), tuple(inside))


def occurrences(places: Places, weights: Mapping[str, float]) -> Occurrences:
    """The occurrences of weighted terms in a text of which the places are known."""
    weighted = np.array([name in weights for name in places.terms], np.bool_)
    kept = weighted[places.text.term]
    at, spans = places.text.at[kept], places.spans()[kept]
    start, end = spans[:, 0], spans[:, 1]
    beside = np.zeros(len(at), np.bool_)
    beside[1:] = (at[1:] == at[:-1] + 1) & (start[1:] - end[:-1] <= NEAR)
    return Occurrences(places.terms, places.text.term[kept], start, end, beside)


def _looked_up(text: str, weights: Mapping[str, float], bare: bool) -> Occurrences:
    found = analysis.find(text, weights, bare=bare)
    names = list(dict.fromkeys(one.term for one in found))
    number = {name: at for at, name in enumerate(names)}
    rows = np.array([(number[one.term], one.start, one.end, one.beside) for one in found], np.int64).reshape(-1, 4)
    return Occurrences(names, rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3].astype(np.bool_))


def _best(every: Occurrences, weights: Mapping[str, float], size: int) -> tuple[int, int]:
    """Where the best window of `size` characters begins and ends, the first of equal ones.

    Every telling occurrence opens a window; a row of each table below is a window, a column one of what it holds.
    """
    weight = np.array([weights.get(name, 0.0) for name in every.names])[every.term]
    least = _ALONE * max(weights.values(), default=0.0)  # the window is not chosen by words that are everywhere
    telling = (weight >= least).nonzero()[0]
    if not len(telling):
        telling = np.arange(len(weight))
    term, start, end, weight = every.term[telling], every.start[telling], every.end[telling], weight[telling]
    opening = np.arange(len(telling))
    last = np.maximum(np.searchsorted(end, start + size, side="right"), opening + 1)
    held = opening[:, None] + np.arange(int((last - opening).max()))
    inside = held < last[:, None]
    held = np.minimum(held, len(telling) - 1)
    fresh = _before(term)[held] < opening[:, None]
    new = weight * (1.0 + _BESIDE * every.beside[telling])
    worth = (inside * np.where(fresh, new[held], _REPEATED * weight[held])).sum(axis=1)
    chosen = int((worth >= worth.max() - _ROUNDING).argmax())
    return int(start[chosen]), int(end[last[chosen] - 1])


def _before(term: Ints) -> Ints:
    """For each occurrence the number of the one before it that is the same term, or -1."""
    order = np.argsort(term, kind="stable")
    before = np.full(len(term), -1)
    again = term[order][1:] == term[order][:-1]
    before[order[1:][again]] = order[:-1][again]
    return before


def _widen(text: str, first: int, last: int, margin: int) -> tuple[int, int]:
    """Room around what begins at `first` and ends at `last`.

    From the beginning of its sentence or line and to the end of one where that is near.
    """
    low, high = max(first - margin, 0), min(last + margin, len(text))
    start = _cut(text, low, forward=True)
    for sign in ("\n", ". ", "; "):
        at = text.rfind(sign, low, first)
        if at >= 0:
            start = at + len(sign)
            break
    end = _cut(text, high, forward=False)
    for sign in ("\n", ". "):
        at = text.find(sign, last, high)
        if at >= 0:
            end = at + len(sign.strip())
            break
    return min(start, first), max(end, last)


def _cut(text: str, at: int, *, forward: bool) -> int:
    """The nearest place between words, seen from `at` inwards."""
    if at in (0, len(text)):
        return at
    blank = text.find(" ", at) + 1 if forward else text.rfind(" ", 0, at)
    return blank if blank > 0 else at


def _marks(inside: Sequence[Found], weights: Mapping[str, float]) -> list[Span]:
    """Runs of neighbouring terms as one span; a lone term that is everywhere (và, của) is not marked."""
    strongest = max((weights[one.term] for one in inside), default=0.0)
    runs: list[list[Found]] = []
    for one in inside:
        if runs and one.beside:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        Span(run[0].start, run[-1].end) for run in runs if len(run) > 1 or weights[run[0].term] >= _ALONE * strongest
    ]
