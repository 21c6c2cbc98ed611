"""Text -> tokens, the same for documents and queries and for every engine.

One pass finds *syllables*: runs of letters and digits, lower case, one tone placement. Document numbers
(`01/2021/nđ-cp`, blanks after their strokes repaired), dates and numbers with separators are one token.
From these come neighbouring pairs (`điều_5`), folded forms, and, from the raw text, words. Offsets index the
text that was given, so that highlights are computed from spans.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.text import Span, fold, old_tones, plain_letters
from search import words

#: Raise it when tokens come out differently: an index of another version is rebuilt.
VERSION = 3

#: Characters at most between syllables that stand side by side.
NEAR = 4

#: Characters of a token up to which its beginnings are kept.
LONGEST_BEGINNING = 16

_NUMBER = (
    r"\d+(?:[ ]?/[ ]?\d{4})?[ ]?/[ ]?"  # 01/2021/, 444/
    r"(?:[^\W\d_]{1,10}(?:(?:-[ ]?|[ ]-)[^\W\d_]{1,12}\d*)+|(?:qh|ubtvqh|hđnn)\d+|cp|ttg|tw|hđbt)(?![^\W_])"
    r"|\d+-[^\W\d_]{1,8}/[^\W\d_]{1,8}(?![^\W_])"  # 66-nq/tw
    r"|\d+-hđbt(?![^\W_])"
)
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]*|"  # a syllable, an abbreviation
    + _NUMBER
    + r"|\d+(?:[.,/]\d+)*[^\W\d_]*"  # 5, 5a, 1.000.000, 30/4/2025
)
#: What is cut out before words are looked for: numbers of documents, and units with their number (Điều 5, khoản 2).
_WHOLE = re.compile(_NUMBER + r"|(?:điều|khoản|điểm|chương|mục)[ ](?:\d+[^\W\d_]?|[ivxlc]+|[^\W\d_])(?![^\W_])")
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable and where it stands in the text."""

    text: str
    span: Span


def leveled(text: str) -> str:
    """Lower case, Latin letters, one tone placement; same length as the text."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters (İ) grow in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return old_tones(lower)


def tokens(text: str) -> Iterator[Token]:
    """The syllables of a text with their spans."""
    for match in _TOKEN.finditer(leveled(text)):
        yield Token(whole(match[0]), Span(match.start(), match.end()))


class Found(NamedTuple):
    """An occurrence of a term and where it stands; `beside`: it follows the one before directly."""

    term: str
    start: int
    end: int
    beside: bool


def spans(text: str) -> list[tuple[int, int]]:
    """Where the syllables of a text stand; the quick form of `tokens`."""
    return [match.span() for match in _TOKEN.finditer(leveled(text))]


def find(text: str, terms: Collection[str], *, bare: bool = False) -> list[Found]:
    """The syllables that are among the terms (which are folded if `bare`), in order."""
    level = fold(leveled(text)) if bare else leveled(text)
    found: list[Found] = []
    before = -NEAR - 1
    for match in _any_of(frozenset(terms)).finditer(level):
        start, end = match.span()
        beside = start - before <= NEAR and not any(map(str.isalnum, level[before:start]))
        found.append(Found(whole(match[0]), start, end, beside))
        before = end
    return found


@lru_cache(maxsize=256)
def _any_of(terms: frozenset[str]) -> re.Pattern[str]:
    """Any of the terms as a whole syllable; blanks may stand inside numbers, figures are not parts of larger ones."""
    written = [
        rf"(?<!\d[.,/]){term}(?![.,/]\d)" if term.isdigit() else re.sub(r"(\\-|/)", r"[ ]?\1[ ]?", re.escape(term))
        for term in sorted(terms, key=lambda term: (-len(term), term))
    ]
    return re.compile(rf"\b(?:{'|'.join(written)})\b" if written else r"(?!)")


def syllables(text: str) -> list[str]:
    """The syllables of a text, without spans; the quick form."""
    return [whole(found) for found in _TOKEN.findall(leveled(text))]


def whole(token: str) -> str:
    """A document number without the blanks that stand in it, Cyrillic look-alikes made Latin."""
    if token[0].isdigit() and not token.isdigit():
        return plain_letters(_BLANK.sub("", token))
    return token


def bigrams(of: list[str]) -> list[str]:
    """Neighbouring pairs of syllables."""
    return [f"{left}_{right}" for left, right in itertools.pairwise(of)]


def folded(of: Iterable[str]) -> list[str]:
    """Tokens without diacritics."""
    return fold(" ".join(of)).split()


def beginnings(of: Iterable[str]) -> list[str]:
    """All beginnings of each (folded) token, so that what is being typed is found as a whole token."""
    return [token[:n] for token in dict.fromkeys(of) for n in range(1, min(len(token), LONGEST_BEGINNING) + 1)]


def segmented(text: str) -> list[str]:
    """The words of a text, their syllables joined by `_`; document numbers and units (`điều_5`) cut out whole first."""
    pieces: list[str] = []
    wholes: dict[int, str] = {}
    for line in text.split("\n"):
        at = 0
        for match in _WHOLE.finditer(leveled(line)):
            pieces.append(line[at : match.start()])
            wholes[len(pieces)] = whole(match[0]).replace(" ", "_")
            pieces.append("")
            at = match.end()
        pieces.append(line[at:])
    found: list[str] = []
    for number, piece in enumerate(words.segment(pieces)):
        if number in wholes:
            found.append(wholes[number])
        found += [word for word in piece if word[-1].isalnum() or word[0].isalnum()]
    return leveled("\n".join(found)).replace(" ", "_").split("\n") if found else []
