"""Báo lỗi: a reader reports, those with the token handle and answer; nothing is public before review."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import pages
from api.errors import NOT_FOUND, TOO_MANY, ApiError
from api.library import Library
from api.limits import address_of, limits, own_pages_only
from api.reading import titles, wording
from api.reading.document_view import head
from api.routes import deps, desk
from api.routes.deps import IdOf, LibraryOf, SettingsOf, TotalsOf
from corpus.address import DocumentId, Path
from corpus.errors import AddressError
from corpus.store import reports
from corpus.store.reports import Report, ReportState

router = APIRouter(include_in_schema=False)

#: What may be wrong, by the value of the form.
WHAT = {
    "chu": "Chữ sai so với bản gốc",
    "cau-truc": "Tách điều, khoản, điểm sai",
    "dan-chieu": "Dẫn chiếu sai hoặc thiếu",
    "hieu-luc": "Hiệu lực hoặc thông tin văn bản sai",
    "khac": "Việc khác",
}
STATES = {
    ReportState.NEW: "Mới nhận",
    ReportState.SEEN: "Đang xử lý",
    ReportState.DONE: "Đã sửa",
    ReportState.DECLINED: "Không sửa",
}
_LONGEST = 4_000
_PER_HOUR = 300  # of all readers together; what is more waits for those who handle


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with what its document is called."""

    report: Report
    state: str
    what: str
    name: str
    place: str
    href: str


@router.get("/vb/{issuer}/{year}/{number}/bao-loi")
def form(
    library: LibraryOf, totals: TotalsOf, id: IdOf, tai: Annotated[str, Query(max_length=300)] = ""
) -> HTMLResponse:
    """The form for a document, or for the provision `tai`; below it the reports that were made public."""
    reading = deps.reading(library, id)
    path = _path(library, id, tai)
    with library.store.for_reports() as connection:
        public = reports.public(connection, str(id))
    labels = wording.labels(reading.document)
    return pages.page(
        "report_form.html",
        here="van-ban",
        totals=totals,
        head=head(reading),
        tab="bao-loi",
        id=str(id),
        path=str(path),
        place=wording.capitalized(wording.place(path, labels)) if path else "",
        kinds=WHAT,
        public=[_shown(library, one) for one in public],
    )


@router.post("/bao-loi")
def send(
    request: Request,
    library: LibraryOf,
    van_ban: Annotated[str, Form(alias="van-ban", max_length=200)],
    noi_dung: Annotated[str, Form(alias="noi-dung", max_length=_LONGEST)],
    loai: Annotated[str, Form(max_length=20)] = "khac",
    tai: Annotated[str, Form(max_length=300)] = "",
    lien_he: Annotated[str, Form(alias="lien-he", max_length=200)] = "",
) -> Response:
    """Keep a report and lead its reader to the page of its state."""
    own_pages_only(request)
    id = DocumentId.parse(van_ban)
    if not library.store.has(id):
        raise deps.not_held(id)
    path = _path(library, id, tai)
    text = noi_dung.strip()
    if not text:
        return RedirectResponse(f"/vb/{id}/bao-loi" + (f"?tai={path}" if path else ""), 303)
    limits(request).reports.take(address_of(request))
    with library.store.for_reports() as connection:
        if reports.since(connection, timedelta(hours=1)) >= _PER_HOUR:
            raise ApiError(TOO_MANY, "Đang có nhiều báo lỗi chờ xử lý; xin thử lại sau một giờ.")
    key = secrets.token_urlsafe(16)
    what = loai if loai in WHAT else "khac"
    with library.store.for_reports(write=True) as connection:
        reports.keep(
            connection, document=str(id), path=str(path), what=what, text=text, contact=lien_he.strip(), key=key
        )
    return RedirectResponse(f"/bao-loi/{key}", 303)


@router.get("/bao-loi/{key}")
def state(library: LibraryOf, totals: TotalsOf, key: str) -> HTMLResponse:
    """The state of a report, for the reader who made it: its address is known to nobody else."""
    with library.store.for_reports() as connection:
        found = reports.by_key(connection, key)
    if found is None:
        raise ApiError(NOT_FOUND, "Không có báo lỗi nào ở địa chỉ này.")
    return pages.page("report.html", here="", totals=totals, one=_shown(library, found))


@router.get("/xu-ly-bao-loi")
def handling(
    request: Request,
    library: LibraryOf,
    totals: TotalsOf,
    settings: SettingsOf,
    trang_thai: Annotated[ReportState | None, Query(alias="trang-thai")] = None,
) -> HTMLResponse:
    """All reports, for those who hold the token; the form that asks for it, for others."""
    if not desk.is_open(request, settings):
        return pages.page("desk.html", here="", totals=totals, wrong=False)
    with library.store.for_reports() as connection:
        found = reports.listed(connection, trang_thai)
        counts = reports.counts(connection)
    return pages.page(
        "handling.html",
        here="",
        totals=totals,
        shown=[_shown(library, one) for one in found],
        states=STATES,
        counts=counts,
        chosen=trang_thai,
    )


@router.post("/xu-ly-bao-loi/vao")
def enter(
    request: Request, totals: TotalsOf, settings: SettingsOf, ma: Annotated[str, Form(max_length=200)]
) -> Response:
    """Open the desk with the token."""
    own_pages_only(request)
    if not desk.opens(request, settings, ma):
        return pages.page("desk.html", status=403, here="", totals=totals, wrong=True)
    answer = RedirectResponse("/xu-ly-bao-loi", 303)
    desk.remember(request, settings, answer)
    return answer


@router.post("/xu-ly-bao-loi/ra")
def leave(request: Request) -> Response:
    """Close the desk in this browser."""
    own_pages_only(request)
    answer = RedirectResponse("/", 303)
    desk.forget(answer)
    return answer


@router.post("/xu-ly-bao-loi/{number}")
def handle(
    request: Request,
    library: LibraryOf,
    settings: SettingsOf,
    number: int,
    trang_thai: Annotated[ReportState, Form(alias="trang-thai")],
    tra_loi: Annotated[str, Form(alias="tra-loi", max_length=_LONGEST)] = "",
    cong_khai: Annotated[str, Form(alias="cong-khai", max_length=2)] = "",
) -> Response:
    """Set the state and the answer of a report, and whether others may see it."""
    own_pages_only(request)
    desk.check(request, settings)
    with library.store.for_reports(write=True) as connection:
        done = reports.handle(connection, number, state=trang_thai, answer=tra_loi.strip(), public=bool(cong_khai))
    if not done:
        raise ApiError(NOT_FOUND, f"Không có báo lỗi số {number}.")
    return RedirectResponse(f"/xu-ly-bao-loi#bao-loi-{number}", 303)


def _path(library: Library, id: DocumentId, asked: str) -> Path:
    """The provision asked for; the whole document where it has none of that path."""
    try:
        path = Path.parse(asked)
    except AddressError:
        return Path()
    return path if path in (library.store.paths(id) or ()) else Path()


def _shown(library: Library, report: Report) -> Shown:
    id = DocumentId.parse(report.document)
    found = library.store.header(id)
    path = Path.parse(report.path)
    return Shown(
        report=report,
        state=STATES[report.state],
        what=WHAT.get(report.what, WHAT["khac"]),
        name=titles.name(found.metadata) if found else report.document,
        place=wording.capitalized(wording.place(path)) if path else "",
        href=f"/vb/{id}" + (f"#{path}" if path else ""),
    )
