"""Bytes to text: Unicode is read as it says, bytes of the old Vietnamese encodings by the evidence of their words."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from corpus.errors import UnsupportedSource
from corpus.model import Problem
from corpus.text import nfc
from ingest.readers import legacy
from ingest.readers.syllables import share_of_syllables

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOLERATED = 0.001  # share of undecodable bytes that leaves a text usable
_SURE = 0.7  # share of syllables from which on bytes are read right
_SAMPLE = 60_000  # bytes that are judged


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file and what was wrong with it.

    Raises UnsupportedSource when the bytes are neither Unicode nor Vietnamese in an old encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if unmarked := _utf16_without_mark(data):
        return _strictly(data, unmarked)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)
    return legacy.converted(text)


def _strictly(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnsupportedSource(
            f"Tệp ghi là {encoding.upper()} nhưng có byte hỏng ở vị trí {error.start}; hãy lưu lại với mã UTF-8."
        ) from error
    return legacy.converted(text)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of the blanks and Latin letters is zero."""
    head = data[:4000]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even < odd // 20:
        return "utf-16-le"
    if even > len(head) // 8 and odd < even // 20:
        return "utf-16-be"
    return None


def _not_utf8(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad <= max(1, len(text) * _TOLERATED):
        message = f"{bad} byte hỏng được thay bằng dấu �; hãy đối chiếu với bản gốc hoặc lưu lại với mã UTF-8."
        converted, problems = legacy.converted(text)
        return converted, (Problem("bad-bytes", message), *problems)
    share, name, found = max(_readings(data), key=lambda one: one[0])
    if share < _SURE:
        raise UnsupportedSource(
            "Tệp chữ không dùng mã Unicode (không nhận ra được bảng mã); hãy lưu lại với mã UTF-8 rồi nạp lại."
        )
    return found, (legacy.converted_problem(name),)


def _readings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """(share of syllables, name, text) of the bytes in every single-byte encoding that Vietnam used."""
    windows = nfc_lines(data.decode("cp1258", "replace"))
    yield share_of_syllables(windows[:_SAMPLE]), "Windows-1258", windows
    shown = "".join(map(legacy.as_shown, range(256)))
    latin = data.decode("latin-1").translate({code: shown[code] for code in range(0x80, 0xA0)})
    for encoding in legacy.encodings():
        text = nfc_lines(encoding.converted(latin))
        yield share_of_syllables(text[:_SAMPLE]), encoding.name, text


def nfc_lines(text: str) -> str:
    """Text in normal form, its lines kept."""
    return "\n".join(nfc(line) for line in text.splitlines())
