"""Words from underthesea, and nothing else from it: the only module that knows the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache


@cache
def _stock() -> Callable[[str], list[str]]:
    from underthesea import word_tokenize

    return word_tokenize  # type: ignore[no-any-return]


def segment(lines: Sequence[str]) -> list[list[str]]:
    """The words of each line, as `underthesea.word_tokenize(line)` gives them, punctuation included."""
    tokenize = _stock()
    return [tokenize(line) if line else [] for line in lines]
