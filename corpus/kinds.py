"""Kinds of documents (loại văn bản): by name, by the symbol of a number, and their rank."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.bodies import base_code, body_of_part, special_symbol
from corpus.names import NameTable
from corpus.number import DocumentNumber
from corpus.wordlists import rows, table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (loại văn bản); smaller rank is higher; `has_force`: may be văn bản quy phạm pháp luật."""

    code: str
    name: str
    abbreviations: tuple[str, ...]
    rank: int
    has_force: bool
    names: tuple[str, ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the table."""
    return tuple(
        Kind(
            row["code"],
            row["name"],
            tuple(row.get("abbreviations", ())),
            row["rank"],
            row["force"],
            tuple(row.get("names", ())),
        )
        for row in rows("kinds", "kind")
    )


@cache
def _kind_names() -> NameTable[Kind]:
    return NameTable((name, kind) for kind in kinds() for name in (kind.name, *kind.names))


@cache
def _kind_abbreviations() -> dict[str, Kind]:
    return {short: kind for kind in kinds() for short in kind.abbreviations}


def kind_by_name(text: str) -> Kind | None:
    """The kind with this whole name: `NGHỊ QUYẾT`, `quyet dinh`."""
    return _kind_names().get(text)


def kind_at_start(text: str) -> Kind | None:
    """The kind whose name, the longest, begins the text: `Thông tư liên tịch số 01…`."""
    return _kind_names().at_start(text)


def kind_of_number(number: DocumentNumber) -> Kind | None:
    """The kind that a symbol says; None where it says none (QH15) or two (a Party QĐ: quyết định or quy định)."""
    special = special_symbol(number)
    if special is not None:
        return kind_by_code(special["kind"])
    first, *rest = number.parts
    kind = _kind_abbreviations().get(first)
    if kind is None:
        office_letter = number.year is None and rest and body_of_part(first) is not None
        return kind_by_code("cong-van") if office_letter else None
    if kind.code == "quyet-dinh" and rest and rest[-1] in table("terms")["symbols"]["party"]:
        return None
    return kind


def kind_by_code(code: str) -> Kind | None:
    """The kind with this code (`nghi-dinh`)."""
    return next((kind for kind in kinds() if kind.code == code), None)


def rank_of(kind: Kind | None, issuer_slug: str) -> int:
    """Place in the hierarchy of documents, smaller is higher; the issuer decides where the kind alone does not."""
    if kind is None:
        return 200
    base = base_code(issuer_slug)
    for row in rows("kinds", "rank"):
        if row["kind"] == kind.code and base in row["issuer"]:
            rank: int = row["rank"]
            return rank
    return kind.rank
