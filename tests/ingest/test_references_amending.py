"""Amending provisions of rarer forms: whole chapters, attached instruments, rows and words, the names of old laws."""

from __future__ import annotations

import pytest

from corpus.model import Document
from tests.ingest.drafting import draft, shown

HEADING = "dieu-1 Điều 1. | Sửa đổi, bổ sung một số điều của {what}\n"
DECREE = "Nghị định số 7/2020/NĐ-CP"
RULES = "Quy định về đơn giá ban hành kèm theo Nghị định số 7/2020/NĐ-CP"


def amending(lines: str) -> Document:
    return draft(lines, id="cp/2025/9-2025-nd-cp", number="9/2025/NĐ-CP", kind="Nghị định", issuer="Chính phủ")


def rows(lines: str, *, skip: int = 1) -> list[str]:
    """Targets in the amended decree, after the first mentions."""
    return [row.partition("cp/2020/7-2020-nd-cp#")[2] or row for row in shown(amending(lines))[skip:]]


def test_a_chapter_that_amends_holds_for_its_articles() -> None:
    lines = """
    chuong-1 Chương I | SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 7/2020/NĐ-CP
    dieu-1 Điều 1. | Sửa đổi, bổ sung Điều 8 như sau: «Điều 8. Tên. Theo khoản 2 Điều này.»
    chuong-2 Chương II | ĐIỀU KHOẢN THI HÀNH
    dieu-2 Điều 2. | Hồ sơ theo Điều 1 được giải quyết tiếp.
    """
    assert rows(lines) == [
        "dieu-8 sua-doi-bo-sung",
        "dieu-8.khoan-2 dan-chieu quoted",
        "dieu-2: this#dieu-1 dan-chieu",
    ]


CASES = [
    pytest.param(
        RULES,
        "Sửa đổi khoản 2 Điều 5 như sau: «2. Theo khoản 1 Điều này.»",
        ["kem-theo.dieu-5.khoan-2 sua-doi-bo-sung", "kem-theo.dieu-5.khoan-1 dan-chieu quoted"],
        id="articles of an attached instrument",
    ),
    pytest.param(
        DECREE,
        "Sửa đổi khoản 3 và bổ sung khoản 4 vào sau khoản 3 Điều 60:",
        ["dieu-60.khoan-3 sua-doi-bo-sung", "dieu-60.khoan-4 sua-doi-bo-sung", "dieu-60.khoan-3 dan-chieu"],
        id="three units of one article",
    ),
    pytest.param(
        DECREE,
        "Bổ sung Mục 3 vào sau Mục 2 Chương IV như sau:",
        ["chuong-4.muc-3 sua-doi-bo-sung", "chuong-4.muc-2 dan-chieu"],
        id="a section of the chapter",
    ),
    pytest.param(
        DECREE,
        "Thay thế cụm từ “a” bằng “b” tại Điều 1, tên Chương II, các khoản 3 và 4 Điều 6; “c” bằng “d” tại Điều 9",
        [
            "dieu-1 sua-doi-bo-sung",
            "chuong-2 sua-doi-bo-sung",
            "dieu-6.khoan-3 sua-doi-bo-sung",
            "dieu-6.khoan-4 sua-doi-bo-sung",
            "dieu-9 sua-doi-bo-sung",
        ],
        id="words exchanged, to the end of the clause",
    ),
    pytest.param(DECREE, "Bỏ quy định tại điểm d khoản 1 Điều 5.", ["dieu-5.khoan-1.diem-d bai-bo"], id="a unit goes"),
    pytest.param(
        DECREE, "Bãi bỏ quy định “cũ” tại khoản 2 Điều 6.", ["dieu-6.khoan-2 sua-doi-bo-sung"], id="quoted words go"
    ),
    pytest.param(
        DECREE,
        "Thay cụm từ ''tổ chức theo Điều 9'' bằng ''cá nhân'' tại khoản 2 Điều 6.",
        ["dieu-9 dan-chieu quoted", "dieu-6.khoan-2 sua-doi-bo-sung"],
        id="two apostrophes are a mark",
    ),
    pytest.param(
        DECREE, "Bãi bỏ ''cũ'' tại khoản 2 Điều 6.", ["dieu-6.khoan-2 sua-doi-bo-sung"], id="words in apostrophes go"
    ),
]


@pytest.mark.parametrize(("what", "words", "expected"), CASES)
def test_clauses_of_an_amending_article(what: str, words: str, expected: list[str]) -> None:
    assert rows(HEADING.format(what=what) + f"dieu-1.khoan-1 1. | {words}") == expected


def test_quotations_that_follow_one_another_are_all_quoted() -> None:
    lines = HEADING.format(what=DECREE) + (
        "dieu-1.khoan-1 1. | Bổ sung khoản 3, khoản 4 vào Điều 6 như sau:\\n«3. Nội dung mới.»\\n"
        "“4. Bộ trưởng hướng dẫn Điều này.”\\nViệc thi hành theo Điều 8 Nghị định số 5/2019/NĐ-CP."
    )
    assert rows(lines, skip=3) == [
        "dieu-6 dan-chieu quoted",
        "dieu-1.khoan-1: cp/2019/5-2019-nd-cp#dieu-8 dan-chieu",
    ]


def test_points_lie_in_the_article_of_their_clause() -> None:
    lines = HEADING.format(what=DECREE) + (
        "dieu-1.khoan-1 1. | Sửa đổi một số khoản của Điều 6 như sau:\n"
        "dieu-1.khoan-1.diem-a a) | Bổ sung điểm đ vào sau điểm d khoản 1;\n"
        "dieu-1.khoan-1.diem-b b) | Bãi bỏ khoản 3 Điều này."
    )
    assert rows(lines, skip=2) == [
        "dieu-6.khoan-1.diem-dd sua-doi-bo-sung",
        "dieu-6.khoan-1.diem-d dan-chieu",
        "dieu-6.khoan-3 bai-bo",
    ]


def test_the_title_of_an_amending_law_names_a_law_that_the_table_lacks() -> None:
    lines = """
    tieu-de | LUẬT\\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT THUẾ GIẢ ĐỊNH
    dieu-1 Điều 1. | Sửa đổi, bổ sung một số điều của Luật thuế giả định:
    dieu-1.khoan-1 1. | Bãi bỏ Điều 7.
    """
    document = draft(
        lines,
        id="qh/1999/17-1999-qh10",
        number="17/1999/QH10",
        kind="Luật",
        issuer="Quốc hội",
        title="SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT THUẾ GIẢ ĐỊNH",
    )
    assert shown(document)[1:] == [
        "dieu-1: ?Luật thuế giả định sua-doi-bo-sung",
        "dieu-1.khoan-1: ?Luật thuế giả định#dieu-7 bai-bo",
    ]


def test_rules_of_this_document_that_take_effect_later_are_a_clause_of_effect() -> None:
    lines = "dieu-3.khoan-2 2. | Các quy định về phí tại Nghị định này có hiệu lực từ ngày 01/7/2025."
    assert shown(amending(lines)) == ["dieu-3.khoan-2: this dan-chieu"]
    lines = "dieu-3.khoan-2 2. | Văn bản trái với quy định tại Nghị định này hết hiệu lực."
    assert shown(amending(lines)) == []
