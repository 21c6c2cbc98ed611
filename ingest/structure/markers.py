"""Every pattern by which a numbered unit announces itself at the start of a paragraph; nothing else knows them.

`markers(text)` answers what the start of a paragraph *may* be; whether it is, the tree decides by sequence.
More than one answer is possible: `I.` is the first Roman heading or the ninth letter, `i)` a point or a subpoint.

    "Chương IIa QUY ĐỊNH CHUNG"   CHAPTER  number "2a"   the rest is "QUY ĐỊNH CHUNG"
    "Điều 12b. Phạm vi"           ARTICLE  number "12b"  the rest is "Phạm vi"
    "Điều 5 của Luật này ..."     nothing: a reference
    "đ) Trường hợp khác"          LETTER   number "dd"
    "1.2. Mục tiêu cụ thể"        DECIMAL  number "1-2"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from corpus.address import Level
from corpus.text import fold, plain_letters


class Style(IntEnum):
    """The kinds of label, from the outside in; a deeper style may open below a shallower one."""

    PART = 0  # Phần thứ nhất
    CHAPTER = 1  # Chương I
    SECTION = 2  # Mục 1
    SUBSECTION = 3  # Tiểu mục 1
    ARTICLE = 4  # Điều 1.
    CAPITAL = 5  # A.
    ROMAN = 6  # I.
    NUMBER = 7  # 1.
    DECIMAL = 8  # 1.1.
    LETTER = 9  # a)
    LETTER_DECIMAL = 10  # a.1)
    LOWER_ROMAN = 11  # (i)
    BRACKETED = 12  # (1)


LEVELS = {
    Style.PART: Level.PART,
    Style.CHAPTER: Level.CHAPTER,
    Style.SECTION: Level.SECTION,
    Style.SUBSECTION: Level.SUBSECTION,
    Style.ARTICLE: Level.ARTICLE,
    Style.CAPITAL: Level.PART,
    Style.ROMAN: Level.SECTION,
    Style.NUMBER: Level.CLAUSE,
    Style.DECIMAL: Level.CLAUSE,
    Style.LETTER: Level.POINT,
    Style.LETTER_DECIMAL: Level.SUBPOINT,
    Style.LOWER_ROMAN: Level.SUBPOINT,
    Style.BRACKETED: Level.SUBPOINT,
}
HEADING_STYLES = frozenset({Style.PART, Style.CHAPTER, Style.SECTION, Style.SUBSECTION})


@dataclass(frozen=True, slots=True)
class Marker:
    """A possible label. `ordinal` compares inside a style; `end` is where the unit's own words begin."""

    style: Style
    ordinal: tuple[int, ...]
    number: str
    label: str
    end: int
    delimiter: str = ""


#: The alphabet of points; those in OPTIONAL_LETTERS are left out by most (a b c d đ e g h i k) but not by all.
ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
OPTIONAL_LETTERS = frozenset("đfjwz")
_RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=1)}

#: Capital letters for use inside a class of a pattern; the ranges of Unicode mix capitals and small letters.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"

_ROMAN = r"(?:(?:X{1,3}|XL|LX{0,3})(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
_UNITS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10,
}  # fmt: skip
_WORD = r"(?i:(?:mười\s+|hai\s+mươi\s+)?(?:nhất|một|mốt|hai|ba|tư|bốn|năm|lăm|sáu|bảy|bẩy|tám|chín|mười))"
_NOTE = r"(?:\*{1,2}|\s?(?:\[\d+\]|\(\d{1,3}\)(?=\s*[.:])))?"  # a footnote mark glued to a label
_REFERS = (
    r"(?!\s*(?:của|này|và|hoặc|tại|theo|trong|đến|nêu|quy\sđịnh|được|kèm|ban\shành|thuộc|là|có|do|với|từ|nói|"
    r"khoản|điểm|Điều\s\d+|Chương\s[IVXL\d]+|Mục\s[IVX\d]+|Phần\s(?:[IVX\d]+|thứ)|Luật|Bộ\sluật|Nghị|Thông\stư|Quyết\sđịnh|"
    r"Hiến\spháp|Pháp\slệnh|Quy\s(?:chế|định|trình)\s(?:này|ban|kèm|số)|Điều\slệ\snày|Hiệp|Công\sước|Phụ\slục)\b|\s*[,;/(])"
)
_REST = rf"""
    (?: {_NOTE} \s* [.:] (?!\d) {_NOTE} \s*      # Điều 5. Phạm vi
      | {_NOTE} \s+ [-–] \s+                     # Chương I - QUY ĐỊNH CHUNG
      | {_NOTE} \s* $                            # the heading follows in the next paragraph
      | {_NOTE} {_REFERS} \s+ (?=[{UPPER}]|["“]) )   # Mục 1 QUY ĐỊNH CHUNG, no reference
"""

