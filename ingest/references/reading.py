"""The mentions of a document, block by block, and the documents that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.citation import Citation, find_citations
from corpus.citation.names import also_known
from corpus.laws import by_name
from corpus.model import Document
from corpus.text import Span
from ingest.references.blocks import Block, blocks
from ingest.references.identity import Register


@dataclass(slots=True)
class Read:
    """A block with what was found in it."""

    block: Block
    citations: list[Citation]
    own: list[bool]


def read_blocks(document: Document) -> tuple[Register, list[Read]]:
    """Every block with its citations, in the order of the text; names that the document gives in full read whole."""
    with also_known(_titled(document)):
        found = [
            (block, [_shifted(citation, block.span.start) for citation in find_citations(block.span.of(document.text))])
            for block in blocks(document)
        ]
    longer = _longer_names(one for _, citations in found for one in citations)
    if longer:
        found = [(block, [_extended(one, document.text, longer) for one in citations]) for block, citations in found]
    mentions = [one.mention for _, citations in found for one in citations if one.mention and not one.mention.own]
    register = Register.of(document, mentions)
    return register, [
        Read(block, citations, [_is_own(one, register) for one in citations]) for block, citations in found
    ]


_AMENDED_LAW = re.compile(r"(?i:(?:điều|nội\s+dung)\s+của\s+(?P<name>(?:bộ\s+)?luật\s.+|pháp\s+lệnh\s.+))$", re.DOTALL)
_SEVERAL = re.compile(r"(?i:[,;]\s*(?:bộ\s+)?luật\s|\svà\s+(?:bộ\s+)?luật\s|\d|ban\s+hành)")


def _titled(document: Document) -> tuple[str, ...]:
    """The law that an amending law names in its title, in case the table lacks it."""
    found = _AMENDED_LAW.search(document.metadata.title or "")
    if (
        document.metadata.kind not in ("Luật", "Bộ luật", "Pháp lệnh")
        or found is None
        or _SEVERAL.search(found["name"])
    ):
        return ()
    return () if by_name(found["name"]) else (found["name"],)


def _longer_names(citations: Iterable[Citation]) -> dict[str, re.Pattern[str]]:
    """Names of laws not in the table, as the document gives them with number or date; each begins like a known name."""
    names = {
        one.mention.name
        for one in citations
        if one.mention is not None and one.mention.name and (one.mention.number or one.mention.year)
        if not by_name(one.mention.name)
    }
    return {name: re.compile(r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE) for name in names}


def _extended(citation: Citation, text: str, longer: dict[str, re.Pattern[str]]) -> Citation:
    """A later "Luật Thư viện pháp luật" is that law, and no "Luật Thư viện"."""
    mention = citation.mention
    if mention is None or mention.name is None or mention.number or mention.year:
        return citation
    for name, pattern in longer.items():
        found = pattern.match(text, mention.span.start)
        if found is not None and found.end() > mention.span.end:
            whole = replace(
                mention, span=Span(mention.span.start, found.end()), name=name, dated=max(mention.dated, found.end())
            )
            span = Span(citation.span.start, found.end())
            targets = tuple(replace(target, name=name) for target in citation.targets)
            return replace(citation, span=span, quote=span.of(text), targets=targets, mention=whole)
    return citation


def _is_own(citation: Citation, register: Register) -> bool:
    mention = citation.mention
    return mention is not None and (mention.own or register.identify(mention).own)


def _shifted(citation: Citation, by: int) -> Citation:
    mention = citation.mention
    if mention is not None:
        mention = replace(mention, span=mention.span.shift(by), dated=mention.dated + by)
    return replace(citation, span=citation.span.shift(by), mention=mention)
