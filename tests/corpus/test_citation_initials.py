"""Names of laws cut to initials, as texts of the law use them, resolved by the date of the citing text."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.citation import find_citations
from corpus.laws import by_name
from tests.ingest.drafting import draft, shown


@pytest.mark.parametrize(
    ("cut", "full"),
    [
        ("Luật BHXH", "Luật Bảo hiểm xã hội"),
        ("Luật TCCQĐP", "Luật Tổ chức chính quyền địa phương"),
        ("Luật BVMT", "Luật Bảo vệ môi trường"),
        ("Bộ luật TTHS", "Bộ luật Tố tụng hình sự"),
        ("Bộ luật TTDS", "Bộ luật Tố tụng dân sự"),
        ("Luật TTTM", "Luật Trọng tài thương mại"),
        ("Luật PCTN", "Luật Phòng, chống tham nhũng"),
        ("Luật ATTP", "Luật An toàn thực phẩm"),
        ("Luật HTX", "Luật Hợp tác xã"),
    ],
)
def test_initials_are_the_words_of_the_name(cut: str, full: str) -> None:
    assert by_name(cut)
    assert by_name(cut) == by_name(full)
    (citation,) = find_citations(f"theo Điều 5 {cut} và quy định khác")
    assert (citation.quote, str(citation.targets[0].path)) == (f"Điều 5 {cut}", "dieu-5")


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2018, 5, 1), "91-2015-qh13"), (date(2010, 5, 1), "33-2005-qh11")],
)
def test_the_date_of_the_text_says_which(day: date, number: str) -> None:
    (row,) = shown(draft("dieu-1 Điều 1. | Theo Điều 5 BLDS.", issued=day))
    assert row.startswith("dieu-1: qh/")
    assert number in row
