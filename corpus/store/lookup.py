"""The port by which references are followed; the store is one, a test's dictionary may be another."""

from __future__ import annotations

from typing import Protocol

from corpus.address import DocumentId, DocumentNumber, Path


class Lookup(Protocol):
    """What following a reference needs to know about the library."""

    def by_number(
        self, number: DocumentNumber | str, *, year: int | None = None, issuer: str | None = None
    ) -> tuple[DocumentId, ...]:
        """The documents with this number, of this year and issuer (slug) where they are known."""

    def by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        """The documents with this whole title, of this year where it is known."""

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        """The paths of a document; None where it is not held."""
