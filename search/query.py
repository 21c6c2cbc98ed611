"""The user's string -> Query: an address, phrases, exclusions and words. Pure; no user syntax goes further than this.

thi hành pháp luật                    words
"thi hành pháp luật" -đất             the phrase exactly, and not the word đất
khoản 3 mục II kế hoạch 444/KH-UBND   an address
nghị quyết hđnd 2024 học phí          filters, and the words học phí
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.citation import parse_address
from corpus.model import Target
from corpus.text import fold, nfc
from search import analysis
from search.pieces import Piece
from search.typed import Sought, Typed, read

_PIECE = re.compile(r'(?P<no>(?<!\S)[-–])?(?:["“”«](?P<phrase>[^"“”«»]+)["”“»]|(?P<word>[^\s"“”«»]+))')
_HINT = re.compile(r"\d|\b[A-ZĐ]{3,}\b")
_LAWS = re.compile(r"\b(?:luat|phap lenh|hien phap)\b")
_SERIAL = re.compile(r"\d+(?:/\d{4})?")
_MOST_WORDS = 30  # of an address
#: A document about a law, whose name does not make it the law: thông tư hướng dẫn Luật Công chứng.
_ABOUT_A_LAW = re.compile(
    r"(?:nghi dinh|nghi quyet|thong tu|quyet dinh|chi thi|ke hoach|cong van|van ban)\b\D*?"
    r"\b(?:huong dan|quy dinh|thi hanh|trien khai|sua doi|bo sung|lien quan)\b"
)
#: Syllables with i or y that laws write otherwise; counted over 10,390 articles of the law, each pair differs more than
#: tenfold (lí 4, lý 18,108; qui 48, quy 33,413; sĩ 1,280, sỹ 119; vỹ 0, vĩ 87).
_USUAL = {
    "lí": "lý", "kĩ": "kỹ", "kì": "kỳ", "kí": "ký", "mĩ": "mỹ", "tỉ": "tỷ", "kỉ": "kỷ", "quí": "quý", "qui": "quy",
    "quĩ": "quỹ", "sỹ": "sĩ", "vỹ": "vĩ",
}  # fmt: skip
_I_OR_Y = re.compile(rf"\b(?:{'|'.join(_USUAL)})\b", re.IGNORECASE)
_UNDER_A_HEADING = re.compile(r"\b(mục|phần)\s+([ivxlc]+)\.(\d+)\b", re.IGNORECASE)  # mục II.3 is khoản 3 mục II
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
    sought: Sought | None = None  # a document by its serial, if the address is none of the library
    filters: tuple[Piece, ...] = ()  # said in words at the head of the query

    @property
    def empty(self) -> bool:
        """Nothing to look for."""
        return not (self.syllables or self.excluded or self.address or self.sought or self.filters)


def understand(text: str, *, literal: bool = False) -> Query:
    """Read what was typed. Never fails: what makes no sense as syntax is taken for words.

    `literal`: words are words, none of them a filter.
    """
    typed_text = " ".join(nfc(text[:_LONGEST]).split())
    text = usual_letters(typed_text)
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
    typed = Typed(rest=plain) if phrases or excluded else read(text)
    if typed.filters and not literal:
        plain = typed.rest
    address, sought = (None, None) if phrases or excluded else _address(text, typed)
    return Query(
        typed_text,
        plain,
        tuple(analysis.syllables(plain)),
        tuple(phrases),
        tuple(excluded),
        is_bare(plain),
        address,
        sought,
        () if literal else typed.filters,
    )


def usual_letters(text: str) -> str:
    """`lí`, `kĩ`, `qui`, `sỹ` as the law writes them: lý, kỹ, quy, sĩ; as long as before."""
    return _I_OR_Y.sub(lambda match: _like(match[0]), text)


def _like(said: str) -> str:
    """The usual letters, upper and lower case as said."""
    return "".join(new.upper() if old.isupper() else new for old, new in zip(said, _USUAL[said.lower()], strict=True))


def _address(text: str, typed: Typed) -> tuple[Target | None, Sought | None]:
    """The grammar of the law goes first; where it knows a bare serial only, the looser reading knows more."""
    address = parse_address(_UNDER_A_HEADING.sub(r"khoản \3 \1 \2", text)) if _may_be_address(text) else None
    if address is None or (address.number and _SERIAL.fullmatch(address.number)):
        return (typed.address, typed.sought) if typed.address or typed.sought else (address, None)
    return address, None


def _may_be_address(text: str) -> bool:
    """A cheap first look: an address is short and holds a digit, the name of a kind of law, or initials (BLDS)."""
    if text.count(" ") >= _MOST_WORDS or _ABOUT_A_LAW.match(fold(text)):
        return False
    return bool(_HINT.search(text)) or bool(_LAWS.search(fold(text)))


def is_bare(text: str) -> bool:
    """True when there are words, numbers aside, and none of them carries a mark of Vietnamese."""
    words = "".join(token for token in analysis.syllables(text) if not token[0].isdigit())
    return bool(words) and fold(words) == words
