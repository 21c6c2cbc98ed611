"""The article of a bare "khoản 5" in an amending sentence, which the sentence names further on.

bổ sung khoản 5 vào sau khoản 4 Điều 3                                                   khoản 5 of Điều 3
đoạn mở đầu của khoản 1 và một số điểm, khoản của Điều 23                                khoản 1 of Điều 23
cụm từ “a” vào đầu điểm c khoản 2; cụm từ “b” vào sau cụm từ “c” tại khoản 3 Điều 29     khoản 2 of Điều 29
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.address import Level, Path, Step
from corpus.citation import Citation

# Between two bare mentions: "khoản 5 [vào sau] khoản 4 Điều 3", "khoản 2 [và bổ sung] khoản 5 Điều 26".
_SHARES = re.compile(
    r"\s*(?:(?:và\s+)?(?:vào\s+)?(?:ngay\s+)?(?:sau|trước)|(?:[,;]|và)?\s*(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế)[^.:“]{0,40}?"
    r"|,?\s*(?:và\s+)?một\s+số\s+(?:(?:điểm|khoản|nội\s+dung)(?:\s*(?:,|và)\s*)?)+\s+(?:của|tại))\s+(?:các\s+)?"
)
# The words of a sentence that exchanges words, quotations among them, between one place and the next.
_EXCHANGES = re.compile(
    r"(?:[\s,;]+|(?:và|bỏ|thay|thế|bãi|sửa|đổi|bổ|sung|vào|ngay|sau|trước|đầu|cuối|giữa|bằng|thành|các|một|số|cụm|từ|ngữ|chữ|dấu|đoạn|câu"
    r"|tại|của|ở|tên|điều|Điều)(?!\w)|[“\"][^“”\"\n]{0,600}[”\"]|''[^'\n]{0,600}'')+"
)
_QUOTED = re.compile(r"[“\"]|''")
_MOST = 8  # mentions looked at


def completed(path: Path, place: Path, citations: Sequence[Citation], text: str) -> Path:
    """A bare path of an amending sentence with its article: from what follows in the sentence, or from the unit
    above, whose place in the amended document is `place`. `citations` are the one with that path, and those after it.
    """
    if not path or path.steps[0].level is Level.ARTICLE:
        return path
    first = path.steps[0].level
    outer: list[Step] = []
    following = _following(citations, text)
    if following:
        neighbour = completed(following[0].targets[0].path, place, following[:_MOST], text)
        outer = [step for step in neighbour.steps if step.level.depth < first.depth]
    if not outer and not (first.depth < Level.ARTICLE.depth and _in_article(place)):
        outer = [step for step in place.steps if step.level.depth < first.depth]
    return Path((*outer, *path.steps))


def _following(citations: Sequence[Citation], text: str) -> Sequence[Citation]:
    """The mentions from the next one on that shares its article; what stands in quotation marks is passed over."""
    start = citations[0].span.end
    for at in range(1, len(citations)):
        after = citations[at].span.start
        if _SHARES.fullmatch(text, start, after):
            return citations[at:]
        if _EXCHANGES.fullmatch(text, start, after):
            return citations[at:] if _QUOTED.search(text, start, after) else ()
    return ()


def _in_article(place: Path) -> bool:
    return any(step.level is Level.ARTICLE for step in place.steps)
