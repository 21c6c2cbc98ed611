"""The id of a document where the words of one mention alone tell it: from its number and issuer, or from the table
of laws.
"""

from __future__ import annotations

from functools import lru_cache

from corpus.address import DocumentId
from corpus.citation.notation import Citation, Mention
from corpus.errors import AddressError
from corpus.laws import by_name
from corpus.model import Target
from corpus.number import DocumentNumber
from corpus.vocabulary import body_by_name, document_id, issuer_of_number, province_in


def identified(citation: Citation) -> Citation:
    """The citation with the id of its document in every target, where it is known."""
    mention = citation.mention
    if mention is None or mention.own or mention.back:
        return citation
    document = document_of(mention)
    if document is None:
        return citation
    targets = tuple(Target(document, one.number, one.name, one.year, one.path) for one in citation.targets)
    return Citation(citation.span, citation.quote, targets, citation.within, mention)


def document_of(mention: Mention) -> DocumentId | None:
    """The document that a mention means, whatever text it stands in; None where the words leave it open."""
    if mention.number is not None:
        year = mention.issued.year if mention.issued else mention.year
        return _by_number(mention.number, mention.issuer, year)
    if mention.name is None or mention.year is None:
        return None
    found = by_name(mention.name, year=mention.year)
    exact = [law for law in found if mention.issued is None or law.issued in (None, mention.issued)]
    return exact[0].id if len(exact) == 1 else None


@lru_cache(maxsize=4096)
def _by_number(printed: str, issuer: str | None, year: int | None) -> DocumentId | None:
    try:
        number = DocumentNumber.parse(printed)
        year = year or number.year
        body = _issuer(number, issuer)
        return document_id(number, issuer_slug=body, year=year) if body and year else None
    except AddressError:
        return None


def _issuer(number: DocumentNumber, words: str | None) -> str | None:
    central = issuer_of_number(number, province=None)
    if central is not None:
        return central[0]
    if words is None:
        return None
    province = province_in(words)
    slug = province.slug if province else None
    named = (issuer_of_number(number, province=slug) if slug else None) or body_by_name(words, province=slug)
    return named[0] if named else None
