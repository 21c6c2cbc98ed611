"""What the templates of the law ask for: text with links, and what stands beside a provision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from api.reading import letter, lines, units, wording
from api.reading.acted import ActMark, Marks
from api.reading.inline import Inline, Link
from api.reading.search_view import Choice
from corpus.address import Path
from corpus.model import Document
from corpus.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in another document that names this one or a part of it."""

    name: str
    href: str
    place: str
    relation: str
    target: str = ""
    quote: str = ""
    start: int = 0
    context: tuple[str, str] = ("", "")  # the words before and after the quote

    @property
    def shown(self) -> tuple[str, str, str]:
        """What a list shows of it; mentions that show the same stand there once."""
        return self.href, self.relation, self.target


@dataclass(frozen=True, slots=True)
class Box:
    """The list of those who cite a provision, opened in place."""

    path: str
    documents: int
    mentions: tuple[Mention, ...]
    relations: tuple[Choice, ...] = ()


class Law:
    """A document's text for the page.

    `counts`: documents that cite each path; `marks`: what acts did to each path; `box`: the one list that is open.
    """

    def __init__(
        self,
        document: Document,
        links: list[Link],
        *,
        labels: wording.Labels | None = None,
        counts: Mapping[str, int] | None = None,
        marks: Marks | None = None,
        box: Box | None = None,
    ) -> None:
        self._document = document
        self._text = document.text
        self._inline = Inline(document.text, links)
        self._counts = counts or {}
        self._marks = marks or {}
        self._box = box
        self._labels = wording.labels(document) if labels is None else labels
        self._base = f"/vb/{document.id}"

    @property
    def labels(self) -> wording.Labels:
        return self._labels

    def html(self, span: Span) -> str:
        """A stretch of the text as HTML, references as links."""
        return self._inline.html(span)

    def cell(self, span: Span) -> str:
        """A table cell; its lines as lines."""
        return "<br>".join(self._inline.html(line) for line in lines.lines(self._text, span))

    def lines(self, span: Span) -> list[Span]:
        return list(lines.lines(self._text, span))

    def starts(self, span: Span, prefix: str) -> bool:
        return self._text.startswith(prefix, span.start)

    def has_digit(self, span: Span) -> bool:
        return any(map(str.isdigit, span.of(self._text)))

    def is_rule(self, span: Span) -> bool:
        """True for a drawn line, which is ornament."""
        return letter.RULE.fullmatch(span.of(self._text)) is not None

    def letterhead(self, block: units.ZoneBlock) -> letter.Letterhead:
        return letter.letterhead(self._text, block.spans)

    def cited(self, path: str) -> int:
        """How many documents cite this provision."""
        return self._counts.get(path, 0)

    def acts(self, path: str) -> tuple[ActMark, ...]:
        """What acts did to this provision."""
        return self._marks.get(path, ())

    def own(self, path: str) -> str:
        """The provision's own page."""
        return f"{self._base}/{path}"

    def opened(self, path: str) -> str:
        """This page with the list of those who cite the provision open at it."""
        return f"{self._base}?dan={quote(path)}#{path}"

    def closed(self, path: str) -> str:
        return f"{self._base}#{path}"

    def place(self, path: str) -> str:
        """The provision in words: `điểm a khoản 3 Mục II`."""
        return wording.place(Path.parse(path), self._labels)

    def step(self, unit: units.Unit) -> str:
        """The last step of a provision's address in words: `khoản 3`."""
        return wording.step_words(unit.path.last, unit.provision.label)

    def box(self, path: str) -> Box | None:
        return self._box if self._box and self._box.path == path else None
