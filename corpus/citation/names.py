"""Where the name of a law ends: a table of names first (the longest whole name), a grammar for names not in it.

Luật Đầu tư công → not "Luật Đầu tư" · Luật Phòng, chống ma túy · Luật sửa đổi, bổ sung một số điều của Luật Thủy sản
Luật Ban hành văn bản QPPL (abbreviations count as their words) · Hiến pháp
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.laws import name_key, name_words, names

#: Whole names by their usual initials.
INITIALS = {
    "BLDS": "Bộ luật Dân sự", "BLHS": "Bộ luật Hình sự", "BLTTDS": "Bộ luật Tố tụng dân sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BLLĐ": "Bộ luật Lao động", "BLHH": "Bộ luật Hàng hải Việt Nam", "LDN": "Luật Doanh nghiệp", "LĐĐ": "Luật Đất đai",
}  # fmt: skip

_TOKEN = re.compile(r"\s*(?:(?P<word>[^\W\d_]+(?:[-&][^\W\d_]+)*)|(?P<comma>,))")
_ANCHOR = re.compile(
    r"\s*,?\s*(?:\((?:sửa đổi|hợp nhất)[^)]{0,20}\)\s*)?"
    r"(?:số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d|(?:19|20)\d\d(?!\d)|\d+/(?:19|20)\d\d/)"
)
# Words that no name of a law holds: the sentence has gone on.
_STOP_WORDS = (
    "này|đó|trên|nêu|nói|được|đã|đang|sẽ|phải|không|có|quy định|qui định|thì|là|hoặc|tại|theo|khi|do|bởi|để|trong|trừ|"
    "nếu|mà|cho|còn|hiện hành|hướng dẫn|ban hành|thông qua|về|cũng|vẫn|hết|đối với|như|nhưng|bao gồm|gồm|và các|với|từ|"
    "đến|kể|trước|sau|của|tới|nay|mới|cụ thể|ngoài|bằng|vào|dưới|căn cứ|bị|thay thế|sửa đổi|bổ sung|chưa|áp dụng|trình|"
    "khoản|điểm|chương|và tổ chức|sư|gia"
).replace(" ", r"\s+")
_STOP = re.compile(
    rf"""
    \s*(?i:
      (?:{_STOP_WORDS})(?!\w) | Điều\s+\d
      | và\s+(?:luật|bộ\s+luật|pháp\s+lệnh|nghị|thông\s+tư|quyết\s+định|pháp\s+luật|quy\s+định|các|văn\s+bản|những
        |hướng\s+dẫn|theo|việc|được|phải|có)(?!\w)
      | (?:và\s+)?BL[A-ZĐ]+(?!\w)
    )
    | \s*(?:Luật|LUẬT|Bộ\s+luật|BỘ\s+LUẬT|Pháp\s+lệnh|PHÁP\s+LỆNH|Nghị\s|NGHỊ\s|Thông\s+tư|THÔNG\s+TƯ
        |Quyết\s+định|QUYẾT\s+ĐỊNH|Chỉ\s+thị|CHỈ\s+THỊ|Căn\s+cứ|CĂN\s+CỨ)(?!\w)
    """,
    re.VERBOSE,
)
# Commas inside a name: "Phòng, chống …", "Quản lý, sử dụng …".
_PAIR = re.compile(
    r"\s*,\s*(?i:chống|sử\s+dụng|bảo\s+vệ|công\s+chức|chữa\s+bệnh|khen\s+thưởng|tôn\s+giáo|an\s+toàn|giám\s+sát"
    r"|công\s+nhân)(?!\w)"
)
_KIND = re.compile(r"(?i:(?P<kind>bộ\s+luật|luật|pháp\s+lệnh|hiến\s+pháp))(?!\w)")
_KIND_ABOUT = re.compile(r"(?i:bộ\s+luật|luật|pháp\s+lệnh)\s+(?i:về)(?!\w)")
_CONSTITUTION = re.compile(
    r"\s+(?i:nước\s+(?:Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+|Việt\s+Nam\s+dân\s+chủ\s+cộng\s+hòa)?"
    r"(?:Việt\s+Nam)?)"
)
_AMENDING = re.compile(
    r"""
    \s+(?i:sửa\s+đổi\s*,?\s*(?:(?:và\s+)?b[ổố]\s+sung)?|bổ\s+sung)
    (?i:\s*,?\s*bãi\s+bỏ)?
    (?:\s+(?i:một\s+số\s+(?:điều|quy\s+định|nội\s+dung)
      |(?:các\s+)?(?:khoản\s+\d+\s+)?điều\s+\d+\w?(?:\s*(?:,|và)\s*(?:điều\s+)?\d+\w?)*))?
    (?:\s+(?i:của|trong|tại))?(?:\s+(?i:các))?\s*
    """,
    re.VERBOSE,
)
# "… của các luật liên quan đến đầu tư xây dựng cơ bản số 38/2009/QH12": words up to a number or date.
_TO_ANCHOR = re.compile(
    r"(?:\d{1,2}\s+(?=luật\s))?(?:(?!Nghị\s|Thông\s+tư|Quyết\s+định)[^.;:()\d\n]){2,150}?(?=\s*,?\s*(?:số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d))"
)
_LIST = re.compile(r"\s*(?:,|và|,\s*và)\s*(?=(?i:luật|bộ\s+luật|pháp\s+lệnh)\s)")
_GOES_ON = re.compile(r"(?:\s+[^\W\d_]+){1,8}(?=\s*,?\s*(?:số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d))")
_LONGEST = 40  # words
_DEEPEST = 2
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a law in a text: where it ends, and how it is written in full."""

    text: str
    end: int
    known: bool


