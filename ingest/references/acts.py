"""The verbs by which a document acts on another, and whether a sentence that holds one is this document's own act.

Bãi bỏ Quyết định số A · Quyết định này thay thế Quyết định số B · Sửa đổi, bổ sung khoản 2 Điều 5 Nghị định số C: own acts
đã được sửa đổi, bổ sung theo Luật Y · trình Quốc hội sửa đổi Luật Z · có thẩm quyền bãi bỏ: none
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Relation

_VERB = re.compile(
    r"""(?i:
      (?P<repeal>bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|chấm\s+dứt\s+hiệu\s+lực)
    | (?P<phrase>(?:thay(?:\s+thế)?|bỏ|bổ\s+sung|sửa\s+đổi)\s+(?:một\s+số\s+)?(?:các\s+)?(?:cụm\s+từ|từ(?=\s+[“"])|danh\s+mục|mẫu|biểu))
    | (?P<amend>sửa\s+đổi(?:\s*,\s*|\s+và\s+|\s+)?(?:bổ\s+sung|thay\s+thế)?(?:\s*,?\s*(?:và\s+)?bãi\s+bỏ)?|bổ\s+sung|điều\s+chỉnh(?=\s+(?:khoản|điểm|Điều|một\s+số)))
    | (?P<replace>thay\s+thế)
    | (?P<correct>đính\s+chính)
    | (?P<guide>quy\s+định\s+chi\s+tiết|hướng\s+dẫn\s+(?:chi\s+tiết|thi\s+hành|thực\s+hiện|áp\s+dụng|một\s+số)|quy\s+định\s+(?:và\s+)?(?:các\s+)?biện\s+pháp\s+(?:để\s+tổ\s+chức\s*,?\s*)?(?:thi\s+hành|hướng\s+dẫn))
    | (?P<carry>(?:tổ\s+chức\s+|triển\s+khai\s+|thi\s+hành\s+và\s+)?(?:thực\s+hiện|thi\s+hành))
    | (?P<merge>hợp\s+nhất)
    )(?!\w)""",
    re.VERBOSE,
)
_RELATIONS = {
    "repeal": Relation.REPEALS,
    "phrase": Relation.AMENDS,
    "amend": Relation.AMENDS,
    "replace": Relation.REPLACES,
    "correct": Relation.CORRECTS,
    "guide": Relation.GUIDES,
    "carry": Relation.GUIDES,
    "merge": Relation.CONSOLIDATES,
}
#: Before a verb these say that somebody else acts, or acted, or that nobody does yet.
_OTHERS = re.compile(
    r"(?i:được|đã|bị|khi|nếu|trường\s+hợp|việc|để|sẽ|đề\s+nghị|đề\s+xuất|kiến\s+nghị|trình|tham\s+mưu|xem\s+xét|có\s+trách\s+nhiệm|"
    r"có\s+thẩm\s+quyền|thẩm\s+quyền|rà\s+soát|nghiên\s+cứu|xây\s+dựng|kịp\s+thời|có\s+quyền|cần|phải|theo\s+quy\s+định|thủ\s+tục|hồ\s+sơ|"
    r"quyết\s+định\s+(?=sửa|bãi|thay)|nội\s+dung|dự\s+thảo|không|người|cơ\s+quan)(?!\w)"
)
_OWN_SUBJECT = re.compile(
    r"(?i:(?:luật|bộ\s+luật|pháp\s+lệnh|nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư(?:\s+liên\s+tịch)?|chỉ\s+thị|kế\s+hoạch|chương\s+trình|"
    r"quy\s+định|quy\s+chế|kết\s+luận|hướng\s+dẫn|văn\s+bản|điều)\s+này)(?!\w)"
)
_ENACTS = re.compile(
    r"(?:ban\s+hành|quyết\s+định\s+ban\s+hành)\s+(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|"
    r"Kế\s+hoạch|Chương\s+trình|Văn\s+bản)\s*(?:về(?:\s+việc)?\s+)?$"
)
_ABOUT = re.compile(r"(?i:^|về(?:\s+việc)?|v/v)\s*$")
_LABEL = re.compile(r"^\s*(?:[-–+*•]\s*|\(?\w{1,4}[.)]\s+)?(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]\s*)?")


@dataclass(frozen=True, slots=True)
class Act:
    """A verb found in a clause: what it does, whether the document itself does it, and where its object begins."""

    relation: Relation
    own: bool
    end: int
    kind: str


def last_act(clause: str, *, title: bool = False, plan: bool = False) -> Act | None:
    """The last verb of a clause (the text from the beginning of its sentence up to a mention)."""
    last: re.Match[str] | None = None
    for last in _VERB.finditer(clause):
        pass
    if last is None or last.lastgroup is None:
        return None
    kind = last.lastgroup
    before = clause[: last.start()]
    return Act(_RELATIONS[kind], _is_own(before, kind, title=title, plan=plan), last.end(), kind)


def _is_own(before: str, kind: str, *, title: bool, plan: bool) -> bool:
    head = _LABEL.sub("", before, count=1)
    subject = None
    for subject in _OWN_SUBJECT.finditer(head):
        pass
    rest = head[subject.end() :] if subject else head
    if kind == "carry":
        return plan and title and _ABOUT.search(rest.replace("triển khai", "").replace("TRIỂN KHAI", "")) is not None
    if title:
        return not re.search(r"(?i:được|đã|bị)\s*$", rest)
    if _ENACTS.search(rest):
        return True
    if kind == "guide":
        return subject is not None and not _OTHERS.search(rest)
    if subject is not None:
        return not _OTHERS.search(rest.replace("có hiệu lực", ""))
    return not rest.strip(' ,;:“”"-') or _follows_own(rest)


# "có hiệu lực thi hành kể từ ngày … và", "Sửa đổi …; thay thế …": the verb goes on with the document's own sentence.
_CONTINUES = re.compile(
    r"(?i:^\s*(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính|đồng\s+thời|hủy\s+bỏ|có\s+hiệu\s+lực)\b)|^\s*(?i:và|,|;|đồng\s+thời)\s*$"
)


def _follows_own(rest: str) -> bool:
    return _CONTINUES.search(rest) is not None and not re.search(r"(?i:được|đã|bị)\s*$", rest)


#: After a mention: the document of the mention ends, by the act of this one.
ENDS = re.compile(
    r"(?i:(?:đều\s+|sẽ\s+)?(?:hết\s+hiệu\s+lực(?!\s+(?:một\s+phần\s+)?(?:theo|thì))|bị\s+bãi\s+bỏ|được\s+bãi\s+bỏ|bị\s+thay\s+thế|chấm\s+dứt\s+hiệu\s+lực|không\s+còn\s+hiệu\s+lực))"
)
REPLACED = re.compile(r"(?i:bị|được)\s+(?i:thay\s+thế)(?!\w)")
