"""References followed to the documents of the library, again where a document came, changed or went."""

from __future__ import annotations

import logging
from functools import lru_cache

from corpus.address import DocumentId, Path
from corpus.store import Store
from ingest.references import references

log = logging.getLogger(__name__)

_PURPOSE = "links"


def link(store: Store) -> int:
    """Follow anew the references of what changed since the last call, and of all that names it; says how many.

    The mark is set last: a call that was killed is done again by the next, with the same end.
    """
    changes = store.changed_since(store.mark(_PURPOSE))
    if not changes:
        return 0
    touched = {change.id for change in changes if change.held}
    for change in changes:
        touched.update(store.waiting_for(change.id, names=_names(store, change.id)))
    lookup = _Remembering(store)
    for document_id in sorted(touched):
        document = store.get(document_id)
        if document is None:
            continue
        try:
            found = references(document, lookup)
        except (ValueError, LookupError, TypeError):  # one document must not stop all others
            log.exception("cannot follow the references of %s; they stay as they were", document_id)
            continue
        store.replace_references(document_id, found)
    store.set_mark(_PURPOSE, store.revision())  # what was followed here is no change to follow again
    log.info("linked %d documents after %d changes", len(touched), len(changes))
    return len(touched)


def _names(store: Store, document_id: DocumentId) -> tuple[str, ...]:
    header = store.header(document_id)
    title = header.metadata.title if header else None
    if not header or not title:
        return ()
    return (title, f"{header.metadata.kind} {title}") if header.metadata.kind else (title,)


class _Remembering:
    """A library that stands still while references are followed, asked for each thing once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by_number = lru_cache(100_000)(self._by_number)
        self.by_title = lru_cache(100_000)(self._by_title)
        self.paths = lru_cache(2_000)(self._paths)

    def _by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        return self._store.by_number(number, year=year, issuer=issuer)

    def _by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        return self._store.by_title(name, year=year)

    def _paths(self, document: DocumentId) -> frozenset[Path] | None:
        return self._store.paths(document)
