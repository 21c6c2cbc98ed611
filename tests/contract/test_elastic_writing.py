"""Writing to a real server: rebuilds killed, failing or run twice; late writes; refused entries; search meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from elasticsearch import Elasticsearch

from corpus.errors import EntriesSetAside, SearchError
from search.compose import fingerprint
from search.engines import Writing, elastic_verify
from search.engines.elastic import ElasticIndex
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_lines import deletion, line
from search.engines.elastic_lock import Lock
from search.index import Clause, Entry, Phrase, Plan
from search.state import Role
from search.tuning import tuning

REPEAT = tuning().repeat


def entry(number: int, text: str = "") -> Entry:
    document = f"ubnd-gia-dinh/2031/{number}-qd-ubnd"
    return Entry(f"{document}#dieu-1", document, "dieu-1", text or f"Văn bản giả định số {number} về thu hồi đất.")


def some(count: int) -> list[Entry]:
    return [entry(number) for number in range(count)]


@pytest.fixture
def alias(fresh_alias: str) -> str:
    return urlsplit(fresh_alias).path.strip("/")


@pytest.fixture
def client(elasticsearch: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch) as made:
        yield made


@pytest.fixture
def index(fresh_alias: str) -> Iterator[ElasticIndex]:
    made = ElasticIndex(fresh_alias)
    yield made
    made.close()


def names(client: Elasticsearch, alias: str) -> list[str]:
    return sorted(client.indices.get(index=f"{alias}-*", allow_no_indices=True))


def found(index: ElasticIndex, word: str = "đất") -> int:
    return index.search(Plan((Clause("syllables", ((word, 1.0),)),), limit=1)).total


# A process whose source says that it gave 1,000 entries (of which most are on the server by then) and rests a while.
KILLED = """
import sys, time
from search.engines import Writing
from search.engines.elastic import ElasticIndex
from tests.contract.test_elastic_writing import some
def slow():
    yield from some(1000)
    print("written", flush=True)
    time.sleep(60)
if __name__ == "__main__":
    ElasticIndex(sys.argv[1], writing=Writing(workers=0)).replace(slow(), mark=int(sys.argv[2]))
"""


def killed(url: str, client: Elasticsearch, building: str, *, mark: int) -> None:
    """A rebuild in another process, ended by kill -9 once something of it is on the server."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, url, str(mark)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(root)})
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"written\n"
    client.indices.refresh(index=building)
    assert int(client.count(index=building)["count"]) >= 500
    process.kill()
    process.wait()


def test_a_killed_rebuild_leaves_the_old_index_serving_and_the_next_clears_up(
    index: ElasticIndex, client: Elasticsearch, fresh_alias: str, alias: str
) -> None:
    index.replace(some(5), mark=3)
    killed(fresh_alias, client, f"{alias}-2", mark=4)
    assert (found(index), index.mark) == (5, 3)
    assert [one.role for one in index.state()] == [Role.UNFINISHED, Role.SERVING]
    told: list[str] = []
    assert index.replace(some(7), mark=5, said=told.append) == 7  # another revision: nothing of it can be used
    assert f"Xoá {alias}-2" in told[0]
    assert names(client, alias) == [f"{alias}-1", f"{alias}-2"]
    assert found(index) == 7


def test_a_rebuild_goes_on_where_a_killed_one_of_the_same_revision_ended(
    index: ElasticIndex, client: Elasticsearch, fresh_alias: str, alias: str
) -> None:
    killed(fresh_alias, client, f"{alias}-1", mark=4)
    there = int(client.count(index=f"{alias}-1")["count"])
    told: list[str] = []
    assert index.replace(some(1100), mark=4, said=told.append) == 1100
    assert told == [f"Nối tiếp {alias}-1 của lần lập chỉ mục bị ngắt: {there} mục đã có sẵn, không ghi lại."]
    assert names(client, alias) == [f"{alias}-1"]
    assert (found(index), index.mark) == (1100, 4)


def test_two_rebuilds_at_once_the_second_is_told_who_holds_the_lock(fresh_alias: str, index: ElasticIndex) -> None:
    second = ElasticIndex(fresh_alias)

    def slow() -> Iterator[Entry]:
        with pytest.raises(SearchError, match=rf"lập lại bởi tiến trình {os.getpid()} trên máy \S+, từ \d\d:"):
            second.replace(some(2), mark=2)
        assert "tiến trình" in second.state().writers[0]
        yield from some(3)

    assert index.replace(slow(), mark=1) == 3
    assert index.state().writers == ()
    assert second.replace(some(2), mark=2) == 2
    second.close()


def test_two_rebuilds_of_two_processes_at_once_end_with_one_whole_index(
    fresh_alias: str, index: ElasticIndex, client: Elasticsearch, alias: str
) -> None:
    script = KILLED.replace("time.sleep(60)", "time.sleep(1)")
    root = Path(__file__).parents[2]
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, fresh_alias, str(mark)],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for mark in (4, 5)
    ]
    told = [process.communicate(timeout=60) for process in both]
    codes = [process.returncode for process in both]
    assert sorted(codes) == [0, 1], told
    assert b"tr\xc3\xaan m\xc3\xa1y" in told[codes.index(1)][1]
    assert (index.count(), index.mark) == (1000, (4, 5)[codes.index(0)])
    assert names(client, alias) == [f"{alias}-1"]


