"""Hiệu lực of a document or provision at a date, derived from what is known, with the reasons. Pure.

Rules, and where they are from (Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15, as amended by Luật số
87/2025/QH15; the law before it, 80/2015/QH13, says the same in Điều 151 and 154):
  begins    the day the text says (khoản 1 Điều 53: nothing else sets it); of a law that the table of laws knows, the
            table's day; an individual or administrative document (no year in its number) the day of signing, a
            convention of the trade; of any other without a day it is not known, and neither is the status
  ends      its own term; replaced or repealed (Điều 57); a later law of the same name in the table of laws
  partly    amended, or repealed or suspended in part: the wording printed here is no longer that in force
  with it   what details or amends an ended document ends with it unless proclaimed to go on (khoản 2 Điều 57): nobody
            can tell from the texts, so the status is unknown and a warning says why
In doubt the answer is `Status.UNKNOWN` and the reason, never "còn hiệu lực".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.address import DocumentId
from corpus.effects import CHANGING, ENDING, Effect, EffectKind
from corpus.force import Start, lasts_until_year, says_force, start_of
from corpus.model import Metadata, Status

#: Years without a trace (taking effect, being amended, serving as the basis of a later document) after which
#: "còn hiệu lực" is not claimed; `tests.quality.status` measures how long documents known to have ended lived.
TRACE_YEARS = 5


class Why(StrEnum):
    """The kinds of reasons."""

    BEGINS = "ngay-co-hieu-luc"
    NO_DATE = "khong-ro-ngay-hieu-luc"
    TERM = "het-thoi-han"
    ACT = "van-ban-khac"
    NO_ACT_DATE = "van-ban-khac-khong-ro-ngay"
    SUCCESSOR = "luat-moi-cung-ten"
    FOUNDATION = "van-ban-goc-het-hieu-luc"
    PERIOD = "thoi-ky-da-qua"
    NO_TRACE = "khong-co-dau-vet"
    CONFLICT = "mau-thuan-ngay"
    PAPER = "khong-co-hieu-luc-rieng"


@dataclass(frozen=True, slots=True)
class Act:
    """An effect seen from its target: the document that acts (or tells, where the effect is a hint)."""

    document: DocumentId
    metadata: Metadata | None
    effect: Effect
    actor: Metadata | None = None  # of a hint: of the document that acts, where it is held
    void: bool = False  # the acting document ended before its effect began
    mutual: bool = False  # its target ends it in turn


@dataclass(frozen=True, slots=True)
class Foundation:
    """A document that this one details or amends, and the day on which it ended."""

    document: DocumentId
    number: str | None
    name: str | None
    ended: date


@dataclass(frozen=True, slots=True)
class Successor:
    """A later law of the same name."""

    document: DocumentId | None
    name: str
    number: str | None
    effective: date


@dataclass(frozen=True, slots=True)
class Case:
    """All that a judgement of one document rests on."""

    id: DocumentId
    metadata: Metadata
    acts: tuple[Act, ...] = ()
    own: tuple[Effect, ...] = ()  # days on which parts of the document itself take effect
    foundations: tuple[Foundation, ...] = ()  # only where all of them have ended
    successor: Successor | None = None
    basis: date | None = None  # issue of the latest held document that has this one as its basis


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact behind a judgement; what it is about depends on `why`."""

    why: Why
    day: date | None = None
    act: Act | None = None
    foundation: Foundation | None = None
    successor: Successor | None = None
    start: Start | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status at a date, its reasons (those that decided it first), warnings beside it."""

    status: Status
    on: date
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    suspended_partly: bool = False
    amended: bool = False  # of a provision: its wording was replaced, the provision goes on

    @property
    def since(self) -> date | None:
        """The day since which the status holds, as far as its first reason tells."""
        return self.reasons[0].day if self.reasons else None


def judge(case: Case, on: date) -> Judgement:
    """The status of a document at a date."""
    usable, conflicts = usable_acts(case)
    ended = list(_ends(case, usable, on))
    if ended:
        kept = [Reason(Why.ACT, a.effect.begins, a) for a in usable if keeps(a, on)]
        if not kept or ended[0].why is not Why.ACT:
            return Judgement(Status.EXPIRED, on, tuple(ended), conflicts)
        return Judgement(Status.PARTLY_EXPIRED, on, (*ended, *kept), conflicts)
    start = start_of(case.metadata)
    if start.day is not None and on < start.day:
        return Judgement(Status.NOT_YET, on, (Reason(Why.BEGINS, start.day, start=start),), conflicts)
    begun = (Reason(Why.BEGINS, start.day, start=start),) if start.day else ()
    partly = _partly(usable, on)
    doubts = tuple(_doubts(case, usable, start, on))
    if conflicts or doubts:
        return Judgement(Status.UNKNOWN, on, (*conflicts, *doubts, *partly, *begun))
    suspended = [r for r in partly if r.act and r.act.effect.kind is EffectKind.SUSPENDS]
    if any(r.act and r.act.effect.whole for r in suspended):
        return Judgement(Status.SUSPENDED, on, (*suspended, *begun))
    if partly:
        only = len(suspended) == len(partly)
        return Judgement(Status.PARTLY_EXPIRED, on, (*partly, *begun), suspended_partly=only)
    return Judgement(Status.IN_FORCE, on, begun)


def end_of(case: Case) -> date | None:
    """The day from which the document as a whole is no longer in force, as far as is known; None where none is."""
    usable, _ = usable_acts(case)
    found = [reason.day for reason in _ends(case, usable, date.max) if reason.day]
    return min(found, default=None)


def status_alone(metadata: Metadata, on: date) -> Status:
    """What a document by itself tells: not yet in force, or its term over; without a library nothing more."""
    start, term = start_of(metadata).day, end_of_term(metadata)
    if _expires_first(metadata):
        return Status.UNKNOWN
    if term is not None and term <= on:
        return Status.EXPIRED
    return Status.NOT_YET if start is not None and on < start else Status.UNKNOWN


def end_of_term(metadata: Metadata) -> date | None:
    """The first day on which a document's own term is over."""
    return metadata.expires + timedelta(days=1) if metadata.expires else None


