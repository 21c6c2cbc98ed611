"""The pages of a document and of each of its provisions."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api import judging, pages
from api.reading import structured
from api.reading.document_view import Reading, document_view
from api.reading.provision_view import provision_view
from api.reading.relations import relation_choices, with_relation
from api.routes import deps
from api.routes.deps import LibraryOf, TotalsOf
from api.routes.forms import EXPORTS, origin, wanted
from api.routes.home import unheld_page
from corpus.address import DocumentId, Path
from corpus.errors import AddressError
from corpus.model import Relation

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


@router.get(_ADDRESS)
def document(
    request: Request,
    library: LibraryOf,
    totals: TotalsOf,
    issuer: str,
    year: str,
    number: str,
    dan: Annotated[str, Query(max_length=300)] = "",
    quan_he: Annotated[str, Query(alias="quan-he", max_length=40)] = "",
) -> Response:
    """A document; `dan` opens the list of those who cite a provision, in its place, `quan-he` keeps one relation."""
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
    if form := wanted(request.headers.get("accept", "")):
        return RedirectResponse(f"/vb/{id}.{form}", 303, headers={"vary": "accept"})
    relation = _relation(quan_he)
    href = f"/vb/{id}"
    citers = with_relation(found.citers, relation) if relation else found.citers
    box = library.box(id, path, relation) if (path := _path(found, dan)) else None
    view = document_view(found, box=box)
    return pages.page(
        "document.html",
        here="van-ban",
        totals=totals,
        head=view.head,
        view=view,
        everyone=dan == EVERYONE,
        origin=origin(found),
        citers=citers,
        relations=relation_choices(found.citers, lambda kept: _filtered(href, kept), relation),
        exports=EXPORTS,
        structured=structured.legislation(found, deps.base(request)),
    )


def _filtered(href: str, kept: str) -> str:
    return f"{href}?quan-he={kept}#duoc-dan" if kept else f"{href}#duoc-dan"


def _relation(asked: str) -> Relation | None:
    return Relation(asked) if asked in set(Relation) else None


def _path(reading: Reading, asked: str) -> Path | None:
    """The path asked for, where the document has it."""
    try:
        path = Path.parse(asked)
    except AddressError:
        return None
    return path if path and reading.document.provision(path) else None


@router.get(_ADDRESS + "/{path}")
def provision(
    library: LibraryOf,
    totals: TotalsOf,
    issuer: str,
    year: str,
    number: str,
    path: str,
    quan_he: Annotated[str, Query(alias="quan-he", max_length=40)] = "",
) -> Response:
    """A provision by itself: its text in context, how to cite it, who cites it, what it cites."""
    id = _id(issuer, year, number)
    where = Path.parse(path)
    if str(where) != path:
        return RedirectResponse(f"/vb/{id}/{where}", 301)
    deps.provision(library, id, where)
    judged = judging.provision_standing(library.store, id, where)
    view = provision_view(deps.reading(library, id), where, library.citers(id, where, below=True), judged)
    relation, href = _relation(quan_he), f"/vb/{id}/{where}"
    return pages.page(
        "provision.html",
        here="van-ban",
        totals=totals,
        view=view,
        citers=with_relation(view.citers, relation) if relation else view.citers,
        relations=relation_choices(view.citers, lambda kept: _filtered(href, kept), relation),
        item=f"{id}#{where}",
        doings=(
            (f"/vb/{id}/lien-quan?tai={where}", "Điều khoản liên quan"),
            (f"/so-sanh?{urlencode({'a': f'{id}#{where}'})}", "So sánh"),
            (f"/vb/{id}/in?phan={where}", "In"),
            (f"/vb/{id}/bao-loi?tai={where}", "Báo lỗi"),
        ),
    )
