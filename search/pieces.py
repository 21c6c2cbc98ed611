"""A query cut into known pieces from left to right: units, numbers, kinds, bodies, places, laws, years, statuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from corpus.address import DocumentNumber
from corpus.citation.names import INITIALS
from corpus.errors import AddressError
from corpus.laws import names as law_names
from corpus.model import Status
from corpus.text import fold, old_tones
from corpus.vocabulary import bodies, kinds, provinces
from search import dates

#: The kind that "văn bản" names.
ANY = "*"

#: Kinds that people type by their initials; those of others (PL, DA, TC) are initials of too much else.
_BY_INITIALS = frozenset({
    "nghi-dinh", "nghi-quyet", "quyet-dinh", "thong-tu", "thong-tu-lien-tich", "chi-thi", "ke-hoach", "cong-van",
    "van-ban-hop-nhat", "thong-bao", "bao-cao", "chuong-trinh", "huong-dan", "ket-luan", "to-trinh",
})  # fmt: skip
_LEVELS = {
    "phu luc": "Phụ lục", "pl": "Phụ lục", "tieu muc": "Tiểu mục", "dieu": "Điều", "khoan": "khoản", "diem": "điểm",
    "chuong": "Chương", "muc": "Mục", "phan": "Phần", "tiet": "tiết", "k": "khoản", "d": "Điều",
}  # fmt: skip
_ROMAN = frozenset({"Mục", "Chương", "Phần", "Phụ lục", "Tiểu mục"})
_VALID = (Status.IN_FORCE, Status.PARTLY_EXPIRED)
_STATUSES = {
    "con hieu luc": _VALID,
    "dang con hieu luc": _VALID,
    "dang co hieu luc": _VALID,
    "het hieu luc": (Status.EXPIRED,),
    "chua co hieu luc": (Status.NOT_YET,),
}
#: What people mean by initials that several bodies bear.
_USUAL_BODIES = {"bct": "bct", "ubnd": "ubnd", "hđnd": "hdnd", "ủy ban nhân dân": "ubnd", "cp": "cp", "tw": "bchtw"}
_NAMED = frozenset({"kind", "body", "place", "law"})
#: First words of a time, with their marks; "tu" alone may also be tư, tử, tú.
_TIMES = frozenset({"từ", "kể", "sau", "trước", "tháng", "quý", "ngày", "sáu"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the query that was understood: what it is, its value, and its words."""

    what: str  # unit, number, serial, kind, body, place, law, year, years, issued, status
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Pieces:
    """The pieces of a query, and where the words stand that no piece took."""

    known: list[Piece] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)

    def first(self, what: str) -> str:
        """The value of the first piece of a sort; empty where there is none."""
        return next((piece.value for piece in self.known if piece.what == what), "")


def scan(text: str) -> Pieces:
    """Cut a text whose blanks are single ones."""
    plain, marked, found = fold(text), fold(text) != text.lower(), Pieces()
    at = 0
    while at < len(text):
        match = _pattern().match(plain, at)
        if match is None or match.end() == at:
            break
        what = match.lastgroup or ""
        pieces = list(_pieces(what, match, text, marked))
        found.known += pieces
        end = match.end()
        if not pieces and what not in ("gap", "filler"):
            word = re.compile(r"\w+|\W").match(plain, at)
            end = word.end() if word else end
            found.words.append((at, end))
        at = end
    return found


@cache
def _initials() -> Mapping[str, str]:
    """The folded initials of kinds -> code of the kind."""
    return {fold(kind.abbreviations[0]): kind.code for kind in kinds() if kind.code in _BY_INITIALS}


def statuses(said: str) -> tuple[Status, ...]:
    """The statuses that words mean."""
    return _STATUSES[said]


def _pieces(what: str, match: re.Match[str], text: str, marked: bool) -> Iterator[Piece]:
    start, end = match.span()
    if what in ("unit", "short"):
        yield from _units(match, text, of="of" if what == "unit" else "short_of")
    elif what == "point":
        yield Piece("unit", f"điểm {text[start:end].lower()}", start, end)
    elif what == "number":
        yield from _number(text, start, end)
    elif what == "serial":
        yield Piece("serial", match["digits"].lstrip("0") or "0", start, end)
        if match["of_year"]:
            yield Piece("year", match["of_year"], start, end)
    elif what in ("year", "time"):
        yield from _time(what, match, text)
    elif what == "status":
        yield Piece("status", match[0].removeprefix("da ").removesuffix(" thi hanh"), start, end)
    elif what in _NAMED:
        name = _name(what, match[0], old_tones(text[start:end].lower()), marked)
        if name:
            yield Piece(what, name, start, end)


def _time(what: str, match: re.Match[str], text: str) -> Iterator[Piece]:
    start, end = match.span()
    if what == "year":
        yield Piece("year", match[0][-4:], start, end)
        return
    span = dates.read(match[0])
    if span and old_tones(text[start:end].lower()).split()[0] in (*_TIMES, match[0].split()[0]):
        yield Piece("years" if span.years else "issued", str(span), start, end)


