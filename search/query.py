"""The user's string -> Query: an address, phrases, exclusions and words. Pure; no user syntax goes further than this.

thi hành pháp luật                    words
"thi hành pháp luật" -đất             the phrase exactly, and not the word đất
khoản 3 mục II kế hoạch 444/KH-UBND   an address
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.citation import parse_address
from corpus.model import Target
from corpus.text import fold, nfc
from search import analysis

_PIECE = re.compile(r'(?P<no>(?<!\S)[-–])?(?:["“”«](?P<phrase>[^"“”«»]+)["”“»]|(?P<word>[^\s"“”«»]+))')
_HINT = re.compile(r"\d|\b[A-ZĐ]{3,}\b")
_LAWS = re.compile(r"\b(?:luat|phap lenh|hien phap)\b")
_LONGEST = 2_000  # characters of a query that are read


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood. `bare`: typed without diacritics, so it is compared without them."""

    text: str
    plain: str  # the words to score, quoted ones included, without exclusions
    syllables: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    bare: bool = False
    address: Target | None = None

    @property
    def empty(self) -> bool:
        """Nothing to look for."""
        return not (self.syllables or self.excluded or self.address)


def understand(text: str) -> Query:
    """Read what was typed. Never fails: what makes no sense as syntax is taken for words."""
    text = " ".join(nfc(text[:_LONGEST]).split())
    said: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in _PIECE.finditer(text):
        words = match["phrase"] if match["phrase"] is not None else match["word"]
        found = tuple(analysis.syllables(words))
        if match["no"] and found:
            excluded.append(found)
            continue
        said.append(words)
        if match["phrase"] is not None and found:
            phrases.append(found)
    plain = " ".join(said)
    syllables = tuple(analysis.syllables(plain))
    address = parse_address(text) if not phrases and not excluded and _may_be_address(text) else None
    return Query(text, plain, syllables, tuple(phrases), tuple(excluded), is_bare(plain), address)


def _may_be_address(text: str) -> bool:
    """A cheap first look: an address holds a digit, the name of a kind of law, or initials (BLDS)."""
    return bool(_HINT.search(text)) or bool(_LAWS.search(fold(text)))


def is_bare(text: str) -> bool:
    """True when there are words, numbers aside, and none of them carries a mark of Vietnamese."""
    words = "".join(token for token in analysis.syllables(text) if not token[0].isdigit())
    return bool(words) and fold(words) == words
