"""What following a reference needs to know of the library: the port `Lookup`, and the library that holds nothing."""

from __future__ import annotations

from typing import Protocol

from corpus.address import DocumentId, Path


class Lookup(Protocol):
    """Answers of the library about the documents it holds."""

    def by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        """The documents with this number, however it is printed; `issuer` is the slug in an id."""
        ...

    def by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        """The laws of this whole name."""
        ...

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        """The provisions of a document; None where the library does not hold it."""
        ...


class NoLibrary:
    """A library without documents."""

    def by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        return ()

    def by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        return ()

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        return None
