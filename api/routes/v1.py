"""The HTTP API, version 1. The pages answer from the same `Library`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as FromPath

from api import answers, citing_text, following, force_answers, judging, schemas, search_answers
from api.errors import NO_SUCH_PROVISION, ApiError
from api.reading import wording
from api.routes import deps
from api.routes.deps import Issuer, LibraryOf, Number, Year, document_id
from corpus.address import DocumentId, Path
from corpus.model import Status
from corpus.store import Standings

_PROBLEM = {
    "type": "urn:traluat:document-not-held",
    "title": "Thư viện chưa có văn bản này",
    "status": 404,
    "detail": "Thư viện chưa có cp/1999/1-1999-nd-cp; xem /thieu để biết văn bản nào được dẫn mà chưa có.",
    "instance": "/api/v1/documents/cp/1999/1-1999-nd-cp",
    "request_id": "0f3c6f0e8f5d4a5b9c1d2e3f4a5b6c7d",
}

router = APIRouter(
    prefix="/api/v1",
    tags=["v1"],
    responses={"4XX": {"description": "RFC 9457", "content": {"application/problem+json": {"example": _PROBLEM}}}},
)

Words = Annotated[
    str,
    Query(
        max_length=500,
        description="words, a phrase in quotes, a number or a citation",
        openapi_examples={
            "words": {"summary": "Theo từ", "value": "theo dõi thi hành pháp luật"},
            "phrase": {"summary": "Đúng cụm từ", "value": '"cơ quan chủ trì"'},
            "number": {"summary": "Theo số hiệu", "value": "444/KH-UBND"},
            "citation": {"summary": "Theo trích dẫn", "value": "khoản 3 mục II kế hoạch 444/KH-UBND"},
        },
    ),
]
Where = Annotated[str, FromPath(description="path of a provision", examples=["muc-2.khoan-3"])]
Values = Annotated[list[str] | None, Query(description="values of the facet; several mean any of them")]


@router.get("/search", summary="Tìm điều khoản theo từ, cụm từ, số hiệu hoặc cách trích dẫn")
def search(
    library: LibraryOf,
    q: Words,
    kind: Values = None,
    issuer: Values = None,
    year: Values = None,
    status: Values = None,
    sort: Annotated[str, Query(pattern="^(issued|-rank)?$")] = "",
    page: Annotated[int, Query(ge=1, le=500)] = 1,
    size: Annotated[int, Query(ge=1, le=50)] = 10,
    explain: bool = False,
) -> search_answers.SearchAnswer:
    """Provisions that answer a query, those of one document together; facets count documents."""
    found = library.search.search(
        q,
        kind=kind or (),
        issuer=issuer or (),
        year=year or (),
        status=status or (),
        sort=sort,
        page=page,
        size=size,
        explain=explain,
    )
    return search_answers.SearchAnswer.of(found, explained=explain)


@router.get("/suggest", summary="Gợi ý văn bản và điều khoản khi đang gõ")
def suggest(
    library: LibraryOf, q: Words, limit: Annotated[int, Query(ge=1, le=20)] = 8
) -> tuple[search_answers.Suggestion, ...]:
    """Documents and provisions for words that are still being typed."""
    return tuple(map(search_answers.Suggestion.of, library.search.suggest(q, limit)))


@router.get("/resolve", summary="Một câu trích dẫn chỉ tới đâu")
def resolve(library: LibraryOf, q: Words) -> tuple[search_answers.Address, ...]:
    """The addresses that a citation means here; empty when it is none or nothing is held of it."""
    return tuple(map(search_answers.Address.of, library.search.resolve(q)))


@router.get("/documents", summary="Danh mục văn bản")
def documents(
    library: LibraryOf,
    kind: Values = None,
    issuer: Values = None,
    year: Annotated[list[int] | None, Query()] = None,
    status: Annotated[list[Status] | None, Query()] = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> answers.Documents:
    """The catalogue, by id."""
    found = list(library.store.headers(kind=kind, issuer=issuer, year=year, status=status))
    page = found[offset : offset + limit]
    shown = tuple(schemas.Heading.of(one.id, one.metadata, one.status) for one in page)
    return answers.Documents(total=len(found), documents=shown)


@router.get("/missing", summary="Văn bản được dẫn mà thư viện chưa có")
def missing(
    library: LibraryOf, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> tuple[search_answers.NotHeld, ...]:
    """Documents that are cited and not held, most mentions first."""
    return tuple(map(search_answers.NotHeld.of, library.missing(limit)))


@router.post("/citations", summary="Đọc các dẫn chiếu trong một đoạn văn")
def citations(library: LibraryOf, text: answers.CitationText) -> answers.Citations:
    """The citations in a text, with spans, targets, and where these lead in the library; the text is not kept."""
    found = citing_text.citations(text.text)
    linked = (answers.LinkedCitation.linked(one, following.followed(one, library)) for one in found)
    return answers.Citations(citations=tuple(linked))


_DOCUMENT = "/documents/{issuer}/{year}/{number}"


@router.get(_DOCUMENT, summary="Một văn bản, đúng như lệnh parse in ra")
def document(library: LibraryOf, issuer: Issuer, year: Year, number: Number) -> force_answers.JudgedDocument:
    """A document as we understand it: the object that `traluat parse` prints, with its status and the reasons."""
    found = deps.reading(library, document_id(issuer, year, number))
    acts = Standings(library.store).made_by(found.document.id)
    return force_answers.JudgedDocument.judged(found.document, found.references, acts, found.standing)


@router.get(_DOCUMENT + "/card", summary="Vài dòng về một văn bản, để xem trước")
def card(library: LibraryOf, issuer: Issuer, year: Year, number: Number) -> answers.Card:
    """What a preview of a document shows."""
    id = document_id(issuer, year, number)
    header = library.store.header(id)
    if header is None:
        raise deps.not_held(id)
    return answers.Card.of(id, header)


@router.get(_DOCUMENT + "/provisions", summary="Các điều khoản của một văn bản")
def provisions(library: LibraryOf, issuer: Issuer, year: Year, number: Number) -> tuple[schemas.Provision, ...]:
    """The provisions of a document in its order."""
    found = library.store.get(id := document_id(issuer, year, number))
    if found is None:
        raise deps.not_held(id)
    return tuple(schemas.Provision.of(one, found.text) for one in found.provisions)


@router.get(_DOCUMENT + "/provisions/{path}", summary="Một điều khoản cùng phần dưới nó")
def provision(
    library: LibraryOf, issuer: Issuer, year: Year, number: Number, path: Where
) -> force_answers.JudgedProvision:
    """One provision with all below it."""
    id = document_id(issuer, year, number)
    asked = deps.provision(library, id, Path.parse(path))
    document = library.store.get(id)
    if document is None:
        raise deps.not_held(id)
    place = wording.place(asked.path, wording.labels(document))
    judged = judging.provision_standing(library.store, id, asked.path)
    return force_answers.JudgedProvision.judged(document, asked.path, wording.capitalized(place), judged)


@router.get(_DOCUMENT + "/references", summary="Dẫn chiếu đi từ một văn bản hoặc điều khoản")
def references(library: LibraryOf, issuer: Issuer, year: Year, number: Number, path: str = "") -> answers.References:
    """The references a document makes, or one of its provisions with those below it."""
    id = document_id(issuer, year, number)
    where = _held_path(library, id, path)
    edges = library.store.references_out(id, where, below=True) if where else library.store.references_out(id)
    found = tuple(schemas.Reference.of(edge.reference) for edge in edges)
    return answers.References(total=len(found), references=found)


@router.get(_DOCUMENT + "/cited-by", summary="Văn bản dẫn tới một văn bản hoặc điều khoản")
def cited_by(library: LibraryOf, issuer: Issuer, year: Year, number: Number, path: str = "") -> answers.CitedBy:
    """The other documents that cite a document, or one of its provisions with those below it."""
    id = document_id(issuer, year, number)
    where = _held_path(library, id, path)
    found = library.citers(id, where, below=True) if where else library.citers(id)
    return answers.CitedBy(total=len(found), documents=tuple(map(answers.CitingDocument.of, found)))


@router.get(_DOCUMENT + "/related", summary="Điều khoản liên quan ở văn bản khác")
def related(
    library: LibraryOf,
    issuer: Issuer,
    year: Year,
    number: Number,
    path: str = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> tuple[search_answers.Related, ...]:
    """Provisions of other documents to look at beside this one, with the reasons."""
    id = document_id(issuer, year, number)
    where = _held_path(library, id, path)
    asked = f"{id}#{where}" if where else str(id)
    return tuple(map(search_answers.Related.of, library.search.related(asked, limit)))


def _held_path(library: LibraryOf, id: DocumentId, path: str) -> Path:
    """The path asked for, when the document is held and has it."""
    known = library.store.paths(id)
    if known is None:
        raise deps.not_held(id)
    where = Path.parse(path)
    if where and where not in known:
        raise ApiError(NO_SUCH_PROVISION, f"{id} không có {path}; mục lục của văn bản ở /vb/{id}.")
    return where
