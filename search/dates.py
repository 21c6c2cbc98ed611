"""When a document was issued, as people say it: a month, a quarter, half a year, a day, from and to, before and after.

    tháng 12 năm 2025 · tháng 7/2024 · quý III/2024 · 6 tháng đầu năm 2025 · ngày 15/5/2025
    từ 2020 đến 2022 · từ ngày 01/7/2025 · từ tháng 1 đến tháng 6 năm 2025 · sau năm 2020 · trước 2015

All patterns are met by folded text (`corpus.text.fold`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

#: What stands for no end: later than any document, earlier than any.
LAST, FIRST = 9999, 0

_YEAR = r"(?:nam\ )?(?:19|20)\d\d(?![\w/])"
_MONTH = r"thang\ \d{1,2}(?:\ ?[/-]\ ?|\ nam\ |\ )(?:19|20)\d\d(?!\d)"
_DAY = (
    r"(?:ngay\ )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)"
    r"|ngay\ \d{1,2}\ thang\ \d{1,2}\ nam\ (?:19|20)\d\d(?!\d)"
)
_QUARTER = r"quy\ (?:[1-4]|i{1,3}|iv)(?:\ ?/\ ?|\ nam\ |\ )(?:19|20)\d\d(?!\d)"
_HALF = r"(?:6|sau)\ thang\ (?:dau|cuoi)\ (?:nam\ )?(?:19|20)\d\d(?!\d)"
_POINT = rf"(?:{_MONTH}|{_DAY}|{_QUARTER}|{_HALF}|{_YEAR})"
_SHORT_MONTH = r"thang\ \d{1,2}(?![\w/])"  # its year comes with the other end
_RANGE = rf"(?:ke\ )?tu\ (?:{_POINT}|{_SHORT_MONTH})\ den\ (?:het\ )?{_POINT}"
_SINCE = rf"(?:ke\ )?tu\ {_POINT}(?:\ (?:den\ nay|tro\ di|tro\ lai\ day|ve\ sau))?"
_AFTER, _BEFORE = rf"sau\ {_POINT}", rf"truoc\ {_POINT}"

#: A stretch of time: all but a bare year, which may be part of a number.
PATTERN = rf"{_RANGE}|{_SINCE}|{_HALF}|{_AFTER}|{_BEFORE}|{_MONTH}|{_DAY}|{_QUARTER}"

_CUT = re.compile(
    r"(?:ke )?(?P<how>tu|sau|truoc)? ?(?P<one>.*?)"
    r"(?: (?:den nay|tro di|tro lai day|ve sau))?(?: den (?:het )?(?P<to>.+))?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """From and to, both meant, as yyyymmdd; an end may be no day (20250700). `years`: both are whole years."""

    first: int
    last: int
    years: bool = False

    def __str__(self) -> str:
        """`2020-2022` for years, `20250701-20250930` for days."""
        return f"{self.first // 10_000}-{self.last // 10_000}" if self.years else f"{self.first}-{self.last}"


def read(folded: str) -> Span | None:
    """The stretch of time that words met by `PATTERN` mean; None for a date that is none (tháng 13)."""
    half = re.match(r"(?:6|sau) thang ", folded)
    found = None if half else _CUT.fullmatch(folded)
    how, one, to = (found["how"] or "", found["one"], found["to"]) if found else ("", folded, None)
    end = _point(to) if to else None
    start = _point(one, year=end.last // 10_000 if end else 0)
    if start is None or (to and end is None):
        return None
    if end:
        both = Span(start.first, end.last, start.years and end.years)
        return both if both.first <= both.last else None
    if how == "tu":
        return Span(start.first, _day(LAST, 12, 31), start.years)
    if how == "sau":
        after = _day(start.last // 10_000 + 1, 1, 1) if start.years else start.last + 1
        return Span(after, _day(LAST, 12, 31), start.years)
    if how == "truoc":
        return Span(FIRST, _day(start.first // 10_000 - 1, 12, 31) if start.years else start.first - 1, start.years)
    return start


def _point(said: str, *, year: int = 0) -> Span | None:
    """One day, month, quarter, half year or year; `year` is that of a month which brings none."""
    numbers = [_ROMAN.get(one) or int(one) for one in re.findall(r"\d+|\b(?:i{1,3}|iv)\b", said)]
    if re.match(r"(?:6|sau) thang ", said):
        return _months(numbers[-1], *((1, 6) if "dau" in said else (7, 12)))
    if said.startswith("quy "):
        return _months(numbers[1], 3 * numbers[0] - 2, 3 * numbers[0])
    if said.startswith("thang "):
        return _months(numbers[1] if len(numbers) > 1 else year, numbers[0], numbers[0])
    if len(numbers) == 1:
        return Span(_day(numbers[0], 1, 1), _day(numbers[0], 12, 31), years=True)
    day, month, of = numbers
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(of, month)[1]:
        return None
    return Span(_day(of, month, day), _day(of, month, day))


def _months(year: int, first: int, last: int) -> Span | None:
    if not (year and 1 <= first <= last <= 12):
        return None
    return Span(_day(year, first, 1), _day(year, last, calendar.monthrange(year, last)[1]))


def _day(year: int, month: int, day: int) -> int:
    return year * 10_000 + month * 100 + day
