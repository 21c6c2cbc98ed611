"""References followed to the documents of the library, again where a document came, changed or went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.address import DocumentId, Path
from corpus.model import Reference
from corpus.store import Arrivals, Quarantined, Store
from corpus.workers import in_order
from ingest.references import references

log = logging.getLogger(__name__)

#: The reason under which a document is in quarantine whose references could not be followed.
UNLINKED = "links"

_PURPOSE = "links"

#: Called with how many documents are done, and how many there are.
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """How many documents were followed anew, and those whose references stay as they were because of a fault."""

    documents: int = 0
    failed: tuple[DocumentId, ...] = ()


def link(store: Store, *, workers: int = 0, retry: bool = False, told: Told = lambda done, every: None) -> Linked:
    """Follow anew the references of what changed since the last call, and of all that names it.

    `retry`: also of the documents that could not be followed before. The mark is set last: a call that was killed is
    done again by the next, with the same end.
    """
    changes = store.changed_since(store.mark(_PURPOSE))
    retried = _unlinked(store) if retry else set()
    if not changes and not retried:
        return Linked()
    touched = {change.id for change in changes if change.held} | retried
    if len(touched) < store.totals().documents:
        for change in changes:
            touched.update(store.waiting_for(change.id, names=_names(store, change.id)))
    failed = tuple(_follow_all(store, sorted(touched), workers, told))
    store.set_mark(_PURPOSE, store.revision())  # what was followed here is no change to follow again
    log.info("linked %d documents after %d changes", len(touched), len(changes))
    return Linked(len(touched), failed)


def _unlinked(store: Store) -> set[DocumentId]:
    """The documents that could not be followed before."""
    return {DocumentId.parse(waiting.entry.file) for waiting in Arrivals(store).waiting(UNLINKED)}


def _follow_all(store: Store, touched: list[DocumentId], workers: int, told: Told) -> Iterator[DocumentId]:
    arrivals = Arrivals(store)
    before = _unlinked(store)
    for done, (document, found) in enumerate(_followed(store, touched, workers), start=1):
        if isinstance(found, Exception):  # one document must not stop all others
            log.error("cannot follow the references of %s; they stay as they were", document, exc_info=found)
            message = f"Không nối được dẫn chiếu ({type(found).__name__}); chúng giữ như trước."
            arrivals.set_aside(Quarantined(str(document), "", UNLINKED, message), "{}")
            yield document
        else:
            if found is not None:
                store.replace_references(document, found)
            if document in before:
                arrivals.release(str(document))
        told(done, len(touched))


def _followed(
    store: Store, touched: list[DocumentId], workers: int
) -> Iterator[tuple[DocumentId, tuple[Reference, ...] | Exception | None]]:
    """Every document with its references; in processes of their own where these can open the store too."""
    if workers < 1 or store.url is None:
        lookup = _Remembering(store)
        for document in touched:
            try:
                yield document, _follow(store, lookup, document)
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
                yield document, error
        return
    jobs = [_Job(store.url, document) for document in touched]
    for job, found in in_order(_follow_elsewhere, jobs, workers=min(workers, len(jobs)), preload=["ingest.pipeline"]):
        yield job.document, found


def _follow(store: Store, lookup: _Remembering, document: DocumentId) -> tuple[Reference, ...] | None:
    held = store.get(document)
    return references(held, lookup) if held is not None else None


@dataclass(frozen=True, slots=True)
class _Job:
    url: str
    document: DocumentId


@lru_cache(maxsize=1)
def _library(url: str) -> tuple[Store, _Remembering]:
    """The store as a worker sees it: nothing in it changes but references while the worker lives."""
    store = Store.open(url)
    return store, _Remembering(store)


def _follow_elsewhere(job: _Job) -> tuple[Reference, ...] | None:
    store, lookup = _library(job.url)
    return _follow(store, lookup, job.document)


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
