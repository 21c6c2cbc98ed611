"""Soups of the words of citations: whatever their order, reading never raises, stays inside the text and stays
linear.
"""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.citation import find_citations, parse_addresses

WORDS = (
    "Điều", "điều", "khoản", "điểm", "tiết", "Chương", "Mục", "Phần", "Phụ lục", "Mẫu số", "này", "nêu trên",
    "kèm theo", "ban hành kèm theo",
    "a", "b", "đ", "aa", "a(ii)", "1", "2a", "3.1", "IV", "XXX", "IIII", "thứ hai", "đến", "từ", "các", ",", ";", "và",
    "(", ")", "của", "tại",
    "Nghị định", "Nghị quyết", "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Thông tư liên tịch",
    "sửa đổi, bổ sung một số điều của", "số",
    "80/2025/NĐ-CP", "66-NQ/TW", "26 TC/TCT",
    "66.16/2026/NQ-CP", "110/2023/NQ- HĐND", "/", "-", "–", ":", ".", "\n",
    "“", "”", "Đất đai",
    "ngày 31/02/2020", "ngày 18 tháng 01 năm 2024", "năm 2015",
    "Quy chế", "BLHS", "QCVN 41:2019/BGTVT", "Công ước", "về", "…", "NĐ", "x" * 50,
    "Ðiều", "СР", "\u0301", "\u200b", "\ufeff", "\U0001f600", "\x00",
)  # fmt: skip
soups = st.lists(st.sampled_from(WORDS), max_size=60).flatmap(
    lambda words: st.lists(st.sampled_from((" ", "", "  ", "\n")), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    )
)


@settings(max_examples=400, deadline=None)
@given(soups)
def test_a_soup_of_keywords_is_read_without_error_inside_the_text(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert end <= citation.span.start < citation.span.end <= len(text)
        assert citation.quote == citation.span.of(text)
        assert len(citation.targets) == len(citation.within) > 0
        end = citation.span.end


@settings(max_examples=200, deadline=None)
@given(soups)
def test_anything_typed_is_an_address_or_none(text: str) -> None:
    for target in parse_addresses(text):
        assert target.document != "this"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(0 <= citation.span.start < citation.span.end <= len(text) for citation in find_citations(text))


ENDLESS = (
    "Điều 1, khoản 1, ", "(", "a", "Luật ", "Luật A b c d ", "từ Điều 1 đến Điều 9999, ", "số 1/2/3/4/",
    "Nghị định số ", "Luật sửa đổi, bổ sung một số điều của ", "điểm a, b, c, ", "khoản 1 ban hành kèm theo ",
    "Quy chế a a a ", "Mục I, II, III, ", "Điều 1 (khoản 2) ", "Nghị quyết số 1-NQ/TW, ", "\n", "“", "Điều 5. ",
)  # fmt: skip


@pytest.mark.parametrize("piece", [pytest.param(piece, id=piece.strip()[:20] or repr(piece)) for piece in ENDLESS])
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    """Counted in calls, not in seconds: four times the text is four times the calls (the quality report shows the
    seconds).
    """
    short, long = piece * (10_000 // len(piece)), piece * (40_000 // len(piece))
    find_citations(short)
    assert _calls(long) <= 4.5 * _calls(short) + 500


def _calls(text: str) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_citations(text)
    finally:
        sys.setprofile(None)
    return count
