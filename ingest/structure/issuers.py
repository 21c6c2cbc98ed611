"""Who issued a document: the lines of the letterhead to a full name in normal capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import vocabulary
from corpus.number import DocumentNumber
from corpus.text import fold, old_tones, slug
from ingest.structure.paragraphs import Paragraph, is_capitals


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body's part of a document id, and its full name."""

    slug: str
    name: str


_NO_NAME = re.compile(
    r"cong hoa xa hoi|chu nghia viet nam|doc lap|hanh phuc|dang cong san|^so\b|"
    r"ngay .* thang|cong bao|^luat so|van ban|^phan "
)
_MOTTO = re.compile(r"cong hoa xa hoi|chu nghia viet nam$|dang cong san|doc lap|tu do - hanh phuc")
_DECIDES = re.compile(
    r"^(?:ỦY\s+BAN|UỶ\s+BAN|CHỦ\s+TỊCH|HỘI\s+ĐỒNG|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG|BỘ\s+TRƯỞNG|BỘ\s|QUỐC\s+HỘI|THỐNG\s+ĐỐC|GIÁM\s+ĐỐC|"
    r"CHÁNH\s+ÁN|VIỆN\s+TRƯỞNG|TỔNG\s+(?:KIỂM|THANH|CỤC|BÍ)|BAN\s+(?!HÀNH)|TRƯỞNG\s+BAN|CỤC\s+TRƯỞNG|UBND|HĐND|"
    r"NGÂN\s+HÀNG\s+NHÀ|CHỦ\s+NHIỆM|LIÊN\s+BỘ|SỞ\s)"
)
_LINE = re.compile(
    _DECIDES.pattern[:-1] + r"|NGÂN\s+HÀNG|KIỂM\s+TOÁN|VIỆN|T[OÒ][AÀ]\s|ĐẢNG|TỈNH\s+[UỦ]|THÀNH\s+[UỦ]|"
    r"HUYỆN\s+[UỦ]|QUẬN\s+[UỦ]|VĂN\s+PHÒNG|THANH\s+TRA|CỤC|CHI\s+CỤC|TRUNG\s+TÂM|CÔNG\s+TY|TẬP\s+ĐOÀN|TRƯỜNG|ĐẠI\s+HỌC|HỘI\s|MẶT\s+TRẬN|"
    r"LIÊN\s+ĐOÀN|ĐOÀN|CÔNG\s+AN|BẢO\s+HIỂM|PHÒNG\s|TỔNG\s|ỦY|UỶ|HỘI$)"
)
_KEPT = (
    "Việt Nam",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Đảng bộ",
    "Đảng ủy",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Trung ương",
    "Quốc hội",
    "Chính phủ",
)


_COMPANY = re.compile(r"^(?P<form>ngân hàng (?:tmcp|thương mại cổ phần) )(?P<name>.+)$")


def is_issuer_line(text: str) -> bool:
    """True for the line in capitals that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")."""
    return len(text) < 160 and is_capitals(text) and _DECIDES.match(text) is not None


def is_body(text: str) -> bool:
    """True for the whole name of a body that the vocabulary knows."""
    return is_issuer_line(text) and vocabulary.body_by_name(text) is not None


def read_issuer(
    letterhead: Sequence[Paragraph], *, number: DocumentNumber | None, place: str | None, kind: str | None
) -> Issuer | None:
    """The issuer by the letterhead, else by what the number says."""
    names = _names(letterhead)
    if number is not None and number.parts[0] in ("TTLT", "NQLT") and (joint := _joint(number)):
        return joint
    whole = " ".join(names)
    where = vocabulary.province_in(whole) or (vocabulary.province_in(place) if place else None)
    province = where.slug if where else None
    for text in _readings(names):
        if found := vocabulary.body_by_name(text, province=province):
            committee = fold(text).startswith("ban chap hanh dang bo")
            return Issuer(found[0], spoken(text)) if committee else Issuer(*found)
    if len(names) > 1 and number and (by_number := vocabulary.issuer_of_number(number, province=province)):
        return Issuer(*by_number)
    if len(names) > 1 and (found := vocabulary.body_by_name(names[0], province=province)):
        return Issuer(*found)
    if names:
        name = spoken(names[-1] if len(names) > 1 and _is_own_body(names[-1]) else whole)
        return Issuer(slug(name), name)
    if number is not None and (by_number := vocabulary.issuer_of_number(number, province=province)):
        return Issuer(*by_number)
    return _by_kind(kind)


