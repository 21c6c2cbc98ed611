"""The number of a document as printed on it: `84/2025/QĐ-UBND`, `66-NQ/TW`, `64/2025/QH15`, `115-HĐBT`.

`parse` repairs what typists and scanners leave: blanks (`NQ- CP`, `57 /2016/ QĐ-TTg`), dashes of every length,
Cyrillic and Icelandic look-alikes, lost diacritics and capitals (`nd-cp`, `QD-TTg`, `45-CTR/TU`), "Số:" before it.
`parse(str(x)) == x`. The separators stay as printed; `key` is the same for all the ways to write one number.

What holds no known abbreviation of a kind or a body is no number: `parse` raises, it never guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.errors import AddressError
from corpus.text import fold, nfc, plain_letters
from corpus.wordlists import rows, table

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SLASHES = re.compile("[\u2044\u2215\uff0f]")
_AROUND = re.compile(r"\s*([-/])\s*")
_LEAD = re.compile(r"^(?:số(?:\s+hiệu)?|so|no)\b\s*[:.]?\s*|^[:\s]+", re.IGNORECASE)
_TRAIL = re.compile(r"[\s.,;:|)\]”\"']+$")

_SHAPE = re.compile(
    r"""
    (?P<serial> [0-9]{1,6} (?:\.[0-9]{1,4})? [a-zđ]? )   # 84   66.16   17a
    (?: / (?P<year> (?:19|20)[0-9]{2} ) )?               # /2025
    (?P<joiner> [-/] | [ ] )                             # "26 TC/TCT": the ministries of the nineties
    (?P<symbol> LETTER+[0-9]* (?: [-/.&] (?:[0-9]|LETTER)+ )* )   # QĐ-UBND   QH15   NQ/TW   TTLT-BTC-BGD&ĐT   SL/L-004
    """.replace("LETTER", "[a-zà-ýăđĩũơưạ-ỹ]"),
    re.VERBOSE | re.IGNORECASE,
)
# What a company or an office counts for itself: QT-TD-01/SHB, GT-468-01/SHB, DC-01/2026.
_INTERNAL = re.compile(
    r"(?P<serial>[A-ZĐ]{2,4}(?:-[A-ZĐ]{2,4})*(?:-[0-9]{1,4}){1,2})/(?P<symbol>[A-ZĐ]{2,}|(?:19|20)[0-9]{2})"
)
_TERM = re.compile(r"((?<=/)(?:QH|UBTVQH))\s+(?=\d{1,2}$)", re.IGNORECASE)  # 75/2006/QH 11
# "80/2025/QĐ UBND", but not the date or the issuer that follow a number.
_BLANK_IN_SYMBOL = re.compile(r"(?<=[^\W\d])\s+(?=[^\W\d])(?!(?:ngày|của|năm|về)\b)", re.IGNORECASE)
_GAP = re.compile(r"[^a-z0-9]+")
_PART = re.compile(r"[^-/.]+|[-/.]")
#: Kinds that alone make a number: joint circulars of the nineties, 23/TTLN.
_JOINT = frozenset({"TTLT", "TTLN", "TTLB", "NQLT"})
_WORD = re.compile(r"(?P<letters>.*?)(?P<digits>\d*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Serial `84` or `66.16`, the year if it holds one, symbol `QĐ-UBND`; the joiner stands before the symbol."""

    serial: str
    year: int | None
    symbol: str
    joiner: str = "/"

    def __str__(self) -> str:
        return f"{self.serial}{'' if self.year is None else f'/{self.year}'}{self.joiner}{self.symbol}"

    @property
    def slug(self) -> str:
        """The last part of a document's id: `84-2025-qd-ubnd`."""
        serial = fold(self.serial) if self.year is None else f"{fold(self.serial)}-{self.year}"
        symbol = _GAP.sub("-", fold(self.symbol).replace("&", "")).strip("-")
        return f"{serial}-{symbol}"

    @property
    def key(self) -> str:
        """Equal for every way to print one number: `1/2026/NQ-HĐND` and `01/2026/NQ/HĐND` give `1-2026-nq-hdnd`."""
        return self.slug.lstrip("0") or "0"

    @property
    def parts(self) -> tuple[str, ...]:
        """The symbol without separators: TTLT, BTC, BCA; digits of a legislature stay (QH15)."""
        return tuple(re.split(r"[-/.]", self.symbol))

    @classmethod
    def parse(cls, text: str) -> DocumentNumber:
        """Read a number, repaired as the module says. Raises AddressError for anything that is not one whole number."""
        return _parse(text)


