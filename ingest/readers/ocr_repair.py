"""Repairs of recognised text that are safe: fixed words of every letterhead and heading, each one told.

Only what can be one thing is put right: a line that equals a fixed heading but for its marks, the nation's name read
with a letter or two wrong, the word "Điều" before a number, and symbols of numbers that exist in one spelling only
("QĐĐ-UBND"). Wording, and every digit but the "I" of a first article, stay as they were recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

from corpus.model import Problem
from corpus.places import provinces
from corpus.text import fold
from ingest.pages import Line

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM")
_HEADINGS = (
    *("QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "NGHỊ QUYẾT", "NGHỊ QUYẾT:", "CHỈ THỊ", "KẾ HOẠCH", "THÔNG TƯ", "NGHỊ ĐỊNH", "LUẬT"),
    *("THÔNG BÁO", "CHƯƠNG TRÌNH", "QUY CHẾ", "QUY ĐỊNH", "HƯỚNG DẪN", "TỜ TRÌNH", "BÁO CÁO", "PHỤ LỤC", "ĐIỀU LỆ"),
    *("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "ỦY BAN NHÂN DÂN TỈNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "CHỦ TỊCH"),
    *("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "THỦ TƯỚNG CHÍNH PHỦ", "Nơi nhận:"),
)
_ALIKE = 0.88  # how much of the nation's name must be right
_ARTICLE = re.compile(r"^[ĐDÐ][iìíỉĩị][eêềếệểễéèẻẽẹ]u (?=[\dIl])")
_FIRST = re.compile(r"^Điều [Il](?=[.:\s]|$)")
_SECOND = re.compile(r"^Điều 2\b")
_DASH = re.compile(r"^[_—~] ?(?=[^\W\d_])")
_SYMBOLS = (
    (re.compile(r"(?<=/)Q(?:ĐĐ|D|DĐ|ĐD|Ð)(?=-[A-ZĐ])"), "QĐ"),
    (re.compile(r"(?<=/)N(?:ĐĐ|D|DĐ|ĐD|Ð)(?=-CP\b)"), "NĐ"),
    (re.compile(r"(?<=/[QC][ĐT]-)T[Tt]G\b"), "TTg"),
)
_SHOWN = 12  # changes named in one message


def repaired(lines: Sequence[Line], pages: frozenset[int]) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines with what is certain put right on the recognised `pages`, and a problem that lists the changes."""
    counted = any(_SECOND.match(line.text) for line in lines)
    done: list[Line] = []
    changes: list[str] = []
    for line in lines:
        text = _repaired(line.text, counted=counted) if line.page in pages else line.text
        if text != line.text:
            changes += _changes(line.text, text)
            line = replace(line, text=text)
        done.append(line)
    return tuple(done), tuple(_told(changes))


def _told(changes: list[str]) -> Iterator[Problem]:
    distinct = list(dict.fromkeys(changes))
    if distinct:
        more = f" và {len(distinct) - _SHOWN} chỗ khác" if len(distinct) > _SHOWN else ""
        yield Problem("ocr-corrected", f"Đã sửa chữ nhận dạng sai: {'; '.join(distinct[:_SHOWN])}{more}.")


def _changes(before: str, after: str) -> Iterator[str]:
    """What was changed, word by word where the words stand side by side."""
    old, new = before.split(), after.split()
    if len(old) != len(new):
        yield f"“{before[:60]}” → “{after[:60]}”"
        return
    yield from (f"“{one}” → “{other}”" for one, other in zip(old, new, strict=True) if one != other)


def _repaired(text: str, *, counted: bool) -> str:
    key = _key(text)
    if fixed := _fixed().get(key):
        return text if _placed_alike(text) == fixed else fixed
    if len(key) > 15 and (nation := _nation(key)):
        return nation
    text = _ARTICLE.sub("Điều ", _DASH.sub("- ", text))
    if counted:
        text = _FIRST.sub("Điều 1", text)
    for wrong, right in _SYMBOLS:
        text = wrong.sub(right, text)
    return text


def _placed_alike(text: str) -> str:
    """A line with its tones where the fixed words have them: UỶ and HOÀ are right, too."""
    return text.replace("UỶ", "ỦY").replace("HOÀ", "HÒA").replace("Uỷ", "Ủy")


def _nation(key: str) -> str | None:
    for phrase in _NATION:
        meant = _key(phrase)
        if abs(len(meant) - len(key)) < 5 and SequenceMatcher(None, key, meant, autojunk=False).ratio() > _ALIKE:
            return phrase
    return None


def _key(text: str) -> str:
    """A line without marks of letters and without blanks; capitals stay apart from small letters."""
    case = "A" if text.isupper() else "a"
    return case + re.sub(r"\s+", "", fold(text))


@cache
def _fixed() -> dict[str, str]:
    places = [f"{kind} {province.name}".upper() for province in provinces() for kind in ("Tỉnh", "Thành phố")]
    phrases = (*_NATION, *_HEADINGS, *places)
    return {_key(phrase): phrase for phrase in phrases}
