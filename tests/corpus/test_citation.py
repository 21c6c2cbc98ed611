"""Citations in running text: spans, quotes, lists, ranges, inheritance, relative mentions, numbers and names."""

from __future__ import annotations

import pytest

from corpus.citation import Citation, find_citations
from corpus.citation.starts import START, next_start


def one(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, [citation.quote for citation in found]
    return found[0]


def paths(text: str) -> list[str]:
    return [str(target.path) for citation in find_citations(text) for target in citation.targets]


UNITS = [
    pytest.param("theo khoản 2 Điều 5 Nghị định số 1/2021/NĐ-CP", ["dieu-5.khoan-2"], id="inside out"),
    pytest.param(
        "điểm a, b khoản 1 và khoản 3 Điều 5, Điều 7 Nghị định số 01/2021/NĐ-CP",
        ["dieu-5.khoan-1.diem-a", "dieu-5.khoan-1.diem-b", "dieu-5.khoan-3", "dieu-7"],
        id="inherited from the right",
    ),
    pytest.param(
        "các điểm a, b, c và đ khoản 2 Điều 9 của Luật này",
        [f"dieu-9.khoan-2.diem-{x}" for x in ("a", "b", "c", "dd")],
        id="letters",
    ),
    pytest.param(
        "từ điểm c đến điểm g khoản 2 Điều 9 Luật này",
        [f"dieu-9.khoan-2.diem-{x}" for x in ("c", "d", "dd", "e", "g")],
        id="range of points, no f",
    ),
    pytest.param("từ Điều 5 đến Điều 9", [f"dieu-{n}" for n in range(5, 10)], id="range of articles"),
    pytest.param("các khoản từ 1 đến 3 Điều 4", [f"dieu-4.khoan-{n}" for n in (1, 2, 3)], id="range after one word"),
    pytest.param("từ Điều 1 đến Điều 90000", ["dieu-1"], id="a number of five digits is no article"),
    pytest.param("các điều 5, 6 và 7 của Luật này", ["dieu-5", "dieu-6", "dieu-7"], id="list after one word"),
    pytest.param("điểm a(ii) khoản 3 Điều 2", ["dieu-2.khoan-3.diem-a.tiet-ii"], id="tiết in brackets"),
    pytest.param("Điều 5a, khoản 2a Điều 6", ["dieu-5a", "dieu-6.khoan-2a"], id="inserted units"),
    pytest.param(
        "Điểm a, Khoản 1, Điều 3 Nghị quyết số 8/2008/NQ-HĐND", ["dieu-3.khoan-1.diem-a"], id="commas between levels"
    ),
    pytest.param("Điều 4 khoản 2 Thông tư này", ["dieu-4.khoan-2"], id="outside in"),
    pytest.param("Điều 4, khoản 2 Thông tư này", ["dieu-4.khoan-2"], id="outside in with a comma"),
    pytest.param("Điều 4, khoản 2 Điều 6 Thông tư này", ["dieu-4", "dieu-6.khoan-2"], id="comma between two articles"),
    pytest.param(
        "Điều 8 (điểm a khoản 1; khoản 2)", ["dieu-8.khoan-1.diem-a", "dieu-8.khoan-2"], id="brackets after the article"
    ),
    pytest.param(
        "Mục 1, Mục 2 Chương III Nghị định này", ["chuong-3.muc-1", "chuong-3.muc-2"], id="sections of a chapter"
    ),
    pytest.param("Điều 5 Mục 2 Chương III Luật này", ["dieu-5"], id="articles carry no chapter"),
    pytest.param("Chương IIa; Phần thứ hai", ["chuong-2a", "phan-2"], id="Roman and ordinal"),
    pytest.param("Phụ lục I.3 Nghị định này", ["phu-luc-1-3"], id="decimal appendix"),
    pytest.param("Mẫu số 02 Phụ lục II Thông tư này", ["phu-luc-2.mau-2"], id="form of an appendix"),
    pytest.param(
        "Điều 4 và Phụ lục I Nghị định số 1/2021/NĐ-CP", ["dieu-4", "phu-luc-1"], id="an article lies in no appendix"
    ),
    pytest.param("khoản 3 mục II Kế hoạch số 7/KH-UBND", ["muc-2.khoan-3"], id="document without articles"),
    pytest.param(
        "tiết 2.1.1, điểm 2.1, khoản 2, mục III Thông tư này", ["muc-3.khoan-2.khoan-2-1.khoan-2-1-1"], id="decimals"
    ),
    pytest.param(
        "thứ tự 1, 2 tại Mục A và thứ tự 3 tại Mục B, Phụ lục kèm theo Quyết định số 7/QĐ-UBND",
        ["phu-luc.muc-a.dong-1", "phu-luc.muc-a.dong-2", "phu-luc.muc-b.dong-3"],
        id="rows",
    ),
    pytest.param("các mục số 4 và 5 của Phụ lục số 02", ["phu-luc-2.muc-4", "phu-luc-2.muc-5"], id="numbered sections"),
    pytest.param(
        "khoản 2 Điều 7 và mục số 5 của Phụ lục số 02", ["dieu-7.khoan-2", "phu-luc-2.muc-5"], id="article and appendix"
    ),
    pytest.param(
        "điểm a và điểm b khoản 1 của các điều 8 và 9",
        ["dieu-8.khoan-1.diem-a", "dieu-9.khoan-1.diem-a", "dieu-8.khoan-1.diem-b", "dieu-9.khoan-1.diem-b"],
        id="spread over several articles",
    ),
    pytest.param("điểm 1.3 khoản 1 mục II Thông tư này", ["muc-2.khoan-1.khoan-1-3"], id="a numbered điểm is a khoản"),
    pytest.param("khoản 4 và khoản Điều 5", ["dieu-5.khoan-4"], id="a number is missing in print"),
    pytest.param(
        "khoản 2 Điều 4 của Quy định kèm theo Nghị quyết số 9/2022/NQ-HĐND", ["kem-theo.dieu-4.khoan-2"], id="attached"
    ),
    pytest.param(
        "Phụ lục Danh mục bến cảng được ban hành kèm theo Thông tư số 3/2019/TT-BGTVT",
        ["phu-luc"],
        id="titled appendix",
    ),
    pytest.param(
        "số thứ tự thứ 5 mục IV của Phụ lục danh mục nhiệm vụ kèm theo Chương trình giả định tại Nghị quyết số 7/NQ-CP",
        ["phu-luc.muc-4.dong-5"],
        id="row of an appendix that came with a programme",
    ),
    pytest.param(
        "số thứ tự 5 mục IV của Phụ lục nhiệm vụ thực hiện Nghị quyết số 6-NQ/TW kèm theo Chương trình tại"
        " Nghị quyết số 7/NQ-CP",
        ["phu-luc.muc-4.dong-5", ""],
        id="row of an appendix whose title names another document",
    ),
    pytest.param(
        "mục 32 Phụ lục 4 Danh mục ngành, nghề có điều kiện của Luật Giả định số 7/2014/QH13",
        ["phu-luc-4.muc-32"],
        id="numbered appendix with its title, of a law",
    ),
    pytest.param(
        "tiết b điểm 3.2 Phụ lục II - Danh mục mẫu giả định ban hành kèm theo Nghị định số 7/2020/NĐ-CP",
        ["phu-luc-2.khoan-3.khoan-3-2.tiet-b"],
        id="numbered appendix with its title, issued with a decree",
    ),
    pytest.param("Sửa đổi tên Điều và khoản 1 Điều 39", ["dieu-39", "dieu-39.khoan-1"], id="name of the article"),
    pytest.param("bổ sung khoản 5 vào Điều 26", ["dieu-26.khoan-5"], id="into an article"),
    pytest.param("quy định tại Điều9của Thông tư này", ["dieu-9"], id="blanks lost"),
    pytest.param("khoản 1 Ðiều 40 của Bộ luật này", ["dieu-40.khoan-1"], id="eth for đ"),
]


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_units_lists_and_ranges_are_read_to_paths(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


NONE = [
    pytest.param("Điều 5. Hiệu lực thi hành\nVăn bản có hiệu lực.", id="a heading"),
    pytest.param("Chương II\nQUY ĐỊNH CỤ THỂ", id="a heading on two lines"),
    pytest.param("tiết kiệm 10% chi thường xuyên, các khoản vay 5 năm", id="ordinary words"),
    pytest.param("ghi vào tài khoản 79 tại địa điểm a", id="accounts and places"),
    pytest.param("đạt số điểm từ 50 đến 70", id="scores"),
    pytest.param("theo quy định của pháp luật về đất đai và các nghị định hướng dẫn", id="generic words"),
    pytest.param("các luật sư, luật gia của tỉnh", id="lawyers"),
    pytest.param("số 12/5 đường A, ngày 01/02/2020", id="addresses and dates"),
    pytest.param("VỀ VIỆC CÔNG BỐ DANH MỤC 01 THỦ TỤC GIẢ ĐỊNH", id="a list in capitals is no section"),
    pytest.param("TẠI ĐỊA ĐIỂM A, KHOẢN MỤC 3", id="places and items in capitals"),
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_citation_is_left_alone(text: str) -> None:
    assert find_citations(text) == ()


QUOTES = [
    pytest.param(
        "Căn cứ Nghị định số 80/2025/NĐ-CP ngày 01/4/2025 của Chính phủ về",
        "Nghị định số 80/2025/NĐ-CP",
        id="date and issuer left out",
    ),
    pytest.param(
        "theo các điểm a, b khoản 1 Điều 2 của Luật này thì",
        "điểm a, b khoản 1 Điều 2 của Luật này",
        id="from the first unit word",
    ),
    pytest.param("tại Luật Đất đai năm 2024 và", "Luật Đất đai", id="year left out"),
    pytest.param(
        "khoản 1 Điều 9 của Quy chế giả định ban hành kèm theo Quyết định số 1/2025/QĐ-TTg ngày",
        "khoản 1 Điều 9 của Quy chế giả định ban hành kèm theo Quyết định số 1/2025/QĐ-TTg",
        id="through the attached instrument",
    ),
    pytest.param("Nghị định số 204 /2004/NĐ-CP", "Nghị định số 204 /2004/NĐ-CP", id="blanks kept"),
    pytest.param(
        "THEO KHOẢN 1 VÀ KHOẢN 3 ĐIỀU 10 CỦA LUẬT ĐẤT ĐAI",
        "KHOẢN 1 VÀ KHOẢN 3 ĐIỀU 10 CỦA LUẬT ĐẤT ĐAI",
        id="joined by words in capitals",
    ),
]


@pytest.mark.parametrize(("text", "quote"), QUOTES)
def test_quote_is_exact_from_first_unit_word_to_number_or_name(text: str, quote: str) -> None:
    citation = one(text)
    assert citation.quote == quote
    assert citation.span.of(text) == quote


NUMBERS = [
    pytest.param("Nghị quyết số 110/2023/NQ- HĐND", "110/2023/NQ-HĐND", id="blank after the hyphen"),
    pytest.param("Quyết định số: 87 /2025/QĐ-UBND", "87/2025/QĐ-UBND", id="blank before the slash"),
    pytest.param("Nghị quyết số 66/NQ-СР", "66/NQ-CP", id="Cyrillic letters"),
    pytest.param("Nghị quyết số 18–NQ/TW", "18-NQ/TW", id="en dash"),
    pytest.param("CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 45-CTR/TU", "45-CTr/TU", id="capitals"),
    pytest.param("Nghị quyết số 66.16/2026/NQ-CP", "66.16/2026/NQ-CP", id="dotted"),
    pytest.param("Quyết định số 75-HĐBT", "75-HĐBT", id="old form"),
    pytest.param("Quyết định số 118/TTg", "118/TTg", id="old form of the Prime Minister"),
    pytest.param(
        "Thông tư liên tịch số 01/2012/TTLT-BTC- BTP", "01/2012/TTLT-BTC-BTP", id="joint circular broken over a line"
    ),
    pytest.param("Thông tư số 26 TC/TCT", "26 TC/TCT", id="no sign before the symbol"),
    pytest.param("NĐ 119/2020", "119/2020/NĐ-CP", id="short form of a decree"),
    pytest.param("theo Nghị quyết 68 của", "68", id="short form"),
    pytest.param("(số 45/2012/NĐ-CP)", "45/2012/NĐ-CP", id="without its kind"),
    pytest.param("(45/2012/NĐ-CP)", "45/2012/NĐ-CP", id="bare"),
    pytest.param("Nghị định số 226/2025/NĐ-CP\n1 ngày", "226/2025/NĐ-CP", id="a number in the next line"),
    pytest.param("Báo cáo thẩm tra số 9/BC-HĐND", "9/BC-HĐND", id="words between kind and number"),
    pytest.param("QCVN 41:2019/BGTVT", "QCVN 41:2019/BGTVT", id="technical standard"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_numbers_are_read_and_repaired(text: str, number: str) -> None:
    assert [target.number for target in one(text).targets] == [number]


def test_a_list_of_bare_numbers_is_a_citation_each() -> None:
    found = find_citations("các Luật số 1/2024/QH15, số 2/2024/QH15 và số 3/2024/QH15")
    assert [citation.targets[0].number for citation in found] == ["1/2024/QH15", "2/2024/QH15", "3/2024/QH15"]


def test_date_and_issuer_are_read_wherever_they_stand() -> None:
    for text in (
        "Quyết định số 244/QĐ-TTg ngày 05 tháng 02 năm 2025 của Thủ tướng Chính phủ",
        "Quyết định số 244/QĐ-TTg của Thủ tướng Chính phủ ngày 05/02/2025",
    ):
        mention = one(text).mention
        assert mention is not None
        assert (str(mention.issued), mention.issuer, mention.year) == ("2025-02-05", "Thủ tướng Chính phủ", 2025)


def test_an_impossible_date_is_no_date() -> None:
    mention = one("Nghị định số 1/2020/NĐ-CP ngày 31/02/2020 của Chính phủ").mention
    assert mention is not None
    assert mention.issued is None


def test_issuer_that_stands_once_holds_for_a_list() -> None:
    found = find_citations(
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024, Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị"
    )
    assert [str(citation.targets[0].document) for citation in found] == ["bct/2024/57-nq-tw", "bct/2025/66-nq-tw"]


RELATIVE = [
    pytest.param("khoản 2 Điều này", "khoan-2", "dieu", id="of this article"),
    pytest.param("điểm a khoản này", "diem-a", "khoan", id="of this clause"),
    pytest.param("Mục 3 Chương này", "muc-3", "chuong", id="of this chapter"),
    pytest.param("Điều này", "", "dieu", id="this article"),
    pytest.param("khoản 2", "khoan-2", "dieu", id="bare clause"),
    pytest.param("điểm a", "diem-a", "khoan", id="bare point"),
    pytest.param("Điều 7", "dieu-7", "kem-theo", id="bare article"),
]


@pytest.mark.parametrize(("text", "path", "within"), RELATIVE)
def test_relative_mentions_say_within_what(text: str, path: str, within: str) -> None:
    citation = one(f"quy định tại {text} được áp dụng")
    assert citation.targets[0].document == "this"
    assert (str(citation.targets[0].path), citation.within[0]) == (path, within)


def test_a_unit_beside_this_article_lies_outside_it() -> None:
    citation = one("tại Điều 36 và khoản 1 Điều này")
    assert [(str(target.path), within) for target, within in zip(citation.targets, citation.within, strict=True)] == [
        ("dieu-36", "kem-theo"),
        ("khoan-1", "dieu"),
    ]


def test_what_stands_above_is_what_was_named_last() -> None:
    found = find_citations("theo Quyết định số 5/2005/QĐ-TTg; khoản 4 Điều 1 của Quyết định nêu trên")
    assert (found[1].targets[0].number, str(found[1].targets[0].path)) == ("5/2005/QĐ-TTg", "dieu-1.khoan-4")
    found = find_citations("tại khoản 1, khoản 2 Điều này theo từng khoản nêu trên")
    assert found[1].targets == found[0].targets


def test_spans_index_a_decomposed_text() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "theo quy định tại khoản 2 Điều 5 Nghị định số 80/2025/NĐ-CP của Chính phủ")
    citation = one(text)
    assert unicodedata.normalize("NFC", citation.span.of(text)) == "khoản 2 Điều 5 Nghị định số 80/2025/NĐ-CP"
    assert citation.quote == citation.span.of(text)


def test_tokenised_text_reads_like_natural_text() -> None:
    text = "theo điểm a , b khoản 1 Điều 5 của Luật Phòng , chống ma túy ngày 09 tháng 12 năm 2000 ."
    citation = one(text)
    assert citation.quote == "điểm a , b khoản 1 Điều 5 của Luật Phòng , chống ma túy"
    assert [str(target.path) for target in citation.targets] == ["dieu-5.khoan-1.diem-a", "dieu-5.khoan-1.diem-b"]
    assert citation.targets[0].name == "Luật Phòng, chống ma túy"


@pytest.mark.parametrize(
    "text",
    [
        "điểm a khoản 1 Điều 5, Chương IV, Mục 2, Phần thứ nhất, Tiểu mục 3, tiết (i), Phụ lục II, mẫu số 5",
        "NGHỊ QUYẾT SỐ 1/NQ-CP, LUẬT ĐẤT ĐAI, HIẾN PHÁP, VĂN BẢN số 12/BC-STP, điều lệ số 3, chiến lược này",
        "BLDS 2015; QCVN 41:2019/BGTVT, TCVN 3907:2011; số: 45/2012/NĐ-CP; 12/2020/TT-BTC; 66-NQ/TW; 5/KH-UBND",
        "Bộ luật Hình sự, bộ luật này, pháp lệnh này, Giấy phép, Sắc lệnh, Hiệp định, Công ước, bản quy định, Quy tắc",
        "thứ tự 1, 2 tại Mục A Phụ lục; số thứ tự số 5; STT 4; tên Điều và khoản 1 Điều 39; Danh mục, Thông tri",
        "Điều\n5\tkhoản\xa02 TT 01/2020/TT-BTC\r\nKH 12; NĐ 119/2020; Lệnh số 1; Hợp nhất; Thứ tự 3 tại Mục B",
    ],
)
def test_the_quick_search_for_beginnings_misses_none(text: str) -> None:
    for at in range(len(text)):
        slow, quick = START.search(text, at), next_start(text, at)
        assert (quick and quick.span()) == (slow and slow.span())
