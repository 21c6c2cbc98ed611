"""From a document to its parts: zones and provisions in the order of the text, nested by path."""

from __future__ import annotations

from collections.abc import Iterator

from api.reading.lines import DASHES, blocks, lines, trimmed
from api.reading.tables import with_tables
from api.reading.units import HEADINGS, Part, Unit, ZoneBlock
from corpus.address import Level, Path
from corpus.model import Document, Provision, Zone
from corpus.text import Span

_ENDS = ".;:,…?!/"
_LONGEST_HEADING = 400


def parts(document: Document) -> tuple[Part, ...]:
    """The whole document as parts, outermost first."""
    return _Builder(document).build()


class _Builder:
    """Walks zones and provisions in order of the text; what lies between them becomes paragraphs where it stands."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._parents: set[Path] | None = None
        self._out: list[Part] = []
        self._open: list[Unit] = []
        self._at = 0
        self._chapter_rank = 1  # of the last heading above articles; 1 is the page's own

    def build(self) -> tuple[Part, ...]:
        marks: list[tuple[int, int, Provision | Zone, Span]] = [
            (zone.span.start, 0, zone.zone, zone.span) for zone in self._document.zones
        ]
        marks += [(p.span.start, 1, p, p.span) for p in self._document.provisions]
        for start, _, what, span in sorted(marks, key=lambda mark: mark[:2]):
            if isinstance(what, Provision):
                self._close_until(what.path)
                self._loose(start)
                self._unit(what)
            else:
                self._zone(what, span)
        self._loose(len(self._text))
        return with_tables(self._out, self._text)

    def _close_until(self, path: Path) -> None:
        while self._open and not path.is_within(self._open[-1].path):
            self._open.pop()

    def _loose(self, end: int) -> None:
        """Text that no zone and no provision claims, from the cursor to `end`."""
        between = self._text[self._at : end]
        if not between or between.isspace():  # nearly always: the end of the line before
            self._at = max(self._at, end)
            return
        found = blocks(self._document, Span(self._at, end))
        self._at = max(self._at, end)
        if self._open:
            self._open[-1].content.extend(found)
        elif not self._out:
            self._out.append(ZoneBlock(None, found))
        else:
            self._out.extend(found)

    def _zone(self, zone: Zone, span: Span) -> None:
        if span.end <= self._at:
            return
        if zone is Zone.CLOSING:
            self._open.clear()
        self._loose(span.start)
        found = blocks(self._document, Span(max(span.start, self._at), span.end))
        self._at = span.end
        if found:
            self._open.clear()
            first = not any(isinstance(part, ZoneBlock) and part.zone is zone for part in self._out)
            self._out.append(ZoneBlock(zone, found, first))

    def _unit(self, provision: Provision) -> None:
        number, heading, body = regions(self._text, provision)
        if heading is None and provision.level is not Level.ROW:
            heading, body = self._implied_heading(provision, body)
        parent = self._open[-1] if self._open else None
        unit = Unit(provision, number, heading, rank=self._rank(provision.level, parent))
        if unit.centered:
            unit.notes, body = self._notes(body)
        for stretch in _outside_cells(provision, body) if provision.level is Level.ROW else (body,):
            unit.content.extend(blocks(self._document, stretch))
        self._at = max(self._at, provision.span.end)
        (parent.content if parent else self._out).append(unit)
        self._open.append(unit)

    def _implied_heading(self, provision: Provision, body: Span) -> tuple[Span | None, Span]:
        """The first line of a unit, when it is one without an end and something follows it."""
        found = lines(self._text, body)
        first = next(found, None)
        if first is None or len(first) > _LONGEST_HEADING or self._text[first.end - 1] in _ENDS:
            return None, body
        second = next(found, None)
        below = self._text.startswith(DASHES, second.start) if second else self._has_below(provision.path)
        return (first, Span(first.end, body.end)) if below else (None, body)

    def _has_below(self, path: Path) -> bool:
        """True for a provision with others directly below it; few are asked for, so the set is made for the first."""
        if self._parents is None:
            self._parents = {provision.path.parent for provision in self._document.provisions}
        return path in self._parents

    def _notes(self, body: Span) -> tuple[tuple[Span, ...], Span]:
        """Lines in brackets that begin the text of an appendix: `(Kèm theo Kế hoạch …)`."""
        notes: list[Span] = []
        for line in lines(self._text, body):
            if not (self._text.startswith("(", line.start) and self._text.endswith(")", line.start, line.end)):
                break
            notes.append(line)
        return tuple(notes), Span(notes[-1].end, body.end) if notes else body

    def _rank(self, level: Level, parent: Unit | None) -> int:
        """Articles carry no chapter in their path; their heading still stands one below the last chapter's."""
        if level is Level.ARTICLE:
            return min(self._chapter_rank + 1, 6)
        rank = min(parent.rank + 1, 6) if parent else 2
        if level in HEADINGS:
            self._chapter_rank = rank
        return rank


def _outside_cells(row: Provision, body: Span) -> Iterator[Span]:
    """The stretches of a row that none of its cells holds."""
    at = body.start
    for cell in sorted(row.cells, key=lambda one: one.span.start):
        if cell.span.start > at:
            yield Span(at, cell.span.start)
        at = max(at, cell.span.end)
    if at < body.end:
        yield Span(at, body.end)


def regions(text: str, provision: Provision) -> tuple[Span, Span | None, Span]:
    """Where label, heading and own text of a provision stand: (label, heading or None, own text)."""
    start, end = provision.span.start, provision.span.end
    after_label = start + len(provision.label) if text.startswith(provision.label, start) else start
    body = end - len(provision.text)
    if body < after_label or text[body:end] != provision.text:
        found = text.find(provision.text[:80], after_label, end) if provision.text else -1
        body = found if found >= 0 else (end if not provision.text else after_label)
    between = trimmed(text, Span(after_label, body))
    heading = between if provision.heading else None
    if between and not heading:
        body = between.start  # a footnote mark, for one
    return Span(start, after_label), heading, trimmed(text, Span(body, end)) or Span(end, end)
