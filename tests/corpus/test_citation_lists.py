"""Rows, forms and sections of appendices; brackets between a unit and its document; numbers broken in print."""

from __future__ import annotations

import pytest

from corpus.citation import find_citations


def _shown(text: str) -> list[str]:
    return [
        f"{target.number or target.name or target.document}#{target.path}"
        for citation in find_citations(text)
        for target in citation.targets
    ]


CASES = [
    pytest.param(
        "bãi bỏ thủ tục có số thứ tự 31 tại tiểu mục I, tiểu mục A4, mục A, phần I, Phụ lục 1 ban hành kèm theo "
        "Quyết định số 12/QĐ-UBND",
        ["12/QĐ-UBND#phu-luc-1.phan-1.muc-a.tieu-muc-a4.tieu-muc-1.dong-31"],
        id="a sub-section in a lettered one",
    ),
    pytest.param("tiểu mục 1, tiểu mục 2 Mục II", ["this#muc-2.tieu-muc-1", "this#muc-2.tieu-muc-2"], id="two of one"),
    pytest.param(
        "Sửa đổi Danh mục số thứ tự 15,\n16 và bãi bỏ danh mục số thứ tự 18 "
        "tại Phụ lục kèm theo Quyết định số 12/QĐ-UBND",
        ["12/QĐ-UBND#phu-luc.dong-15", "12/QĐ-UBND#phu-luc.dong-16", "12/QĐ-UBND#phu-luc.dong-18"],
        id="rows before the one that names the appendix",
    ),
    pytest.param("xem số thứ tự 5 của bảng", [], id="a row of nothing named"),
    pytest.param(
        "quy trình nội bộ số 1 Mục VI Phần A, số 3 Mục VII phần B Phụ lục kèm theo Quyết định số 12/QĐ-UBND",
        ["12/QĐ-UBND#phu-luc.phan-a.muc-6.dong-1", "12/QĐ-UBND#phu-luc.phan-b.muc-7.dong-3"],
        id="rows called số",
    ),
    pytest.param("trình bày tại ô số 2 Mục IV Phần I Phụ lục này", ["this#phan-1.muc-4"], id="a box is no row"),
    pytest.param(
        "Mẫu số 04 (đối với trạm quang học) hoặc Mẫu số 05 (đối với trạm khác) tại Phụ lục kèm theo Thông tư này",
        ["this#phu-luc.mau-4", "this#phu-luc.mau-5"],
        id="what each form is for",
    ),
    pytest.param(
        "khoản 2 Điều 56 (đối với xe máy chuyên dùng) của Luật Giả Định số 1/2024/QH15",
        ["1/2024/QH15#dieu-56.khoan-2"],
        id="brackets before the law",
    ),
    pytest.param(
        "- Mẫu số 02. Biểu rà soát các thôn, ban hành kèm theo Nghị định số 7/2025/NĐ-CP.",
        ["7/2025/NĐ-CP#mau-2"],
        id="a form with its title",
    ),
    pytest.param("(Chi tiết theo Phụ lục đính kèm)", ["this#phu-luc"], id="đính kèm"),
    pytest.param("(Kèm theo Quyết định số /QĐ-UBND ngày tháng 11 năm 2025)", ["this#"], id="the draft on a cover"),
    pytest.param("trong Quyết định số /QĐ-UBND ngày tháng năm", [], id="a blank number elsewhere"),
    pytest.param("Công văn số 159/SXD-QLN& TTBĐS ngày 02/3/2025", ["159/SXD-QLN&TTBĐS#"], id="a blank after &"),
    pytest.param("Nghị định số 9/2022/NĐ-CPngày 02/3/2022", ["9/2022/NĐ-CP#"], id="the next word glued on"),
    pytest.param("theo QĐ 66\n-\nĐộ mặn", ["66#"], id="a dash in the next cell"),
    pytest.param("Luật số 101-SL/L.003 ngày 20-5-1957", ["101-SL/L.003#"], id="a number of the fifties"),
    pytest.param(
        "Luật Giả Định số 18/2017/QH14, Luật sửa đổi, bổ sung 15 luật trong lĩnh vực giả định số 146/2025/QH15",
        ["18/2017/QH14#", "146/2025/QH15#"],
        id="a law that amends fifteen",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_form(text: str, expected: list[str]) -> None:
    assert _shown(text) == expected


def test_the_name_of_a_law_that_amends_fifteen_is_whole() -> None:
    (citation,) = find_citations("Luật sửa đổi, bổ sung 15 luật trong lĩnh vực giả định số 146/2025/QH15")
    assert citation.quote == "Luật sửa đổi, bổ sung 15 luật trong lĩnh vực giả định số 146/2025/QH15"
