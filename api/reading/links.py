"""Where a reference leads and which mark it carries on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from api.reading.inline import Link
from corpus.address import DocumentId, Path
from corpus.model import Metadata, Outcome, Reference, Status, Target
from corpus.text import slug


class Held(Protocol):
    """What the library knows of a document it holds, without reading its content."""

    @property
    def metadata(self) -> Metadata: ...

    @property
    def status(self) -> Status: ...


#: The library's answer for an id: None of a document that is not held.
HeldOf = Callable[[DocumentId], Held | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A deviation from the normal case: its class, the word shown in the legend, and what it means."""

    css: str
    word: str
    meaning: str


MARKS = {
    "gone": Mark("gone", "gạch đứt", "chưa có trong thư viện"),
    "dead": Mark("dead", "dấu nhân", "đã hết hiệu lực"),
    "ask": Mark("ask", "dấu hỏi", "chưa chắc dẫn tới đâu"),
}


def document_href(id: DocumentId, path: Path | None = None) -> str:
    """The page of a document, at a provision."""
    return f"/vb/{id}#{path}" if path else f"/vb/{id}"


def provision_href(id: DocumentId, path: Path) -> str:
    """The page of a provision by itself."""
    return f"/vb/{id}/{path}"


def search_href(words: str) -> str:
    return f"/tim-kiem?q={quote(words)}"


def missing_key(target: Target) -> str:
    """The last part of the address of what is known about a document that has no id."""
    return slug(target.number or target.name or "")


def missing_href(target: Target) -> str:
    """The page of a document that is cited but not held."""
    if isinstance(target.document, DocumentId):
        return document_href(target.document)
    return f"/thieu/{missing_key(target)}"


def links(references: Iterable[Reference], own: DocumentId, held: HeldOf, *, inside: bool = True) -> list[Link]:
    """A link for each reference that leads somewhere; `inside`: places of the own document are on the same page."""
    found = (_link(reference, own, held, inside) for reference in references)
    return [link for link in found if link]


def _link(reference: Reference, own: DocumentId, held: HeldOf, inside: bool) -> Link | None:
    target = reference.target
    if target.document in ("this", own):
        if not target.path:
            return None
        href = f"#{target.path}" if inside else document_href(own, target.path)
        if reference.outcome is Outcome.NO_SUCH_PROVISION:
            return Link(reference.span, document_href(own), "ask", "văn bản không có điều khoản này")
        return Link(reference.span, href)
    if reference.outcome is Outcome.AMBIGUOUS:
        return Link(reference.span, search_href(reference.quote), "ask", "chưa chắc là văn bản nào")
    if reference.outcome is Outcome.UNKNOWN_DOCUMENT or not isinstance(target.document, DocumentId):
        if not isinstance(target.document, DocumentId) and not missing_key(target):
            return None
        return Link(reference.span, missing_href(target), "gone", MARKS["gone"].meaning)
    if reference.outcome is Outcome.NO_SUCH_PROVISION:
        return Link(reference.span, document_href(target.document), "ask", "văn bản không có điều khoản này")
    found = held(target.document)
    if found is None:
        return Link(reference.span, document_href(target.document), "gone", MARKS["gone"].meaning)
    if found.status is Status.EXPIRED:
        return Link(reference.span, document_href(target.document, target.path), "dead", MARKS["dead"].meaning)
    return Link(reference.span, document_href(target.document, target.path))
