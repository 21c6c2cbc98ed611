"""Bodies that issue documents: by name, by the symbol of a number; slugs for the ids of documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.names import NameTable, name_key
from corpus.number import DocumentNumber
from corpus.places import Province, province_in, province_named
from corpus.text import nfc, old_tones, slug
from corpus.wordlists import rows


@dataclass(frozen=True, slots=True)
class Body:
    """A body that issues documents; names of provincial ones hold {province}, {name}, {committee} (see bodies.toml)."""

    code: str
    name: str
    abbreviations: tuple[str, ...]
    names: tuple[str, ...]
    rank: int
    level: str  # central, party, mass, province, province-department
    head: str | None = None
    until: date | None = None
    now: tuple[str, ...] = ()

    @property
    def is_provincial(self) -> bool:
        return self.level.startswith("province")


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order of the table; provincial ones once, as patterns."""
    return tuple(
        Body(
            row["code"],
            row["name"],
            tuple(row.get("abbreviations", ())),
            tuple(row.get("names", ())),
            row["rank"],
            row["level"],
            row.get("head"),
            row.get("until"),
            tuple(row.get("now", ())),
        )
        for row in rows("bodies", "body")
    )


@cache
def _central_names() -> NameTable[Body]:
    pairs: list[tuple[str, Body]] = []
    for body in bodies():
        if not body.is_provincial:
            names = (body.name, *body.names)
            heads = [f"{body.head} {name}" for name in names] if body.head else []
            pairs += [(name, body) for name in (*names, *heads)]
    return NameTable(pairs)


@cache
def _provincial_names(place: Province) -> NameTable[Body]:
    """Every way to name the bodies of one province, with and without its own name.

    The city of a province that is named like it is not the province: "thành phố X" is another body there.
    """
    words = ("tỉnh", "thành phố", "TP.", "TP") if place.kind == "thành phố" else ("tỉnh",)
    full = [f" {word} {name}" for name in (place.name, *place.names) for word in words]
    ends = ("", f" {place.kind}", *(f" {name}" for name in (place.name, *place.names)), *full)
    pairs: list[tuple[str, Body]] = []
    for body in bodies():
        if body.is_provincial:
            stems = (*(name for name in body.names if "{" not in name), *body.abbreviations)
            pairs.append((_full_name(body, place), body))
            pairs += [(stem + end, body) for stem in stems for end in ends]
    return NameTable(pairs)


def _full_name(body: Body, place: Province) -> str:
    return body.name.format(province=place.full_name, name=place.name, committee=place.committee)


def _named(body: Body, place: Province | None) -> tuple[str, str] | None:
    if not body.is_provincial:
        return body.code, body.name
    return (f"{body.code}-{place.slug}", _full_name(body, place)) if place else None


_TERM = re.compile(r",? (?:khóa|nhiệm kỳ) [\divxlc].*$")  # Quốc hội khóa XV
_ASSEMBLY = "Ban Chấp hành Đảng bộ"
_COMMITTEE_PART = re.compile(r"(?P<part>ban thường vụ|thường trực|ban chấp hành) (?P<rest>(?:tỉnh|thành) ủy.*)")
_COMMITTEE_PARTS = {
    "ban thường vụ": "Ban Thường vụ",
    "thường trực": "Thường trực",
    "ban chấp hành": "Ban Chấp hành",
}
_LOCAL = re.compile(
    r"(?P<body>ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|đảng ủy|ban chấp hành đảng bộ) "
    r"(?P<place>(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu) [^,;()]+?)"
    r"(?P<within>(?:,| (?=tỉnh|thành phố)).*)?"
)


def body_by_name(text: str, *, province: str | None = None) -> tuple[str, str] | None:
    """Slug and full name of the body with this whole name; `province` completes "UBND tỉnh" and "Sở Tư pháp".

    A province in the name itself goes before the argument. None where the name, or the province it needs, is not known.
    """
    key = _TERM.sub("", name_key(text))
    central = _central_names().get(key)
    if central is not None:
        return _named(central, None)
    place = province_in(text) or _place(province)
    if place is not None:
        body = _provincial_names(place).get(key)
        if body is not None:
            named = _named(body, place)
            return (
                (named[0], f"{_ASSEMBLY} {place.full_name}") if named and key.startswith(_ASSEMBLY.lower()) else named
            )
        part = _COMMITTEE_PART.fullmatch(key)
        whole = body_by_name(part["rest"], province=place.slug) if part else None
        if part and whole:
            return whole[0], f"{_COMMITTEE_PARTS[part['part']]} {whole[1]}"
    return _local_body(text, place)


