"""Atom (RFC 4287): new documents, those of an issuer, one document with what happens to it, any search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.reading import titles, wording
from api.reading.relations import Citer
from corpus.address import DocumentId
from corpus.model import Metadata
from corpus.store import Header
from search import answer

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
#: Entries of a feed at most.
MOST = 50
_NEVER = "1945-09-02"  # of what says no date


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `path` is its address on this site, which with the site's own is its id for good."""

    path: str
    title: str
    summary: str
    updated: str
    author: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `path` is its own address, `page` that of the page it goes with."""

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        return max((entry.updated for entry in self.entries), default=_moment(None))


def of_headers(headers: Iterable[Header], *, path: str, page: str, title: str) -> Feed:
    """Documents, newest first."""
    newest = sorted(headers, key=lambda one: (one.metadata.issued or date.min, str(one.id)), reverse=True)
    return Feed(path, page, title, tuple(_document(one.id, one.metadata) for one in newest[:MOST]))


def of_search(found: answer.Answer, *, path: str, page: str, title: str) -> Feed:
    """The documents an answer groups its hits by, newest first, each with its best passage."""
    entries = [_group(group) for group in found.groups[:MOST]]
    return Feed(path, page, title, tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True)))


def of_document(id: DocumentId, metadata: Metadata, citers: Iterable[tuple[Citer, Metadata | None]]) -> Feed:
    """A document and those that cite it: the newest first, the document itself last."""
    entries = []
    for citer, known in citers:
        relations = "; ".join(dict.fromkeys(mention.relation for mention in citer.mentions))
        issued = known.issued if known else None
        entries.append(
            Entry(citer.href, f"{citer.name} dẫn tới ({relations})", citer.title, _moment(issued), _author(known))
        )
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    own = _document(id, metadata)
    return Feed(f"/vb/{id}.atom", f"/vb/{id}", f"{titles.name(metadata)} và văn bản dẫn tới", (*entries[:MOST], own))


def _document(id: DocumentId, metadata: Metadata) -> Entry:
    return Entry(
        f"/vb/{id}", titles.name(metadata), titles.title(metadata), _moment(metadata.issued), _author(metadata)
    )


def _group(group: answer.Group) -> Entry:
    number = group.issued
    day = date(number // 10000, number // 100 % 100, number % 100) if number else None
    best = group.hits[0].snippet.text if group.hits else ""
    summary = " … ".join(filter(None, (titles.sentence_case(group.title), best)))
    return Entry(f"/vb/{group.document}", group.name, summary, _moment(day), group.issuer_name or "Chưa rõ cơ quan")


def _author(metadata: Metadata | None) -> str:
    return (metadata.issuer if metadata else None) or "Chưa rõ cơ quan"


def _moment(day: date | None) -> str:
    """The beginning of a day in Vietnam, as Atom wants it."""
    return f"{day or _NEVER}T00:00:00+07:00"


def file_facts(found: answer.Found, group: answer.Group) -> tuple[str, ...]:
    """A hit as a line of a list: document, title, issuer, date, place, heading, passage, address."""
    number = group.issued
    day = date(number // 10000, number // 100 % 100, number % 100) if number else None
    place = " › ".join(found.labels)
    path = f"/vb/{group.document}" + (f"#{found.id.path}" if found.id.path else "")
    return (
        group.name,
        titles.sentence_case(group.title),
        group.issuer_name,
        wording.short_date(day),
        place,
        found.heading,
        found.snippet.text,
        path,
    )
