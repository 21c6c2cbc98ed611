"""Whole names: the longest wins, typed how it may be, and what two things share when typed bare is nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names import NameTable, is_bare, name_key

TABLE = NameTable([("Luật Đầu tư", 1), ("Luật Đầu tư công", 2), ("Bộ Lao động - Thương binh", 3), ("Hòa giải", 4)])


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        pytest.param("Luật Đầu tư", 1, id="as it is"),
        pytest.param("LUẬT ĐẦU TƯ  CÔNG", 2, id="capitals and blanks"),
        pytest.param("luat dau tu cong", 2, id="bare"),
        pytest.param("Bộ Lao động – Thương binh", 3, id="en dash"),
        pytest.param("Bộ Lao động-Thương binh", 3, id="no blanks around the hyphen"),
        pytest.param("Hoà giải", 4, id="tone placement"),
        pytest.param("Luật Đầu tư.", 1, id="full stop"),
        pytest.param("Luật Đầu", None, id="part of a name"),
        pytest.param("Luật Đầu tư công nghệ", None, id="more than a name"),
        pytest.param("Luât Đâu tư", None, id="other diacritics"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_thing_by_its_whole_name(text: str, thing: int | None) -> None:
    assert TABLE.get(text) == thing


def test_names_inside_a_text_are_the_longest_and_end_at_words() -> None:
    assert TABLE.inside("theo Luật Đầu tư công và Luật Đầu tư, không phải Luật Đầu tưx") == (2, 1)
    assert TABLE.at_start("Luật Đầu tư công số 1") == 2
    assert TABLE.at_start("số 1 Luật Đầu tư") is None


def test_a_bare_name_that_two_things_share_is_nobodys() -> None:
    table = NameTable([("Quảng Bình", 1), ("Quang Bình", 2)])
    assert table.get("Quảng Bình") == 1
    assert table.get("quang binh") is None
    assert table.inside("tinh quang binh") == ()


def test_the_first_to_claim_a_name_keeps_it() -> None:
    assert NameTable([("A", 1), ("a", 2)]).get("A") == 1


def test_an_empty_table_holds_nothing() -> None:
    empty: NameTable[int] = NameTable([])
    assert empty.get("x") is None
    assert empty.inside("x") == ()
    assert empty.at_start("") is None


@given(st.text(max_size=30))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("text", "bare"), [("luat dau tu", True), ("Luat", True), ("Luật", False), ("đ", False), ("", True)]
)
def test_bare_texts_have_no_diacritics(text: str, bare: bool) -> None:
    assert is_bare(text) is bare
