"""Letterheads of banks, letters with the subject before the motto, old laws: what the document says of itself."""

from __future__ import annotations

from datetime import date

from corpus.model import Document, Source, Zone
from ingest.pages import Line, Pages
from ingest.structure import structure

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def _read(*lines: str) -> Document:
    pages = Pages(tuple(Line(text, whole=True) for text in lines), "text/plain")
    return structure(pages, source=Source("văn bản giả định.txt", "0" * 64, "text/plain"))


def _titles(document: Document) -> list[str]:
    return [document.text[zone.span.start : zone.span.end] for zone in document.zones if zone.zone is Zone.TITLE]


def test_a_bank_s_own_paper() -> None:
    document = _read(
        "NGÂN HÀNG TMCP GIẢ ĐỊNH - ĐÔNG HẢI",
        "Số: GT-12-01/GDB",
        *MOTTO,
        "Hà Nội, ngày 10 tháng 6 năm 2019",
        "VĂN BẢN DIỄN GIẢI NỘI BỘ",
        "Về việc áp dụng Điều 5 Luật Giả định số 91/2015/QH13",
        "(Ban hành kèm theo Quyết định số 198/QĐ-GDB ngày 10 tháng 6 năm 2019)",
        "Căn cứ Luật Giả định số 91/2015/QH13;",
        "Điều 1. Phạm vi",
        "Văn bản này áp dụng trong ngân hàng.",
        "Nơi nhận:",
        "- Lưu: VP.",
        "GIÁM ĐỐC KHỐI PHÁP CHẾ",
        "Nguyễn Văn Giả Định",
    )
    known = document.metadata
    assert known.number == "GT-12-01/GDB"
    assert known.issuer == "Ngân hàng TMCP Giả Định - Đông Hải"
    assert known.signer == "Nguyễn Văn Giả Định"
    assert "\n".join(_titles(document)).count("Quyết định số 198/QĐ-GDB") == 1
    assert "Điều 5 Luật Giả định" in "\n".join(_titles(document))


def test_what_stands_before_the_motto_is_kept() -> None:
    document = _read(
        "NGÂN HÀNG NHÀ NƯỚC",
        "VIỆT NAM",
        "Số: DC-07/2026",
        "V/v đính chính Thông tư số 98/2026/TT-NHNN",
        *MOTTO,
        "Hà Nội, ngày 10 tháng 02 năm 2026",
        "CÔNG VĂN ĐÍNH CHÍNH",
        "Kính gửi: Các ngân hàng giả định",
        "Ngân hàng Nhà nước Việt Nam đính chính như trên.",
    )
    assert document.metadata.number == "DC-07/2026"
    assert document.metadata.issuer == "Ngân hàng Nhà nước Việt Nam"
    assert _titles(document)[0] == "V/v đính chính Thông tư số 98/2026/TT-NHNN"


def test_number_and_date_in_the_title_of_an_old_law() -> None:
    law = _read("LUẬT", "SỐ 91/SL-L-003 NGÀY 20-5-1957", "QUY ĐỊNH VIỆC GIẢ ĐỊNH", "Điều 1.", "Việc giả định là tự do.")
    assert law.metadata.title == "QUY ĐỊNH VIỆC GIẢ ĐỊNH"
    assert (law.metadata.number, law.metadata.issued) == ("91/SL-L-003", date(1957, 5, 20))


def test_a_number_against_the_site_and_the_legislature_is_a_problem_to_look_at() -> None:
    law = _read(
        *MOTTO,
        "Luật Giả định số 97/2017/QH14",
        "Nguồn: Cổng thông tin vbpl.vn • ID: 1",
        "QUỐC HỘI",
        "Luật số: 97/2017/QH16",
        *MOTTO,
        "Hà Nội, ngày 19 tháng 6 năm 2017",
        "LUẬT",
        "GIẢ ĐỊNH",
        "Điều 1. Phạm vi",
        "Luật này giả định.",
    )
    assert law.metadata.number == "97/2017/QH16"
    assert {"declared-differs", "number-and-term-differ"} <= {problem.code for problem in law.problems}
