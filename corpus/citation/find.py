"""Find every citation of a text: a cheap start pattern finds candidates, the parser reads from there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from corpus.citation.identified import identified
from corpus.citation.notation import Citation, Mention
from corpus.citation.parser import read_citation
from corpus.citation.sequence import in_sequence
from corpus.citation.starts import next_start
from corpus.text import OffsetMap, Span


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation of a text, in order, none overlapping another. Linear in the length of the text.

    Spans index the text given, whatever its normal form; relative mentions carry document "this" (see `Citation`). A
    target has the id
    of its document where the mention alone tells it.
    """
    if unicodedata.is_normalized("NFC", text):
        return tuple(map(identified, in_sequence(text, _find(text))))
    composed, where = _composed(text)
    return tuple(_moved(identified(citation), where, text) for citation in in_sequence(composed, _find(composed)))


_MARKED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


def _composed(text: str) -> tuple[str, OffsetMap]:
    """The text with its letters composed, and nothing else changed, and the way back."""
    out: list[str] = []
    anchors = [(0, 0)]
    length = last = 0
    for found in _MARKED.finditer(text):
        letter = unicodedata.normalize("NFC", found[0])
        out += (text[last : found.start()], letter)
        length += found.start() - last + len(letter)
        last = found.end()
        anchors.append((length, last))
    out.append(text[last:])
    return "".join(out), OffsetMap(tuple(anchors))


def _find(text: str) -> Iterator[Citation]:
    at = 0
    while (start := next_start(text, at)) is not None:
        citation = read_citation(text, start.start())
        if citation is None:
            at = max(start.end(), start.start() + 1)
            continue
        at = max(citation.span.end, start.start() + 1)
        if not _is_heading(text, citation):
            yield citation


_LINE_START = re.compile(r"(?:^|\n)[\s“\"*#|]*$")
_SENTENCE_START = re.compile(r"[.;:/…]\s*$")
_HEADING_END = re.compile(r"\s?[.:](?:\s|$|-|\d)|\s*(?:\n|$)|\s+[A-ZĐÀ-Ỹ]{2,}\s+[A-ZĐÀ-Ỹ]{2,}")
_RUN_IN = re.compile(r"\s?[.:]\s+[A-ZĐÀ-Ỹ]")


def _is_heading(text: str, citation: Citation) -> bool:
    """True for "Điều 5. Hiệu lực" at the beginning of a line or sentence: a unit itself, and no mention of it."""
    if citation.mention is not None or len(citation.targets) != 1 or len(citation.targets[0].path.steps) != 1:
        return False
    start, end = citation.span.start, citation.span.end
    if start == 0 or _LINE_START.search(text, max(0, start - 8), start) is not None:
        return _HEADING_END.match(text, end) is not None
    return _SENTENCE_START.search(text, max(0, start - 4), start) is not None and _RUN_IN.match(text, end) is not None


def _moved(citation: Citation, where: OffsetMap, source: str) -> Citation:
    span = Span(where.to_source(citation.span.start), where.to_source(citation.span.end))
    mention = citation.mention
    if mention is not None:
        mention = _moved_mention(mention, where)
    return replace(citation, span=span, quote=span.of(source), mention=mention)


def _moved_mention(mention: Mention, where: OffsetMap) -> Mention:
    span = Span(where.to_source(mention.span.start), where.to_source(mention.span.end))
    return replace(mention, span=span, dated=where.to_source(mention.dated))