def turns(case: Case, on: date) -> date | None:
    """The next day after `on` at which the status may become another."""
    days: set[date | None] = {start_of(case.metadata).day, case.successor.effective if case.successor else None}
    days.add(end_of_term(case.metadata))
    for effect in (*(act.effect for act in case.acts), *case.own):
        days.add(effect.begins)
        days.add(effect.ends + timedelta(days=1) if effect.ends else None)
    days |= {foundation.ended for foundation in case.foundations}
    usable, _ = usable_acts(case)
    days.add(_silent_from(case, usable))
    if (year := lasts_until_year(case.metadata)) is not None:
        days.add(date(year + 1, 1, 1))
    return min((day for day in days if day and day > on), default=None)


def usable_acts(case: Case) -> tuple[list[Act], tuple[Reason, ...]]:
    """The acts that count, and those that contradict the dates: an older document cannot act on a younger one."""
    usable: list[Act] = []
    conflicts: list[Reason] = []
    for act in case.acts:
        issued, own = act.metadata.issued if act.metadata else None, case.metadata.issued
        if act.void or act.document == case.id:
            continue
        if not act.effect.hint and issued and own and (issued < own or (act.mutual and issued == own)):
            if act.effect.kind in CHANGING:
                conflicts.append(Reason(Why.CONFLICT, issued, act))
            continue
        usable.append(act)
    return usable, tuple(conflicts)


