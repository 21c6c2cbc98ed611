"""Addresses as people type them: short words, no diacritics, no capitals.

    khoản 3 mục II kế hoạch 444/KH-UBND · k2 đ5 nđ 80/2025 · 444/kh-ubnd · dieu 12 luat dat dai · nghi quyet 66-nq/tw

The words are first written out ("k2 đ5" → "khoản 2 Điều 5"), then read by the same grammar as the law. What is not an
address as a whole is none: "thu hồi đất theo luật đất đai" is a search.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.citation.find import find_citations
from corpus.citation.names import INITIALS
from corpus.errors import AddressError
from corpus.laws import name_key, names
from corpus.model import Target
from corpus.number import DocumentNumber
from corpus.text import fold, nfc

_UNITS = {
    "tieu muc": "Tiểu mục", "phu luc": "Phụ lục", "dieu": "Điều", "khoan": "khoản", "diem": "điểm", "chuong": "Chương",
    "muc": "Mục", "phan": "Phần", "tiet": "tiết", "mau so": "mẫu số", "mau": "mẫu", "pl": "Phụ lục",
}  # fmt: skip
_KINDS = {
    "nghi quyet lien tich": "Nghị quyết liên tịch", "nghi quyet": "Nghị quyết", "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định", "thong tu lien tich": "Thông tư liên tịch", "thong tu": "Thông tư",
    "chi thi": "Chỉ thị",
    "ke hoach": "Kế hoạch", "chuong trinh hanh dong": "Chương trình hành động", "chuong trinh": "Chương trình",
    "quy dinh": "Quy định", "quy che": "Quy chế", "ket luan": "Kết luận", "huong dan": "Hướng dẫn",
    "thong bao": "Thông báo",
    "cong van": "Công văn", "cong dien": "Công điện", "to trinh": "Tờ trình", "bao cao": "Báo cáo",
    "van ban hop nhat": "Văn bản hợp nhất", "van ban": "Văn bản", "bo luat": "Bộ luật", "luat": "Luật",
    "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp", "nd": "Nghị định", "nq": "Nghị quyết", "qd": "Quyết định",
    "tt": "Thông tư", "ttlt": "Thông tư liên tịch", "ct": "Chỉ thị", "kh": "Kế hoạch", "cv": "Công văn",
    "bl": "Bộ luật",
    "vbhn": "Văn bản hợp nhất",
}  # fmt: skip
_SMALL = {
    "so": "số",
    "cua": "của",
    "va": "và",
    "nam": "năm",
    "ngay": "ngày",
    "den": "đến",
    "tu": "từ",
    "tai": "tại",
    "thang": "tháng",
}
_PHRASES = {**_UNITS, **_KINDS, **_SMALL}
_LONGEST_PHRASE = 4
_GLUED = re.compile(r"(?P<unit>k|đ|d|đ/|điều|dieu|khoản|khoan)(?P<number>\d{1,3}[a-zđ]?)", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxlc]+")
_TAKES_ROMAN = frozenset({"Mục", "Chương", "Phần", "Phụ lục", "Tiểu mục"})
_REST = re.compile(r"[\s,.;:]*(?:của\s.{0,60})?$", re.DOTALL)


def parse_addresses(text: str) -> tuple[Target, ...]:
    """Every target of a typed address; empty where the text is none as a whole."""
    plain = " ".join(nfc(text).split())
    if not plain or len(plain) > 300:
        return ()
    for reading in (_written_out(plain), plain):
        targets = _whole(reading)
        if targets:
            return targets
    return ()


def parse_address(text: str) -> Target | None:
    """The one target of a typed address, `document` its id where the number alone tells it; None where the text is
    none.
    """
    targets = parse_addresses(text)
    return targets[0] if targets else None


def _whole(text: str) -> tuple[Target, ...]:
    found = find_citations(text)
    if len(found) != 1 or found[0].mention is None or found[0].mention.own or found[0].mention.back:
        return ()
    citation = found[0]
    lead, rest = (
        text[: citation.span.start],
        text[max(citation.span.end, citation.mention.dated if citation.mention else 0) :],
    )
    if not re.fullmatch(r"\W*(?:(?:các|từ|số)\s+)?", lead, re.IGNORECASE) or not _REST.fullmatch(rest):
        return ()
    return citation.targets


def _written_out(text: str) -> str:
    """The typed words in the letters of the law."""
    words = text.split(" ")
    out: list[str] = []
    at = 0
    while at < len(words):
        taken, written = _law_at(words, at) or _phrase_at(words, at) or (1, _word(words[at], out))
        out.append(written)
        at += taken
    return " ".join(out)


def _law_at(words: list[str], at: int) -> tuple[int, str] | None:
    if words[at].upper() in INITIALS:
        return 1, words[at].upper()
    for taken in range(min(_longest_name(), len(words) - at), 1, -1):
        name = _folded_names().get(_name_fold(" ".join(words[at : at + taken])))
        if name is not None:
            return taken, name
    return None


def _phrase_at(words: list[str], at: int) -> tuple[int, str] | None:
    for taken in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        key = fold(" ".join(words[at : at + taken])).strip(".,")
        if key in _PHRASES:
            return taken, _PHRASES[key]
    return None


def _word(word: str, before: list[str]) -> str:
    """A single word: "k2", "đ5", a Roman numeral in small letters, a number."""
    glued = _GLUED.fullmatch(word.rstrip(",;"))
    if glued is not None:
        unit = "khoản" if fold(glued["unit"]).startswith("k") else "Điều"
        return f"{unit} {glued['number']}"
    if before and before[-1] in _TAKES_ROMAN and _ROMAN.fullmatch(word):
        return word.upper()
    try:
        return str(DocumentNumber.parse(word))
    except AddressError:
        return word


def _name_fold(name: str) -> str:
    return fold(name_key(name))


@cache
def _folded_names() -> dict[str, str]:
    """Names of laws by their form without diacritics, where only one has it."""
    found: dict[str, list[str]] = {}
    for name in names():
        found.setdefault(_name_fold(name), []).append(name)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


@cache
def _longest_name() -> int:
    return max((len(key.split()) for key in _folded_names()), default=1)
