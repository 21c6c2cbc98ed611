"""Akoma Ntoso 3.0 (OASIS LegalDocML) of a document: identity in `meta`, the text as a hierarchy, references as `ref`.

phần part, chương chapter, mục section, tiểu mục subsection, điều article, khoản paragraph, điểm point, tiết indent;
appendices, forms and what is issued with the document are `hcontainer` with their name. Articles stand inside the
chapter they follow. Nothing is left out: text between two provisions is a `hcontainer` of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from api.export import akn_acts
from api.reading import layout, links, titles
from api.reading.document_view import Reading
from api.reading.inline import Inline, Link
from api.reading.units import HEADINGS, Grid, Items, Paragraph, Part, Table, Unit, ZoneBlock
from corpus import vocabulary
from corpus.address import Level, Path, Step
from corpus.model import Zone
from corpus.text import Span

MEDIA_TYPE = "application/akn+xml"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: Level -> (element, abbreviation in eIds); what is not here is a `hcontainer`.
ELEMENTS = {
    Level.PART: ("part", "part"),
    Level.CHAPTER: ("chapter", "chp"),
    Level.SECTION: ("section", "sec"),
    Level.SUBSECTION: ("subsection", "subsec"),
    Level.ARTICLE: ("article", "art"),
    Level.CLAUSE: ("paragraph", "para"),
    Level.POINT: ("point", "point"),
    Level.SUBPOINT: ("indent", "indent"),
}
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def akoma_ntoso(reading: Reading, base: str) -> str:
    """The document as XML; `base` is the address of the site, which references lead to."""
    return _Writer(reading, base).document()


class _Writer:
    def __init__(self, reading: Reading, base: str) -> None:
        self._reading = reading
        self._document = reading.document
        self._text = reading.document.text
        self._base = base
        found = links.links(reading.references, reading.document.id, reading.held, inside=False)
        self._inline = Inline(self._text, found, draw=self._ref, plain=_escaped)
        self._ids: set[str] = set()
        self._eids: dict[str, str] = {}  # path -> the eId of the provision

    def document(self) -> str:
        kind = vocabulary.kind_by_name(self._document.metadata.kind or "")
        parts = layout.parts(self._document)
        first = next((n for n, part in enumerate(parts) if isinstance(part, Unit)), len(parts))
        closing = next((n for n, part in enumerate(parts) if n >= first and _is_closing(part)), len(parts))
        body = [*parts[first:closing], *(part for part in parts[closing:] if not _is_closing(part))]
        last = [part for part in parts[closing:] if _is_closing(part)]
        front, text = self._front(parts[:first]), self._body(body)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<akomaNtoso xmlns="{NAMESPACE}">\n<act name="{kind.code if kind else "van-ban"}" '
            f'contains="originalVersion">\n{self._meta()}\n{front}'
            f"<body>\n{text}</body>\n{self._wrapped('conclusions', last)}</act>\n</akomaNtoso>\n"
        )

    def _meta(self) -> str:
        id, m = self._document.id, self._document.metadata
        issued = str(m.issued) if m.issued else f"{id.year:04d}-01-01" if id.year else "1900-01-01"
        work = f"/akn/vn/act/{id}"
        expression = f"{work}/vie@{m.effective or issued}"
        name = _escaped(titles.name(m))
        force = f'<eventRef eId="e_2" date="{m.effective}" source="#nguon" type="generation"/>' if m.effective else ""
        ends = f'<eventRef eId="e_3" date="{m.expires}" source="#nguon" type="repeal"/>' if m.expires else ""
        marks = (mark for marks in self._reading.marks.values() for mark in marks)
        acts = akn_acts.passive(marks, self._eids, self._base)
        return (
            '<meta>\n<identification source="#traluat">'
            f"<FRBRWork>{_frbr(work, work)}"
            f'<FRBRdate date="{issued}" name="ban-hanh"/><FRBRauthor href="#co-quan"/><FRBRcountry value="vn"/>'
            f'<FRBRnumber value="{_escaped(m.number or id.number)}"/><FRBRname value="{name}"/></FRBRWork>'
            f"<FRBRExpression>{_frbr(expression, expression)}"
            f'<FRBRdate date="{m.effective or issued}" name="hieu-luc"/><FRBRauthor href="#co-quan"/>'
            '<FRBRlanguage language="vie"/></FRBRExpression>'
            f"<FRBRManifestation>{_frbr(f'{expression}.akn', f'{expression}.akn')}"
            f'<FRBRdate date="{issued}" name="ban-hanh"/><FRBRauthor href="#traluat"/></FRBRManifestation>'
            "</identification>\n"
            f'<lifecycle source="#traluat"><eventRef eId="e_1" date="{issued}" source="#nguon" type="generation"/>'
            f"{force}{ends}{acts.events}</lifecycle>\n{acts.analysis}{acts.temporal}"
            f'<references source="#traluat"><original eId="nguon" href="{self._base}/vb/{id}" showAs="{name}"/>'
            f"{acts.references}"
            f'<TLCOrganization eId="co-quan" href="/ontology/organization/vn/{id.issuer}" '
            f'showAs="{_escaped(m.issuer or id.issuer)}"/>'
            f'<TLCOrganization eId="traluat" href="{self._base}/" showAs="traluat"/></references>\n</meta>'
        )

    def _front(self, parts: Sequence[Part]) -> str:
        """What stands before the first provision: letterhead and title are the preface, the rest the preamble."""
        titled = [n for n, part in enumerate(parts) if isinstance(part, ZoneBlock) and part.zone in (None, Zone.TITLE)]
        cut = titled[-1] + 1 if titled else 0
        return self._wrapped("preface", parts[:cut]) + self._wrapped("preamble", parts[cut:])

    def _wrapped(self, name: str, parts: Sequence[Part]) -> str:
        inner = "".join(self._blocks(parts))
        return f"<{name}>{inner}</{name}>\n" if inner else ""

    def _blocks(self, parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Paragraph):
                yield f"<p>{self._inline.html(part.span)}</p>"
            elif isinstance(part, Items):
                yield "<ul>" + "".join(f"<li>{self._inline.html(span)}</li>" for span in part.spans) + "</ul>"
            elif isinstance(part, Grid):
                rows = "".join(f"<tr>{''.join(map(self._td, row))}</tr>" for row in part.rows)
                yield f"<table>{rows}</table>"
            elif isinstance(part, Table):
                yield self._table(part)
            elif isinstance(part, ZoneBlock):
                yield from self._blocks(part.blocks)

    def _td(self, span: Span | None, tag: str = "td", span_columns: int = 1) -> str:
        wide = f' colspan="{span_columns}"' if span_columns > 1 else ""
        return f"<{tag}{wide}><p>{self._inline.html(span) if span else ''}</p></{tag}>"

    def _table(self, table: Table) -> str:
        names = "".join(f"<th><p>{_escaped(name)}</p></th>" for name in ("TT", *table.columns))
        rows = []
        for row in table.rows:
            unit = row.unit
            rest = "" if row.section else "".join(self._blocks(unit.content))
            if row.section:
                end = unit.heading.end if unit.heading else unit.number.end
                inner = self._td(Span(unit.number.start, end), "th", len(table.columns) + 1)
            elif not unit.provision.cells:
                wide = max(len(table.columns), 1)
                inner = self._td(unit.number) + f'<td colspan="{wide}">{rest or "<p/>"}</td>'
            else:
                cells = [self._td(unit.cell(column)) for column in table.columns]
                cells[0] = cells[0].replace("</td>", f"{rest}</td>")
                inner = self._td(unit.number) + "".join(cells)
            rows.append(f'<tr eId="{self._eid(unit.path)}">{inner}</tr>')
        return f"<table><tr>{names}</tr>{''.join(rows)}</table>"

    def _body(self, parts: Sequence[Part]) -> str:
        """The provisions; headings above articles hold the articles after them, until one as high comes."""
        out: list[str] = []
        open_levels: list[tuple[Level, str]] = []
        filled: list[bool] = []

        def close(depth: int) -> None:
            while open_levels and open_levels[-1][0].depth >= depth:
                _, element = open_levels.pop()
                out.append(("" if filled.pop() else _EMPTY) + f"</{element}>\n")

        for n, part in enumerate(parts):
            if not isinstance(part, Unit):
                close(0)
                loose = "".join(self._blocks([part]))
                out.append(self._hcontainer(f"xen-{n}", "van-ban", f"<content>{loose}</content>") if loose else "")
                continue
            if part.level in HEADINGS or part.level is Level.ARTICLE:
                close(part.level.depth)
            if filled:
                filled[-1] = True
            if part.level in ELEMENTS and part.level in HEADINGS and not part.content:
                element = ELEMENTS[part.level][0]
                out.append(f'<{element} eId="{self._eid(part.path)}">{self._head(part)}\n')
                open_levels.append((part.level, element))
                filled.append(False)
            else:
                if part.level in (Level.APPENDIX, Level.ATTACHED, Level.FORM):
                    close(0)
                out.append(self._unit(part))
        close(0)
        return "".join(out) or self._hcontainer("toan-van", "van-ban", _EMPTY)

    def _unit(self, unit: Unit) -> str:
        own, below = unit.split()
        below_units = [part for part in below if isinstance(part, Unit)]
        noted = "".join(f"<p>{self._inline.html(note)}</p>" for note in unit.notes[1 if unit.heading else 0 :])
        if not below_units:
            blocks = noted + "".join(self._blocks([*own, *below]))
            inner = f"<content>{blocks or '<p/>'}</content>"
        else:
            intro = noted + "".join(self._blocks(own))
            inner = (f"<intro>{intro}</intro>" if intro else "") + "\n" + "".join(self._children(unit, below))
        known = ELEMENTS.get(unit.level)
        eid = self._eid(unit.path)
        if known:
            return f'<{known[0]} eId="{eid}">{self._head(unit)}{inner}</{known[0]}>\n'
        return f'<hcontainer name="{unit.level}" eId="{eid}">{self._head(unit)}{inner}</hcontainer>\n'

    def _children(self, unit: Unit, below: Sequence[Part]) -> Iterator[str]:
        last = max(n for n, part in enumerate(below) if isinstance(part, Unit))
        for n, part in enumerate(below[: last + 1]):
            if isinstance(part, Unit):
                yield self._unit(part)
            else:
                inner = f"<content>{''.join(self._blocks([part]))}</content>"
                yield self._hcontainer(f"{self._path_id(unit.path)}__xen-{n}", "van-ban", inner)
        rest = "".join(self._blocks(below[last + 1 :]))
        if rest:
            yield f"<wrapUp>{rest}</wrapUp>"

    def _hcontainer(self, eid: str, name: str, inner: str) -> str:
        return f'<hcontainer name="{name}" eId="{self._unique(eid)}">{inner}</hcontainer>\n'

    def _head(self, unit: Unit) -> str:
        number = _escaped(unit.number.of(self._text).strip())
        notes = "".join(f"<subheading>{self._inline.html(note)}</subheading>" for note in unit.notes[:1])
        heading = f"<heading>{self._inline.html(unit.heading)}</heading>" if unit.heading else ""
        return (f"<num>{number}</num>" if number else "") + heading + (notes if heading else "")

    def _eid(self, path: Path) -> str:
        eid = self._unique(self._path_id(path))
        self._eids.setdefault(str(path), eid)
        return eid

    def _path_id(self, path: Path) -> str:
        return "__".join(map(_step_id, path.steps))

    def _unique(self, eid: str) -> str:
        found, n = eid, 1
        while found in self._ids:
            n += 1
            found = f"{eid}-{n}"
        self._ids.add(found)
        return found

    def _ref(self, link: Link, inner: str) -> str:
        return f'<ref href="{_escaped(self._base + link.href)}">{inner}</ref>'


_EMPTY = "<content><p/></content>"


def _is_closing(part: Part) -> bool:
    return isinstance(part, ZoneBlock) and part.zone is Zone.CLOSING


def _step_id(step: Step) -> str:
    known = ELEMENTS.get(step.level)
    return f"{known[1] if known else step.level}_{step.number}".rstrip("_")


def _frbr(this: str, uri: str) -> str:
    return f'<FRBRthis value="{this}/!main"/><FRBRuri value="{uri}"/>'


def _escaped(text: str) -> str:
    return escape(text.translate(_CONTROL).replace("\n", " "))
