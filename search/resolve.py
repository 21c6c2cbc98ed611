"""An address that somebody typed -> what it means here: one thing, several to choose from, or something not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.address import DocumentId, Path, ProvisionId, Step
from corpus.errors import AddressError
from corpus.model import Target
from corpus.number import DocumentNumber
from corpus.store.documents import Header
from corpus.store.edges import Edge
from corpus.store.missing import Missing
from search.answer import Mention, NotHeld
from search.labels import document_name, path_labels

_MENTIONS = 20  # citing places that are shown of a document that is not held


class Library(Protocol):
    """What search asks of the store."""

    def has(self, id: DocumentId, /) -> bool: ...

    def by_number(self, number: str, /, *, year: int | None = None) -> tuple[DocumentId, ...]: ...

    def by_title(self, name: str, /, *, year: int | None = None) -> tuple[DocumentId, ...]: ...

    def paths(self, id: DocumentId, /) -> frozenset[Path] | None: ...

    def references_in(self, id: DocumentId, path: Path | None = None, /, *, below: bool = False) -> Sequence[Edge]: ...

    def references_out(self, id: DocumentId, path: Path | None = None, /, *, below: bool = False) -> Sequence[Edge]: ...

    def missing(self) -> Sequence[Missing]: ...

    def mentions_of(self, wanted: Missing, /) -> Sequence[Edge]: ...

    def header(self, id: DocumentId, /) -> Header | None: ...


@dataclass(frozen=True, slots=True)
class Resolution:
    """`exact`: the ids are what was typed; else they are the nearest here, and `note` says how they differ."""

    ids: tuple[ProvisionId, ...] = ()
    exact: bool = True
    note: str = ""


def resolve(target: Target, library: Library) -> Resolution:
    """The provisions or documents that a typed address means."""
    documents, note = _documents(target, library)
    if not documents:
        return Resolution()
    if not target.path:
        return Resolution(tuple(ProvisionId(id) for id in documents), not note, note)
    ids = [ProvisionId(id, path) for id in documents for path in _paths(target.path, library.paths(id) or frozenset())]
    if ids:
        return Resolution(tuple(ids), not note, note)
    lacking = f"Văn bản không có {_said(target.path)}"
    return Resolution(tuple(ProvisionId(id) for id in documents), False, f"{note}; {lacking}" if note else lacking)


def _documents(target: Target, library: Library) -> tuple[tuple[DocumentId, ...], str]:
    if isinstance(target.document, DocumentId) and library.has(target.document):
        return (target.document,), ""
    if target.number:
        found = library.by_number(target.number, year=target.year)
        if found or target.year is None:
            return tuple(found), ""
        return tuple(library.by_number(target.number)), f"Không có văn bản mang số này năm {target.year}"
    if target.name:
        found = library.by_title(target.name, year=target.year)
        if found or target.year is None:
            return tuple(found), ""
        return tuple(library.by_title(target.name)), f"Không có văn bản mang tên này năm {target.year}"
    return (), ""


def _paths(wanted: Path, held: frozenset[Path]) -> list[Path]:
    """The path itself; else those that hold its steps in order and end with its last (khoản 3 → muc-2.khoan-3)."""
    if wanted in held:
        return [wanted]
    return sorted(path for path in held if path and path.last == wanted.last and _holds(path.steps, wanted.steps))


def _holds(steps: tuple[Step, ...], wanted: tuple[Step, ...]) -> bool:
    rest = iter(steps)
    return all(step in rest for step in wanted)


def _said(path: Path) -> str:
    return ", ".join(label.lower() for label in reversed(path_labels(path)))


def not_held(target: Target, library: Library) -> NotHeld | None:
    """What is known of a document that is cited but not in the library; None when nothing cites it."""
    for missing in library.missing():
        if _same(target, missing):
            return NotHeld(
                missing.number,
                missing.name,
                missing.year,
                missing.mentions,
                missing.documents,
                tuple(_mentions(missing, library)),
            )
    return None


def _same(target: Target, missing: Missing) -> bool:
    if target.year and missing.year and target.year != missing.year:
        return False
    if target.number and missing.number:
        return _key(target.number) == _key(missing.number)
    return bool(target.name and missing.name and target.name.lower() == missing.name.lower())


def _key(number: str) -> str:
    try:
        return DocumentNumber.parse(number).key
    except AddressError:
        return number.lower()


def _mentions(missing: Missing, library: Library) -> Iterator[Mention]:
    for edge in library.mentions_of(missing)[:_MENTIONS]:
        header = library.header(edge.document)
        name = document_name(header.metadata) if header else str(edge.document)
        yield Mention(str(edge.document), name, edge.reference.source, edge.reference.quote)
