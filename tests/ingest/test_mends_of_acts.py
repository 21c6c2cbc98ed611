"""Acts that reach further than their words: to the article named last, to rows, to what stands after a colon."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.references import references
from ingest.references.effects import effects
from tests.ingest.drafting import draft, shown

_HEADING = "dieu-1 Điều 1. | Sửa đổi, bổ sung một số điều của Nghị định số 7/2020/NĐ-CP\n"


def _decree(lines: str) -> Document:
    return draft(lines, id="cp/2025/9-2025-nd-cp", number="9/2025/NĐ-CP", kind="Nghị định", issuer="Chính phủ")


def _amended(lines: str) -> list[str]:
    """Targets in the amended decree, after the heading."""
    return [row.partition("cp/2020/7-2020-nd-cp#")[2] or row for row in shown(_decree(_HEADING + lines))[1:]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Bổ sung cụm từ “x” vào đầu điểm c khoản 2; cụm từ “y” vào sau cụm từ “z” tại khoản 3 Điều 29",
            ["dieu-29.khoan-2.diem-c sua-doi-bo-sung", "dieu-29.khoan-3 sua-doi-bo-sung"],
            id="over quoted words",
        ),
        pytest.param(
            "Bỏ từ “các” tại tên điều và khoản 1, bỏ từ “từ” trước cụm từ “m” tại điểm b khoản 2 Điều 45",
            ["dieu-45.khoan-1 sua-doi-bo-sung", "dieu-45.khoan-2.diem-b sua-doi-bo-sung"],
            id="over a further verb",
        ),
        pytest.param(
            "Bổ sung khoản 8a vào sau khoản 8 và trước khoản 9 Điều 54 như sau:",
            ["dieu-54.khoan-8a sua-doi-bo-sung", "dieu-54.khoan-8 dan-chieu", "dieu-54.khoan-9 dan-chieu"],
            id="after one and before another",
        ),
        pytest.param(
            "Sửa tên Điều và bổ sung khoản 5 vào sau khoản 4 Điều 35 như sau:",
            ["dieu-35.khoan-5 sua-doi-bo-sung", "dieu-35.khoan-4 dan-chieu"],
            id="sửa tên",
        ),
        pytest.param(
            "Bãi bỏ Điều 50; cụm từ “x” tại khoản 5 Điều 52; cụm từ “y” tại khoản 8 Điều 54",
            ["dieu-50 bai-bo", "dieu-52.khoan-5 sua-doi-bo-sung", "dieu-54.khoan-8 sua-doi-bo-sung"],
            id="words after a whole article",
        ),
        pytest.param(
            "Bổ sung từ “của” vào trước cụm từ “Luật Giả tưởng” tại khoản 1 Điều 3",
            [": ?Luật Giả tưởng dan-chieu quoted", "dieu-3.khoan-1 sua-doi-bo-sung"],
            id="a law named in the words is not amended",
        ),
    ],
)
def test_a_sentence_that_amends(sentence: str, expected: list[str]) -> None:
    found = [row.removeprefix("dieu-1.khoan-1") for row in _amended(f"dieu-1.khoan-1 1. | {sentence}")]
    assert found == expected


def test_the_opening_of_a_clause_and_some_points_of_its_article() -> None:
    lines = """
    dieu-1.khoan-3 3. | Sửa đổi, bổ sung tên Điều, đoạn mở đầu của khoản 1 và một số điểm, khoản của Điều 23 như sau:
    dieu-1.khoan-3.diem-a a) | Sửa đổi, bổ sung điểm e khoản 1 như sau: «e) Nội dung theo Điều này.»
    dieu-1.khoan-3.diem-b b) | Sửa đổi, bổ sung các khoản 2 và 4 như sau:
    """
    assert _amended(lines) == [
        "dieu-23.khoan-1 sua-doi-bo-sung",
        "dieu-23 sua-doi-bo-sung",
        "dieu-23.khoan-1.diem-e sua-doi-bo-sung",
        "dieu-23 dan-chieu quoted",
        "dieu-23.khoan-2 sua-doi-bo-sung",
        "dieu-23.khoan-4 sua-doi-bo-sung",
    ]


def test_a_list_after_a_colon_in_the_same_sentence() -> None:
    lines = (
        "dieu-2 Điều 2. | Quyết định có hiệu lực kể từ ngày ký, đồng thời thay thế các quyết định: "
        "Quyết định số 11/QĐ-UBND ngày 01/02/2011 về việc thành lập Trung tâm, Quyết định số 12/QĐ-UBND ngày 02/03/2012"
    )
    assert [row.rpartition(" ")[2] for row in shown(draft(lines))] == ["thay-the", "thay-the"]


def test_rows_replaced_in_two_decisions() -> None:
    lines = (
        "dieu-3 Điều 3. | Quyết định này có hiệu lực kể từ ngày ký; thay thế Danh mục thủ tục có số thứ tự 03, mục A "
        "tại Quyết định số 16/QĐ-UBND ngày 27/6/2025 và Quy trình nội bộ có số thứ tự 01, 02 phần II "
        "tại Quyết định số 17/QĐ-UBND ngày 09/7/2025 của Chủ tịch UBND tỉnh."
    )
    found = [row.partition("#")[2] for row in shown(draft(lines))[1:]]
    assert found == ["muc-a.dong-3 thay-the", "phan-2.dong-1 thay-the", "phan-2.dong-2 thay-the"]


def test_words_exchanged_in_a_sentence_that_amends_nothing_named_before() -> None:
    lines = "dieu-9.khoan-5 5. | Thay thế cụm từ “áp dụng Luật Giả định” bằng cụm từ “áp dụng Luật Mới” tại văn bản cũ."
    (row, *_) = shown(draft(lines, kind="Luật", number="1/2025/QH15", id="qh/2025/1-2025-qh15", issuer="Quốc hội"))
    assert row.endswith("dan-chieu quoted")


def test_a_consolidated_text_says_what_its_circulars_did() -> None:
    lines = "dieu-9.khoan-2 2. | Bãi bỏ cụm từ “x” tại Điều 1 Thông tư số 43/2010/TT-BCT ngày 29 tháng 12 năm 2010."
    consolidated = draft(
        lines, kind="Văn bản hợp nhất", number="8/VBHN-BCT", id="bct/2025/8-vbhn-bct", issuer="Bộ Công Thương"
    )
    assert [row.rpartition(" ")[2] for row in shown(consolidated)] == ["sua-doi-bo-sung"]


def test_an_appendix_issued_with_the_document_without_saying_with_which() -> None:
    lines = "dieu-1 Điều 1. | Toạ độ quy định tại Phụ lục ban hành kèm theo.\nphu-luc PHỤ LỤC | Toạ độ"
    assert shown(draft(lines)) == ["dieu-1: this#phu-luc ban-hanh-kem-theo"]


def test_a_further_document_of_another_kind_is_replaced_too() -> None:
    lines = (
        "dieu-3 Điều 3. | Quyết định này thay thế Quyết định số 11/QĐ-UBND ngày 28/5/2004 của UBND tỉnh hướng dẫn về "
        "thể thức và Công văn số 25/UBND-TH ngày 25/5/2010 của UBND tỉnh hướng dẫn thêm."
    )
    assert [row.rpartition(" ")[2] for row in shown(draft(lines))[1:]] == ["thay-the", "thay-the"]


def test_a_document_in_the_title_of_the_replaced_one_is_not_replaced() -> None:
    lines = (
        "dieu-3 Điều 3. | Quyết định này thay thế Quyết định số 11/QĐ-UBND ngày 28/5/2004 của UBND tỉnh thực hiện "
        "Nghị định số 3/2003/NĐ-CP và Thông tư số 4/2003/TT-BTC ngày 01/02/2003 của Bộ Tài chính."
    )
    assert [row.rpartition(" ")[2] for row in shown(draft(lines))[1:]] == ["thay-the", "dan-chieu", "dan-chieu"]


def test_all_rules_of_a_law_are_the_law() -> None:
    lines = "dieu-9 Điều 9. | Bãi bỏ các quy định tại Nghị định số 3/2003/NĐ-CP."
    document = _decree(lines)
    (effect,) = effects(document, references(document))
    assert (effect.kind.value, effect.whole) == ("bai-bo", True)


def test_articles_that_a_decree_details_are_those_of_the_law_it_carries_out() -> None:
    found = shown(
        _decree(
            "dieu-1 Điều 1. | Nghị định này quy định chi tiết Điều 9, trừ nội dung về chi phí; khoản 5 Điều 22; Điều 24"
            " và biện pháp hướng dẫn thi hành Luật Giả tưởng số 9/2020/QH14 về tổ chức.\n"
            "dieu-2 Điều 2. | Việc thi hành\n"
            "dieu-2.khoan-1 1. | Thực hiện theo Điều 1 và thi hành Luật Giả tưởng số 9/2020/QH14."
        )
    )
    assert [row.split()[1:] for row in found if "#" in row] == [
        ["qh/2020/9-2020-qh14#dieu-9", "huong-dan"],
        ["qh/2020/9-2020-qh14#dieu-22.khoan-5", "huong-dan"],
        ["qh/2020/9-2020-qh14#dieu-24", "huong-dan"],
        ["this#dieu-1", "dan-chieu"],
    ]
