"""The search page: an address leads straight to its place, words to a list, nothing found to what may be tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from api import pages
from api.library import Library
from api.reading import catalogue, links
from api.reading.explain_view import reading_view
from api.reading.search_view import SORT_PARAMETERS, Asked, Choice, search_view
from api.routes.deps import LibraryOf, TotalsOf
from corpus.store import Totals
from corpus.text import slug
from search import answer

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 10
_ISSUERS_SHOWN = 8

Values = Annotated[list[str] | None, Query()]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A line of what the library holds."""

    href: str
    text: str
    count: int
    since: int | None


def _asked(
    q: Annotated[str, Query(max_length=500)] = "",
    hieu_luc: Annotated[list[str] | None, Query(alias="hieu-luc")] = None,
    loai: Values = None,
    co_quan: Annotated[list[str] | None, Query(alias="co-quan")] = None,
    nam: Values = None,
    sap_xep: Annotated[str, Query(alias="sap-xep")] = "",
    trang: Annotated[int, Query(ge=1, le=500)] = 1,
) -> Asked:
    """What the address of a search says."""
    sort = next((sort for sort, name in SORT_PARAMETERS.items() if name == sap_xep), "")
    chosen = {"status": hieu_luc, "kind": loai, "issuer": co_quan, "year": nam}
    filters = {name: tuple(values) for name, values in chosen.items() if values}
    return Asked(" ".join(q.split()), filters, sort, trang)


AskedOf = Annotated[Asked, Depends(_asked)]


@router.get("/tim-kiem")
def search(
    library: LibraryOf,
    totals: TotalsOf,
    asked: AskedOf,
    giai_thich: Annotated[bool, Query(alias="giai-thich")] = False,
) -> Response:
    """Results for a query; with `giai-thich` each with the reasons of its place."""
    words = asked.q
    if not words:
        return RedirectResponse("/", 303)
    found = ask(library, asked, explain=giai_thich)
    place = _place(library, found, asked)
    if place:
        return RedirectResponse(place, 303)
    view = search_view(found, asked)
    if view.groups or view.choices:
        literal = _literal(library, found, asked)
        read = reading_view(found) if giai_thich else ()
        return pages.page("search.html", q=words, totals=totals, view=view, literal=literal, read=read)
    return _empty(library, totals, found, asked)


def ask(library: Library, asked: Asked, *, size: int = PAGE_SIZE, explain: bool = False) -> answer.Answer:
    """The answer to what the address of a search says; `size` documents a page."""
    return library.search.search(
        asked.q,
        kind=asked.filters.get("kind", ()),
        issuer=asked.filters.get("issuer", ()),
        year=asked.filters.get("year", ()),
        status=asked.filters.get("status", ()),
        sort=asked.sort,
        page=asked.page,
        size=size,
        explain=explain,
    )


def _place(library: Library, found: answer.Answer, asked: Asked) -> str:
    """Where a query that is an address leads; empty for all others."""
    if found.jump:
        return links.document_href(found.jump.document, found.jump.path)
    if found.not_held and not found.choices and not asked.filtered:
        missing = library.unheld(slug(found.not_held.number or found.not_held.name or ""))
        return missing.href if missing else ""
    return ""


def _literal(library: Library, found: answer.Answer, asked: Asked) -> Choice | None:
    """The same words as an exact phrase, one click away."""
    query = found.query
    if query.phrases or query.excluded or len(query.syllables) < 2 or query.address:
        return None
    literal = Asked(f'"{query.plain}"', asked.filters)
    count = ask(library, literal, size=1).total
    return Choice(literal.href(), literal.q, count) if 0 < count < found.total else None


def _empty(library: Library, totals: Totals, found: answer.Answer, asked: Asked) -> Response:
    """Nothing found: what to try, each with what it would give, and what the library holds."""
    headers = list(library.store.headers())
    shelf = [_Shelf(c.href, c.text, c.count, since) for c, since in catalogue.by_issuer(headers)[:_ISSUERS_SHOWN]]
    newest = catalogue.newest(headers, 1)
    return pages.page(
        "empty.html",
        q=asked.q,
        totals=totals,
        view=search_view(found, asked),
        tries=list(_tries(library, found, asked))[:3],
        shelf=shelf,
        example=Choice(links.search_href(newest[0].name), newest[0].name) if newest else None,
    )


def _tries(library: Library, found: answer.Answer, asked: Asked) -> Iterator[Choice]:
    """Other searches that find something."""
    query = found.query
    plain = Asked(query.plain or asked.q)
    known = library.index.frequency("folded", [slug(word) for word in query.syllables])
    kept = " ".join(word for word in query.syllables if known.get(slug(word)))
    candidates = (
        (Asked(asked.q), "bỏ bộ lọc", asked.filtered),
        (plain, "bỏ dấu ngoặc kép", bool(query.phrases or query.excluded)),
        (Asked(kept), "chỉ những từ thư viện có", bool(kept) and kept != query.plain.lower()),
    )
    seen = {(asked.q, asked.filtered)}
    for other, note, worth in candidates:
        if not worth or (other.q, False) in seen:
            continue
        seen.add((other.q, False))
        count = ask(library, other, size=1).total
        if count:
            yield Choice(other.href(), other.q, count, note=note)