def _joint(number: DocumentNumber) -> Issuer | None:
    """All bodies of a joint document; the first gives the id."""
    found = [body for part in number.parts[1:] if (body := vocabulary.body_of_part(part))]
    return Issuer(found[0].code, " - ".join(body.name for body in found)) if found else None


def _by_kind(kind: str | None) -> Issuer | None:
    """Laws are made by one body only, whether the page prints its name or not."""
    name = {"Hiến pháp": "Quốc hội", "Bộ luật": "Quốc hội", "Luật": "Quốc hội", "Nghị định": "Chính phủ"}.get(
        kind or ""
    )
    found = vocabulary.body_by_name(name) if name else None
    return Issuer(*found) if found else None


def _names(letterhead: Sequence[Paragraph]) -> list[str]:
    """The lines of the letterhead that name a body: those in capitals before the number, without the motto."""
    found: list[str] = []
    cells = {p.place for p in letterhead if p.place is not None and _MOTTO.search(fold(_cell(letterhead, p)))}
    for at, paragraph in enumerate(letterhead[-30:]):
        text = paragraph.text.strip(" *-–—_|")
        if re.match(r"^(?:Luật\s+)?[Ss](?:ố|Ố)\b", text) and found:
            break
        if paragraph.place in cells and paragraph.place is not None:
            continue
        if not text or len(text) > 120 or any(char.isdigit() for char in text) or not is_capitals(text):
            continue
        if _is_motto(letterhead[-30:], at) or _NO_NAME.search(fold(text)):
            continue
        found.append(text)
    start = next((at for at, text in enumerate(found) if _LINE.match(text)), None)
    return found[start : start + 6] if start is not None else []


def _cell(letterhead: Sequence[Paragraph], paragraph: Paragraph) -> str:
    return " ".join(other.text for other in letterhead if other.place == paragraph.place)


def _is_motto(letterhead: Sequence[Paragraph], at: int) -> bool:
    """True for a line of the motto, whole or torn ("CỘNG HÒA XÃ" / "HỘI CHỦ NGHĨA VIỆT NAM")."""
    before = f"{letterhead[at - 1].text} " if at else ""
    after = f" {letterhead[at + 1].text}" if at + 1 < len(letterhead) else ""
    own = fold(letterhead[at].text)
    if _MOTTO.search(own):
        return True
    torn = "cong hoa xa hoi" in fold(own + after) and "cong hoa xa hoi" not in fold(after)
    return torn or bool(re.search(r"chu nghia viet nam$", fold(before + own)))


def _readings(names: Sequence[str]) -> list[str]:
    """All lines as one name, then ever later parts, then the lines turned round (Party)."""
    joined = [" ".join(names[at:]) for at in range(len(names))]
    turned = " ".join(reversed(names)) if len(names) > 1 else ""
    return [*joined, *([turned] if turned else [])]


def _is_own_body(text: str) -> bool:
    return re.match(r"^(?:SỞ|BAN|VĂN PHÒNG|CỤC|CHI CỤC|ĐẢNG U|TRUNG TÂM|CÔNG AN|THANH TRA)", text) is not None


def spoken(text: str) -> str:
    """A name printed in capitals in those of prose: `ỦY BAN NHÂN DÂN XÃ LŨNG CÚ` → `Ủy ban nhân dân xã Lũng Cú`."""
    if not is_capitals(text):
        return old_tones(text)
    lowered = old_tones(text.lower())
    match = re.match(r"^(.*\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+)(.+)$", lowered)
    if match:
        lowered = match[1] + match[2].title()
    elif match := _COMPANY.match(lowered):
        lowered = match["form"].replace("tmcp", "TMCP") + match["name"].title()
    elif where := vocabulary.province_in(lowered):
        lowered = re.sub(re.escape(where.name.lower()), where.name, lowered)
    for word in _KEPT:
        lowered = re.sub(rf"\b{word.lower()}\b", word, lowered)
    return lowered[:1].upper() + lowered[1:]
