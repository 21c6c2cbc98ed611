"""Whatever the lines are: nothing is lost, addresses are unique, spans are in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Document, Source
from ingest.pages import Line, Pages, Place
from ingest.structure import structure

PIECES = [
    *("Điều 1. Phạm vi", "Điều 2", "Điều 20. Khác", "Chương I", "CHƯƠNG II QUY ĐỊNH", "Mục 1. CHUNG", "Phần thứ nhất"),
    *(
        "1. Một.",
        "2. Hai:",
        "3.",
        "1.1. Con",
        "a) Chữ a;",
        "đ) Chữ đ;",
        "i) Chữ i;",
        "(i) Con;",
        "I. MỤC ĐÍCH",
        "A. PHẦN A",
    ),
    *(
        "“Điều 5. Mới",
        "1. Trích.”.",
        "Sửa đổi Điều 5 như sau:",
        "2. Sửa đổi khoản 1 như sau: “1. Mới”",
        "”",
        '"',
        "như sau:",
    ),
    *("PHỤ LỤC I", "PHỤ LỤC", "Mẫu số 01", "QUY CHẾ", "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)", "DANH MỤC VIỆC"),
    *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH", "Số: 9/QĐ-UBND", "QUYẾT ĐỊNH"),
    *(
        "Hà Tĩnh, ngày 31 tháng 02 năm 2025",
        "Căn cứ Luật;",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "Người Ký Giả",
        "TT",
        "1",
    ),
    *(
        "văn bản thường",
        "II",
        "của",
        "",
        "-",
        "…",
        "Điều",
        "khoản 2 Điều 3",
        "Quyết định này có hiệu lực từ ngày 31/02/2025",
    ),
]
TEXTS = st.one_of(st.sampled_from(PIECES), st.lists(st.sampled_from(PIECES), min_size=2, max_size=3).map(" ".join))
PLACES = st.one_of(st.none(), st.none(), st.builds(Place, st.integers(0, 2), st.integers(0, 3), st.integers(0, 2)))
LINES = st.lists(st.builds(Line, TEXTS, place=PLACES, whole=st.booleans(), bold=st.booleans()), max_size=40)


def read(lines: list[Line]) -> Document:
    return structure(Pages(tuple(lines), "text/plain"), source=Source("a.txt", "0" * 64, "text/plain"))


def letters(text: str) -> int:
    return sum(1 for char in text if not char.isspace() and char != "*")


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_what_goes_in_comes_out_or_is_counted(lines: list[Line]) -> None:
    document = read(lines)
    dropped = sum(n for reason, n in document.left_out if reason in {"printed-twice", "before-letterhead"})
    given_letters = sum(letters(line.text) for line in lines)
    assert letters(document.text) <= given_letters <= letters(document.text) + dropped


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_addresses_are_unique_and_spans_in_order(lines: list[Line]) -> None:
    document = read(lines)
    paths = [provision.path for provision in document.provisions]
    assert len(set(paths)) == len(paths)
    spans = [provision.span for provision in document.provisions]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in [*spans, *document.quoted, *(zone.span for zone in document.zones)]:
        assert 0 <= span.start <= span.end <= len(document.text)
    for provision in document.provisions:
        assert provision.label in provision.span.of(document.text).replace("*", "")
