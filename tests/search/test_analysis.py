from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Thi hành PHÁP LUẬT", ["thi", "hành", "pháp", "luật"], id="lower case"),
        pytest.param("hoà, khoẻ, Uỷ ban", ["hòa", "khỏe", "ủy", "ban"], id="one tone placement"),
        pytest.param("số 01/2021/NĐ-CP ngày", ["số", "01/2021/nđ-cp", "ngày"], id="number with year"),
        pytest.param("140/NQ- CP của", ["140/nq-cp", "của"], id="blank after the hyphen"),
        pytest.param("57 /2016/ QĐ-TTg", ["57/2016/qđ-ttg"], id="blanks around strokes"),
        pytest.param("444/KH-UBND;", ["444/kh-ubnd"], id="number without year"),
        pytest.param("66-NQ/TW.", ["66-nq/tw"], id="Party number"),
        pytest.param("Luật số 64/2025/QH15", ["luật", "số", "64/2025/qh15"], id="law"),
        pytest.param("115-HĐBT và 43/CP", ["115-hđbt", "và", "43/cp"], id="old numbers"),
        pytest.param("01/2001/TTLT-TANDTC-VKSNDTC-BTP", ["01/2001/ttlt-tandtc-vksndtc-btp"], id="joint circular"),
        pytest.param("5/ngày, 20/10", ["5", "ngày", "20/10"], id="a rate is no number"),
        pytest.param("1.000.000 đồng, 2,5%", ["1.000.000", "đồng", "2,5"], id="figures"),
        pytest.param("ngày 30/4/2025", ["ngày", "30/4/2025"], id="date"),
        pytest.param("Điều 5a", ["điều", "5a"], id="article with a letter"),
        pytest.param(
            "Nghị định 01/2021/NĐ-CP - Chính phủ", ["nghị", "định", "01/2021/nđ-cp", "chính", "phủ"], id="dash"
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("… – “”", [], id="only signs"),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert analysis.syllables(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("khoản 2 Điều 5 Nghị định", ["khoản_2", "điều_5", "nghị_định"], id="units are one token"),
        pytest.param("theo Nghị định 01/2021/NĐ-CP.", ["theo", "nghị_định", "01/2021/nđ-cp"], id="numbers are whole"),
        pytest.param("Uỷ ban nhân dân", ["ủy_ban_nhân_dân"], id="tones of the model mapped"),
        pytest.param("một\nhai", ["một", "hai"], id="line by line"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert "_".join(analysis.segmented(text)).split("_") == "_".join(expected).split("_")
    assert [word for word in expected if word[-1].isdigit() or "/" in word] == [
        word for word in analysis.segmented(text) if word[-1].isdigit() or "/" in word
    ]


def test_pairs_and_folded_forms_follow_from_syllables() -> None:
    found = analysis.syllables("Đất đai 01/2021/NĐ-CP")
    assert analysis.bigrams(found) == ["đất_đai", "đai_01/2021/nđ-cp"]
    assert analysis.folded(found) == ["dat", "dai", "01/2021/nd-cp"]


def test_beginnings_hold_every_prefix_once() -> None:
    assert analysis.beginnings(["dat", "dat", "44"]) == ["d", "da", "dat", "4", "44"]


@settings(deadline=None)
@given(st.text(alphabet="aăâđơưêấẫở 0159/-.,NĐCPQHİẞ\u0301\n", max_size=60))
def test_spans_lie_in_the_text_and_give_the_same_tokens(text: str) -> None:
    found = list(analysis.tokens(text))
    assert [token.text for token in found] == analysis.syllables(text)
    assert all(0 <= token.span.start < token.span.end <= len(text) for token in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_token_holds_a_blank(text: str) -> None:
    tokens = [*analysis.syllables(text), *analysis.folded(analysis.syllables(text)), *analysis.segmented(text)]
    assert all(token and not any(char.isspace() for char in token) for token in tokens)
