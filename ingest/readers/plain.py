"""Plain text and Markdown, among them pages of law sites saved as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from corpus.errors import SourceTooLarge
from ingest.pages import Pages
from ingest.readers import cells, page_dump
from ingest.readers.emphasis import unmark
from ingest.readers.encodings import decode
from ingest.readers.lines import Raw, clean
from ingest.readers.sniff import MARKDOWN, PLAIN

_WRAPPED = 35  # characters; a wrapped line is longer
_LONG_LINE = 130  # characters; no text wrapped by hand has many longer ones
_SEPARATED = 0.05  # share of blank lines from which on they mean paragraphs in wrapped text
_ALL_SEPARATED = 0.3  # and in text that is not wrapped
_MOST_LINES = 400_000  # and cells; the longest law with all its tables has a tenth of it
_ARTICLE = re.compile(r"\W*Điều\s+\d+[a-zđ]?\W*\.\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(data: bytes) -> Pages:
    """Plain text: a line is a line; `… |` at the end of a line closes a table cell."""
    text, problems = decode(data)
    raws = [_plain(line) for line in _physical(text)]
    body, declared, left_out = page_dump.trim(raws)
    return Pages(tuple(cells.place_closed(body)), PLAIN, declared=declared, problems=problems, left_out=left_out)


def read_markdown(data: bytes) -> Pages:
    """Markdown: marks become bold and italic, bars become places in tables, separated paragraphs become whole lines."""
    text, problems = decode(data)
    raws = list(_unmarked(_physical(text)))
    body, declared, left_out = page_dump.trim(raws)
    return Pages(tuple(cells.place_opened(body)), MARKDOWN, declared=declared, problems=problems, left_out=left_out)


def _physical(text: str) -> list[str]:
    if text.count("\n") + text.count("|") > _MOST_LINES:
        raise SourceTooLarge(f"Tệp chữ có hơn {_MOST_LINES} dòng hoặc ô; hãy tách thành từng văn bản rồi nạp lại.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _plain(line: str) -> Raw:
    text = clean(line)
    bare = text.rstrip("| ") if text.endswith("|") else text
    bars = text[len(bare) :].count("|")
    return Raw(bare, bar=bars)


def _unmarked(lines: list[str]) -> Iterator[Raw]:
    joined = _paragraphs_are_separated(lines)
    in_cell = False  # cells hold short lines of their own; only blank lines or text after a table are paragraphs
    for kind, group in groupby(lines, key=_kind):
        block = list(group)
        if kind == "bar":
            in_cell = True
            for line in block:
                yield Raw("", bar=line.count("|"))
        elif kind == "blank":
            in_cell = False
            yield Raw("")
        elif kind == "row":
            for line in block:
                yield from _table_row(line)
        else:
            parts = [part for line in block for part in _BREAK.split(line)]
            raws = [raw for raw in unmark(parts) if raw.text]
            if in_cell and not raws:
                yield Raw("", hollow=True)
            yield from _joined(raws) if joined and not in_cell else raws


def _kind(line: str) -> str:
    text = line.strip()
    if not text:
        return "blank"
    if not text.strip("| "):
        return "bar"
    if text.startswith("|") and text.endswith("|") and text.count("|") > 1:
        return "row"
    return "text"


def _paragraphs_are_separated(lines: list[str]) -> bool:
    """Whether blank lines, and they alone, end the paragraphs: there are many, and no line is a whole paragraph."""
    lengths = sorted(len(line) for line in lines if line.strip())
    blank = len(lines) - len(lengths)
    if not lengths or blank < _SEPARATED * len(lines) or _articles_follow_text(lines):
        return False
    return lengths[len(lengths) * 95 // 100] < _LONG_LINE or blank > _ALL_SEPARATED * len(lines)


def _articles_follow_text(lines: list[str]) -> bool:
    """Whether most articles begin right below a line of text, as in a plain text under the name of Markdown."""
    below = [_kind(before) == "text" for before, line in pairwise(lines) if _ARTICLE.match(line)]
    return any(below) and 2 * sum(below) >= len(below)


def _joined(raws: list[Raw]) -> Iterator[Raw]:
    """One paragraph out of the lines between two blank lines; headings and list items in it stay apart."""
    held: list[Raw] = []
    for raw in raws:
        if held and _starts_anew(held[-1], raw):
            yield _one(held)
            held = []
        held.append(raw)
    if held:
        yield _one(held)


def _one(raws: list[Raw]) -> Raw:
    text = " ".join(raw.text for raw in raws)
    return Raw(text, bold=all(raw.bold for raw in raws), italic=all(raw.italic for raw in raws), whole=True)


def _starts_anew(before: Raw, raw: Raw) -> bool:
    """Whether a line inside a block begins a paragraph of its own: the line before was short, or it carries a dash."""
    if raw.text.startswith(("- ", "+ ", "---", "___")) or before.text.startswith(("---", "___")):
        return True
    return before.bold != raw.bold and len(before.text) < _WRAPPED


def _table_row(line: str) -> Iterator[Raw]:
    """`| a | b |` of a Markdown table as opened cells; the rule below the heads is left out."""
    inner = line.strip().strip("|")
    if not inner.strip("-:| "):
        return
    yield Raw("", bar=1)
    for cell in inner.split("|"):
        yield from (raw for raw in unmark(_BREAK.split(cell)) if raw.text)
        yield Raw("", bar=1)
