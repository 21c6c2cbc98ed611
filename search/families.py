"""Documents that come again every year or period: bảng giá đất, kế hoạch năm, nghị quyết dự toán, báo cáo quý.

Documents are of one family when the same body issued them, they are of the same kind, and their titles are the same
once years and periods are taken out, of which at least one title names one. Of a family an answer shows the newest that
it found; the others stand with it. Acts that change, repeal or correct another are of no family, and numbers and dates
of other documents stay in a title: "Bãi bỏ Quyết định số 14" and "Bãi bỏ Quyết định số 15" are two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.text import fold
from search import analysis
from search.index import Entry
from search.query import Query

_YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{_YEAR}(?:\s*[-–—]\s*{_YEAR})?"
_ROMAN_OR_DIGIT = r"(?:[ivx]{1,4}|\d{1,2})"

#: A date is what tells one document from another ("Nghị quyết số 5 ngày 08 tháng 01 năm 2025"), no period.
_DATE = re.compile(rf"ngày\s+\d{{1,2}}\s*(?:/\s*\d{{1,2}}\s*/|tháng\s+\d{{1,2}}\s+năm)\s*{_YEAR}", re.IGNORECASE)
_PERIOD = re.compile(
    rf"""\(?\b(?:
        (?:(?:định\ kỳ|thời\ kỳ|giai\ đoạn|trung\ hạn)\s+)?\d{{1,2}}\s+năm\s*[,(]?\s*{_SPAN}  # 03 năm 2031 - 2033
      | (?:\d{{1,2}}\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?|quý\s+{_ROMAN_OR_DIGIT}|tháng\s+\d{{1,2}})\s*(?:[,/]\s*)?
        (?:năm\s+)?{_YEAR}                                                            # quý I năm 2031
      | (?:giai\ đoạn|nhiệm\ kỳ|thời\ kỳ|năm\ học|niên\ khóa|niên\ độ|năm\ ngân\ sách)\s*(?:năm\s+)?
        {_SPAN}(?:\s*(?:[-–—]|đến|và)\s*(?:năm\s+)?{_YEAR})?
      | (?:từ\s+)?(?:đầu\s+|cuối\s+)?năm\s+{_SPAN}(?:\s*(?:[-–—]|đến|và)\s*(?:hết\s+)?(?:năm\s+)?{_YEAR})?
      | {_YEAR}\s*[-–—]\s*{_YEAR}
    )\b\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEARS = re.compile(_YEAR)

#: Acts about another act, and lists that come in parts of which none replaces the one before.
_NO_FAMILY = re.compile(r"\b(?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|hủy bỏ|thu hồi|ngưng hiệu lực|đợt)\b")
_LEADING = re.compile(r"^(?:(?:về việc|v/v|về|ban hành|quy định|phê duyệt|công bố)\s+)+")
_GONE = "⟨"  # where a period stood
_LINKING = re.compile(rf"\b(?:(?:áp dụng|cho|trong|của|kỳ|giai đoạn)\s+)*{_GONE}")
_LEAST = 3  # syllables that a title must have besides its period


@dataclass(frozen=True, slots=True)
class Family:
    """What a title says of its family: the key that its documents share, and the last year of its period (0: none)."""

    key: str
    period: str = ""  # as printed: "năm 2031", "giai đoạn 2031 - 2035"
    last: int = 0


def family(entry: Entry) -> Family | None:
    """The family that the title of an entry's document puts it in; None where it can be of none."""
    return _told(entry.title, f"{entry.issuer} {entry.kind}") if entry.issuer and entry.kind else None


@lru_cache(maxsize=4096)
def _told(title: str, of: str) -> Family | None:
    if _NO_FAMILY.search(analysis.leveled(title)):
        return None
    periods = [found for found in _PERIOD.finditer(title) if not _in_date(found.span(), title)]
    bare = title
    for found in reversed(periods):
        bare = f"{bare[: found.start()]} {_GONE} {bare[found.end() :]}"
    bare = _LEADING.sub("", " ".join(analysis.leveled(bare).split()))
    said = analysis.syllables(_LINKING.sub(" ", bare))
    if len(said) < _LEAST:
        return None
    years = [int(year) for found in periods for year in _YEARS.findall(found[0])]
    period = " ".join(periods[0][0].strip("() ").split()) if periods else ""
    return Family(f"{of} {fold(' '.join(said))}", period, max(years, default=0))


def _in_date(span: tuple[int, int], title: str) -> bool:
    return any(found.start() < span[1] and span[0] < found.end() for found in _DATE.finditer(title))


def gathered(entries: Iterable[Entry], query: Query) -> list[tuple[Entry, ...]]:
    """Entries, one of each document, by family, each family newest first; families in the order of their first.

    A document stays alone where no title of its family names a period, or two are of the same year (then the title
    does not tell one from the other); and whenever it is asked for: by its title, or any by a year or a number.
    """
    if query.address or query.sought or _YEARS.search(query.text):
        return [(entry,) for entry in entries]
    families: dict[str, list[tuple[Entry, Family]]] = {}
    for number, entry in enumerate(entries):
        told = None if _titled(entry, query) else family(entry)
        families.setdefault(told.key if told else f"{number}", []).append((entry, told or Family("")))
    made: list[tuple[Entry, ...]] = []
    for members in families.values():
        told_apart = len({_year(*member) for member in members}) == len(members)
        if told_apart and any(told.period for _, told in members):
            made.append(tuple(entry for entry, _ in sorted(members, key=_newest_first)))
        else:
            made += [(entry,) for entry, _ in members]
    return made


def period(entry: Entry) -> str:
    """The year or period that an entry's document is for, in its own words; else the year it was issued."""
    told = family(entry)
    return (told.period if told else "") or (f"năm {entry.year}" if entry.year else "")


def _year(entry: Entry, told: Family) -> int:
    """The last year of the period; where the title names none, the year of the document."""
    return told.last or entry.year


def _newest_first(member: tuple[Entry, Family]) -> tuple[int, str]:
    return -_year(*member), member[0].id


def _titled(entry: Entry, query: Query) -> bool:
    """True when the query holds the whole title of the entry's document."""
    said = " ".join(analysis.syllables(entry.title))
    return said.count(" ") >= _LEAST and f" {said} " in f" {' '.join(query.syllables)} "
