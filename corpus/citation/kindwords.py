"""The words by which a text names the kind of a document: "Nghị định", "VĂN BẢN HỢP NHẤT", "NĐ".

`kinds_at(text, pos)` reads them at a position, the longest first: "Thông báo kết luận", then "Thông báo".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = (
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định thư", "Nghị định", "Quyết định", "Thông tư liên tịch",
    "Thông tư liên bộ", "Thông tư", "Chỉ thị", "Kế hoạch", "Chương trình hành động", "Chương trình", "Quy định",
    "Quy chế", "Kết luận", "Hướng dẫn", "Thông báo kết luận", "Thông báo", "Công văn", "Công điện", "Tờ trình",
    "Báo cáo", "Văn bản hợp nhất", "Văn bản", "Sắc lệnh", "Sắc luật", "Lệnh", "Thông tri", "Đề án", "Phương án",
    "Dự án", "Điều lệ", "Quy trình", "Giấy mời", "Biên bản", "Giấy phép", "Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp",
    "Hợp nhất",
)  # fmt: skip
#: Instruments that say "này" of themselves and are no kind of numbered document.
INSTRUMENTS = (
    "Quy chuẩn", "Nội quy", "Hiệp định", "Công ước", "Hiệp ước", "Bản quy định", "Danh mục", "Tiêu chuẩn", "Chiến lược",
    "Quy hoạch", "Bộ tiêu chí", "Bộ quy tắc",
)  # fmt: skip
LAWS = frozenset({"Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp"})
_SHORTHAND = {
    "NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "CT": "Chỉ thị", "KH": "Kế hoạch", "CV": "Công văn", "VBHN": "Văn bản hợp nhất",
}  # fmt: skip

_WORD = r"[^\W\d_]+"
_WORDS = re.compile(rf"{_WORD}(?:\s+({_WORD})(?:\s+({_WORD})(?:\s+({_WORD}))?)?)?")
_SHORT = re.compile(rf"(?:{'|'.join(sorted(_SHORTHAND, key=len, reverse=True))})(?![\w\-/])")


class Kind(NamedTuple):
    """A kind as it is usually written, where its words end, and whether documents of it have numbers."""

    name: str
    end: int
    numbered: bool


def _table() -> dict[str, list[tuple[list[str], str, bool]]]:
    """By the first word, the longest first: all words, the name, whether numbered."""
    found: dict[str, list[tuple[list[str], str, bool]]] = {}
    for name in sorted((*KINDS, *INSTRUMENTS), key=len, reverse=True):
        words = name.lower().split()
        found.setdefault(words[0], []).append((words, name, name in KINDS))
    return found


_TABLE = _table()


def kinds_at(text: str, pos: int) -> Iterator[Kind]:
    """The kinds whose words, in any letters, stand at a position."""
    found = _WORDS.match(text, pos)
    if found is None:
        return
    words = found[0].lower().split()
    for wanted, name, numbered in _TABLE.get(words[0], ()):
        if words[: len(wanted)] == wanted:
            yield Kind(name, found.end() if len(wanted) == len(words) else _end(found, len(wanted)), numbered)


def _end(found: re.Match[str], count: int) -> int:
    """Where the first `count` words of a match end; the first has no group of its own."""
    return found.end(count - 1) if count > 1 else found.start() + len(found[0].split(maxsplit=1)[0])


def short_kind_at(text: str, pos: int) -> Kind | None:
    """A kind by its letters: "NĐ", "TTLT"."""
    found = _SHORT.match(text, pos)
    return None if found is None else Kind(_SHORTHAND[found[0]], found.end(), numbered=True)
