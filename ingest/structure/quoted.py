"""Quoted new wording in amending provisions: content of the provision, never structure.

A quotation opens at a paragraph that begins with a quote mark after one that ends in a colon ("như sau:"), or in the
middle of one after a colon, and closes at a paragraph that ends in the closing mark. Typists forget marks, or open each
article anew; then the quotation ends where the amending text visibly goes on (the next number with "Sửa đổi", "Bổ sung"
…), and the missing mark is a problem to look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure import prices
from ingest.structure.markers import Marker, Style, markers
from ingest.structure.paragraphs import Paragraph

_OPENING = re.compile(r"[“\"«„‟]|''|‘‘|``")
_OPEN_AT_START = re.compile(r"\s*(?:[“”\"«„‟]|''|‘‘|``)\s*")
_INLINE = re.compile(r":\s*(?:[“\"«„‟]|''|‘‘|``)")
_CLOSING_AT_END = re.compile(r"(?:[”“\"»‟]|''|’’)\s*(?:\([^()]{0,40}\)\s*)?[.;,:/]*\s*$")
_INSTRUCTION = re.compile(
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|thay cụm từ|thay đổi|thay|bỏ|hủy bỏ|đính chính|điều chỉnh|chuyển|đổi tên|"
    r"điểm|khoản|điều|chương|mục|phụ lục|tên)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(r"sửa đổi|bổ sung|thay thế|thay|đính chính|điều chỉnh|như sau|sau đây", re.IGNORECASE)
_AMENDING = re.compile(
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|thay cụm|thay từ|bỏ cụm|hủy bỏ|đính chính)\b"
    r".{0,150}?(?:như sau|khoản \d|điểm [a-zđ]\b|điều \d|cụm từ|chương [IVX]|mục \d|tên điều|một số)",
    re.IGNORECASE | re.DOTALL,
)
_FINAL = re.compile(r"(?:Điều khoản (?:thi hành|chuyển tiếp)|Hiệu lực thi hành|Tổ chức thực hiện)\b", re.IGNORECASE)
_Labels = Sequence[tuple[Marker, ...]]
_LIMIT = 4000  # paragraphs in one quotation; the longest real one has some hundreds


@dataclass(frozen=True, slots=True)
class Quotation:
    """From a character of one paragraph to the end of another; `open` where no closing mark was found."""

    first: int
    offset: int
    last: int
    open: bool = False


def quotations(paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """All quotations of new wording, in order, none inside another."""
    found: list[Quotation] = []
    closings = _next_closings(paragraphs)
    labels = [markers(paragraph.text) for paragraph in paragraphs]
    at = 0
    budget = 2 * len(paragraphs) + _LIMIT  # paragraphs that may be looked at twice
    last: dict[Style, Marker] = {}
    while at < len(paragraphs):
        offset = _opening(paragraphs, at)
        if offset != 0:
            _remember(last, labels[at])
        quotation = None
        if offset is not None:
            limit = min(_LIMIT, max(budget, 20)) if closings[at] else 100
            quotation, seen = _quotation(paragraphs, at, offset, labels, last, limit=limit)
            budget -= seen
        if quotation is not None:
            found.append(quotation)
            at = quotation.last + 1
            continue
        at += 1
    return found


def _remember(last: dict[Style, Marker], options: tuple[Marker, ...]) -> None:
    """The last label of each style outside quotations; a label closes the deeper ones."""
    for marker in options[:1]:
        for style in [style for style in last if style > marker.style]:
            del last[style]
        last[marker.style] = marker


def _next_closings(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Per paragraph whether any closing mark ends it or one after it; spares scans that cannot succeed."""
    later = [False] * (len(paragraphs) + 1)
    for at in range(len(paragraphs) - 1, -1, -1):
        later[at] = later[at + 1] or _CLOSING_AT_END.search(paragraphs[at].text) is not None
    return later


