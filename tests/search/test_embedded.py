"""What is particular to the embedded engine: generations in a folder, readers beside a writer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IndexMissing, SearchError
from search.engines.embedded import EmbeddedIndex
from search.index import Clause, Entry, Plan


def entry(number: int, text: str = "thu hồi đất") -> Entry:
    document = f"ubnd-gia-dinh/2031/{number}-qd-ubnd"
    return Entry(f"{document}#dieu-1", document, "dieu-1", text)


def found(index: EmbeddedIndex) -> int:
    return index.search(Plan((Clause("syllables", (("đất", 1.0),)),), limit=1)).total


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("g*"))


def test_a_reader_changes_over_when_another_handle_rebuilds_or_updates(tmp_path: Path) -> None:
    writer, reader = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)
    writer.replace([entry(1)])
    assert found(reader) == 1
    writer.replace([entry(1), entry(2)])
    assert found(reader) == 2
    writer.update([entry(3)], documents=[entry(3).document], mark=5)
    assert (found(reader), reader.mark) == (3, 5)


def test_one_generation_is_kept_back_and_no_more(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    for number in range(1, 5):
        index.replace([entry(number)])
    assert generations(tmp_path) == ["g3", "g4"]
    assert (tmp_path / "current").read_text() == "g4"


def test_what_a_killed_rebuild_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.replace([entry(1)])
    (tmp_path / "g2").mkdir()
    (tmp_path / "g2" / "half.idx").write_bytes(b"half")
    assert found(index) == 1
    index.replace([entry(1), entry(2)])
    assert generations(tmp_path) == ["g1", "g3"]
    assert found(index) == 2


def test_a_rebuild_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield entry(1)
        raise RuntimeError("no more")

    index = EmbeddedIndex(tmp_path)
    with pytest.raises(RuntimeError):
        index.replace(broken())
    assert generations(tmp_path) == []
    with pytest.raises(IndexMissing):
        found(index)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    index, second = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)
    index.replace([entry(1)])

    def slow() -> Iterator[Entry]:
        with pytest.raises(SearchError, match=r"tiến trình \d+ ghi"):
            second.replace([entry(2)])
        yield entry(1)

    assert index.replace(slow()) == 1


def test_search_answers_during_a_rebuild(tmp_path: Path) -> None:
    index, reader = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)
    index.replace([entry(number) for number in range(20)])
    done, totals = threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            totals.append(found(reader))

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(3):
        index.replace([entry(number) for number in range(20)])
    done.set()
    asking.join()
    assert totals
    assert set(totals) == {20}


def test_an_index_made_by_other_code_asks_for_a_rebuild(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.replace([entry(1)])
    meta = tmp_path / "g1" / "traluat.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"fingerprint": "another"}))
    with pytest.raises(IndexMissing, match="reindex"):
        found(EmbeddedIndex(tmp_path))
    assert EmbeddedIndex(tmp_path).count() == 0
