"""What the start of a paragraph may be, example by example."""

from __future__ import annotations

import pytest

from ingest.structure.markers import markers, roman_value, word_value

LABELS = [
    # text, (style, number, rest) of the first reading
    pytest.param("Điều 1. Phạm vi điều chỉnh", ("ARTICLE", "1", "Phạm vi điều chỉnh"), id="article"),
    pytest.param("Điều 12b: Hồ sơ", ("ARTICLE", "12b", "Hồ sơ"), id="inserted-article"),
    pytest.param("Điều 7", ("ARTICLE", "7", ""), id="article-heading-below"),
    pytest.param("ĐIỀU 3. ĐỐI TƯỢNG", ("ARTICLE", "3", "ĐỐI TƯỢNG"), id="article-in-capitals"),
    pytest.param("Điều thứ nhất. Tên gọi", ("ARTICLE", "1", "Tên gọi"), id="article-in-words"),
    pytest.param("Điều 22 Điều dưỡng bằng nước khoáng", ("ARTICLE", "22", "Điều dưỡng bằng nước khoáng"), id="no-dot"),
    pytest.param("Điều 1. - Mục đích", ("ARTICLE", "1", "- Mục đích"), id="dot-and-dash"),
    pytest.param("Diều 10. Phiên họp", ("ARTICLE", "10", "Phiên họp"), id="mistyped-d"),
    pytest.param("Điều 3.[12] Giải thích", ("ARTICLE", "3", "Giải thích"), id="footnote-mark"),
    pytest.param("Chương IIa QUY ĐỊNH", ("CHAPTER", "2a", "QUY ĐỊNH"), id="inserted-chapter"),
    pytest.param("CHƯƠNG 2", ("CHAPTER", "2", ""), id="arabic-chapter"),
    pytest.param("Chương XLII", ("CHAPTER", "42", ""), id="chapter-above-forty"),
    pytest.param("Mục 2 ĐÁNH GIÁ", ("SECTION", "2", "ĐÁNH GIÁ"), id="section-d-stroke"),
    pytest.param("Tiểu mục 1. Kiểm tra", ("SUBSECTION", "1", "Kiểm tra"), id="subsection"),
    pytest.param("Phần thứ mười một", ("PART", "11", ""), id="part-in-words"),
    pytest.param("A. MỤC TIÊU", ("CAPITAL", "a", "MỤC TIÊU"), id="capital"),
    pytest.param("II- TỔ CHỨC", ("ROMAN", "2", "TỔ CHỨC"), id="roman-dash"),
    pytest.param("II.1. Rà soát", ("NUMBER", "1", "Rà soát"), id="roman-number"),
    pytest.param("2a. Trường hợp khác", ("NUMBER", "2a", "Trường hợp khác"), id="inserted-clause"),
    pytest.param("1. 02 bản chính", ("NUMBER", "1", "02 bản chính"), id="clause-of-digits"),
    pytest.param("01. Tổ chức", ("NUMBER", "1", "Tổ chức"), id="leading-zero"),
    pytest.param("3/ Kinh phí", ("NUMBER", "3", "Kinh phí"), id="slash"),
    pytest.param("5. 11 (được bãi bỏ).", ("NUMBER", "5", "(được bãi bỏ)."), id="footnote-after-blank"),
    pytest.param("1.2. Mục tiêu cụ thể", ("DECIMAL", "1-2", "Mục tiêu cụ thể"), id="decimal"),
    pytest.param("1.1.3 Kỹ thuật", ("DECIMAL", "1-1-3", "Kỹ thuật"), id="third-decimal"),
    pytest.param("đ) trường hợp khác", ("LETTER", "dd", "trường hợp khác"), id="d-stroke"),
    pytest.param("с) chữ Kirin", ("LETTER", "c", "chữ Kirin"), id="cyrillic-letter"),
    pytest.param("a1) Bổ sung", ("LETTER", "a1", "Bổ sung"), id="inserted-point"),
    pytest.param("c)5 Phương án", ("LETTER", "c", "Phương án"), id="footnote-glued-to-point"),
    pytest.param("a.1) Hồ sơ", ("LETTER_DECIMAL", "a-1", "Hồ sơ"), id="letter-decimal"),
    pytest.param("(iii) Thời hạn", ("LOWER_ROMAN", "iii", "Thời hạn"), id="subpoint"),
    pytest.param("(2) Ghi tên", ("BRACKETED", "2", "Ghi tên"), id="bracketed"),
]

NO_LABELS = [
    pytest.param("Điều 5 của Luật này quy định", id="article-cited"),
    pytest.param("Điều 5 Luật này", id="article-of-law"),
    pytest.param("Điều 5, khoản 1", id="list"),
    pytest.param("Điều 5 và Điều 6", id="two-articles"),
    pytest.param("Chương III của Bộ luật", id="chapter-cited"),
    pytest.param("Mục 1 Chương III", id="section-cited"),
    pytest.param("1.500 đồng", id="thousands"),
    pytest.param("2.5 triệu đồng", id="decimal-amount"),
    pytest.param("20/11/2025", id="date"),
    pytest.param("1/2025", id="month"),
    pytest.param("V/v rà soát văn bản", id="subject"),
    pytest.param("a, b khoản 1", id="letters-cited"),
    pytest.param("TP. Hà Tĩnh", id="abbreviation"),
    pytest.param("“1. Nội dung", id="quoted"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_label_is_read(text: str, expected: tuple[str, str, str]) -> None:
    first = markers(text)[0]
    assert (first.style.name, first.number, text[first.end :]) == expected


@pytest.mark.parametrize("text", NO_LABELS)
def test_reference_or_amount_is_no_label(text: str) -> None:
    assert markers(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("I. TÌNH HÌNH", {("ROMAN", "1")}, id="roman-one"),
        pytest.param("i) tài liệu khác", {("LETTER", "i"), ("LOWER_ROMAN", "i")}, id="point-or-subpoint"),
        pytest.param("CHƯƠNG IVIỆC BẦU CỬ", {("CHAPTER", "1"), ("CHAPTER", "4")}, id="break-lost"),
        pytest.param("1) Bổ sung từ", {("NUMBER", "1"), ("LETTER", "l")}, id="one-or-l"),
        pytest.param("12.6 Cho vay", {("DECIMAL", "12-6"), ("NUMBER", "12")}, id="decimal-or-footnote"),
    ],
)
def test_every_reading_is_offered(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(m.style.name, m.number) for m in markers(text)} == expected


def test_label_is_kept_as_printed_without_the_mark_of_a_footnote() -> None:
    assert markers("2.[3] Cơ quan")[0].label == "2."


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("XXXIX", 39), ("LXXIX", 79), ("IIII", 0), ("", 0)])
def test_roman_numbers(text: str, value: int) -> None:
    assert roman_value(text) == value


@pytest.mark.parametrize(("text", "value"), [("nhất", 1), ("MƯỜI HAI", 12), ("hai mươi mốt", 21), ("bảy", 7)])
def test_word_ordinals(text: str, value: int) -> None:
    assert word_value(text) == value
