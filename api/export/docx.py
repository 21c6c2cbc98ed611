"""A document as DOCX, set by Nghị định 30/2020/NĐ-CP: A4, margins 20/15/20/30 mm, Times New Roman 13.

Written by hand: five XML parts in a zip are all it needs, and libraries of file formats stay where files are read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from html import escape

from api.reading import layout, letter, lines, titles
from api.reading.acted import ActMark, Marks
from api.reading.units import Grid, Items, Paragraph, Part, Table, Unit, ZoneBlock
from corpus.model import Document, Zone
from corpus.text import Span

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_WIDTH = 9355  # of the text, in twentieths of a point: 165 mm
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.styles+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_FONT = "<w:rFonts {}/>".format(
    " ".join(f'w:{where}="Times New Roman"' for where in ("ascii", "hAnsi", "cs", "eastAsia"))
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="26"/><w:szCs w:val="26"/>'
    '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60" '
    'w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/>'
    "</w:pPr></w:style>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for n in range(1, 7)
    )
    + "</w:styles>"
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def docx_bytes(document: Document, note: str, *, marks: Marks | None = None) -> bytes:
    """The document; `note` stands at its end and says what this copy is, `marks` before the provisions they reach."""
    text = "".join(_Writer(document, marks or {}).parts(layout.parts(document)))
    body = text + _p(_run(note, italic=True), align="left")
    whole = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{_PAGE}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": whole,
        "word/_rels/document.xml.rels": _LINKS,
        "word/styles.xml": _STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


class _Writer:
    def __init__(self, document: Document, marks: Marks) -> None:
        self._marks = marks
        self._text = document.text
        self._title = titles.name(document.metadata)

    def parts(self, parts: Iterable[Part], depth: int = 0) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Unit):
                yield from self._unit(part, depth)
            elif isinstance(part, Table):
                yield self._table(part)
            elif isinstance(part, ZoneBlock):
                yield from self._zone(part)
            else:
                yield from self._block(part, depth)

    def _block(self, part: Part, depth: int) -> Iterator[str]:
        if isinstance(part, Paragraph):
            yield _p(_run(self._said(part.span)), indent=depth)
        elif isinstance(part, Items):
            for span in part.spans:
                yield _p(_run(self._said(span)), indent=depth)
        elif isinstance(part, Grid):
            rows = [[_p(_run(self._said(cell)), align="left") for cell in row] for row in part.rows]
            yield _table(rows)

    def _zone(self, block: ZoneBlock) -> Iterator[str]:
        if block.zone is None:
            head = letter.letterhead(self._text, block.spans)
            if head.two_sided:
                left = "".join(_p(_run(self._said(s), bold=True), align="center") for s in head.left)
                right = "".join(
                    _p(_run(self._said(s), bold=s not in head.dated, italic=s in head.dated), align="center")
                    for s in head.right
                )
                yield _table([[left, right]], borders=False)
                return
        for inner in block.blocks:
            if block.zone is Zone.TITLE and isinstance(inner, Paragraph):
                yield _p(_run(self._said(inner.span), bold=True), align="center")
            else:
                yield from self._block(inner, 0)

    def _unit(self, unit: Unit, depth: int) -> Iterator[str]:
        number = self._said(unit.number)
        heading = self._said(unit.heading) if unit.heading else ""
        own, below = unit.split()
        inner = depth if unit.flat or unit.article else depth + 1
        level = min(unit.rank - 1, 6)
        yield from (_p(_run(f"[{one.text}]", italic=True), indent=depth) for one in self._acts(unit))
        if unit.flat:
            align = "center" if unit.centered else "left"
            yield _p(_run(" ".join(filter(None, (number, heading))), bold=True), style=level, align=align)
        elif heading:
            yield _p(_run(f"{number} {heading}".strip(), bold=True), style=level, indent=depth)
        else:
            first = own[0] if own and isinstance(own[0], Paragraph) else None
            said = _run(f"{number} ", bold=unit.article) + (_run(self._said(first.span)) if first else "")
            yield _p(said, indent=depth)
            own = own[1:] if first else own
        for note in unit.notes:
            yield _p(_run(self._said(note), italic=True), align="center")
        yield from self.parts(own, depth)
        yield from self.parts(below, inner)

    def _table(self, table: Table) -> str:
        rows = [[_p(_run(name, bold=True), align="center") for name in ("TT", *table.columns)]]
        for row in table.rows:
            unit = row.unit
            if row.section:
                end = unit.heading.end if unit.heading else unit.number.end
                rows.append([_p(_run(self._said(Span(unit.number.start, end)), bold=True), align="left")])
                continue
            told = "".join(_p(_run(f"[{one.text}]", italic=True), align="left") for one in self._acts(unit))
            cells = [told + _p(_run(self._said(unit.number)), align="left")]
            named = table.columns if unit.provision.cells else ()
            cells += [_p(_run(self._cell(unit.cell(column))), align="left") for column in named]
            rest = "".join(self.parts(part for part in unit.content if not isinstance(part, Table)))
            if rest:
                cells[1:2] = ["".join((*cells[1:2], rest))]
                cells[1] += "" if cells[1].endswith("</w:p>") else _p("")  # a cell ends with a paragraph
            rows.append(cells)
        return _table(rows)

    def _acts(self, unit: Unit) -> tuple[ActMark, ...]:
        return self._marks.get(str(unit.path), ())

    def _cell(self, span: Span | None) -> str:
        return "\n".join(self._said(line) for line in lines.lines(self._text, span)) if span else ""

    def _said(self, span: Span) -> str:
        return " ".join(span.of(self._text).split())


def _run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    pieces = text.translate(_CONTROL).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in pieces)
    return f"<w:r>{properties}{said}</w:r>"


def _p(inner: str, *, style: int = 0, align: str = "", indent: int = 0) -> str:
    kept = f'<w:pStyle w:val="Heading{style}"/>' if style else ""
    shift = f'<w:ind w:left="{min(indent, 6) * 340}"/>' if indent else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{kept}{shift}{aligned}</w:pPr>{inner}</w:p>"


def _table(rows: list[list[str]], *, borders: bool = True) -> str:
    """Rows of cells, each holding paragraphs; a row with one cell among wider ones goes across."""
    columns = max(map(len, rows))
    width = _WIDTH // columns
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = f"<w:tblBorders>{''.join(line.format(edge) for edge in edges)}</w:tblBorders>" if borders else ""
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    made = []
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            across = columns - at if at == len(row) - 1 else 1
            spanned = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width * across}" w:type="dxa"/>{spanned}</w:tcPr>{cell}</w:tc>')
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>{drawn}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(made)}</w:tbl>{_p('')}"
    )
