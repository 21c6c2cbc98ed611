"""Vietnamese text: one normal form, folding for search, spans, and a map back to the source.

Post-conditions of `normalize(raw)`, each a property in the tests:
  1. NFC, and no control characters but the newline;
  2. Ð (eth) and its lower case are Đ and đ;
  3. blanks (tab, no-break, thin, zero-width …) are one plain space, none at the ends of a line;
  4. idempotent;
  5. `map.to_source(n)` is monotone, and equal letters meet equal letters.

`fold` gives the form without diacritics (đ → d), of the same length as its input, so that an offset in
the folded text is an offset in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters [start, end) of a text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Offsets of a normalised text mapped back to the text it came from: sorted anchors (normalised, source)."""

    anchors: tuple[tuple[int, int], ...]

    def to_source(self, offset: int) -> int:
        """The source offset of a normalised offset; between anchors both run in step."""
        at = bisect_right(self.anchors, (offset, 1 << 60)) - 1
        here, there = self.anchors[max(at, 0)]
        return there + offset - here


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in normal form and the way back to its source."""

    text: str
    map: OffsetMap


_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\v\f\u0085"
_INVISIBLE = "\u200b-\u200f\u2028-\u202e\u2060-\u2064\u00ad\ufeff\u0000-\u0008\u000e-\u001f\u007f"
_BREAK = re.compile(r"\r\n?|\u2028|\u2029")
_DIRTY = re.compile(f"[{_SPACES}{_INVISIBLE}\r]| {{2,}}|^ | $|\u00d0|\u00f0|\u0110\u0300", re.MULTILINE)
_PIECE = re.compile(
    rf"(?P<newline>\r\n?|\u2028|\u2029)|(?P<invisible>[{_INVISIBLE}]+)|(?P<space>[ {_SPACES}]+)"
    r"|(?P<char>.[\u0300-\u036f]*)",
    re.DOTALL,
)
_ETH = {"Ð": "Đ", "ð": "đ"}


def nfc(raw: str) -> str:
    """NFC with eth read as đ and one kind of blank; no map kept. The quick form for single strings."""
    return normalize(raw).text


def normalize(raw: str) -> Normalized:
    """Bring a text into the normal form described at the top of this module."""
    if unicodedata.is_normalized("NFC", raw) and not _DIRTY.search(raw):
        return Normalized(raw, OffsetMap(((0, 0),)))
    out: list[str] = []
    anchors: list[tuple[int, int]] = [(0, 0)]
    length = 0
    for match in _PIECE.finditer(raw):
        piece = _normal_piece(match, out)
        if piece is None:
            out[-1] = "\n"  # blanks at the end of a line give way to its newline
            piece = ""
        if anchors[-1][1] + length - anchors[-1][0] != match.start():
            anchors.append((length, match.start()))
        if piece:
            out.append(piece)
            length += len(piece)
    text = "".join(out).rstrip(" ")
    return Normalized(text, OffsetMap(tuple(anchors)))


def _normal_piece(match: re.Match[str], out: list[str]) -> str | None:
    """The normal form of one piece; None says: replace the blank before by a newline."""
    if match["invisible"]:
        return ""
    if match["space"]:
        return "" if not out or out[-1] in (" ", "\n") else " "
    if match["newline"] or match["char"] == "\n":
        return None if out and out[-1] == " " else "\n"
    char = match["char"]
    return _ETH.get(char) or unicodedata.normalize("NFC", char)


@cache
def _fold_char(char: str) -> str:
    if char in "đĐð":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Lower case without diacritics, đ → d; the result has the length of the (NFC) text."""
    return text.translate(_FOLD)


_SLUG_GAP = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Hà Tĩnh` → `ha-tinh`. May be empty."""
    return _SLUG_GAP.sub("-", fold(text)).strip("-")


# Tone placement: the old style puts the mark on the first vowel of oa, oe, uy (hòa, khỏe, thủy), the new on the second.
_OLD_TONES = ("òóỏõọ", "ùúủũụ", "ÒÓỎÕỌ", "ÙÚỦŨỤ")
_TONE_PAIRS: dict[str, str] = {}
for _first, _plain, _seconds in (
    ("òóỏõọ", "o", (("a", "àáảãạ"), ("e", "èéẻẽẹ"))),
    ("ùúủũụ", "u", (("y", "ỳýỷỹỵ"),)),
):
    for _vowel, _marked in _seconds:
        for _old, _new in zip(_first, _marked, strict=True):
            _TONE_PAIRS[_plain + _new] = _old + _vowel
            _TONE_PAIRS[_plain.upper() + _new] = _old.upper() + _vowel
            _TONE_PAIRS[_plain.upper() + _new.upper()] = _old.upper() + _vowel.upper()
_NEW_TONE = re.compile(
    r"(?<![qQ])(?:" + "|".join(sorted(map(re.escape, _TONE_PAIRS), key=len, reverse=True)) + r")(?![^\W\d_])"
)


def old_tones(text: str) -> str:
    """One tone placement for comparison: hoà → hòa, khoẻ → khỏe, uỷ → ủy; closed syllables (hoàn) stay. Same length."""
    return _NEW_TONE.sub(lambda match: _TONE_PAIRS[match[0]], text)


_LOOKALIKES = str.maketrans("АВЕКМНОРСТХУЅІаеорсхуіѕ", "ABEKMHOPCTXYSIaeopcxyis")


def plain_letters(text: str) -> str:
    """Cyrillic letters that look Latin, as typists leave them in document numbers, made Latin. Same length."""
    return text.translate(_LOOKALIKES)
