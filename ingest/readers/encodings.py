"""Bytes to text: UTF-8 and UTF-16 are read, the old Vietnamese encodings are recognised and named."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnsupportedSource
from corpus.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Words of every legal text as they look when an old encoding is shown letter by letter.
_LEGACY_SIGNS = {
    "TCVN3 (ABC)": re.compile(r"§iÒu|®iÒu|kho¶n|ViÖt|Céng h[ßo]|QuyÕt|NghÞ|®Þnh|ñy ban|ñy viªn|C¨n cø"),
    "VNI": re.compile(r"Ñieàu|ñieàu|khoaûn|Vieät|Coäng ho[øa]|Quyeát|Nghò|ñònh|UÛy ban|Caên cöù"),
    "UTF-8 bị đọc nhầm thành Latin-1": re.compile(
        r"Ä\u0090iá»|Äiá»|khoáº£n|Viá»‡t|Viá»\u0087t|Cá»™ng|Ä‘á»|Quyáº¿t|CÄƒn cá»"
    ),
}
_ENOUGH = 3  # signs; a quotation of one broken word is no broken file
_TOLERATED = 0.001  # share of undecodable bytes that leaves a text usable


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file and what was wrong with it.

    Raises UnsupportedSource when the bytes are no Unicode text; the message names the encoding where it is known.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if unmarked := _utf16_without_mark(data):
        return _strictly(data, unmarked)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data)
    return text, legacy_problems(text)


def legacy_encoding(text: str) -> str | None:
    """The name of the old encoding that a text still stands in, or None."""
    for name, signs in _LEGACY_SIGNS.items():
        if sum(1 for _ in signs.finditer(text[:200_000])) >= _ENOUGH:
            return name
    return None


def legacy_problems(text: str) -> tuple[Problem, ...]:
    """A problem for the report when the letters of a text stand in an old encoding."""
    name = legacy_encoding(text)
    if name is None:
        return ()
    message = f"Chữ trong tệp theo mã {name}; hãy chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi nạp lại."
    return (Problem("legacy-encoding", message),)


def _strictly(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnsupportedSource(
            f"Tệp ghi là {encoding.upper()} nhưng có byte hỏng ở vị trí {error.start}; hãy lưu lại với mã UTF-8."
        ) from error
    return text, legacy_problems(text)


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


def _damaged_utf8(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad <= max(1, len(text) * _TOLERATED):
        message = f"{bad} byte hỏng được thay bằng dấu �; hãy đối chiếu với bản gốc hoặc lưu lại với mã UTF-8."
        return text, (Problem("bad-bytes", message), *legacy_problems(text))
    name = legacy_encoding(data.decode("latin-1"))
    known = f"có vẻ là {name}" if name else "không nhận ra được"
    raise UnsupportedSource(f"Tệp chữ không dùng mã Unicode ({known}); hãy lưu lại với mã UTF-8 rồi nạp lại.")
