"""Hiệu lực of documents and provisions as pages, API and command line ask for it, and its numbers for machines."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date

from pydantic import Field

from api import wiring
from api.reading import wording
from api.reading.standing import PlaceView, Sentence, StandingView, case_acts, standing_view
from api.schemas import Schema
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.address import DocumentId, Path, ProvisionId
from corpus.errors import AddressError, TraluatError
from corpus.model import Document
from corpus.status import judge, judge_provision
from corpus.store import Standings, Store


class ReasonOf(Schema):
    """A reason of a status: in words, and its facts."""

    why: str = Field(description="kind of reason: van-ban-khac (another document acts), ngay-co-hieu-luc, …")
    text: str
    date: date | None
    effect: str | None = Field(description="what the other document does: bai-bo, thay-the, sua-doi-bo-sung, …")
    document: str | None = Field(description="id of the document that acts")
    source: str | None = Field(description="path of the provision, in that document, that acts")
    path: str | None = Field(description="what it reaches in this one; empty for the whole")
    hint: bool = Field(description="told by a third document, not read in the acting one")

    @classmethod
    def of(cls, one: Sentence) -> ReasonOf:
        return cls(
            why=one.why.value,
            text=one.text,
            date=one.day,
            effect=one.kind.value if one.kind else None,
            document=one.document,
            source=one.source,
            path=one.path,
            hint=one.hint,
        )


class StandingOf(Schema):
    """A status at a date, with its reasons and how far the library's knowledge goes."""

    status: str
    name: str
    on: date
    reasons: tuple[ReasonOf, ...]
    warnings: tuple[ReasonOf, ...]
    coverage: str
    declared: str | None = Field(description="what the page said, where it is another status")

    @classmethod
    def of(cls, view: StandingView) -> StandingOf:
        return cls(
            status=view.status.value,
            name=view.name,
            on=view.on,
            reasons=tuple(map(ReasonOf.of, view.reasons)),
            warnings=tuple(map(ReasonOf.of, view.warnings)),
            coverage=view.coverage,
            declared=view.declared,
        )


def standing(store: Store, document: Document, on: date | None = None, *, places: bool = False) -> StandingView | None:
    """The status of a held document at a date (today without one); `places`: also the provisions that acts reach."""
    standings = Standings(store)
    case = standings.case(document.id)
    if case is None:
        return None
    judgement = judge(case, on or date.today())
    return standing_view(
        judgement,
        document.metadata,
        newest=standings.newest(),
        acts=case_acts(case) if places else (),
        own=document.id if places else None,
        labels=wording.labels(document) if places else None,
    )


def provision_standing(store: Store, document: DocumentId, path: Path, on: date | None = None) -> StandingView | None:
    """The status of one provision of a held document at a date."""
    standings = Standings(store)
    case = standings.case(document)
    if case is None:
        return None
    judgement = judge_provision(case, path, on or date.today())
    return standing_view(judgement, case.metadata, newest=standings.newest())


def status(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """The status of a document or provision at a date, with the reasons; or the list of those declared otherwise."""
    if arguments.declared:
        return _declared(settings, terminal)
    if not arguments.id:
        raise Unusable("cần địa chỉ văn bản, hoặc --declared.")
    asked, on = _id(arguments.id), _day(arguments.on)
    with closing(wiring.store(settings)) as store:
        document = store.get(asked.document)
        if document is None:
            raise TraluatError(f"thư viện chưa có {asked.document}; `traluat ingest` đưa văn bản vào.")
        if asked.path and document.provision(asked.path) is None:
            raise TraluatError(f"{asked.document} không có {asked.path}.")
        found = (
            provision_standing(store, asked.document, asked.path, on)
            if asked.path
            else standing(store, document, on, places=True)
        )
    assert found is not None
    if terminal.as_json:
        terminal.json({"id": str(asked), **StandingOf.of(found).json_object()})
    else:
        tell(found, terminal)
    return 0


def tell(view: StandingView, terminal: Terminal) -> None:
    """A standing as lines."""
    terminal.line(f"{view.name} (xét ngày {wording.short_date(view.on)})")
    for one in view.reasons:
        terminal.line(f"  {one.text}")
    for one in view.warnings:
        terminal.line(f"  ! {one.text}")
    if view.declared:
        terminal.line(f"  ! Trang nguồn ghi: {view.declared}.")
    for place in view.places:
        terminal.line(f"  {_place(place)}")
    terminal.line(f"  {view.coverage}")


def _place(place: PlaceView) -> str:
    return f"{place.place}: {place.sentence.text}"


def _declared(settings: Settings, terminal: Terminal) -> int:
    with closing(wiring.store(settings)) as store:
        found = Standings(store).differing()
    if terminal.as_json:
        rows = [{"id": str(one.id), "declared": one.declared.value, "derived": one.derived.value} for one in found]
        terminal.json(rows)
        return 1 if found else 0
    for one in found:
        terminal.line(f"{one.id}  trang ghi {one.declared.value}, thư viện suy ra {one.derived.value}")
    terminal.line(f"{len(found)} văn bản có tình trạng trang ghi khác với suy ra.")
    return 1 if found else 0


def _id(text: str) -> ProvisionId:
    try:
        return ProvisionId.parse(text.removeprefix("/vb/"))
    except AddressError as error:
        raise Unusable(f"'{text}' không phải địa chỉ; viết như cp/2025/80-2025-nd-cp hoặc thêm #dieu-5.") from error


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Unusable(f"'{text}' không phải ngày; viết như 2026-01-31.") from error
