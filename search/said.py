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

_ISSUERS: WeakKeyDictionary[SearchIndex, tuple[int, tuple[str, ...]]] = WeakKeyDictionary()


def filters_of(query: Query, index: SearchIndex) -> dict[str, tuple[str, ...]]:
    """Field → values. A body that issued nothing here filters nothing: it would only hide."""
    found: dict[str, tuple[str, ...]] = {}
    place = next((piece.value for piece in query.filters if piece.what == "place"), "")
    for piece in query.filters:
        if piece.what == "kind" and piece.value != ANY:
            found["kind"] = (piece.value,)
        elif piece.what == "year":
            found["year"] = (piece.value,)
        elif piece.what == "status":
            found["status"] = tuple(map(str, statuses(piece.value)))
        elif piece.what == "body":
            issuers = tuple(one for one in _issuers(index) if _is(one, piece.value, place))
            if issuers:
                found["issuer"] = issuers
    return found


def chips(query: Query) -> tuple[Understood, ...]:
    """What was understood as a filter, each with the query that is left without it."""
    return tuple(_chip(piece, query.text) for piece in query.filters)


def _chip(piece: Piece, text: str) -> Understood:
    words = text[piece.start : piece.end]
    fields = {"kind": "kind", "year": "year", "status": "status", "body": "issuer", "place": "issuer"}
    names = {
        "kind": "Loại văn bản",
        "year": "Năm ban hành",
        "status": "Hiệu lực",
        "body": "Cơ quan",
        "place": "Địa phương",
    }
    kind = kind_by_code(piece.value) if piece.what == "kind" else None
    shown = kind.name if kind else piece.value if piece.what == "year" else words
    without = " ".join(f"{text[: piece.start]} {text[piece.end :]}".split())
    return Understood(fields[piece.what], f"{names[piece.what]}: {shown}", words, without)


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


def _issuers(index: SearchIndex) -> tuple[str, ...]:
    """The issuers in the index; remembered while it has one size."""
    size = index.count()
    known = _ISSUERS.get(index)
    if known is None or known[0] != size:
        facet = index.search(Plan(facets=("issuer",), limit=0)).facets[0]
        known = _ISSUERS[index] = size, tuple(value for value, _ in facet.values)
    return known[1]


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
