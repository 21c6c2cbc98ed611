"""The letters of the old Vietnamese encodings, and text that still stands in them, told by evidence and converted.

Such text is met as bytes of a file, as Latin letters that an old font would show right ("§iÒu 5" in .VnTime), and as
UTF-8 read as if it were Latin-1 ("Ä\u0090iá»\u0081u 5"). Evidence is whether its words become Vietnamese syllables.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.model import Problem
from ingest.readers.syllables import share_of_syllables

_WRONG, _RIGHT = 0.6, 0.8  # share of syllables below which a text is not Vietnamese, and from which on it is
_GAIN = 0.3  # how much a conversion must gain
_FEW = 12  # letters beyond ASCII; a text with fewer gives no evidence
_SAMPLE = 40_000  # characters that are judged
_SIGNS = re.compile(r"[\u0080-\u00ff\u0152-\u017f\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
_PRIVATE = 0xF000  # where Word keeps the letters of symbol fonts
_OLD = re.compile(r"[\u0080-\u00ff\u0152-\u017f\u0192\u20ac\uf080-\uf0ff]")
_UNICODE = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_MOJIBAKE = "UTF-8 bị đọc nhầm thành Latin-1"

#: From the letters as shown to the letters as meant.
Conversion = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Encoding:
    """An old encoding: what its letters mean, where they are shown as Latin letters, and the fonts that tell it."""

    name: str
    table: Mapping[int, str]
    fonts: tuple[str, ...]
    capitals: str | None  # the last letter of the names of fonts that show capitals only

    def converted(self, text: str) -> str:
        return text.translate(self.table)

    def converted_to_capitals(self, text: str) -> str:
        return self.converted(text).upper()


@cache
def encodings() -> tuple[Encoding, ...]:
    """TCVN3, VISCII and VNI, from the table of their letters."""
    data = tomllib.loads(files("ingest.readers").joinpath("legacy_letters.toml").read_text("utf-8"))
    return tuple(_encoding(entry) for entry in data.values())


def _encoding(entry: dict[str, Any]) -> Encoding:
    table: dict[int, str] = {}
    for code, letter in enumerate(entry.get("letters", ""), start=entry.get("first", 0)):
        for shown in (code, ord(as_shown(code)), _PRIVATE + code):
            table[shown] = letter
    for pair in (*entry.get("controls", ()), *entry.get("singles", ())):
        table[ord(pair[0])] = table[_PRIVATE + ord(pair[0])] = pair[1]
    for shown, marks in entry.get("marks", {}).items():
        for letter in (shown, shown.upper()):
            table[ord(letter)] = table[_PRIVATE + ord(letter)] = marks
    if not table.get(_PRIVATE + 0x41):
        table |= {_PRIVATE + code: chr(code) for code in range(0x20, 0x7F)}
    return Encoding(entry["name"], table, tuple(entry["fonts"]), entry.get("capitals"))


def as_shown(code: int) -> str:
    """The letter that Windows shows for a byte where the encoding is not known."""
    try:
        return bytes((code,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


@cache
def of_font(name: str) -> Conversion | None:
    """The conversion for text set in a font, None for fonts of Unicode text. Subset marks (`ABCDEF+`) are ignored."""
    key = re.sub(r"^[a-z]{6}\+", "", name.strip().lower())
    for encoding in encodings():
        if not key.startswith(encoding.fonts):
            continue
        face = re.split(r"[-,\s]?(?:bold|italic|regular|normal)", key)[0]
        if encoding.capitals and face.endswith(encoding.capitals):
            return encoding.converted_to_capitals
        return encoding.converted
    return None


def in_old_letters(text: str) -> bool:
    """Whether a text can stand in an old encoding: Latin letters with marks are in it, and none of Vietnamese Unicode.

    A font that tells of an old encoding is often left on text that was typed in Unicode since.
    """
    return _OLD.search(text) is not None and _UNICODE.search(text) is None


def told_by_evidence(text: str) -> tuple[str, Conversion] | None:
    """The old encoding that a text stands in, with its name; None for text that is right, or tells too little."""
    sample = _telling(text)
    signs = len(_SIGNS.findall(sample))
    if signs < _FEW or signs < 0.02 * len(sample):
        return None
    before = share_of_syllables(sample)
    if before >= _WRONG:
        return None
    found: list[tuple[float, str, Conversion]] = [
        (share_of_syllables(meant(sample)), name, meant) for name, meant in _candidates()
    ]
    best = max(found, key=lambda one: one[0])
    return best[1:] if best[0] >= _RIGHT and best[0] - before >= _GAIN else None


def _candidates() -> Sequence[tuple[str, Conversion]]:
    return [*((one.name, one.converted) for one in encodings()), (_MOJIBAKE, from_mojibake)]


def _telling(text: str) -> str:
    """The lines of a text that hold letters of an old encoding, up to the size of a sample."""
    lines, size = [], 0
    for line in text.splitlines():
        if _SIGNS.search(line):
            lines.append(line)
            size += len(line)
        if size > _SAMPLE:
            break
    return "\n".join(lines)


def converted(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A text with its lines in old letters converted, and a problem that says so. Text that is right stays as it is."""
    told = told_by_evidence(text)
    if told is None:
        return text, ()
    name, meant = told
    lines = [_better(line, meant) for line in text.split("\n")]
    return "\n".join(lines), (converted_problem(name),)


def converted_problem(name: str) -> Problem:
    """The remark on a document that was converted."""
    return Problem("legacy-encoding", f"Chữ trong tệp theo mã {name}, đã chuyển sang Unicode; hãy đối chiếu bản gốc.")


def _better(line: str, meant: Conversion) -> str:
    """A line converted, unless it reads better as it stands."""
    if not _SIGNS.search(line) and line.isprintable():
        return line
    changed = meant(line)
    return changed if share_of_syllables(changed) >= share_of_syllables(line) else line


def from_mojibake(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252, once or twice, set right wherever its bytes fit."""
    for _ in range(2):
        changed = _mojibake().sub(_read_again, text)
        if changed == text:
            break
        text = changed
    return text


@cache
def _mojibake() -> re.Pattern[str]:
    tails = "".join(sorted({as_shown(code) for code in range(0x80, 0xC0)} | {chr(code) for code in range(0x80, 0xC0)}))
    return re.compile(f"[\u00c2-\u00df][{re.escape(tails)}]|[\u00e0-\u00ef][{re.escape(tails)}]{{2}}")


@cache
def _bytes_shown() -> dict[str, int]:
    return {as_shown(code): code for code in range(256)} | {chr(code): code for code in range(256)}


def _read_again(match: re.Match[str]) -> str:
    try:
        return bytes(_bytes_shown()[letter] for letter in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
