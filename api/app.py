"""The application: routes, middleware, failures. One process serves many requests; scale by processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import errors, wiring
from api.library import Library
from api.limits import Limits
from api.middleware import ApiCors, BodyLimit, HeadAsGet, RequestIds, SecurityHeaders
from api.routes import (
    compare,
    documents,
    embed,
    feeds,
    force,
    forms,
    home,
    machine,
    map,
    page_images,
    paper,
    reports,
    search,
    tasks,
    trail,
    uploads,
    v1,
)
from api.settings import Settings

_DESCRIPTION = "Tra cứu văn bản pháp luật của tỉnh: tìm kiếm, dẫn chiếu hai chiều, điều khoản theo địa chỉ bền."


#: In this order: a fixed last part of an address goes before the pages that take any.
_PAGES_AND_API = (
    v1,
    uploads,
    feeds,
    machine,
    home,
    search,
    embed,
    map,
    tasks,
    compare,
    paper,
    page_images,
    reports,
    trail,
    forms,
    force,
    documents,
)


def create_app(settings: Settings | None = None, *, library: Library | None = None) -> FastAPI:
    """The application over a library; without one it opens what the settings say."""
    settings = settings or Settings.read()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        opened = None
        if library is None:
            opened = app.state.library = wiring.library(settings)
        yield
        if opened is not None:
            opened.close()

    app = FastAPI(
        title="traluat",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=life,
    )
    app.state.settings = settings
    app.state.library = library
    app.state.limits = Limits()
    errors.install(app)
    for module in _PAGES_AND_API:
        app.include_router(module.router)
    app.include_router(feeds.bulk)
    app.include_router(machine.health)
    app.add_middleware(BodyLimit, largest=uploads.LARGEST + uploads.AROUND)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(HeadAsGet)
    app.add_middleware(ApiCors, origins=settings.allowed_origins)
    app.add_middleware(SecurityHeaders, origins=settings.allowed_origins)
    app.add_middleware(RequestIds)
    return app
