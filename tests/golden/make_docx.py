"""Write corpus/samples/nghi-dinh-902-2025-nd-cp.docx: an invented decree whose clauses and points are numbered by Word.

Run `python tests/golden/make_docx.py` after changing the text. Clauses (1. 2. 3.) and points (a, b, c) of the
articles carry no typed number: they are list paragraphs, each list with a numbering instance of its own, as an
office's template makes them. Articles, and the list of Điều 6, are typed.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).parents[2] / "corpus" / "samples" / "nghi-dinh-902-2025-nd-cp.docx"

#: (style, text): "article" is typed, "clause" and "point" are numbered by Word, "plain" is a paragraph.
BODY: tuple[tuple[str, str], ...] = (
    ("article", "Điều 1. Phạm vi điều chỉnh"),
    (
        "clause",
        "Nghị định này quy định chi tiết khoản 3 Điều 5, Điều 6 và khoản 2 Điều 9 của Luật Thư viện pháp luật "
        "(sau đây gọi là Luật số 901/2025/QH15).",
    ),
    ("clause", "Nghị định này quy định biện pháp thi hành Luật số 901/2025/QH15 về:"),
    ("point", "Lập và quản lý mã định danh;"),
    ("point", "Kết nối, chia sẻ dữ liệu;"),
    ("point", "Trách nhiệm của cơ quan quản lý thư viện pháp luật."),
    ("article", "Điều 2. Gửi văn bản hành chính và văn kiện của Đảng"),
    (
        "clause",
        "Cơ quan ban hành văn bản hành chính quy định tại điểm d khoản 1 Điều 5 của Luật số 901/2025/QH15 gửi bản "
        "điện tử chậm nhất là 05 ngày làm việc kể từ ngày ký.",
    ),
    (
        "clause",
        "Việc gửi văn kiện của Đảng quy định tại điểm đ khoản 1 Điều 5 của Luật số 901/2025/QH15 do cơ quan có "
        "thẩm quyền của Đảng quyết định.",
    ),
    (
        "clause",
        "Bản điện tử gửi theo khoản 1 và khoản 2 Điều này kèm theo phiếu gửi theo Mẫu số 01 tại Phụ lục II ban hành "
        "kèm theo Nghị định này.",
    ),
    ("article", "Điều 3. Mã định danh"),
    ("clause", "Mã định danh văn bản gồm:"),
    ("point", "Mã cơ quan ban hành;"),
    ("point", "Năm ban hành;"),
    ("point", "Số, ký hiệu của văn bản."),
    (
        "clause",
        "Mã định danh của đơn vị văn bản gồm mã quy định tại các điểm a, b và c khoản 1 Điều này và vị trí của đơn vị "
        "văn bản.",
    ),
    ("clause", "Thành phần và cách ghi mã định danh thực hiện theo Phụ lục I ban hành kèm theo Nghị định này."),
    ("article", "Điều 4. Kết nối, chia sẻ dữ liệu"),
    (
        "clause",
        "Giao diện lập trình ứng dụng phải cho phép tra cứu theo mã định danh quy định tại Điều 3 của Nghị định này.",
    ),
    ("clause", "Bộ dữ liệu mở được cập nhật hằng ngày và gồm:"),
    ("point", "Toàn văn văn bản;"),
    ("point", "Dữ liệu hiệu lực;"),
    ("point", "Dữ liệu dẫn chiếu."),
    (
        "clause",
        "Thư viện pháp luật của bộ, ngành, địa phương kết nối với Thư viện pháp luật quốc gia trước ngày 31 tháng 12 "
        "năm 2026.",
    ),
    ("clause", "Bộ Tư pháp quy định yêu cầu kỹ thuật của dữ liệu quy định tại điểm b và điểm c khoản 2 Điều này."),
    ("article", "Điều 5. Hiệu lực thi hành"),
    ("clause", "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025."),
    (
        "clause",
        "Nghị định này thay thế Nghị định số 900/2019/NĐ-CP ngày 05 tháng 8 năm 2019 của Chính phủ; bãi bỏ Điều 3 và "
        "các khoản 1, 2 Điều 4 của Nghị định số 910/2021/NĐ-CP ngày 20 tháng 9 năm 2021 của Chính phủ.",
    ),
    (
        "clause",
        "Trường hợp văn bản viện dẫn trong Nghị định này được sửa đổi, bổ sung hoặc thay thế thì áp dụng văn bản sửa "
        "đổi, bổ sung hoặc thay thế.",
    ),
    ("article", "Điều 6. Trách nhiệm thi hành"),
    (
        "plain",
        "1. Bộ trưởng Bộ Tư pháp hướng dẫn, kiểm tra việc thực hiện Nghị định này và Nghị quyết số 197/2025/QH15 trong "
        "phạm vi nhiệm vụ được giao.",
    ),
    (
        "plain",
        "2. Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch Ủy ban nhân dân "
        "các tỉnh, thành phố trực thuộc trung ương và cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "
        "Nghị định này./.",
    ),
)

ROWS = (
    ("1", "Cơ quan ban hành", "Chữ thường không dấu, nối bằng dấu gạch ngang", "ubnd-ha-tinh"),
    ("2", "Năm ban hành", "Bốn chữ số", "2025"),
    ("3", "Số, ký hiệu", "Chữ thường không dấu; dấu gạch chéo thay bằng dấu gạch ngang", "444-kh-ubnd"),
    ("4", "Vị trí của điều, khoản, điểm", "Từ ngoài vào trong, nối bằng dấu chấm", "dieu-5.khoan-2.diem-a"),
    ("5", "Vị trí trong văn bản không có điều", "Như hàng 4, bắt đầu từ mục", "muc-2.khoan-3"),
)


class Numbering:
    """Numbering definitions of the document: one abstract list for clauses, one for points, restarted when asked."""

    def __init__(self, document: Docx) -> None:
        self._root = document.part.numbering_part.element
        self._clauses = self._abstract(90, "decimal", "%1.")
        self._points = self._abstract(91, "lowerLetter", "%1)")
        self._next = 900

    def _abstract(self, number: int, form: str, text: str) -> int:
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(number))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text), ("w:lvlJc", "left")):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
        self._root.insert(0, abstract)
        return number

    def restart(self, style: str) -> int:
        """A new numbering instance that starts again at 1 or a."""
        self._next += 1
        instance = OxmlElement("w:num")
        instance.set(qn("w:numId"), str(self._next))
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), str(self._clauses if style == "clause" else self._points))
        override = OxmlElement("w:lvlOverride")
        override.set(qn("w:ilvl"), "0")
        start = OxmlElement("w:startOverride")
        start.set(qn("w:val"), "1")
        override.append(start)
        instance.extend((link, override))
        self._root.append(instance)
        return self._next


def number_by_word(paragraph: Paragraph, instance: int) -> None:
    """Make the paragraph an item of a numbering instance."""
    properties: Any = paragraph._p.get_or_add_pPr()  # its numbering is generated, unknown to the stubs
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = 0
    numbering.get_or_add_numId().val = instance


def centred(document: Docx, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def heading(document: Docx) -> None:
    centred(document, "(Văn bản giả định, soạn để minh họa, không có giá trị pháp lý)", italic=True)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "CHÍNH PHỦ\n-------"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------"
    table.cell(1, 0).text = "Số: 902/2025/NĐ-CP"
    table.cell(1, 1).text = "Hà Nội, ngày 10 tháng 6 năm 2025"
    centred(document, "NGHỊ ĐỊNH", bold=True)
    centred(document, "Quy định chi tiết một số điều và biện pháp thi hành Luật Thư viện pháp luật", bold=True)
    for basis in (
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
        "Căn cứ Luật Thư viện pháp luật số 901/2025/QH15;",
        "Theo đề nghị của Bộ trưởng Bộ Tư pháp;",
        "Chính phủ ban hành Nghị định quy định chi tiết một số điều và biện pháp thi hành Luật Thư viện pháp luật.",
    ):
        document.add_paragraph().add_run(basis).italic = True


def body(document: Docx) -> None:
    numbering = Numbering(document)
    clauses = points = 0
    for style, text in BODY:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = style == "article"
        if style == "article":
            clauses = numbering.restart("clause")
        elif style == "clause":
            number_by_word(paragraph, clauses)
            points = numbering.restart("point")
        elif style == "point":
            number_by_word(paragraph, points)


def closing(document: Docx) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = (
        "Nơi nhận:\n- Ban Bí thư Trung ương Đảng;\n- Thủ tướng, các Phó Thủ tướng Chính phủ;\n"
        "- Các bộ, cơ quan ngang bộ;\n- Hội đồng nhân dân, Ủy ban nhân dân các tỉnh;\n- Lưu: VT, PL."
    )
    table.cell(0, 1).text = "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nNgười Ký Giả Định"


def appendices(document: Docx) -> None:
    issued = "(Kèm theo Nghị định số 902/2025/NĐ-CP ngày 10 tháng 6 năm 2025 của Chính phủ)"
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    centred(document, "PHỤ LỤC I", bold=True)
    centred(document, "THÀNH PHẦN VÀ CÁCH GHI MÃ ĐỊNH DANH", bold=True)
    centred(document, issued, italic=True)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("STT", "Thành phần", "Cách ghi", "Ví dụ"), strict=True):
        cell.text = text
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    centred(document, "PHỤ LỤC II", bold=True)
    centred(document, "MẪU PHIẾU GỬI VĂN BẢN", bold=True)
    centred(document, issued, italic=True)
    centred(document, "Mẫu số 01", bold=True)
    centred(document, "PHIẾU GỬI VĂN BẢN", bold=True)
    for line in (
        "Cơ quan gửi: ………………………………",
        "Số, ký hiệu, ngày ban hành của văn bản: ………………………………",
        "Gửi theo khoản … Điều 2 của Nghị định số 902/2025/NĐ-CP.",
        "Người gửi (ký, ghi rõ họ tên): ………………………………",
    ):
        document.add_paragraph(line)


def build(target: Path) -> None:
    document = Document()
    properties = document.core_properties
    properties.author = "traluat"
    properties.title = "Nghị định 902/2025/NĐ-CP (văn bản giả định)"
    properties.created = properties.modified = datetime(2025, 6, 10, tzinfo=UTC)
    heading(document)
    body(document)
    closing(document)
    appendices(document)
    document.save(str(target))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
