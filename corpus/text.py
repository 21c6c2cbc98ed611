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
        at = max(bisect_right(self.anchors, (offset, 1 << 60)) - 1, 0)
        here, there = self.anchors[at]
        after = self.anchors[at + 1 : at + 2]
        return min(there + offset - here, after[0][1]) if after else there + offset - here


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in normal form and the way back to its source."""

    text: str
    map: OffsetMap


_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\v\f\u0085"
_INVISIBLE = "\u200b-\u200f\u2028-\u202e\u2060-\u2064\u00ad\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
_BREAK = "\n|\r\n?|\u2028|\u2029"
#: Letters and marks that are in normal form and never join what stands before them.
_PLAIN = (
    "!-~\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u017f\u01a0\u01a1\u01af\u01b0"
    "\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e"
)
_DIRTY = re.compile(f"[{_SPACES}{_INVISIBLE}\r\u00d0\u00f0]| {{2,}}|^ | $", re.MULTILINE)
_PIECE = re.compile(
    rf"(?P<newline>{_BREAK})|(?P<invisible>[{_INVISIBLE}]+)|(?P<space>[ {_SPACES}]+)"
    rf"|(?P<plain>[{_PLAIN}]+)|(?P<char>.)",
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
    writer = _Writer()
    for match in _PIECE.finditer(raw):
        kind, piece, at = match.lastgroup, match[0], match.start()
        if kind == "plain":
            writer.run(piece, at)
        elif kind == "char":
            writer.char(_ETH.get(piece, piece), at)
        elif kind == "space":
            writer.blank(at)
        elif kind == "newline":
            writer.newline(at, match.end())
    return writer.finish()


class _Writer:
    """The normalised text as it grows. `last` is what a mark may still join; `gap` a blank not yet known to stay."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.anchors = [(0, 0)]
        self.last, self.last_at, self.last_end = "", 0, 0
        self.gap: int | None = None
        self.line_starts = True

    def run(self, text: str, at: int) -> None:
        """Plain characters: all but the last are done with."""
        self._open(at)
        if len(text) > 1:
            self._write(text[:-1], at, at + len(text) - 1)
        self.last, self.last_at, self.last_end = text[-1], at + len(text) - 1, at + len(text)

    def char(self, char: str, at: int) -> None:
        """Any other character; it joins the one before where Unicode says so, also across invisible ones."""
        if self.last and self.gap is None and _joins(self.last, char):
            self.last, self.last_end = self.last + char, at + 1
            return
        self._open(at)
        self.last, self.last_at, self.last_end = char, at, at + 1

    def blank(self, at: int) -> None:
        if not self.line_starts and self.gap is None:
            self.gap = at

    def newline(self, at: int, end: int) -> None:
        """Blanks at the end of a line give way to its newline."""
        self._flush()
        self.gap, self.line_starts = None, True
        self._write("\n", at, end)

    def finish(self) -> Normalized:
        self._flush()
        self.anchors.append((self.length, self.last_end))
        return Normalized("".join(self.out), OffsetMap(tuple(self.anchors)))

    def _open(self, at: int) -> None:
        self._flush()
        self.line_starts = False
        if self.gap is not None:
            self._write(" ", self.gap, at)
            self.gap = None

    def _flush(self) -> None:
        if self.last:
            self._write(unicodedata.normalize("NFC", self.last), self.last_at, self.last_end)
            self.last = ""

    def _write(self, text: str, at: int, end: int) -> None:
        here, there = self.anchors[-1]
        if there + self.length - here != at:
            self.anchors.append((self.length, at))
        self.out.append(text)
        self.length += len(text)
        self.last_end = end


def _joins(before: str, char: str) -> bool:
    if unicodedata.combining(char):
        return True
    whole = unicodedata.normalize("NFC", before + char)
    return whole != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)


@cache
def _fold_char(char: str) -> str:
    if char in "đĐðÐ":
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


def printable(name: str) -> str:
    """The name of a file as text: bytes that are no UTF-8, as old archives hold them, are shown as `\\udcff`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


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
_SECONDS = {_first: "".join(pair[1] for pair in _TONE_PAIRS if pair[0] in _first) for _first in ("oO", "uU")}
# Sets of letters, not 45 alternatives: four times as fast on legal text.
_NEW_TONE = re.compile(
    "(?:" + "|".join(f"[{_first}][{_marked}]" for _first, _marked in _SECONDS.items()) + r")(?<![qQ]..)(?![^\W\d_])"
)


def old_tones(text: str) -> str:
    """One tone placement for comparison: hoà → hòa, khoẻ → khỏe, uỷ → ủy; closed syllables (hoàn) stay. Same length."""
    return _NEW_TONE.sub(lambda match: _TONE_PAIRS.get(match[0], match[0]), text)


_LOOKALIKES = str.maketrans("АВЕКМНОРСТХУЅІаеорсхуіѕ", "ABEKMHOPCTXYSIaeopcxyis")


def plain_letters(text: str) -> str:
    """Cyrillic letters that look Latin, as typists leave them in document numbers, made Latin. Same length."""
    return text.translate(_LOOKALIKES)
