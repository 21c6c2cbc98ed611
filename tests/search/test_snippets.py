from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import Span
from search.snippets import snippet
from search.tuning import Window

SIZE = Window(window=40, margin=15)
WEIGHTS = {"thi": 1.0, "hành": 1.0, "pháp": 1.5, "luật": 1.5, "và": 0.1}
FAR = "Mở đầu nói chuyện khác hẳn và dài dòng thêm nhiều chữ nữa cho đủ. "


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        pytest.param("Việc thi hành pháp luật tại xã", ["thi hành pháp luật"], id="a run is one mark"),
        pytest.param(FAR + "Việc Thi Hành PHÁP LUẬT.", ["Thi Hành PHÁP LUẬT"], id="case does not matter"),
        pytest.param("pháp chế và " + FAR * 2 + "thi hành pháp luật", ["thi hành pháp luật"], id="the densest place"),
        pytest.param("văn bản và pháp luật", ["và pháp luật"], id="a small word inside a run"),
        pytest.param("sách và vở về pháp luật", ["pháp luật"], id="a small word alone is not marked"),
        pytest.param("không có gì", [], id="nothing"),
        pytest.param("", [], id="empty"),
    ],
)
def test_marks(text: str, marks: list[str]) -> None:
    found = snippet(text, WEIGHTS, SIZE)
    assert [mark.of(found.text) for mark in found.marks] == marks
    assert found.span.of(text) == found.text


def test_without_diacritics_the_marks_keep_them() -> None:
    found = snippet("Việc thi hành pháp luật", {"phap": 1.0, "luat": 1.0}, SIZE, bare=True)
    assert [mark.of(found.text) for mark in found.marks] == ["pháp luật"]


def test_says_when_text_was_left_out() -> None:
    found = snippet(FAR * 3 + "pháp luật" + " còn nữa" * 30, WEIGHTS, SIZE)
    assert (found.before, found.after) == (True, True)
    whole = snippet("pháp luật", WEIGHTS, SIZE)
    assert (whole.before, whole.after, whole.span) == (False, False, Span(0, 9))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["thi", "hành", "pháp", "luật,", "và", "xã.", "đất;", "\n", "năm"]), max_size=120))
def test_spans_fit(words: list[str]) -> None:
    text = " ".join(words)
    found = snippet(text, WEIGHTS, SIZE)
    assert found.span.of(text) == found.text
    assert all(0 <= mark.start < mark.end <= len(found.text) for mark in found.marks)
    if set(words) & {"pháp", "luật,"}:
        assert found.marks
