"""The best window of a text for a query, and the spans in it to highlight. No engine takes part in this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.text import Span, fold
from search import analysis
from search.analysis import Token
from search.tuning import Window


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text: `span` in its source, `marks` in `text` itself, and whether more stands around it."""

    text: str
    span: Span
    marks: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False


def snippet(text: str, weights: Mapping[str, float], size: Window, *, bare: bool = False) -> Snippet:
    """The window that holds most of the weight, each term counted once, neighbours of the query counted on top."""
    found = list(analysis.tokens(text))
    terms = [fold(token.text) if bare else token.text for token in found]
    if not found:
        return Snippet(text, Span(0, len(text)))
    first, last = _best(terms, weights, size.window)
    start, end = _widen(text, found, first, last, size)
    inside = [n for n, token in enumerate(found) if terms[n] in weights and start <= token.span.start < end]
    spans = _marks(found, inside, terms, weights)
    marks = tuple(span.shift(-start) for span in spans if start <= span.start and span.end <= end)
    return Snippet(text[start:end], Span(start, end), marks, start > 0, end < len(text))


def _best(terms: Sequence[str], weights: Mapping[str, float], size: int) -> tuple[int, int]:
    """First and last token of the best window, which begins and ends with a term that is looked for."""
    at = [n for n, term in enumerate(terms) if term in weights]
    if not at:
        return 0, min(size, len(terms)) - 1
    best, chosen = -1.0, (at[0], at[0])
    for left, begin in enumerate(at):
        seen: set[str] = set()
        score, before = 0.0, -2
        for n in at[left : left + size]:
            if n - begin >= size:
                break
            fresh = terms[n] not in seen
            score += weights[terms[n]] * ((1.0 if fresh else 0.05) + (0.5 if fresh and n == before + 1 else 0.0))
            seen.add(terms[n])
            before = n
            if score > best + 1e-9:
                best, chosen = score, (begin, n)
    return chosen


def _widen(text: str, found: Sequence[Token], first: int, last: int, size: Window) -> tuple[int, int]:
    """Room around the window, cut at a line or sentence where one begins or ends near."""
    low, high = max(first - size.margin, 0), min(last + size.margin, len(found) - 1)
    start = 0 if low == 0 else found[low].span.start
    end = len(text) if high == len(found) - 1 else found[high].span.end
    for cut in ("\n", ". ", "; "):
        at = text.rfind(cut, start, found[first].span.start)
        if at >= 0:
            start = at + len(cut)
            break
    for cut in ("\n", ". "):
        at = text.find(cut, found[last].span.end, end)
        if at >= 0:
            end = at + len(cut.strip())
            break
    return start, end


def _marks(
    found: Sequence[Token], inside: Sequence[int], terms: Sequence[str], weights: Mapping[str, float]
) -> list[Span]:
    """Runs of neighbouring terms as one span; a lone term that is everywhere (và, của) is not marked."""
    strongest = max((weights[terms[n]] for n in inside), default=0.0)
    runs: list[list[int]] = []
    for n in inside:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [
        Span(found[run[0]].span.start, found[run[-1]].span.end)
        for run in runs
        if len(run) > 1 or weights[terms[run[0]]] >= 0.4 * strongest
    ]
