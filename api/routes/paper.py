"""In and Liên quan: a document, whole or in chosen parts, for paper; provisions of other documents beside it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api import pages
from api.reading import cards, layout, outline, titles, wording
from api.reading.chosen import chosen_html
from api.reading.document_view import head
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf, TotalsOf
from corpus.address import Path
from corpus.errors import AddressError

router = APIRouter(include_in_schema=False)

_RELATED = 20
Parts = Annotated[list[str] | None, Query(max_length=600)]


@router.get("/vb/{issuer}/{year}/{number}/in")
def for_paper(library: LibraryOf, totals: TotalsOf, id: IdOf, phan: Parts = None) -> HTMLResponse:
    """The text for print; `phan` chooses parts, none means the whole document."""
    reading = deps.reading(library, id)
    known = {str(one.path): one.path for one in reading.document.provisions}
    paths = [known[one] for one in phan or () if one in known]
    labels = wording.labels(reading.document)
    entries = outline.outline(reading.document.text, layout.parts(reading.document))
    return pages.page(
        "paper.html",
        here="van-ban",
        totals=totals,
        head=head(reading),
        tab="in",
        entries=[entry for entry in entries if entry.href != "#tieu-de"],
        chosen={str(path) for path in paths},
        said=[wording.capitalized(wording.place(path, labels)) for path in paths],
        body=chosen_html(reading, paths),
    )


@router.get("/vb/{issuer}/{year}/{number}/lien-quan")
def related(
    library: LibraryOf, totals: TotalsOf, id: IdOf, tai: Annotated[str, Query(max_length=300)] = ""
) -> HTMLResponse:
    """Provisions of other documents to look at beside this one or its provision `tai`, with the reasons."""
    reading = deps.reading(library, id)
    try:
        path = Path.parse(tai)
    except AddressError:
        path = Path()
    found = library.search.related(f"{id}#{path}" if path else str(id), _RELATED)
    place = wording.capitalized(wording.place(path, wording.labels(reading.document))) if path else ""
    shown = [(one, titles.sentence_case(one.title), cards.known_badge(cards.status(one.status), None)) for one in found]
    return pages.page(
        "related.html", here="van-ban", totals=totals, head=head(reading), tab="lien-quan", place=place, shown=shown
    )
