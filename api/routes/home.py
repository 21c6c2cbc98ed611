"""The first page, the catalogue, and the shelf of documents that are cited but not held."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api import pages
from api.errors import NOT_FOUND, ApiError
from api.library import Unheld
from api.reading import catalogue
from api.reading.document_view import Fact
from api.reading.links import search_href
from api.reading.search_view import Choice, Pages
from api.routes.deps import LibraryOf, TotalsOf
from corpus import vocabulary
from corpus.errors import AddressError
from corpus.number import DocumentNumber

router = APIRouter(include_in_schema=False)

_NEWEST = 10
_MISSING_AT_HOME = 6
_MISSING_PER_PAGE = 50


@router.get("/")
def home(library: LibraryOf, totals: TotalsOf) -> HTMLResponse:
    """The first page: search, what the library holds, newest documents."""
    newest = catalogue.newest(library.store.headers(), _NEWEST)
    examples = [Choice(search_href(words), words) for words in _examples([card.name for card in newest])]
    missing = library.missing(_MISSING_AT_HOME)
    return pages.page("home.html", home=True, totals=totals, newest=newest, missing=missing, examples=examples)


def _examples(names: list[str]) -> list[str]:
    """Queries that find something: words, and the name of a document that is held."""
    return ["thi hành pháp luật", *names[:1]] if names else []


@router.get("/van-ban")
def documents(
    library: LibraryOf,
    totals: TotalsOf,
    loai: str = "",
    co_quan: Annotated[str, Query(alias="co-quan")] = "",
    nam: str = "",
    trang: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    """The catalogue."""
    chosen = {"loai": loai, "co-quan": co_quan, "nam": nam}
    found = catalogue.catalogue(library.store.headers(), chosen, page=trang)
    return pages.page(
        "catalogue.html",
        here="van-ban",
        totals=totals,
        total=found.total,
        cards=found.cards,
        facets=found.facets,
        applied=found.applied,
        pages=found.pages,
        feed="/van-ban.atom" + (f"?co-quan={quote(co_quan)}" if co_quan else ""),
    )


@router.get("/thieu")
def missing(library: LibraryOf, totals: TotalsOf, trang: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    """Documents that are cited and not held, most mentions first."""
    found = library.missing()
    last = max(-(-len(found) // _MISSING_PER_PAGE), 1)
    page = min(trang, last)
    shown = found[(page - 1) * _MISSING_PER_PAGE : page * _MISSING_PER_PAGE]
    numbers = Pages(
        page,
        last,
        f"/thieu?trang={page - 1}" if page > 1 else "",
        f"/thieu?trang={page + 1}" if page < last else "",
    )
    return pages.page("missing.html", here="thieu", totals=totals, total=len(found), shown=shown, pages=numbers)


@router.get("/thieu/{key}")
def unheld(library: LibraryOf, totals: TotalsOf, key: str) -> HTMLResponse:
    """What is known of a document that is cited and not held and has no id."""
    found = library.unheld(key)
    if found is None:
        raise ApiError(NOT_FOUND, "Không văn bản nào trong thư viện dẫn tới văn bản này.")
    return unheld_page(found, totals)


def unheld_page(found: Unheld, totals: TotalsOf) -> HTMLResponse:
    """The page of a document that is known from citations only."""
    return pages.page("unheld.html", here="thieu", totals=totals, one=found, facts=_facts(found))


def _facts(found: Unheld) -> list[Fact]:
    """What the number and the citations tell."""
    facts = [Fact("Số hiệu", found.number or "")]
    if found.name:
        facts.append(Fact("Tên, theo chỗ dẫn", found.name))
    try:
        number = DocumentNumber.parse(found.number) if found.number else None
    except AddressError:
        number = None
    kind = vocabulary.kind_of_number(number) if number else None
    issuer = vocabulary.issuer_of_number(number, province=None) if number else None
    facts += [
        Fact("Loại văn bản, suy từ số hiệu", kind.name if kind else ""),
        Fact("Cơ quan ban hành, suy từ số hiệu", issuer[1] if issuer else ""),
        Fact("Năm, theo chỗ dẫn", str(found.year or "")),
    ]
    return [fact for fact in facts if fact.value]
