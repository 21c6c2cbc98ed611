"""The letterhead of the invented decrees that are checked, to be filled with number, year and title."""

from __future__ import annotations

HEAD = """CHÍNH PHỦ
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 02 năm {year}
NGHỊ ĐỊNH
{title} (văn bản giả định)
"""
