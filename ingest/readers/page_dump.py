"""Pages of law sites saved as text: the property table is declared, the chrome left out, the law kept.

A saved page of thuvienphapluat.vn runs: notices, "Đang tải văn bản...", the property table, the law, the page's own
headline twice, "Văn bản liên quan" and everything after it. A page copied as text has the headline first and the
properties as `Số hiệu | 444/KH-UBND |`.
"""

from __future__ import annotations

import re

from ingest.readers.lines import Raw
from ingest.readers.page_properties import label, value

Declared = tuple[tuple[str, str], ...]
LeftOut = tuple[tuple[str, int], ...]

_HEAD = 120  # lines among which the property table begins
_GAP = 6  # lines between one property and the next
_NO_ENGLISH = re.compile(r"^Văn bản này chưa cập nhật nội dung Tiếng Anh$")
_CLOSING = re.compile(
    r"^(?:Văn bản liên quan|NỘI DUNG SỬA ĐỔI, HƯỚNG DẪN|FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN|Bài viết liên quan"
    r"|Lược đồ|Bản dịch này thuộc quyền sở hữu của.*)$"
)
_LEAST = 3  # properties; fewer are words of a form


def trim(raws: list[Raw]) -> tuple[list[Raw], Declared, LeftOut]:
    """The lines of the law, what the page declares about it, and how many characters were left out, by reason."""
    declared, start = _properties(raws)
    stop = _end(raws, start) if declared else len(raws)
    if stop == len(raws):
        stop = _without_page_number(raws)
    left_out = sum(len(raw.text) for raw in (*raws[:start], *raws[stop:]))
    return raws[start:stop], declared, (("trang web", left_out),) if left_out else ()


def _properties(raws: list[Raw]) -> tuple[Declared, int]:
    """The property table and the line after it; nothing and 0 where the text has none."""
    found: dict[str, str] = {}
    after = at = 0
    while at < len(raws) and at < (after + _GAP if found else _HEAD):
        name, _, rest = raws[at].text.partition("|")
        known = label(name)
        if known is None:
            if found and raws[at].text:
                break
            at += 1
            continue
        if not rest:
            rest, at = _next_cell(raws, at + 1)
        else:
            at += 1
        after = at
        if (known_value := value(rest)) and known not in found:
            found[known] = known_value
    if len(found) < _LEAST:
        return (), 0
    while after < len(raws) and raws[after].bar and not raws[after].text and _bars_follow(raws, after):
        after += 1
    return tuple(found.items()), after


def _next_cell(raws: list[Raw], at: int) -> tuple[str, int]:
    """The text of the cell that follows a label, and the line after its closing bar."""
    while at < len(raws) and raws[at].only_bars:
        at += 1
    texts = []
    while at < len(raws) and not raws[at].bar and label(raws[at].text) is None:
        texts.append(raws[at].text)
        at += 1
    return " ".join(filter(None, texts)), at + 1 if at < len(raws) and raws[at].bar else at


def _bars_follow(raws: list[Raw], at: int) -> bool:
    """True while more bars follow: the last of them opens the letterhead's table and stays."""
    return at + 1 < len(raws) and raws[at + 1].only_bars


def _end(raws: list[Raw], start: int) -> int:
    """The line at which the page's own text begins again after the law."""
    for at in range(start, len(raws)):
        if _NO_ENGLISH.match(raws[at].text):
            before = at - 1
            while before > start and not raws[before].text and not raws[before].bar:
                before -= 1
            return before if before > start and not raws[before].bar else at
        if _CLOSING.match(raws[at].text):
            return at
    return len(raws)


def _without_page_number(raws: list[Raw]) -> int:
    """The end of a text without the lone number that a page counter leaves behind its last blank line."""
    last = len(raws)
    while last and not raws[last - 1].text and not raws[last - 1].bar:
        last -= 1
    if (
        last > 1
        and re.fullmatch(r"\d{1,4}", raws[last - 1].text)
        and not raws[last - 2].text
        and not raws[last - 2].bar
    ):
        return last - 1
    return len(raws)
