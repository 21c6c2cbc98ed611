"""Documents that end by the end of a long sentence, or in a list inside one, which their relation does not tell.

2. Quyết định số A ngày … về việc … theo Nghị định số B … hết hiệu lực kể từ ngày Quyết định này có hiệu lực    A ends
Các Quyết định sau hết hiệu lực kể từ ngày …: Quyết định số A ngày …; Quyết định số C ngày …                A and C end
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.effects import Dated, Effect, EffectKind
from corpus.model import Document, Reference, Relation
from corpus.text import Span
from ingest.references.effects_when import Calendar, from_day

_LABEL = re.compile(r"(?:(?:Điều|ĐIỀU)\s+\d+\w?\s*[.:]\s*)?(?:[-–+•*]\s*|\(?\w{1,3}[.)]\s*)?(?:Các\s+|Toàn\s+bộ\s+)?")
_ENDS = re.compile(r"(?<!\w)hết\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:kể\s+)?(?:từ|khi)(?!\w)")
_ANOTHER_ENDS = re.compile(r"(?:thì|giấy|chứng\s+chỉ|hợp\s+đồng|thỏa\s+thuận)\s[^.;]{0,80}$")
_LIST = re.compile(
    r"(?:Các|Những|các)\s+[^:.;]{0,160}?sau(?:\s+đây)?\s+(?:[^:.;]{0,20})?hết\s+hiệu\s+lực[^:;]{0,160}:\s*"
)
_ITEM = re.compile(r"[;:]\s*(?:và\s+)?(?:[-–+•]\s*)?$|,\s*số\s*$")
_NEXT = re.compile(r"[.;]\s+[A-ZĐÀ-Ỹ]")  # another sentence
_LONGEST = 1500


def ended(
    document: Document, references: Sequence[Reference], calendar: Calendar, around: Callable[[Reference], Span]
) -> Iterator[Effect]:
    """The ends that relations leave as mere mentions."""
    known = {(effect.source, effect.target) for effect in references if effect.relation is Relation.REPEALS}
    for one in references:
        target = one.target
        if one.relation is not Relation.CITES or one.quoted or target.path or target.document in ("this", document.id):
            continue
        if (one.source, target) in known or not target.number:
            continue
        clause = _end_of(document.text, one, around(one))
        if clause is None:
            continue
        day, dated = calendar.of(one.source)
        said = from_day(clause)
        yield Effect(
            EffectKind.REPEALS,
            one.source,
            one.quote,
            one.span,
            target,
            said or day,
            Dated.CLAUSE if said else dated,
        )


def _end_of(text: str, one: Reference, around: Span) -> str | None:
    """The words that say since when the document is no longer in force; None where they say nothing of it."""
    line = max(around.start, text.rfind("\n", around.start, one.span.start) + 1)
    before = text[line : one.span.start]
    tail = text[one.span.end : min(around.end, one.span.end + _LONGEST)].partition("\n")[0]
    ends = _ENDS.search(tail)
    opens = _LABEL.fullmatch(before) is not None and ends is not None
    if opens and ends and not _ANOTHER_ENDS.search(tail, 0, ends.start()) and not _NEXT.search(tail, 0, ends.start()):
        return tail[ends.start() :]
    listed = _LIST.search(text, around.start, one.span.start)
    if listed is not None and (listed.end() >= one.span.start or _ITEM.search(text, listed.start(), one.span.start)):
        return listed[0]
    return None
