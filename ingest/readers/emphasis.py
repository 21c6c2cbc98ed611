"""Markdown marks taken off a text: emphasis, headings, links, escapes; what they said is kept as bold and italic.

**Điều 1.** Phạm vi       -> Điều 1. Phạm vi          (not bold: only a part is)
**QUYẾT ĐỊNH**            -> QUYẾT ĐỊNH               bold
*Căn cứ Luật …*           -> Căn cứ Luật …            italic, over several lines too
1\\. Nghị định này         -> 1. Nghị định này
## Chương I               -> Chương I                 bold
- a) Đăng ký              -> a) Đăng ký               (a list mark before a letter or number)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.readers.lines import Raw, clean

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&])")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?:|/|#|mailto:|javascript:)[^)\s]*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?:\s+|$)")
_LIST_MARK = re.compile(r"^\s*[-*+]\s+(?=(?:[a-zđ]{1,2}\)|\d{1,3}(?:\.\d{1,3})*[.)]|[IVX]+\.|Điều\s+\d)\s*\S)")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_TAG = re.compile(r"</?(?:br|u|b|i|sup|sub|center|p|div|span)\b[^>]*>", re.IGNORECASE)
_STARS = re.compile(r"^[\s*]*$")
_SHORT = 40
_LABEL_BROKEN = re.compile(r"(?:Điều|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|khoản|điểm|PHỤ LỤC)$")
_STARTS_UNIT = re.compile(
    r"(?:Điều\s\d{1,3}[a-zđ]?\s?[.:]|(?:Chương|CHƯƠNG|PHỤ LỤC)\s[IVXL\d]+\b|QUYẾT (?:ĐỊNH|NGHỊ)\s?:|Nơi nhận\s?:"
    r"|\d{1,2}\.\s+\w|[a-zđ]\)\s)"
)
_MARK = re.compile(r"\*{1,3}")
_HELD = {char: chr(0xE000 + n) for n, char in enumerate("\\`*_{}[]()#+-.!|>~<&")}
_RELEASE = {ord(held): char for char, held in _HELD.items()}


def unmark(block: list[str]) -> Iterator[Raw]:
    """The lines of one block (a paragraph or a cell, no blank lines) without their Markdown marks."""
    heading = [bool(_HEADING.match(line)) for line in block]
    text = "\n".join(_without_inline_marks(line) for line in block)
    kept: list[tuple[str, bool, bool]] = list(_runs(text))
    flat = "".join(run for run, _, _ in kept)
    bold = "".join(("b" if is_bold else " ") * len(run) for run, is_bold, _ in kept)
    italic = "".join(("i" if is_italic else " ") * len(run) for run, _, is_italic in kept)
    lines = flat.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    number = 0
    while number < len(lines):
        start, last = starts[number], number
        while last + 1 < len(lines) and _goes_on(flat, starts[last + 1] - 1, bold, italic):
            last += 1
        stop = starts[last + 1] - 1
        shown = [n for n in range(start, stop) if not flat[n].isspace()]
        yield Raw(
            clean(flat[start:stop].translate(_RELEASE)),
            bold=bool(shown) and (heading[number] or all(bold[n] == "b" for n in shown)),
            italic=bool(shown) and all(italic[n] == "i" for n in shown),
        )
        number = last + 1


def _goes_on(flat: str, newline: int, bold: str, italic: str) -> bool:
    """Whether the line that ends at `newline` goes on in the next: emphasis runs across the line end.

    Emphasis never crosses paragraphs. Short lines in capitals stay apart, they are set so: KT. CHỦ TỊCH / PHÓ CHỦ TỊCH.
    """
    if bold[newline] == " " and italic[newline] == " ":
        return False
    before = flat[flat.rfind("\n", 0, newline) + 1 : newline].strip()
    end = flat.find("\n", newline + 1)
    after = flat[newline + 1 : end if end >= 0 else len(flat)].strip()
    if not before or not after:
        return False
    if _STARTS_UNIT.match(after) and not _LABEL_BROKEN.search(before):
        return False
    if len(before) > 20 and before.endswith((".", ";", ":")):
        return False  # a mark left open, never a sentence torn
    return not (len(before) < _SHORT and len(after) < _SHORT and before.isupper() and after.isupper())


def _without_inline_marks(line: str) -> str:
    if _STARS.match(line):
        return ""
    line = _ESCAPE.sub(lambda found: _HELD[found[1]], line)
    line = _QUOTE.sub("", _HEADING.sub("", line))
    line = _LIST_MARK.sub("", line)
    line = _LINK.sub(r"\1", _IMAGE.sub(r"\1", line))
    return _TAG.sub("", line)


def _runs(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Runs of text with (bold, italic); a lone asterisk that opens nothing stays in the text."""
    marks = _paired(text)
    bold = italic = False
    at = 0
    for start, stop, kind in marks:
        if start > at:
            yield text[at:start], bold, italic
        if kind in (2, 3):
            bold = not bold
        if kind in (1, 3):
            italic = not italic
        at = stop
    if at < len(text):
        yield text[at:], bold, italic


def _paired(text: str) -> list[tuple[int, int, int]]:
    """Marks (start, stop, number of asterisks) in pairs; an unmatched ** is dropped, an unmatched * is content."""
    found = [(m.start(), m.end(), len(m[0])) for m in _MARK.finditer(text)]
    singles = [mark for mark in found if mark[2] == 1]
    footnote_like = {
        mark for mark in singles if text[mark[0] - 1 : mark[0]] == "(" and text[mark[1] : mark[1] + 1] == ")"
    }
    singles = [mark for mark in singles if mark not in footnote_like]
    dropped = set(footnote_like)
    if len(singles) % 2:
        dropped.add(singles[-1])
    doubles = [mark for mark in found if mark[2] != 1]
    if len(doubles) % 2:  # an opening without its end: the mark goes, nothing becomes bold by it
        start, stop, _ = doubles[-1]
        found[found.index(doubles[-1])] = (start, stop, 0)
    return [mark for mark in found if mark not in dropped]