@lru_cache(maxsize=65536)
def _parse(text: str) -> DocumentNumber:
    cleaned = _clean(text)
    found = _SHAPE.fullmatch(cleaned)
    if found is None:
        internal = _INTERNAL.fullmatch(cleaned)
        if internal is None:
            raise _no_number(text)
        return DocumentNumber(internal["serial"], None, internal["symbol"])
    symbol = canonical_symbol(found["symbol"])
    year = int(found["year"]) if found["year"] else None
    spaced = found["joiner"] == " "
    if not _is_known(symbol, dated=year is not None) or (spaced and not _is_all_known(symbol)):
        raise _no_number(text)
    return DocumentNumber(found["serial"].lower(), year, symbol, found["joiner"])


def _no_number(text: str) -> AddressError:
    shown = text if len(text) <= 60 else text[:57] + "…"
    return AddressError(f"'{shown}' is no document number; write for example '84/2025/QĐ-UBND' or '66-NQ/TW'")


def _clean(text: str) -> str:
    text = plain_letters(nfc(text)).replace("\n", " ")
    text = _SLASHES.sub("/", _DASHES.sub("-", text))
    text = _TRAIL.sub("", _LEAD.sub("", text.strip()))
    text = _AROUND.sub(r"\1", text)
    text = re.sub(r"(?<=\d)\s*(/\s*(?:19|20)\d\d)\s+(?=[^\W\d])", r"\1/", text)  # 80/2025 NĐ-CP
    text = re.sub(r"([-/])[-/]+", r"\1", text)
    text = _TERM.sub(r"\1", text)
    return _BLANK_IN_SYMBOL.sub("-", text)


@cache
def _known() -> dict[str, str]:
    """Canonical letters of every known part by its lower-case form."""
    marks: list[str] = table("terms")["symbols"]["marks"]
    names = [part for row in (*rows("bodies", "body"), *rows("kinds", "kind")) for part in row.get("abbreviations", [])]
    return {part.lower(): part for whole in (*marks, *names) for part in (whole, *re.split(r"[-.]", whole))}


@cache
def _canonical_parts() -> frozenset[str]:
    return frozenset(_known().values())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(part for row in rows("kinds", "kind") for part in row.get("abbreviations", []))


@cache
def _folded() -> dict[str, str]:
    """Canonical letters by the form without diacritics, where only one known part has it."""
    forms: dict[str, set[str]] = {}
    for canonical in _known().values():
        forms.setdefault(fold(canonical), set()).add(canonical)
    return {folded: next(iter(found)) for folded, found in forms.items() if len(found) == 1}


def canonical_symbol(symbol: str) -> str:
    """The symbol in its usual letters: nd-cp → NĐ-CP, TTR-SNGV → TTr-SNgV; unknown parts keep theirs."""
    return "".join(part if part in "-/." else _canonical_part(part) for part in _PART.findall(symbol))


def _canonical_part(part: str) -> str:
    word = _WORD.fullmatch(part)
    assert word is not None
    letters = word["letters"]
    if _is_prose(letters):
        return part
    known = _lookup(letters.lower()) or _split_glued(letters) or letters
    return (known.upper() if known.islower() else known) + word["digits"]


def _is_prose(letters: str) -> bool:
    """True for what began as capitals and went on as a word (Quy, NĐ-CPng): text that ran into the number."""
    return letters[-1:].islower() and not letters.islower() and letters not in _canonical_parts()


def _split_glued(letters: str) -> str | None:
    """NĐCP → NĐ-CP, where a kind and a body were typed without their hyphen; None where that is not the one reading."""
    low = letters.lower()
    readings = set()
    for cut in range(1, len(low)):
        kind, rest = _lookup(low[:cut]), _lookup(low[cut:])
        if kind in _kinds() and rest is not None and rest not in _kinds() and len(rest) > 1:
            readings.add(f"{kind}-{rest}")
    return readings.pop() if len(readings) == 1 else None


def _lookup(low: str) -> str | None:
    return _known().get(low) or _folded().get(low)


def _is_all_known(symbol: str) -> bool:
    parts = re.split(r"[-/.]", symbol)
    return len(parts) > 1 and all(part in _canonical_parts() for part in parts)


def _is_known(symbol: str, *, dated: bool) -> bool:
    """True when a part is a body, or a kind that another part or the year supports."""
    letters = [part.rstrip("0123456789") for part in re.split(r"[-/.]", symbol)]
    known = [part for part in letters if part in _canonical_parts()]
    if not known or any(map(_is_prose, letters)):
        return False
    return dated or len(letters) > 1 or known[0] not in _kinds() or known[0] in _JOINT
