"""Sentences that sites print into the text of a law: left out wherever they stand alone in a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pages import Line

_CHROME = re.compile(
    r"^(?:FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN|FILE ATTACHED TO DOCUMENT|In mục lục|MỤC LỤC VĂN BẢN|Đang theo dõi"
    r"|Văn bản này có phụ lục đính kèm\. Tải về để xem toàn bộ nội dung\.?|Nội dung văn bản đang được cập nhật\.?"
    r"|Bạn chưa đăng nhập.*|Đang tải văn bản\.*)$",
    re.IGNORECASE,
)


def without_chrome(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """The lines of the law, and how many characters of the site's were left out."""
    kept = tuple(line for line in lines if not _CHROME.match(line.text))
    if len(kept) == len(lines):
        return kept, 0
    return kept, sum(len(line.text) for line in lines) - sum(len(line.text) for line in kept)
