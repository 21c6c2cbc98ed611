"""Features from what kind of provision a candidate is, by its heading, and what kind of answer is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from corpus.text import old_tones
from search.index import Hit
from search.ranking.counted import Asking, Counted, Table

_AMENDING = re.compile(r"^\W*(?:sửa đổi|bổ sung|bãi bỏ|thay thế)", re.IGNORECASE)
_MEANING = re.compile(r"giải thích (?:từ ngữ|thuật ngữ)|^\W*định nghĩa|khái niệm", re.IGNORECASE)
_FRAME = re.compile(
    r"phạm vi (?:điều chỉnh|áp dụng)|đối tượng áp dụng|hiệu lực|điều khoản (?:thi hành|chuyển tiếp)|tổ chức thực hiện"
    r"|trách nhiệm thi hành",
    re.IGNORECASE,
)

#: What asks for a kind of answer, and what stands in the headings of such answers.
_CLASSES = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(told))
    for asked, told in (
        (
            "ai|cơ quan nào|thẩm quyền|người nào|chủ thể nào|đơn vị nào|ở đâu",
            "thẩm quyền|cơ quan|trách nhiệm|nhiệm vụ|quyền hạn|phân cấp",
        ),
        (
            "bao lâu|thời hạn|thời gian|khi nào|bao nhiêu ngày|mấy ngày|mấy năm|thời điểm",
            "thời hạn|thời gian|thời điểm|thời hiệu",
        ),
        ("hồ sơ|giấy tờ", "hồ sơ|giấy tờ"),
        ("thủ tục|trình tự|quy trình|cách thức", "trình tự|thủ tục|quy trình|cách thức"),
        ("điều kiện|yêu cầu|tiêu chuẩn", "điều kiện|yêu cầu|tiêu chuẩn"),
        ("trách nhiệm|nghĩa vụ", "trách nhiệm|nghĩa vụ"),
        ("nguyên tắc", "nguyên tắc"),
        ("phạt|xử lý|tù|hình phạt|chế tài", "vi phạm|phạt|tội|xử lý"),
        ("mức|bao nhiêu", "mức|giá|phí|chế độ|số lượng|trợ cấp|hỗ trợ"),
        (
            "là gì|nghĩa là|khái niệm|định nghĩa|được hiểu|thế nào là|gồm những",
            "giải thích|khái niệm|định nghĩa",
        ),
        ("quyền", "quyền"),
        ("nội dung|gồm", "nội dung|thành phần|phân loại|các loại"),
    )
)


def of_kinds(asking: Asking, counted: Counted, hits: Sequence[Hit]) -> dict[str, Table]:
    """Both together."""
    ones = np.ones(counted.size)
    told = [_told(hit.entry.heading) for hit in hits]
    wanted = np.array([bool(asked.search(asking.asked.text)) for asked, _ in _CLASSES])
    classes = np.array([of for _, of in told], bool).reshape(len(hits), len(_CLASSES))
    amending, meaning, frame = np.array([kinds for kinds, _ in told], float).reshape(len(hits), 3).T
    return {
        "amending": amending,
        "meaning": meaning,
        "frame": frame,
        "defines": counted.defined / max(float(asking.content.sum()), 1.0),
        "fines": np.log1p(counted.fines),
        "meaning_asked": ones * asking.asked.meaning,
        "fine_asked": ones * asking.asked.penalty,
        "amount_asked": ones * asking.asked.amount,
        "class_asked": ones * wanted.sum(),
        "class_match": (classes & wanted).sum(axis=1) / max(int(wanted.sum()), 1),
        "class_other": (classes & ~wanted).sum(axis=1).astype(float),
    }


@lru_cache(maxsize=8192)
def _told(heading: str) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Whether a heading amends, defines, frames; and which classes of answers it heads."""
    level = old_tones(heading.lower())
    kinds = tuple(bool(pattern.search(heading)) for pattern in (_AMENDING, _MEANING, _FRAME))
    return kinds, tuple(bool(told.search(level)) for _, told in _CLASSES)
