"""Parts that stay in force when the rest ends, terms made longer, and force suspended for a time.

… hết hiệu lực …, trừ Điều 159 và điểm h khoản 1 Điều 192 tiếp tục có hiệu lực đến hết ngày 31 tháng 12 năm 2016
    dieu-159 and dieu-192.khoan-1.diem-h of the ended law are kept until 2016-12-31
Kéo dài thời gian áp dụng Nghị quyết số A đến hết ngày 31/12/2026      A is kept until that day
Ngưng hiệu lực thi hành khoản 8 Điều 8 Thông tư số B                   suspended, with the day until which, if said
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.citation import find_citations
from corpus.effects import Effect, EffectKind
from corpus.model import Document, Reference
from corpus.text import Span
from ingest.references.effects_when import Calendar, clause_span, from_day, until_day

_GOES_ON = re.compile(r"(?i)(?:được\s+)?tiếp\s+tục\s+có\s+hiệu\s+lực")
_LONGER = re.compile(
    r"(?i)(?:kéo\s+dài|gia\s+hạn)\s+(?:thời\s+(?:gian|hạn)|hiệu\s+lực)(?:\s+(?:thực\s+hiện|áp\s+dụng|thi\s+hành|có\s+hiệu\s+lực|hiệu\s+lực))*"
)
_STOPS = re.compile(r"(?i)(?:tạm\s+)?(?:ngưng|đình\s+chỉ)\s+(?:hiệu\s+lực(?:\s+thi\s+hành)?|(?:việc\s+)?thi\s+hành)")
#: Before the verb of an own act: nothing, "Thông tư này", "… ban hành Thông tư".
_DOES = re.compile(r"(?is)|.*(?:này|ban\s+hành[^,;]{0,40}|quyết\s+định\s*:?)\s*")
#: "Đình chỉ việc thi hành văn bản … trái với Hiến pháp": a power, and what it is measured by.
_NOT_THAT = re.compile(r"(?i)trái\s+với|văn\s+bản|quyết\s+định\s+(?!số)")
_SOME = re.compile(r"(?i)một\s+(?:phần|số)|nội\s+dung|quy\s+định")
_OTHERS = re.compile(
    r"(?i)(?:kiến\s+nghị|đề\s+nghị|đề\s+xuất|thẩm\s+quyền|quyền|xem\s+xét|trường\s+hợp|khi|nếu|được|bị|đã|việc|phải|sẽ|thì|không)(?!\w)"
)
_LABEL = re.compile(r"^\s*(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]\s*)?(?:[-–+•]\s*|\(?\w{1,3}[.)]\s+)?")

Around = Callable[[Reference], Span]


def kept_of(effect: Effect) -> Iterator[Effect]:
    """The parts of an ended document that its exception keeps in force."""
    if effect.unless is None or not _GOES_ON.search(effect.unless):
        return
    until = until_day(effect.unless)
    for citation in find_citations(effect.unless):
        if citation.mention is not None and citation.mention.own:
            continue  # a transitional provision of the new document
        for target in citation.targets:
            if target.path:
                kept = replace(effect.target, path=target.path)
                yield replace(effect, kind=EffectKind.KEEPS, target=kept, ends=until, unless=None)


def suspensions(
    document: Document, references: Sequence[Reference], calendar: Calendar, around: Around
) -> Iterator[Effect]:
    """What a document suspends, keeps in force or makes last longer."""
    for one in references:
        if one.quoted or one.target.document in ("this", document.id):
            continue
        span = around(one)
        clause = clause_span(document, one, span)
        words = clause.of(document.text)
        if not any(sign in words for sign in ("hiệu lực", "HIỆU LỰC", "éo dài", "ia hạn", "thi hành")):
            continue
        before = document.text[clause.start : one.span.start]
        after = document.text[one.span.end : clause.end]
        kind = _kind(_LABEL.sub("", before, count=1), after)
        if kind is None:
            continue
        day, dated = calendar.of(one.source)
        said = from_day(after) if kind is EffectKind.SUSPENDS else None
        yield Effect(
            kind=kind,
            source=one.source,
            quote=one.quote,
            span=one.span,
            target=one.target,
            begins=said or day,
            dated=dated,
            ends=until_day(after),
            partly=kind is EffectKind.SUSPENDS and not one.target.path and _SOME.search(before) is not None,
        )


def _kind(before: str, after: str) -> EffectKind | None:
    if before.count("(") > before.count(")"):
        return None  # history in brackets
    stops = _STOPS.search(before)
    if (
        stops is not None
        and not _NOT_THAT.search(before, stops.end())
        and _DOES.fullmatch(before, 0, stops.start())
        and not _OTHERS.search(before, 0, stops.start())
    ):
        return EffectKind.SUSPENDS
    longer = _LONGER.search(before)
    if longer is not None and not _OTHERS.search(before, 0, longer.start()) and until_day(after):
        return EffectKind.KEEPS
    goes_on = _GOES_ON.search(after) if "trừ" not in after else None  # what an exception names is read with it
    if (
        goes_on is not None
        and not _OTHERS.search(before)
        and not re.search(r"[;:]|(?:theo|của)\s*$", after[: goes_on.start()])
    ):
        return EffectKind.KEEPS if before.strip() == "" or _plain_list(before) else None
    return None


def _plain_list(before: str) -> bool:
    """Only other places and "quy định tại" before the mention."""
    rest = re.sub(
        r"(?i)(?:các\s+)?quy\s+định\s+(?:tại|của)|(?:điều|khoản|điểm)\s+[\w, ]+|của\s+luật\s+này|và|,", "", before
    )
    return not rest.strip()
