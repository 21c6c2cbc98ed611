"""Running text as HTML: escaped, with links laid over the spans of its references."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from corpus.text import Span

#: A document number, which must not break over two lines: 66-NQ/TW, 110/2023/NQ-HĐND.
_NUMBER = re.compile(r"\d+[a-zA-Z]?(?:/\d{4})?[/-][A-ZĐ][\w-]*(?:/[A-ZĐ][\w-]*)?")
_LONGEST_UNBROKEN = 24


@dataclass(frozen=True, slots=True)
class Link:
    """A reference on the page: where it stands, where it leads, and the mark it carries ('' is the normal case)."""

    span: Span
    href: str
    mark: str = ""
    note: str = ""  # the mark in words, for readers who do not see it


class Inline:
    """A text and its links; `html` gives any stretch of it, `draw` and `plain` how its links and other text look."""

    def __init__(
        self,
        text: str,
        links: Iterable[Link],
        *,
        draw: Callable[[Link, str], str] | None = None,
        plain: Callable[[str], str] | None = None,
    ) -> None:
        self._text = text
        self._draw = draw or _anchor
        self._plain = plain or _plain
        self._links = _apart(links)
        self._starts = [link.span.start for link in self._links]

    def html(self, span: Span) -> str:
        """The stretch with links; a link that only partly lies in it is cut to it."""
        first = bisect_left(self._starts, span.start)
        if first and self._links[first - 1].span.end > span.start:
            first -= 1
        if first == len(self._links) or self._links[first].span.start >= span.end:
            return self._plain(self._text[span.start : span.end])
        pieces: list[str] = []
        at = span.start
        for link in self._links[first:]:
            if link.span.start >= span.end:
                break
            start, end = max(link.span.start, at), min(link.span.end, span.end)
            pieces.append(self._plain(self._text[at:start]))
            pieces.append(self._draw(link, self._plain(self._text[start:end])))
            at = end
        pieces.append(self._plain(self._text[at : span.end]))
        return "".join(pieces)


def _apart(links: Iterable[Link]) -> list[Link]:
    """Sorted, and of links that overlap only the first and longest."""
    kept: list[Link] = []
    for link in sorted(links, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or link.span.start >= kept[-1].span.end:
            kept.append(link)
    return kept


def _anchor(link: Link, inner: str) -> str:
    css = f"ref {link.mark}" if link.mark else "ref"
    note = f'<span class="hide"> ({escape(link.note)})</span>' if link.note else ""
    return f'<a class="{css}" href="{escape(link.href)}">{inner}{note}</a>'


def _plain(text: str) -> str:
    """Escaped text, line ends as blanks, document numbers kept in one piece."""
    escaped = escape(text.replace("\n", " "), quote=False)
    return _NUMBER.sub(_unbroken, escaped)


def _unbroken(found: re.Match[str]) -> str:
    number = found[0]
    return f'<span class="k">{number}</span>' if len(number) <= _LONGEST_UNBROKEN else number


def plain(text: str) -> Markup:
    """A single string outside any document: escaped, document numbers kept in one piece."""
    return Markup(_plain(text))
