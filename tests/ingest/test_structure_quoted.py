"""Quoted new wording is content of the amending provision. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.model import Document, Source
from ingest.pages import Line, Pages
from ingest.structure import structure


def read(text: str) -> Document:
    lines = tuple(Line(line, whole=True) for line in text.strip().splitlines())
    return structure(Pages(lines, "text/plain"), source=Source("luat.txt", "0" * 64, "text/plain"))


def paths(document: Document) -> str:
    return " ".join(str(provision.path) for provision in document.provisions)


AMENDING = [
    pytest.param(
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Mới\n1. Một.\n2. Hai.”.\n2. Bổ sung Điều 5a như sau:\n"
        "“Điều 5a. Thêm\na) Một;\nb) Hai.”.\nĐiều 2. Hiệu lực",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-2",
        ["“Điều 4. Mới\n1. Một.\n2. Hai.”.", "“Điều 5a. Thêm\na) Một;\nb) Hai.”."],
        id="curly",
    ),
    pytest.param(
        'Điều 1. Sửa đổi\n1. Sửa đổi khoản 2 như sau:\n"2. Gọi là "cơ quan" và:\na) Một;\nb) Hai.";\n'
        "2. Bãi bỏ khoản 3.",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2",
        ['"2. Gọi là "cơ quan" và:\na) Một;\nb) Hai.";'],
        id="straight",
    ),
    pytest.param(
        "Điều 1. Sửa đổi Điều 7 như sau: “Điều 7. Mới\n1. Một.\n2. Hai.”\nĐiều 2. Hiệu lực",
        "dieu-1 dieu-2",
        ["“Điều 7. Mới\n1. Một.\n2. Hai.”"],
        id="opened-in-the-line",
    ),
    pytest.param(
        "Điều 1. Sửa đổi\n1. Bổ sung hai điều như sau:\n“Điều 8a. Một\n1. A.\n“Điều 8b. Hai\n1. B.”.\n"
        "2. Bãi bỏ Điều 9.",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2",
        ["“Điều 8a. Một\n1. A.\n“Điều 8b. Hai\n1. B.”."],
        id="opened-for-each-article",
    ),
]


@pytest.mark.parametrize(("text", "expected", "quoted"), AMENDING)
def test_new_wording_is_no_structure(text: str, expected: str, quoted: list[str]) -> None:
    document = read(text)
    assert paths(document) == expected
    assert [span.of(document.text) for span in document.quoted] == quoted


def test_a_quotation_never_closed_ends_where_the_amending_text_goes_on() -> None:
    document = read(
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Mới\n1. Một.\n2. Hai.\n"
        "2. Sửa đổi Điều 6 như sau:\n“Điều 6. Mới.”.\nĐiều 2. Hiệu lực"
    )
    assert paths(document) == "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-2"
    assert [problem.code for problem in document.problems if problem.code == "open-quotation"] == ["open-quotation"]


def test_a_defined_term_in_quote_marks_is_no_quotation() -> None:
    document = read("Điều 3. Giải thích từ ngữ như sau:\n1. “Văn bản” là thông tin.\n2. “Bản sao” là bản chụp.")
    assert paths(document) == "dieu-3 dieu-3.khoan-1 dieu-3.khoan-2"
    assert document.quoted == ()


def test_an_unclosed_quotation_after_a_heading_ends_at_the_next_own_article() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 12 của Quy định giả định\n“2. Tỷ lệ:\na) Một;\nb) Hai.\n"
        "Điều 2. Thay thế một số cụm từ của Quy định\n1. Thay thế cụm từ “a” bằng cụm từ “b”.\n"
        "Điều 3. Điều khoản thi hành"
    )
    assert paths(read(text)) == "dieu-1 dieu-2 dieu-2.khoan-1 dieu-3"


def test_an_unclosed_quotation_ends_at_the_next_own_clause_that_repeals() -> None:
    text = (
        "Điều 1. Sửa đổi\n1. Sửa đổi khoản 2 Điều 4 như sau:\n“2. Tỷ lệ:\na) Một;\nb) Hai.\n"
        "2. Bãi bỏ khoản 5 Điều 6.\nĐiều 2. Hiệu lực"
    )
    assert paths(read(text)) == "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-2"
