"""Plain text and Markdown, among them pages of law sites saved as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ingest.pages import Line, Pages
from ingest.readers import cells, page_dump
from ingest.readers.emphasis import unmark
from ingest.readers.encodings import decode
from ingest.readers.lines import Raw, clean
from ingest.readers.sniff import MARKDOWN, PLAIN

_LONG_LINES = 120  # a text whose lines are mostly longer was never wrapped by hand
_SEPARATED = 0.25  # share of blank lines from which on blank lines mean paragraphs


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
    lines: Iterable[Line] = cells.place_opened(body)
    return Pages(tuple(lines), MARKDOWN, declared=declared, problems=problems, left_out=left_out)


def _physical(text: str) -> list[str]:
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
    for kind, group in groupby(lines, key=_kind):
        block = list(group)
        if kind == "bar":
            for line in block:
                yield Raw("", bar=line.count("|"))
        elif kind == "blank":
            yield Raw("")
        elif kind == "row":
            for line in block:
                yield from _table_row(line)
        else:
            raws = [raw for raw in unmark(block) if raw.text]
            yield from _joined(raws) if joined else raws


def _kind(line: str) -> str:
    text = line.strip()
    if not text:
        return "blank"
    if not text.strip("| "):
        return "bar"
    if text.startswith("|") and text.endswith("|") and text.count("|") > 2:
        return "row"
    return "text"


def _paragraphs_are_separated(lines: list[str]) -> bool:
    blank = sum(1 for line in lines if not line.strip())
    return blank > _SEPARATED * len(lines)


def _joined(raws: list[Raw]) -> Iterator[Raw]:
    yield from raws


def _table_row(line: str) -> Iterator[Raw]:
    """`| a | b |` of a Markdown table as opened cells; the rule below the heads is left out."""
    inner = line.strip().strip("|")
    if not inner.strip("-:| "):
        return
    yield Raw("", bar=1)
    for cell in inner.split("|"):
        yield from (raw for raw in unmark([cell]) if raw.text)
        yield Raw("", bar=1)
