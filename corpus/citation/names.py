"""Where the name of a law ends: a table of names first (the longest whole name), a grammar for names not in it.

Luật Đầu tư công → not "Luật Đầu tư" · Luật Phòng, chống ma túy · Luật sửa đổi, bổ sung một số điều của Luật Thủy sản
Luật Ban hành văn bản QPPL (abbreviations count as their words) · Hiến pháp
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.laws import name_key, names
from corpus.text import old_tones

#: Abbreviations inside names of laws, as their words.
ABBREVIATIONS = {
    "qppl": "quy phạm pháp luật", "vbqppl": "văn bản quy phạm pháp luật", "nsnn": "ngân sách nhà nước", "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế", "tndn": "thu nhập doanh nghiệp", "tncn": "thu nhập cá nhân", "gtgt": "giá trị gia tăng",
    "ttđb": "tiêu thụ đặc biệt", "hđnd": "hội đồng nhân dân", "ubnd": "ủy ban nhân dân", "tthc": "tố tụng hành chính",
    "xlvphc": "xử lý vi phạm hành chính", "nhnn": "ngân hàng nhà nước", "tctd": "các tổ chức tín dụng", "pccc": "phòng cháy và chữa cháy",
    "hngđ": "hôn nhân và gia đình", "hn&gđ": "hôn nhân và gia đình", "tads": "thi hành án dân sự", "thads": "thi hành án dân sự",
    "ppp": "đầu tư theo phương thức đối tác công tư", "cntt": "công nghệ thông tin", "shtt": "sở hữu trí tuệ", "bvmt": "bảo vệ môi trường",
}  # fmt: skip

#: Whole names by their usual initials.
INITIALS = {
    "BLDS": "Bộ luật Dân sự", "BLHS": "Bộ luật Hình sự", "BLTTDS": "Bộ luật Tố tụng dân sự", "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BLLĐ": "Bộ luật Lao động", "BLHH": "Bộ luật Hàng hải Việt Nam", "LDN": "Luật Doanh nghiệp", "LĐĐ": "Luật Đất đai",
}  # fmt: skip

_TOKEN = re.compile(r"\s*(?:(?P<word>[^\W\d_]+(?:[-&][^\W\d_]+)*)|(?P<comma>,))")
_ANCHOR = re.compile(
    r"\s*,?\s*(?:\((?:sửa đổi|hợp nhất)[^)]{0,20}\)\s*)?(?:số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d|(?:19|20)\d\d(?!\d)|\d+/(?:19|20)\d\d/)"
)
_STOP = re.compile(
    r"""
    \s*(?:
      (?:này|đó|trên|nêu|nói|được|đã|đang|sẽ|phải|không|có|quy\ định|qui\ định|thì|là|hoặc|tại|theo|khi|do|bởi|để|trong|trừ|nếu|mà|cho
        |còn|hiện\ hành|hướng\ dẫn|ban\ hành|thông\ qua|về|cũng|vẫn|hết|đối\ với|như|nhưng|bao\ gồm|gồm|và\ các|với|từ|đến|kể|trước|sau
        |của|tới|nay|mới|cụ\ thể|ngoài|bằng|vào|dưới|căn\ cứ|bị|thay\ thế|sửa\ đổi|bổ\ sung|chưa|áp\ dụng|trình|Điều|khoản|điểm|Chương)(?!\w)
      | và\s+(?:Luật|Bộ\ luật|Pháp\ lệnh|Nghị|Thông\ tư|Quyết\ định|pháp\ luật|quy\ định|các|văn\ bản|những|hướng\ dẫn|theo|việc|được|phải|có)(?!\w)
      | (?:và\s+)?BL[A-ZĐ]+
      | (?:Luật|Bộ\ luật|Pháp\ lệnh|Nghị\ định|Nghị\ quyết|Thông\ tư|Quyết\ định|Chỉ\ thị|Căn\ cứ)\s
    )""",
    re.VERBOSE,
)
_KIND = re.compile(r"(?i:(?P<kind>bộ\s+luật|luật|pháp\s+lệnh|hiến\s+pháp))(?!\w)")
_CONSTITUTION = re.compile(
    r"\s+(?i:nước\s+(?:Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+|Việt\s+Nam\s+dân\s+chủ\s+cộng\s+hòa)?(?:Việt\s+Nam)?)"
)
_AMENDING = re.compile(
    r"""
    \s+(?i:sửa\s+đổi\s*,?\s*(?:(?:và\s+)?b[ổố]\s+sung)?|bổ\s+sung)
    (?i:\s*,?\s*bãi\s+bỏ)?
    (?:\s+(?i:một\s+số\s+(?:điều|quy\s+định|nội\s+dung)|(?:các\s+)?(?:khoản\s+\d+\s+)?điều\s+\d+\w?(?:\s*(?:,|và)\s*(?:điều\s+)?\d+\w?)*))?
    (?:\s+(?i:của|trong|tại))?(?:\s+(?i:các))?\s*
    """,
    re.VERBOSE,
)
_LIST = re.compile(r"\s*(?:,|và|,\s*và)\s*(?=(?i:luật|bộ\s+luật|pháp\s+lệnh)\s)")
_LONGEST = 40  # words


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a law in a text: where it ends, and how it is written in full."""

    text: str
    end: int
    known: bool


