"""How a draft cites a document or provision: first and later mention (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3).

The first mention gives kind, number, date, issuer and title; later ones kind and number only. Laws and
ordinances are cited by kind and title.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.reading import titles, wording
from corpus.address import Path
from corpus.model import Metadata


@dataclass(frozen=True, slots=True)
class Citation:
    """The two sentences a drafter copies."""

    first: str
    later: str


def citation(metadata: Metadata, path: Path | None = None, labels: wording.Labels | None = None) -> Citation:
    """The citation of a document, or of the provision at `path` in it."""
    where = wording.place(path, labels) if path else ""
    return Citation(_joined(where, _first(metadata)), _joined(where, titles.full_name(metadata)))


def _first(metadata: Metadata) -> str:
    called = titles.full_name(metadata)
    if titles.is_law(metadata):
        return called
    return _joined(
        called,
        wording.long_date(metadata.issued) if metadata.issued else "",
        f"của {metadata.issuer}" if metadata.issuer else "",
        _as_continuation(titles.title(metadata)),
    )


def _as_continuation(title: str) -> str:
    """The title behind the issuer's name: its first letter small unless it starts an abbreviation."""
    if len(title) > 1 and title[1].isupper():
        return title
    return title[:1].lower() + title[1:]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
