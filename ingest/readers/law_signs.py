"""Whether there is law in a text at all, and if not, what the page probably is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text import fold
from ingest.pages import Line

_SIGNS = re.compile(
    r"^(?:dieu \d+|chuong [ivx\d]+|phan (?:thu|[ivx]+)|muc [ivx\d]+|phu luc|can cu |khoan \d+|so\s*:|luat so)"
    r"|cong hoa xa hoi chu nghia viet nam|viet nam dan chu cong hoa|dang cong san viet nam"
    r"|\b\d+(?:/\d{4})?\s*[/-]\s*[a-z0-9]+-[a-z]+|^[ivx]+\. |^\d+\. |^[a-e]\) "
)
_BLOCKED = re.compile(
    r"cloudflare|attention required|security verification|verify you are (?:not a bot|human)|captcha|access denied"
    r"|enable (?:cookies|javascript)|403 forbidden|404 not found|no content available"
)
_SHORT = 40  # lines; a longer text needs more than a word of law


def missing(lines: Iterable[Line]) -> str | None:
    """None when the lines may be law; otherwise the message for the report, which names the mend."""
    texts = [fold(line.text) for line in lines if line.text]
    signs = sum(1 for text in texts if _SIGNS.search(text))
    if _BLOCKED.search("\n".join(texts[:60])) and signs < 5:
        return (
            "Tệp là trang chặn truy cập hoặc thông báo lỗi của trang web, không có văn bản trong đó; "
            "hãy mở trang bằng trình duyệt rồi lưu lại văn bản."
        )
    if signs == 0:
        return (
            "Không thấy văn bản pháp luật trong tệp (không có quốc hiệu, số ký hiệu, căn cứ hay điều khoản nào); "
            "hãy kiểm tra xem đã lưu đúng trang và đúng tệp chưa."
        )
    return None
