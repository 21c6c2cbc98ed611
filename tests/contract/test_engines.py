"""One suite for every engine: the memory engine says what is right, the others must agree with it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import IndexMissing, SearchError
from search import analysis
from search.engines import open_index
from search.fields import FACETS
from search.index import Clause, Entry, Filter, Minimum, Phrase, Plan, Range, Results, SearchIndex
from search.state import Role

TEXTS = (
    ("Phạm vi điều chỉnh", "Quyết định này quy định việc thu hồi đất và bồi thường về đất."),
    ("Thu hồi đất", "Việc thu hồi đất do Ủy ban nhân dân cấp xã thực hiện; người sử dụng đất được báo trước."),
    ("Theo dõi thi hành pháp luật", "Sở Tư pháp theo dõi tình hình thi hành pháp luật tại địa phương."),
    ("", "Cơ quan thi hành án báo cáo; pháp luật về đất đai được niêm yết."),
    ("Kinh phí", "Kinh phí thi hành do ngân sách bảo đảm theo Nghị định số 01/2021/NĐ-CP."),
    ("Hiệu lực", "Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND."),
)


def entry(number: int, **values: object) -> Entry:
    heading, text = TEXTS[number % len(TEXTS)]
    document = f"ubnd-gia-dinh/20{20 + number // 3}/{number // 3 + 1}-qd-ubnd"
    made = Entry(
        id=f"{document}#dieu-{number % 3 + 1}",
        document=document,
        path=f"dieu-{number % 3 + 1}",
        text=text,
        heading=heading,
        title="Quy định về đất đai của tỉnh giả định" if number // 3 % 2 else "Kế hoạch thi hành pháp luật",
        name=f"Quyết định {number // 3 + 1}/QĐ-UBND",
        number=f"{number // 3 + 1}/QĐ-UBND",
        kind=("quyet-dinh", "ke-hoach")[number // 3 % 2],
        issuer="ubnd-gia-dinh",
        year=2020 + number // 3,
        status=("con-hieu-luc", "het-hieu-luc")[number // 6 % 2],
        issued=20200101 + 10000 * (number // 3),
        rank=90,
        order=number % 3,
    )
    return replace(made, **values)  # type: ignore[arg-type]


ENTRIES = tuple(entry(number) for number in range(12))

Opener = Callable[[], SearchIndex]


@pytest.fixture(params=["memory", "embedded", "elastic"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    url = request.getfixturevalue("fresh_alias") if request.param == "elastic" else None
    index = open_index(request.param, folder=tmp_path / "index", url=url)
    yield index
    index.close()


@pytest.fixture
def filled(engine: SearchIndex) -> SearchIndex:
    engine.replace(ENTRIES, mark=7)
    return engine


@pytest.fixture(scope="module")
def reference() -> SearchIndex:
    index = open_index("memory")
    index.replace(ENTRIES)
    return index


def words(text: str, *, field: str = "syllables", boost: float = 1.0) -> Clause:
    return Clause(field, tuple((term, 1.0) for term in text.split()), boost)


def all_of(text: str, *, field: str = "syllables") -> Minimum:
    return Minimum(field, tuple(text.split()), len(text.split()))


def ids(results: Results) -> set[str]:
    return {hit.entry.id for hit in results.hits}


def same(one: Results, other: Results) -> None:
    """Equal totals, facets and scores; hits in the same order but for ties."""
    assert (one.total, one.documents, one.facets) == (other.total, other.documents, other.facets)
    assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits], rel=1e-4, abs=1e-6)
    for score in {round(hit.score, 4) for hit in one.hits}:
        if score != round(one.hits[-1].score, 4):  # a tie may be cut by the end of the page
            here, there = ({h.entry.id for h in r.hits if abs(h.score - score) < 1e-3} for r in (one, other))
            assert here == there


PLANS = [
    pytest.param(Plan((words("thu hồi đất"),)), id="any of the words"),
    pytest.param(Plan((words("thu hồi đất"),), (all_of("thu hồi đất"),)), id="all of the words"),
    pytest.param(
        Plan((words("thi hành pháp luật"),), (Minimum("syllables", ("thi", "án", "đất"), 2),)), id="two of three"
    ),
    pytest.param(
        Plan(
            (
                words("thi hành"),
                words("thi_hành hành_pháp", field="bigrams", boost=0.5),
                words("thi_hành", field="words"),
            )
        ),
        id="three tokenisations",
    ),
    pytest.param(Plan((Clause("syllables", (("đất", 3.0), ("kinh", 0.5))),)), id="weights of terms"),
    pytest.param(Plan((words("thu hoi dat", field="folded"), words("dat", boost=0.1))), id="folded"),
    pytest.param(Plan((words("đất"),), phrases=(Phrase("syllables", ("thu", "hồi", "đất")),)), id="phrase"),
    pytest.param(Plan((words("đất"),), excluded=(Phrase("syllables", ("bồi", "thường")),)), id="excluded phrase"),
    pytest.param(Plan(excluded=(Phrase("syllables", ("đất",)),)), id="only an exclusion"),
    pytest.param(Plan((words("đất"),), filters=(Filter("kind", ("ke-hoach",)),)), id="filter"),
    pytest.param(Plan((words("đất"),), without=(Filter("document", (ENTRIES[0].document,)),)), id="not this document"),
    pytest.param(Plan((words("đất"),), filters=(Filter("year", ("2020", "2022")),)), id="filter of two values"),
    pytest.param(
        Plan((words("đất"),), filters=(Filter("year", ("2020",)), Filter("kind", ("quyet-dinh",))), facets=FACETS),
        id="filters and facets",
    ),
    pytest.param(Plan((words("đất"),), ranges=(Range("issued", 20210101, 20221231),), facets=FACETS), id="range"),
    pytest.param(
        Plan((words("đất"),), (all_of("thu hồi"),), ranges=(Range("issued", 20210101, 99991231),), facets=FACETS),
        id="open range and a minimum",
    ),
    pytest.param(Plan(ranges=(Range("issued", 0, 20200101),), facets=FACETS), id="only a range"),
    pytest.param(Plan((words("đất"),), facets=FACETS), id="facets"),
    pytest.param(
        Plan((words("đất"),), filters=(Filter("kind", ("nghi-dinh",)),), facets=FACETS), id="filter that empties"
    ),
    pytest.param(Plan((words("xăng dầu"),), facets=FACETS), id="nothing found"),
    pytest.param(Plan(facets=FACETS, limit=3), id="everything"),
    pytest.param(Plan((words("01/2021/nđ-cp"),)), id="a document number is one token"),
]


@pytest.mark.parametrize("plan", PLANS)
def test_answers_like_the_reference(filled: SearchIndex, reference: SearchIndex, plan: Plan) -> None:
    same(filled.search(plan), reference.search(plan))


def test_random_plans_are_answered_like_the_reference(filled: SearchIndex, reference: SearchIndex) -> None:
    chance = random.Random(20261124)
    said = sorted({word for _, text in TEXTS for word in text.lower().replace(";", "").replace(".", "").split()})
    for _ in range(60):
        terms = chance.sample(said, chance.randint(1, 5))
        plan = Plan(
            (words(" ".join(terms)), words("_".join(terms[:2]), field="bigrams")),
            minimums=tuple(
                Minimum(field, tuple(terms), chance.randint(1, len(terms)))
                for field in ("syllables", "own")
                if chance.random() < 0.4
            ),
            filters=(Filter("kind", ("ke-hoach",)),) if chance.random() < 0.3 else (),
            facets=FACETS,
        )
        same(filled.search(plan), reference.search(plan))


def test_a_phrase_never_reaches_from_heading_into_text(filled: SearchIndex) -> None:
    across = Plan((words("đất"),), phrases=(Phrase("syllables", ("hồi", "đất", "việc")),))
    assert filled.search(across).total == 0


def test_a_phrase_of_one_word_is_a_word(filled: SearchIndex) -> None:
    found = filled.search(Plan(phrases=(Phrase("syllables", ("sở",)),)))
    assert found.total == 2
    assert all("Sở" in hit.entry.text for hit in found.hits)


def test_pages_follow_each_other_without_gap_or_overlap(filled: SearchIndex) -> None:
    plan = Plan((words("thi hành đất"),), limit=100)
    whole = [hit.entry.id for hit in filled.search(plan).hits]
    pages = [filled.search(replace(plan, offset=at, limit=3)) for at in range(0, len(whole), 3)]
    assert [hit.entry.id for page in pages for hit in page.hits] == whole
    assert {page.total for page in pages} == {len(whole)}
    assert filled.search(replace(plan, offset=500)).hits == ()


def test_sorts_by_a_number_either_way(filled: SearchIndex) -> None:
    newest = filled.search(Plan((words("đất"),), sort="issued")).hits
    oldest = filled.search(Plan((words("đất"),), sort="-issued")).hits
    assert [hit.entry.year for hit in newest] == sorted((hit.entry.year for hit in newest), reverse=True)
    assert [hit.entry.year for hit in oldest] == sorted(hit.entry.year for hit in oldest)


def test_without_counting_the_hits_are_the_same(filled: SearchIndex) -> None:
    plan = Plan((words("thi hành đất"),), facets=FACETS)
    bare = filled.search(replace(plan, count=False))
    assert bare.hits == filled.search(plan).hits
    assert (bare.total, bare.facets) == (0, ())


def test_hits_without_their_texts_can_be_made_whole(filled: SearchIndex) -> None:
    plan = Plan((words("thi hành đất"),))
    short = filled.search(replace(plan, texts=False)).hits
    whole = filled.search(plan).hits
    assert [hit.whole() for hit in short] == [hit.entry for hit in whole] == [hit.whole() for hit in whole]
    assert [hit.entry.heading for hit in short] == [hit.entry.heading for hit in whole]


def test_says_how_many_hits_the_documents_of_the_page_have(filled: SearchIndex) -> None:
    found = filled.search(Plan((words("đất"),), limit=2))
    everything = filled.search(Plan((words("đất"),), limit=100)).hits
    for document, count in found.matches.items():
        assert count == sum(hit.entry.document == document for hit in everything)
    assert set(found.matches) == {hit.entry.document for hit in found.hits}
    only = filled.search(Plan((words("đất"),), limit=0, also=(ENTRIES[0].document, "ubnd-gia-dinh/1999/1-qd-ubnd")))
    assert only.hits == ()
    assert only.total == len(everything)
    assert only.matches == {
        ENTRIES[0].document: sum(hit.entry.document == ENTRIES[0].document for hit in everything),
        "ubnd-gia-dinh/1999/1-qd-ubnd": 0,
    }


def test_hands_entries_back_as_they_were(filled: SearchIndex) -> None:
    wanted = [ENTRIES[4].id, "ubnd-gia-dinh/1999/1-qd-ubnd", ENTRIES[0].id]
    assert filled.get(wanted) == {ENTRIES[4].id: ENTRIES[4], ENTRIES[0].id: ENTRIES[0]}
    assert filled.get([]) == {}
    assert filled.of_document(ENTRIES[3].document) == ENTRIES[3:6]


def test_knows_how_often_terms_stand_in_entries(filled: SearchIndex, reference: SearchIndex) -> None:
    terms = ["đất", "thi", "xăng"]
    assert filled.frequency("syllables", terms) == reference.frequency("syllables", terms)


@pytest.mark.parametrize("bare", [False, True])
def test_says_where_wanted_terms_stand_in_heading_and_text(filled: SearchIndex, bare: bool) -> None:
    wanted = (
        ("thi", "hanh", "phap", "dat") if bare else ("thi", "hành", "pháp", "đất", "01/2021/nđ-cp", "12/2019/qđ-ubnd")
    )
    found = filled.search(Plan((words("thi hành đất nghị thay"),), wanted=wanted, wanted_bare=bare, limit=100)).hits
    assert len(found) == len(ENTRIES)
    for hit in found:
        assert hit.places is not None
        for text, run in ((hit.entry.heading, hit.places.heading), (hit.entry.text, hit.places.text)):
            said = analysis.syllables(text)
            compared = analysis.folded(said) if bare else said
            assert run.length == len(said)
            assert [(int(at), wanted[term]) for at, term in zip(run.at, run.term, strict=True)] == [
                (at, one) for at, one in enumerate(compared) if one in wanted
            ]
    assert all(hit.places is None for hit in filled.search(Plan((words("đất"),))).hits)


def test_update_exchanges_whole_documents(filled: SearchIndex) -> None:
    fresh = entry(0, text="Mức hỗ trợ xăng dầu.", heading="")
    assert filled.update([fresh], documents=[ENTRIES[0].document, ENTRIES[3].document], mark=9) == 1
    assert ids(filled.search(Plan((words("xăng dầu"),)))) == {fresh.id}
    assert filled.of_document(ENTRIES[0].document) == (fresh,)
    assert filled.of_document(ENTRIES[3].document) == ()
    assert filled.count() == len(ENTRIES) - 5
    assert filled.mark == 9


def test_update_may_only_take_away(filled: SearchIndex) -> None:
    filled.update([], documents=[one.document for one in ENTRIES], mark=8)
    assert filled.count() == 0
    assert filled.search(Plan((words("đất"),), facets=FACETS)).total == 0


def test_replace_swaps_everything(filled: SearchIndex) -> None:
    filled.replace([entry(20, text="Mức hỗ trợ xăng dầu.")], mark=11)
    assert filled.count() == 1
    assert filled.search(Plan((words("thu"),))).total == 0
    assert filled.search(Plan((words("xăng"),))).total == 1
    assert filled.mark == 11


def test_a_rebuild_that_fails_leaves_the_old_index_serving(filled: SearchIndex) -> None:
    def broken() -> Iterator[Entry]:
        yield entry(30)
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="went away"):
        filled.replace(broken(), mark=99)
    assert (filled.count(), filled.mark) == (len(ENTRIES), 7)
    assert filled.search(Plan((words("đất"),))).total > 0


def test_an_update_that_comes_late_overwrites_nothing_newer(filled: SearchIndex) -> None:
    newer = entry(0, text="Mức hỗ trợ xăng dầu.")
    filled.update([newer], documents=[newer.document], mark=9)
    late = entry(0, text="Mức hỗ trợ than củi.")
    assert filled.update([late], documents=[late.document], mark=8) == 0
    assert filled.get([newer.id]) == {newer.id: newer}
    assert filled.mark == 9


def test_the_index_before_can_serve_again_and_be_told_what_it_missed(filled: SearchIndex) -> None:
    fresh = entry(20, text="Mức hỗ trợ xăng dầu.")
    filled.replace([fresh], mark=11)
    turned = filled.rollback()
    assert (turned.now.entries, turned.now.mark) == (len(ENTRIES), 7)
    assert turned.back is not None
    assert (turned.back.entries, turned.back.mark) == (1, 11)
    assert (filled.count(), filled.mark) == (len(ENTRIES), 7)
    assert filled.update([fresh], documents=[fresh.document], mark=11) == 1
    assert filled.count() == len(ENTRIES) + 1
    assert filled.rollback().now.mark == 11
    assert filled.count() == 1


def test_without_an_index_before_there_is_nothing_to_go_back_to(engine: SearchIndex) -> None:
    for _ in range(2):
        with pytest.raises(SearchError, match="bản chỉ mục trước"):
            engine.rollback()
        engine.replace(ENTRIES)


def test_a_copy_comes_back_beside_what_serves(filled: SearchIndex) -> None:
    if filled.state().engine == "memory":
        with pytest.raises(SearchError, match="bản sao"):
            filled.snapshot("ban-1")
        return  # nothing of it outlives the process
    assert filled.snapshot("ban-1").entries == len(ENTRIES)
    assert filled.state().snapshots == ("ban-1",)
    with pytest.raises(SearchError, match="Đã có bản sao 'ban-1'"):
        filled.snapshot("ban-1")
    filled.replace([entry(20, text="Mức hỗ trợ xăng dầu.")], mark=11)
    turned = filled.restore("ban-1")
    assert turned.back is not None
    assert (turned.now.entries, turned.now.mark, turned.back.mark) == (len(ENTRIES), 7, 11)
    assert filled.of_document(ENTRIES[3].document) == ENTRIES[3:6]
    assert (filled.count(), filled.mark) == (len(ENTRIES), 7)
    assert filled.rollback().now.mark == 11
    with pytest.raises(SearchError, match="Không có bản sao 'ban-2'; hiện có: ban-1"):
        filled.restore("ban-2")
    with pytest.raises(SearchError, match="không dùng làm tên"):
        filled.snapshot("../ban")


def test_says_what_it_holds(filled: SearchIndex) -> None:
    assert [(one.role, one.entries, one.mark) for one in filled.state()] == [(Role.SERVING, len(ENTRIES), 7)]
    filled.replace(ENTRIES[:3], mark=8)
    state = filled.state()
    assert state.health == "green"
    assert state.writers == ()
    found = {one.role: (one.entries, one.mark, one.usable) for one in state}
    assert found == {Role.SERVING: (3, 8, True), Role.PREVIOUS: (len(ENTRIES), 7, True)}


def test_an_index_of_nothing_answers_with_nothing(engine: SearchIndex) -> None:
    engine.replace([])
    assert engine.search(Plan((words("đất"),), facets=FACETS)).total == 0
    assert engine.count() == 0


def test_before_the_first_build_search_says_so_and_count_is_zero(engine: SearchIndex) -> None:
    assert (engine.count(), engine.mark) == (0, 0)
    with pytest.raises(IndexMissing, match="reindex"):
        engine.search(Plan((words("đất"),)))


def test_an_unknown_engine_is_named_with_the_choices() -> None:
    with pytest.raises(SearchError, match="embedded, memory, elastic"):
        open_index("sphinx")
