"""The best window of a text for a query, and the spans in it to highlight. No engine takes part in this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.text import Span
from search import analysis
from search.analysis import NEAR, Found
from search.places import Places
from search.tuning import Window

_REPEATED = 0.05  # what a term adds that the window already holds, of its weight
_BESIDE = 0.5  # what a term adds by following another one directly
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


def snippet(
    text: str, weights: Mapping[str, float], size: Window, *, bare: bool = False, found: Sequence[Found] | None = None
) -> Snippet:
    """The window that holds most of the weight, each term counted once, neighbours counted on top.

    `found`: the occurrences of the weighted terms, where they are known already.
    """
    everywhere = analysis.find(text, weights, bare=bare) if found is None else found
    least = _ALONE * max(weights.values(), default=0.0)  # the window is not chosen by words that are everywhere
    telling = [one for one in everywhere if weights[one.term] >= least] or everywhere
    if not telling:
        end = _cut(text, min(size.window + size.margin, len(text)), forward=False)
        return Snippet(text[:end], Span(0, end), (), False, end < len(text))
    first, last = _best(telling, weights, size.window)
    start, end = _widen(text, first, last, size.margin)
    inside = [one for one in everywhere if start <= one.start and one.end <= end]
    marks = tuple(mark.shift(-start) for mark in _marks(inside, weights))
    return Snippet(text[start:end], Span(start, end), marks, start > 0, end < len(text), tuple(inside))


def occurrences(places: Places, weights: Mapping[str, float]) -> list[Found]:
    """The occurrences of weighted terms in a text of which the places are known."""
    found: list[Found] = []
    last, ended = -2, 0
    for at, term, (start, end) in zip(places.text.at.tolist(), places.text.term.tolist(), places.spans(), strict=True):
        name = places.terms[term]
        if name in weights:
            found.append(Found(name, start, end, at == last + 1 and start - ended <= NEAR))
            last, ended = at, end
    return found


def _best(found: Sequence[Found], weights: Mapping[str, float], size: int) -> tuple[Found, Found]:
    """First and last occurrence of the best window of `size` characters."""
    best, chosen = -1.0, (found[0], found[0])
    for begin, opening in enumerate(found):
        seen: set[str] = set()
        score, limit = 0.0, opening.start + size
        for one in found[begin:]:
            if one.end > limit and one is not opening:
                break
            if one.term in seen:
                score += weights[one.term] * _REPEATED
            else:
                score += weights[one.term] * (1.0 + _BESIDE * one.beside)
                seen.add(one.term)
            if score > best:
                best, chosen = score, (opening, one)
    return chosen


def _widen(text: str, first: Found, last: Found, margin: int) -> tuple[int, int]:
    """Room around the window, from the beginning of its sentence or line and to the end of one where that is near."""
    low, high = max(first.start - margin, 0), min(last.end + margin, len(text))
    start = _cut(text, low, forward=True)
    for sign in ("\n", ". ", "; "):
        at = text.rfind(sign, low, first.start)
        if at >= 0:
            start = at + len(sign)
            break
    end = _cut(text, high, forward=False)
    for sign in ("\n", ". "):
        at = text.find(sign, last.end, high)
        if at >= 0:
            end = at + len(sign.strip())
            break
    return min(start, first.start), max(end, last.end)


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
