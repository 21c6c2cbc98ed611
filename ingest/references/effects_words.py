"""The words that an amending sentence takes out and puts in.

Thay thế cụm từ “a” bằng cụm từ “b” tại Điều 5       (a, b)
Thay cụm từ “a”, “c” thành “b” tại khoản 1 Điều 3     (a, b) (c, b)
Bỏ cụm từ “a” tại khoản 2                             (a, )
Bổ sung cụm từ “b” vào sau cụm từ “a” tại Điều 5      ( , b)
"""

from __future__ import annotations

import re

from corpus.effects import Exchange

_Q = r"(?:[“\"](?P<{0}>[^“”\"\n]{{1,800}})[”\"]|''(?P<{0}2>[^'\n]{{1,800}})'')"
_UNIT = r"(?:(?:các\s+|một\s+số\s+)?(?:cụm\s+từ|từ\s+ngữ|từ|chữ|dấu|đoạn)\s*)"
_OPENS = re.compile(
    rf"(?i:(?P<swap>thay(?:\s+thế)?|sửa(?:\s+đổi)?)|(?P<drop>(?:bãi\s+)?bỏ)|(?P<add>bổ\s+sung))\s+(?i:{_UNIT})?(?=[“\"]|'')"
)
_QUOTE = re.compile(_Q.format("words"))
_JOINS = re.compile(
    rf"(?i)\s*(?:(?P<by>bằng|thành)|(?P<beside>(?:vào\s+)?(?:ngay\s+)?(?:sau|trước))|(?P<more>,|và|;|hoặc))?\s*(?:và\s+)?{_UNIT}?\s*"
)
_LONGEST = 4000
_LABEL = r"\s*(?:\(?\w{1,4}[.)]\s*|[-–+•]\s*)?"
_EXCHANGES = re.compile(rf"{_LABEL}(?i:sửa\s+đổi,?\s+)?(?i:thay(?:\s+thế)?|bỏ|bãi\s+bỏ)\s+(?i:{_UNIT})\s*(?:[“\"]|'')")


def opens_with_exchange(text: str, at: int) -> bool:
    """True where a provision begins by exchanging words: `8. Sửa đổi, thay thế cụm từ “…”`."""
    return _EXCHANGES.match(text, at) is not None


def exchange_before(text: str, start: int, at: int, end: int) -> tuple[Exchange, ...]:
    """The exchanges of the last instruction that begins between `start` and `at`, read up to `end`."""
    opened = next(reversed(list(_OPENS.finditer(text, start, at))), None)
    if opened is None:
        return ()
    return _read(text, opened, min(end, opened.end() + _LONGEST))


def _read(text: str, opened: re.Match[str], end: int) -> tuple[Exchange, ...]:
    found: list[Exchange] = []
    waiting: list[str] = []
    position, after_by, beside = opened.end(), False, False
    while (quote := _QUOTE.match(text, position, end)) is not None:
        words = quote["words"] or quote["words2"]
        if beside:
            beside = False
        elif after_by:
            found += [Exchange(old, words) for old in waiting]
            waiting, after_by = [], False
        else:
            waiting.append(words)
        join = _next(text, quote.end(), end, waiting=bool(waiting))
        if join is None:
            break
        after_by, beside, position = join["by"] is not None, join["beside"] is not None, join.end()
    kind = opened.lastgroup
    if kind == "drop":
        return tuple(Exchange(old, "") for old in waiting)
    if kind == "add":
        return tuple(Exchange("", new) for new in waiting)
    return tuple(found)


def _next(text: str, at: int, end: int, *, waiting: bool) -> re.Match[str] | None:
    """What joins one quotation to the next; places may stand between: “a” tại Điều 5 bằng “b”."""
    join = _JOINS.match(text, at, end)
    if join is not None and join.end() > at and _QUOTE.match(text, join.end(), end):
        return join
    if not waiting:
        return None
    by = re.compile(r"(?i)(?<!\w)(?P<by>bằng|thành)(?P<beside>(?!))?(?P<more>(?!))?\s+" + _UNIT + r"?(?=[“\"]|'')")
    found = by.search(text, at, min(end, at + 1500))
    if found is None or re.search(r"[.;]\s|\n", text[at : found.start()]):
        return None
    return found
