"""The text of a document cut into the pieces that references are read from: zones and provisions, quoted wording apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.address import Path
from corpus.model import Document, Zone
from corpus.text import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text read on its own; `source` as a reference names it, `path` empty in a zone."""

    source: str
    span: Span
    path: Path = Path()
    zone: Zone | None = None
    quoted: bool = False
    begins: bool = True  # stands at the beginning of its zone or provision


def blocks(document: Document) -> Iterator[Block]:
    """All pieces in the order of the text."""
    whole = [Block(str(zone.zone), zone.span, zone=zone.zone) for zone in document.zones]
    for provision in document.provisions:
        start = provision.span.start
        if document.text.startswith(provision.label, start):
            start += len(provision.label)
        whole.append(
            Block(str(provision.path), Span(min(start, provision.span.end), provision.span.end), provision.path)
        )
    quoted = sorted(document.quoted)
    at = 0
    for block in sorted(whole, key=lambda one: one.span):
        while at < len(quoted) and quoted[at].end <= block.span.start:
            at += 1
        yield from _cut(block, quoted, at)


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
