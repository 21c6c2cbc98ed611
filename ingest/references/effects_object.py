"""What the words around a mention make of an act: how much of the document it reaches, and whether any at all."""

from __future__ import annotations

import re

from corpus.effects import ENDING, EffectKind, Exchange
from corpus.model import Reference
from ingest.references.acts import Act

_ADDS = re.compile(r"(?i)b[ổỏố]\s+sung")
_PHRASE = re.compile(r"(?i)cụm\s+từ|từ\s+ngữ|(?:thay(?:\s+thế)?|bỏ|bổ\s+sung)\s+từ(?!\w)|dấu")
#: "Thay thế Danh mục …", "Bãi bỏ Phụ lục …": no words exchanged, a part ended or changed.
_VERBS = (
    (re.compile(r"(?i)thay"), EffectKind.REPLACES),
    (re.compile(r"(?i)(?:bãi\s+)?bỏ"), EffectKind.REPEALS),
    (_ADDS, EffectKind.ADDS),
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]|''[^'\n]*''")
#: Between the verb and a document: less than the whole of it.
_PART = re.compile(
    r"(?i)(?:một\s+phần|một\s+số\s+(?:điều|khoản|điểm|nội\s+dung|quy\s+định|mục|phụ\s+lục)|(?:các\s+)?(?:nội\s+dung|quy\s+định|thủ\s+tục|danh\s+mục|mức|bảng|biểu|mẫu)"
    r"(?!\s+(?:kèm|ban\s+hành)))[^.;]{0,160}$"
)
_LEAD_PART = re.compile(
    r"(?i)(?:một\s+phần|một\s+số\s+(?:điều|khoản|điểm|nội\s+dung|quy\s+định)|nội\s+dung|các\s+quy\s+định|(?:thủ\s+tục[^.;:]{0,80}))"
    r"(?:\s+(?:của|tại|trong|về))?(?!\w)[^.;:]{0,120}(?:sau(?:\s+đây)?|như\s+sau)\s*:?\s*$|hết\s+hiệu\s+lực\s+một\s+phần"
)
_TITLE = re.compile(r"(?i)sửa\s+đổi,?\s+bổ\s+sung\s[^;]{0,60}của\s[^;]*(?:và|,)\s*$", re.DOTALL)
#: "bãi bỏ các quy định tại Luật X": all of it.
_ALL_OF = re.compile(r"(?i)(?:bãi\s+bỏ\s+)?các\s+quy\s+định\s+(?:tại|của|trong)\s*$")
_WHOLLY = re.compile(r"(?i)toàn\s+bộ")
#: Objects of "bãi bỏ", "hủy bỏ" that are no documents, though one is named after them.
_NO_DOCUMENT = re.compile(
    r"(?i)(?:điều\s+kiện|giấy|chứng\s+chỉ|kết\s+quả|hợp\s+đồng|tài\s+liệu|biện\s+pháp|dự\s+án|quyền|tư\s+cách|tài\s+khoản|văn\s+bằng)(?!\w)"
)
#: "Đối với thỏa thuận đã ký theo quy định tại X …": who falls under what, not what ends.
_TRANSITION = re.compile(r"\s*(?:\w{1,3}[.)]\s*)?(?:Đối\s+với|Trường\s+hợp)(?!\w)")


def plain(text: str) -> str:
    """What stands in quotation marks blanked out, at the same length."""
    return _QUOTED.sub(lambda found: "“" + " " * (len(found[0]) - 2) + "”", text)


def refined(
    kind: EffectKind, act: Act | None, words: str, exchanged: tuple[Exchange, ...], *, quoted: bool
) -> EffectKind:
    """What the verb makes of a relation: words exchanged, something added, a list or form replaced."""
    if act is None:
        return kind
    verb = words[act.start : act.end]
    if act.kind == "phrase":
        if exchanged or quoted or _PHRASE.search(words, act.start):
            return EffectKind.WORDS
        return next((made for sign, made in _VERBS if sign.match(verb)), kind)
    if quoted and kind in ENDING:
        return EffectKind.WORDS
    return EffectKind.ADDS if kind is EffectKind.AMENDS and _ADDS.match(verb) else kind


def no_document(clause: str, reference: Reference) -> bool:
    """ "Hủy bỏ tài liệu kế toán … quy định của Luật X", "bãi bỏ điều kiện kinh doanh … trong Luật Y"."""
    if reference.target.path:
        return False
    if _TRANSITION.match(clause):
        return True
    found = list(re.finditer(r"(?i)(?:bãi|hủy|huỷ)\s+bỏ(?!\w)", clause))
    return bool(found) and _NO_DOCUMENT.search(clause, found[-1].end()) is not None


def less_than_whole(gap: str, lead: str) -> bool:
    """True where the words between a verb and a document, or the sentence above a list, name part of it only."""
    if _WHOLLY.search(gap) or _ALL_OF.fullmatch(gap.strip()):
        return False
    return _PART.search(gap) is not None or _LEAD_PART.search(lead) is not None


def some_units(gap: str) -> bool:
    """ "một số khoản của Điều 5": part of a provision."""
    return _PART.search(gap) is not None


def of_title(between: str) -> bool:
    """ "Điều 2 Nghị định A sửa đổi, bổ sung một số điều của Nghị định B và [this]": a mention inside the title of A."""
    return _TITLE.search(between) is not None