#: Phần thứ nhất · PHẦN I · Phần 2 · PHẦN A      -> word | roman | digits | letter
_PART = re.compile(
    rf"(?:Phần|PHẦN)\s+(?:(?i:thứ)\s+(?P<word>{_WORD})|(?P<roman>{_ROMAN})|(?P<digits>\d{{1,2}})|(?P<letter>[A-H]))\b{_REST}",
    re.VERBOSE,
)
#: Chương I · CHƯƠNG 2 · Chương IIa · Chương thứ nhất
_CHAPTER = re.compile(
    rf"(?:Chương|CHƯƠNG|Chapter)\s+(?:(?i:thứ)\s+(?P<word>{_WORD})|(?P<roman>{_ROMAN})|(?P<digits>\d{{1,2}}))"
    rf"(?P<suffix>[a-hđA-HĐ]?)\b{_REST}",
    re.VERBOSE,
)
#: CHƯƠNG INHỮNG QUY ĐỊNH CHUNG
_GLUED_CHAPTER = re.compile(rf"(?:Chương|CHƯƠNG)\s+(?P<roman>[IVXL]+)(?![IVXL])(?=[{UPPER}])")
#: Mục 1 · MỤC II · Mục 1a · Mục A
_SECTION = re.compile(
    rf"(?:Mục|MỤC)\s+(?:(?i:thứ)\s+(?P<word>{_WORD})|(?P<roman>{_ROMAN})|(?P<digits>\d{{1,2}})|(?P<letter>[A-H]))"
    rf"(?P<suffix>[a-hđ]?)\b{_REST}",
    re.VERBOSE,
)
#: Tiểu mục 1
_SUBSECTION = re.compile(
    rf"(?:Tiểu\s+mục|TIỂU\s+MỤC)\s+(?:(?P<roman>{_ROMAN})|(?P<digits>\d{{1,2}}))(?P<suffix>[a-hđ]?)\b{_REST}",
    re.VERBOSE,
)
#: Điều 5. · Điều 5a: · ĐIỀU 12 · Điều thứ 3
_ARTICLE = re.compile(
    rf"(?:[ĐD]iều|[ĐD]IỀU|Article)\s*(?:(?i:thứ)\s+)?(?:(?P<digits>\d{{1,4}})\s?(?P<suffix>[a-zđ]\d?|[A-ZĐ](?=[.:]))?|(?P<word>(?<=\s){_WORD}))"
    rf"(?![^\W_]){_REST}",
    re.VERBOSE,
)
#: A. MỤC TIÊU · B- NỘI DUNG
_CAPITAL = re.compile(r"(?P<letter>[A-HĐ])\s?(?P<delimiter>[.)/\-–])\s*(?=[^\W_a-z]|$)(?!\d|[A-ZĐ][.)])")
#: I. MỤC ĐÍCH · II- TỔ CHỨC · III/ · IV)
_ROMAN_HEAD = re.compile(rf"(?![Vv]/[Vv])(?P<roman>{_ROMAN})\s?(?P<delimiter>[.)/:\-–])\s*(?!\d|[A-Z][.)])(?=\S|$)")
#: II.1. Mục tiêu
_ROMAN_NUMBER = re.compile(rf"(?P<roman>{_ROMAN})\.(?P<digits>\d{{1,2}})\s?[.)]?\s+(?=\S)")
#: 1. · 2a. · 3) · 4/ · 5-
_NUMBER = re.compile(
    rf"(?P<digits>\d{{1,3}})(?P<suffix>[a-zđ]{{0,2}}\d?)(?:\s?\[\d{{1,3}}\])?\s?(?P<delimiter>[.)/]|[-–](?=\s)){_NOTE}"
    rf"(?:\s+\d{{1,3}}\s+(?=[{UPPER}(“]))?(?:\s+|(?!\d))(?![,;)])(?=\S|$)"
)
#: 1.1. · 2.3.1 Mục tiêu · 1.1)
_DECIMAL = re.compile(
    rf"(?P<parts>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:(?P<delimiter>\s?[.)/:\-–])\s*(?!\d)|\s*(?=[{UPPER}]|[\"“])|$)"
)
#: a) · đ) · a1) · b. · c/ · (a)
_LETTER = re.compile(
    rf"(?P<open>\(?)(?P<letter>[a-zđ])(?P<suffix>\d{{0,2}})\s?(?P<delimiter>[)/]|\.(?=\s|$|[{UPPER}])|[-–](?=\s))(?:\d{{1,3}}\s+(?=[{UPPER}(“]))?\s*(?=\S|$)"
)
#: Đ) typed in capitals among small letters
_LETTER_DD = re.compile(r"(?P<letter>Đ)\s?(?P<delimiter>\))\s*(?=\S)")
#: a.1) · b.2. · a.1 Hồ sơ
_LETTER_DECIMAL = re.compile(r"(?P<letter>[a-zđ])\.(?P<digits>\d{1,2})(?P<delimiter>\s?[.)/:]|(?=\s))\s*(?!\d)(?=\S|$)")
#: i) · (ii) · iv.
_LOWER_ROMAN = re.compile(
    r"(?P<open>\(?)(?P<roman>[ivx]{1,6})(?P<delimiter>[).])(?:\d{1,3}\s+(?=[^\W\d_]))?\s*(?=\S|$)"
)
#: (1) · (2)
_BRACKETED = re.compile(r"\((?P<digits>\d{1,2})\)\s*(?=\S|$)")

