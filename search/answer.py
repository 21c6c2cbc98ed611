"""What the search service answers with, ready to be shown; frozen, nothing of an engine in it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.address import ProvisionId
from search.explained import Explanation, Reading
from search.query import Query
from search.snippets import Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """A provision found: the smallest one that holds the snippet, and why it matched, in words."""

    id: ProvisionId
    labels: tuple[str, ...]  # "Mục II", "Khoản 3", outermost first
    heading: str
    snippet: Snippet
    why: tuple[str, ...]
    score: float
    entry: str = ""  # id of the unit of retrieval that holds it
    explanation: Explanation | None = None  # only where it was asked for


@dataclass(frozen=True, slots=True)
class Edition:
    """The document of an earlier year or period that a newer one stands for in a list, and its best provision."""

    document: str
    name: str  # Kế hoạch 31/KH-UBND
    title: str
    period: str  # as its title says it, "năm 2030"; else its year
    status: str
    best: ProvisionId


@dataclass(frozen=True, slots=True)
class Group:
    """The best hits of one document; `more` says how many others it has.

    `earlier` are the documents of earlier years of the same annual family that were found too, newest first.
    """

    document: str
    name: str  # Kế hoạch 444/KH-UBND
    number: str
    title: str
    kind: str
    issuer: str
    issuer_name: str
    year: int
    issued: int  # yyyymmdd
    status: str
    hits: tuple[Found, ...]
    more: int = 0
    earlier: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with the number of documents choosing it would give, all other filters kept."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet as shown: its values, most documents first."""

    field: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things an address may mean; `note` says in what it departs from what was typed."""

    id: ProvisionId
    name: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document is cited: the citing provision and the words."""

    document: str
    name: str
    source: str  # path, or a zone
    quote: str


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A document that is known from citations but is not in the library."""

    number: str | None
    name: str | None
    year: int | None
    mentions: int
    documents: int
    cited_by: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A filter that was read from the words of the query; `without` is the query that is left when it is taken away."""

    field: str
    label: str  # Loại văn bản: Quyết định
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the library holds, for an answer of nothing: documents in all and by kind, and the span of years."""

    documents: int
    kinds: tuple[tuple[str, int], ...]  # names, most documents first
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an answer. `jump`: the query is the address of exactly one thing, go there."""

    query: Query
    jump: ProvisionId | None = None
    choices: tuple[Choice, ...] = ()
    not_held: NotHeld | None = None
    groups: tuple[Group, ...] = ()
    total: int = 0  # provisions
    documents: int = 0
    folded: int = 0  # of these documents, those of earlier years that stand with a newer one
    facets: tuple[ShownFacet, ...] = ()
    understood: tuple[str, ...] = ()
    filters: tuple[Understood, ...] = ()  # said in words and applied
    reading: Reading | None = None
    meant: str = ""  # did you mean: the query as it may have been meant, where it finds next to nothing
    coverage: Coverage | None = None  # only where nothing was found
    nearest: tuple[Group, ...] = ()  # the nearest there is, only where nothing was found
    page: int = 1
    size: int = 20

    @property
    def pages(self) -> int:
        """Pages of groups; at least 1."""
        return max(-(-(self.documents - self.folded) // self.size), 1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to while typing: a document or a provision."""

    id: ProvisionId
    name: str  # Kế hoạch 444/KH-UBND; Mục II, Khoản 3 – Kế hoạch 444/KH-UBND
    title: str


@dataclass(frozen=True, slots=True)
class RelatedProvision:
    """A provision of another document to look at, with the reasons and its status (a code)."""

    id: ProvisionId
    name: str
    labels: tuple[str, ...]
    heading: str
    title: str
    reasons: tuple[str, ...]
    score: float
    status: str = ""
