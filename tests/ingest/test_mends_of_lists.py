"""Lists attached without the word Phụ lục, and lines that a dump joined or broke: where they belong, what they do."""

from __future__ import annotations

from corpus.model import Document, Relation, Source
from ingest.pages import Line, Pages
from ingest.references import references
from ingest.structure import structure


def _read(*lines: str) -> Document:
    pages = Pages(tuple(Line(text, whole=True) for text in lines), "text/plain")
    return structure(pages, source=Source("văn bản giả định.txt", "0" * 64, "text/plain"))


HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH GIẢ ĐỊNH",
    "Số: 970/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Giả Định, ngày 18 tháng 11 năm 2025",
    "QUYẾT ĐỊNH",
    "Về việc giả định",
)


def test_a_list_in_parts_after_the_signature_is_an_appendix() -> None:
    document = _read(
        *HEAD,
        "Điều 1. Công bố kèm theo Quyết định này danh mục giả định.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn Giả Định",
        "PHẦN I",
        "DANH MỤC THỦ TỤC GIẢ ĐỊNH",
        "(Kèm theo Quyết định số 970/QĐ-UBND ngày 18 tháng 11 năm 2025 của Ủy ban nhân dân tỉnh Giả Định)",
        "Phần I. DANH MỤC CHUNG",
        "Danh mục có một thủ tục.",
        "Phần II. NỘI DUNG CỤ THỂ",
        "1. Phê duyệt việc giả định",
        "a) Trình tự thực hiện: như sau.",
        "b) Cách thức thực hiện: trực tiếp.",
    )
    assert [str(one.path) for one in document.provisions] == [
        "dieu-1",
        "phu-luc",
        "phu-luc.phan-1",
        "phu-luc.phan-2",
        "phu-luc.phan-2.khoan-1",
        "phu-luc.phan-2.khoan-1.diem-a",
        "phu-luc.phan-2.khoan-1.diem-b",
    ]


def test_a_basis_joined_to_the_line_before_is_a_basis() -> None:
    document = _read(
        *HEAD,
        "Căn cứ Nghị định số 945/2020/NĐ-CP về thủ tục trên môi trường điện tử "
        "Căn cứ Nghị định số 918/2025/NĐ-CP của Chính phủ;",
        "Điều 1. Giả định.",
    )
    assert [one.relation for one in references(document)] == [Relation.BASIS, Relation.BASIS]


def test_a_line_broken_after_the_whole_of_does_not_end_the_act() -> None:
    document = _read(
        *HEAD, "Điều 1. Hiệu lực", "Bãi bỏ toàn bộ", "Quyết định số 935/2015/QĐ-UBND của Ủy ban nhân dân tỉnh."
    )
    assert Relation.REPEALS in {one.relation for one in references(document)}
