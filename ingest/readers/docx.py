"""DOCX: paragraphs with Word's automatic numbers, tables with places, footnotes, text boxes; changes accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from corpus.errors import UnreadableSource, UnsupportedSource
from ingest.pages import Line, Pages, Place
from ingest.readers.docx_legacy import to_unicode
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_text import W, note_key, paragraph_lines, properties, text_boxes
from ingest.readers.sniff import DOCX

_MAX_PART = 100 * 2**20  # unpacked bytes of one part: a bomb, not a law
_MAX_WHOLE = 300 * 2**20  # and of all parts, pictures among them

_Element = etree._Element


def read(data: bytes) -> Pages:
    """The paragraphs and cells of a Word file in reading order.

    Raises UnreadableSource for a damaged or swollen package.
    """
    _guard(data)
    try:
        package = OpcPackage.open(io.BytesIO(data))
        document = package.main_document_part
        body = _tree(document).find(W + "body")
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableSource("Tệp Word hỏng hoặc tải dở; hãy mở bằng Word, lưu lại rồi nạp lại.") from error
    if body is None:
        raise UnsupportedSource("Tệp Word không có phần thân văn bản; hãy lưu lại dưới dạng DOCX.")
    styles = _related(document, "STYLES")
    notes = [part for kind in ("FOOTNOTES", "ENDNOTES") if (part := _related(document, kind)) is not None]
    problems = to_unicode(body, styles)
    for part in notes:
        to_unicode(part, styles)
    reader = _Reader(Numbering.of(_related(document, "NUMBERING"), styles))
    lines = list(reader.blocks(body))
    lines += reader.footnotes(notes)
    return Pages(tuple(lines), DOCX, problems=problems)


def _guard(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [member.file_size for member in archive.infolist()]
            if max(sizes, default=0) > _MAX_PART or sum(sizes) > _MAX_WHOLE:
                raise UnreadableSource("Tệp Word bung ra quá lớn (có thể là bom nén); hãy kiểm tra nguồn của tệp.")
    except (zipfile.BadZipFile, EOFError) as error:
        raise UnreadableSource("Tệp mang đuôi .docx nhưng không mở được (tải dở hoặc hỏng); hãy tải lại.") from error


def _tree(part: Part) -> _Element:
    element = getattr(part, "element", None)
    if element is not None:
        return element  # type: ignore[no-any-return]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(part.blob, parser)


def _related(document: Part, kind: str) -> _Element | None:
    try:
        return _tree(document.part_related_by(getattr(RELATIONSHIP_TYPE, kind)))
    except (KeyError, etree.XMLSyntaxError):
        return None


@dataclass(slots=True)
class _Reader:
    """Walks the blocks of a body; numbers count on through tables as they do in Word."""

    numbering: Numbering
    tables: int = 0
    notes: list[str] = field(default_factory=list)

    def blocks(self, parent: _Element, place: Place | None = None) -> Iterator[Line]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, place)
            elif child.tag == W + "tbl":
                yield from self._table(child, place)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self.blocks(content, place)
            elif child.tag in (W + "ins", W + "moveTo", W + "customXml", W + "smartTag"):
                yield from self.blocks(child, place)

    def _paragraph(self, paragraph: _Element, place: Place | None) -> Iterator[Line]:
        label = self.numbering.label(paragraph)
        style = self.numbering.look(paragraph)
        yield from paragraph_lines(paragraph, label=label, look=style, place=place, notes=self.notes)
        for box in text_boxes(paragraph):
            yield from self.blocks(box, place)

    def _table(self, table: _Element, place: Place | None) -> Iterator[Line]:
        """Cells in row order; a cell merged downwards is printed once, where it starts."""
        if place is not None:  # a table inside a cell is read as the text of that cell
            for cell in table.iter(W + "tc"):
                if not any(above is not table and above.tag == W + "tbl" for above in _up_to(cell, table)):
                    yield from self.blocks(cell, place)
            return
        number = self.tables
        self.tables += 1
        for row_number, row in enumerate(_rows(table)):
            column = _integer(properties(row, "trPr", "gridBefore"))
            for cell in _cells(row):
                wide = max(_integer(properties(cell, "tcPr", "gridSpan")), 1)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is None or merged.get(W + "val") == "restart":
                    yield from self.blocks(cell, Place(number, row_number, column))
                column += wide

    def footnotes(self, parts: list[_Element]) -> list[Line]:
        """The notes in the order of their marks, those at the foot of a page and those at the end alike."""
        by_key = {note_key(note): note for part in parts for note in part.iter(W + "footnote", W + "endnote")}
        found: list[Line] = []
        for shown, key in enumerate(self.notes, start=1):
            note = by_key.get(key)
            if note is None:
                continue
            lines = [line for block in note.findall(W + "p") for line in paragraph_lines(block, notes=[])]
            found += [
                Line(f"[{shown}] {line.text}" if not at else line.text, whole=True, footnote=True)
                for at, line in enumerate(line for line in lines if line.text)
            ]
        return found


def _up_to(element: _Element, stop: _Element) -> Iterator[_Element]:
    parent = element.getparent()
    while parent is not None and parent is not stop:
        yield parent
        parent = parent.getparent()


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "ins", W + "customXml"):
            yield from child.iter(W + "tr")


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "customXml"):
            yield from child.iter(W + "tc")


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
