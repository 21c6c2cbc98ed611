"""What follows a mention of a document and is left out of its quote: the date and the issuer, in either order.

Nghị định số 80/2025/NĐ-CP | ngày 01 tháng 4 năm 2025 của Chính phủ
Quyết định số 244/QĐ-TTg   | của Thủ tướng Chính phủ ngày 05/02/2025
"""

from __future__ import annotations

import re
from datetime import date

from corpus.citation.notation import Mention
from corpus.text import Span

_DATE = re.compile(
    r"""
    \s*,?\s*\(?\s*(?:ký\s+|ban\s+hành\s+|được\s+ban\s+hành\s+)?ngày\s*
    (?:(?P<day>\d{1,2}|[0-3]\ \d)\s*tháng\s*(?P<month>\d{1,2})\s*,?\s*năm\s*(?P<year>(?:19|20)\d\d)
      |(?P<day2>\d{1,2})\s*[/.\-–]\s*(?P<month2>\d{1,2})\s*[/.\-–]\s*(?P<year2>(?:19|20)\d\d))
    (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAPITAL = "[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]"
_PLACE = (
    r"(?:\s+(?:tỉnh|thành\s+phố|Thành\s+phố|TP\.?|huyện|quận|thị\s+xã|xã|phường|đặc\s+khu|lâm\s+thời))?"
    rf"(?:\s+{_CAPITAL}[\w\-]*){{0,5}}"
)
_COMMITTEE = (
    r"(?:Ban\s+Thường\s+vụ\s+|Ban\s+[Cc]hấp\s+hành\s+|Thường\s+trực\s+|BTV\s+)?"
    r"(?:Đảng\s+bộ\s+tỉnh|Đảng\s+bộ\s+thành\s+phố|Tỉnh\s+[uủ][yỷ]|Thành\s+[uủ][yỷ]|Đảng\s+[uủ][yỷ])"
)
_OFFICE = (
    r"(?:(?:Bộ\s+trưởng|Giám\s+đốc|Chánh\s+Văn\s+phòng|Thống\s+đốc|Tổng\s+[Tt]hanh\s+tra|Tổng\s+Kiểm\s+toán)\s+)?"
    r"(?:Bộ|Sở|Văn\s+phòng|Ngân\s+hàng|Thanh\s+tra|Kiểm\s+toán)"
)
_ISSUER = re.compile(
    rf"""
    \s*,?\s*của\s+(?:liên\s+)?(?P<issuer>
        (?:(?:Phó\s+)?Chủ\s+tịch\s+)?(?:Ủy\s+ban\s+nhân\s+dân|Uỷ\s+ban\s+nhân\s+dân|UBND){_PLACE}
      | (?:Thường\s+trực\s+)?(?:Hội\s+đồng\s+nhân\s+dân|HĐND){_PLACE}
      | {_COMMITTEE}{_PLACE}
      | Bộ\s+Chính\s+trị | Ban\s+Bí\s+thư(?:\s+Trung\s+ương)?
      | Ban\s+[Cc]hấp\s+hành\s+Trung\s+ương | BCH\s+Trung\s+ương | Trung\s+ương
      | (?:Ủy|Uỷ)\s+ban\s+[Tt]hường\s+vụ\s+Quốc\s+hội | Quốc\s+hội | Chủ\s+tịch\s+nước
      | Thủ\s+tướng\s+Chính\s+phủ | Thủ\s+tướng | Chính\s+phủ
      | Hội\s+đồng\s+Thẩm\s+phán | Hội\s+đồng\s+Bộ\s+trưởng | Hội\s+đồng\s+Chính\s+phủ
      | {_OFFICE}{_PLACE}
    )
    """,
    re.VERBOSE,
)


# What may begin a date or an issuer; most mentions have neither.
_GOES_ON = re.compile(r"\s*,?\s*(?:\(?\s*(?:ký|ban|được|ngày)|của)", re.IGNORECASE)


def dated(
    text: str,
    span: Span,
    kind: str | None,
    number: str | None,
    name: str | None = None,
    *,
    year: int | None = None,
    at: int | None = None,
) -> Mention:
    """The mention over a span, with the date and the issuer that follow (from `at` on, else its end)."""
    at = span.end if at is None else at
    if not _GOES_ON.match(text, at):
        return Mention(span, kind, number, name, year, dated=at)
    issued: date | None = None
    found = _DATE.match(text, at)
    if found is not None:
        issued, year = _day(found), year or _year(found)
        at = found.end()
    issuer = _ISSUER.match(text, at)
    if issuer is not None and found is None:
        found = _DATE.match(text, issuer.end())
        if found is not None:
            issued, year = _day(found), year or _year(found)
            at = found.end()
    if issuer is not None:
        at = max(at, issuer.end())
    words = " ".join(issuer["issuer"].split()) if issuer else None
    return Mention(span, kind, number, name, year, issued, words, dated=at)


def _year(found: re.Match[str]) -> int:
    return int(found["year"] or found["year2"])


def _day(found: re.Match[str]) -> date | None:
    """The day of a date; None for one that no calendar has."""
    day, month = (int((found[name] or found[f"{name}2"]).replace(" ", "")) for name in ("day", "month"))
    try:
        return date(_year(found), month, day)
    except ValueError:
        return None