class _Node(dict[str, "_Node"]):
    """A word of the table's names leads to the words that may follow; `ends` where a name is complete."""

    __slots__ = ("ends",)

    def __init__(self) -> None:
        super().__init__()
        self.ends = False


_ALSO: ContextVar[tuple[str, ...]] = ContextVar("names of laws that a text gives itself", default=())


@contextmanager
def also_known(more: tuple[str, ...]) -> Iterator[None]:
    """Inside this, names of laws that the table lacks count as known."""
    token = _ALSO.set(more)
    try:
        yield
    finally:
        _ALSO.reset(token)


@cache
def _trie() -> _Node:
    return _trie_of(names())


@lru_cache(maxsize=64)
def _trie_of(known: tuple[str, ...]) -> _Node:
    root = _Node()
    for name in known:
        node = root
        for word in name_key(name).split():
            node = node.setdefault(word, _Node())
        node.ends = True
    return root


def read_name(text: str, pos: int, *, inside: int = 0) -> Name | None:
    """Read the name of a law at a position, which stands at "Luật", "Bộ luật", "Pháp lệnh" or "Hiến pháp".

    `inside` counts the names of amending laws that this one stands in.
    """
    kind = _KIND.match(text, pos)
    if kind is None:
        return None
    if kind["kind"][0] in "Hh":
        end = _CONSTITUTION.match(text, kind.end())
        return Name(_tidy(text[pos : end.end()]) if end else "Hiến pháp", end.end() if end else kind.end(), known=True)
    amending = _AMENDING.match(text, kind.end())
    if amending is not None:
        return _amending_name(text, pos, amending.end(), inside) if inside < _DEEPEST else None
    known = _known_name(text, pos, _trie())
    also = _known_name(text, pos, _trie_of(_ALSO.get())) if _ALSO.get() else None
    known = also if also is not None and (known is None or also.end > known.end) else known
    if known is None:
        return _unknown_name(text, pos, kind.end())
    return _longer(text, pos, known) or known


def _longer(text: str, pos: int, known: Name) -> Name | None:
    """A name that begins like a known one and goes on to its number or date: "Luật Thư viện pháp luật số …"."""
    found = _GOES_ON.match(text, known.end)
    if found is None or _STOP.match(text, known.end):
        return None
    at = known.end
    while at < found.end() and (token := _TOKEN.match(text, at)) is not None:
        if _STOP.match(text, at):
            return None
        at = token.end()
    return Name(_tidy(text[pos : found.end()]), found.end(), known=False)


def _known_name(text: str, pos: int, node: _Node) -> Name | None:
    """The longest name of a trie that the words at a position spell."""
    at, best, kind = pos, None, _KIND_ABOUT.match(text, pos)
    while (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        if token["comma"] or (kind is not None and at == kind.end()):
            continue
        for word in (part for piece in token["word"].split("-") for part in name_words(piece)):
            following = node.get(word)
            if following is None:
                return best
            node = following
        if node.ends:
            best = Name(_tidy(text[pos:at]), at, known=True)
    return best


def _unknown_name(text: str, pos: int, after: int) -> Name | None:
    """A name not in the table: its words run to a number, a date or a year, or else to the first word that no name
    holds.
    """
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
            if comma_at is None and not _PAIR.match(text, at):
                comma_at = at
        else:
            words += 1
            capital = capital or (words == 1 and token["word"][0].isupper())
            if token["word"] not in ("và", "hoặc"):
                end = token.end()
        at = token.end()
    end = end if comma_at is None else min(end, comma_at)
    if not words or not capital or words >= _LONGEST or text[pos].islower():
        return None
    return Name(_tidy(text[pos:end]), end, known=False)


def _amending_name(text: str, pos: int, after: int, inside: int) -> Name | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật X, Luật Y và Luật Z": one name; a list of two only where a
    number or date closes it.
    """
    inner = read_name(text, after, inside=inside + 1)
    if inner is None:
        anchored = _TO_ANCHOR.match(text, after)
        return None if anchored is None else Name(_tidy(text[pos : anchored.end()]), anchored.end(), known=False)
    end, at, listed = inner.end, inner.end, 1
    while not _ANCHOR.match(text, at) and (sep := _LIST.match(text, at)) is not None:
        further = read_name(text, sep.end(), inside=inside + 1)
        if further is None:
            break
        at, listed = further.end, listed + 1
        if _ANCHOR.match(text, at):
            end = at
    if listed >= _LISTED and end == inner.end:
        end = at  # so many laws, none of them with a number: all of them are the name's
    return Name(_tidy(text[pos:end]), end, known=inner.known)


_TOKENISED = re.compile(r"\s+(?=[,;])")


def _tidy(printed: str) -> str:
    """The name on one line, without the blanks that tokenised text puts before its commas."""
    return " ".join(_TOKENISED.sub("", printed).split()).rstrip(" ,")