def test_a_lock_whose_owner_is_silent_is_taken_over_and_the_owner_notices(client: Elasticsearch, alias: str) -> None:
    mine, other = (Lock(client, alias, beat=beat, expiry=0.6) for beat in (60.0, 0.1))
    with mine.held("rebuild") as lease:  # it does not renew in time
        lease.check()
        with pytest.raises(SearchError, match="trên máy"), other.held("rebuild"):
            pass
        time.sleep(0.7)
        with other.held("rebuild", patience=5.0) as taken:
            taken.check()
            with pytest.raises(SearchError, match="mất quyền ghi"):
                lease.check()
    assert other.owners() == ()


def test_a_lock_that_beats_is_not_taken_over_whatever_its_clock_says(client: Elasticsearch, alias: str) -> None:
    lock = Lock(client, alias, beat=0.1, expiry=0.5)
    done = threading.Event()
    old = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    held = {"host": "may-khac", "pid": 1, "since": old, "beat": old, "token": "khac"}
    with lock.held("update"):  # the index of locks is there from here on
        client.create(index=f"{alias}-lock", id="rebuild", document=held)

    def beating() -> None:
        while not done.wait(0.05):
            client.index(index=f"{alias}-lock", id="rebuild", document=held)

    thread = threading.Thread(target=beating)
    thread.start()
    with pytest.raises(SearchError, match="tiến trình 1 trên máy may-khac"), lock.held("rebuild", patience=1.0):
        pass
    done.set()
    thread.join()
    with lock.held("rebuild", patience=2.0):  # now it stands still
        pass


def test_a_lock_of_a_process_of_this_machine_that_is_gone_is_free_at_once(client: Elasticsearch, alias: str) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    lock = Lock(client, alias)
    with lock.held("rebuild"):
        seen = client.get(index=f"{alias}-lock", id="rebuild")["_source"]
    client.create(index=f"{alias}-lock", id="rebuild", document=seen | {"pid": gone.pid})
    with lock.held("rebuild"):
        pass


