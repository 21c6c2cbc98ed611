"""Lược đồ: the page of a document among the others."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api import pages
from api.reading.map_view import map_view
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf, TotalsOf

router = APIRouter(include_in_schema=False)

_OPENED = 8  # nodes opened in one drawing

Opened = Annotated[list[str] | None, Query(max_length=_OPENED)]


@router.get("/vb/{issuer}/{year}/{number}/luoc-do")
def surroundings(library: LibraryOf, totals: TotalsOf, id: IdOf, mo: Opened = None) -> HTMLResponse:
    """Counts by relation both ways, lists, drawing; `mo` opens documents of the drawing."""
    view = map_view(deps.reading(library, id), mo or (), library.reading, library.store.links_among)
    return pages.page("map.html", here="van-ban", totals=totals, head=view.head, tab="luoc-do", view=view)
