"""Parts of a document chosen for print: whole chapters, articles, sections, appendices, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup

from api.reading import layout, links
from api.reading.document_view import Reading
from api.reading.law import Law
from api.reading.units import HEADINGS, Part, Table, Unit
from api.reading.writer import law_html
from corpus.address import Level, Path

_TOP = 3  # headings of chosen parts stand below the page's own


def chosen_html(reading: Reading, paths: Collection[Path], *, prefix: str = "") -> Markup:
    """The text of the chosen provisions; the whole document where none is chosen.

    `prefix`: of the anchors, where several documents stand on one page; references then lead to the other pages.
    """
    found = links.links(reading.references, reading.document.id, reading.held, inside=not prefix)
    law = Law(reading.document, found, marks=reading.marks)
    parts = layout.parts(reading.document)
    return law_html(law, _chosen(parts, paths) if paths else parts, prefix=prefix, top=_TOP if paths else 0)


def _chosen(parts: Iterable[Part], paths: Collection[Path]) -> Iterator[Part]:
    """The chosen units, each once; with a chapter the articles that stand under it."""
    chapter: Level | None = None  # of the chosen heading whose articles are being taken
    for part in parts:
        if not isinstance(part, Unit):
            continue
        if part.path in paths:
            chapter = part.level if part.level in HEADINGS else chapter
            yield part
        elif chapter is not None and (part.level is Level.ARTICLE or part.level.depth > chapter.depth):
            yield part
        else:
            chapter = None if part.level in HEADINGS else chapter
            yield from _below(part, paths)


def _below(unit: Unit, paths: Collection[Path]) -> Iterator[Part]:
    for part in unit.content:
        if isinstance(part, Unit):
            if part.path in paths:
                yield part
            else:
                yield from _below(part, paths)
        elif isinstance(part, Table):
            rows = [row for row in part.rows if any(row.unit.path.is_within(path) for path in paths)]
            if rows:
                yield Table(part.columns, tuple(rows))
