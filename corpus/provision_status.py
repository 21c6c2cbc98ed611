"""Hiệu lực of single provisions at a date: what reaches one by itself goes before the status of its document. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus.address import Path
from corpus.effects import CHANGING, ENDING, EffectKind
from corpus.force import Start
from corpus.model import Status
from corpus.status import Act, Case, Judgement, Reason, Why, judge, keeps, runs, usable_acts


class Provisions:
    """Judges the provisions of one document at one date."""

    def __init__(self, case: Case, on: date, whole: Judgement | None = None) -> None:
        self._case, self._on = case, on
        self._whole = whole or judge(case, on)
        usable, self._conflicts = usable_acts(case)
        self._kept = [act for act in usable if keeps(act, on)]
        self._on_path: dict[Path, list[Act]] = {}
        self._below: dict[Path, list[Act]] = {}  # acts on something inside the path
        for act in usable:
            path = act.effect.target.path
            if not path or act.effect.hint or not runs(act, on):
                continue
            self._on_path.setdefault(path, []).append(act)
            for outer in path.ancestors():
                self._below.setdefault(outer, []).append(act)

    def judge(self, path: Path) -> Judgement:
        """The status of the provision at `path`."""
        on, whole = self._on, self._whole
        reaching = list(self._reaching(path))
        over = [_reason(act) for act in reaching if act.effect.kind in ENDING and not act.effect.partly]
        if over:
            return Judgement(Status.EXPIRED, on, tuple(over))
        kept = [_reason(act) for act in self._kept if act.effect.reaches(path)]
        if whole.status is Status.EXPIRED or (_ended(whole) and not kept):
            return Judgement(Status.EXPIRED, on, tuple(r for r in whole.reasons if not _is_keep(r)), whole.warnings)
        begins = self._begins(path)
        if begins is not None and on < begins:
            return Judgement(Status.NOT_YET, on, (Reason(Why.BEGINS, begins, start=Start(begins, stated=True)),))
        if whole.status in (Status.NOT_YET, Status.SUSPENDED) and begins is None:
            return Judgement(whole.status, on, whole.reasons)
        if whole.status is Status.UNKNOWN:
            return Judgement(Status.UNKNOWN, on, whole.reasons, self._conflicts)
        return self._in_force(path, reaching, kept)

    def _in_force(self, path: Path, reaching: list[Act], kept: list[Reason]) -> Judgement:
        """The status inside a document in force."""
        stops = EffectKind.SUSPENDS
        stopped = [_reason(act) for act in reaching if act.effect.kind is stops and not act.effect.partly]
        if stopped:
            return Judgement(Status.SUSPENDED, self._on, tuple(stopped))
        inside = self._below.get(path, [])
        changed = [_reason(act) for act in (*reaching, *inside) if act.effect.kind in CHANGING]
        suspended = [_reason(act) for act in inside if act.effect.kind is stops]
        if changed:
            whole = not any(act.effect.kind in ENDING for act in inside)
            return Judgement(Status.PARTLY_EXPIRED, self._on, (*changed, *suspended), amended=whole)
        if suspended:
            return Judgement(Status.PARTLY_EXPIRED, self._on, tuple(suspended), suspended_partly=True)
        return Judgement(Status.IN_FORCE, self._on, tuple(kept) or self._whole.reasons[-1:])

    def _reaching(self, path: Path) -> Iterator[Act]:
        """The acts on the provision or on a unit that holds it; those on part of a unit only at the unit itself."""
        for outer in (*path.ancestors(), path):
            for act in self._on_path.get(outer, ()):
                if outer == path or not act.effect.partly:
                    yield act

    def _begins(self, path: Path) -> date | None:
        """The day of its own on which a provision takes effect: that of the innermost unit that has one."""
        found = [e for e in self._case.own if e.kind is EffectKind.BEGINS and not e.partly and e.reaches(path)]
        inner = max(found, key=lambda e: len(e.target.path.steps), default=None)
        return inner.begins if inner else None


def judge_provision(case: Case, path: Path, on: date, whole: Judgement | None = None) -> Judgement:
    """The status of one provision at a date; `whole` is the judgement of its document, where it is at hand."""
    return Provisions(case, on, whole).judge(path)


def _reason(act: Act) -> Reason:
    return Reason(Why.ACT, act.effect.begins, act)


def _ended(whole: Judgement) -> bool:
    """True where the document as a whole ended, though parts of it are kept."""
    first = whole.reasons[0] if whole.reasons else None
    if first is None:
        return False
    act = first.act if first.why is Why.ACT else None
    return first.why is Why.SUCCESSOR or (act is not None and act.effect.kind in ENDING and act.effect.whole)


def _is_keep(reason: Reason) -> bool:
    return reason.act is not None and reason.act.effect.kind is EffectKind.KEEPS
