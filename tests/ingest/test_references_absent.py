"""A provision that is cited and does not exist is said, with the range that does; so are days no calendar has."""

from __future__ import annotations

import pytest

from corpus.model import Outcome, Source
from ingest.pages import Line, Pages
from ingest.references import absent, references
from ingest.structure import structure

LAW = [
    "QUỐC HỘI",
    "LUẬT",
    "GIẢ ĐỊNH",
    "Điều 1. Phạm vi",
    "1. Một.",
    "2. Hai.",
    "3. Ba:",
    "a) Một;",
    "b) Hai.",
    "Điều 2. Áp dụng",
]


def problems(sentence: str, law: list[str] = LAW) -> list[str]:
    pages = Pages(tuple(Line(text, whole=True) for text in [*law, sentence]), "text/plain")
    document = structure(pages, source=Source("giả định.txt", "0" * 64, "text/plain"))
    return [problem.message for problem in absent(document, references(document))]


@pytest.mark.parametrize(
    ("sentence", "range_"),
    [
        pytest.param(
            "Theo khoản 7 Điều 1 của Luật này.", "không có khoản 7; Điều 1 chỉ có khoản 1 đến khoản 3.", id="khoản"
        ),
        pytest.param("Theo Điều 9 của Luật này.", "không có Điều 9; văn bản chỉ có Điều 1 đến Điều 2.", id="Điều"),
        pytest.param(
            "Theo điểm đ khoản 3 Điều 1 của Luật này.",
            "không có điểm đ; khoản 3 Điều 1 chỉ có điểm a đến điểm b.",
            id="điểm",
        ),
        pytest.param("Theo điểm a khoản 1 Điều 1 của Luật này.", "khoản 1 Điều 1 không có điểm nào.", id="none at all"),
    ],
)
def test_the_range_that_exists_is_named(sentence: str, range_: str) -> None:
    (message,) = problems(sentence)
    assert message.endswith(range_)


def test_what_exists_and_what_belongs_to_another_document_is_no_problem() -> None:
    assert problems("Theo khoản 3 Điều 1 của Luật này và Điều 99 Nghị định số 01/2021/NĐ-CP.") == []


def test_a_chapter_is_cited_without_the_part_it_stands_in() -> None:
    law = [*LAW[:3], "Phần thứ nhất", "QUY ĐỊNH CHUNG", "Chương I", "ĐIỀU KHOẢN", *LAW[3:]]
    assert problems("Theo Chương I của Luật này.", law) == []
    assert len(problems("Theo Chương V của Luật này.", law)) == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param("ngày 31 tháng 02 năm 2025", 1, id="in words"),
        pytest.param("ngày 30/02/2024", 1, id="in figures"),
        pytest.param("ngày 18 tháng 15 năm 2020", 1, id="month"),
        pytest.param("ngày 29/02/2024", 0, id="leap year"),
    ],
)
def test_a_day_that_no_calendar_has_is_a_problem_where_it_stands(day: str, said: int) -> None:
    pages = Pages(tuple(Line(text, whole=True) for text in [*LAW, f"Áp dụng từ {day}."]), "text/plain")
    document = structure(pages, source=Source("giả định.txt", "0" * 64, "text/plain"))
    found = [problem for problem in document.problems if problem.code == "impossible-date"]
    assert len(found) == said
    assert all(problem.span is not None and problem.span.of(document.text) == day for problem in found)


def test_the_outcome_says_it_too() -> None:
    pages = Pages(tuple(Line(text, whole=True) for text in [*LAW, "Theo Điều 9 của Luật này."]), "text/plain")
    document = structure(pages, source=Source("giả định.txt", "0" * 64, "text/plain"))
    assert [one.outcome for one in references(document)] == [Outcome.NO_SUCH_PROVISION]
