"""Related provisions: no document fills the list, what has no force stands behind its like."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.address import ProvisionId
from search.engines.memory import MemoryIndex
from search.index import Entry
from search.ranking import ranker as module
from search.ranking.kinship import NAMES
from search.ranking.ranker import related_ranker
from search.related import related, related_to_text
from search.tuning import tuning

#: What docs/ranking.md says of the model that ships.
SHIPPED = {"lambdarank.txt": "5dbc46b321606bd8146f34ab55884995905a4eb02c91fec6a6dc446d18016113"}

TEXT = "Thư viện giả định mở cửa cho người đọc sách hằng ngày"


def entry(document: str, article: int, text: str = TEXT, status: str = "") -> Entry:
    id = f"ubnd-gia-dinh/2031/{document}"
    return Entry(f"{id}#dieu-{article}", id, f"dieu-{article}", text, status=status)


def beside(source: Entry, *others: Entry, limit: int = 10) -> list[str]:
    index = MemoryIndex()
    index.replace([source, *others])
    found = related(ProvisionId.parse(source.id), index, tuning(), limit=limit)
    return [str(one.id).split("/")[-1] for one in found]


def test_no_document_fills_the_list_while_others_are_alike() -> None:
    many = [entry("2-qd-ubnd", article) for article in range(1, 9)]
    one = entry("3-qd-ubnd", 1, f"{TEXT}, trừ ngày lễ theo quy định riêng của từng nơi trong năm")
    found = beside(entry("1-qd-ubnd", 1), *many, one, limit=4)
    assert "3-qd-ubnd#dieu-1" in found
    assert sum(id.startswith("2-qd") for id in found) == 3


def test_a_single_document_may_fill_what_stays_free() -> None:
    many = [entry("2-qd-ubnd", article) for article in range(1, 9)]
    assert len(beside(entry("1-qd-ubnd", 1), *many, limit=6)) == 6


@pytest.mark.parametrize("status", ["het-hieu-luc", "ngung-hieu-luc"])
def test_what_has_no_force_comes_behind_its_like(status: str) -> None:
    ended, running = entry("2-qd-ubnd", 1, status=status), entry("3-qd-ubnd", 1)
    assert beside(entry("1-qd-ubnd", 1), ended, running) == ["3-qd-ubnd#dieu-1", "2-qd-ubnd#dieu-1"]


def test_a_provision_without_words_has_nothing_beside_it() -> None:
    assert beside(entry("1-qd-ubnd", 1, "…"), entry("2-qd-ubnd", 1, "…"), entry("3-qd-ubnd", 1)) == []


def test_each_provision_says_why_it_stands_there() -> None:
    own = replace(
        entry("1-qd-ubnd", 1),
        heading="Giờ mở cửa",
        title="Quy chế kho sách",
        cites=("qh/2030/1-2030-qh-gd#dieu-2", "qh/2030/1-2030-qh-gd"),
    )
    cited = Entry(
        "qh/2030/1-2030-qh-gd#dieu-2",
        "qh/2030/1-2030-qh-gd",
        "dieu-2",
        "Kho sách giữ sách.",
        title="Luật Thư viện giả định",
    )
    beside_it = Entry(
        "qh/2030/1-2030-qh-gd#dieu-3",
        "qh/2030/1-2030-qh-gd",
        "dieu-3",
        "Người đọc mượn sách ở thư viện giả định hằng ngày.",
    )
    citing = replace(entry("2-qd-ubnd", 1), cites=(own.id, own.document))
    same = replace(entry("3-qd-ubnd", 1), heading="Giờ mở cửa", cites=("qh/2030/1-2030-qh-gd",))
    index = MemoryIndex()
    index.replace([own, cited, beside_it, citing, same])
    found = {str(one.id): one.reasons for one in related(ProvisionId.parse(own.id), index, tuning(), limit=10)}
    assert found[cited.id][:2] == ("được điều khoản này dẫn", "được điều khoản này nhắc tên")
    assert found[beside_it.id][0] == "văn bản được điều khoản này dẫn"
    assert found[citing.id][0] == "dẫn đến điều khoản này"
    assert {"cùng dẫn một văn bản", "cùng tên", "nội dung giống nhau"} <= set(found[same.id])


def test_documents_that_cite_each_other_elsewhere_are_told() -> None:
    own = entry("1-qd-ubnd", 1)
    basis = replace(entry("1-qd-ubnd", 2, "Căn cứ khác."), cites=("qh/2030/1-2030-qh-gd",))
    law = Entry(
        "qh/2030/1-2030-qh-gd#dieu-3",
        "qh/2030/1-2030-qh-gd",
        "dieu-3",
        "Người đọc mượn sách ở thư viện giả định hằng ngày.",
    )
    index = MemoryIndex()
    index.replace([own, basis, law])
    (found,) = related(ProvisionId.parse(own.id), index, tuning(), limit=10)
    assert found.reasons == ("thuộc văn bản mà văn bản này dẫn", "nội dung giống nhau")


def test_without_a_model_likeness_and_references_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.related.related_ranker", lambda: None)
    own = replace(entry("1-qd-ubnd", 1), cites=("qh/2030/1-2030-qh-gd#dieu-2", "qh/2030/1-2030-qh-gd"))
    cited = Entry("qh/2030/1-2030-qh-gd#dieu-2", "qh/2030/1-2030-qh-gd", "dieu-2", "Kho sách giữ sách.")
    assert beside(own, entry("2-qd-ubnd", 1), cited) == ["1-2030-qh-gd#dieu-2", "2-qd-ubnd#dieu-1"]


def test_beside_a_pasted_text_stand_what_it_cites_and_what_is_like_it() -> None:
    cited = Entry("qh/2030/1-2030-qh-gd#dieu-2", "qh/2030/1-2030-qh-gd", "dieu-2", "Kho sách giữ sách.")
    index = MemoryIndex()
    index.replace([cited, entry("2-qd-ubnd", 1), entry("3-qd-ubnd", 1, "Việc khác hẳn.")])
    found = related_to_text(TEXT, ("qh/2030/1-2030-qh-gd#dieu-2",), index, tuning(), limit=10)
    assert {str(one.id) for one in found} == {cited.id, "ubnd-gia-dinh/2031/2-qd-ubnd#dieu-1"}


def test_the_model_that_ships_is_that_of_the_report() -> None:
    folder = Path(module.__file__).parent / "models" / "related"
    assert {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.glob("*.txt")} == SHIPPED


def test_no_feature_is_a_year_or_a_date() -> None:
    for name in NAMES:
        assert not {"year", "date", "issued", "age", "number"} & set(name.split("_"))


def test_the_learned_mix_puts_what_is_cited_before_what_is_only_alike() -> None:
    assert related_ranker() is not None
    law = "qh/2030/1-2030-qh-gd"
    own = replace(entry("1-qd-ubnd", 1), cites=(f"{law}#dieu-2", law))
    cited = Entry(f"{law}#dieu-2", law, "dieu-2", "Kho sách giữ sách cho người đọc hằng ngày.", order=2)
    others = [entry(f"{number}-qd-ubnd", 1, f"{TEXT} từ {number} giờ") for number in range(2, 9)]
    assert beside(own, *others, cited)[0] == "1-2030-qh-gd#dieu-2"
