"""What machines ask for where the world expects it: health, robots, sitemap, OpenSearch, static files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api import answers, pages
from api.errors import INDEX_MISSING, NOT_FOUND, ApiError
from api.routes.deps import LibraryOf, TotalsOf

router = APIRouter(include_in_schema=False)
health = APIRouter(tags=["health"])

_YEAR = 31_536_000


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the API, as the page lists it."""

    method: str
    path: str
    summary: str
    parameters: tuple[dict[str, Any], ...]


@health.get("/healthz", summary="Máy chủ còn chạy")
def healthy() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@health.get("/readyz", summary="Thư viện và chỉ mục trả lời được")
def ready(library: LibraryOf) -> answers.Ready:
    """Store and index answer; 503 with the reason where one does not."""
    documents = library.store.totals().documents
    entries = library.index.count()
    if documents and not entries:
        raise ApiError(INDEX_MISSING, "Thư viện có văn bản nhưng chưa có chỉ mục; chạy `traluat reindex`.")
    return answers.Ready(status="ready", documents=documents, entries=entries)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A file of the package; its address changes with its content, so it may be kept for ever."""
    content = pages.asset_bytes(name)
    if content is None:
        raise ApiError(NOT_FOUND, f"Không có tệp {name}.")
    return Response(
        content,
        media_type=pages.MEDIA_TYPES[name.rpartition(".")[2]],
        headers={"cache-control": f"public, max-age={_YEAR}, immutable"},
    )


@router.get("/api/v1/docs")
def api_page(request: Request, totals: TotalsOf) -> HTMLResponse:
    """The API for people: every operation with its parameters, from the same description that machines read."""
    described = request.app.openapi()
    operations = [
        Operation(method.upper(), path, one["summary"], tuple(one.get("parameters", ())))
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    ]
    return pages.page("api.html", totals=totals, operations=operations)


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Search engines may read the law, not endless result pages."""
    return PlainTextResponse(
        f"User-agent: *\nDisallow: /tim-kiem\nDisallow: /api/\n\nSitemap: {request.base_url}sitemap.xml\n"
    )


@router.get("/sitemap.xml")
def sitemap(request: Request, library: LibraryOf) -> Response:
    """The pages of all documents."""
    body = pages.render("sitemap.xml", base=str(request.base_url).rstrip("/"), headers=library.store.headers())
    return Response(body, media_type="application/xml")


@router.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """How a browser searches here."""
    body = pages.render("opensearch.xml", base=str(request.base_url).rstrip("/"))
    return Response(body, media_type="application/opensearchdescription+xml")
