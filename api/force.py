"""Hiệu lực of documents and provisions as pages, API and command line ask for it, and its numbers for machines."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import date

from api import wiring
from api.force_answers import StandingOf
from api.judging import provision_standing, standing
from api.reading import wording
from api.reading.standing import PlaceView, StandingView
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.address import ProvisionId
from corpus.errors import AddressError, TraluatError
from corpus.store import Standings


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
            else standing(store, document, on, places=wording.labels(document))
        )
    assert found is not None
    if terminal.as_json:
        terminal.json({"id": str(asked), **StandingOf.of(found).json_object()})
    else:
        tell(found, terminal.line)
    return 0


def tell(view: StandingView, line: Callable[[str], None]) -> None:
    """A standing as lines."""
    line(f"{view.name} (xét ngày {wording.short_date(view.on)})")
    for one in view.reasons:
        line(f"  {one.text}")
    for one in view.warnings:
        line(f"  ! {one.text}")
    if view.declared:
        line(f"  ! Trang nguồn ghi: {view.declared}.")
    for place in view.places:
        line(f"  {_place(place)}")
    line(f"  {view.coverage}")


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
