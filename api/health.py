"""Reference health on the command line and in JSON: what was found, how far it leads, what was not read."""

from __future__ import annotations

import argparse
from contextlib import closing

from api import wiring
from api.reading import titles, wording
from api.schemas import Schema
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.address import DocumentId
from corpus.errors import AddressError, TraluatError
from corpus.store import DocumentHealth, Health, Store
from corpus.store import health as measured
from ingest.report import UNREAD


class HealthOf(Schema):
    """Numbers of references: found = to_provision + to_document + outside + no_such_provision + ambiguous."""

    found: int
    to_provision: int
    to_document: int
    outside: int
    no_such_provision: int
    ambiguous: int
    unread: int

    @classmethod
    def of(cls, one: Health) -> HealthOf:
        return cls(
            found=one.found,
            to_provision=one.to_provision,
            to_document=one.to_document,
            outside=one.outside,
            no_such_provision=one.no_such_provision,
            ambiguous=one.ambiguous,
            unread=one.unread,
        )


class DocumentHealthOf(HealthOf):
    """The numbers of one document."""

    id: str

    @classmethod
    def of_document(cls, one: DocumentHealth) -> DocumentHealthOf:
        return cls(id=str(one.id), **HealthOf.of(one.health).model_dump())


class LibraryHealth(Schema):
    """The numbers of the library, and of its documents, those with most that leads nowhere first."""

    documents: int
    total: HealthOf
    worst: tuple[DocumentHealthOf, ...]


def of_library(store: Store, limit: int) -> tuple[Health, tuple[DocumentHealth, ...], int]:
    """The sum over all documents, those with most failed or unread references, and how many documents there are."""
    every = measured(store, unread_code=UNREAD)
    worst = sorted(every, key=lambda one: (-(one.health.failed + one.health.unread), one.id))
    total = sum((one.health for one in every), Health())
    return total, tuple(one for one in worst[:limit] if one.health.failed + one.health.unread), len(every)


def of_document(store: Store, document: DocumentId) -> DocumentHealth | None:
    """The health of one document; None where it is not held."""
    return next(iter(measured(store, document, unread_code=UNREAD)), None)


def health(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """The reference health of the library, or of one document."""
    if arguments.limit < 0:
        raise Unusable("--limit từ 0.")
    with closing(wiring.store(settings)) as store:
        if arguments.id:
            return _one(store, arguments.id, terminal)
        total, worst, documents = of_library(store, arguments.limit)
    if terminal.as_json:
        shown = tuple(map(DocumentHealthOf.of_document, worst))
        terminal.json(LibraryHealth(documents=documents, total=HealthOf.of(total), worst=shown).json_object())
        return 0
    terminal.line(f"{wording.count(documents)} văn bản: {words(total)}")
    for one in worst:
        terminal.line(f"  {one.id}  {titles.name(one.metadata)}: {words(one.health)}")
    return 0


def _one(store: Store, text: str, terminal: Terminal) -> int:
    try:
        id = DocumentId.parse(text.removeprefix("/vb/"))
    except AddressError as error:
        raise Unusable(f"'{text}' không phải địa chỉ; viết như cp/2025/80-2025-nd-cp.") from error
    found = of_document(store, id)
    if found is None:
        raise TraluatError(f"thư viện chưa có {id}; `traluat ingest` đưa văn bản vào.")
    if terminal.as_json:
        terminal.json(DocumentHealthOf.of_document(found).json_object())
    else:
        terminal.line(f"{found.id}  {titles.name(found.metadata)}: {words(found.health)}")
    return 0


def words(one: Health) -> str:
    """The numbers in a sentence."""
    parts = (
        (one.to_provision, "tới điều khoản"),
        (one.to_document, "tới văn bản"),
        (one.outside, "ra ngoài thư viện"),
        (one.no_such_provision, "không có điều khoản"),
        (one.ambiguous, "chưa chắc"),
    )
    told = ", ".join(f"{wording.count(number)} {what}" for number, what in parts)
    return (
        f"{wording.count(one.found)} dẫn chiếu: {told}; {wording.count(one.unread)} chỗ giống dẫn chiếu chưa đọc được"
    )
