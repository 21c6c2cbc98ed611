"""The learned ranker: what it counts, that it only reorders, and that search works without it."""

from __future__ import annotations

import hashlib
import logging
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.model import Status
from search import analysis
from search.engines.memory import MemoryIndex
from search.index import Entry, Hit
from search.query import understand
from search.ranking import ranker as module
from search.ranking import train
from search.ranking.asked import asked
from search.ranking.counted import count, prepare
from search.ranking.features import NAMES, features
from search.ranking.order import demoted, ordered
from search.ranking.ranker import load, ranker
from search.retrieve import prepared, retrieve
from search.tuning import tuning

MODELS = Path(module.__file__).parent / "models"

#: What docs/ranking.md says of the models that ship.
SHIPPED = {
    "lambdarank.txt": "5436381f8d15945fc7d3db1e3f549a0b587e2c573d60776f618d078654f64c41",
}


def entry(id: str, text: str, *, heading: str = "", title: str = "", order: int = 0, status: str = "") -> Entry:
    document, _, path = id.partition("#")
    return Entry(
        id=id, document=document, path=path, text=text, heading=heading, title=title, order=order, status=status
    )


ENTRIES = (
    entry(
        "a/1#dieu-1", "Thư viện mở cửa lúc tám giờ mỗi ngày.", heading="Giờ mở cửa", title="quy chế thư viện", order=1
    ),
    entry("a/1#dieu-2", "Thư viện là nơi giữ sách giả định.", heading="Giải thích từ ngữ", order=2),
    entry("b/1#dieu-1", "Người mượn sách trả chậm bị phạt tiền.", heading="Phạt tiền", order=1),
    entry("b/1#dieu-2", "Sách quý giữ trong kho, không cho mượn về nhà.", heading="Mượn sách quý", order=2),
)


HITS = [Hit(one, 4.0 - place) for place, one in enumerate(ENTRIES)]


@pytest.fixture
def index() -> MemoryIndex:
    made = MemoryIndex()
    made.replace(ENTRIES)
    return made


def columns(question: str) -> dict[str, dict[str, float]]:
    query = understand(question)
    weights = dict.fromkeys((*query.syllables, *analysis.folded(query.syllables)), 1.0)
    asking = prepare(query, weights, {})
    table = features(asking, HITS)
    assert table.shape == (len(HITS), len(NAMES))
    assert np.isfinite(table).all()
    return {hit.entry.id: dict(zip(NAMES, row, strict=True)) for hit, row in zip(HITS, table.tolist(), strict=True)}


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Mức phí đo đạc được quy định như thế nào?", "mức phí đo đạc"),
        ("Thư viện là gì?", "thư viện"),
        ("Tổ hòa giải họp mỗi tháng, đúng hay sai?", "tổ hòa giải họp mỗi tháng"),
        ("Ai có thẩm quyền cấp giấy phép đo đạc?", "có thẩm quyền cấp giấy phép đo đạc"),
        ("Như thế nào?", "như thế nào?"),
    ],
)
def test_words_that_only_ask_are_taken_out(question: str, about: str) -> None:
    assert asked(question).about == about


def test_a_definition_is_told_from_a_mention() -> None:
    found = columns("thư viện là gì")
    assert found["a/1#dieu-2"]["defines"] > found["a/1#dieu-1"]["defines"] == 0.0
    assert found["a/1#dieu-2"]["meaning"] == 1.0
    assert found["a/1#dieu-2"]["meaning_asked"] == 1.0


def test_stretches_windows_and_shares_are_counted_from_places() -> None:
    found = columns("người mượn sách trả chậm")
    best, other = found["b/1#dieu-1"], found["b/1#dieu-2"]
    assert best["longest_run"] == 5.0
    assert other["longest_run"] == 2.0
    assert best["covered"] == 1.0
    assert best["window_narrow"] == pytest.approx(1.0)
    assert best["rel_run"] == 1.0
    assert other["rel_run"] == pytest.approx(2 / 5)
    assert other["heading_run"] == 2.0
    assert best["heading_run"] == 0.0


def test_a_document_and_its_neighbours_speak_for_a_provision() -> None:
    found = columns("người mượn sách quý")
    assert found["b/1#dieu-1"]["of_document"] == 2.0
    assert found["b/1#dieu-1"]["neighbour_score"] == pytest.approx(found["b/1#dieu-2"]["score_share"])


