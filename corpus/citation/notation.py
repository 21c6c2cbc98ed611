"""What a reader of citations finds: a mention of a document, and a citation with its targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.address import Level
from corpus.model import Target
from corpus.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A document as the words name it; `span` runs from the first word of its kind to the end of its number or name.

    `dated` is where the date and the issuer after it end; the quote of a citation leaves both out.
    """

    span: Span
    kind: str | None = None  # "Nghị định"
    number: str | None = None  # repaired: 80/2025/NĐ-CP; a short form keeps what is printed: 80, 119/2020
    name: str | None = None  # of a law: "Luật Đất đai"
    year: int | None = None  # of the number, the date, or "năm 2024"
    issued: date | None = None
    issuer: str | None = None  # as printed: "Ủy ban nhân dân tỉnh", "Bộ Chính trị"
    own: bool = False  # "Nghị định này"
    back: bool = False  # "Nghị định nêu trên": a document named before
    attached: bool = False  # through "Quy chế … ban hành kèm theo", or "Quy chế này"
    dated: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one or more targets in a text.

    `targets[i]` is relative to the enclosing `within[i]` of the place it stands in where that is not None:
    "khoản 2 Điều này" is (this, khoan-2) within the article. A bare "Điều 7" is within `Level.ATTACHED`: of the
    attached instrument where it stands in one, of the document otherwise.
    """

    span: Span
    quote: str
    targets: tuple[Target, ...]
    within: tuple[Level | None, ...]
    mention: Mention | None = None

    @property
    def whole(self) -> bool:
        """True when a document is named and no provision of it."""
        return all(not target.path for target in self.targets) and not any(self.within)
