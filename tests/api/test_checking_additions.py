"""`traluat check` on provisions that amending documents put in: not called slips; every document is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli import main
from tests.api.decrees import HEAD

BASE = (
    HEAD.format(number="909/2024/NĐ-CP", year=2024, title="Về theo dõi thi hành pháp luật")
    + """Điều 1. Phạm vi
Nghị định này quy định việc theo dõi.
Điều 2. Hiệu lực
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.
"""
)
AMENDING = (
    HEAD.format(number="911/2025/NĐ-CP", year=2025, title="Sửa đổi một số điều của Nghị định số 909/2024/NĐ-CP")
    + """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 909/2024/NĐ-CP
1. Bổ sung Điều 1a vào sau Điều 1 như sau:
“Điều 1a. Nguyên tắc
1. Công khai.
2. Ngoại lệ của khoản 1 Điều này.”.
Điều 2. Hiệu lực
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2025.
"""
)
DRAFT = (
    HEAD.format(number="999/2026/NĐ-CP", year=2026, title="Dự thảo để kiểm tra")
    + """Điều 1. Nội dung
1. Thực hiện khoản 2 Điều 1a Nghị định số 909/2024/NĐ-CP.
2. Thực hiện Điều 2a Nghị định số 909/2024/NĐ-CP.
3. Thực hiện Điều 9 Nghị định số 909/2024/NĐ-CP.
"""
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "base.txt").write_text(BASE, "utf-8")
    (papers / "amending.txt").write_text(AMENDING, "utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    monkeypatch.setenv("TRALUAT_HOME", str(tmp_path))
    monkeypatch.setenv("TRALUAT_DATABASE_URL", "")
    monkeypatch.setenv("TRALUAT_ENGINE", "embedded")
    assert main(["ingest", str(papers)]) == 0
    return tmp_path


def _checked(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[bool, str]]:
    capsys.readouterr()
    main(["check", str(file), "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return {one["target"]["path"]: (one["wrong"], one["message"]) for one in findings}


def test_an_added_provision_is_no_slip_and_the_act_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _checked(home / "draft.txt", capsys)

    assert {path: wrong for path, (wrong, _) in found.items()} == {
        "dieu-1a.khoan-2": False,
        "dieu-2a": False,
        "dieu-9": True,
    }
    assert "bổ sung bởi Nghị định 911/2025/NĐ-CP" in found["dieu-1a.khoan-2"][1]
    assert "có thể được bổ sung bởi văn bản sửa đổi" in found["dieu-2a"][1]


def test_what_a_draft_adds_itself_is_no_slip(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not [path for path, (wrong, _) in _checked(home / "papers" / "amending.txt", capsys).items() if wrong]