LINED = (
    entry(
        "e/1#dieu-1",
        "Thư viện mở cửa cho người đọc.\nKho sách đóng cửa vào ngày lễ.\nNgười mượn sách trả chậm nộp 5 đồng.",
    ),
    entry(
        "e/2#dieu-1", "Người đọc mượn sách. Sách trả về kho. Thư viện đóng cửa chậm một giờ vào ngày lễ của người già."
    ),
    entry("e/3#dieu-1", "Trong văn bản này:\n1. Kho mở là nơi người đọc tự lấy sách.\n2. Sách quý gồm sách chép tay."),
)


def lined(question: str) -> dict[str, dict[str, float]]:
    query = understand(question)
    table = features(prepare(query, dict.fromkeys(query.syllables, 1.0), {}), [Hit(one, 2.0) for one in LINED])
    return {one.document: dict(zip(NAMES, row, strict=True)) for one, row in zip(LINED, table.tolist(), strict=True)}


def test_a_line_that_holds_the_question_counts_more_than_words_all_over() -> None:
    found = lined("người mượn sách trả chậm")
    assert found["e/1"]["line_content"] == pytest.approx(1.0)
    assert found["e/1"]["line_place"] == pytest.approx(np.log1p(2))
    assert found["e/1"]["line_bm25"] > found["e/2"]["line_bm25"]
    assert found["e/1"]["lines"] == pytest.approx(np.log1p(3))
    assert found["e/1"]["line_units"] == pytest.approx(np.log1p(1))  # đồng
    assert found["e/1"]["line_head"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("question", "defined"),
    [
        ("thế nào là kho mở", True),
        ("kho mở là gì", True),
        ("những gì là sách quý", True),
        ("người đọc", False),
    ],
)
def test_what_a_line_begins_with_and_goes_on_to_define_is_told(question: str, defined: bool) -> None:
    assert (lined(question)["e/3"]["line_defines"] > 0.5) == defined


def test_candidates_of_one_heading_are_compared() -> None:
    same = [replace(ENTRIES[n], heading="Mượn sách", rank=rank) for n, rank in ((0, 10), (3, 30))]
    query = understand("mượn sách quý trong kho")
    table = features(prepare(query, dict.fromkeys(query.syllables, 1.0), {}), [Hit(same[0], 4.0), Hit(same[1], 2.0)])
    column = {name: table[:, NAMES.index(name)].tolist() for name in ("alike_count", "alike_score", "alike_rank")}
    assert column["alike_count"] == pytest.approx([np.log(2)] * 2)
    assert column["alike_score"] == pytest.approx([1.0, 0.5])
    assert column["alike_rank"] == [20.0, 0.0]


@pytest.mark.parametrize(
    ("question", "heading", "match"),
    [
        ("ai được mở kho sách", "Thẩm quyền mở kho", 1.0),
        ("ai được mở kho sách", "Hồ sơ mượn sách", 0.0),
        ("mượn sách trong bao lâu", "Thời hạn mượn sách", 1.0),
    ],
)
def test_a_heading_of_the_kind_of_answer_that_is_asked_for_is_told(question: str, heading: str, match: float) -> None:
    query = understand(question)
    one = replace(ENTRIES[0], heading=heading)
    table = features(prepare(query, dict.fromkeys(query.syllables, 1.0), {}), [Hit(one, 1.0), Hit(ENTRIES[3], 1.0)])
    assert table[0, NAMES.index("class_match")] == match


def test_abbreviations_are_counted_as_texts_write_them(index: MemoryIndex) -> None:
    short, _ = prepared(understand("HĐND họp thường lệ khi nào"), index, tuning())
    full, _ = prepared(understand("Hội đồng nhân dân họp thường lệ khi nào"), index, tuning())
    assert short.terms == full.terms
    assert np.array_equal(short.idf, full.idf)


def test_more_of_what_speaks_for_a_provision_never_lowers_it() -> None:
    learned = ranker()
    assert learned is not None
    rows = np.random.default_rng(7).uniform(0, 3, (400, len(NAMES)))
    for name in sorted(train.RISING)[::6]:
        more = rows.copy()
        more[:, NAMES.index(name)] += 1.0
        raw = [learned.raw(table) for table in (rows, more)]
        assert (raw[1] >= raw[0] - 1e-9).all(), name


