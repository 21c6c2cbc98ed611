"""Templates and assets: one Jinja environment, one way to answer with a page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from api.reading import inline, titles, wording

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages call themselves."""

    name: str = "Tra luật Hà Tĩnh"
    motto: str = "Thư viện pháp luật của tỉnh"


SITE = Site()

#: Pages of a document, by the last part of their address.
TABS = {
    "van-ban": "Văn bản",
    "luoc-do": "Lược đồ",
    "nhiem-vu": "Nhiệm vụ",
    "lien-quan": "Liên quan",
    "so-sanh": "So sánh",
    "in": "In",
    "trang": "Bản chụp",
    "bao-loi": "Báo lỗi",
}


@cache
def asset_bytes(name: str) -> bytes | None:
    """A static file of the package; None where there is none of that name."""
    if name.rpartition(".")[2] not in MEDIA_TYPES or "/" in name or name.startswith("."):
        return None
    file = files("api").joinpath("static", name)
    return file.read_bytes() if file.is_file() else None


@cache
def asset_href(name: str) -> str:
    """The address of a static file; it changes with the content, so that it may be kept for ever."""
    content = asset_bytes(name)
    if content is None:
        raise LookupError(f"no static file '{name}'")
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """The templates of the package, with the words and numbers that they use."""
    made = Environment(
        loader=PackageLoader("api"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        site=SITE, asset=asset_href, tab_names=TABS, q="", here="", home=False, totals=None, origin="", tab="van-ban"
    )
    made.filters.update(
        count=wording.count,
        day=wording.short_date,
        numbers=inline.plain,
        sentence=titles.sentence_case,
        capital=wording.capitalized,
    )
    return made


def render(template: str, **values: Any) -> str:
    """A template filled in."""
    return environment().get_template(template).render(**values)


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(render(template, **values), status_code=status)
