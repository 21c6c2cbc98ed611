"""What routes ask of the application: the library, ids from addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from fastapi import Path as FromPath
from starlette.responses import Response

from api import sheets
from api.errors import DOCUMENT_NOT_HELD, NO_SUCH_PROVISION, NOT_FOUND, ApiError
from api.library import Library
from api.reading.document_view import Reading
from api.settings import Settings
from corpus.address import DocumentId, Path
from corpus.model import Provision
from corpus.store import Totals


def _library(request: Request) -> Library:
    found = request.app.state.library
    assert isinstance(found, Library)
    found.turn(date.today())
    return found


def _settings(request: Request) -> Settings:
    found = request.app.state.settings
    assert isinstance(found, Settings)
    return found


Issuer = Annotated[str, FromPath(description="slug of the issuing body", examples=["ubnd-ha-tinh"])]
Year = Annotated[str, FromPath(description="year of issue", examples=["2025"])]
Number = Annotated[str, FromPath(description="slug of the number", examples=["444-kh-ubnd"])]

LibraryOf = Annotated[Library, Depends(_library)]
SettingsOf = Annotated[Settings, Depends(_settings)]


def _totals(library: LibraryOf) -> Totals:
    return library.store.totals()


TotalsOf = Annotated[Totals, Depends(_totals)]


def base(request: Request) -> str:
    """The address of this site as the reader reached it, without a slash at its end."""
    return str(request.base_url).rstrip("/")


def not_held(id: DocumentId) -> ApiError:
    """The failure of a document that the library lacks."""
    return ApiError(DOCUMENT_NOT_HELD, f"Thư viện chưa có {id}; xem /thieu để biết văn bản nào được dẫn mà chưa có.")


def reading(library: Library, id: DocumentId) -> Reading:
    """The document and what stands around it, or the failure that says it is not held."""
    found = library.reading(id)
    if found is None:
        raise not_held(id)
    return found


def document_id(issuer: str, year: str, number: str) -> DocumentId:
    """The id in an address; AddressError says what is wrong with it."""
    return DocumentId.parse(f"{issuer}/{year}/{number}")


IdOf = Annotated[DocumentId, Depends(document_id)]


def provision(library: Library, id: DocumentId, path: Path) -> Provision:
    """One provision, or the failure that says what is missing."""
    found = library.store.provision(id, path)
    if found is None:
        raise _lacking(library, id, path)
    return found


def _lacking(library: Library, id: DocumentId, path: Path) -> ApiError:
    if not library.store.has(id):
        return not_held(id)
    return ApiError(NO_SUCH_PROVISION, f"{id} không có {path}; mục lục của văn bản ở /vb/{id}.")


def sheet(
    form: str, stem: str, title: str, head: sheets.Row, rows: Iterable[sheets.Row], widths: Sequence[int]
) -> Response:
    """A list as a file to keep, `form` csv or xlsx; the failure of an address that is none for any other."""
    if form == "csv":
        content, media_type = sheets.csv_bytes(head, rows), sheets.CSV
    elif form == "xlsx":
        content, media_type = sheets.xlsx_bytes(title, head, rows, widths=widths), sheets.XLSX
    else:
        raise ApiError(NOT_FOUND, f"Không có dạng .{form}; có .csv và .xlsx.")
    disposition = f'attachment; filename="{stem}.{form}"'
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})
