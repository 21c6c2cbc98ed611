"""What other sites take into their pages: /embed.js, the frame /nhung, and the page that shows how."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api import pages
from api.middleware import FRAME
from api.reading.search_view import search_view
from api.routes import deps
from api.routes.deps import LibraryOf, SettingsOf, TotalsOf
from api.routes.search import AskedOf, ask

router = APIRouter(include_in_schema=False)

_SIZE = 5
_HOUR = 3600


@router.get("/embed.js")
def script() -> Response:
    """The script for host pages; kept for an hour, so that a mended one arrives the same day."""
    headers = {
        "cache-control": f"public, max-age={_HOUR}",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
    }
    return Response(pages.asset_bytes("embed.js"), media_type=pages.MEDIA_TYPES["js"], headers=headers)


@router.get(FRAME)
def frame(library: LibraryOf, asked: AskedOf) -> HTMLResponse:
    """The search without head and foot, for an iframe; its links open outside of it."""
    view = None
    jump = None
    if asked.q:
        found = ask(library, asked, size=_SIZE)
        view = search_view(found, asked)
        jump = f"/vb/{found.jump}" if found.jump else None
    return pages.page("frame.html", q=asked.q, view=view, jump=jump)


@router.get("/huong-dan-nhung")
def recipes(request: Request, totals: TotalsOf, settings: SettingsOf, library: LibraryOf) -> HTMLResponse:
    """How to embed, with examples that work on the page itself."""
    held = next(iter(library.store.headers()), None)
    example = held.metadata.number if held else None
    return pages.page(
        "recipes.html",
        here="huong-dan-nhung",
        totals=totals,
        base=deps.base(request),
        origins=settings.allowed_origins,
        example=example or "30/2020/NĐ-CP",
        kind=(held.metadata.kind if held else None) or "Nghị định",
    )