def _ends(case: Case, usable: Iterable[Act], on: date) -> Iterator[Reason]:
    """What ended the document as a whole by that day; its own acts first."""
    whole = [act for act in usable if act.effect.kind in ENDING and act.effect.whole]
    for act in sorted(whole, key=lambda one: (one.effect.hint, one.effect.begins or date.max)):
        if act.effect.begins is not None and act.effect.begins <= on:
            yield Reason(Why.ACT, act.effect.begins, act)
    if case.successor is not None and case.successor.effective <= on:
        yield Reason(Why.SUCCESSOR, case.successor.effective, successor=case.successor)
    if _expires_first(case.metadata):
        return
    longer = [a.effect.ends for a in usable if a.effect.kind is EffectKind.KEEPS and a.effect.whole and a.effect.ends]
    term = max((day for day in (case.metadata.expires, *longer) if day), default=None)
    if case.metadata.expires and term and term < on:
        yield Reason(Why.TERM, term)


def _expires_first(metadata: Metadata) -> bool:
    """A term that is over before the document takes effect: one of the two days was written or read wrongly."""
    start = start_of(metadata).day
    return metadata.expires is not None and start is not None and metadata.expires < start


def runs(act: Act, on: date) -> bool:
    effect = act.effect
    return effect.begins is not None and effect.begins <= on and (effect.ends is None or on <= effect.ends)


def keeps(act: Act, on: date) -> bool:
    """True of provisions that stay in force when the rest has ended."""
    effect = act.effect
    return effect.kind is EffectKind.KEEPS and bool(effect.target.path) and (effect.ends is None or on <= effect.ends)


def _partly(usable: Iterable[Act], on: date) -> list[Reason]:
    """What was amended, repealed or suspended of it by that day; the latest first, acts before hints."""
    found = [
        Reason(Why.ACT, act.effect.begins, act)
        for act in usable
        if runs(act, on) and (act.effect.kind in CHANGING or act.effect.kind is EffectKind.SUSPENDS)
    ]
    return sorted(found, key=lambda r: (bool(r.act and r.act.effect.hint), -(r.day or date.min).toordinal()))


def _doubts(case: Case, usable: Iterable[Act], start: Start, on: date) -> Iterator[Reason]:
    """Why "còn hiệu lực" cannot be said."""
    usable = list(usable)
    if not says_force(case.metadata):
        yield Reason(Why.PAPER, start=start)
    elif start.day is None:
        yield Reason(Why.NO_DATE, start=start)
    if _expires_first(case.metadata):
        yield Reason(Why.CONFLICT, case.metadata.expires, start=start)
    for act in usable:
        if act.effect.begins is None and act.effect.kind in ENDING and act.effect.whole:
            yield Reason(Why.NO_ACT_DATE, act.metadata.issued if act.metadata else None, act)
    if case.foundations and all(one.ended <= on for one in case.foundations):
        yield from (Reason(Why.FOUNDATION, one.ended, foundation=one) for one in case.foundations)
    year = lasts_until_year(case.metadata)
    if year is not None and year < on.year:
        yield Reason(Why.PERIOD, date(year, 12, 31))
    silent = _silent_from(case, usable)
    if silent is not None and silent <= on:
        yield Reason(Why.NO_TRACE, _trace(case, usable))


def _trace(case: Case, usable: Iterable[Act]) -> date | None:
    """The last day on which something shows that the document was in force."""
    told = [act.effect.begins for act in usable if act.effect.kind in CHANGING or act.effect.kind is EffectKind.ADDS]
    days = (start_of(case.metadata).day, case.metadata.issued, case.basis, *told)
    return max((day for day in days if day is not None), default=None)


def _silent_from(case: Case, usable: Iterable[Act]) -> date | None:
    last = _trace(case, usable)
    if last is None:
        return None
    return date(min(last.year + TRACE_YEARS, 9999), last.month, min(last.day, 28))


__all__ = [
    "TRACE_YEARS",
    "Act",
    "Case",
    "Foundation",
    "Judgement",
    "Reason",
    "Successor",
    "Why",
    "end_of",
    "end_of_term",
    "judge",
    "keeps",
    "runs",
    "status_alone",
    "turns",
    "usable_acts",
]
