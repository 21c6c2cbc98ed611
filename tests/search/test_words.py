from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import words
from tests.quality.retrieval import lines

ARTICLES = Path(__file__).parents[2].parent / "shared" / "data" / "retrieval" / "articles.jsonl.xz"

SENTENCES = [
    "Ủy ban nhân dân tỉnh Gia Định ban hành Kế hoạch theo dõi tình hình thi hành pháp luật năm 2031.",
    "Căn cứ Nghị định số 01/2031/NĐ-CP ngày 01/02/2031 của Chính phủ; theo đề nghị của Giám đốc Sở Tư pháp,",
    "a) Mức phạt từ 1.000.000 đồng đến 2.500.000 đồng (không quá 5%/năm) -> xem https://vbpl.example.vn/tra-cuu?q=1",
    "TP. Hồ Chí Minh, H'Mông, v.v... e-mail: a.b@c.vn; 43H-0530; =) :D",
    "“Hoà giải viên” uỷ quyền khoẻ mạnh",
    "Điều",
    ".",
]


def test_the_quick_way_is_in_use() -> None:
    assert words._fast() is not None


@pytest.mark.parametrize("line", SENTENCES)
def test_the_quick_way_gives_what_the_library_gives(line: str) -> None:
    assert words.segment([line]) == [words.stock(line)]


def test_lines_do_not_touch_each_other() -> None:
    assert words.segment(SENTENCES) == [words.stock(line) for line in SENTENCES]
    assert words.segment(["", SENTENCES[0], " "]) == [[], words.stock(SENTENCES[0]), []]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*" ".join(SENTENCES).split(), "\xa0", "İ", "ß", "́a", "$", "...", "--", "<3"])))
def test_equal_on_soup(soup: list[str]) -> None:
    line = " ".join(soup)
    assert words.segment([line]) == [words.stock(line)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_equal_on_anything(line: str) -> None:
    assert words.segment([line]) == [words.stock(line)]


@pytest.mark.skipif(not ARTICLES.exists() and not os.environ.get("CI"), reason=f"{ARTICLES.name} is not here")
def test_equal_on_a_sample_of_real_lines() -> None:
    chance = random.Random(5)
    chosen = []
    for number, article in enumerate(lines(ARTICLES)):
        if number == 4000:
            break
        chosen += [line for line in article["text"].split("\n") if chance.random() < 0.02]
    assert len(chosen) > 300
    assert words.segment(chosen) == [words.stock(line) for line in chosen]


def test_without_the_known_model_the_library_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_PROVED", {"models.bin": "another"})
    words._fast.cache_clear()
    try:
        assert words._fast() is None
        assert words.segment(SENTENCES[:2]) == [words.stock(line) for line in SENTENCES[:2]]
    finally:
        words._fast.cache_clear()