_HEADINGS = (
    (Style.ARTICLE, _ARTICLE),
    (Style.CHAPTER, _CHAPTER),
    (Style.SECTION, _SECTION),
    (Style.SUBSECTION, _SUBSECTION),
    (Style.PART, _PART),
)
_STARTS = {"Đ": (0,), "D": (0,), "A": (0,), "C": (1,), "M": (2,), "T": (3,), "P": (4,)}


@lru_cache(maxsize=16384)  # every step of the reading of a document asks again
def markers(text: str) -> tuple[Marker, ...]:
    """What the start of a paragraph may be, the likelier first; empty for ordinary text."""
    if not text:
        return ()
    first = text[0]
    if "\u0400" <= first <= "\u04ff":  # a Cyrillic letter that looks like a Latin one
        text = plain_letters(text[:8]) + text[8:]
        first = text[0]
    if first.isdigit():
        return _numbers(text)
    if first == "(" or first in _RANK:
        return _letters(text)
    if not first.isupper():
        return ()
    found = [m for at in _STARTS.get(first, ()) if (m := _heading(*_HEADINGS[at], text))]
    return tuple(found) or _glued(text) or _capitals(text)


def _glued(text: str) -> tuple[Marker, ...]:
    """`CHƯƠNG IVIỆC BẦU CỬ`, whose line break was lost: chapter I or IV, as the sequence will say."""
    match = _GLUED_CHAPTER.match(text)
    if match is None:
        return ()
    start, found = match.start("roman"), []
    for length in range(1, len(match["roman"]) + 1):
        value = roman_value(match["roman"][:length])
        if value and text[start + length].isupper():
            found.append(_plain(Style.CHAPTER, value, text, start + length, ""))
    return tuple(found)


def _heading(style: Style, pattern: re.Pattern[str], text: str) -> Marker | None:
    match = pattern.match(text)
    if match is None:
        return None
    groups = match.groupdict()
    suffix = (groups.get("suffix") or "").lower()
    if groups.get("letter"):
        rank = _RANK[groups["letter"].lower()]
        return Marker(
            style, (rank, 0), _letter_slug(groups["letter"].lower()), _printed(text, match.end()), match.end()
        )
    value = _value(groups)
    number = f"{value}{_suffix_slug(suffix)}"
    return Marker(style, (value, _suffix_rank(suffix)), number, _printed(text, match.end()), match.end())


def _value(groups: dict[str, str | None]) -> int:
    if groups.get("digits"):
        return int(groups["digits"] or 0)
    if groups.get("roman"):
        return roman_value(groups["roman"] or "")
    return word_value(groups.get("word") or "")


