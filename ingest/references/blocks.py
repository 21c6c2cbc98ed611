"""The text of a document cut into the pieces that references are read from: zones and provisions, quoted wording
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.address import Path
from corpus.model import Document, Zone, ZoneSpan
from corpus.text import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text read on its own; `source` as a reference names it, `path` empty in a zone."""

    source: str
    span: Span
    path: Path = field(default=Path())
    zone: Zone | None = None
    quoted: bool = False
    begins: bool = True  # stands at the beginning of its zone or provision


def blocks(document: Document) -> Iterator[Block]:
    """All pieces in the order of the text."""
    whole = [piece for zone in document.zones for piece in _of_zone(document.text, zone)]
    for provision in document.provisions:
        start = provision.span.start
        if document.text.startswith(provision.label, start):
            start += len(provision.label)
        whole.append(
            Block(str(provision.path), Span(min(start, provision.span.end), provision.span.end), provision.path)
        )
    quoted = list(_with_next(document.text, sorted(document.quoted)))
    at = 0
    for block in sorted(whole, key=lambda one: one.span):
        while at < len(quoted) and quoted[at].end <= block.span.start:
            at += 1
        yield from _cut(block, quoted, at)


# A further quotation after one "như sau:", a paragraph or several from mark to mark.
_NEXT = re.compile(r"[.;,]?\s*\n\s*(?P<quoted>[“\"][^“”\"]{1,4000}[”\"])[.;,]?\s*(?=\n|$)")


def _with_next(text: str, quoted: list[Span]) -> Iterator[Span]:
    """The quotations, and those that follow each without a word between."""
    for at, span in enumerate(quoted):
        yield span
        end = quoted[at + 1].start if at + 1 < len(quoted) else len(text)
        if text[span.end - 1 : span.end] not in ("”", '"'):
            continue
        found = _NEXT.match(text, span.end, end)
        while found is not None:
            yield Span(*found.span("quoted"))
            found = _NEXT.match(text, found.end("quoted"), end)


_KINDS = (
    r"(?:bộ\s+luật|luật|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|quyết\s+định|thông\s+tư|chỉ\s+thị"
    r"|kế\s+hoạch|chương\s+trình)"
)
_OWN_KIND = re.compile(rf"\s*(?:văn\s+bản\s+hợp\s+nhất\s+)?{_KINDS}(?:\[\d+\])?\s+", re.IGNORECASE)
_ENACTED = re.compile(r"ban\s+hành\s+(?:Bộ\s+luật|Luật|Pháp\s+lệnh)(?=\s)")


def _of_zone(text: str, zone: ZoneSpan) -> Iterator[Block]:
    """A zone without the words by which the document names itself: "LUẬT / ĐẤT ĐAI", "Quốc hội ban hành Luật Đất
    đai".
    """
    start, end = zone.span.start, zone.span.end
    if zone.zone is Zone.TITLE and (kind := _OWN_KIND.match(text, start, end)):
        start = kind.end()
    if zone.zone is Zone.INTRODUCTION:
        for enacted in _ENACTED.finditer(text, start, end):
            yield Block(str(zone.zone), Span(start, enacted.start()), zone=zone.zone)
            start = enacted.end()
    yield Block(str(zone.zone), Span(start, end), zone=zone.zone)


def _cut(block: Block, quoted: list[Span], at: int) -> Iterator[Block]:
    start, end = block.span.start, block.span.end
    while at < len(quoted) and quoted[at].start < end:
        inside = Span(max(quoted[at].start, start), min(quoted[at].end, end))
        if inside.start > start:
            yield _piece(block, Span(start, inside.start), quoted=False)
        if len(inside):
            yield _piece(block, inside, quoted=True)
        start = inside.end
        at += 1
    if start < end:
        yield _piece(block, Span(start, end), quoted=False)


def _piece(block: Block, span: Span, *, quoted: bool) -> Block:
    return Block(block.source, span, block.path, block.zone, quoted, span.start == block.span.start)