def test_typed_without_marks_the_same_is_counted() -> None:
    typed, bare = columns("người mượn sách trả chậm"), columns("nguoi muon sach tra cham")
    for name in ("longest_run", "covered", "heading_run", "triple_share"):
        assert bare["b/1#dieu-1"][name] == typed["b/1#dieu-1"][name]


def test_no_feature_is_a_year_or_a_date() -> None:
    for name in NAMES:
        assert not {"year", "date", "issued", "age", "number"} & set(name.split("_"))


def test_features_do_not_change_with_the_year_or_the_number(index: MemoryIndex) -> None:
    asking, hits = prepared(understand("người mượn sách trả chậm"), index, tuning())
    later = [Hit(replace(hit.entry, year=2031, issued=20310101), hit.score) for hit in hits]
    assert np.array_equal(features(asking, hits), features(asking, later))


def test_places_of_the_engine_and_words_counted_anew_agree(index: MemoryIndex) -> None:
    asking, hits = prepared(understand("người mượn sách trả chậm bị phạt"), index, tuning())
    bare = [Hit(hit.entry, hit.score) for hit in hits]
    assert np.array_equal(count(asking, hits).times, count(asking, bare).times)


def test_a_query_without_a_known_word_has_features(index: MemoryIndex) -> None:
    asking = prepare(understand("xyz"), {}, {})
    assert np.isfinite(features(asking, [Hit(ENTRIES[0], 1.0), Hit(ENTRIES[1], 0.5)])).all()


def test_no_candidates_have_no_features() -> None:
    query = understand("thuốc thang giả định là gì")
    asking = prepare(query, dict.fromkeys(query.syllables, 1.0), {})
    assert features(asking, ()).shape == (0, len(NAMES))


def test_what_ended_goes_back_but_stays() -> None:
    old = Hit(entry("c/1#dieu-1", "x", status=Status.EXPIRED), 1.0)
    new = Hit(entry("c/2#dieu-1", "x", status=Status.IN_FORCE), 0.9)
    far = Hit(entry("c/3#dieu-1", "x", status=Status.IN_FORCE), 0.1)
    shown = demoted((old, new, far), lambda score: score * 0.8)
    assert [hit.entry.id for hit in shown] == ["c/2#dieu-1", "c/1#dieu-1", "c/3#dieu-1"]


def test_without_a_ranker_the_order_of_the_engine_stays(index: MemoryIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.retrieve.ranker", lambda: None)
    found = retrieve(understand("người mượn sách trả chậm bị phạt"), index, tuning(), limit=4, count=False).results.hits
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert ordered(found, None, None, tuning().ranking) == found


@pytest.mark.parametrize("error", [ImportError("no lightgbm"), OSError("libgomp.so.1")])
def test_where_lightgbm_cannot_be_loaded_the_log_says_so_once(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "lightgbm":
                raise error

    monkeypatch.delitem(sys.modules, "lightgbm", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with caplog.at_level(logging.WARNING):
        assert load(["tree"]) is None
    assert len(caplog.records) == 1
    assert str(error) in caplog.text


def test_without_model_files_there_is_no_ranker(caplog: pytest.LogCaptureFixture) -> None:
    assert load([]) is None
    assert "no model file" in caplog.text


def test_the_models_that_ship_are_those_of_the_report() -> None:
    assert {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in MODELS.glob("*.txt")} == SHIPPED


def test_the_same_candidates_come_in_the_same_order(index: MemoryIndex) -> None:
    learned = ranker()
    assert learned is not None
    asking, hits = prepared(understand("người mượn sách trả chậm bị phạt"), index, tuning())
    first, again = learned.rank(asking, hits), learned.rank(asking, hits)
    assert [(hit.entry.id, hit.score) for hit in first] == [(hit.entry.id, hit.score) for hit in again]
    assert {hit.entry.id for hit in first} == {hit.entry.id for hit in hits}
    assert [hit.score for hit in first] == sorted((hit.score for hit in first), reverse=True)


def test_what_moved_a_hit_is_told_by_name(index: MemoryIndex) -> None:
    learned = ranker()
    assert learned is not None
    asking, hits = prepared(understand("người mượn sách trả chậm bị phạt"), index, tuning())
    moved = learned.moved(asking, hits, most=3)
    assert set(moved) == {hit.entry.id for hit in hits}
    assert all(one.feature in NAMES for told in moved.values() for one in told)
