"""Whole names, compared without regard to case, tone placement, blanks and dashes; the longest wins.

A name typed without any diacritics matches the folded names, where only one thing has that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, TypeVar

from corpus.text import fold, nfc, old_tones

T = TypeVar("T")

_DASH = re.compile(r"\s*[-–—‑]\s*")
_GAP = re.compile(r"\s+")


def name_key(text: str) -> str:
    """The form in which names are compared: `UỶ BAN  nhân dân` → `ủy ban nhân dân`."""
    return _GAP.sub(" ", _DASH.sub("-", old_tones(nfc(text).lower()))).strip(" .,;:|")


def is_bare(text: str) -> bool:
    """True when a text carries no diacritics at all, as people type in a hurry."""
    return fold(text) == text.lower()


class NameTable(Generic[T]):
    """Things by their names. The first thing to claim a name keeps it."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        self._folded: dict[str, T | None] = {}
        for name, thing in pairs:
            key = name_key(name)
            self._exact.setdefault(key, thing)
            bare = fold(key)
            if self._folded.setdefault(bare, thing) != thing:
                self._folded[bare] = None

    def get(self, text: str) -> T | None:
        """The thing that bears this whole name."""
        key = name_key(text)
        return self._exact.get(key) or (self._folded.get(key) if is_bare(key) else None)

    def at_start(self, text: str) -> T | None:
        """The thing whose name, the longest possible, begins the text and ends at a word's end."""
        found = self._pattern(text).match(name_key(text))
        return self.get(found[0]) if found else None

    def inside(self, text: str) -> tuple[T, ...]:
        """All things named in the text, in its order, never a name inside a longer one."""
        found = (self.get(match[0]) for match in self._pattern(text).finditer(name_key(text)))
        return tuple(thing for thing in found if thing is not None)

    def _pattern(self, text: str) -> re.Pattern[str]:
        return self._bare_pattern if is_bare(text) else self._exact_pattern

    @cached_property
    def _exact_pattern(self) -> re.Pattern[str]:
        return _longest_first(self._exact)

    @cached_property
    def _bare_pattern(self) -> re.Pattern[str]:
        return _longest_first(key for key, thing in self._folded.items() if thing is not None)


def _longest_first(keys: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else re.compile(r"(?!)")
