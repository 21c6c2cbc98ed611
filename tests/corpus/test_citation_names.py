"""Where names of laws end, and which law a name means at a time."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.citation import find_citations
from corpus.laws import by_name, by_number, laws, name_key, names

NAMES = [
    pytest.param("theo quy định của Luật Đầu tư công và pháp luật", "Luật Đầu tư công", id="the longest whole name"),
    pytest.param("theo Luật Đầu tư thì", "Luật Đầu tư", id="the shorter name where it is one"),
    pytest.param(
        "Luật phòng, chống ma tuý quy định", "Luật phòng, chống ma tuý", id="either tone placement, small letters"
    ),
    pytest.param("LUẬT ĐẤT ĐAI", "Luật Đất đai", id="capitals"),
    pytest.param("Luật Ban hành văn bản QPPL", "Luật Ban hành văn bản QPPL", id="abbreviation"),
    pytest.param("Pháp lệnh về Phí và lệ phí", "Pháp lệnh về Phí và lệ phí", id="về after the kind"),
    pytest.param(
        "Luật Giả định về mọi điều số 999/2030/QH18 ngày", "Luật Giả định", id="unknown, up to a word no name holds"
    ),
    pytest.param(
        "Luật Giả định, thử nghiệm số 999/2030/QH18", "Luật Giả định, thử nghiệm", id="unknown, up to its number"
    ),
    pytest.param(
        "Luật Thư viện pháp luật số 900/2030/QH18",
        "Luật Thư viện pháp luật",
        id="longer than a known one, up to its number",
    ),
    pytest.param("Bộ luật Hình sự được áp dụng", "Bộ luật Hình sự", id="code"),
    pytest.param(
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam quy định",
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        id="constitution",
    ),
    pytest.param(
        "Luật sửa đổi, bổ sung một số điều của Luật Thủy sản ngày 01 tháng 01 năm 2030",
        "Luật sửa đổi, bổ sung một số điều của Luật Thủy sản",
        id="a law amending another is one name",
    ),
    pytest.param(
        "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu ngày 01/01/2030",
        "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu",
        id="amending two, closed by a date",
    ),
    pytest.param("khoản 2 Điều 284 BLTTDS", "Bộ luật Tố tụng dân sự", id="initials"),
    pytest.param("Công ước Giả định về biển năm 1982", "Công ước Giả định về biển", id="treaty"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_name_of_a_law_ends_where_the_name_ends(text: str, name: str) -> None:
    found = find_citations(text)
    assert [target.name for citation in found[:1] for target in citation.targets] == [name]


def test_two_laws_in_a_row_are_two_citations() -> None:
    found = find_citations("theo Luật Doanh nghiệp, Luật Đầu tư và Luật Giá")
    assert [citation.quote for citation in found] == ["Luật Doanh nghiệp", "Luật Đầu tư", "Luật Giá"]


def test_name_with_a_year_or_date_is_one_law() -> None:
    for text in ("Luật Đất đai năm 2024", "Luật Đất đai ngày 18 tháng 01 năm 2024", "Luật Đất đai số 31/2024/QH15"):
        assert [str(target.document) for target in find_citations(text)[0].targets] == ["qh/2024/31-2024-qh15"]


WHEN = [
    pytest.param(date(2015, 5, 1), ["45/2013/QH13"], id="the law of its time"),
    pytest.param(date(2025, 5, 1), ["31/2024/QH15"], id="the law of today"),
    pytest.param(date(2024, 3, 1), ["45/2013/QH13", "31/2024/QH15"], id="both while the new one waits"),
]


@pytest.mark.parametrize(("on", "numbers"), WHEN)
def test_a_name_alone_means_the_law_of_the_citing_date(on: date, numbers: list[str]) -> None:
    assert [law.number for law in by_name("Luật Đất đai", on=on)] == numbers


def test_a_year_that_no_law_of_the_name_has_means_none() -> None:
    assert by_name("Luật Đất đai", year=1950) == ()


def test_the_table_holds_together() -> None:
    assert len(laws()) > 400
    assert len({name_key(name) for name in names()}) == len(names())
    numbered = [law.number for law in laws() if law.number]
    assert len(set(numbered)) == len(numbered)
    for law in laws():
        assert law.issued is None or law.effective is None or law.issued <= law.effective, law
        if law.number:
            assert by_number(law.number) == law
