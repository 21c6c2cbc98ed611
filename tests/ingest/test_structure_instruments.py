"""Several instruments in one file, appendices, forms and their tables. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.model import Document, Source, Zone
from ingest.pages import Line, Pages, Place
from ingest.structure import structure

MAIN = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 900/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Tĩnh, ngày 01 tháng 02 năm 2025
QUYẾT ĐỊNH
Về việc giả định
Căn cứ Luật Giả định;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Người Ký Giả"""


def read(text: str, table: list[list[str]] | None = None) -> Document:
    lines = [Line(line, whole=True) for line in text.strip().splitlines()]
    for row, cells in enumerate(table or []):
        lines += [Line(cell, place=Place(0, row, column), whole=True) for column, cell in enumerate(cells) if cell]
    return structure(Pages(tuple(lines), "text/plain"), source=Source("qd.txt", "0" * 64, "text/plain"))


def below(document: Document) -> str:
    return " ".join(str(p.path) for p in document.provisions if str(p.path) not in {"dieu-1", "dieu-2"})


ATTACHED = [
    pytest.param(
        "QUY CHẾ\nLÀM VIỆC GIẢ ĐỊNH\n(Ban hành kèm theo Quyết định số 900/QĐ-UBND)\nChương I\n"
        "QUY ĐỊNH CHUNG\nĐiều 1. A\n1. Một.\n"
        "Điều 2. B",
        "kem-theo kem-theo.chuong-1 kem-theo.dieu-1 kem-theo.dieu-1.khoan-1 kem-theo.dieu-2",
        id="regulation",
    ),
    pytest.param(
        "QUY CHẾ\nMỘT\n(Ban hành kèm theo Quyết định)\nĐiều 1. A\nQUY ĐỊNH\nHAI\n"
        "(Ban hành kèm theo Quyết định)\nĐiều 1. B",
        "kem-theo kem-theo.dieu-1 kem-theo-2 kem-theo-2.dieu-1",
        id="two-regulations",
    ),
    pytest.param(
        "PHỤ LỤC I\nDANH MỤC\n(Kèm theo Quyết định số 900/QĐ-UBND)\nI. PHẦN MỘT\n1. Một\nPHỤ LỤC II\nMẪU\n"
        "Mẫu số 01\nĐƠN ĐỀ NGHỊ\n1. Tên:",
        "phu-luc-1 phu-luc-1.muc-1 phu-luc-1.muc-1.khoan-1 phu-luc-2 phu-luc-2.mau-1 phu-luc-2.mau-1.khoan-1",
        id="appendices-and-a-form",
    ),
    pytest.param(
        "Phụ lục I.1\nDANH MỤC\n1. Một\nPhụ lục I.2\nDANH MỤC\n1. Hai",
        "phu-luc-1-1 phu-luc-1-1.khoan-1 phu-luc-1-2 phu-luc-1-2.khoan-1",
        id="dotted-appendix",
    ),
    pytest.param(
        "DANH MỤC NHIỆM VỤ GIẢ ĐỊNH\n(Kèm theo Quyết định số 900/QĐ-UBND)\nI. MỘT\nII. HAI",
        "phu-luc phu-luc.muc-1 phu-luc.muc-2",
        id="list-without-the-word",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ATTACHED)
def test_attached_instruments_and_appendices(text: str, expected: str) -> None:
    assert below(read(f"{MAIN}\n{text}")) == expected


def test_an_appendix_that_is_only_mentioned_opens_nothing() -> None:
    text = MAIN.replace("Quy chế.", "Quy chế tại\nPhụ lục I ban hành kèm theo Quyết định này.")
    assert below(read(text)) == ""


TABLE = [
    ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
    ["I", "Hoàn thiện thể chế", "", ""],
    ["1", "Rà soát văn bản", "Sở Giả định", "Quý I"],
    ["2", "Hệ thống hóa văn bản", "", "Quý II"],
    ["II", "Tổ chức thi hành", "", ""],
    ["1", "Tập huấn", "Sở Giả định", "Quý III"],
]


def test_rows_of_an_appendix_table_are_provisions_with_named_cells() -> None:
    document = read(f"{MAIN}\nPHỤ LỤC\nNHIỆM VỤ\n(Kèm theo Quyết định)", TABLE)
    assert below(document) == (
        "phu-luc phu-luc.muc-1 phu-luc.muc-1.dong-1 phu-luc.muc-1.dong-2 phu-luc.muc-2 phu-luc.muc-2.dong-1"
    )
    rows = {str(p.path): p for p in document.provisions}
    assert rows["phu-luc.muc-1"].heading == "Hoàn thiện thể chế"
    cells = {cell.column: cell.span.of(document.text) for cell in rows["phu-luc.muc-1.dong-2"].cells}
    assert cells == {"Nhiệm vụ": "Hệ thống hóa văn bản", "Thời gian": "Quý II"}


def test_column_numbers_below_the_head_are_no_row() -> None:
    table = [["STT", "Tên", "Ghi chú"], ["(1)", "(2)", "(3)"], ["1", "Một", "-"], ["1.1", "Con", "-"]]
    document = read(f"{MAIN}\nPHỤ LỤC\nDANH MỤC\n(Kèm theo Quyết định)", table)
    assert below(document) == "phu-luc phu-luc.dong-1 phu-luc.dong-1.dong-1-1"


def test_numbered_rows_inside_an_article_are_content() -> None:
    head = MAIN[: MAIN.index("Điều 2.")]
    document = read(head, [["TT", "Mức thu", "Đơn vị"], ["1", "10.000", "đồng"], ["2", "20.000", "đồng"]])
    assert [str(p.path) for p in document.provisions] == ["dieu-1"]
    assert "20.000" in document.provisions[0].text


def test_every_character_is_in_a_provision_a_zone_or_counted() -> None:
    document = read(f"{MAIN}\nPHỤ LỤC\nNHIỆM VỤ\n(Kèm theo Quyết định)", TABLE)
    covered = [False] * len(document.text)
    for span in [*(p.span for p in document.provisions), *(z.span for z in document.zones)]:
        for at in range(span.start, span.end):
            assert not covered[at], f"twice: {document.text[at : at + 20]}"
            covered[at] = True
    missed = sum(1 for at, char in enumerate(document.text) if not covered[at] and char != "\n")
    assert missed == sum(count for reason, count in document.left_out if reason in {"letterhead", "unplaced"})


def test_articles_that_a_dump_glued_into_one_paragraph() -> None:
    text = MAIN.replace("Điều 1. Ban", "Điều 1.\nBan").replace("Quy chế.\nĐiều 2.", "Quy chế kèm theo)* Điều 2.")
    assert [str(p.path) for p in read(text).provisions] == ["dieu-1", "dieu-2"]


def test_a_plan_right_below_the_signature_is_attached() -> None:
    plan = "KẾ HOẠCH\nXUẤT KHẨU GIẢ ĐỊNH\nTriển khai giả định, Ủy ban nhân dân ban hành Kế hoạch.\nI. MỤC TIÊU\n1. Một."
    assert below(read(f"{MAIN}\n{plan}")) == "kem-theo kem-theo.muc-1 kem-theo.muc-1.khoan-1"


def test_a_heading_whose_number_stands_on_the_next_line() -> None:
    text = f"{MAIN}\nPHỤ LỤC\n(Kèm theo Quyết định số 900/QĐ-UBND)\nPHẦN I. GIẢ\n1. Một.\nPHẦN\nII. ĐỊNH\n1. Hai."
    expected = "phu-luc phu-luc.phan-1 phu-luc.phan-1.khoan-1 phu-luc.phan-2 phu-luc.phan-2.khoan-1"
    assert below(read(text)) == expected


def test_a_notice_of_the_page_is_no_appendix() -> None:
    assert below(read(f"{MAIN}\nFILE ĐƯỢC\nĐÍNH KÈM THEO VĂN BẢN")) == ""


def test_a_decision_that_a_dump_glued_to_its_last_basis() -> None:
    text = """Căn cứ Luật Giả định; Ủy ban nhân dân ban hành Quyết định giả. Điều 1. Ban hành Quy chế. Điều 2. Hiệu lực
1. Quyết định này có hiệu lực từ ngày ký. 2. Các văn bản sau hết hiệu lực: a) Một số văn bản; b) Hai văn bản. Điều 3.
Ông Chánh Văn phòng thi hành."""
    head = MAIN[: MAIN.index("Căn cứ")]
    document = read(f"{head}{text.replace(chr(10), ' ')}\nNơi nhận:\n- Như Điều 3;")
    expected = "dieu-1 dieu-2 dieu-2.khoan-1 dieu-2.khoan-2 dieu-2.khoan-2.diem-a dieu-2.khoan-2.diem-b dieu-3"
    assert " ".join(str(provision.path) for provision in document.provisions) == expected


def test_footnotes_gathered_at_the_end_belong_to_the_closing_not_to_the_last_unit() -> None:
    lines = [Line(line, whole=True) for line in f"{MAIN}\nPHỤ LỤC I\nDANH MỤC\n1. Việc một\n2. Việc hai".splitlines()]
    lines += [Line(f"[{n}] Điều này được sửa đổi theo Nghị định giả định.", whole=True, footnote=True) for n in (1, 2)]
    document = structure(Pages(tuple(lines), "text/plain"), source=Source("qd.txt", "0" * 64, "text/plain"))
    assert document.provisions[-1].span.of(document.text) == "2. Việc hai"
    closing = [zone.span.of(document.text) for zone in document.zones if zone.zone is Zone.CLOSING]
    assert [text[:8] for text in closing] == ["Nơi nhận", "[1] Điều"]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        pytest.param(
            "Thực hiện Quyết định số 12/QĐ-TTg. Ủy ban nhân dân tỉnh ban hành Kế hoạch thi hành Luật Giả định như sau:",
            ["can-cu Thực hiện Quyết định số 12/QĐ-TTg.", "mo-dau Ủy ban nhân dân tỉnh ban hành Kế hoạch thi hành"],
            id="a-sentence-that-enacts",
        ),
        pytest.param(
            "Căn cứ Quyết định số 12/QĐ-UBND của Ủy ban nhân dân tỉnh ban hành Kế hoạch giả định;",
            ["can-cu Căn cứ Quyết định số 12/QĐ-UBND của Ủy ban nhân dân"],
            id="the-name-of-a-basis",
        ),
        pytest.param(
            "Theo đề nghị của Sở Giả định, Sở Giả tưởng về việc ban hành Kế hoạch giả định;",
            ["can-cu Theo đề nghị của Sở Giả định, Sở Giả tưởng về việc ban"],
            id="a-proposal-to-enact",
        ),
    ],
)
def test_a_basis_ends_where_the_same_paragraph_enacts(basis: str, expected: list[str]) -> None:
    text = MAIN.replace("Căn cứ Luật Giả định;\nQUYẾT ĐỊNH:", basis)
    document = read(text)
    found = [zone for zone in document.zones if zone.zone in (Zone.BASIS, Zone.INTRODUCTION)]
    assert [f"{zone.zone.value} {zone.span.of(document.text)}"[:45] for zone in found] == [one[:45] for one in expected]
