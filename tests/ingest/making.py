"""Small files made for the tests of the readers: DOCX from WordprocessingML, PDF from placed text and rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
)
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = {
    "document": "document.main",
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}


def docx(body: str, **parts: str) -> bytes:
    """A Word file whose body, and numbering, styles and footnotes where given, are the inside of their elements."""
    every = {"document": f"<w:body>{body}</w:body>", **parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_PART}{_PARTS[name]}+xml"/>' for name in every
    )
    related = "".join(f'<Relationship Id="r{name}" Type="{_RELATION}{name}" Target="{name}.xml"/>' for name in parts)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(overrides=overrides))
        archive.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="r" Type="{_RELATION}officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(related))
        for name, inside in every.items():
            archive.writestr(
                f"word/{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_WORD}>{inside}</w:{name}>'
            )
    return held.getvalue()


def _relations(inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def paragraph(text: str, *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def numbered(text: str, *, list_id: int = 1, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(number: int, kind: str, text: str, *, start: int = 1) -> str:
    """A level of a list: its number format and the text around it."""
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{inside}</w:lvl>'


def numbering(levels: str, *, override: str = "", lists: int = 1) -> str:
    """One definition, used by `lists` lists; `override` stands in the last of them."""
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override if number == lists else ""}</w:num>'
        for number in range(1, lists + 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'


#: A piece of text on a PDF page: x, y of its baseline from the lower left corner, size, text.
Piece = tuple[float, float, float, str]
#: A rule on a PDF page: from x, y to x, y.
Stroke = tuple[float, float, float, float]
_WIDTH = 500  # thousandths of the size, of every letter


def pdf(pages: Iterable[tuple[Sequence[Piece], Sequence[Stroke]]], *, turned: bool = False, extra: str = "") -> bytes:
    """A PDF with one Unicode font, letters half as wide as high; `turned` sets the text from bottom to top."""
    drawn = [_content(pieces, strokes, turned) for pieces, strokes in pages]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(drawn)}/Kids[{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(drawn)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/DW {_WIDTH}/FontDescriptor 6 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>".encode(),
        _stream(_TO_UNICODE.encode()),
        b"<</Type/FontDescriptor/FontName/Made/Ascent 800/Descent -200/Flags 4/FontBBox[0 -200 500 800]>>",
    ]
    for number, content in enumerate(drawn):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {8 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(_stream(content))
    return assembled(objects, extra)


_TO_UNICODE = (
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/M def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)


def _content(pieces: Sequence[Piece], strokes: Sequence[Stroke], turned: bool) -> bytes:
    out = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in strokes]
    for x, y, size, text in pieces:
        matrix = f"0 1 -1 0 {595 - y} {x}" if turned else f"1 0 0 1 {x} {y}"
        out.append(f"BT /F {size} Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET")
    return "\n".join(out).encode()


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def assembled(objects: Sequence[bytes], extra: str = "") -> bytes:
    """The bytes of a PDF with these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


#: A short decision in correct form; invented.
DECISION = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: {number}/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 05 tháng 9 năm 2025

QUYẾT ĐỊNH
Về việc thử nghiệm kho văn bản giả định

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;

QUYẾT ĐỊNH:
Điều 1. Phạm vi
1. Quyết định này quy định việc thử nghiệm theo Quyết định số {cited}/2025/QĐ-UBND.
2. Việc khác thực hiện theo khoản 1 Điều này.
Điều 2. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký.
"""


def decision(number: int, *, cited: int = 990) -> bytes:
    """A decision of the province by its serial number, as a text file; it cites another."""
    return DECISION.format(number=number, cited=cited).encode()


def one_article(number: int) -> bytes:
    """A decision with a single article, so two entries of an index: an invented document."""
    return f"""ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: {number}/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 13 tháng 8 năm 2025
QUYẾT ĐỊNH
Về việc thử chỉ mục (văn bản giả định)
Điều 1. Nội dung
Quyết định này quy định việc giả định số {number}.
""".encode()
