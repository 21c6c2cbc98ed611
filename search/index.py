"""The port: what an engine must do, in terms of our own. Nothing above it knows which engine answers.

An engine keeps *entries* (a provision with what it stands in) and answers *plans* (`search.plan`). `replace`
builds a whole new index beside the serving one and swaps it in at once; `update` exchanges single documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from search.places import Places
from search.state import Generation, State, Turned

_STEP = re.compile(r"(phu-luc|kem-theo|tieu-muc|[a-z]+).*")


@dataclass(frozen=True, slots=True)
class Part:
    """A provision below an entry and the offset in the entry's text at which it begins."""

    path: str
    label: str  # as shown: "Điểm a"
    start: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of retrieval: an article with all below it, a task row, or a document's own head (empty path)."""

    id: str  # ubnd-ha-tinh/2025/444-kh-ubnd#muc-2.khoan-3
    document: str
    path: str
    text: str
    heading: str = ""
    title: str = ""  # of the document, without its kind and number
    name: str = ""  # of the document: "Kế hoạch 444/KH-UBND", "Luật Đất đai"
    number: str = ""  # of the document, as printed
    labels: tuple[str, ...] = ()  # as shown, outermost first: "Mục II", "Khoản 3"
    context: str = ""  # headings of what the provision stands in, outermost first, a line each
    kind: str = ""  # code of the vocabulary
    issuer: str = ""  # slug
    year: int = 0
    status: str = ""
    issued: int = 0  # yyyymmdd
    rank: int = 0
    order: int = 0  # place in the document
    parts: tuple[Part, ...] = ()
    cites: tuple[str, ...] = ()  # ids of documents and provisions elsewhere that it cites, with what these are part of

    @property
    def level(self) -> str:
        """The level of the provision (`dieu`, `dong`); empty for the head of a document."""
        last = self.path.rpartition(".")[2]
        return _STEP.sub(r"\1", last)


@dataclass(frozen=True, slots=True)
class Clause:
    """Scored alternatives: BM25 of `field` over the terms, each with its weight, the sum times `boost`."""

    field: str
    terms: tuple[tuple[str, float], ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that must stand side by side in `field`, in one value; or one of the `others` must."""

    field: str
    terms: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """All of which one must stand there."""
        return (self.terms, *self.others)


@dataclass(frozen=True, slots=True)
class Filter:
    """Only entries whose keyword field holds one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Only entries whose number field holds a value from `low` to `high`, both meant; it counts for all facets."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Minimum:
    """At least `count` of the different terms must stand in `field`."""

    field: str
    terms: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A search an engine can run.

    A hit meets all minimums, phrases, ranges and filters and nothing of what is excluded. With clauses but neither
    minimums nor phrases, an entry must match one of the clauses. With nothing to match every entry is a hit, in order
    of `sort`. Facets count documents under all filters but the facet's own.
    """

    clauses: tuple[Clause, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    ranges: tuple[Range, ...] = ()
    filters: tuple[Filter, ...] = ()
    without: tuple[Filter, ...] = ()  # none of these
    facets: tuple[str, ...] = ()
    sort: str = ""  # empty: by score; or the name of a number field, highest first, "-name" lowest first
    offset: int = 0
    limit: int = 20
    also: tuple[str, ...] = ()  # documents whose hits are counted besides those of the page
    wanted: tuple[str, ...] = ()  # syllables whose places in each hit the caller wants to know
    wanted_bare: bool = False  # they are folded and are compared folded
    texts: bool = True  # False: hits may come without text and parts, `Hit.whole` fetches those that are shown
    count: bool = True  # False: the caller needs no totals, which lets an engine skip most of the work


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, with its score, and where the plan's `wanted` terms stand in it."""

    entry: Entry
    score: float
    places: Places | None = field(default=None, compare=False, repr=False)
    unpack: Callable[[], Entry] | None = field(default=None, compare=False, repr=False)

    def whole(self) -> Entry:
        """The entry with its text, also where the plan asked for none."""
        return self.unpack() if self.unpack else self.entry


@dataclass(frozen=True, slots=True)
class Facet:
    """Documents by value of a keyword field, most documents first, then by value."""

    field: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a plan found: one page of hits, and the totals over all pages (0 where the plan asked for none)."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    documents: int = 0
    matches: Mapping[str, int] = field(default_factory=dict)  # document of the page -> how many hits it has
    facets: tuple[Facet, ...] = field(default=())


def silent(words: str) -> None:
    """For callers who want to be told nothing."""


@runtime_checkable
class SearchIndex(Protocol):
    """What an engine does. All but `replace`, `update` and `rollback` is safe beside a writer in another process."""

    def search(self, plan: Plan) -> Results:
        """Run a plan. Raises IndexMissing before the first `replace`, EngineUnavailable when a server is away."""

    def get(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        """The entries with these ids; those the index lacks are left out."""

    def of_document(self, document: str) -> tuple[Entry, ...]:
        """The entries of a document in document order."""

    def frequency(self, field: str, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many entries each term stands in the field."""

    def count(self) -> int:
        """How many entries the index holds; 0 before the first `replace`."""

    @property
    def mark(self) -> int:
        """The revision of the store up to which the index is told; 0 before the first `replace`."""

    def replace(self, entries: Iterable[Entry], *, mark: int = 0, said: Callable[[str], None] = silent) -> int:
        """Build a new index of these entries and swap it in when it is whole; on an error the old one stays.

        `said` is told in words for a person what else was done. Raises EntriesSetAside after the swap when the engine
        refuses some entries.
        """

    def update(self, entries: Iterable[Entry], *, documents: Iterable[str], mark: int = 0) -> int:
        """Take out everything of `documents`, put in `entries`, both seen at once.

        An update whose mark is below the index's is late: all it could bring is there already, and it does nothing.
        """

    def rollback(self) -> Turned:
        """Let the index before serve again. Raises SearchError when there is none that this program reads."""

    def snapshot(self, name: str, place: str = "") -> Generation:
        """Keep a copy of the serving index under a name, in a folder (of the server); returns what was copied."""

    def restore(self, name: str, place: str = "") -> Turned:
        """Let a copy serve, and what serves now stand back. Raises SearchError when there is none of that name."""

    def state(self) -> State:
        """Health, generations, sizes, writers."""

    def close(self) -> None:
        """Let go of files and connections."""
