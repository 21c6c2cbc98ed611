"""The blocks of an HTML tree as lines: paragraphs, line breaks, list numbers, table cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ingest.pages import Line, Place
from ingest.readers.lines import clean
from ingest.readers.numerals import numeral

_SKIPPED = {
    *("script", "style", "noscript", "template", "svg", "head", "nav", "footer", "iframe", "object", "button"),
    *("select", "option", "textarea", "input", "audio", "video", "canvas", "map"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTER = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_ASIDE = re.compile(r"text-align\s*:\s*(?:left|right|justify|start|end)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
#: Parts that law sites put inside the text of a law: watch buttons, popups with related wording, notes on hover.
_CHROME_CLASSES = {
    *("popup-content", "popup-body", "tooltip-content-1", "tooltip-button", "document-tip", "target-hidden"),
    "docitem-binhluan",
    *("noprint", "no-print"),
}


@dataclass(slots=True)
class _Look:
    """How the text at a place of the tree looks."""

    bold: bool = False
    italic: bool = False
    centered: bool = False


@dataclass(slots=True)
class _Writer:
    """Collects runs of text and closes them to lines at block borders."""

    done: list[Line] = field(default_factory=list)
    dropped: int = 0
    runs: list[tuple[str, _Look]] = field(default_factory=list)
    place: Place | None = None
    tables: int = 0

    def add(self, text: str | None, look: _Look) -> None:
        if text:
            self.runs.append((text, look))

    def close(self) -> None:
        if not self.runs:
            return
        text = clean("".join(run for run, _ in self.runs))
        shown = [(run, look) for run, look in self.runs if run.strip()]
        self.runs = []
        if not text or not shown:
            return
        self.done.append(
            Line(
                text,
                place=self.place,
                whole=True,
                bold=all(look.bold for _, look in shown),
                italic=all(look.italic for _, look in shown),
                centered=shown[0][1].centered,
            )
        )


def lines(root: HtmlElement) -> tuple[list[Line], int]:
    """The lines of a tree in reading order, and how many characters of chrome inside it were left out."""
    writer = _Writer()
    _walk(root, _Look(), writer)
    writer.close()
    return writer.done, writer.dropped


def visible_length(element: HtmlElement) -> int:
    """Characters of text that a reader of the page could see, blanks not counted twice."""
    total = 0
    stack = [element]
    while stack:
        node = stack.pop()
        if isinstance(node.tag, str) and node.tag not in _SKIPPED:
            total += len(" ".join((node.text or "").split()))
            stack.extend(node)
        if node is not element:
            total += len(" ".join((node.tail or "").split()))
    return total


def _walk(element: HtmlElement, look: _Look, writer: _Writer) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return
    if _is_chrome(element):
        writer.dropped += visible_length(element)
        return
    if tag == "br":
        writer.close()
        return
    here = _look(element, look)
    if tag == "table":
        writer.close()
        _table(element, here, writer)
        return
    block = tag in _BLOCKS
    if block:
        writer.close()
        if tag == "li" and (label := _list_label(element)):
            writer.add(label + " ", here)
    writer.add(_flat(element.text), here)
    for child in element:
        _walk(child, here, writer)
        writer.add(_flat(child.tail), here)
    if block:
        writer.close()


def _flat(text: str | None) -> str | None:
    return re.sub(r"[\r\n\t]+", " ", text) if text else None


def _look(element: HtmlElement, outer: _Look) -> _Look:
    tag, style = element.tag, element.get("style") or ""
    bold = outer.bold or tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6") or bool(_BOLD.search(style))
    if style and _NOT_BOLD.search(style):
        bold = False
    align = (element.get("align") or "").lower()
    centered = outer.centered
    if align == "center" or tag == "center" or _CENTER.search(style):
        centered = True
    elif align in ("left", "right", "justify") or _ASIDE.search(style):
        centered = False
    return _Look(bold, outer.italic or tag in ("i", "em") or bool(_ITALIC.search(style)), centered)


def _is_chrome(element: HtmlElement) -> bool:
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        return True
    return not _CHROME_CLASSES.isdisjoint((element.get("class") or "").split())


def _list_label(item: HtmlElement) -> str | None:
    """The number a browser shows before an item of an ordered list."""
    listing = item.getparent()
    if listing is None or listing.tag != "ol" or "list-style-type: none" in (listing.get("style") or ""):
        return None
    number = _integer(listing.get("start"), 1) - 1
    for sibling in listing.iterchildren("li"):
        number = _integer(sibling.get("value"), number + 1)
        if sibling is item:
            break
    kind = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return numeral(number, kind.get(listing.get("type") or "1", "decimal")) + "."


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _table(table: HtmlElement, look: _Look, writer: _Writer) -> None:
    """A table of data gets places; one that only lays out the page (a table in it, or a single column) gets none."""
    rows = list(_rows(table))
    outer, number = writer.place, None
    lays_out = outer is None and (len(table.xpath(".//table")) > 0 or all(len(row) <= 1 for row in rows))
    if outer is None and not lays_out:
        number = writer.tables
        writer.tables += 1
    for caption in table.iterchildren("caption"):
        _walk(caption, look, writer)
    taken: dict[int, int] = {}  # column -> rows it is still filled from above
    for row_number, row in enumerate(rows):
        row_element = row[0].getparent() if row else None
        row_look = look if row_element is None else _look(row_element, look)
        column = 0
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            if number is not None:
                writer.place = Place(number, row_number, column)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            writer.close()
            inner = _look(cell, row_look)
            writer.add(_flat(cell.text), inner)
            for child in cell:
                _walk(child, inner, writer)
                writer.add(_flat(child.tail), inner)
            writer.close()
            for spread in range(column, column + wide):
                taken[spread] = high
            column += wide
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
    writer.place = outer


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child.iterchildren("tr"):
                yield [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: HtmlElement, name: str) -> int:
    return max(1, min(_integer(cell.get(name), 1), 100))
