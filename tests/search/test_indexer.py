from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.address import DocumentId
from corpus.address import Path as Steps
from corpus.model import Target
from corpus.store import Store
from search import indexer
from search.engines import open_index
from search.index import Entry
from tests.search import library


@pytest.fixture
def own(tmp_path: Path) -> Store:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    library.fill(store)
    return store


def test_articles_and_rows_are_units_and_hold_what_is_below() -> None:
    plan, decision, _ = library.documents()
    assert [entry.path for entry in indexer.entries(plan)] == [
        "",
        "muc-1",
        "muc-1.khoan-1",
        "muc-1.khoan-2",
        "muc-2",
        "muc-2.khoan-1",
        "phu-luc",
        "phu-luc.dong-1",
        "phu-luc.dong-2",
    ]
    assert [entry.path for entry in indexer.entries(decision)] == ["", "chuong-1", "dieu-1", "dieu-2"]


def test_parts_lead_back_to_the_provisions() -> None:
    unit = next(entry for entry in indexer.entries(library.documents()[1]) if entry.path == "dieu-2")
    assert [(part.path, part.label) for part in unit.parts] == [
        ("dieu-2.khoan-1", "Khoản 1"),
        ("dieu-2.khoan-2", "Khoản 2"),
    ]
    assert unit.text[unit.parts[1].start :] == "2. Thừa phát lại không thu phí đo đạc thừa."


def test_every_word_of_a_provision_is_in_one_entry_only() -> None:
    for document in library.documents():
        entries = list(indexer.entries(document))
        for provision in document.provisions:
            if provision.text:
                assert sum(provision.text in entry.text for entry in entries) == 1


def test_every_id_of_an_entry_is_an_address(own: Store) -> None:
    for document in own.documents():
        held = own.paths(document.id) or frozenset()
        for entry in indexer.entries(document):
            assert entry.path == "" or Steps.parse(entry.path) in held


@pytest.mark.parametrize("engine", ["memory", "embedded"])
def test_update_takes_only_what_changed(own: Store, tmp_path: Path, engine: str) -> None:
    index = open_index(engine, folder=tmp_path / "index")
    assert indexer.update(own, index) == index.count() > 0
    assert indexer.update(own, index) == 0
    plan = library.documents()[0]
    told: list[int] = []
    more = library.provision("muc-3", "III.", "TỔ CHỨC THỰC HIỆN", "Chuyển đổi số.")
    own.save(replace(plan, provisions=(*plan.provisions, more)))
    assert indexer.update(own, index, told=told.append) == 10
    assert told == [1]
    assert index.of_document(str(plan.id))[-1].path == "muc-3"
    assert index.of_document(library.DECISION)


def test_what_is_saved_while_a_rebuild_runs_is_in_the_new_index(own: Store) -> None:
    index = open_index("memory")
    plan = library.documents()[0]
    more = library.provision("muc-3", "III.", "TỔ CHỨC THỰC HIỆN", "Chuyển đổi số.")

    def told(number: int) -> None:
        if number == 3:  # the plan has been read by then
            own.save(replace(plan, provisions=(*plan.provisions, more)))

    indexer.rebuild(own, index, told=told)
    assert index.of_document(str(plan.id))[-1].path == "muc-3"
    assert index.mark == own.revision()


def test_an_index_ahead_of_the_store_is_built_anew(own: Store) -> None:
    index = open_index("memory")
    index.replace([Entry("cu", "cu", "", "của kho không còn")], mark=own.revision() + 100)
    assert indexer.update(own, index) == index.count() > 1
    assert index.mark == own.revision()
    assert index.get(["cu"]) == {}


def test_a_document_without_provisions_is_found_by_its_text() -> None:
    said = "Mời dự họp giao ban."
    letter = library.document("ubnd-gia-dinh/2031/5-ubnd", "5/UBND", "Công văn", "Về việc họp", text=said)
    assert [(entry.id, entry.text) for entry in indexer.entries(letter)] == [("ubnd-gia-dinh/2031/5-ubnd", said)]


def test_an_entry_knows_what_it_cites_elsewhere() -> None:
    decision = library.documents()[1]
    plan = DocumentId.parse(library.PLAN)
    mentions = [
        library.reference("can-cu", "Luật Giả định", Target(None, name="Luật Giả định")),
        library.reference("dieu-1", "Điều 2", Target("this", path=Steps.parse("dieu-2"))),
        library.reference("dieu-2.khoan-1", "mục II", Target(plan, path=Steps.parse("muc-2.khoan-1"))),
        library.reference("dieu-2.khoan-2", "Kế hoạch", Target(plan)),
    ]
    cites = {entry.path: entry.cites for entry in indexer.entries(decision, mentions)}
    assert cites == {
        "": ("luat-gia-dinh",),
        "chuong-1": (),
        "dieu-1": (),
        "dieu-2": (library.PLAN, f"{library.PLAN}#muc-2", f"{library.PLAN}#muc-2.khoan-1"),
    }
