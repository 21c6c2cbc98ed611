"""Slips and turns of drafting that real texts hold: letters called khoản, "gồm các điều từ", effect in the formula."""

from __future__ import annotations

from datetime import date

from corpus.citation import find_citations
from corpus.model import Relation, Source
from ingest.pages import Line, Pages
from ingest.references import references
from ingest.structure import dates, structure


def test_letters_called_khoan_before_a_khoan_are_points() -> None:
    (citation,) = find_citations("theo các khoản a, b và g khoản 4 Điều 33 của Luật này")
    assert [str(target.path) for target in citation.targets] == [
        f"dieu-33.khoan-4.diem-{letter}" for letter in ("a", "b", "g")
    ]


def test_two_khoan_side_by_side_stay_two() -> None:
    assert [one.quote for one in find_citations("theo khoản 3 khoản 4 Điều 5")] == ["khoản 3", "khoản 4 Điều 5"]


def test_the_formula_of_passing_says_the_day_of_effect() -> None:
    formula = (
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh Giả Định thông qua ngày 11 tháng 01 năm 2019 "
        "và có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2019."
    )
    assert dates.effective([formula], date(2019, 1, 11)) == date(2019, 3, 15)


def test_a_chapter_and_the_articles_it_consists_of_share_the_act() -> None:
    lines = [
        "QUỐC HỘI",
        "LUẬT",
        "GIẢ ĐỊNH",
        "Điều 1. Phạm vi",
        "Điều 2. Hiệu lực thi hành",
        "Bãi bỏ Chương VIII gồm các điều từ Điều 67 đến Điều 69 và Điều 105 của Luật Giả định số 22/2000/QH10.",
    ]
    pages = Pages(tuple(Line(text, whole=True) for text in lines), "text/plain")
    found = references(structure(pages, source=Source("giả định.txt", "0" * 64, "text/plain")))
    articles = [one for one in found if str(one.target.path).startswith("dieu-")]
    assert len(articles) == 4
    assert {one.relation for one in articles} == {Relation.REPEALS}
