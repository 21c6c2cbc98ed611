"""Lists as files for spreadsheets: CSV and XLSX.

XLSX is written by hand: six small XML parts in a zip are all that a sheet of texts needs, and libraries of file
formats stay where files are read.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: What XML 1.0 cannot carry.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: What a spreadsheet would run as a formula where a text begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.styles+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
#: Style 0: wrapped text at the top of its cell; style 1: the same in bold, for the first row.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_NAMESPACE}">'
    '<fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

Row = Sequence[str | int]


def csv_bytes(head: Row, rows: Iterable[Row]) -> bytes:
    """CSV as spreadsheets of this country open it: UTF-8 with its mark; no text that would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_inert(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _inert(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def xlsx_bytes(title: str, head: Row, rows: Iterable[Row], *, widths: Sequence[int]) -> bytes:
    """A workbook of one sheet; the first row is bold and stays in view. `widths` are in characters."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Danh sách"
    book = (
        f'{_HEAD}<workbook xmlns="{_NAMESPACE}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _BOOK_LINKS,
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(head, rows, widths),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def _sheet(head: Row, rows: Iterable[Row], widths: Sequence[int]) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, start=1))
    lines = [_line(1, head, style=1)]
    lines += [_line(n, row, style=0) for n, row in enumerate(rows, start=2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_NAMESPACE}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _line(number: int, row: Row, *, style: int) -> str:
    cells = "".join(_cell(f"{_letters(at)}{number}", value, style) for at, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    text = escape(_CONTROL.sub("", value)[:_LONGEST_CELL], quote=False)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(at: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
