"""A document in a few words, for lists: name, title, issuer, dates, badge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.reading import titles
from corpus import vocabulary
from corpus.address import DocumentId
from corpus.model import Metadata, Status

_CSS = {
    Status.IN_FORCE: "ok",
    Status.PARTLY_EXPIRED: "part",
    Status.SUSPENDED: "part",
    Status.EXPIRED: "out",
    Status.NOT_YET: "wait",
    Status.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A status in a word and a shape."""

    css: str
    name: str


NOT_HELD = Badge("none", "Chưa có trong thư viện")


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a document."""

    href: str
    name: str
    title: str
    issuer: str | None
    issued: date | None
    effective: date | None
    badge: Badge | None


def badge(status: Status, kind: str | None) -> Badge | None:
    """The badge of a status; none for what has no force (tờ trình, báo cáo) and of which nothing is known."""
    known = vocabulary.kind_by_name(kind) if kind else None
    if status is Status.UNKNOWN and not (known and known.has_force):
        return None
    return Badge(_CSS[status], vocabulary.status_names()[status])


def known_badge(status: Status, kind: str | None) -> Badge | None:
    """For lists: a badge only where a status is known."""
    return None if status is Status.UNKNOWN else badge(status, kind)


def status(code: str) -> Status:
    """The status of a code of the index; unknown where it is none."""
    return Status(code) if code in set(Status) else Status.UNKNOWN


def card(id: DocumentId, metadata: Metadata, status: Status) -> Card:
    """The card of a document that is held."""
    return Card(
        href=f"/vb/{id}",
        name=titles.name(metadata),
        title=titles.title(metadata),
        issuer=metadata.issuer,
        issued=metadata.issued,
        effective=metadata.effective,
        badge=known_badge(status, metadata.kind),
    )
