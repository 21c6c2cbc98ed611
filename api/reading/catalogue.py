"""The catalogue: all documents, filtered by kind, issuer and year, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from api.reading import cards
from api.reading.cards import Card
from api.reading.search_view import Choice, FacetView, Pages
from corpus import vocabulary
from corpus.store import Header
from search.labels import issuer_name

SIZE = 40
_VALUES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its parameter in the address, its name, the value a document has, the words for a value."""

    parameter: str
    name: str
    value: Callable[[Header], str]
    issuers: bool = False  # its values are slugs of issuers


FACETS = (
    Facet("loai", "Loại văn bản", lambda header: header.metadata.kind or ""),
    Facet("co-quan", "Cơ quan ban hành", lambda header: header.id.issuer, issuers=True),
    Facet("nam", "Năm ban hành", lambda header: str(header.id.year) if header.id.year else ""),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A page of the catalogue."""

    total: int
    cards: tuple[Card, ...]
    facets: tuple[FacetView, ...]
    applied: tuple[Choice, ...]
    pages: Pages


def catalogue(headers: Iterable[Header], chosen: Mapping[str, str], *, page: int = 1) -> Catalogue:
    """Documents that fit all chosen values; facets count under the other filters."""
    everything = list(headers)
    found = sorted(_fitting(everything, chosen), key=_newest_first)
    last = max(-(-len(found) // SIZE), 1)
    page = min(page, last)
    shown = found[(page - 1) * SIZE : page * SIZE]
    return Catalogue(
        total=len(found),
        cards=tuple(cards.card(one.id, one.metadata, one.status) for one in shown),
        facets=tuple(_facet(facet, everything, chosen) for facet in FACETS),
        applied=tuple(
            Choice(_href(chosen, facet.parameter, None), _words(facet, chosen[facet.parameter], everything))
            for facet in FACETS
            if chosen.get(facet.parameter)
        ),
        pages=Pages(
            page, last, _at(chosen, page - 1) if page > 1 else "", _at(chosen, page + 1) if page < last else ""
        ),
    )


def newest(headers: Iterable[Header], limit: int) -> tuple[Card, ...]:
    """The documents issued last."""
    return tuple(cards.card(one.id, one.metadata, one.status) for one in sorted(headers, key=_newest_first)[:limit])


def by_issuer(headers: Sequence[Header]) -> list[tuple[Choice, int | None]]:
    """What the library holds of each issuer, most first, and since which year."""
    counts: Counter[str] = Counter()
    since: dict[str, int] = {}
    for header in headers:
        counts[header.id.issuer] += 1
        if header.id.year:
            since[header.id.issuer] = min(header.id.year, since.get(header.id.issuer, header.id.year))
    return [
        (Choice(f"/van-ban?co-quan={slug}", issuer_words(slug, headers), count), since.get(slug))
        for slug, count in counts.most_common()
    ]


def issuer_words(slug: str, headers: Iterable[Header] = ()) -> str:
    """The name of an issuer: the vocabulary's, else what its documents call it."""
    if slug == vocabulary.UNKNOWN_ISSUER:
        return "Chưa rõ cơ quan"
    known = issuer_name(slug)
    if known != slug:
        return known
    return next((h.metadata.issuer for h in headers if h.id.issuer == slug and h.metadata.issuer), slug)


def _words(facet: Facet, value: str, headers: Iterable[Header]) -> str:
    return issuer_words(value, headers) if facet.issuers else value


def _newest_first(header: Header) -> tuple[int, str]:
    issued = header.metadata.issued or date(max(header.id.year, 1), 1, 1)
    return -issued.toordinal(), str(header.id)


def _fitting(headers: Iterable[Header], chosen: Mapping[str, str], *, but: str = "") -> list[Header]:
    wanted = [(f, chosen[f.parameter]) for f in FACETS if chosen.get(f.parameter) and f.parameter != but]
    return [header for header in headers if all(facet.value(header) == value for facet, value in wanted)]


def _facet(facet: Facet, headers: list[Header], chosen: Mapping[str, str]) -> FacetView:
    counts = Counter(facet.value(header) for header in _fitting(headers, chosen, but=facet.parameter))
    counts.pop("", None)
    ordered = counts.most_common() if facet.parameter != "nam" else sorted(counts.items(), reverse=True)
    values = []
    for value, count in ordered:
        on = chosen.get(facet.parameter) == value
        values.append(
            Choice(_href(chosen, facet.parameter, None if on else value), _words(facet, value, headers), count, on)
        )
    shown = tuple(v for n, v in enumerate(values) if n < _VALUES_SHOWN or v.chosen)
    return FacetView(facet.name, shown, tuple(v for v in values if v not in shown))


def _href(chosen: Mapping[str, str], parameter: str, value: str | None) -> str:
    pairs = {**chosen, parameter: value}
    kept = {name: said for name, said in pairs.items() if said}
    return "/van-ban?" + urlencode(kept) if kept else "/van-ban"


def _at(chosen: Mapping[str, str], page: int) -> str:
    return "/van-ban?" + urlencode({**{k: v for k, v in chosen.items() if v}, "trang": page})