class _Node(dict[str, "_Node"]):
    __slots__ = ("name",)

    def __init__(self) -> None:
        super().__init__()
        self.name: str | None = None


@cache
def _trie() -> _Node:
    root = _Node()
    for name in names():
        node = root
        for word in name_key(name).split():
            node = node.setdefault(word, _Node())
        node.name = name
    return root


def _words(printed: str) -> list[str]:
    key = old_tones(printed.lower())
    return ABBREVIATIONS.get(key, key).replace("-", " ").split()


def read_name(text: str, pos: int) -> Name | None:
    """Read the name of a law at a position, which stands at "Luật", "Bộ luật", "Pháp lệnh" or "Hiến pháp"."""
    kind = _KIND.match(text, pos)
    if kind is None:
        return None
    if kind["kind"][0] in "Hh":
        end = _CONSTITUTION.match(text, kind.end())
        return Name(_tidy(text[pos : end.end()]) if end else "Hiến pháp", end.end() if end else kind.end(), known=True)
    amending = _AMENDING.match(text, kind.end())
    if amending is not None:
        return _amending_name(text, pos, amending.end())
    return _known_name(text, pos) or _unknown_name(text, pos, kind.end())


def _known_name(text: str, pos: int) -> Name | None:
    """The longest name of the table that the words at a position spell."""
    node, at, best = _trie(), pos, None
    while (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        if token["comma"]:
            continue
        for word in _words(token["word"]):
            following = node.get(word)
            if following is None:
                return best
            node = following
        if node.name is not None:
            best = Name(node.name, at, known=True)
    return best


def _unknown_name(text: str, pos: int, after: int) -> Name | None:
    """A name not in the table: its words run to a number, a date or a year, or else to the first word that no name holds."""
    at, end, words, comma_at, capital = after, after, 0, None, False
    while words < _LONGEST:
        if words and _ANCHOR.match(text, at):
            return Name(_tidy(text[pos:at]), at, known=False)
        if _STOP.match(text, at):
            break
        token = _TOKEN.match(text, at)
        if token is None or "\n\n" in token[0]:
            break
        if token["comma"]:
            comma_at = at if comma_at is None else comma_at
        else:
            words += 1
            capital = capital or (words == 1 and token["word"][0].isupper())
            if token["word"] not in ("và", "hoặc"):
                end = token.end()
        at = token.end()
    end = end if comma_at is None else min(end, comma_at)
    if not words or not capital or words >= _LONGEST:
        return None
    return Name(_tidy(text[pos:end]), end, known=False)


def _amending_name(text: str, pos: int, after: int) -> Name | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật X, Luật Y và Luật Z": one name; the list only where a number or date closes it."""
    inner = read_name(text, after)
    if inner is None:
        return _unknown_name(text, pos, after)
    end, at = inner.end, inner.end
    while not _ANCHOR.match(text, at) and (sep := _LIST.match(text, at)) is not None:
        further = read_name(text, sep.end())
        if further is None:
            break
        at = further.end
        if _ANCHOR.match(text, at):
            end = at
    return Name(_tidy(text[pos:end]), end, known=inner.known)


_TOKENISED = re.compile(r"\s+(?=[,;])")


def _tidy(printed: str) -> str:
    """The name on one line, without the blanks that tokenised text puts before its commas."""
    return " ".join(_TOKENISED.sub("", printed).split()).rstrip(" ,")
