"""What routes ask of the application: the library, ids from addresses."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.errors import DOCUMENT_NOT_HELD, NO_SUCH_PROVISION, ApiError
from api.library import Library
from api.reading.document_view import Reading
from api.settings import Settings
from corpus.address import DocumentId, Path
from corpus.model import Provision
from corpus.store import Totals


def _library(request: Request) -> Library:
    found = request.app.state.library
    assert isinstance(found, Library)
    return found


def _settings(request: Request) -> Settings:
    found = request.app.state.settings
    assert isinstance(found, Settings)
    return found


LibraryOf = Annotated[Library, Depends(_library)]
SettingsOf = Annotated[Settings, Depends(_settings)]


def _totals(library: LibraryOf) -> Totals:
    return library.store.totals()


TotalsOf = Annotated[Totals, Depends(_totals)]


def not_held(id: DocumentId) -> ApiError:
    """The failure of a document that the library lacks."""
    return ApiError(DOCUMENT_NOT_HELD, f"Thư viện chưa có {id}; xem /thieu để biết văn bản nào được dẫn mà chưa có.")


def reading(library: Library, id: DocumentId) -> Reading:
    """The document and what stands around it, or the failure that says it is not held."""
    found = library.reading(id)
    if found is None:
        raise not_held(id)
    return found


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
