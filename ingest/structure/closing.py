"""Who signed: the name below the signing office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.markers import UPPER
from ingest.structure.paragraphs import Paragraph, is_capitals
from ingest.structure.scopes import is_closing

_NAME = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|Th\.S|BS|KS|Luật sư|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá)\.?\s*)*"
    rf"(?P<name>[{UPPER}][^\W\d_]*(?:[ ]+[{UPPER}][^\W\d_]*(?:-[{UPPER}]\w*)?){{1,5}})$"
)
_NO_NAME = re.compile(
    r"^(?:nơi nhận|như điều|lưu|hà nội,|độc lập|đã ký|\(đã ký\)|phụ lục|mẫu|quyết định|kế hoạch|danh mục|"
    r"chủ tịch|phó |"
    r"bộ trưởng|thứ trưởng|giám đốc|phó giám đốc|chánh văn phòng|thủ tướng|phó thủ tướng|"
    r"ủy ban|uỷ ban|hội đồng|văn phòng|"
    r"công báo|cổng thông tin|sở |ban |bộ |tỉnh|thành phố|việt nam|trung ương|bí thư|nhân dân$|"
    r"quốc hội|chính phủ|tm|kt|tl|tuq|vụ |cục )",
    re.IGNORECASE,
)
#: Needed only for names in capitals, which look like any other line in capitals.
_SURNAMES = re.compile(
    r"^(?:NGUYỄN|TRẦN|LÊ|PHẠM|HUỲNH|HOÀNG|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐÀO|ĐOÀN|VƯƠNG|TRỊNH|TRƯƠNG|ĐINH|LÂM|PHÙNG|MAI|"
    r"TÔ|HÀ|TẠ|CAO|CHU|CHÂU|THÁI|TĂNG|QUÁCH|LƯƠNG|LƯU|NGHIÊM|KIỀU|TỐNG|TRIỆU|THÂN|KHUẤT|NÔNG|GIÀNG|QUÀNG|ĐIỂU)\s"
)
_LOWER = UPPER.lower()
_SIGNED = re.compile(r"[\s\[(]*(?:đã k[ýí]|ĐÃ KÝ|Đã k[ýí])\)?\s*[:.]?\s*")
#: KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A, where the line breaks of a cell were lost
_IN_LINE = re.compile(
    rf"^(?:(?:TM|KT|TL|TUQ|Q)\.|PHÓ\s|CHỦ\s|BỘ\s|THỨ\s|GIÁM\s|THỦ\s)[{UPPER}\s.,/()\-]*?"
    rf"(?:\((?:đã ký|Đã ký|ĐÃ KÝ)\)\s*)?(?P<name>(?:[{UPPER}][{_LOWER}]+\s){{1,4}}[{UPPER}][{_LOWER}]+)$"
)
_COPIED = re.compile(r"^(?:SAO\s+Y|SAO\s+LỤC|TRÍCH\s+SAO|BẢN\s+SAO|VĂN\s+PHÒNG\s+QUỐC\s+HỘI)")
_LOOK = 60


def signer(paragraphs: Sequence[Paragraph], start: int, end: int) -> str | None:
    """The first name after the first line of a signature in [start, end); None where only the office is printed."""
    signing = False
    before = ""
    for text in _lines(paragraphs, start, end):
        if not text:  # (Đã ký): below an office, or below the name itself
            if not signing and not is_capitals(before) and (name := _name(before)):
                return name
            signing = True
            continue
        before = text
        if found := _IN_LINE.match(text):
            return found["name"]
        if _COPIED.match(text):
            return None  # who signs below certified the copy
        if _is_signature(text):
            signing = True
            continue
        if signing and (name := _name(text)):
            return name
    return None


def _name(text: str) -> str | None:
    """A line that is the name of a person, in normal capitals."""
    match = _NAME.match(text)
    if match is None or _NO_NAME.match(match["name"]):
        return None
    if not is_capitals(match["name"]):
        return match["name"]
    return match["name"].title() if _SURNAMES.match(match["name"]) else None


def _lines(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[str]:
    """The lines of the closing; "(Đã ký)" becomes an empty one, also where it hangs on the office or the name."""
    for paragraph in paragraphs[start : min(end, start + _LOOK)]:
        text = paragraph.text.strip(" *_.")
        match = _SIGNED.search(text) if len(text) < 120 else None
        if match is None or not (match.start() == 0 or is_capitals(text[: match.start()])):
            yield text or "-"
            continue
        if match.start():
            yield text[: match.start()].strip()
        yield ""
        if match.end() < len(text):
            yield text[match.end() :]


def _is_signature(text: str) -> bool:
    return is_closing(text) and not text.lower().startswith("nơi nhận") and is_capitals(text)
