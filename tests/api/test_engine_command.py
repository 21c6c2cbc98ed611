"""`traluat reindex` and `traluat engine`: what they print, and how they end."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.engine_command import IndexProgress
from api.terminal import Terminal
from corpus.errors import EntriesSetAside
from tests.ingest.making import one_article


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A library with one invented document and an index."""
    monkeypatch.setenv("TRALUAT_HOME", str(tmp_path / "home"))
    ingest(tmp_path, 921)
    capsys.readouterr()
    return tmp_path


def ingest(folder: Path, number: int) -> None:
    paper = folder / f"{number}.txt"
    paper.write_bytes(one_article(number))
    assert main(["ingest", str(paper)]) == 0


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main([*arguments]) == status
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    return json.loads(printed(capsys, *arguments, "--json", status=status))


def test_a_rollback_says_what_serves_and_what_stood_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(home, 922)
    printed(capsys, "reindex")
    told = as_json(capsys, "reindex", "--rollback")
    assert (told["serving"]["name"], told["previous"]["name"], told["behind"]) == ("g1", "g2", 0)
    words = printed(capsys, "reindex", "--rollback")
    assert "Nay phục vụ: g2, đang phục vụ: 4 mục" in words
    assert "Lui lại: g1" in words


def test_a_rollback_says_how_far_the_store_is_ahead(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "reindex")
    ingest(home, 922)  # the index before does not hold it
    assert "Kho đi trước chỉ mục 1 văn bản" in printed(capsys, "reindex", "--rollback")
    assert as_json(capsys, "engine", "status")["behind"] == 1


def test_without_an_index_before_a_rollback_fails_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", "--rollback"]) == 1
    assert "Không còn bản chỉ mục trước" in capsys.readouterr().err


def test_status_tells_generations_and_distance(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, "engine", "status")
    assert (told["engine"], told["health"], told["behind"], told["writers"]) == ("embedded", "green", 0, [])
    (serving,) = told["generations"]
    assert (serving["name"], serving["role"], serving["entries"], serving["usable"]) == ("g1", "serving", 2, True)
    assert serving["size"] > 0
    assert serving["built"]
    words = printed(capsys, "engine", "status")
    assert "Tình trạng: tốt" in words
    assert "Chỉ mục theo kịp kho." in words


def test_json_may_stand_before_the_name_of_the_action(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(capsys, "engine", "--json", "status"))["engine"] == "embedded"


def test_status_before_the_first_index_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRALUAT_HOME", str(tmp_path))
    assert "Chưa có chỉ mục; chạy `traluat reindex`" in printed(capsys, "engine", "status", status=1)


def test_a_copy_comes_back_and_its_distance_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Đã sao g1 (2 mục) thành truoc-dot-1" in printed(capsys, "engine", "snapshot", "truoc-dot-1")
    ingest(home, 922)
    assert "Bản sao: truoc-dot-1" in printed(capsys, "engine", "status")
    told = as_json(capsys, "engine", "restore", "truoc-dot-1")
    assert (told["serving"]["entries"], told["previous"]["entries"], told["behind"]) == (2, 4, 1)
    assert as_json(capsys, "search", "giả định số 922")["total"] == 0
    printed(capsys, "reindex", "--rollback")
    assert as_json(capsys, "search", "giả định số 922")["total"] > 0


def test_a_copy_may_lie_in_another_folder_and_is_named_by_the_time(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = as_json(capsys, "engine", "snapshot", "--folder", str(home / "noi-khac"))
    assert (home / "noi-khac" / told["name"]).is_dir()
    assert as_json(capsys, "engine", "restore", told["name"], "--folder", str(home / "noi-khac"))["behind"] == 0
    assert main(["engine", "restore", told["name"]]) == 1
    assert "Không có bản sao" in capsys.readouterr().err


def test_entries_left_out_are_listed_and_the_command_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(*arguments: object, **more: object) -> int:
        raise EntriesSetAside(5, (("a/1/1#dieu-2", "mapper_parsing_exception"),))

    monkeypatch.setattr("search.indexer.rebuild", lacking)
    told = as_json(capsys, "reindex", status=1)
    assert (told["entries"], told["set_aside"]) == (
        5,
        [{"id": "a/1/1#dieu-2", "reason": "mapper_parsing_exception"}],
    )
    assert main(["reindex"]) == 1
    captured = capsys.readouterr()
    assert "5 mục" in captured.out
    assert "a/1/1#dieu-2: mapper_parsing_exception" in captured.err


def test_progress_tells_rate_and_time_left() -> None:
    clock, err = [0.0], io.StringIO()
    progress = IndexProgress(Terminal(err=err), 3000, now=lambda: clock[0])
    for number, at in ((100, 10.0), (600, 60.0), (900, 70.0)):
        clock[0] = at
        progress(number)
    assert err.getvalue() == "600/3.000 văn bản đã lập chỉ mục, 10 mỗi giây, còn khoảng 4 phút 0 giây\n"
