"""Where a bare mention lies: in the chapter around it, in the document of its row, in that of the sentence above."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Cell, Document
from corpus.text import Span
from ingest.references import references
from ingest.references.effects import effects
from tests.ingest.drafting import draft, shown


def test_this_chapter_is_the_one_the_article_stands_in() -> None:
    lines = """
    phan-1 PHẦN THỨ NHẤT | CHUNG
    phan-1.chuong-1 Chương I | MỘT
    dieu-1 Điều 1. | Theo Chương này.
    phan-1.chuong-2 Chương II | HAI
    phan-1.chuong-2.muc-1 Mục 1 | ĐẦU
    dieu-2 Điều 2. | Theo Mục 2 Chương này và Phần này.
    dieu-2.khoan-1 1. | Theo Mục này.
    phan-1.chuong-2.muc-2 Mục 2 | SAU
    dieu-3 Điều 3. | Hết.
    """
    assert shown(draft(lines, kind="Luật", number="1/2025/QH15", id="qh/2025/1-2025-qh15", issuer="Quốc hội")) == [
        "dieu-1: this#phan-1.chuong-1 dan-chieu",
        "dieu-2: this#phan-1.chuong-2.muc-2 dan-chieu",
        "dieu-2: this#phan-1 dan-chieu",
        "dieu-2.khoan-1: this#phan-1.chuong-2.muc-1 dan-chieu",
    ]


def test_chapters_of_an_attached_regulation_are_no_chapters_of_the_decision() -> None:
    lines = "chuong-1 Chương I | MỘT\nkem-theo QUY CHẾ | X\nkem-theo.dieu-1 Điều 1. | Theo Chương này."
    assert "chuong-1" not in shown(draft(lines))[0]


def test_points_of_a_list_lie_in_the_document_of_the_sentence_above() -> None:
    lines = """
    dieu-8.khoan-1.diem-c c) | Tham gia tổ tư vấn theo quy định tại Nghị định số 26/2025/NĐ-CP bao gồm:
    dieu-8.khoan-1.diem-c1 c1) | Đánh giá giữa kỳ theo điểm b khoản 2 Điều 16;
    dieu-8.khoan-1.diem-c2 c2) | Đánh giá theo Điều 9;
    dieu-8.khoan-1.diem-d d) | Đánh giá theo Điều 16.
    dieu-9 Điều 9. | Kinh phí
    """
    assert [row.partition(": ")[2] for row in shown(draft(lines))] == [
        "cp/2025/26-2025-nd-cp dan-chieu",
        "cp/2025/26-2025-nd-cp#dieu-16.khoan-2.diem-b dan-chieu",
        "this#dieu-9 dan-chieu",
        "this#dieu-16 dan-chieu",
    ]


def _with_row(columns: dict[str, str]) -> Document:
    """A decision whose appendix lists documents ended in part, with one row."""
    row = "\\n".join(columns.values())
    document = draft(
        "dieu-1 Điều 1. | Công bố danh mục.\nphu-luc PHỤ LỤC | DANH MỤC VĂN BẢN HẾT HIỆU LỰC MỘT PHẦN\n"
        f"phu-luc.dong-1 1 | {row}"
    )
    cells = []
    for column, words in columns.items():
        start = document.text.index(words)
        cells.append(Cell(column, Span(start, start + len(words))))
    *others, last = document.provisions
    return replace(document, provisions=(*others, replace(last, cells=tuple(cells))))


_ROW = {
    "Văn bản": "Nghị định số 4/2018/NĐ-CP ngày 30/3/2018 của Chính phủ quy định về kiểm định",
    "Nội dung hết hiệu lực": "Điều 1; khoản 2 Điều 18; Mẫu số 01",
    "Lý do": "Được bãi bỏ bởi Nghị định số 5/2023/NĐ-CP",
}


def test_places_in_a_row_lie_in_its_document_and_the_list_itself_ends_nothing() -> None:
    assert [row.partition(": ")[2] for row in shown(_with_row(_ROW))] == [
        "cp/2018/4-2018-nd-cp dan-chieu",
        "cp/2018/4-2018-nd-cp#dieu-1 dan-chieu",
        "cp/2018/4-2018-nd-cp#dieu-18.khoan-2 dan-chieu",
        "cp/2018/4-2018-nd-cp#mau-1 dan-chieu",
        "cp/2023/5-2023-nd-cp dan-chieu",
    ]


def test_a_list_of_what_ended_in_part_is_a_hint() -> None:
    document = _with_row(_ROW)
    found = effects(document, references(document))
    assert {
        (one.kind.value, str(one.target.path), one.hint) for one in found if str(one.document) == "cp/2018/4-2018-nd-cp"
    } >= {("bai-bo", "dieu-18.khoan-2", True)}
    assert all(one.hint for one in found)
