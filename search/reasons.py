"""Why an entry matched, in words: never a score."""

from __future__ import annotations

from functools import lru_cache

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
    shown = _said(cut.text, query.bare)
    reasons = []
    for place, words in (("tên điều khoản", heading), ("nội dung", shown), ("tên văn bản", title)):
        if len(wanted) > 1 and _run(words, wanted):
            reasons.append(f"đúng nguyên cụm từ ở {place}")
        elif set(wanted) <= set(words):
            reasons.append(f"đủ các từ ở {place}")
    if not reasons:
        where = {"tên điều khoản": heading, "nội dung": shown, "tên văn bản": title}
        for place, words in where.items():
            shared = list(dict.fromkeys(word for word in wanted if word in set(words)))
            if len(shared) > 1:
                reasons.append(f"{place} có {len(shared)} trong {len(set(wanted))} từ")
    return tuple(reasons[:2])


@lru_cache(maxsize=2048)
def _said(text: str, bare: bool) -> list[str]:
    words = analysis.syllables(text)
    return analysis.folded(words) if bare else words


def _run(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
