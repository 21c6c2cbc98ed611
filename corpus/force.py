"""When a document takes effect of itself, and whether it has a force of its own that could end. Pure.

The day that the text states goes first; khoản 1 Điều 53 Luật 64/2025/QH15 leaves it to the text, so nothing is
counted out from the day of issue where a normative document states none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.errors import AddressError
from corpus.laws import by_number
from corpus.model import Metadata
from corpus.number import DocumentNumber
from corpus.vocabulary import kind_by_name

#: Since Nghị định 161/2005/NĐ-CP normative documents carry the year in their number; before it, a number without a
#: year tells nothing.
_NUMBERS_TELL = 2006
#: Papers that report, propose or convey: nothing in them takes effect. A consolidated text has
#: the force of what it joins.
_PAPERS = frozenset(
    {
        "van-ban-hop-nhat", "to-trinh", "bao-cao", "bien-ban", "giay-moi", "hop-dong", "cong-van", "cong-bao",
        "thong-cao", "tuyen-bo", "loi-keu-goi", "ban-ghi-nho", "ban-thoa-thuan", "giay-phep", "du-an",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Start:
    """The day on which a document takes effect, and where it is from: its text, the table of laws, its signing."""

    day: date | None
    stated: bool = False
    signed: bool = False


def start_of(metadata: Metadata) -> Start:
    """When a document takes effect; no day where neither text nor table nor its kind tells."""
    if metadata.effective is not None:
        return Start(metadata.effective, stated=True)
    law = by_number(metadata.number) if metadata.number else None
    if law is not None and law.effective is not None:
        return Start(law.effective)
    if is_individual(metadata):
        return Start(metadata.issued, signed=True)
    return Start(None)


def is_individual(metadata: Metadata) -> bool:
    """An individual or administrative document (văn bản cá biệt, văn bản hành chính): in effect when signed."""
    kind = kind_by_name(metadata.kind or "")
    if kind is not None and not kind.has_force:
        return True
    number = _number(metadata.number)
    if number is None or metadata.issued is None or metadata.issued.year < _NUMBERS_TELL:
        return False
    return number.year is None


def says_force(metadata: Metadata) -> bool:
    """False for papers that have no force of their own."""
    kind = kind_by_name(metadata.kind or "")
    if metadata.number and "VBHN" in metadata.number:
        return False
    return kind is not None and kind.code not in _PAPERS


# "giai đoạn 2021 - 2025", "năm 2024" of a title; not the year of a law or a date in it.
_PERIOD = re.compile(
    r"(?i:giai\s+đoạn|thời\s+kỳ|đến\s+năm|năm\s+học|năm)\s+(?P<first>(?:19|20)\d\d)(?:\s*[-–—]\s*(?P<last>(?:19|20)\d\d))?"
)
_OF_ANOTHER = re.compile(r"(?i)(?:tháng\s*\d{1,2}\s*,?\s*|(?:luật|pháp\s+lệnh|hiến\s+pháp)\s[^,;.]{0,60})$")
_CITED = re.compile(
    r"(?i)(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|quyết\s+định\s+số|nghị\s+quyết\s+số|nghị\s+định\s+số)"
)


def lasts_until_year(metadata: Metadata) -> int | None:
    """The last year of the period that a title says the document is for: 2025 of "giai đoạn 2021 - 2025"."""
    title = metadata.title or ""
    years = []
    for found in _PERIOD.finditer(title):
        before = title[: found.start()]
        if not _OF_ANOTHER.search(before) and not _CITED.search(before):
            years.append(int(found["last"] or found["first"]))
    latest = max(years, default=None)
    return latest if latest is not None and (metadata.issued is None or latest >= metadata.issued.year) else None


def _number(printed: str | None) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(printed) if printed else None
    except AddressError:
        return None