def _number(text: str, start: int, end: int) -> Iterator[Piece]:
    try:
        yield Piece("number", str(DocumentNumber.parse(text[start:end])), start, end)
    except AddressError:
        return


def _units(match: re.Match[str], text: str, *, of: str) -> Iterator[Piece]:
    """A unit with its number; `điều 5.2` is two."""
    name = _LEVELS[match["level"] or match["letter"]]
    number, _, below = old_tones(text[match.start(of) : match.end(of)].lower()).partition(".")
    yield Piece("unit", f"{name} {number.upper() if name in _ROMAN else number}", *match.span())
    if below:
        yield Piece("unit", f"khoản {below}", *match.span())


def _name(what: str, bare: str, exact: str, marked: bool) -> str:
    """What a name means; typed with marks it must bear them rightly, and among marked words a law bears its own."""
    meanings = _tables()[what].get(bare, {})
    if exact in meanings:
        return meanings[exact]
    if fold(exact) != exact or (what == "law" and marked and " " in exact):
        return ""
    return next(iter(meanings.values()), "")


@cache
def _tables() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """For each sort of name: its form without marks → its forms with them → what it means."""
    tables: dict[str, dict[str, dict[str, str]]] = {what: {} for what in _NAMED}
    for what, name, value in _names():
        exact = old_tones(name.lower())
        tables[what].setdefault(fold(exact), {}).setdefault(exact, value)
    return tables


def _names() -> Iterator[tuple[str, str, str]]:
    """Every name with its sort and meaning, the first of two equal ones counts."""
    yield from (("body", short, code) for short, code in _USUAL_BODIES.items())
    yield "kind", "văn bản", ANY
    for kind in kinds():
        yield from (("kind", name, kind.code) for name in (kind.name, *kind.names))
        shorts = [short for short, code in _initials().items() if code == kind.code]
        yield from (("kind", name, kind.code) for name in (*kind.abbreviations, *shorts) if fold(name) in shorts)
    for body in bodies():
        own = [name for name in (body.name, *body.names) if "{" not in name]
        heads = [f"{body.head} {name}" for name in own] if body.head else []
        shorts = [short for short in body.abbreviations if len(short) > 2]
        yield from (("body", name, body.code) for name in (*own, *heads, *shorts))
    for place in provinces():
        yield from (("place", name, place.slug) for name in (place.name, *place.names))
    yield from (("law", re.sub(r"[,;]", "", name), name) for name in law_names())
    yield from (("law", short, name) for short, name in INITIALS.items())
    yield from (("law", re.sub(r"[,;]| và\b", "", name), name) for name in law_names() if " và " in name)


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    tables = _tables()
    long_kinds = [name for name in tables["kind"] if name not in _initials()]
    return re.compile(
        rf"""
        (?P<number> \d+[a-z]?(?:/\d{{4}})?/[a-z]+(?:-[a-z&]+)+ | \d+(?:/\d{{4}})?/(?:qh|ubtvqh)\d+
                  | \d+-[a-z]+/[a-z]+ ) (?![^\W_])
      | (?P<unit> (?P<level>phu\ luc|pl|tieu\ muc|dieu|khoan|diem|chuong|muc|phan|tiet)\.?\ ?
                  (?P<of>\d{{1,3}}[a-z]?(?:\.\d{{1,2}})?|[ivxlc]+|[a-z]) (?![^\W_]) )
      | (?P<short> (?P<letter>[kd])\.?\ ?(?P<short_of>\d{{1,3}}[a-z]?(?:\.\d{{1,2}})?)(?=[kd]\d|[^\w]|$) )
      | (?P<point> [a-z](?=\ k(?:hoan)?\ ?\d) )
      | (?P<law> (?:{_any(tables["law"])})(?![^\W_]) )
      | (?P<kind> (?:{_any(long_kinds)})(?![^\W\d_])
                | (?:{_any(_initials())})(?=[-\ ]?(?:so\ )?\d
                    |[-\ ](?:ubnd|hdnd|ttg|cp|tw|bct|b[a-z]{{2,6}})(?![^\W_])) )
      | (?P<body> (?:{_any(tables["body"])})(?![^\W_]) )
      | (?P<place> (?:{_any(tables["place"])})(?![^\W_]) )
      | (?P<time> {dates.PATTERN} )
      | (?P<filler> (?:so\ hieu|so|cua|thuoc|do|ban\ hanh|tinh|thanh\ pho|tp|trong)\.?(?![^\W_]) )
      | (?P<year> (?:nam\ )?(?:19|20)\d\d(?![\w/]) )
      | (?P<serial> (?P<digits>\d{{1,5}})(?:[/\ -](?:nam\ )?(?P<of_year>(?:19|20)\d\d))?(?!\w) )
      | (?P<status> (?:(?:dang\ )?con|dang\ co|(?:da\ )?het|chua\ co)\ hieu\ luc(?:\ thi\ hanh)?(?![^\W_]) )
      | (?P<gap> [\s,.;:/()-]+ )
      | (?P<word> \w+|. )
        """,
        re.VERBOSE,
    )
