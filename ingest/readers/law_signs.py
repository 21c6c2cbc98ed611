"""Whether there is law in a text at all, and if not, what the file probably is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Problem
from corpus.text import fold
from ingest.pages import Line

_SIGNS = re.compile(
    r"^(?:dieu \d+[a-z]?(?:[.:\s]|$)|chuong (?:[ivx]+|\d+)\b|phan (?:thu |[ivx]+\b)|phu luc(?: [ivx\d.]+)?$|luat so"
    r"|can cu (?:luat|bo luat|nghi|quyet|thong|hien phap|phap lenh|chi thi|ke hoach|dieu le|quy|chuong trinh)|so\s*:"
    r"|dang cong san viet nam$)|^.{0,60}cong hoa xa hoi chu nghia viet nam|^viet nam dan chu cong hoa"
    r"|\((?:ban hanh )?kem theo "
)
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|viet nam dan chu cong hoa|dang cong san viet nam .{0,80}\bngay"
)
_ENGLISH = re.compile(
    r"^(?:article \d+\b|pursuant to |at the proposal of |chapter [ivx]+\b)|^the (?:prime minister|government)$"
)
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_BLOCKED = re.compile(
    r"cloudflare|attention required|security verification|verify you are (?:not a bot|human)|captcha|access denied"
    r"|you have been blocked|enable (?:cookies|javascript)|403 forbidden|404 not found|no content available"
)
_HEAD = 40  # lines in which a letterhead stands
_LINES_PER_SIGN = 120  # a page of news names laws too; a law shows its form more often than that


def missing(lines: Sequence[Line]) -> str | None:
    """None when the lines may be law; otherwise the message for the report, which names the mend."""
    texts = [fold(line.text) for line in lines if line.text]
    signs = sum(1 for text in texts if _SIGNS.search(text))
    if _BLOCKED.search("\n".join(texts[:60])) and signs < 5:
        return (
            "Tệp là trang chặn truy cập hoặc thông báo lỗi của trang web, không có văn bản trong đó; "
            "hãy mở trang bằng trình duyệt rồi lưu lại văn bản."
        )
    if texts and texts[0].startswith(("{", "[{")):
        return "Tệp là dữ liệu (JSON), không phải văn bản; hãy nạp bản PDF, DOCX, HTML hoặc tệp chữ của văn bản."
    head = re.sub(r"[-_\s]+", " ", " ".join(texts[:_HEAD]))
    if _LETTERHEAD.search(head) or signs * _LINES_PER_SIGN >= len(texts) or _is_english(texts):
        return None
    return (
        "Không thấy văn bản pháp luật trong tệp (không có quốc hiệu, số ký hiệu, căn cứ hay điều khoản nào); "
        "hãy kiểm tra xem đã lưu đúng trang và đúng tệp chưa."
    )


def translation(lines: Sequence[Line]) -> tuple[Problem, ...]:
    """A problem for the report when the text is an English translation."""
    if not _is_english([fold(line.text) for line in lines if line.text]):
        return ()
    letters = "".join(line.text.lower() for line in lines[:200])
    if len(_VIETNAMESE.findall(letters)) > 0.01 * len(letters):
        return ()
    message = "Văn bản là bản dịch tiếng Anh, dẫn chiếu trong đó chưa được đọc; hãy nạp bản tiếng Việt của văn bản này."
    return (Problem("translation", message),)


def _is_english(texts: Sequence[str]) -> bool:
    return sum(1 for text in texts if _ENGLISH.search(text)) >= 2


_ENGLISH_WORDS = re.compile(r"(?:the|of|and|to|in|shall|article|pursuant|law)")


def is_english(letters: str) -> bool:
    """Whether folded letters without blanks read like English: its commonest words make up much of them."""
    return len(_ENGLISH_WORDS.findall(letters)) * 25 > len(letters)
