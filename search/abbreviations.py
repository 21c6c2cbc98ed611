"""Abbreviations both ways: a query that says UBND also looks for Ủy ban nhân dân, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from corpus.text import fold
from corpus.vocabulary import abbreviations
from search import analysis

_SHORTEST = 3  # letters; shorter ones are too many things


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Token → words, also typed without marks; run of syllables → token."""
    known = [(analysis.leveled(short), full) for short, full in abbreviations().items() if len(short) >= _SHORTEST]
    short = {fold(token): full for token, full in known} | dict(known)
    full = {" ".join(analysis.syllables(words)): token for token, words in known}
    return short, full | {fold(words): token for words, token in full.items()}


def is_short(syllable: str) -> bool:
    """True for a token that is an abbreviation."""
    return syllable in _table()[0]


def also(syllables: Sequence[str]) -> str:
    """What else says the same: abbreviations written out, and the abbreviations of what is written out."""
    return " ".join(dict.fromkeys(other for _, other in pairs(syllables)))


def written_out(syllables: Sequence[str]) -> tuple[str, ...]:
    """The same with every abbreviation written out, as texts mostly do."""
    short, _ = _table()
    return tuple(word for one in syllables for word in (analysis.syllables(short[one]) if one in short else (one,)))


def pairs(syllables: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The same, each with what was typed: ("ubnd", "Ủy ban nhân dân"), ("giải phóng mặt bằng", "gpmb")."""
    short, full = _table()
    said = f" {' '.join(syllables)} "
    found = [(one, short[one]) for one in dict.fromkeys(syllables) if one in short]
    return (*found, *((words, token) for words, token in full.items() if f" {words} " in said))
