"""The days on which parts of a document take effect, and the days that a clause says of what it ends.

    1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024, trừ quy định tại khoản 2 Điều này.
    2. Khoản 3 Điều 200 và khoản 15 Điều 210 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.
dieu-200.khoan-3 and dieu-210.khoan-15 begin on 2025-01-01
    2. Các quy định sau đây có hiệu lực từ ngày 15 tháng 8 năm 2020: a) Quy định tại khoản 13 Điều 1; b) …
each item's own places begin on that day
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.address import Path
from corpus.effects import Dated, Effect, EffectKind
from corpus.model import Document, Provision, Reference, Zone
from corpus.text import Span

_DAY = (
    r"(?:(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*(?:năm|,)?\s*(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})\s*[/.\-]\s*(?P<month2>\d{1,2})\s*[/.\-]\s*(?P<year2>\d{4}))"
)
_BEGINS = re.compile(
    rf"(?:có\s+hiệu\s+lực|được\s+áp\s+dụng|áp\s+dụng|được\s+thực\s+hiện|thực\s+hiện)(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?{_DAY}"
)
_FROM = re.compile(rf"(?:kể\s+)?từ\s+ngày\s+{_DAY}")
_UNTIL = re.compile(rf"(?:cho\s+)?đến\s+(?:hết\s+)?(?:ngày\s+)?{_DAY}")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])|\n")
_ZONES = frozenset(map(str, Zone))
_TOPIC = re.compile(r"^\s*(?:của\s+\w+(?:\s\w+)?\s+này\s*,?\s*)?(?:về|liên\s+quan|đối\s+với)(?!\w)")
#: "Quy định liên quan đến … tại khoản 3", "quy định tại mục số 7 điểm a": less than the place as a whole.
_ABOUT = re.compile(r"(?i)quy\s+định\s+(?:về|liên\s+quan|đối\s+với)|(?:mục|đoạn|câu|gạch\s+đầu\s+dòng)\s[\w ]{0,20}$")
_BESIDES = re.compile(r"(?:trừ|ngoại\s+trừ)(?!\w)")


def day_of(found: re.Match[str]) -> date | None:
    """The day in a match of a pattern of this module; None for one that is not in the calendar."""
    parts = [found[name] or found[f"{name}2"] for name in ("year", "month", "day")]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def from_day(clause: str) -> date | None:
    """The day from which a clause says that something holds: "hết hiệu lực kể từ ngày 01/01/2026"."""
    found = _FROM.search(clause)
    return day_of(found) if found else None


def until_day(clause: str) -> date | None:
    """The last day of which a clause says that something holds: "đến hết ngày 30 tháng 6 năm 2025"."""
    found = _UNTIL.search(clause)
    return day_of(found) if found else None


_WRITTEN = re.compile(_DAY)


def written_day(text: str) -> date | None:
    """The first day written in a text."""
    found = _WRITTEN.search(text)
    return day_of(found) if found else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int


def own_days(document: Document, references: Sequence[Reference]) -> Iterator[Effect]:
    """Effects of kind BEGINS: parts of the document that take effect on a day of their own."""
    own: dict[str, list[Reference]] = {}
    for one in references:
        if one.target.document == "this" and one.target.path and not one.quoted:
            own.setdefault(one.source, []).append(one)
    for at, unit in enumerate(document.provisions):
        if "hiệu lực" not in unit.text and "áp dụng" not in unit.text:
            continue
        for sentence in _sentences(document, unit):
            yield from _of_sentence(document, sentence, own.get(str(unit.path), ()))
        if unit.text.rstrip().endswith(":"):
            yield from _of_items(document, at, own)


def _sentences(document: Document, unit: Provision) -> Iterator[_Sentence]:
    text, start = unit.span.of(document.text), unit.span.start
    last = 0
    for gap in [*_SENTENCE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield _Sentence(text[last:end], start + last)
        last = gap.end() if gap else end


def _quoted(document: Document, at: int) -> bool:
    return any(span.start <= at < span.end for span in document.quoted)


def _of_sentence(document: Document, sentence: _Sentence, own: Sequence[Reference]) -> Iterator[Effect]:
    begin = sentence.start
    for found in _BEGINS.finditer(sentence.text):
        day, at = day_of(found), sentence.start + found.start()
        if day is None or _quoted(document, at):
            continue
        for one in own:
            if begin <= one.span.start < at and _subject(document.text, one, at):
                topic = _TOPIC.match(document.text, one.span.end, at) is not None
                before = document.text[max(begin, one.span.start - 400) : one.span.start]
                yield _begins(one, day, partly=topic or _ABOUT.search(before) is not None)
        begin = sentence.start + found.end()


def _subject(text: str, one: Reference, verb: int) -> bool:
    """True where the mention is what takes effect: not "theo khoản 1 Điều 5", not what is excepted."""
    before, after = text[max(0, one.span.start - 40) : one.span.start], text[one.span.end : verb]
    if re.search(r"(?:theo|căn\s+cứ|nêu\s+tại)(?:\s+(?:quy\s+định|điểm|khoản)\s+(?:tại|của))?\s*$", before):
        return False
    return _BESIDES.search(after) is None


def _of_items(document: Document, at: int, own: dict[str, list[Reference]]) -> Iterator[Effect]:
    """The items below "Các quy định sau đây có hiệu lực từ ngày …:"."""
    unit = document.provisions[at]
    last = list(_sentences(document, unit))[-1]
    found = next(reversed(list(_BEGINS.finditer(last.text))), None)
    day = day_of(found) if found else None
    if found is None or day is None or len(last.text) - found.end() > 60 or _quoted(document, last.start):
        return
    for item in document.provisions[at + 1 :]:
        if not item.path.is_within(unit.path):
            break
        for one in own.get(str(item.path), ()):
            after = document.text[one.span.end : one.span.end + 60]
            before = document.text[item.span.start : one.span.start]
            yield _begins(one, day, partly=_TOPIC.match(after) is not None or _ABOUT.search(before) is not None)


def _begins(one: Reference, day: date, *, partly: bool) -> Effect:
    return Effect(EffectKind.BEGINS, one.source, one.quote, one.span, one.target, day, Dated.CLAUSE, partly=partly)


class Calendar:
    """When the acts of a document begin: the day of its part, else that of the document."""

    def __init__(self, begins: Sequence[Effect], whole: date | None) -> None:
        self._days = {effect.target.path: effect.begins for effect in begins if not effect.partly}
        self._whole = whole

    def of(self, source: str) -> tuple[date | None, Dated]:
        """The day for a provision (or zone), and where it is from."""
        path = _path(source)
        for depth in range(len(path.steps), 0, -1):
            if (day := self._days.get(Path(path.steps[:depth]))) is not None:
                return day, Dated.CLAUSE
        return self._whole, Dated.DOCUMENT if self._whole else Dated.UNKNOWN


def _path(source: str) -> Path:
    return Path() if source in _ZONES else Path.parse(source)


def clause_span(document: Document, reference: Reference, around: Span) -> Span:
    """The sentence that holds a mention, inside the span of its provision or zone."""
    text = document.text
    start = around.start
    for gap in _SENTENCE.finditer(text, around.start, reference.span.start):
        start = gap.end()
    following = _SENTENCE.search(text, reference.span.end, around.end)
    return Span(start, following.start() if following else around.end)
