"""The verbs by which a document acts on another, and whether a sentence that holds one is this document's own act.

Bãi bỏ Quyết định số A · Quyết định này thay thế Quyết định số B · Sửa đổi, bổ sung khoản 2 Điều 5 Nghị định số C
own acts
đã được sửa đổi, bổ sung theo Luật Y · trình Quốc hội sửa đổi Luật Z · có thẩm quyền bãi bỏ
none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Relation, Zone

_WORDS = r"(?:cụm\s+từ|từ(?!\s+(?:ngày|năm|tháng|\d))|từ\s+ngữ|danh\s+mục|mẫu|biểu|phụ\s+lục|số\s+thứ\s+tự|dấu)"
_QUOTED_WORDS = r"\s+(?:(?:quy\s+định|nội\s+dung|đoạn)\s+)?(?:[“\"]|'')"
_VERB = re.compile(
    rf"""(?i:
      (?P<repeal>bãi\s+bỏ(?!\s+(?:một\s+số\s+|các\s+)?(?:cụm\s+)?từ|{_QUOTED_WORDS})|hủy\s+bỏ|huỷ\s+bỏ|chấm\s+dứt\s+hiệu\s+lực
        |bỏ(?=\s+(?:(?:quy\s+định|nội\s+dung)\s+tại\s+)?(?:(?:các\s+)?(?:điểm|khoản|Điều|điều|tiết)\s|$)))
    | (?P<phrase>(?:thay(?:\s+thế)?|bãi\s+bỏ|bỏ|bổ\s+sung|sửa\s+đổi)\s+(?:một\s+số\s+)?(?:các\s+)?{_WORDS}
        |(?:bãi\s+)?bỏ(?={_QUOTED_WORDS}))
    | (?P<amend>sửa\s+đổi(?:\s*,\s*|\s+và\s+|\s+)?(?:b[ổỏố]\s+sung|thay\s+thế)?(?:\s*,?\s*(?:và\s+)?bãi\s+bỏ)?
        |b[ổỏố]\s+sung|điều\s+chỉnh(?=\s+(?:khoản|điểm|Điều|một\s+số|(?:nội\s+dung|nhiệm\s+vụ)\s+tại)))
    | (?P<replace>thay\s+thế)
    | (?P<correct>đính\s+chính)
    | (?P<guide>quy\s+định\s+chi\s+tiết
        |hướng\s+dẫn\s+(?:chi\s+tiết|thi\s+hành|thực\s+hiện|áp\s+dụng|một\s+số|triển\s+khai)
        |(?:quy\s+định\s+)?(?:và\s+)?(?:một\s+số\s+)?biện\s+pháp\s+(?:để\s+)?(?:tổ\s+chức\s*,?\s*)?
         (?:thi\s+hành|hướng\s+dẫn(?:\s+thi\s+hành)?))
    | (?P<carry>(?:tổ\s+chức\s+|triển\s+khai\s+|thi\s+hành\s+và\s+)?(?:thực\s+hiện|thi\s+hành)|triển\s+khai)
    | (?P<merge>hợp\s+nhất)
    )(?!\w)""",
    re.VERBOSE,
)
# The first letters of a verb above: what that pattern is tried at.
_LIKELY = re.compile(
    r"[bBcCđĐhHmMqQsStTvV](?:ãi|[ổỏố]|ấm|hấm|iều|ính|[ủu]|ướng|ợp|ột|uy|ửa|hay|hi|hực|riển|iện|à"
    r"|[ÃỔỎỐHIÍỦUƯỢỘỬRÀ])"
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
    r"thẩm\s+quyền|rà\s+soát|nghiên\s+cứu|xây\s+dựng|kịp\s+thời|có\s+quyền|cần|phải|theo\s+quy\s+định|thủ\s+tục|hồ\s+sơ|dự\s+thảo|không)(?!\w)"
)
_KINDS = (
    r"(?:luật|bộ\s+luật|pháp\s+lệnh|nghị\s+định|nghị\s+quyết(?:\s+liên\s+tịch)?|quyết\s+định|thông\s+tư(?:\s+liên\s+tịch)?|chỉ\s+thị|"
    r"kế\s+hoạch|chương\s+trình|quy\s+định|quy\s+chế|kết\s+luận|hướng\s+dẫn|văn\s+bản|điều\s+lệ)"
)
_OWN_SUBJECT = re.compile(
    rf"(?i:{_KINDS}\s+này)(?!\w)|^(?:Nghị\s+(?:quyết|định)|Quyết\s+định|Thông\s+tư|Chỉ\s+thị)(?=\s+có\s+hiệu\s+lực)"
)
_ENACTS = re.compile(rf"(?i:ban\s+hành|quyết\s+định)\s+(?i:{_KINDS}|:)?\s*(?:về(?:\s+việc)?\s+)?$")
_LABEL = re.compile(r"^\s*(?:[-–+*•]\s*|\(?\w{1,4}[.)]\s+)?(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]\s*)?")
# "Sửa đổi …; thay thế …", "có hiệu lực thi hành kể từ ngày … và": the sentence of the own act goes on.
_CONTINUES = re.compile(
    r"(?i:^\s*(?:sửa(?!\s+chữa)|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính|đồng\s+thời|hủy\s+bỏ|có\s+hiệu\s+lực|và|bỏ)(?!\w)|^[\s,;]*$)"
)
_ONE_OF_SEVERAL = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_ISSUES_PLAN = re.compile(r"(?i:ban\s+hành|xây\s+dựng)\s+(?i:kế\s+hoạch|chương\s+trình)(?!\w)")
_ABOUT = re.compile(r"(?i:về\s+việc|v/v)\s*$")
_PASSIVE = re.compile(r"(?i:được|đã|bị|việc|để)\s*$")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the place of a clause says about who acts: a title, the enacting sentence, a plan (which carries out,
    and orders nothing), a list of administrative procedures (which are no documents).
    """

    zone: Zone | None = None
    plan: bool = False
    procedures: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A verb in a clause: what it does, whether the document itself does it, where it stands."""

    relation: Relation
    own: bool
    start: int
    end: int
    kind: str


def _verbs(clause: str) -> Iterator[re.Match[str]]:
    at = 0
    while (likely := _LIKELY.search(clause, at)) is not None:
        verb = _VERB.match(clause, likely.start())
        at = verb.end() if verb else likely.start() + 1
        if verb is not None:
            yield verb


def last_act(clause: str, situation: Situation) -> Act | None:
    """The last verb of a clause (the text from the beginning of its sentence up to a mention)."""
    verbs = list(_verbs(clause))
    if len(verbs) > 1 and not situation.plan and not _carries_out_another(verbs):
        verbs = [verb for verb in verbs if verb.lastgroup != "carry"] or verbs
    if not verbs:
        return None
    last = verbs[-1]
    kind = last.lastgroup or "carry"
    own = _is_own(clause[: last.start()], kind, situation)
    relation = _RELATIONS[kind]
    if kind == "repeal" and len(verbs) > 1 and _ONE_OF_SEVERAL.fullmatch(clause, verbs[-2].end(), last.start()):
        relation = Relation.AMENDS  # "Thay thế, bỏ cụm từ, bãi bỏ một số điều của Luật X"
    return Act(relation, own, last.start(), last.end(), kind)


def _carries_out_another(verbs: list[re.Match[str]]) -> bool:
    """ "Sửa đổi nhiệm vụ trong Chương trình thực hiện Nghị quyết X": X is what the programme carries out."""
    return verbs[-1].lastgroup == "carry" and verbs[-2].lastgroup in ("amend", "phrase", "repeal", "replace")


def _is_own(before: str, kind: str, situation: Situation) -> bool:
    head = _LABEL.sub("", before, count=1)
    subjects = list(_OWN_SUBJECT.finditer(head))
    rest = head[subjects[-1].end() :] if subjects else head
    if kind == "carry":
        issues = situation.zone is Zone.INTRODUCTION and _ISSUES_PLAN.search(head) is not None
        return situation.plan and (situation.zone is Zone.TITLE or issues)
    if situation.zone is Zone.TITLE:
        return not _PASSIVE.search(_ABOUT.sub("", rest))
    if situation.zone is Zone.INTRODUCTION and kind == "correct":
        return not _OTHERS.search(rest)
    if situation.zone is Zone.INTRODUCTION and (_ENACTS.search(rest) or _ENACTS.search(rest[: _first_verb(rest)])):
        return True
    if subjects:
        return not _OTHERS.search(rest)
    if situation.plan or kind == "guide":
        return False
    return _CONTINUES.match(rest) is not None and not _PASSIVE.search(rest)


def _first_verb(text: str) -> int:
    found = next(_verbs(text), None)
    return found.start() if found else len(text)


#: After a mention: the document of the mention ends, by the act of this one.
ENDS = re.compile(
    r"(?i:hết\s+hiệu\s+lực(?!\s+(?:một\s+phần\s+)?(?:theo|thì))|(?:bị|được)\s+bãi\s+bỏ|bị\s+thay\s+thế|chấm\s+dứt\s+hiệu\s+lực"
    r"|không\s+còn\s+hiệu\s+lực)"
)
REPLACED = re.compile(r"(?i:bị|được)\s+(?i:thay\s+thế)(?!\w)")
