from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store import Store
from search.answer import Answer, Found
from search.engines import open_index
from search.service import SearchService
from tests.search.library import DECISION, OTHER_DECISION, PLAN


def hits(answer: Answer) -> list[Found]:
    return [hit for group in answer.groups for hit in group.hits]


def marked(found: Found) -> list[str]:
    return [mark.of(found.snippet.text) for mark in found.snippet.marks]


@pytest.mark.parametrize("q", ["thi hành pháp luật", "thi hanh phap luat", "THI HÀNH PHÁP LUẬT", "thi hành phap luat"])
def test_finds_the_provision_with_and_without_diacritics(service: SearchService, q: str) -> None:
    answer = service.search(q)
    first = hits(answer)[0]
    assert answer.groups[0].document == PLAN
    assert str(first.id) == f"{PLAN}#muc-2.khoan-1.diem-a"
    assert first.labels == ("Mục II", "Khoản 1", "Điểm a")
    assert marked(first) == ["thi hành pháp luật"]


def test_rows_of_an_appendix_are_found(service: SearchService) -> None:
    assert f"{PLAN}#phu-luc.dong-2" in [str(hit.id) for hit in hits(service.search("tập huấn hòa giải viên"))]


def test_typed_diacritics_outrank_other_ones(service: SearchService) -> None:
    assert hits(service.search("thửa đất"))[0].snippet.text.startswith("b) Thửa")
    assert hits(service.search("thừa"))[0].id.path.steps[0].number == "2"
    bare = [str(hit.id) for hit in hits(service.search("thua"))]
    assert {f"{PLAN}#muc-2.khoan-1.diem-b", f"{DECISION}#dieu-2.khoan-2"} <= set(bare)


def test_a_word_that_exists_only_with_other_diacritics_is_found_and_said(service: SearchService) -> None:
    answer = service.search("hoá giải")
    assert answer.total > 0
    assert any("khác dấu" in said for said in answer.understood)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        pytest.param("44/KH-UBND", PLAN, id="number"),
        pytest.param("kế hoạch 44/kh-ubnd", PLAN, id="kind and number"),
        pytest.param("khoản 1 mục II kế hoạch 44/KH-UBND", f"{PLAN}#muc-2.khoan-1", id="provision"),
        pytest.param("điều 2 quyết định 7/2031/QĐ-UBND", f"{DECISION}#dieu-2", id="article"),
    ],
)
def test_an_address_jumps(service: SearchService, q: str, expected: str) -> None:
    answer = service.search(q)
    assert str(answer.jump) == expected
    assert [str(id) for id in service.resolve(q)] == [expected]
    assert answer.choices == ()


def test_an_ambiguous_provision_lists_the_choices(service: SearchService) -> None:
    answer = service.search("khoản 1 kế hoạch 44/KH-UBND")
    assert answer.jump is None
    assert [choice.name for choice in answer.choices] == [
        "Khoản 1, Mục I, Kế hoạch 44/KH-UBND",
        "Khoản 1, Mục II, Kế hoạch 44/KH-UBND",
    ]


def test_a_provision_that_is_not_there_offers_the_document_and_says_so(service: SearchService) -> None:
    answer = service.search("điều 99 quyết định 7/2031/QĐ-UBND")
    assert answer.jump is None
    assert [(str(choice.id), choice.note) for choice in answer.choices] == [(DECISION, "Văn bản không có điều 99")]


def test_a_number_that_is_known_but_not_held_says_who_cites_it(service: SearchService) -> None:
    missing = service.search("nghị quyết 66-NQ/TW").not_held
    assert missing is not None
    assert (missing.number, missing.mentions, missing.documents) == ("66-NQ/TW", 2, 2)
    assert {(m.name, m.source) for m in missing.cited_by} == {
        ("Kế hoạch 44/KH-UBND", "muc-1.khoan-1"),
        ("Quyết định 7/2031/QĐ-UBND", "dieu-1"),
    }


def test_a_phrase_is_exact(service: SearchService) -> None:
    assert service.search('"theo dõi tình hình"').total == 1
    assert service.search('"tình hình theo dõi"').total == 0


def test_an_exclusion_takes_away(service: SearchService) -> None:
    assert {g.document for g in service.search("bảng giá đất -2030").groups} == {DECISION}


def test_facets_count_documents_and_keep_their_other_values(service: SearchService) -> None:
    chosen = service.search("bảng giá đất", year=[2030])
    facets = {facet.field: {v.label: (v.count, v.chosen) for v in facet.values} for facet in chosen.facets}
    assert {g.document for g in chosen.groups} == {OTHER_DECISION}
    assert facets["year"] == {"2031": (1, False), "2030": (1, True)}
    assert facets["kind"] == {"Quyết định": (1, False)}
    assert facets["status"] == {"Còn hiệu lực": (1, False)}
    assert chosen.documents == 1


