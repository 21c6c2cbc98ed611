"""Why an entry matched, in words: never a score."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from search import analysis
from search.index import Entry
from search.query import Query
from search.snippets import Snippet


def why(entry: Entry, query: Query, cut: Snippet) -> tuple[str, ...]:
    """Short reasons, the strongest first."""
    wanted = analysis.folded(query.syllables) if query.bare else list(query.syllables)
    if not wanted:
        return ()
    heading, title = (_said(text, query.bare) for text in (entry.heading, f"{entry.name} {entry.title}"))
    runs = _runs(cut)
    shown = frozenset(one.term for one in cut.found)
    places = (
        ("tên điều khoản", heading.words, [heading.order]),
        ("nội dung", shown, runs),
        ("tên văn bản", title.words, [title.order]),
    )
    different = frozenset(wanted)
    reasons = []
    for place, words, orders in places:
        if not different <= words:
            continue
        whole = len(wanted) > 1 and any(_run(order, wanted) for order in orders)
        reasons.append(f"đúng nguyên cụm từ ở {place}" if whole else f"đủ các từ ở {place}")
    if not reasons:
        shared = [(place, len(different & words)) for place, words, _ in places]
        reasons = [f"{place} có {count} trong {len(different)} từ" for place, count in shared if count > 1]
    return tuple(reasons[:2])


def _runs(cut: Snippet) -> list[list[str]]:
    """The terms of a snippet, those that follow each other directly together."""
    runs: list[list[str]] = []
    for one in cut.found:
        if runs and one.beside:
            runs[-1].append(one.term)
        else:
            runs.append([one.term])
    return runs


class _Said(NamedTuple):
    order: list[str]
    words: frozenset[str]


@lru_cache(maxsize=16_384)
def _said(text: str, bare: bool) -> _Said:
    found = analysis.syllables(text)
    order = analysis.folded(found) if bare else found
    return _Said(order, frozenset(order))


def _run(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
