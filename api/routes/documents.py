"""The pages of a document and of each of its provisions, and the same document in other forms."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from api import pages, schemas
from api.reading.document_view import Reading, document_view
from api.reading.provision_view import provision_view
from api.routes import deps
from api.routes.deps import LibraryOf, TotalsOf
from api.routes.home import unheld_page
from corpus.address import DocumentId, Path
from corpus.errors import AddressError

router = APIRouter(include_in_schema=False)

EVERYONE = "tat-ca"  # of `dan`: all documents that cite this one, not only the first
_ADDRESS = "/vb/{issuer}/{year}/{number}"


def _id(issuer: str, year: str, number: str) -> DocumentId:
    return DocumentId.parse(f"{issuer}/{year}/{number}")


@router.get("/vb")
@router.get("/vb/{issuer}")
@router.get("/vb/{issuer}/{year}")
def part_of_an_address(issuer: str = "", year: str = "") -> RedirectResponse:
    """A document's address without its end: the catalogue of that issuer and year."""
    asked = {name: value for name, value in (("co-quan", issuer), ("nam", year)) if value}
    return RedirectResponse(f"/van-ban?{urlencode(asked)}" if asked else "/van-ban", 303)


@router.get(_ADDRESS + ".json")
def as_json(library: LibraryOf, issuer: str, year: str, number: str) -> Response:
    """The document as `traluat parse` prints it."""
    found = deps.reading(library, _id(issuer, year, number))
    made = schemas.Document.of_document(found.document, found.references)
    return Response(json.dumps(made.json_object(), ensure_ascii=False, indent=1), media_type="application/json")


@router.get(_ADDRESS + ".txt")
def as_text(library: LibraryOf, issuer: str, year: str, number: str) -> Response:
    """The canonical text, which spans in the JSON index."""
    found = library.store.get(id := _id(issuer, year, number))
    if found is None:
        raise deps.not_held(id)
    return PlainTextResponse(found.text)


@router.get(_ADDRESS)
def document(
    library: LibraryOf,
    totals: TotalsOf,
    issuer: str,
    year: str,
    number: str,
    dan: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """A document; `dan` opens the list of those who cite a provision, in its place."""
    asked = f"{issuer}/{year}/{number}"
    if asked != asked.lower():
        return RedirectResponse(f"/vb/{asked.lower()}", 301)
    id = DocumentId.parse(asked)
    found = library.reading(id)
    if found is None:
        missing = library.unheld(id)
        if missing is None:
            raise deps.not_held(id)
        return unheld_page(missing, totals)
    box = library.box(id, path) if (path := _path(found, dan)) else None
    view = document_view(found, box=box)
    return pages.page("document.html", here="van-ban", totals=totals, view=view, everyone=dan == EVERYONE)


def _path(reading: Reading, asked: str) -> Path | None:
    """The path asked for, where the document has it."""
    try:
        path = Path.parse(asked)
    except AddressError:
        return None
    return path if path and reading.document.provision(path) else None


@router.get(_ADDRESS + "/{path}")
def provision(library: LibraryOf, totals: TotalsOf, issuer: str, year: str, number: str, path: str) -> Response:
    """A provision by itself: its text in context, how to cite it, who cites it, what it cites."""
    id = _id(issuer, year, number)
    where = Path.parse(path)
    if str(where) != path:
        return RedirectResponse(f"/vb/{id}/{where}", 301)
    deps.provision(library, id, where)
    view = provision_view(deps.reading(library, id), where, library.citers(id, where, below=True))
    return pages.page("provision.html", here="van-ban", totals=totals, view=view)
