"""The commands that run a server, against a real one; for folders see tests/api/test_engine_command.py."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.cli import main
from tests.ingest.making import one_article


def test_rebuild_status_copy_and_both_ways_back(
    fresh_alias: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alias = urlsplit(fresh_alias).path.strip("/")
    monkeypatch.setenv("TRALUAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TRALUAT_ENGINE", "elastic")
    monkeypatch.setenv("TRALUAT_ELASTICSEARCH_URL", fresh_alias)
    (tmp_path / "931.txt").write_bytes(one_article(931))

    def told(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert main(arguments) == status
        return capsys.readouterr().out

    assert "Chưa có chỉ mục" in told("engine", "status", status=1)
    told("ingest", str(tmp_path / "931.txt"))
    assert "2 mục của 1 văn bản" in told("reindex")
    words = told("engine", "status")
    assert "máy " in words
    assert f"{alias}-2, đang phục vụ: 2 mục" in words
    assert f"{alias}-1, bản trước" in words
    assert f"Nay phục vụ: {alias}-1" in told("reindex", "--rollback")
    assert f"Đã sao {alias}-1 (2 mục) thành ban-1" in told("engine", "snapshot", "ban-1")
    assert f"Nay phục vụ: {alias}-3" in told("engine", "restore", "ban-1")
    state = json.loads(told("engine", "status", "--json"))
    assert (state["health"], state["behind"], state["snapshots"]) == ("green", 0, ["ban-1"])
    assert state["aliases"] == {alias: f"{alias}-3", f"{alias}-previous": f"{alias}-1"}
    assert state["nodes"][0]["version"].startswith("9.")
