"""Hồ sơ căn cứ: the documents and provisions an officer read, in order, on one page for print.

The list lives in the address and, with script, in the reader's browser; the server keeps nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from api import pages
from api.library import Library
from api.reading import cards, citing, links, titles, wording
from api.reading.cards import Badge
from api.reading.chosen import chosen_html
from api.routes.deps import LibraryOf, TotalsOf
from corpus.address import ProvisionId
from corpus.errors import AddressError

router = APIRouter(include_in_schema=False)

_MOST = 100
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the file: what it is, how a draft cites it, its text where it is a provision."""

    href: str
    name: str
    title: str
    badge: Badge | None
    citation: str
    text: Markup | None
    without: str


def folder_href(items: list[str]) -> str:
    """The page of these items; `het` tells the browser that the file is empty on purpose."""
    return "/ho-so?" + (urlencode([("m", item) for item in items]) if items else "het=1")


@router.get("/ho-so")
def folder(
    library: LibraryOf,
    totals: TotalsOf,
    m: Annotated[list[str] | None, Query(max_length=_MOST)] = None,
    them: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """The file of the items `m`; `them` adds what a typed citation means."""
    asked = list(dict.fromkeys(item for item in m or () if _known(item)))
    if them.strip():
        found = library.search.resolve(them)
        if len(found) == 1:
            return RedirectResponse(folder_href(list(dict.fromkeys([*asked, str(found[0])]))), 303)
    items = [_item(library, item, asked, n) for n, item in enumerate(asked, start=1)]
    return pages.page(
        "trail.html",
        here="ho-so",
        totals=totals,
        items=[item for item in items if item],
        asked=asked,
        them=them,
        today=wording.today(),
    )


def _known(item: str) -> bool:
    try:
        ProvisionId.parse(item)
    except AddressError:
        return False
    return True


def _item(library: Library, asked: str, everything: list[str], number: int) -> Item | None:
    """A line; None for what the library does not hold (any more)."""
    id = ProvisionId.parse(asked)
    reading = library.reading(id.document)
    if reading is None:
        return None
    document, metadata = reading.document, reading.document.metadata
    path = id.path if id.path and document.provision(id.path) else None
    labels = wording.labels(document)
    name = titles.name(metadata)
    return Item(
        href=links.document_href(id.document, path),
        name=f"{wording.capitalized(wording.place(path, labels))} {name}" if path else name,
        title=titles.title(metadata),
        badge=cards.badge(document.status, metadata.kind),
        citation=citing.citation(metadata, path, labels).first,
        text=chosen_html(reading, [path], prefix=f"m{number}-") if path else None,
        without=folder_href([one for one in everything if one != asked]),
    )
