"""So sánh: what a document may be compared with, and any two documents, provisions or readings side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api import pages
from api.errors import BAD_ADDRESS, DOCUMENT_NOT_HELD, NO_SUCH_PROVISION, ApiError
from api.library import Library
from api.reading import links, titles, wording
from api.reading.compare import compare, pieces
from api.reading.document_view import Reading, head
from api.reading.relations import cited_documents, with_relation
from api.reading.search_view import Choice
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf, TotalsOf
from corpus import vocabulary
from corpus.address import DocumentId, Path, ProvisionId
from corpus.errors import AddressError
from corpus.model import Document, Relation
from corpus.store import Version

router = APIRouter(include_in_schema=False)

_KEY = 12  # characters of a reading's key in addresses
_ALL_SHOWN = 200  # lines up to which equal provisions are shown without asking
_CHANGES = (Relation.REPLACES, Relation.AMENDS, Relation.CONSOLIDATES, Relation.CORRECTS, Relation.REPEALS)

Side = Annotated[str, Query(max_length=400)]


@dataclass(frozen=True, slots=True)
class Text:
    """One side: the document (in one of its readings), the provision in it, and what it is called."""

    asked: str
    document: Document
    path: Path
    name: str
    title: str
    href: str
    reading: str


def compare_href(a: str, b: str) -> str:
    return "/so-sanh?" + urlencode({"a": a, "b": b})


@router.get("/so-sanh")
def side_by_side(
    library: LibraryOf, totals: TotalsOf, a: Side = "", b: Side = "", chi: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Two texts; `chi`: `khac` shows only what differs, `het` everything."""
    if not a or not b:
        asked = _asked(library, a) if a else None
        return pages.page("compare_form.html", here="so-sanh", totals=totals, a=a, b=b, first=asked)
    left, right = _asked(library, a), _asked(library, b)
    found = compare(
        pieces(left.document, left.path or None),
        pieces(right.document, right.path or None),
        left_page=left.href.partition("#")[0],
        right_page=right.href.partition("#")[0],
    )
    only = chi == "khac" or (chi != "het" and len(found.pairs) > _ALL_SHOWN)
    address = compare_href(left.asked, right.asked)
    return pages.page(
        "compare.html",
        here="so-sanh",
        totals=totals,
        left=left,
        right=right,
        pairs=[pair for pair in found.pairs if pair.kind != "same"] if only else found.pairs,
        counts=found.counts,
        only=only,
        turned=compare_href(right.asked, left.asked),
        other=f"{address}&chi={'het' if only else 'khac'}",
    )


def _asked(library: Library, asked: str) -> Text:
    """The text that an address or a typed citation means. Raises ApiError, which says what is wrong with it."""
    whole, _, key = asked.strip().partition("@")
    try:
        id = ProvisionId.parse(whole.removeprefix("/vb/"))
    except AddressError:
        found = library.search.resolve(whole)
        if len(found) != 1:
            detail = f"“{asked}” không phải địa chỉ, số hiệu hay trích dẫn của đúng một văn bản thư viện có."
            raise ApiError(BAD_ADDRESS, detail) from None
        id = found[0]
    document = library.store.version(id.document, key) if key else library.store.get(id.document)
    if document is None:
        raise ApiError(DOCUMENT_NOT_HELD, f"Thư viện không có {id.document}{f' bản {key}' if key else ''}.")
    if id.path and document.provision(id.path) is None:
        raise ApiError(NO_SUCH_PROVISION, f"{id.document} không có {id.path}.")
    name = titles.name(document.metadata)
    if id.path:
        name = f"{wording.capitalized(wording.place(id.path, wording.labels(document)))} {name}"
    return Text(
        asked=f"{id}@{key}" if key else str(id),
        document=document,
        path=id.path,
        name=name,
        title=titles.title(document.metadata),
        href=links.document_href(id.document, id.path),
        reading=document.source.file if key and document.source else "",
    )


@router.get("/vb/{issuer}/{year}/{number}/so-sanh")
def choices(library: LibraryOf, totals: TotalsOf, id: IdOf) -> HTMLResponse:
    """What a document may be compared with: its other readings, those it changes and those that change it."""
    reading = deps.reading(library, id)
    versions = library.store.versions(id)
    return pages.page(
        "document_compare.html",
        here="van-ban",
        totals=totals,
        head=head(reading),
        tab="so-sanh",
        id=str(id),
        versions=[(one, _version_href(id, one)) for one in versions],
        others=_others(library, id, reading),
    )


def _version_href(id: DocumentId, version: Version) -> str:
    return "" if version.current else compare_href(f"{id}@{version.key[:_KEY]}", str(id))


def _others(library: Library, id: DocumentId, reading: Reading) -> list[Choice]:
    """Documents joined to this one by a change, each with what joins them."""
    active, passive = vocabulary.relation_names(), vocabulary.passive_names()
    found: dict[str, Choice] = {}
    for relation in _CHANGES:
        mentions = [one for one in reading.references if one.relation is relation]
        for cited in cited_documents(mentions, id, reading.held, {}):
            if cited.held and cited.id:
                note = wording.capitalized(active[relation])
                found.setdefault(cited.href, Choice(compare_href(str(cited.id), str(id)), cited.name, note=note))
        for citer in with_relation(reading.citers, relation):
            note = wording.capitalized(passive[relation])
            found.setdefault(citer.href, Choice(compare_href(str(id), str(citer.id)), citer.name, note=note))
    return list(found.values())
