"""Where the citations of a foreign text lead in this library: addresses, names, status; for links in other pages."""

from __future__ import annotations

from collections.abc import Iterable

from api.answers import CitationLink
from api.library import Library
from api.reading import cards, links, relations
from corpus.address import DocumentId
from corpus.citation import Citation
from corpus.model import Target


def followed(citation: Citation, library: Library) -> tuple[CitationLink, ...]:
    """A link for each target of the citation that means one document; none for those that mean several or nothing."""
    found = (_followed(target, citation.quote, library) for target in citation.targets)
    return tuple(link for link in found if link)


def _followed(target: Target, quote: str, library: Library) -> CitationLink | None:
    if target.document == "this":
        return None
    id = _held(target, library)
    if id is not None:
        return _held_link(id, target, library)
    if isinstance(target.document, DocumentId) or links.missing_key(target):
        known = target.document if isinstance(target.document, DocumentId) else None
        missing = library.unheld(known or links.missing_key(target))
        return CitationLink(
            href=missing.href if missing else "",
            document=str(known) if known else None,
            path=str(target.path),
            name=relations.target_name(target, quote) or quote,
            title="",
            issuer=None,
            issued=None,
            badge=None,
            held=False,
        )
    return None


def _held(target: Target, library: Library) -> DocumentId | None:
    """The one document that the target means, where the library holds it."""
    store = library.store
    if isinstance(target.document, DocumentId) and store.has(target.document):
        return target.document
    found: Iterable[DocumentId] = ()
    if target.number:
        found = store.by_number(target.number, year=target.year)
        if isinstance(target.document, DocumentId):
            found = [one for one in found if one.issuer == target.document.issuer]
    elif target.name:
        found = store.by_title(target.name, year=target.year)
    several = list(found)
    return several[0] if len(several) == 1 else None


def _held_link(id: DocumentId, target: Target, library: Library) -> CitationLink | None:
    header = library.store.header(id)
    if header is None:
        return None
    card = cards.card(id, header.metadata, header.status)
    path = target.path if not target.path or target.path in (library.store.paths(id) or ()) else None
    return CitationLink(
        href=links.document_href(id, path),
        document=str(id),
        path=str(path or ""),
        name=card.name,
        title=card.title,
        issuer=card.issuer,
        issued=card.issued,
        badge=CitationLink.badge_of(card.badge),
        held=True,
    )
