"""The unit words of a citation and what numbers them: "các điểm a, b và c", "từ Điều 5 đến Điều 9", "Phụ lục II",
"Điều này".

`read_group(text, pos)` reads one unit word and its labels. Labels become the numbers of `corpus.address.Step`:
Roman numerals and word ordinals turn Arabic, đ becomes dd, dots become hyphens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.address import POINT_LETTERS, AddressError, Level, Step

#: Ranges longer than this are not expanded: only their two ends are targets.
LONGEST_RANGE = 300

#: How every unit word is written; in capitals it is understood too.
WORDS: dict[Level, str] = {
    Level.SUBSECTION: r"[Tt]iểu\ mục",
    Level.ARTICLE: r"[ĐÐđð]iều",
    Level.CLAUSE: r"[Kk](?:hoản|hỏan)",
    Level.POINT: r"[ĐÐđð]iểm",
    Level.CHAPTER: r"[Cc]hương",
    Level.SECTION: r"[Mm]ục",
    Level.PART: r"[Pp]hần",
    Level.APPENDIX: r"[Pp]hụ\ lục",
    Level.FORM: r"(?:[Bb]iểu\ )?[Mm]ẫu",
    Level.SUBPOINT: r"(?:[Tt]iểu\ )?[Tt]iết",
    Level.ROW: r"(?:(?:[Ss]ố\ )?[Tt]hứ\ tự|STT"
    r"|[Ss]ố(?=\s+\d{1,4}\s+(?:tại\s+)?(?:[Tt]iểu\s+mục|[Mm]ục|[Pp]hần)\s+[IVXA-ZĐ\d]))",
}
_CAPITALS = "TIỂU MỤC|[ĐÐ]IỀU|KHOẢN|[ĐÐ]IỂM|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC|MẪU|TIẾT"

# One alternative for each first letter keeps the match cheap; the word itself says the level.
UNIT_WORD = "(?:" + "|".join(WORDS.values()) + "|" + _CAPITALS.replace(" ", r"\ ") + ")"

_UNIT = re.compile(
    rf"""
    (?:(?:các|cả|những|tại|từ)\s+){{0,3}}
    (?P<word>{UNIT_WORD})(?![^\W\d_])
    """,
    re.VERBOSE,
)

# "này" and its kin: the unit that the sentence stands in, or one named before.
THIS = re.compile(r"\s+(?:này|nêu\s+trên|nói\s+trên|trên\s+đây)(?!\w)")

_NUMBER = r"\d{1,4}(?:\.\d{1,3})*(?:[a-zđ]\d?(?!\w))?(?![\d]|/\d)"
_LETTER = r"(?!y\s+(?:tế|học|sĩ|bạ)(?!\w))(?:aa|bb|cc|dd|đđ|ee|[a-zđ]\d{0,2}|[A-ZĐ]\d?)(?:\.\d{1,2})?(?!\w)(?!\.\d)"
_ROMAN = r"[IVXLC]{1,7}(?:[a-zđ]|\.\d{1,2})?(?!\w)"
_ORDINAL = r"thứ\s+\w+(?:\s+(?:mươi|mười)(?:\s+\w+)?)?"
_SUB = r"(?:\s?\((?P<sub>[ivx]{1,4}|\d{1,2}|[a-zđ])\))?"
_QUOTE = "[“”\"'‘’]?"

# What may follow a number that is no label after all: "khoản 1, 30 ngày".
_NO_MEASURE = (
    r"(?!\s*(?:%|ngày|tháng|năm|giờ|phút|tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|lần|bản|bộ|mét|m2|km|ha|kg|tấn|cấp|loại|"
    r"thành\ viên|đơn\ vị|trường\ hợp|xã|tỉnh|phường|huyện)(?!\w))"
)

_APPENDIX = r"\d{1,3}(?:[.\-]\d{1,2})*[A-Za-zđĐ]?(?!\w)(?!/\d)"
_FORM = r"\d{1,3}(?:\.\d{1,2})*[A-Za-zđ]?\d?(?:[-/.][A-ZĐƯ0-9]+)*(?!\w)"
_LABELS: dict[Level, str] = {
    Level.ARTICLE: rf"(?P<num>{_NUMBER})",
    Level.CLAUSE: rf"(?P<num>{_NUMBER})|(?P<mix>[A-ZĐ]\.[IVX]+(?!\w))|(?P<rom>{_ROMAN})|(?P<let>{_LETTER})",
    Level.POINT: rf"{_QUOTE}(?P<let>{_LETTER}){_QUOTE}{_SUB}\)?|(?P<num>{_NUMBER})",
    Level.SUBPOINT: rf"(?P<low>[ivx]{{1,4}}(?!\w))|(?P<let>{_LETTER})|(?P<num>{_NUMBER})"
    r"|\((?P<par>[ivx]{1,4}|\d{1,2})\)",
    Level.CHAPTER: rf"(?P<rom>{_ROMAN})|(?P<num>{_NUMBER})|(?P<ord>{_ORDINAL})",
    Level.SECTION: rf"(?P<rom>{_ROMAN})|(?P<num>{_NUMBER})|(?P<let>[A-ZĐ](?!\w))|(?P<ord>{_ORDINAL})",
    Level.SUBSECTION: rf"(?P<rom>{_ROMAN})|(?P<num>{_NUMBER})|(?P<let>[A-ZĐ]\d{{0,2}}(?!\w))",
    Level.PART: rf"(?P<rom>{_ROMAN})|(?P<num>{_NUMBER})|(?P<let>[A-ZĐ](?!\w))|(?P<ord>{_ORDINAL})",
    Level.APPENDIX: rf"(?:số\s*)?(?:(?P<rom>{_ROMAN})|(?P<num>{_APPENDIX})|(?P<let>[A-ZĐ](?!\w)))",
    Level.FORM: rf"(?:[Ss]ố\s*:?\s*)?(?P<form>{_FORM}|[IVX]+(?:[.\-]\d+)*(?!\w))",
    Level.ROW: rf"(?:thứ\s+)?(?P<num>{_NUMBER})",
}
_SEPARATOR = r"\s*(?:(?:[,;]\s*)?(?:và|hoặc|hay|&)\s+|,\s*|;\s*)"
_RANGE = r"\s*(?:,\s*)?(?:đến|tới|–|-)\s+(?:hết\s+)?"


@dataclass(frozen=True, slots=True)
class Group:
    """One unit word with its labels: `steps` holds, for each label, one step (or two: "điểm a(ii)")."""

    level: Level
    steps: tuple[tuple[Step, ...], ...]
    start: int  # of the unit word
    end: int
    this: bool = False  # "Điều này"
    above: bool = False  # "khoản nêu trên"


@cache
def _label(level: Level) -> re.Pattern[str]:
    return re.compile(_LABELS[level], re.VERBOSE if level is Level.POINT else 0)


@cache
def _next_label(level: Level) -> re.Pattern[str]:
    flags = re.VERBOSE if level is Level.POINT else 0
    return re.compile(rf"(?:(?P<to>{_RANGE})|{_SEPARATOR})(?:{_LABELS[level]}){_NO_MEASURE}", flags)


@cache
def level_of(word: str) -> Level:
    """The level that a unit word names."""
    for level, pattern in WORDS.items():
        if re.fullmatch(pattern, word, re.VERBOSE | re.IGNORECASE):
            return level
    return Level.ROW


_FIRST_LETTERS = frozenset("TtCcĐÐđðKkMmPpBbSs")


def may_begin_group(text: str, pos: int) -> bool:
    """False where the first letter already says that no unit word begins at a position."""
    return text[pos : pos + 1] in _FIRST_LETTERS


def read_group(text: str, pos: int) -> Group | None:
    """Read one unit word with its labels, or with "này", at a position."""
    found = _UNIT.match(text, pos)
    if found is None:
        return None
    level, start, at = level_of(found["word"]), found.start("word"), found.end()
    this = THIS.match(text, at)
    if this is not None:
        above = not this[0].endswith("này")
        return Group(level, ((),), start, this.end(), this=not above, above=above)
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    first = _label(level).match(text, at)
    if first is None:
        return _bare(text, level, start, found.end())
    steps = _steps_of(level, first, found["word"])
    if steps is None:
        return None
    return _more(text, level, start, first, [steps])


_GAP = re.compile(r"\s*(?:(?:số|từ)\s+)?")
_BARE_APPENDIX = re.compile(
    r"(?P<titled>\s+[Dd]anh\s+mục\s[^.;:()“”\"]{0,150}?\s(?:được\s+)?(?:ban\s+hành\s+|đính\s+)?kèm\s*theo)(?!\w)|(?P<named>\s*,?\s*(?:\(\s*)?(?:được\s+)?(?:(?:ban\s+hành\s+|đính\s+)?kèm\s*theo|đính\s+kèm))|(?=\s+(?:của\s+)?\S+\s+(?:\S+\s+)?này|\s+(?:của\s+)?(?:Nghị|Thông|Quyết|Luật|Quy)\s(?:\w+\s)?)"
)


def _bare(text: str, level: Level, start: int, end: int) -> Group | None:
    """ "Phụ lục kèm theo": an appendix without a number."""
    found = _BARE_APPENDIX.match(text, end) if level is Level.APPENDIX else None
    return None if found is None else Group(level, ((Step(level),),), start, found.end())


def _more(text: str, level: Level, start: int, first: re.Match[str], labels: list[tuple[Step, ...]]) -> Group:
    """Go on with the labels after the first: lists and ranges."""
    end, following = first.end(), _next_label(level)
    while (found := following.match(text, end)) is not None:
        steps = _steps_of(level, found, "")
        if steps is None:
            break
        if found["to"] is not None:
            labels.extend(between(labels[-1][0], steps[0]))
        labels.append(steps)
        end = found.end()
    return Group(level, tuple(labels), start, end)


def between(first: Step, last: Step) -> list[tuple[Step, ...]]:
    """The steps strictly between the two ends of a range; none where the ends do not count upwards."""
    level = first.level
    if first.number.isdigit() and last.number.isdigit():
        low, high = int(first.number), int(last.number)
        if high - low > LONGEST_RANGE:
            return []
        return [(Step(level, str(n)),) for n in range(low + 1, high)]
    if first.number in POINT_LETTERS and last.number in POINT_LETTERS:
        low, high = POINT_LETTERS.index(first.number), POINT_LETTERS.index(last.number)
        return [(Step(level, letter),) for letter in POINT_LETTERS[low + 1 : high]]
    return []


def _steps_of(level: Level, found: re.Match[str], word: str) -> tuple[Step, ...] | None:
    groups = {name: value for name, value in found.groupdict().items() if value}
    groups.pop("to", None)
    sub = groups.pop("sub", None)
    kind, printed = next(iter(groups.items()))
    number = step_number(kind, printed)
    if number is None:
        return None
    try:
        if level is Level.CLAUSE and kind == "num" and "." in printed:
            return decimal(level, number)
        if kind == "num" and (level is Level.POINT or (level is Level.SUBPOINT and "." in printed)):
            return (Step(Level.CLAUSE, number),)  # "điểm 1.3 khoản 1": what is numbered is a khoản
        steps: tuple[Step, ...] = (Step(level, number),)
        if sub:
            steps += (Step(Level.SUBPOINT, sub.replace("đ", "dd")),)
    except AddressError:
        return None
    return steps


def decimal(level: Level, number: str) -> tuple[Step, ...]:
    """ "khoản 1.1" lies in khoản 1: khoan-1.khoan-1-1."""
    pieces = number.split("-")
    return tuple(Step(level, "-".join(pieces[: n + 1])) for n in range(len(pieces)))


_ONES = {
    "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mốt": 1, "một": 1,
}  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def step_number(kind: str, printed: str) -> str | None:
    """The number of a step from a printed label; None where it is no number: `IIa` → `2a`, `đ` → `dd`, `thứ hai` →
    `2`.
    """
    if kind == "rom":
        head, _, rest = printed.partition(".")
        letters = head.rstrip("abcdeghiklmnđ")
        value = roman(letters)
        if value is None:
            return None
        tail = head[len(letters) :].replace("đ", "dd")
        return f"{value}{tail}" + (f"-{rest}" if rest else "")
    if kind == "ord":
        return _ordinal(printed)
    plain = printed.lower().replace("đ", "dd")
    if kind == "form":
        plain = roman_form(printed) or plain
    pieces = [piece for piece in re.split(r"[^0-9a-z]+", _ascii(plain)) if piece]
    return "-".join(piece.lstrip("0") or "0" for piece in pieces) or None


def roman_form(printed: str) -> str | None:
    head, dash, rest = printed.partition("-" if "-" in printed else ".")
    value = roman(head)
    return None if value is None else f"{value}{'-' if dash else ''}{rest}"


def _ascii(text: str) -> str:
    return (
        text.replace("ư", "u").replace("ơ", "o").replace("â", "a").replace("ă", "a").replace("ê", "e").replace("ô", "o")
    )


@cache
def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, written in the usual way; None for anything else."""
    total = 0
    for here, after in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES.get(here)
        if value is None:
            return None
        total += -value if _ROMAN_VALUES.get(after, 0) > value else value
    return total if total > 0 else None


def _ordinal(printed: str) -> str | None:
    words = printed.split()[1:]
    values = [_ONES.get(word.lower()) for word in words if word.lower() != "mươi"]
    known = [value for value in values if value is not None]
    if not known:
        return None
    if "mươi" in printed and len(known) > 1:
        return str(known[0] * 10 + known[1])
    if known[0] == 10 and len(known) > 1:
        return str(10 + known[1])
    return str(known[0] * 10 if "mươi" in printed else known[0])
