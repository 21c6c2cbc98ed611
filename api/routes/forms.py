"""A document in other forms, by the suffix of its address: JSON, Akoma Ntoso XML, DOCX, text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.export import akn, docx
from api.force_answers import JudgedDocument
from api.reading import wording
from api.reading.document_view import Reading
from api.routes import deps
from api.routes.deps import IdOf, LibraryOf
from corpus.store import Standings

router = APIRouter(include_in_schema=False)

#: Suffix -> how pages name it.
EXPORTS = (("docx", "DOCX"), ("txt", "văn bản thuần"), ("xml", "Akoma Ntoso (XML)"), ("json", "JSON"))
#: What an Accept header may ask for -> the suffix; anything else gets the page.
ACCEPTED: Mapping[str, str] = {
    "application/json": "json",
    "application/akn+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "txt",
    docx.MEDIA_TYPE: "docx",
}
_ADDRESS = "/vb/{issuer}/{year}/{number}"


def wanted(accept: str) -> str | None:
    """The suffix that an Accept header prefers to a page; None where it takes HTML as gladly or names nothing known.

    Weights count (RFC 9110, 12.5.1); of equal ones HTML goes first, then the order of the header.
    """
    best: tuple[float, str] | None = None
    html = 0.0
    for piece in accept.lower().split(","):
        media_type, *parameters = (part.strip() for part in piece.split(";"))
        weight = next((_weight(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if media_type in ("text/html", "application/xhtml+xml", "*/*", "text/*"):
            html = max(html, weight)
        elif media_type in ACCEPTED and (best is None or weight > best[0]):
            best = weight, ACCEPTED[media_type]
    return best[1] if best and best[0] > html else None


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


@router.get(_ADDRESS + ".json")
def as_json(library: LibraryOf, id: IdOf) -> Response:
    """The document as `traluat parse` prints it."""
    found = deps.reading(library, id)
    acts = Standings(library.store).made_by(found.document.id)
    made = JudgedDocument.judged(found.document, found.references, acts, found.standing)
    return Response(json.dumps(made.json_object(), ensure_ascii=False, indent=1), media_type="application/json")


@router.get(_ADDRESS + ".txt")
def as_text(library: LibraryOf, id: IdOf) -> Response:
    """The canonical text, which spans in the JSON index."""
    return Response(deps.reading(library, id).document.text, media_type="text/plain; charset=utf-8")


@router.get(_ADDRESS + ".xml")
def as_xml(request: Request, library: LibraryOf, id: IdOf) -> Response:
    """The document in Akoma Ntoso."""
    made = akn.akoma_ntoso(deps.reading(library, id), deps.base(request))
    return Response(made, media_type=f"{akn.MEDIA_TYPE}; charset=utf-8")


@router.get(_ADDRESS + ".docx")
def as_docx(request: Request, library: LibraryOf, id: IdOf) -> Response:
    """The document for a word processor."""
    found = deps.reading(library, id)
    note = f"Không phải bản chính thức. Tải từ {deps.base(request)}/vb/{id} ngày {wording.today()}."
    disposition = f'attachment; filename="{id.number}.docx"'
    content = docx.docx_bytes(found.document, note, marks=found.marks)
    return Response(content, media_type=docx.MEDIA_TYPE, headers={"content-disposition": disposition})


def origin(reading: Reading) -> str:
    """The web address that the source of a document was fetched from; empty where there is none."""
    source = reading.document.source
    address = (source.address if source else None) or ""
    return address if address.startswith(("https://", "http://")) else ""
