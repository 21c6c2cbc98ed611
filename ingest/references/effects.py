"""Effects of a document on the force of others, from its references: `effects(document, references)`.

Bãi bỏ Quyết định số A ngày …                        bai-bo, the whole of A
2. Luật B hết hiệu lực kể từ ngày Luật này có hiệu lực, trừ quy định tại khoản 5 Điều 115     bai-bo, with its exception
Sửa đổi, bổ sung khoản 2 Điều 5 như sau: “…”          sua-doi-bo-sung, dieu-5.khoan-2
Bổ sung Điều 5a vào sau Điều 5 như sau: “…”           bo-sung, dieu-5a
Thay thế cụm từ “x” bằng cụm từ “y” tại Điều 7        thay-cum-tu, dieu-7, x and y
Ngưng hiệu lực khoản 8 Điều 8 Thông tư C đến hết ngày …   ngung-hieu-luc, dieu-8.khoan-8
none: bãi bỏ giấy phép; theo hướng bãi bỏ điều kiện … trong Luật D; an act on a document of a higher body
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.address import DocumentId, Path
from corpus.effects import ENDING, Dated, Effect, EffectKind, Exchange
from corpus.force import start_of
from corpus.model import Cell, Document, Reference, Relation, Target, Zone
from corpus.text import Span
from ingest.references.acts import Act, Situation, last_act
from ingest.references.effects_ended import ended
from ingest.references.effects_hints import hints
from ingest.references.effects_kept import suspensions
from ingest.references.effects_object import less_than_whole, no_document, of_title, plain, refined, some_units
from ingest.references.effects_settled import settled
from ingest.references.effects_tiers import may_act_on
from ingest.references.effects_when import Calendar, clause_span, from_day, own_days, written_day
from ingest.references.effects_words import exchange_before, opens_with_exchange
from ingest.references.relation_words import IN_PART

_KINDS = {
    Relation.AMENDS: EffectKind.AMENDS,
    Relation.REPLACES: EffectKind.REPLACES,
    Relation.REPEALS: EffectKind.REPEALS,
    Relation.CORRECTS: EffectKind.CORRECTS,
    Relation.CONSOLIDATES: EffectKind.CONSOLIDATES,
}
_ZONES = frozenset(map(str, Zone))
#: After the last quotation: "tại tên điều và khoản 2; …", and no other sentence.
_AT_PLACES = re.compile(r"”(?:(?!\.\s+[A-ZĐÀ-Ỹ])[^“”\n])*\btại\s(?:(?!\.\s+[A-ZĐÀ-Ỹ])[^“”\n])*$")
_ENDED_ON = re.compile(r"(?i)ngày\s+hết\s+hiệu\s+lực")
_OF_LIST = re.compile(r"(?i)văn\s+bản|nội\s+dung")
_LONGEST_DAY = 40  # characters of a cell that holds a day and nothing else
#: "… hết hiệu lực, trừ các trường hợp sau đây:": what follows is kept.
_EXCEPTED = re.compile(
    r"(?i)trừ\s+(?:các\s+)?(?:trường\s+hợp|quy\s+định|nội\s+dung|điều|khoản)[^.;:]{0,60}sau(?:\s+đây)?\s*:\s*$"
)
_VERB_ALONE = re.compile(
    r"(?i)(?:bãi\s+bỏ|thay\s+thế)(?:\s+toàn\s+bộ)?(?:\s+(?:các\s+)?(?:quyết\s+định|nghị\s+quyết|văn\s+bản)(?:\s+sau(?:\s+đây)?)?)?\s*:?\s*$"
)
_WISH = re.compile(
    r"(?i)(?:theo\s+hướng|đề\s+xuất|kiến\s+nghị|nghiên\s+cứu|xem\s+xét|rà\s+soát|dự\s+thảo|phương\s+án|tham\s+mưu)"
)
_UNLESS = re.compile(r"(?i),?\s*(?:trừ|ngoại\s+trừ)\s+(?P<words>.+)", re.DOTALL)


def effects(document: Document, references: Sequence[Reference]) -> tuple[Effect, ...]:
    """Everything a document does to others, the days on which its own parts begin, and what it tells of third ones."""
    begins = tuple(own_days(document, references))
    reader = _Reader(document, references, Calendar(begins, start_of(document.metadata).day))
    further = (suspensions, ended)
    acts = settled(
        [
            *reader.acts(),
            *(one for find in further for one in find(document, references, reader.calendar, reader.around)),
        ]
    )
    if document.metadata.number and "VBHN" in document.metadata.number:
        acts = tuple(_told(document, effect) for effect in acts if effect.kind is not EffectKind.CONSOLIDATES)
        acts = (*acts, *_consolidated(document, references))
    return (*begins, *acts, *hints(document, references))


def _told(document: Document, effect: Effect) -> Effect:
    """A consolidated text repeats acts of the documents it joins; it does nothing itself."""
    return replace(effect, hint=True, by=None)


def _consolidated(document: Document, references: Iterable[Reference]) -> Iterator[Effect]:
    for one in references:
        if one.relation is Relation.CONSOLIDATES and isinstance(one.target.document, DocumentId):
            day = document.metadata.issued
            yield Effect(EffectKind.CONSOLIDATES, one.source, one.quote, one.span, one.target, day)


@dataclass(slots=True)
class _Reader:
    document: Document
    references: Sequence[Reference]
    calendar: Calendar
    _spans: dict[str, Span] | None = None
    _rows: dict[str, tuple[Cell, ...]] | None = None
    _last: Effect | None = None

    def acts(self) -> Iterator[Effect]:
        for reference in self.references:
            kind = _KINDS.get(reference.relation) or self._exchange(reference) or self._broken_off(reference)
            told = kind is None and self._ended_in_part(reference)
            kind = EffectKind.REPEALS if told else kind
            if kind is None or reference.quoted or not (told or self._may_act_on(reference.target)):
                continue
            effect = self._effect(kind, reference)
            if effect is not None and told:
                effect = replace(effect, hint=True, partly=True)
            if effect is not None and not self._named_in_title(reference):
                self._last = effect
                yield effect

    def _exchange(self, reference: Reference) -> EffectKind | None:
        """A place named at the end of a long clause that exchanges words, which its relation does not tell."""
        if reference.relation is not Relation.CITES or not reference.target.path or reference.source in _ZONES:
            return None
        around = self.around(reference)
        if not opens_with_exchange(self.document.text, around.start):
            return None
        before = plain(self.document.text[around.start : reference.span.start])
        return EffectKind.WORDS if _AT_PLACES.search(before) else None

    def _broken_off(self, reference: Reference) -> EffectKind | None:
        """A document on the line after its verb: "Bãi bỏ toàn bộ", and below it the number."""
        if reference.relation is not Relation.CITES or reference.target.path or reference.source in _ZONES:
            return None
        around = self.around(reference)
        before = plain(self.document.text[around.start : reference.span.start])
        found = _VERB_ALONE.search(before)
        if found is None:
            return None
        act = last_act(" ".join(before[: found.end()].split()), Situation())
        return _KINDS.get(act.relation) if act is not None and act.own else None

    def _ended_in_part(self, reference: Reference) -> bool:
        """A document, or a place in it, in the rows of a list of what other documents ended in part."""
        if reference.relation is not Relation.CITES or not isinstance(reference.target.document, DocumentId):
            return False
        cells = self._cells(reference.source)
        column = next((one.column for one in cells if one.span.contains(reference.span)), "")
        return _OF_LIST.search(column) is not None and any(map(IN_PART.search, self._leads(reference.source)))

    def _effect(self, kind: EffectKind, reference: Reference) -> Effect | None:
        around = self.around(reference)
        clause = clause_span(self.document, reference, around)
        before = plain(self.document.text[around.start : reference.span.start])
        act, words, lead = self._act(reference, before)
        if kind in ENDING and no_document(before[clause.start - around.start :], reference):
            return None
        if (act is None or words is lead) and any(map(_EXCEPTED.search, self._leads(reference.source)[:1])):
            return None
        if _WISH.search(lead[-300:]) or _WISH.search(before, clause.start - around.start):
            return None
        exchanged = self._exchanged(reference, around, clause)
        kind = refined(
            kind, act, words, exchanged, quoted=words is before and act is not None and "“" in before[act.end :]
        )
        tail = self.document.text[reference.span.end : clause.end]
        said = from_day(tail) or self._row_day(reference.source) or (from_day(lead[-300:]) if words is lead else None)
        day, dated = self.calendar.of(reference.source)
        unless = _UNLESS.search(tail) if kind is EffectKind.REPEALS else None
        if unless and "hết hiệu lực" in unless[0]:
            unless = None  # it belongs to the title of what ends
        return Effect(
            kind=kind,
            source=reference.source,
            quote=reference.quote,
            span=reference.span,
            target=reference.target,
            begins=said or day,
            dated=Dated.CLAUSE if said else dated,
            partly=self._partly(
                kind, reference, self._gap(reference, around, before, act if words is before else None), lead, act
            ),
            unless=" ".join(unless[0].strip(" ,").split())[:400] if unless else None,
            words=exchanged if kind is EffectKind.WORDS else (),
        )

    def _cells(self, source: str) -> tuple[Cell, ...]:
        if self._rows is None:
            self._rows = {str(one.path): one.cells for one in self.document.provisions if one.cells}
        return self._rows.get(source, ())

    def _row_day(self, source: str) -> date | None:
        """The day that a row of a list of ended documents gives in its column "Ngày hết hiệu lực"."""
        cells = self._cells(source)
        ends = (cell for cell in cells if _ENDED_ON.search(cell.column) and len(cell.span) <= _LONGEST_DAY)
        days = (cell.span.of(self.document.text) for cell in ends)
        return next((day for text in days if (day := written_day(text)) is not None), None)

    def _act(self, reference: Reference, before: str) -> tuple[Act | None, str, str]:
        """The verb that governs a mention, the words it stands in (those before the mention, else those of the
        nearest enclosing unit that has one), and the words of that unit.
        """
        situation = Situation(Zone(reference.source) if reference.source in _ZONES else None)
        leads = self._leads(reference.source)
        if (act := last_act(before, situation)) is not None:
            return act, before, leads[0] if leads else ""
        for lead in leads:
            if (act := last_act(lead, situation)) is not None:
                return act, lead, lead
        return None, before, "\n".join(leads)

    def _gap(self, reference: Reference, around: Span, before: str, act: Act | None) -> str:
        """The words between the verb, or the mention before, and the mention."""
        ends = [
            o.span.end for o in self.references if around.start <= o.span.start and o.span.end <= reference.span.start
        ]
        last = max(max(ends, default=around.start) - around.start, act.end if act else 0)
        return before[last:]

    def _exchanged(self, reference: Reference, around: Span, clause: Span) -> tuple[Exchange, ...]:
        text = self.document.text
        found = exchange_before(text, around.start, reference.span.start, around.end)
        if found:
            return found
        for unit in self._above(reference.source):
            if found := exchange_before(text, unit.start, unit.end, unit.end):
                return found
        return ()

    def _partly(self, kind: EffectKind, reference: Reference, gap: str, lead: str, act: Act | None) -> bool:
        if reference.target.path:
            return kind in (EffectKind.AMENDS, EffectKind.WORDS) and some_units(gap)
        if kind not in ENDING:
            return True
        if act is not None and act.kind == "phrase":
            return True
        return self._goes_on(kind, reference) or less_than_whole(gap, lead)

    def _goes_on(self, kind: EffectKind, reference: Reference) -> bool:
        """True where the mention before, in the same clause and under the same verb, was reached in part only."""
        last = self._last
        if last is None or last.source != reference.source or last.kind is not kind or not last.partly:
            return False
        between = self.document.text[last.span.end : reference.span.start]
        return last_act(between, Situation()) is None and ";" not in between and "\n" not in between

    def _named_in_title(self, reference: Reference) -> bool:
        last = self._last
        if last is None or last.source != reference.source or not last.target.path or reference.target.path:
            return False
        return of_title(self.document.text[last.span.end : reference.span.start])

    def around(self, reference: Reference) -> Span:
        """The provision's own text, or the zone, in which a mention stands."""
        unit = self._units().get(reference.source)
        if unit is not None and unit.contains(reference.span):
            return unit
        holding = (z.span for z in self.document.zones if z.span.contains(reference.span))
        near = Span(max(0, reference.span.start - 600), min(len(self.document.text), reference.span.end + 600))
        return next(holding, near)

    def _above(self, source: str) -> list[Span]:
        """The spans of the enclosing units' own text, innermost first."""
        if source in _ZONES:
            return []
        path, spans = Path.parse(source), self._units()
        outwards = (str(Path(path.steps[:n])) for n in range(len(path.steps) - 1, 0, -1))
        return [spans[name] for name in outwards if name in spans]

    def _leads(self, source: str) -> list[str]:
        """The words of the enclosing units, innermost first: "Bãi bỏ các văn bản sau:"."""
        return [plain(span.of(self.document.text)) for span in self._above(source)]

    def _units(self) -> dict[str, Span]:
        self._spans = self._spans or {str(unit.path): unit.span for unit in self.document.provisions}
        return self._spans

    def _may_act_on(self, target: Target) -> bool:
        """False for the document itself, and for documents of a body above its own."""
        if target.document == "this":
            return False
        there = target.document
        if not isinstance(there, DocumentId) or there == self.document.id:
            return there is None
        return may_act_on(self.document.id, there)