def test_an_issuer_unknown_to_the_vocabulary_is_called_what_its_document_calls_it(service: SearchService) -> None:
    found = service.search("bảng giá đất")
    facet = next(facet for facet in found.facets if facet.field == "issuer")
    assert {(value.value, value.label) for value in facet.values} == {
        ("ubnd-gia-dinh", "Ủy ban nhân dân tỉnh Gia Định")
    }
    assert {group.issuer_name for group in found.groups} == {"Ủy ban nhân dân tỉnh Gia Định"}


def test_a_chosen_value_without_hits_is_still_shown(service: SearchService) -> None:
    facets = {f.field: f for f in service.search("hòa giải viên", kind=["quyet-dinh"]).facets}
    assert [(v.label, v.count) for v in facets["kind"].values if v.chosen] == [("Quyết định", 0)]


def test_pages_go_through_all_documents(service: SearchService) -> None:
    pages = [service.search("bảng giá đất", sort="issued", page=page, size=1) for page in (1, 2)]
    assert [len(page.groups) for page in pages] == [1, 1]
    assert {group.document for page in pages for group in page.groups} == {DECISION, OTHER_DECISION}
    assert pages[0].pages == 2


def test_title_alone_is_no_hit_of_every_provision(service: SearchService) -> None:
    answer = service.search("công tác tư pháp năm 2031")
    assert PLAN in [str(hit.id) for hit in hits(answer)]
    assert f"{PLAN}#muc-1.khoan-2" not in [str(hit.id) for hit in hits(answer)]


def test_says_why_in_words(service: SearchService) -> None:
    assert hits(service.search("thi hành pháp luật"))[0].why[0] == "đúng nguyên cụm từ ở tên điều khoản"


@pytest.mark.parametrize("q", ["", "   ", '""', "?!", "-", "((", "\x00", "AND OR NOT", "a" * 5000, "kind:luat*"])
def test_odd_queries_answer(service: SearchService, q: str) -> None:
    answer = service.search(q)
    assert answer.total == 0
    assert answer.jump is None


def test_suggests_from_the_second_key(service: SearchService) -> None:
    assert service.suggest("4") == ()
    assert service.suggest("44")[0].name == "Kế hoạch 44/KH-UBND"
    assert service.suggest("44/k")[0].name == "Kế hoạch 44/KH-UBND"
    assert {s.name for s in service.suggest("bang gia")} >= {
        "Quyết định 7/2031/QĐ-UBND",
        "Điều 1, Quyết định 7/2030/QĐ-UBND",
    }
    assert service.suggest("không có gì") == ()


def test_related_provisions_are_of_other_documents_with_reasons(service: SearchService) -> None:
    found = service.related(f"{DECISION}#dieu-1")
    assert str(found[0].id) == f"{OTHER_DECISION}#dieu-1"
    assert "nội dung giống nhau" in found[0].reasons
    assert all(not str(one.id).startswith(DECISION) for one in found)
    assert service.related("ubnd-gia-dinh/1999/1-qd-ubnd") == ()


def test_a_citation_relates_both_ends(service: SearchService) -> None:
    citing = {str(one.id): one.reasons for one in service.related(f"{PLAN}#muc-2.khoan-1")}
    assert citing[f"{DECISION}#dieu-2"][0] == "dẫn đến điều khoản này"
    cited = service.related(f"{DECISION}#dieu-2")[0]
    assert (str(cited.id), cited.reasons[0]) == (f"{PLAN}#muc-2.khoan-1", "được điều khoản này dẫn")


def test_sharing_a_citation_is_a_reason(service: SearchService) -> None:
    found = {str(one.id): one.reasons for one in service.related(f"{PLAN}#muc-1.khoan-1")}
    assert "cùng dẫn một văn bản" in found[f"{DECISION}#dieu-1"]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["thi", "hành", '"', "-", "44/KH-UBND", "khoản", "1", "mục II", "đ5", "(", "luật", "\u0301", "–", "”"]
        ),
        max_size=8,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_any_query_is_answered(service: SearchService, q: str) -> None:
    answer = service.search(q)
    for hit in hits(answer):
        assert all(mark.end <= len(hit.snippet.text) for mark in hit.snippet.marks)
    service.suggest(q)
    service.resolve(q)


def test_warming_up_asks_and_leaves_no_trace(service: SearchService) -> None:
    before = service.search("thi hành pháp luật")
    service.warm()
    gc.unfreeze()
    assert service.search("thi hành pháp luật") == before


def test_warming_up_without_an_index_is_harmless(store: Store) -> None:
    index = open_index("memory")
    SearchService(store, index).warm()
    assert (index.count(), gc.get_freeze_count() > 0) == (0, True)  # nothing was built, and warming went to its end
    gc.unfreeze()
