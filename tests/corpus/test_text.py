"""Text: the post-conditions of the normal form, folding, tone placement, the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import Span, fold, nfc, normalize, old_tones, plain_letters, printable, slug

_PIECES = """a|Đ|đ|Ð|ð|ế|e\u0302\u0301|e\u0301\u0323|\u0301|\u0323|\u0302|\t| |  |\n|\r\n|\r|\u00a0|\u200b|\u00ad|\ufeff
|\u2028|\u2029|\x0b|\x0c|\x00|\x85|\x80|\u3000|한|\u1100|\u1161|\u11a8|ﬁ|\u0344|\u0345|\u0e33|\U0001f600|-|.|5|\x1c|\x9f"""
MESSY = st.lists(st.sampled_from(_PIECES.split("|")), max_size=25).map("".join)
TEXTS = MESSY | st.text(max_size=40)
BLANKS = set("\t\u00a0\u1680\u2000\u2009\u202f\u205f\u3000\x0b\x0c\x85")


@given(TEXTS)
def test_the_normal_form_is_nfc_without_control_characters(raw: str) -> None:
    text = normalize(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert [char for char in text if unicodedata.category(char) == "Cc" and char != "\n"] == []


@given(TEXTS)
def test_eth_is_read_as_d_with_stroke(raw: str) -> None:
    assert not set("Ðð") & set(normalize(raw).text)


@given(TEXTS)
def test_blanks_are_single_plain_spaces_and_none_ends_a_line(raw: str) -> None:
    text = normalize(raw).text
    assert not BLANKS & set(text)
    assert "  " not in text
    assert all(line == line.strip(" ") for line in text.split("\n"))


@given(TEXTS)
def test_the_normal_form_is_stable(raw: str) -> None:
    once = normalize(raw).text
    assert normalize(once).text == once
    assert nfc(raw) == once


@given(TEXTS)
def test_the_way_back_is_monotone_and_stays_inside(raw: str) -> None:
    normal = normalize(raw)
    back = [normal.map.to_source(n) for n in range(len(normal.text) + 1)]
    assert back == sorted(back)
    assert all(0 <= there <= len(raw) for there in back)


@given(TEXTS)
def test_equal_letters_meet_equal_letters(raw: str) -> None:
    normal = normalize(raw)
    for here, char in enumerate(normal.text):
        if char.isascii() and char.isalnum():
            assert raw[normal.map.to_source(here)] == char


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt", id="decomposed"),
        pytest.param("QÐ-UBND", "QĐ-UBND", id="eth"),
        pytest.param("Điều\u00a05.\t Phạm  vi ", "Điều 5. Phạm vi", id="blanks"),
        pytest.param("một \r\n hai\rba", "một\nhai\nba", id="line ends"),
        pytest.param("nghị\u00ad đị\u200bnh", "nghị định", id="invisible"),
        pytest.param("\ufeffSố", "Số", id="byte order mark"),
        pytest.param("a\u2028b", "a\nb", id="line separator"),
        pytest.param(" \n a", "\na", id="blank first line"),
    ],
)
def test_examples_of_the_normal_form(raw: str, text: str) -> None:
    assert normalize(raw).text == text


def test_a_clean_text_is_returned_itself() -> None:
    text = "Điều 1. Phạm vi điều chỉnh\n1. Quy định giả định."
    assert normalize(text).text is text


@given(TEXTS.map(nfc))
def test_folding_keeps_the_length_and_the_places(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [n for n, char in enumerate(text) if char == "\n"] == [n for n, char in enumerate(folded) if char == "\n"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điều khoản Đặc biệt", "dieu khoan dac biet"),
        ("ƯƠNG", "uong"),
        ("QĐ-UBND 5", "qd-ubnd 5"),
        ("ðÐ", "dd"),
        ("İ", "i"),
    ],
)
def test_examples_of_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_slugs_are_lower_case_ascii_words(text: str) -> None:
    found = slug(text)
    assert found.isascii()
    assert found == found.lower()
    assert not found.startswith("-")
    assert not found.endswith("-")
    assert "--" not in found


@pytest.mark.parametrize(
    ("new", "old"),
    [
        pytest.param("hoà", "hòa", id="hòa"),
        pytest.param("khoẻ", "khỏe", id="khỏe"),
        pytest.param("uỷ ban", "ủy ban", id="ủy"),
        pytest.param("UỶ BAN", "ỦY BAN", id="capitals"),
        pytest.param("Uỷ", "Ủy", id="title"),
        pytest.param("thuỷ", "thủy", id="thủy"),
        pytest.param("hoàn", "hoàn", id="closed syllable"),
        pytest.param("quý", "quý", id="qu is a consonant"),
        pytest.param("Quỹ", "Quỹ", id="Qu too"),
        pytest.param("hoạt", "hoạt", id="closed with a dot"),
        pytest.param("huỳnh", "huỳnh", id="closed uy"),
        pytest.param("toà", "tòa", id="tòa"),
        pytest.param("Khánh Hoà", "Khánh Hòa", id="province"),
        pytest.param("ngoài", "ngoài", id="oai"),
        pytest.param("khuỷu", "khuỷu", id="uyu"),
    ],
)
def test_tone_placement_for_comparison(new: str, old: str) -> None:
    assert old_tones(new) == old
    assert old_tones(old) == old


@given(TEXTS.map(nfc))
def test_tone_placement_keeps_length_and_is_stable(text: str) -> None:
    placed = old_tones(text)
    assert len(placed) == len(text)
    assert old_tones(placed) == placed
    assert fold(placed) == fold(text)


@given(TEXTS)
def test_look_alikes_become_latin_at_the_same_length(text: str) -> None:
    plain = plain_letters(text)
    assert len(plain) == len(text)
    assert plain_letters(plain) == plain


def test_cyrillic_capitals_in_a_number() -> None:
    assert plain_letters("ВКНСТХ-СР") == "BKHCTX-CP"


def test_spans() -> None:
    whole, inner, empty = Span(2, 8), Span(3, 5), Span(4, 4)
    assert (len(whole), len(empty)) == (6, 0)
    assert inner.of("0123456789") == "34"
    assert whole.contains(inner)
    assert not inner.contains(whole)
    assert whole.overlaps(inner)
    assert not Span(0, 2).overlaps(whole)
    assert inner.shift(2) == Span(5, 7)
    assert sorted([inner, whole]) == [whole, inner]


@pytest.mark.parametrize(
    ("name", "shown"), [("444/KH.pdf", "444/KH.pdf"), ("kế hoạch.doc", "kế hoạch.doc"), ("\udcff.txt", r"\udcff.txt")]
)
def test_names_of_files_are_text_whatever_their_bytes(name: str, shown: str) -> None:
    assert printable(name) == shown
