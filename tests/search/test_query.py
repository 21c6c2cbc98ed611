from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import understand


@pytest.mark.parametrize(
    ("text", "plain", "phrases", "excluded", "bare"),
    [
        pytest.param("thi hành  pháp luật", "thi hành pháp luật", [], [], False, id="words"),
        pytest.param("thi hanh", "thi hanh", [], [], True, id="no diacritics"),
        pytest.param('"giá đất" năm', "giá đất năm", ["giá đất"], [], False, id="phrase"),
        pytest.param("“giá đất” năm", "giá đất năm", ["giá đất"], [], False, id="curly quotes"),
        pytest.param("giá -đất", "giá", [], ["đất"], False, id="excluded word"),
        pytest.param('giá -"thu hồi đất"', "giá", [], ["thu hồi đất"], False, id="excluded phrase"),
        pytest.param("kinh tế - xã hội", "kinh tế - xã hội", [], [], False, id="a dash is no exclusion"),
        pytest.param("66-NQ/TW", "66-NQ/TW", [], [], False, id="a hyphen in a number is none either"),
        pytest.param('"chưa đóng', "chưa đóng", [], [], False, id="quote left open"),
    ],
)
def test_understands(text: str, plain: str, phrases: list[str], excluded: list[str], bare: bool) -> None:
    query = understand(text)
    assert " ".join(query.plain.replace('"', "").split()) == plain
    assert [" ".join(words) for words in query.phrases] == phrases
    assert [" ".join(words) for words in query.excluded] == excluded
    assert query.bare is bare


def test_an_address_is_recognised_and_words_are_none() -> None:
    address = understand("điều 5 quyết định 84/2025/QĐ-UBND").address
    assert address is not None
    assert (address.number, str(address.path)) == ("84/2025/QĐ-UBND", "dieu-5")
    assert understand("thi hành pháp luật").address is None
    assert understand('"84/2025/QĐ-UBND"').address is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_never_fails(text: str) -> None:
    query = understand(text)
    assert all(query.phrases)
    assert all(query.excluded)
