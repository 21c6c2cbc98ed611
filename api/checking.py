"""`traluat check`: what a draft cites that is no longer, or not yet, what it was taken for.

wrong   expired or replaced (by what), repealed provision, suspended, not yet in force, no such provision (with the
        range that exists), ambiguous: exit status 1
note    not in the library, amended since, undecided status: to look at
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path as File

from api import wiring
from api.intake import read_file
from api.reading import reasons, relations, standing, titles, wording
from api.schemas import Schema, Target
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.additions import added_by, comes_with, may_be_added, own_additions
from corpus.address import DocumentId, Path
from corpus.effects import EffectKind
from corpus.model import Document, Outcome, Reference, Status
from corpus.provision_status import judge_provision
from corpus.status import Case, Judgement, judge
from corpus.store import Standings, Store
from ingest.pipeline import understand
from ingest.references import references


class Code(StrEnum):
    """What is found about a citation."""

    EXPIRED = "het-hieu-luc"
    REPLACED = "bi-thay-the"
    REPEALED = "dieu-khoan-bi-bai-bo"
    SUSPENDED = "ngung-hieu-luc"
    NOT_YET = "chua-co-hieu-luc"
    NO_PROVISION = "khong-co-dieu-khoan"
    AMBIGUOUS = "chua-chac"
    MISSING = "khong-co-trong-thu-vien"
    AMENDED = "da-sua-doi"
    UNDECIDED = "chua-xac-dinh"


_NOTES = frozenset({Code.MISSING, Code.AMENDED, Code.UNDECIDED})
_OF_STATUS = {
    Status.EXPIRED: Code.EXPIRED,
    Status.NOT_YET: Code.NOT_YET,
    Status.SUSPENDED: Code.SUSPENDED,
    Status.UNKNOWN: Code.UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cited document or provision, and the mentions it is about."""

    code: Code
    message: str
    references: tuple[Reference, ...]
    replaced_by: DocumentId | None = None

    @property
    def wrong(self) -> bool:
        return self.code not in _NOTES


class Place(Schema):
    """A mention: where it stands in the draft."""

    source: str
    quote: str
    start: int
    end: int


class FindingOf(Schema):
    code: str
    wrong: bool
    message: str
    target: Target
    replaced_by: str | None
    places: tuple[Place, ...]

    @classmethod
    def of(cls, one: Finding) -> FindingOf:
        return cls(
            code=one.code.value,
            wrong=one.wrong,
            message=one.message,
            target=Target.of(one.references[0].target),
            replaced_by=str(one.replaced_by) if one.replaced_by else None,
            places=tuple(
                Place(source=r.source, quote=r.quote, start=r.span.start, end=r.span.end) for r in one.references
            ),
        )


class Checked(Schema):
    """The answer about one draft."""

    file: str
    on: date
    references: int
    wrong: int
    coverage: str
    findings: tuple[FindingOf, ...]


