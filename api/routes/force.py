"""Hiệu lực and reference health: the page /suc-khoe and the operations of the API."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import judging, pages
from api.force_answers import StandingOf
from api.health import DocumentHealthOf, HealthOf, LibraryHealth, of_document, of_library
from api.reading.health_view import health_view
from api.routes import deps
from api.routes.deps import Issuer, LibraryOf, Number, TotalsOf, Year
from corpus.address import DocumentId, Path
from corpus.store import Standings

router = APIRouter()
_SHOWN = 25


@router.get("/suc-khoe", include_in_schema=False)
def health_page(library: LibraryOf, totals: TotalsOf) -> Response:
    """How far the references of the library lead, and which documents are declared otherwise than they are."""
    total, worst, _ = of_library(library.store, _SHOWN)
    standings = Standings(library.store)
    statuses = Counter(header.status for header in library.store.headers())
    view = health_view(total, worst, statuses, standings.differing(), standings.newest())
    return pages.page("health.html", here="suc-khoe", totals=totals, view=view)


@router.get("/api/v1/health", tags=["v1"], summary="Dẫn chiếu của thư viện nối được tới đâu")
def library_health(library: LibraryOf, limit: Annotated[int, Query(ge=0, le=500)] = 20) -> LibraryHealth:
    """The reference health of the library, and the documents with most that leads nowhere."""
    total, worst, documents = of_library(library.store, limit)
    shown = tuple(map(DocumentHealthOf.of_document, worst))
    return LibraryHealth(documents=documents, total=HealthOf.of(total), worst=shown)


@router.get(
    "/api/v1/documents/{issuer}/{year}/{number}/health",
    tags=["v1"],
    summary="Dẫn chiếu của một văn bản nối được tới đâu",
)
def document_health(library: LibraryOf, issuer: Issuer, year: Year, number: Number) -> DocumentHealthOf:
    """The reference health of one document."""
    found = of_document(library.store, id := DocumentId.parse(f"{issuer}/{year}/{number}"))
    if found is None:
        raise deps.not_held(id)
    return DocumentHealthOf.of_document(found)


@router.get(
    "/api/v1/documents/{issuer}/{year}/{number}/status",
    tags=["v1"],
    summary="Hiệu lực của văn bản hoặc điều khoản, kèm lý do",
)
def document_status(
    library: LibraryOf,
    issuer: Issuer,
    year: Year,
    number: Number,
    path: str = "",
    on: Annotated[date | None, Query(description="the day to judge at; today without it")] = None,
) -> StandingOf:
    """The status of a document, or of one of its provisions, at a date, with the reasons."""
    id, where = DocumentId.parse(f"{issuer}/{year}/{number}"), Path.parse(path)
    if where:
        deps.provision(library, id, where)
        found = judging.provision_standing(library.store, id, where, on)
    else:
        document = library.store.get(id)
        found = judging.standing(library.store, document, on) if document else None
    if found is None:
        raise deps.not_held(id)
    return StandingOf.of(found)
