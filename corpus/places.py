"""Provinces and cities under the centre: the 34 of today, the 29 merged into them on 2025-07-01, those of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from corpus.names import NameTable
from corpus.wordlists import rows


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city under the centre; `merged_into`: what it became part of; `until`: ended before 2025."""

    slug: str
    name: str
    kind: str  # tỉnh | thành phố
    names: tuple[str, ...] = ()
    merged_into: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def full_name(self) -> str:
        """tỉnh Hà Tĩnh, thành phố Hà Nội, Thành phố Hồ Chí Minh (whose name holds the word)."""
        kind = "Thành phố" if self.slug == "ho-chi-minh" else self.kind
        return f"{kind} {self.name}"

    @property
    def committee(self) -> str:
        return "Tỉnh ủy" if self.kind == "tỉnh" else "Thành ủy"


@cache
def provinces() -> tuple[Province, ...]:
    """The 34 provinces and cities of today and the 29 merged into them."""
    return tuple(map(_province, rows("provinces", "province")))


@cache
def former_provinces() -> tuple[Province, ...]:
    """Provinces that ended before 2025, most of them split."""
    return tuple(map(_province, rows("provinces", "former")))


def _province(row: dict[str, Any]) -> Province:
    names = tuple(row.get("names", ()))
    return Province(row["slug"], row["name"], row["kind"], names, row.get("now"), row.get("since"), row.get("until"))


@cache
def _province_names() -> NameTable[Province]:
    plain = [(name, place) for place in provinces() for name in (place.name, *place.names)]
    return NameTable(plain)


@cache
def _province_full_names() -> NameTable[Province]:
    words = ("tỉnh", "thành phố", "tp.", "tp")
    places = (*provinces(), *former_provinces())
    return NameTable(
        (f"{word} {name}", place) for place in places for name in (place.name, *place.names) for word in words
    )


def province_named(slug_or_name: str) -> Province | None:
    """The province with this slug (`ha-tinh`) or whole name."""
    by_slug = next((place for place in (*provinces(), *former_provinces()) if place.slug == slug_or_name), None)
    return by_slug or _province_full_names().get(slug_or_name) or _province_names().get(slug_or_name)


def province_in(text: str) -> Province | None:
    """The province named in an issuer's name or a place: "tỉnh X" goes before a bare X, then the longest name."""
    found = _province_full_names().inside(text) or _province_names().inside(text)
    return max(found, key=lambda place: len(place.name), default=None)
