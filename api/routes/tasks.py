"""Nhiệm vụ: tasks of one document and of all, on a page and as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import HTMLResponse, Response

from api import pages
from api.library import Library
from api.reading import titles
from api.reading.document_view import head
from api.reading.search_view import Pages
from api.reading.tasks import BY_DOCUMENT, FILTERS, TaskList, task_list, tasks
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf, TotalsOf
from corpus.address import DocumentId

router = APIRouter(include_in_schema=False)

_PER_PAGE = 200
_HEAD = (
    "TT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Kết quả",
    "Thời gian",
    "Văn bản",
    "Vị trí",
    "Địa chỉ",
)
_WIDTHS = (6, 50, 28, 28, 28, 22, 24, 26, 50)
_Value = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address says of the list."""

    filters: dict[str, str]
    words: str


def _chosen(
    chu_tri: Annotated[str, Query(alias="chu-tri", max_length=300)] = "",
    phoi_hop: Annotated[str, Query(alias="phoi-hop", max_length=300)] = "",
    thoi_gian: Annotated[str, Query(alias="thoi-gian", max_length=300)] = "",
    ket_qua: Annotated[str, Query(alias="ket-qua", max_length=300)] = "",
    van_ban: Annotated[str, Query(alias="van-ban", max_length=300)] = "",
    tu: _Value = "",
) -> Chosen:
    filters = {
        "chu-tri": chu_tri,
        "phoi-hop": phoi_hop,
        "thoi-gian": thoi_gian,
        "ket-qua": ket_qua,
        "van-ban": van_ban,
    }
    return Chosen(filters, " ".join(tu.split()))


ChosenOf = Annotated[Chosen, Depends(_chosen)]


def _all(library: Library, chosen: Chosen) -> TaskList:
    names = _names(library)
    found = tasks(library.store.task_rows())
    filters = (*FILTERS, BY_DOCUMENT)
    return task_list(found, chosen.filters, chosen.words, page="/nhiem-vu", filters=filters, names=names)


def _of(library: Library, id: DocumentId, chosen: Chosen) -> TaskList:
    found = tasks(library.store.task_rows(), id)
    return task_list(found, chosen.filters, chosen.words, page=f"/vb/{id}/nhiem-vu", filters=FILTERS)


def _names(library: Library) -> Callable[[str], str]:
    """What documents are called, each asked for once."""
    held = library.headers()

    def name(id: str) -> str:
        found = held(DocumentId.parse(id))
        return titles.name(found.metadata) if found else id

    return name


@router.get("/nhiem-vu")
def everything(
    library: LibraryOf, totals: TotalsOf, chosen: ChosenOf, trang: Annotated[int, Query(ge=1)] = 1
) -> HTMLResponse:
    """The tasks of all documents."""
    found = _all(library, chosen)
    last = max(-(-len(found.tasks) // _PER_PAGE), 1)
    page = min(trang, last)
    shown = found.tasks[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    return pages.page(
        "tasks.html",
        here="nhiem-vu",
        totals=totals,
        list=found,
        shown=shown,
        names=_names(library),
        pages=Pages(page, last, _at(found, page - 1) if page > 1 else "", _at(found, page + 1) if page < last else ""),
    )


def _at(found: TaskList, page: int) -> str:
    address = found.export("html").replace(".html", "", 1)
    return f"{address}{'&' if '?' in address else '?'}trang={page}"


@router.get("/nhiem-vu.{form}")
def everything_as(library: LibraryOf, chosen: ChosenOf, form: str) -> Response:
    """The same list as a file."""
    return _file(_all(library, chosen), form, _names(library), "nhiem-vu")


@router.get("/vb/{issuer}/{year}/{number}/nhiem-vu")
def of_document(library: LibraryOf, totals: TotalsOf, id: IdOf, chosen: ChosenOf) -> HTMLResponse:
    """The tasks of a document."""
    reading = deps.reading(library, id)
    found = _of(library, id, chosen)
    return pages.page(
        "document_tasks.html",
        here="van-ban",
        totals=totals,
        head=head(reading),
        tab="nhiem-vu",
        list=found,
        shown=found.tasks,
        names=None,
    )


@router.get("/vb/{issuer}/{year}/{number}/nhiem-vu.{form}")
def of_document_as(library: LibraryOf, id: IdOf, chosen: ChosenOf, form: str) -> Response:
    """The tasks of a document as a file."""
    if not library.store.has(id):
        raise deps.not_held(id)
    return _file(_of(library, id, chosen), form, _names(library), f"nhiem-vu-{id.number}")


def _file(found: TaskList, form: str, names: Callable[[str], str], stem: str) -> Response:
    rows = [
        (n, one.name, one.lead, one.partners, one.product, one.time, names(str(one.document)), one.place, one.href)
        for n, one in enumerate(found.tasks, start=1)
    ]
    return deps.sheet(form, stem, "Nhiệm vụ", _HEAD, rows, _WIDTHS)
