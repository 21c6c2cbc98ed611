"""What people type of documents: numbers in any form, units in any order, and filters said in words.

    nd80 · nđ 80 2025 · qd 15/2025 ubnd ha tinh · 444 kh ubnd · luat dat dai 2024 dieu 5    one document
    quyết định của UBND tỉnh năm 2025 về giá đất · nghị quyết hđnd 2024 học phí             filters, and words

What the pieces of a query say is written out in the letters of the law and read by the grammar of citations. Only
words that lead a query filter, and none of a question does: a word read wrongly as a filter would hide the answer, so
in doubt it stays a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.address import DocumentNumber, Path
from corpus.citation import parse_address
from corpus.errors import AddressError
from corpus.model import Target
from corpus.text import fold
from corpus.vocabulary import bodies, kinds
from search.pieces import ANY, Piece, Pieces, scan

_MOST_WORDS = 30
_INSIDE_OUT = ("tiết", "điểm", "khoản", "Điều", "Tiểu mục", "Mục", "Chương", "Phần", "Phụ lục")
#: Issuers that a kind has when none is named, as its symbol says: a decree is the government's.
_USUAL = {"nghi-dinh": "cp"}
_PARTY = {"bct": "TW", "bbt": "TW", "bchtw": "TW"}
_QUESTION = re.compile(
    r"\?|\b(?:la gi|nhu the nao|the nao|bao nhieu|bao lau|co duoc|co phai|khi nao|ai|o dau|hay khong)\b"
)
_TIMES = frozenset({"year", "years", "issued"})
_FILTERS = frozenset({"kind", "body", "place", "status"}) | _TIMES
#: Said before a kind by who asks for a list.
_ASKED_FOR = re.compile(
    r"(?:(?:tim kiem|tim|tra cuu|tra|xem|liet ke|danh sach|cac|nhung|toan bo|tat ca|moi|cho (?:toi|em|minh)) )+"
)
_ISSUED = re.compile(r"(?P<blank>\W*)(?:do .+ )?ban hanh\b")
#: Kinds whose subjects are hardly ever times; ANY is "văn bản".
_DATED = frozenset({ANY, "luat", "nghi-dinh", "thong-tu", "thong-tu-lien-tich"})
#: Kinds whose names are hardly said of anything else; "quy định về", "hướng dẫn về" are everyday words.
_ONLY_KINDS = frozenset(
    {"nghi-dinh", "nghi-quyet", "thong-tu", "thong-tu-lien-tich", "quyet-dinh", "chi-thi", "ke-hoach", "phap-lenh"}
)
_LEAD_IN = re.compile(
    r"^(?:(?:của|cua|do|tại|tai|trong|ban hành|ban hanh|tỉnh|tinh|năm|nam)(?:\s+|$))*"
    r"(?:(?:về|ve)\s+(?:(?:việc|viec)\s+)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sought:
    """A document known by less than its number: 80 of some decree, 444 of some plan."""

    serial: str
    kind: str = ""  # code
    body: str = ""  # code
    place: str = ""  # slug of a province
    year: int | None = None
    path: Path = field(default=Path())


@dataclass(frozen=True, slots=True)
class Typed:
    """A query read as pieces: an address, a document sought by its serial, or filters before what is left in words."""

    address: Target | None = None
    sought: Sought | None = None
    filters: tuple[Piece, ...] = ()
    rest: str = ""


def read(text: str) -> Typed:
    """Read a query whose blanks are single ones. Never fails: what says nothing of documents is all left in words."""
    if not text or text.count(" ") >= _MOST_WORDS:
        return Typed(rest=text)
    found = scan(text)
    if not found.words and not found.first("status"):
        address, sought = _one(found)
        if address or sought:
            return Typed(address, sought, rest=text)
    filters, rest = _filtering(text, found)
    return Typed(filters=filters, rest=rest)


def _one(found: Pieces) -> tuple[Target | None, Sought | None]:
    units, kind, body, place = _units(found), found.first("kind"), found.first("body"), found.first("place")
    year = int(found.first("year") or 0) or _year_of(found.first("issued"))
    law, number, serial = found.first("law"), found.first("number"), found.first("serial")
    if number:
        return _numbered(units, number, year, place)
    if law:
        if any(piece.what == "kind" for piece in found.known):
            return None, None  # thông tư hướng dẫn Luật Công chứng is not the law
        return parse_address(f"{units} {law} {year or ''}".strip()), None
    if not serial or not (kind or body or year):
        return None, None
    kind = kind.replace(ANY, "")
    whole = "" if place else _number(serial, kind, body, year)
    address = parse_address(f"{units} {whole}".strip()) if whole else None
    return address, Sought(serial, kind, body, place, year, _path(units))


def _numbered(units: str, number: str, year: int | None, place: str) -> tuple[Target | None, Sought | None]:
    """An address, or, where a province tells apart what bears one number, what is sought."""
    if place:
        known = DocumentNumber.parse(number)
        code = next((body.code for body in bodies() if known.parts[-1] in body.abbreviations), "")
        kind = next((kind.code for kind in kinds() if known.parts[0] in kind.abbreviations), "")
        return None, Sought(known.serial.lstrip("0"), kind, code, place, known.year or year, _path(units))
    return parse_address(f"{units} {number}".strip()), None


def _number(serial: str, kind: str, body: str, year: int | None) -> str:
    """The whole number, where kind and issuer say it: 80, decree, 2025 → 80/2025/NĐ-CP; of letters they do not."""
    short = next((one.abbreviations[0] for one in kinds() if one.code == kind and one.abbreviations), "")
    code = body or _USUAL.get(kind, "")
    issuer = next((one.abbreviations[0] for one in bodies() if one.code == code and one.abbreviations), "")
    if not short or not issuer or (kind == "nghi-dinh" and not year) or kind == "cong-van":
        return ""
    if code in _PARTY:
        return f"{serial}-{short}/{_PARTY[code]}"
    try:
        return str(DocumentNumber.parse(f"{serial}/{f'{year}/' if year else ''}{short}-{issuer}"))
    except AddressError:
        return ""


def _year_of(span: str) -> int | None:
    """The year in which a stretch of days lies, as a piece tells it."""
    first, _, last = span.partition("-")
    return int(first[:4]) if first and first[:4] == last[:4] else None


def _units(found: Pieces) -> str:
    """The units, the smallest first, as citations have them."""
    said = [piece.value for piece in found.known if piece.what == "unit"]
    return " ".join(sorted(said, key=lambda unit: _INSIDE_OUT.index(unit.rpartition(" ")[0])))


def _path(units: str) -> Path:
    """The path that units say, as they would in a citation."""
    target = parse_address(f"{units} Nghị định 1/2020/NĐ-CP") if units else None
    return target.path if target else Path()


def _filtering(text: str, found: Pieces) -> tuple[tuple[Piece, ...], str]:
    """The pieces that filter, and what is left in words: none and all of it where too little says so."""
    plain = fold(text)
    if _QUESTION.search(plain) or found.first("law"):
        return (), text
    asked = _ASKED_FOR.match(plain)
    begin = asked.end() if asked else 0
    until = min((start for start, _ in found.words if start >= begin), default=len(text))
    lead = [piece for piece in found.known if begin <= piece.start < until]
    if not lead or lead[0].start > begin or lead[0].what != "kind" or any(one.what not in _FILTERS for one in lead):
        return (), text
    tail = _behind(text, found, until, lead[0].value) if until < len(text) else []
    about = re.match(r"ve\b", plain[until:])
    said = any(piece.what != "kind" for piece in lead[1:])
    if not said and not (about and (tail or lead[0].value in _ONLY_KINDS)):
        return (), text
    ends = min([len(text), *(start for start, _ in tail)])
    return (*lead, *(piece for _, piece in tail)), _LEAD_IN.sub("", text[until:ends].strip())


def _behind(text: str, found: Pieces, until: int, kind: str) -> list[tuple[int, Piece]]:
    """The pieces behind the subject that filter, each with where what says so begins.

    When and by whom it was issued, said so (`do UBND tỉnh ban hành năm 2025`), its status, and of laws and the like
    from when to when; a bare year there belongs to the subject (`kế hoạch về chuyển đổi số năm 2025`).
    """
    words = max(end for _, end in found.words)
    last = [piece for piece in found.known if piece.start >= words]
    if not last or last[0].start < until or any(piece.what not in _FILTERS - {"kind"} for piece in last):
        return []
    issued = _ISSUED.match(fold(text), words)
    if issued:
        return [(issued.end("blank"), piece) for piece in last]
    kept = last[-1:] if last[-1].what == "status" else last
    ranges = kind in _DATED and all(piece.what in ("years", "issued", "status") for piece in kept)
    return [(piece.start, piece) for piece in kept] if ranges or kept[0].what == "status" else []