def _place(slug_or_name: str | None) -> Province | None:
    return province_named(slug_or_name) if slug_or_name else None


def _local_body(text: str, place: Province | None) -> tuple[str, str] | None:
    """Councils and committees below the province: `UBND xã X` → ubnd-xa-x-<province>."""
    plain = " ".join(nfc(text).split()).strip(" .,;:|")
    found = _LOCAL.fullmatch(old_tones(plain).lower())
    if found is None or found["place"].split()[-1] in _NO_NAMES:
        return None
    code, name = _LOCAL_BODIES[found["body"]]
    words = plain[len(found["body"]) + 1 :][: len(found["place"])]
    unit, _, own = words.partition(" ") if not found["place"].startswith(_TWO_WORDS) else _two(words)
    own = own.title() if own.isupper() or own.islower() else own
    end = f"-{place.slug}" if place else ""
    return f"{code}-{slug(found['place'])}{end}", f"{name} {unit.lower()} {own}"


#: Words that a cut sentence leaves behind: "Ủy ban nhân dân thành phố quy (định)".
_NO_NAMES = frozenset({"quy", "ban", "về", "phê", "quyết", "kế", "nghị", "thông", "công"})
_LOCAL_BODIES = {
    "ủy ban nhân dân": ("ubnd", "Ủy ban nhân dân"),
    "ubnd": ("ubnd", "Ủy ban nhân dân"),
    "hội đồng nhân dân": ("hdnd", "Hội đồng nhân dân"),
    "hđnd": ("hdnd", "Hội đồng nhân dân"),
    "đảng ủy": ("dang-uy", "Đảng ủy"),
    "ban chấp hành đảng bộ": ("dang-uy", "Ban Chấp hành Đảng bộ"),
}
_TWO_WORDS = ("thị xã", "thành phố", "thị trấn", "đặc khu")


def _two(words: str) -> tuple[str, str, str]:
    first, second, *own = words.split(" ")
    return f"{first} {second}", " ", " ".join(own)


# By number


@cache
def _bodies_by_abbreviation() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for body in bodies():
        for short in body.abbreviations:
            found.setdefault(_plain(short), body)
    return found


def _plain(part: str) -> str:
    return re.sub(r"[&.-]|\d+$", "", part)


def body_of_part(part: str) -> Body | None:
    """The body that one part of a symbol names: QH15 → Quốc hội, BGD&ĐT → Bộ Giáo dục và Đào tạo."""
    return _bodies_by_abbreviation().get(_plain(part))


def special_symbol(number: DocumentNumber) -> dict[str, str] | None:
    """Kind and issuer of the few symbols whose parts do not give them (L/CTN is a law of Quốc hội)."""
    rules: list[dict[str, str]] = rows("terms", "symbol")
    return next((rule for rule in rules if re.fullmatch(rule["pattern"], number.symbol)), None)


def issuer_of_number(number: DocumentNumber, *, province: str | None = None) -> tuple[str, str] | None:
    """Slug and full name of the issuer that the symbol names, the first of several; None where it names too little.

    `NQ/TW` is None (Bộ Chính trị or Ban Chấp hành Trung ương), `KH-UBND` without a province too.
    """
    special = special_symbol(number)
    if special is not None:
        return _named(body_by_code(special["issuer"]), None)
    body = next(iter(bodies_of_number(number)), None)
    return _named(body, _place(province)) if body else None


def bodies_of_number(number: DocumentNumber) -> tuple[Body, ...]:
    """The bodies that the parts of a symbol name, in order; none from a mark of several (TW, LB) on."""
    parts = list(number.parts)
    if parts[0] in _kind_marks():
        del parts[0]
    found: list[Body] = []
    while parts and parts[0] not in ("TW", "LB"):
        pair = _bodies_by_abbreviation().get(_plain("".join(parts[:2]))) if len(parts) > 1 else None
        body = pair or body_of_part(parts[0])
        if body is not None:
            found.append(body)
        del parts[: 2 if pair else 1]
    return tuple(found)


@cache
def _kind_marks() -> frozenset[str]:
    return frozenset(short for row in rows("kinds", "kind") for short in row.get("abbreviations", ()))


def body_by_code(code: str) -> Body:
    """The body with this code of the table. Raises KeyError."""
    return {body.code: body for body in bodies()}[code]


def base_code(issuer_slug: str) -> str:
    """The code of the table behind an issuer's slug: `ubnd-ha-tinh` → `ubnd`; central slugs stay."""
    stems = [body.code for body in bodies() if body.is_provincial and issuer_slug.startswith(f"{body.code}-")]
    return max(stems, key=len, default=issuer_slug)