def check(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """What a draft cites that is repealed, expired, replaced, not yet in force, missing or unclear."""
    if arguments.file != "-" and not File(arguments.file).exists():
        raise Unusable(f"không có {arguments.file}.")
    data, name = read_file(arguments.file)
    draft, _ = understand(data, name=name)
    today = date.today()
    with closing(wiring.store(settings)) as store:
        mentions = references(draft, store)
        found = findings(draft, mentions, store, on=today)
        newest = Standings(store).newest()
    wrong = sum(one.wrong for one in found)
    covered = f"Xét theo thư viện, {standing.until(newest)}."
    if terminal.as_json:
        shown = tuple(map(FindingOf.of, found))
        answer = Checked(file=name, on=today, references=len(mentions), wrong=wrong, coverage=covered, findings=shown)
        terminal.json(answer.json_object())
    else:
        _tell(found, draft, terminal)
        terminal.line(f"{len(mentions)} dẫn chiếu, {wrong} điều phải sửa, {len(found) - wrong} điều nên xem. {covered}")
    return 1 if wrong else 0


def _tell(found: Sequence[Finding], draft: Document, terminal: Terminal) -> None:
    labels = wording.labels(draft)
    for one in sorted(found, key=lambda finding: (not finding.wrong, finding.references[0].span.start)):
        terminal.line(f"{'SAI ' if one.wrong else 'xem '} {' '.join(one.references[0].quote.split())}: {one.message}")
        places = dict.fromkeys(relations.source_words(reference.source, labels) for reference in one.references)
        terminal.line(f"     tại {', '.join(list(places)[:6])}{' …' if len(places) > 6 else ''}")


def findings(draft: Document, mentions: Iterable[Reference], store: Store, *, on: date) -> tuple[Finding, ...]:
    """The findings about a draft, one for each cited document or provision, in the order of the text."""
    checker = _Checker(store, on)
    groups: dict[tuple[str, str], list[Reference]] = {}
    mentions = tuple(mentions)
    additions = own_additions(mentions)
    for one in mentions:
        target = one.target
        if one.outcome is Outcome.NO_SUCH_PROVISION and comes_with(additions, one):
            continue  # the draft itself adds it
        if target.document in ("this", draft.id):
            key = ("this", str(target.path)) if one.outcome is Outcome.NO_SUCH_PROVISION else None
        else:
            key = (str(target.document or target.number or target.name), str(target.path))
        if key is not None:
            groups.setdefault(key, []).append(one)
    found = []
    for same in groups.values():
        finding = checker.about(draft, tuple(same))
        if finding is not None:
            found.append(finding)
    return tuple(found)


class _Checker:
    def __init__(self, store: Store, on: date) -> None:
        self._store = store
        self._standings = Standings(store)
        self._on = on
        self._cases: dict[DocumentId, Case | None] = {}
        self._told: set[DocumentId] = set()  # of whose end was told already: once for each document

    def about(self, draft: Document, same: tuple[Reference, ...]) -> Finding | None:
        first = same[0]
        document = first.target.document
        if document == "this":
            paths = [unit.path for unit in draft.provisions]
            return Finding(Code.NO_PROVISION, f"dự thảo không có chỗ này{_range(first.target.path, paths)}.", same)
        if first.outcome is Outcome.AMBIGUOUS:
            return Finding(Code.AMBIGUOUS, "chưa chắc là văn bản nào; ghi thêm số, ngày ban hành.", same)
        if not isinstance(document, DocumentId):
            return Finding(Code.MISSING, "thư viện chưa có văn bản này.", same)
        case = self._case(document)
        if case is None:
            return self._unheld(document, same)
        return self._held(document, case, same)

    def _case(self, document: DocumentId) -> Case | None:
        if document not in self._cases:
            self._cases[document] = self._standings.case(document)
        return self._cases[document]

    def _unheld(self, document: DocumentId, same: tuple[Reference, ...]) -> Finding | None:
        ended = self._standings.end_of(document)
        if ended is None or ended[0] > self._on:
            return Finding(Code.MISSING, "thư viện chưa có văn bản này.", same)
        day, act = ended
        by = f" bởi {reasons.actor(act)[0]}" if act else ", đã có luật mới cùng tên"
        replaced = act is not None and act.effect.kind is EffectKind.REPLACES
        actor = act.document if act else None
        message = f"hết hiệu lực từ {wording.short_date(day)}{by} (văn bản này chưa có trong thư viện)."
        return Finding(Code.REPLACED if replaced else Code.EXPIRED, message, same, actor)

    def _held(self, document: DocumentId, case: Case, same: tuple[Reference, ...]) -> Finding | None:
        whole = judge(case, self._on)
        if whole.status in (Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED):
            return self._of_whole(document, case, whole, same)
        path = same[0].target.path
        if path:
            judged = judge_provision(case, path, self._on, whole)
            if judged.status in (Status.EXPIRED, Status.SUSPENDED, Status.NOT_YET):
                code = Code.REPEALED if judged.status is Status.EXPIRED else _OF_STATUS[judged.status]
                return Finding(code, _first(judged, case), same, self._actor(judged))
            if same[0].outcome is Outcome.NO_SUCH_PROVISION:
                return self._absent(document, case, same)
            if judged.amended:
                return Finding(Code.AMENDED, _first(judged, case), same)
        if whole.status is Status.UNKNOWN and document not in self._told:
            self._told.add(document)
            return Finding(Code.UNDECIDED, f"chưa xác định được hiệu lực. {_first(whole, case)}", same)
        return None

    def _absent(self, document: DocumentId, case: Case, same: tuple[Reference, ...]) -> Finding:
        """A provision that the text held here lacks: put in by an amending document, perhaps, or a slip."""
        path = same[0].target.path
        act = added_by(case.acts, path)
        if act is not None:
            message = f"bản trong thư viện chưa có chỗ này; được sửa đổi, bổ sung bởi {reasons.actor(act)[0]}."
            return Finding(Code.AMENDED, message, same)
        paths = self._store.paths(document) or frozenset()
        if may_be_added(path):
            message = (
                f"bản trong thư viện không có chỗ này{_range(path, paths)}; có thể được bổ sung bởi văn bản sửa đổi."
            )
            return Finding(Code.AMENDED, message, same)
        return Finding(Code.NO_PROVISION, f"văn bản không có chỗ này{_range(path, paths)}.", same)

    def _of_whole(self, document: DocumentId, case: Case, whole: Judgement, same: tuple[Reference, ...]) -> Finding:
        actor = self._actor(whole)
        code = _OF_STATUS[whole.status]
        if code is Code.EXPIRED and actor is not None:
            code = Code.REPLACED
        chain = self._later(actor)
        onwards = f" Văn bản đó nay cũng đã được thay: {' → '.join(chain)}." if chain else ""
        return Finding(code, f"{_first(whole, case)}{onwards}", same, actor)

    def _actor(self, judgement: Judgement) -> DocumentId | None:
        """The document that took the place of an ended one."""
        first = judgement.reasons[0]
        if first.successor is not None:
            return first.successor.document
        return first.act.document if first.act and not first.act.effect.hint else None

    def _later(self, document: DocumentId | None) -> list[str]:
        """Who ended the document that ended the cited one, and so on."""
        names: list[str] = []
        seen = {document}
        while document is not None and (ended := self._standings.end_of(document)) and ended[0] <= self._on:
            act = ended[1]
            if act is None or act.document in seen:
                break
            document = act.document
            seen.add(document)
            names.append(titles.name(act.metadata) if act.metadata else str(document))
        return names


def _first(judgement: Judgement, case: Case) -> str:
    """The first reason in words; the judgement's name where it has none."""
    view = standing.standing_view(judgement, case.metadata, newest=None)
    return view.reasons[0].text if view.reasons else view.name


def _range(path: Path, known: Iterable[Path]) -> str:
    """ " (Điều 5 chỉ có khoản 1 đến khoản 3)": what exists instead, where the innermost existing unit ends."""
    paths = list(known)
    held = set(paths)
    depth = next((n for n in range(len(path.steps)) if Path(path.steps[: n + 1]) not in held), None)
    if depth is None:
        return ""
    parent, level = Path(path.steps[:depth]), path.steps[depth].level
    beside = sorted(
        one for one in paths if len(one.steps) == depth + 1 and one.parent == parent and one.last.level is level
    )
    if not beside:
        return f" ({wording.place(parent)} không chia như vậy)" if parent else ""
    named = [wording.step_words(one.last) for one in beside]
    span = named[0] if len(named) == 1 else f"{named[0]} đến {named[-1]}"
    return f" ({wording.place(parent) + ' ' if parent else ''}chỉ có {span})"
