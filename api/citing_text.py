"""The citations of a text that is no document of the library, each target with its id where the words tell it."""

from __future__ import annotations

from dataclasses import replace

from corpus.address import DocumentId
from corpus.citation import Citation, find_citations
from corpus.model import Document, Metadata
from ingest.references.identity import Register

_NO_DOCUMENT = DocumentId("chua-ro", 0, "van-ban")


def citations(text: str) -> tuple[Citation, ...]:
    """What the text cites; what it says of a document in full once holds for its short mentions."""
    found = find_citations(text)
    document = Document(_NO_DOCUMENT, Metadata(), text)
    register = Register.of(document, [one.mention for one in found if one.mention])
    return tuple(_identified(one, register) for one in found)


def _identified(citation: Citation, register: Register) -> Citation:
    known = register.identify(citation.mention).id if citation.mention else None
    if known is None:
        return citation
    targets = tuple(replace(one, document=known) if one.document is None else one for one in citation.targets)
    return replace(citation, targets=targets)