def _opening(paragraphs: Sequence[Paragraph], at: int) -> int | None:
    """Where a quotation of new wording may begin in this paragraph."""
    text = paragraphs[at].text
    start = _OPEN_AT_START.match(text)
    if start:
        before = paragraphs[at - 1].text.rstrip() if at else ""
        if before.endswith(":") or (
            (_AMENDS.search(before[-200:]) or _amends(before)) and markers(text[start.end() :])
        ):
            return 0
        return None
    inline = _INLINE.search(text)
    if inline is None or not _AMENDS.search(text[: inline.start() + 1]):
        return None
    return _OPENING.search(text, inline.start() + 1).start()  # type: ignore[union-attr]


def _amends(text: str) -> bool:
    """True for a paragraph that starts as "Điều 1. Sửa đổi, bổ sung …"."""
    return any(_AMENDING.match(text[option.end :]) for option in markers(text)[:1])


def _quotation(
    paragraphs: Sequence[Paragraph], at: int, offset: int, labels: _Labels, last: dict[Style, Marker], *, limit: int
) -> tuple[Quotation | None, int]:
    """The quotation that opens here, if one does, and how many paragraphs were looked at."""
    depth = 0
    fallback: int | None = None
    current = at
    for current in range(at, min(len(paragraphs), at + limit)):
        text = paragraphs[current].text[offset:] if current == at else paragraphs[current].text
        reopened = current > at and depth > 0 and _OPEN_AT_START.match(text) is not None
        depth += _balance(text) - (1 if reopened and text.lstrip()[:1] in "“«" else 0)
        closes = _CLOSING_AT_END.search(text) is not None and len(text.strip()) > 1
        outer = _goes_on_outside(paragraphs, current + 1, labels, last)
        if closes and (depth <= 0 or outer):
            return Quotation(at, offset, current, open=depth > 0), current - at
        if outer and _is_next_instruction(paragraphs, current + 1, labels, last):
            return Quotation(at, offset, current, open=True), current - at
        if current == at and depth <= 0:
            return None, 1
        if outer and fallback is None:
            fallback = current
        if fallback is not None and current > fallback + 200:
            break
    return Quotation(at, offset, at if fallback is None else fallback, open=True), current - at


def _balance(text: str) -> int:
    opened = text.count("“") + text.count("«") + text.count("„")
    closed = text.count("”") + text.count("»")
    straight = text.count('"')
    if straight % 2 == 0:
        return opened - closed
    at_start = text.lstrip()[:1] == '"' or ': "' in text
    return opened - closed + (1 if at_start and not _CLOSING_AT_END.search(text) else -1)


def _goes_on_outside(paragraphs: Sequence[Paragraph], at: int, labels: _Labels, last: dict[Style, Marker]) -> bool:
    """True where the amending text may go on: a number with a verb of amending, its next article, or its end."""
    if at >= len(paragraphs):
        return True
    text = paragraphs[at].text
    return any(_is_instruction(option, text, last) for option in labels[at])


def _is_instruction(option: Marker, text: str, last: dict[Style, Marker]) -> bool:
    if option.style is Style.ARTICLE:
        article = last.get(Style.ARTICLE)
        return article is not None and option.ordinal == (article.ordinal[0] + 1, 0)
    if option.style not in (Style.NUMBER, Style.LETTER, Style.DECIMAL, Style.ROMAN):
        return False
    rest = text[option.end : option.end + 60]
    around = text[option.end : option.end + 200]
    return _INSTRUCTION.match(rest) is not None and bool(_AMENDS.search(around) or _AMENDING.match(around))


def _is_next_instruction(paragraphs: Sequence[Paragraph], at: int, labels: _Labels, last: dict[Style, Marker]) -> bool:
    """True for the very next number of the amending text with a verb of amending: the quotation was never closed."""
    if at >= len(paragraphs):
        return False
    for option in labels[at]:
        before = last.get(option.style)
        if before is None or prices.follows(option, before.ordinal) != 0:
            continue
        rest = paragraphs[at].text[option.end :]
        if _AMENDING.match(rest) or (option.style is Style.ARTICLE and _FINAL.match(rest)):
            return True
    return False
