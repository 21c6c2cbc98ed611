"""Which labels are units: sequence decides. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.model import Document, Source
from ingest.pages import Line, Pages
from ingest.structure import structure

SOURCE = Source("van-ban.txt", "0" * 64, "text/plain")


def read(text: str) -> Document:
    lines = tuple(Line(line, whole=True) for line in text.strip().splitlines())
    return structure(Pages(lines, "text/plain"), source=SOURCE)


def paths(text: str) -> list[str]:
    return [str(provision.path) for provision in read(text).provisions]


def codes(text: str) -> list[str]:
    return [p.code for p in read(text).problems if p.code not in {"no-number", "no-date"}]


TREES = [
    pytest.param(
        """Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai:\na) Chữ a;\nđ) Không có.
b) Chữ b.\nĐiều 2. Đối tượng
Chương II\nTỔ CHỨC\nMục 1\nCHUNG\nĐiều 3. Bộ máy\nMục 2\nRIÊNG\nĐiều 4. Nhân sự""",
        "chuong-1 dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-2.diem-a dieu-1.khoan-2.diem-b dieu-2 chuong-2 "
        "chuong-2.muc-1 dieu-3 chuong-2.muc-2 dieu-4",
        id="articles-carry-no-chapter",
    ),
    pytest.param(
        "Phần thứ nhất\nCHUNG\nChương I\nMỘT\nĐiều 1. A\nPhần thứ hai\nRIÊNG\nChương II\nHAI\nĐiều 2. B",
        "phan-1 phan-1.chuong-1 dieu-1 phan-2 phan-2.chuong-2 dieu-2",
        id="chapters-stand-in-parts",
    ),
    pytest.param(
        "I. MỤC ĐÍCH\n1. Một\na) Chữ a\n- gạch\nb) Chữ b\n2. Hai\nII. NHIỆM VỤ\n1. Ba\n1.1. Con\n1.2. Con nữa\n2. Bốn",
        "muc-1 muc-1.khoan-1 muc-1.khoan-1.diem-a muc-1.khoan-1.diem-b muc-1.khoan-2 muc-2 muc-2.khoan-1 "
        "muc-2.khoan-1.khoan-1-1 muc-2.khoan-1.khoan-1-2 muc-2.khoan-2",
        id="plan-without-articles",
    ),
    pytest.param(
        "Điều 1. Phê duyệt Đề án với nội dung sau:\nI. MỤC TIÊU\n1. Chung\nII. NHIỆM VỤ\n1. Một\n2. Hai\n"
        "Điều 2. Hiệu lực.",
        "dieu-1 dieu-1.muc-1 dieu-1.muc-1.khoan-1 dieu-1.muc-2 dieu-1.muc-2.khoan-1 dieu-1.muc-2.khoan-2 dieu-2",
        id="roman-inside-an-article",
    ),
    pytest.param(
        "II. NỘI DUNG\nA. LĨNH VỰC MỘT\n1. Tên\na. Lý do\nb. Lợi ích\n2. Tên\nB. LĨNH VỰC HAI\n1. Tên",
        "muc-2 muc-2.muc-a muc-2.muc-a.khoan-1 muc-2.muc-a.khoan-1.diem-a "
        "muc-2.muc-a.khoan-1.diem-b muc-2.muc-a.khoan-2 "
        "muc-2.muc-b muc-2.muc-b.khoan-1",
        id="capitals-below-roman",
    ),
    pytest.param(
        "Điều 1. Hồ sơ\n1. Gồm:\na) Giấy tờ:\n1. Đơn;\n2. Bản sao;\n3. Ảnh;\nb) Lệ phí.\n2. Nơi nộp.",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-1.diem-a dieu-1.khoan-1.diem-b dieu-1.khoan-2",
        id="list-inside-a-point-is-content",
    ),
    pytest.param(
        "Điều 1. Nghĩa vụ\ng) Bảy;\nh) Tám;\ni) Chín;\nk) Mười.\nĐiều 2. Quyền\na) Một:\n(i) Con;\n"
        "(ii) Con nữa;\nb) Hai.",
        "dieu-1 dieu-1.diem-g dieu-1.diem-h dieu-1.diem-i dieu-1.diem-k dieu-2 dieu-2.diem-a dieu-2.diem-a.tiet-i "
        "dieu-2.diem-a.tiet-ii dieu-2.diem-b",
        id="i-after-h-is-a-point",
    ),
    pytest.param(
        "Điều 1. Căn cứ\nThực hiện theo quy định tại:\nĐiều 5 của Luật này;\n"
        "khoản 2 Điều 3 Nghị định khác.\nĐiều 2. Hiệu lực",
        "dieu-1 dieu-2",
        id="references-are-no-headings",
    ),
    pytest.param(
        "Điều 1. 1. Cơ quan thứ nhất.\n2. Cơ quan thứ hai: a) Cấp tỉnh; b) Cấp xã.\nĐiều 2. Hiệu lực",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-2.diem-a dieu-1.khoan-2.diem-b dieu-2",
        id="first-clause-in-the-line-of-the-article",
    ),
    pytest.param(
        "Điều 1. Phạt tiền:\n1. Từ 01 năm:\na) Có tổ chức; b) Phạm tội 02 lần; c) Tái phạm;\nd) Khác.",
        "dieu-1 dieu-1.khoan-1 dieu-1.khoan-1.diem-a dieu-1.khoan-1.diem-b dieu-1.khoan-1.diem-c dieu-1.khoan-1.diem-d",
        id="points-run-on",
    ),
    pytest.param(
        "Điều 1. Ban hành kèm theo Quyết định này. Điều 2. Quyết định này có hiệu lực.\nĐiều 3. Trách nhiệm.",
        "dieu-1 dieu-2 dieu-3",
        id="articles-run-on",
    ),
    pytest.param(
        "Điều 5. Một\nĐiều 5a. Hai\nĐiều 5b. Ba\nĐiều 6. Bốn\n1. A\n1a. B\n2. C",
        "dieu-5 dieu-5a dieu-5b dieu-6 dieu-6.khoan-1 dieu-6.khoan-1a dieu-6.khoan-2",
        id="inserted-numbers",
    ),
    pytest.param(
        "CHƯƠNG INHỮNG QUY ĐỊNH CHUNG\nĐiều 1. A\nCHƯƠNG IIVIỆC BẦU CỬ\nĐiều 2. B\n"
        "CHƯƠNG IIIĐIỀU KHOẢN CUỐI\nĐiều 3. C",
        "chuong-1 dieu-1 chuong-2 dieu-2 chuong-3 dieu-3",
        id="lost-line-breaks",
    ),
    pytest.param(
        "Điều 1. Sửa đổi Điều 20 của Luật như sau:\nĐiều 20. Nội dung mới không có ngoặc kép\nĐiều 2. Hiệu lực",
        "dieu-1 dieu-2",
        id="new-wording-without-quote-marks",
    ),
    pytest.param("Điều 463. Hợp đồng vay\nĐiều 464. Quyền sở hữu", "dieu-463 dieu-464", id="excerpt"),
]


@pytest.mark.parametrize(("text", "expected"), TREES)
def test_paths(text: str, expected: str) -> None:
    assert paths(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "code", "kept"),
    [
        pytest.param("Điều 1. A\nĐiều 2. B\nĐiều 4. C", "gap", "dieu-4", id="gap-in-articles"),
        pytest.param("Điều 1. A\n1. A\n2. B\n4. C\n5. D", "gap", "dieu-1.khoan-4", id="gap-in-clauses"),
        pytest.param("Điều 1. A\nĐiều 2. B\nĐiều 2. C\nĐiều 3. D", "duplicate", "dieu-2", id="article-twice"),
        pytest.param("Điều 1. A\nb) B;\nc) C;\nd) D.", "not-first", "dieu-1.diem-b", id="first-point-lost"),
        pytest.param(
            "Chương I\nCHUNG\nĐiều 1. A\nChương III\nHAI\nĐiều 2. B\nChương II\nBA\nĐiều 3. C",
            "disorder",
            "chuong-2",
            id="chapters-in-disorder",
        ),
    ],
)
def test_odd_numbering_is_kept_and_reported(text: str, code: str, kept: str) -> None:
    assert code in codes(text)
    assert kept in paths(text)


def test_a_repeated_unit_stays_in_the_text_before_it() -> None:
    document = read("Điều 1. A\nĐiều 2. B\nĐiều 2. Lần nữa\nĐiều 3. D")
    assert [str(p.path) for p in document.provisions] == ["dieu-1", "dieu-2", "dieu-3"]
    assert "Lần nữa" in document.provisions[1].text


def test_old_alphabet_without_d_stroke_is_no_gap() -> None:
    assert codes("Điều 1. A\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\ne) Năm;\ng) Sáu.") == []


def test_heading_and_own_text() -> None:
    document = read(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định.\n1. Một.\nĐiều 2. Có hiệu lực."
    )
    chapter, article, clause, last = document.provisions
    assert (chapter.label, chapter.heading) == ("Chương I", "QUY ĐỊNH CHUNG")
    assert (article.heading, article.text) == ("Phạm vi điều chỉnh", "Luật này quy định.")
    assert (clause.label, clause.heading, clause.text) == ("1.", None, "Một.")
    assert (last.heading, last.text) == (None, "Có hiệu lực.")


def test_spans_cover_the_units_in_order() -> None:
    document = read("Điều 1. A\n1. Một;\n2. Hai.\nĐiều 2. B")
    assert [p.span.of(document.text) for p in document.provisions] == ["Điều 1. A", "1. Một;", "2. Hai.", "Điều 2. B"]


def test_a_file_without_law_is_a_document_with_a_problem() -> None:
    document = read("Trang chủ\nGiới thiệu\nLiên hệ")
    assert document.provisions == ()
    assert "no-law" in {problem.code for problem in document.problems}
    assert str(document.id) == "chua-ro/0000/khong-so-00000000"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Điều 1, khoản 1, " * 60_000, id="one-long-line"),
        pytest.param("((((" * 250_000, id="brackets"),
        pytest.param("1. a) i) (i) " * 40_000, id="labels-in-one-line"),
        pytest.param("Điều 1. Sửa đổi như sau:\n“1. Mở ngoặc\n" * 20_000, id="quotes-never-closed"),
        pytest.param("1.\na)\n(i)\nI.\nA.\n1.1\n" * 1_500, id="labels-only"),
    ],
)
def test_a_megabyte_of_anything_is_read(text: str) -> None:
    assert read(text).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1 Trường hợp một:\na) Chữ a.\n2. Trường hợp hai.", "khoan-1 khoan-1.diem-a khoan-2", id="before-the-second"
        ),
        pytest.param("1 Trường hợp một.\n1. Một.\n2. Hai.", "khoan-1 khoan-2", id="before-the-first"),
        pytest.param("1 Trường hợp một.", "", id="alone"),
    ],
)
def test_a_first_number_without_its_full_stop_counts_where_the_second_follows(text: str, expected: str) -> None:
    found = paths(f"Điều 1. Xử lý\n{text}\nĐiều 2. Hiệu lực\n1. Một.\n2. Hai.")
    assert " ".join(path.removeprefix("dieu-1.") for path in found if path.startswith("dieu-1.")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 1. Hạng\n1. Một.\n2. Hai.\n3 Hạng giả định thứ ba.\n4. Bốn.", "khoan-1 khoan-2 khoan-3 khoan-4"),
        ("Điều 1. Hạng\n1. Một.\n2. Hai.\n7 Hạng giả định thứ bảy.", "khoan-1 khoan-2"),
        ("I. Hạng\n1. Một.\n2. Hai.\n3 Hạng giả định thứ ba.", "khoan-1 khoan-2"),
    ],
    ids=["the next one", "a number that is not the next", "outside an article"],
)
def test_the_next_number_of_an_article_counts_without_its_full_stop(text: str, expected: str) -> None:
    assert [path.split(".")[-1] for path in paths(text)][1:] == expected.split()