def test_a_paused_rebuild_does_not_write_after_another_took_over(
    index: ElasticIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused, now = [0.0], time.monotonic
    monkeypatch.setattr("search.engines.elastic_lock.time.monotonic", lambda: now() + paused[0])
    monkeypatch.setattr(Lock, "_renew", lambda *of_the_lock: None)  # who is stopped does not beat
    index.replace(some(3), mark=1)

    def slow() -> Iterator[Entry]:
        yield from some(600)
        paused[0] = 40.0  # as if the process had been stopped so long
        yield from some(1200)[600:]

    with pytest.raises(SearchError, match="mất quyền ghi"):
        index.replace(slow(), mark=2)
    assert (found(index), index.mark) == (3, 1)


def test_an_alias_whose_name_begins_like_another_keeps_its_indices(
    elasticsearch: str, index: ElasticIndex, alias: str, client: Elasticsearch
) -> None:
    longer = ElasticIndex(f"{elasticsearch}/{alias}-thu")
    longer.replace(some(4), mark=1)
    for mark in (1, 2, 3):
        index.replace(some(2), mark=mark)
    assert longer.count() == 4
    assert [one.name for one in index.state()] == [f"{alias}-3", f"{alias}-2"]
    longer.close()


@pytest.mark.parametrize("name", ["Traluat", "traluat*", "traluat-lock"])
def test_a_name_that_cannot_be_an_alias_is_refused_in_words(elasticsearch: str, name: str) -> None:
    with pytest.raises(SearchError, match="TRALUAT_ELASTICSEARCH_URL"):
        ElasticIndex(f"{elasticsearch}/{name}")


def test_a_new_index_that_is_not_as_written_is_deleted_and_says_why(
    index: ElasticIndex, fresh_alias: str, client: Elasticsearch, alias: str
) -> None:
    index.replace(some(5), mark=3)

    def meddled() -> Iterator[Entry]:
        yield from some(1000)
        client.delete(index=f"{alias}-2", id=entry(3).id)

    at_once = ElasticIndex(fresh_alias, writing=Writing(workers=0))
    with pytest.raises(SearchError, match=r"ghi 1000 mục nhưng máy chủ giữ 999.*Đã xoá .*-2; chỉ mục cũ vẫn phục vụ"):
        at_once.replace(meddled(), mark=4)
    at_once.close()
    assert names(client, alias) == [f"{alias}-1"]
    assert (found(index), index.mark) == (5, 3)


def test_verifying_knows_another_id_and_another_text(index: ElasticIndex, client: Elasticsearch, alias: str) -> None:
    held = some(30)
    index.replace(held, mark=1)
    right, other, text = (elastic_verify.Tally() for _ in range(3))
    for one in held:
        for tally in (right, other, text):
            tally.accepted(one.id if tally is not other or one != held[7] else "khac")
            tally.offered(one if tally is not text else replace(one, text=f"{one.text} Thêm."))

    def wrong(tally: elastic_verify.Tally) -> str | None:
        return elastic_verify.wrong(client, f"{alias}-1", tally, without=frozenset())

    assert wrong(right) is None
    assert "mã của các mục" in (wrong(other) or "")
    assert "tìm bằng chính lời" in (wrong(text) or "")
    assert len(right.probes()) == 10


def test_a_late_write_is_refused_by_the_server_itself_deleted_entries_too(
    index: ElasticIndex, client: Elasticsearch, alias: str
) -> None:
    index.replace(some(2), mark=5)
    index.update([entry(0, "Bản mới hơn.")], documents=[entry(0).document, entry(1).document], mark=9)
    late = Bulk(client, f"{alias}-1", most_bytes=1_000_000)
    late.send([line(entry(0, "Bản cũ."), REPEAT, 8), line(entry(1), REPEAT, 8), deletion(entry(0).id, 8)])
    client.indices.refresh(index=f"{alias}-1")
    assert late.late == 3
    assert index.get([entry(0).id, entry(1).id]) == {entry(0).id: entry(0, "Bản mới hơn.")}


def test_entries_that_the_server_refuses_are_listed_and_the_others_serve(index: ElasticIndex) -> None:
    bad = replace(entry(3), issued=10**12)  # no whole number of 32 bits
    with pytest.raises(EntriesSetAside, match=r"9 mục và phục vụ, nhưng thiếu 1 mục: .*/3-qd-ubnd#dieu-1 \(") as told:
        index.replace([bad if one.id == bad.id else one for one in some(10)], mark=6)
    assert [id for id, _ in told.value.entries] == [bad.id]
    assert (found(index), index.mark) == (9, 6)
    with pytest.raises(EntriesSetAside):
        index.update([replace(entry(4), issued=10**12)], documents=[entry(4).document], mark=7)
    assert (found(index), index.mark) == (8, 7)  # what it was before is not what it is now


def test_a_rebuild_in_worker_processes_writes_the_same(fresh_alias: str, index: ElasticIndex) -> None:
    held = [*some(1500), entry(5000, "Quyết định giả định cuối cùng.")]
    spread = ElasticIndex(fresh_alias, writing=Writing(workers=2, bulk_bytes=20_000, replicas=0))
    assert spread.replace(held, mark=1) == 1501
    assert spread.search(Plan(phrases=(Phrase("syllables", ("giả", "định", "cuối")),))).hits[0].entry == held[-1]
    assert index.get([held[700].id]) == {held[700].id: held[700]}
    spread.close()


def test_copies_are_asked_for_as_set(fresh_alias: str, client: Elasticsearch, alias: str) -> None:
    for number, (replicas, wanted) in enumerate([(2, "0-2"), (0, None)], start=1):
        index = ElasticIndex(fresh_alias, writing=Writing(replicas=replicas, shards=2))
        index.replace(some(3))
        settings = client.indices.get_settings(index=f"{alias}-{number}")[f"{alias}-{number}"]["settings"]["index"]
        assert settings.get("auto_expand_replicas") == wanted
        assert settings["number_of_shards"] == "2"
        assert index.state().health == "green"
        index.close()


def test_a_bulk_that_finds_no_alias_makes_no_index(client: Elasticsearch, alias: str) -> None:
    bulk = Bulk(client, f"{alias}-building", most_bytes=1_000_000, alias=True)
    with pytest.raises(SearchError, match="từ chối ghi"):
        bulk.send([line(entry(1), REPEAT, 1)])
    assert not client.indices.exists(index=f"{alias}-building")


def test_going_back_to_an_index_of_another_version_is_refused(
    index: ElasticIndex, client: Elasticsearch, alias: str
) -> None:
    index.replace(some(2), mark=1)
    index.replace(some(3), mark=2)
    client.indices.put_mapping(index=f"{alias}-1", meta={"mark": 1, "fingerprint": "khac" + fingerprint(REPEAT)})
    with pytest.raises(SearchError, match="phiên bản khác"):
        index.rollback()
    assert index.count() == 3


def test_search_answers_whole_during_rebuilds_updates_and_rollbacks(fresh_alias: str, index: ElasticIndex) -> None:
    """No failure, no empty answer, no answer between two states."""
    held = some(300)
    index.replace(held, mark=1)
    done = threading.Event()
    totals: list[int] = []
    failures: list[Exception] = []

    def ask() -> None:
        reader = ElasticIndex(fresh_alias)
        while not done.is_set():
            try:
                totals.append(found(reader))
            except Exception as error:
                failures.append(error)
        reader.close()

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    try:
        for mark in (2, 3):
            index.replace(held, mark=10 * mark)
            for number in range(2):
                fresh = [entry(at, f"Sửa lần {number}: thu hồi đất.") for at in range(40)]
                index.update(fresh, documents=[one.document for one in fresh], mark=10 * mark + number + 1)
            index.rollback()
            index.rollback()
    finally:
        done.set()
        for thread in asking:
            thread.join()
    assert failures == []
    assert len(totals) > 100
    assert set(totals) == {300}
