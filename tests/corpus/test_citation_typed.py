"""Addresses as people type them."""

from __future__ import annotations

import pytest

from corpus.citation import parse_address, parse_addresses

TYPED = [
    pytest.param("khoản 3 mục II kế hoạch 444/KH-UBND", None, "444/KH-UBND", "muc-2.khoan-3", id="without số"),
    pytest.param("khoan 3 muc ii ke hoach 444/kh-ubnd", None, "444/KH-UBND", "muc-2.khoan-3", id="without diacritics"),
    pytest.param("k2 đ5 nđ 80/2025", "cp/2025/80-2025-nd-cp", "80/2025/NĐ-CP", "dieu-5.khoan-2", id="short words"),
    pytest.param("444/KH-UBND", None, "444/KH-UBND", "", id="a number"),
    pytest.param("66-nq/tw", None, "66-NQ/TW", "", id="a number in small letters"),
    pytest.param("dieu 12 luat dat dai", None, None, "dieu-12", id="a law by name"),
    pytest.param("luật đất đai 2024", "qh/2024/31-2024-qh15", None, "", id="a law by name and year"),
    pytest.param(
        "Nghị định số 80/2025/NĐ-CP ngày 01/4/2025 của Chính phủ",
        "cp/2025/80-2025-nd-cp",
        "80/2025/NĐ-CP",
        "",
        id="in full",
    ),
]


@pytest.mark.parametrize(("text", "document", "number", "path"), TYPED)
def test_typed_addresses_are_read(text: str, document: str | None, number: str | None, path: str) -> None:
    target = parse_address(text)
    assert target is not None
    assert (target.document and str(target.document), target.number, str(target.path)) == (document, number, path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("thu hồi đất theo luật đất đai", id="a search that names a law"),
        pytest.param("điều 5", id="no document"),
        pytest.param("", id="nothing"),
        pytest.param("thi hành pháp luật", id="words"),
        pytest.param("a" * 5000, id="far too long"),
    ],
)
def test_what_is_no_address_as_a_whole_is_none(text: str) -> None:
    assert parse_address(text) is None


def test_several_units_give_several_targets() -> None:
    assert [str(target.path) for target in parse_addresses("điểm a, b khoản 1 điều 5 nđ 80/2025")] == [
        "dieu-5.khoan-1.diem-a",
        "dieu-5.khoan-1.diem-b",
    ]
