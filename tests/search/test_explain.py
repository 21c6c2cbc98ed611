from __future__ import annotations

import pytest

from search.answer import Found
from search.explained import Explanation, Least, Reading
from search.reading import sentences
from search.service import SearchService
from tests.search.library import DECISION, PLAN


def explained(service: SearchService, q: str) -> list[tuple[Found, Explanation]]:
    hits = [hit for group in service.search(q, explain=True).groups for hit in group.hits]
    return [(hit, hit.explanation) for hit in hits if hit.explanation]


def read(service: SearchService, q: str) -> Reading:
    told = service.search(q).reading
    assert told is not None
    return told


def test_nothing_is_explained_unless_asked_for(service: SearchService) -> None:
    hits = [hit for group in service.search("thi hành pháp luật").groups for hit in group.hits]
    assert hits
    assert all(hit.explanation is None for hit in hits)


def test_the_scores_of_terms_and_fields_add_up_to_that_of_the_hit(service: SearchService) -> None:
    (hit, why), *_ = explained(service, "thi hành pháp luật")
    assert {field.field for field in why.fields} == {"syllables", "bigrams", "words"}
    assert sum(field.score for field in why.fields) == pytest.approx(hit.score, rel=1e-4)
    for field in why.fields:
        assert sum(term.score for term in field.terms) == pytest.approx(field.score, rel=1e-4)
    assert (why.place, why.engine_place, why.ranked, why.demoted) == (1, 1, False, False)


def test_words_that_a_hit_lacks_are_named(service: SearchService) -> None:
    lacking = {str(hit.id): why.lacking for hit, why in explained(service, "theo dõi thi hành pháp luật về máy bay")}
    assert lacking
    assert all({"máy", "bay"} <= set(words) for words in lacking.values())


def test_a_long_question_tells_what_the_ranker_did(service: SearchService) -> None:
    pytest.importorskip("lightgbm")
    told = explained(service, "ai có trách nhiệm theo dõi tình hình thi hành pháp luật của tỉnh")
    assert any(why.ranked and why.lifts for _, why in told)
    assert all(why.engine_place >= 1 for _, why in told)


def test_what_the_query_is_the_address_of_is_marked(service: SearchService) -> None:
    told = explained(service, "7/2031/QĐ-UBND")
    assert any(why.addressed for hit, why in told if str(hit.id.document) == DECISION)
    assert not any(why.addressed for hit, why in told if str(hit.id.document) == PLAN)


def test_tells_how_words_were_read(service: SearchService) -> None:
    told = read(service, "thi hành pháp luật")
    assert told.syllables == ("thi", "hành", "pháp", "luật")
    assert told.least == Least(4, 4, 2)
    assert "Mỗi kết quả có tất cả các tiếng, ít nhất 2 tiếng ở chính điều khoản" in sentences(told)


def test_tells_the_marks_that_were_restored(service: SearchService) -> None:
    told = read(service, "thi hanh phap luat")
    assert (told.bare, told.restored) == (True, "thi hành pháp luật")
    assert "thi_hành" in told.words


def test_tells_phrases_and_exclusions(service: SearchService) -> None:
    told = read(service, '"pháp luật" -"hòa giải"')
    assert (told.phrases, told.excluded) == (("pháp luật",), ("hòa giải",))
    assert {"Phải có đúng cụm từ “pháp luật”", "Không được có “hòa giải”"} <= set(sentences(told))


def test_tells_abbreviations_both_ways(service: SearchService) -> None:
    assert ("ubnd", "Ủy ban nhân dân") in read(service, "UBND xã").expanded
    assert ("quy phạm pháp luật", "qppl") in read(service, "văn bản quy phạm pháp luật").expanded


@pytest.mark.parametrize(
    ("q", "taken"),
    [
        pytest.param(
            "khoản 1 mục II kế hoạch 44/KH-UBND",
            [("document", "44/KH-UBND"), ("provision", "muc-2.khoan-1")],
            id="address",
        ),
        pytest.param("kế hoạch 44 năm 2031", [("serial", "44"), ("kind", "ke-hoach"), ("year", "2031")], id="serial"),
        pytest.param(
            "kế hoạch của UBND tỉnh năm 2031 về tư pháp",
            [("kind", "ke-hoach"), ("issuer", "ubnd"), ("year", "2031")],
            id="filters",
        ),
        pytest.param(
            "văn bản tháng 5 năm 2031 còn hiệu lực",
            [("kind", "*"), ("issued", "20310501-20310531"), ("status", "con-hieu-luc,het-hieu-luc-mot-phan")],
            id="month and status",
        ),
    ],
)
def test_tells_what_was_taken_from_the_words(service: SearchService, q: str, taken: list[tuple[str, str]]) -> None:
    assert [(one.what, one.value) for one in read(service, q).taken] == taken


def test_a_month_filters_the_answer(service: SearchService) -> None:
    assert service.search("văn bản tháng 5 năm 2031 về pháp luật").total > 0
    away = service.search("văn bản tháng 6 năm 2031 về pháp luật")
    assert any("Không có gì theo các điều kiện" in said for said in away.understood)
