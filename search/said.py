"""Filters said in words, as the index has them: which values they are, how they are called, the query without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from corpus.address import DocumentId
from corpus.bodies import base_code
from corpus.errors import AddressError
from corpus.kinds import kind_by_code
from corpus.number import DocumentNumber
from search.answer import Coverage, Understood
from search.index import Entry, Filter, Minimum, Plan, SearchIndex
from search.labels import facet_label
from search.pieces import ANY, Piece, statuses
from search.query import Query
from search.typed import Sought

_MOST_SOUGHT = 200  # heads of documents that are looked at for one serial

_HELD: WeakKeyDictionary[SearchIndex, tuple[int, dict[str, tuple[str, ...]]]] = WeakKeyDictionary()


def filters_of(query: Query, index: SearchIndex) -> dict[str, tuple[str, ...]]:
    """Field → values. A body that issued nothing here filters nothing: it would only hide."""
    found: dict[str, tuple[str, ...]] = {}
    place = next((piece.value for piece in query.filters if piece.what == "place"), "")
    for piece in query.filters:
        if piece.what == "kind" and piece.value != ANY:
            found["kind"] = (piece.value,)
        elif piece.what == "year":
            found["year"] = (piece.value,)
        elif piece.what == "years":
            found["year"] = _years(piece.value, index)
        elif piece.what == "status":
            found["status"] = tuple(map(str, statuses(piece.value)))
        elif piece.what == "body":
            issuers = tuple(one for one in _held("issuer", index) if _is(one, piece.value, place))
            if issuers:
                found["issuer"] = issuers
    return found


def _years(span: str, index: SearchIndex) -> tuple[str, ...]:
    """The years of a span of which the index holds any; its first where there is none, so that nothing is found."""
    first, _, last = span.partition("-")
    held = [year for year in _held("year", index) if year.isdigit() and int(first) <= int(year) <= int(last)]
    return tuple(sorted(held)) or (first,)


def filter_value(piece: Piece) -> str:
    """The value of a piece as filters have it: codes, a year, days; statuses joined by commas."""
    return ",".join(map(str, statuses(piece.value))) if piece.what == "status" else piece.value


def chips(query: Query) -> tuple[Understood, ...]:
    """What was understood as a filter, each with the query that is left without it."""
    return tuple(_chip(piece, query.text) for piece in query.filters)


def _chip(piece: Piece, text: str) -> Understood:
    words = text[piece.start : piece.end]
    field, name = _CHIPS[piece.what]
    kind = kind_by_code(piece.value) if piece.what == "kind" else None
    shown = kind.name if kind else piece.value if piece.what == "year" else words
    without = " ".join(f"{text[: piece.start]} {text[piece.end :]}".split())
    return Understood(field, f"{name}: {shown}", words, without)


#: Piece -> its facet, and how it is called.
_CHIPS = {
    "kind": ("kind", "Loại văn bản"),
    "year": ("year", "Năm ban hành"),
    "years": ("year", "Năm ban hành"),
    "issued": ("issued", "Ban hành"),
    "status": ("status", "Hiệu lực"),
    "body": ("issuer", "Cơ quan"),
    "place": ("issuer", "Địa phương"),
}


def sought(wanted: Sought, index: SearchIndex) -> tuple[tuple[DocumentId, ...], str]:
    """Documents that bear this serial, the newest first; and in what they depart from what was typed."""
    filters = (Filter("level", ("",)), *((Filter("kind", (wanted.kind,)),) if wanted.kind else ()))
    begun = Minimum(
        "prefixes", (f"{wanted.serial}/", f"{wanted.serial}-", f"0{wanted.serial}/", f"0{wanted.serial}-"), 1
    )
    hits = index.search(Plan(minimums=(begun,), filters=filters, limit=_MOST_SOUGHT, count=False)).hits
    named = [hit.entry for hit in hits if _bears(hit.entry, wanted)]
    dated = [entry for entry in named if wanted.year in (None, entry.year)]
    note = "" if dated or not named else f"Không có văn bản mang số này năm {wanted.year}"
    found = sorted(dated or named, key=lambda entry: (-entry.issued, -entry.year, entry.id))
    return tuple(DocumentId.parse(entry.document) for entry in found), note


def _bears(entry: Entry, wanted: Sought) -> bool:
    try:
        serial = DocumentNumber.parse(entry.number).serial.lstrip("0")
    except AddressError:
        return False
    return serial == wanted.serial and (not wanted.body or _is(entry.issuer, wanted.body, wanted.place))


def _is(issuer: str, body: str, place: str) -> bool:
    return issuer == f"{body}-{place}" if place and base_code(issuer) != issuer else base_code(issuer) == body


def _held(field: str, index: SearchIndex) -> tuple[str, ...]:
    """The issuers or years in the index; remembered while it has one size."""
    size = index.count()
    known = _HELD.get(index)
    if known is None or known[0] != size:
        facets = index.search(Plan(facets=("issuer", "year"), limit=0)).facets
        known = _HELD[index] = size, {facet.field: tuple(value for value, _ in facet.values) for facet in facets}
    return known[1][field]


def merged(said: Mapping[str, Sequence[str]], chosen: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Filters chosen on the page go before those said in words."""
    return {**said, **{name: values for name, values in chosen.items() if values}}


def coverage(index: SearchIndex) -> Coverage:
    """What the index holds, in short."""
    held = index.search(Plan(facets=("kind", "year"), limit=0))
    kinds, years = (dict(facet.values) for facet in held.facets)
    known = sorted(int(year) for year in years if year.isdigit() and int(year))
    named = tuple((facet_label("kind", kind), count) for kind, count in kinds.items())
    return Coverage(held.documents, named, known[0] if known else 0, known[-1] if known else 0)
