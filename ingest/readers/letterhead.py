"""The two-column blocks of every document: letterhead (body | CỘNG HÒA …) and closing (Nơi nhận | signature)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NATION = re.compile(r"cong hoa xa hoi|viet nam dan chu cong hoa|dang cong san viet nam")
_RECIPIENTS = re.compile(r"^noi nhan|^kinh gui")
_SIGNATURE = re.compile(
    r"^(?:tm\.|kt\.|tl\.|tuq\.|q\.|t/m|k/t|chu tich|pho chu tich|giam doc|bo truong|thu truong|thu tuong|tong bi thu"
    r"|bi thu|chanh van phong)"
)


def is_pair(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two cells, given as their folded lines, are a letterhead or a closing."""
    return (
        any(_NATION.search(text) for text in right[:3])
        or any(_RECIPIENTS.match(text) for text in left[:2])
        or any(_SIGNATURE.match(text) for text in right[:2])
    )


def names_the_nation(text: str) -> bool:
    """Whether a folded text is the heading that every letterhead carries."""
    return _NATION.search(text) is not None
