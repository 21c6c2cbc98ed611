"""Atom feeds, lists of results as files, and the whole library as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from api import pages, schemas
from api.errors import BAD_PARAMETERS, ApiError
from api.library import Library
from api.reading import catalogue, feed
from api.reading.search_view import Asked
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf
from api.routes.search import AskedOf, ask

router = APIRouter(include_in_schema=False)
bulk = APIRouter(prefix="/api/v1", tags=["v1"])

_LIST = 200  # documents of a list of results
_HEAD = ("Văn bản", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành", "Vị trí", "Tiêu đề", "Đoạn khớp", "Địa chỉ")
_WIDTHS = (26, 50, 28, 14, 26, 36, 70, 50)


def _answer(request: Request, made: feed.Feed) -> Response:
    body = pages.render("feed.xml", base=deps.base(request), feed=made)
    return Response(body, media_type=feed.MEDIA_TYPE)


@router.get("/van-ban.atom")
def newest(
    request: Request, library: LibraryOf, co_quan: Annotated[str, Query(alias="co-quan", max_length=100)] = ""
) -> Response:
    """The newest documents, of all issuers or of one."""
    headers = [one for one in library.store.headers() if not co_quan or one.id.issuer == co_quan]
    asked = f"?co-quan={co_quan}" if co_quan else ""
    title = f"Văn bản của {catalogue.issuer_words(co_quan, headers)}" if co_quan else "Văn bản mới"
    return _answer(
        request, feed.of_headers(headers, path=f"/van-ban.atom{asked}", page=f"/van-ban{asked}", title=title)
    )


@router.get("/tim-kiem.atom")
def of_search(request: Request, library: LibraryOf, asked: AskedOf) -> Response:
    """A search as a feed: its newest documents."""
    found = ask(library, _with_words(asked), size=feed.MOST)
    page = asked.href()
    made = feed.of_search(found, path=page.replace("/tim-kiem?", "/tim-kiem.atom?"), page=page, title=f"“{asked.q}”")
    return _answer(request, made)


@router.get("/tim-kiem.{form}")
def search_file(library: LibraryOf, asked: AskedOf, form: str) -> Response:
    """The results of a search as a file: the best passages of its first documents."""
    found = ask(library, _with_words(asked), size=_LIST)
    rows = [feed.file_facts(hit, group) for group in found.groups for hit in group.hits]
    return deps.sheet(form, "tim-kiem", "Kết quả tìm kiếm", _HEAD, rows, _WIDTHS)


def _with_words(asked: Asked) -> Asked:
    if not asked.q:
        raise ApiError(BAD_PARAMETERS, "Thiếu từ cần tìm (q).")
    return asked


@router.get("/vb/{issuer}/{year}/{number}.atom")
def of_document(request: Request, library: LibraryOf, id: IdOf) -> Response:
    """A document and those that cite it."""
    reading = deps.reading(library, id)
    known = [(citer, held.metadata if (held := reading.held(citer.id)) else None) for citer in reading.citers]
    return _answer(request, feed.of_document(id, reading.document.metadata, known))


@bulk.get(
    "/documents.jsonl",
    summary="Cả thư viện, mỗi dòng một văn bản",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {}}, "description": "JSON lines, by id"}},
)
def everything(library: LibraryOf) -> StreamingResponse:
    """Every document as the object of `documents/{id}`, a line each, sent while it is read."""
    headers = {"content-disposition": 'attachment; filename="thu-vien.jsonl"'}
    return StreamingResponse(_lines(library), media_type="application/x-ndjson", headers=headers)


def _lines(library: Library) -> Iterator[bytes]:
    for document in library.store.documents():
        references = [edge.reference for edge in library.store.references_out(document.id)]
        made = schemas.Document.of_document(document, references).json_object()
        yield json.dumps(made, ensure_ascii=False).encode() + b"\n"
