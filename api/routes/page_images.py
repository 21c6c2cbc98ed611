"""Bản chụp: the pages of the file a document was read from, as pictures beside the text read from them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api import pages
from api.errors import NOT_FOUND, ApiError
from api.reading.document_view import Reading, head, picture_count
from api.reading.search_view import Pages
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf, TotalsOf
from ingest.readers import page_image

router = APIRouter(include_in_schema=False)

_DAY = 86_400
_ADDRESS = "/vb/{issuer}/{year}/{number}/trang"


@router.get(_ADDRESS)
def page(library: LibraryOf, totals: TotalsOf, id: IdOf, so: Annotated[int, Query(ge=1, le=9999)] = 1) -> HTMLResponse:
    """One page: its picture, the text read from it, how sure the recognition was."""
    reading = deps.reading(library, id)
    last = picture_count(reading.document)
    if so > last:
        raise ApiError(NOT_FOUND, f"{id} không có ảnh trang {so}.")
    href = f"/vb/{id}/trang"
    sure = next((one.confidence for one in reading.document.recognised if one.page == so), None)
    return pages.page(
        "page_image.html",
        here="van-ban",
        totals=totals,
        head=head(reading),
        tab="trang",
        picture=f"{href}/{so}.png",
        number=so,
        lines=_lines(reading, so),
        sure=None if sure is None else round(100 * sure),
        pages=Pages(so, last, f"{href}?so={so - 1}" if so > 1 else "", f"{href}?so={so + 1}" if so < last else ""),
    )


def _lines(reading: Reading, number: int) -> list[str]:
    document = reading.document
    starts = document.page_starts or (0,)
    if number > len(starts):
        return []
    end = starts[number] if number < len(starts) else len(document.text)
    return [line for line in document.text[starts[number - 1] : end].split("\n") if line.strip()]


@router.get(_ADDRESS + "/{number_of_page}.png")
def picture(library: LibraryOf, id: IdOf, number_of_page: int) -> Response:
    """The picture of a page. The source of a document changes with its reading, so it is kept for a day only."""
    document = deps.reading(library, id).document
    source = document.source
    if source is None or not 1 <= number_of_page <= picture_count(document):
        raise ApiError(NOT_FOUND, f"{id} không có ảnh trang {number_of_page}.")
    data = library.store.original(source.sha256)
    if data is None:
        raise ApiError(NOT_FOUND, f"Thư viện không giữ tệp gốc của {id}.")
    made = page_image(data, source.media_type, number_of_page)
    return Response(made, media_type="image/png", headers={"cache-control": f"public, max-age={_DAY}"})