def _numbers(text: str) -> tuple[Marker, ...]:
    match = _DECIMAL.match(text)
    if match:
        parts = tuple(int(part) for part in match["parts"].split("."))
        if 0 in parts:
            return ()
        number = "-".join(map(str, parts))
        found = [Marker(Style.DECIMAL, parts, number, _printed(text, match.end()), match.end(), ".")]
        if len(parts) == 2 and not match["delimiter"]:  # 12.6 Cho vay: khoản 12 with the mark of a footnote
            found.append(Marker(Style.NUMBER, (parts[0], 0), str(parts[0]), f"{parts[0]}.", match.end(), ".n"))
        return tuple(found)
    match = _NUMBER.match(text)
    if match is None or (match["delimiter"] == "/" and len(match["suffix"]) > 1):
        return ()
    value, suffix = int(match["digits"]), match["suffix"]
    if value == 0:
        return ()
    number = f"{value}{_suffix_slug(suffix)}"
    ordinal = (value, _suffix_rank(suffix))
    found = [Marker(Style.NUMBER, ordinal, number, _printed(text, match.end()), match.end(), match["delimiter"])]
    if number == "1" and match["delimiter"] == ")":  # l) as scanners read it
        found.append(Marker(Style.LETTER, (_RANK["l"], 0), "l", _printed(text, match.end()), match.end(), ")"))
    return tuple(found)


def _letters(text: str) -> tuple[Marker, ...]:
    match = _BRACKETED.match(text)
    if match:
        return (_plain(Style.BRACKETED, int(match["digits"]), text, match.end(), "()"),)
    match = _LETTER_DECIMAL.match(text)
    if match:
        ordinal = (_RANK[match["letter"]], int(match["digits"]))
        number = f"{_letter_slug(match['letter'])}-{ordinal[1]}"
        return (Marker(Style.LETTER_DECIMAL, ordinal, number, _printed(text, match.end()), match.end(), "."),)
    found = []
    match = _LETTER.match(text)
    if match and (match["open"] == "" or match["delimiter"] == ")"):
        suffix = match["suffix"]
        ordinal = (_RANK[match["letter"]], int(suffix or 0))
        number = _letter_slug(match["letter"]) + suffix
        delimiter = match["open"] + match["delimiter"]
        found.append(Marker(Style.LETTER, ordinal, number, _printed(text, match.end()), match.end(), delimiter))
    match = _LOWER_ROMAN.match(text)
    if match and (value := roman_value(match["roman"].upper())):
        delimiter = match["open"] + match["delimiter"]
        marker = Marker(
            Style.LOWER_ROMAN, (value, 0), match["roman"], _printed(text, match.end()), match.end(), delimiter
        )
        found.append(marker)
    return tuple(found)


def _capitals(text: str) -> tuple[Marker, ...]:
    match = _LETTER_DD.match(text)
    if match:
        return (Marker(Style.LETTER, (_RANK["đ"], 0), "dd", _printed(text, match.end()), match.end(), ")"),)
    match = _ROMAN_NUMBER.match(text)
    if match:
        return (_plain(Style.NUMBER, int(match["digits"]), text, match.end(), match["roman"]),)
    found = []
    match = _ROMAN_HEAD.match(text)
    if match:
        found.append(_plain(Style.ROMAN, roman_value(match["roman"]), text, match.end(), match["delimiter"]))
    match = _CAPITAL.match(text)
    if match:
        letter = match["letter"].lower()
        ordinal, number = (_RANK[letter], 0), _letter_slug(letter)
        found.append(
            Marker(Style.CAPITAL, ordinal, number, _printed(text, match.end()), match.end(), match["delimiter"])
        )
    return tuple(found)


_MARKS = re.compile(r"\s?\[\d+\]$|\*+")


def _printed(text: str, end: int) -> str:
    """The label as printed, without a footnote mark glued to it."""
    label = text[:end].strip()
    return _MARKS.sub("", label) if "*" in label or label.endswith("]") else label


def _plain(style: Style, value: int, text: str, end: int, delimiter: str) -> Marker:
    return Marker(style, (value, 0), str(value), _printed(text, end), end, delimiter)


def _letter_slug(letter: str) -> str:
    return "dd" if letter == "đ" else letter


def _suffix_slug(suffix: str) -> str:
    return suffix.replace("đ", "dd")


def _suffix_rank(suffix: str) -> int:
    if not suffix:
        return 0
    return _RANK.get(suffix[0], 0) * 10 + (int(suffix[-1]) if suffix[-1].isdigit() else 0)


def roman_value(text: str) -> int:
    """The value of a Roman number up to 89, 0 for what is none: `roman_value("XIV") == 14`."""
    if re.fullmatch(_ROMAN, text) is None:
        return 0
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in text]
    return sum(-v if v < max(values[at:], default=0) else v for at, v in enumerate(values))


def word_value(text: str) -> int:
    """The value of a word ordinal: `word_value("mười hai") == 12`."""
    words = fold(text).split()
    if words[:2] == ["hai", "muoi"]:
        return 20 + sum(_UNITS.get(word, 0) for word in words[2:])
    return sum(_UNITS.get(word, 0) for word in words)
