"""Dates in the words of documents: of issue, of effect, of expiry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

#: 13 tháng 8 năm 2025 · 01 tháng12 năm 2025 · 13/8/2025 · 13-8-2025 · 01 tháng 7, 2025
_WRITTEN = (
    r"(?:(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*(?:năm|,)?\s*(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})\s*[/.\-]\s*(?P<month2>\d{1,2})\s*[/.\-]\s*(?P<year2>\d{4}))"
)
_DATE = re.compile(_WRITTEN, re.IGNORECASE)
_PLACED = re.compile(rf"^(?P<place>[^\d,]{{2,60}}?)\s*,?\s*ngày\s+{_WRITTEN}", re.IGNORECASE)
_THIS = (
    r"(?:luật|bộ luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|kế hoạch|chỉ thị|quy định|"
    r"quy chế|chương trình|hướng dẫn|văn bản|kết luận|thông báo|chính sách|quy trình|điều lệ|hiến pháp|sắc lệnh)"
)
_EFFECT = re.compile(
    rf"{_THIS}(?: số [^\s]+)?(?: này)?(?:\s+(?:(?:đã )?được|áp dụng)[^.;]{{0,200}}?)?,?(?: và)?(?: chính thức)?"
    r" có hiệu lực(?: thi hành)?(?: kể)?(?: từ)?(?: ngày)?\s*"
    rf"(?::\s*)?(?:{_WRITTEN}|(?P<signed>(?:được )?"
    r"(?:(?:Quốc hội|Hội đồng nhân dân)[^.;,]{0,60}? )?(?:ký|ban hành|thông qua|kí)\b))",
    re.IGNORECASE,
)
_PASSED = re.compile(
    rf"^{_THIS} (?:này )?(?:đã )?(?:được )?(?:Quốc hội|Ủy ban|Uỷ ban|Hội đồng)[^.;]{{0,200}}?"
    rf"thông qua ngày\s*{_WRITTEN}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_THIS}(?: này)? có hiệu lực(?: thi hành)? sau (?P<days>\d{{1,3}})\s*"
    r"(?:\([^)]*\)\s*)?ngày,?\s*(?:kể )?từ ngày (?:được )?(?:ký|ban hành|kí)",
    re.IGNORECASE,
)
_EXPIRY = re.compile(
    rf"{_THIS} này(?: có hiệu lực(?: thi hành)?(?: kể)? từ ngày (?:(?!thay thế|bãi bỏ)[^.;]){{1,50}}?"
    r"(?:,| và| đến hết)?(?=[, ]))?,?(?: và)?"
    r" (?:hết hiệu lực(?: thi hành)?(?: kể)? từ ngày|"
    rf"(?:cho |có hiệu lực |được thực hiện |được áp dụng |thực hiện |áp dụng )?đến (?:hết )?ngày)\s*{_WRITTEN}",
    re.IGNORECASE,
)
# What every text that `_EXPIRY` fits holds, asked first.
_ENDS = re.compile(r"hết|hiệu lực.{0,80} đến ")


def date_of(match: re.Match[str]) -> date | None:
    """The date in a match of one of this module's patterns; None for one that is not in the calendar (31/02)."""
    groups = match.groupdict()
    parts = [groups.get("year") or groups.get("year2"), groups.get("month") or groups.get("month2")]
    parts.append(groups.get("day") or groups.get("day2"))
    try:
        year, month, day = (int(part or 0) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


_SAID = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s*(?:tháng|[/.\-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.\-])\s*(?P<year>(?:19|20)\d\d)(?!\d)"
)


def impossible(text: str) -> Iterator[tuple[int, int]]:
    """Where a text writes a day that no calendar has (31/02, 18 tháng 15): [start, end) of each."""
    for found in _SAID.finditer(text):
        try:
            date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            yield found.span()


def read_date(text: str) -> date | None:
    """The first date written in a text."""
    match = _DATE.search(text)
    return date_of(match) if match else None


def place_and_date(text: str) -> tuple[str, date | None] | None:
    """`Hà Tĩnh, ngày 13 tháng 8 năm 2025` → place and date; None for another text. An impossible date is None."""
    match = _PLACED.match(text)
    if match is None or "hiệu lực" in match["place"]:
        return None
    return match["place"].strip(" ,-"), date_of(match)


def passed(paragraphs: Iterable[str]) -> date | None:
    """The day on which the closing formula says the law was passed."""
    matches = (_PASSED.search(text) for text in paragraphs if "thông qua" in text)
    return next((date_of(match) for match in matches if match), None)


def effective(paragraphs: Iterable[str], issued: date | None) -> date | None:
    """The day on which the document says it takes effect; "từ ngày ký" is the day of issue."""
    for text in paragraphs:
        if "hiệu lực" not in text:
            continue
        after = _AFTER.search(text)
        if after and issued:
            return issued + timedelta(days=int(after["days"]))
        match = _EFFECT.search(text)
        if match:
            return issued if match["signed"] else date_of(match)
    return None


def expires(paragraphs: Iterable[str]) -> date | None:
    """The day on which the document says it ceases to be in force: the first day without it, or its last."""
    for text in paragraphs:
        if _ENDS.search(text) and (match := _EXPIRY.search(text)):
            return date_of(match)
    return None
