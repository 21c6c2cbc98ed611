"""What a document without a title is about, in its own words: its first articles say what it governs.

"Thông tư này quy định về quản lý cảng cá." → "quản lý cảng cá". Titles carry much of what people ask for, so a document
that came without one is found far better by this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

_LOOKED_AT = 3  # provisions from the first on
_LONGEST = 250  # characters

_GOVERNS = re.compile(
    r"\b(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư|Thông tư liên tịch|Quyết định|Nghị quyết|Quy chế|Quy định"
    r"|Quy trình|Điều lệ|Văn bản)(?: liên tịch)? này[^.;:\n]{0,60}?(?:quy định|hướng dẫn|điều chỉnh|sửa đổi|ban hành) ?"
    rf"(?P<subject>[^\n.:;]{{0,{_LONGEST}}})"
)


def subject(texts: Iterable[str]) -> str:
    """The subject that the first provisions of a document name; empty where none does."""
    for text in islice(texts, _LOOKED_AT):
        found = _GOVERNS.search(text)
        if found:
            return found["subject"].strip()
    return ""
