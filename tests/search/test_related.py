"""Related provisions: no document fills the list, what has no force stands behind its like."""

from __future__ import annotations

import pytest

from corpus.address import ProvisionId
from search.engines.memory import MemoryIndex
from search.index import Entry
from search.related import related
from search.tuning import tuning

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
