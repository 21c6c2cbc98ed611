"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.terminal import Terminal

DECREE = """CHÍNH PHỦ
Số: 909/2024/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 02 năm 2024
NGHỊ ĐỊNH
Về theo dõi thi hành pháp luật (văn bản giả định)
Căn cứ Luật Giả định số 905/2023/QH15 ngày 03 tháng 01 năm 2023;
Chính phủ ban hành Nghị định về theo dõi thi hành pháp luật.
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc theo dõi thi hành pháp luật.
Điều 2. Trách nhiệm
1. Cơ quan chủ trì báo cáo theo Điều 1 Nghị định này.
2. Cơ quan phối hợp cung cấp thông tin.
"""
PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 910/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 13 tháng 8 năm 2025
KẾ HOẠCH
Thực hiện Nghị định số 909/2024/NĐ-CP (văn bản giả định)
I. MỤC ĐÍCH
1. Theo dõi thi hành pháp luật theo khoản 1 Điều 2 Nghị định số 909/2024/NĐ-CP.
2. Phân công rõ cơ quan chủ trì.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tư pháp chủ trì thực hiện Kế hoạch này.
"""
DECREE_ID = "cp/2024/909-2024-nd-cp"
PLAN_ID = "ubnd-ha-tinh/2025/910-kh-ubnd"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A library with two invented documents, ingested by the command."""
    folder = tmp_path_factory.mktemp("cli")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "909.txt").write_text(DECREE, "utf-8")
    (papers / "910.txt").write_text(PLAN, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRALUAT_HOME", str(folder / "home"))
        for name in ("TRALUAT_DATABASE_URL", "TRALUAT_ENGINE"):
            patch.delenv(name, raising=False)
        assert main(["ingest", str(papers)]) == 0
        yield folder


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(arguments) == status
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    return json.loads(printed(capsys, *arguments, "--json", status=status))


def test_parse_prints_one_object_with_the_contract_s_fields(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "parse", str(home / "papers/909.txt")))

    assert found["id"] == DECREE_ID
    assert (found["number"], found["kind"], found["issued"]) == ("909/2024/NĐ-CP", "Nghị định", "2024-02-05")
    assert [one["path"] for one in found["provisions"]] == ["dieu-1", "dieu-2", "dieu-2.khoan-1", "dieu-2.khoan-2"]
    assert set(found["references"][0]) == {
        *("source", "quote", "start", "end", "target", "relation", "quoted", "outcome")
    }
    assert set(found["references"][0]["target"]) == {"document", "number", "name", "year", "path"}
    assert found["source"]["file"] == "909.txt"


def test_spans_index_the_text_that_parse_prints(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(home / "papers/910.txt")
    found = json.loads(printed(capsys, "parse", file))
    text = printed(capsys, "parse", file, "--text")

    assert found["references"]
    for one in found["references"]:
        assert text[one["start"] : one["end"]] == one["quote"]


def test_a_second_ingest_changes_nothing_and_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = as_json(capsys, "ingest", str(home / "papers"))

    assert {one["outcome"] for one in report["files"]} == {"unchanged"}
    assert report["totals"]["unchanged"] == 2


def test_an_ingest_with_a_file_that_fails_lists_it_and_ends_with_1(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trong.txt").write_bytes(b"")
    text = printed(capsys, "ingest", str(tmp_path), status=1)

    assert "trong.txt" in text


def test_search_groups_provisions_under_documents(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "search", "theo dõi thi hành pháp luật")
    found = as_json(capsys, "search", "theo dõi", "thi hành pháp luật")

    assert "Kế hoạch 910/KH-UBND" in text
    assert {hit["document"] for hit in found["hits"]} == {DECREE_ID, PLAN_ID}


def test_search_for_an_address_says_where_it_leads(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "search", "khoản 1 mục I kế hoạch 910/KH-UBND")["jump"]["id"] == f"{PLAN_ID}#muc-1.khoan-1"
    assert f"→ {PLAN_ID}" in printed(capsys, "search", "910/KH-UBND")


def test_search_explains_the_reading_and_the_place_of_each_hit(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "search", "--explain", "thi hành pháp luật")
    assert "· Các từ: thi hành, pháp luật" in text
    assert "Thứ 1 trong danh sách" in text
    found = as_json(capsys, "search", "--explain", "thi hành pháp luật")
    assert found["reading"]["syllables"] == ["thi", "hành", "pháp", "luật"]
    assert found["hits"][0]["explanation"]["place"] == 1
    assert as_json(capsys, "search", "thi hành pháp luật")["hits"][0]["explanation"] is None


def test_search_filters(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "search", "thi hành", "--kind", "nghi-dinh")

    assert {hit["document"] for hit in found["hits"]} == {DECREE_ID}


def test_search_works_with_the_engine_in_memory(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRALUAT_ENGINE", "memory")

    assert as_json(capsys, "search", "thi hành")["total"] > 0


def test_show_prints_the_text_or_the_object(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Điều 1. Phạm vi điều chỉnh" in printed(capsys, "show", DECREE_ID)
    assert as_json(capsys, "show", DECREE_ID)["id"] == DECREE_ID
    assert printed(capsys, "show", f"{DECREE_ID}#dieu-2.khoan-2") == "2. Cơ quan phối hợp cung cấp thông tin.\n"
    assert [one["path"] for one in as_json(capsys, "show", f"{DECREE_ID}#dieu-2")] == [
        *("dieu-2", "dieu-2.khoan-1", "dieu-2.khoan-2")
    ]


def test_references_go_both_ways(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = as_json(capsys, "references", PLAN_ID)
    received = as_json(capsys, "references", f"{DECREE_ID}#dieu-2")

    assert {one["target"]["document"] for one in made["references"]} == {DECREE_ID}
    assert {one["outcome"] for one in made["references"]} == {"resolved"}
    assert [(one["document"], one["source"]) for one in received["cited_by"]] == [(PLAN_ID, "muc-1.khoan-1")]
    assert PLAN_ID in printed(capsys, "references", DECREE_ID)


def test_related_leaves_out_the_document_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "related", f"{DECREE_ID}#dieu-1")

    assert found
    assert all(one["id"].startswith(PLAN_ID) for one in found)


def test_reindex_counts_what_it_wrote(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "reindex")["documents"] == 2
    assert "2 văn bản" in printed(capsys, "reindex")


def test_cite_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("theo Điều 5 Nghị định số 80/2025/NĐ-CP và khoản 2 Điều này\n"))
    found = as_json(capsys, "cite")

    assert [(one["quote"], one["targets"][0]["document"], one["targets"][0]["path"]) for one in found] == [
        ("Điều 5 Nghị định số 80/2025/NĐ-CP", "cp/2025/80-2025-nd-cp", "dieu-5"),
        ("khoản 2 Điều này", "this", "khoan-2"),
    ]


def test_cite_answers_lines_with_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Điều 5 Luật Đất đai\nkhông có gì\n"))
    lines = printed(capsys, "cite", "--lines").splitlines()

    assert [len(json.loads(line)) for line in lines] == [1, 0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["show", "không phải id"], "không phải địa chỉ", id="no id"),
        pytest.param(["parse", "khong-co.txt"], "không mở được khong-co.txt", id="no such file"),
        pytest.param(["ingest", "khong-co"], "không có khong-co", id="no such folder"),
        pytest.param(["search", "luật", "--page", "0"], "--page", id="page zero"),
    ],
)
def test_unusable_arguments_end_with_2(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "thiếu LỆNH", id="no command"),
        pytest.param(["tim"], "không có", id="unknown command"),
        pytest.param(["search"], "thiếu CÂU_TÌM", id="no query"),
        pytest.param(["serve", "--port", "x"], "không nhận", id="port in letters"),
    ],
)
def test_the_parser_complains_in_vietnamese(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["show", "cp/2024/1-2024-nd-cp"], id="document not held"),
        pytest.param(["show", f"{DECREE_ID}#dieu-9"], id="no such provision"),
        pytest.param(["references", "cp/2024/1-2024-nd-cp"], id="references of a document not held"),
        pytest.param(["related", "cp/2024/1-2024-nd-cp"], id="related to a document not held"),
    ],
)
def test_what_is_not_held_ends_with_1(home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("traluat: ")


def test_an_unreadable_file_ends_parse_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "trong.txt").write_bytes(b"")

    assert main(["parse", str(tmp_path / "trong.txt")]) == 1
    assert capsys.readouterr().err.startswith("traluat: ")


def test_bad_settings_end_with_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TRALUAT_ENGINE", "lucene")

    assert main(["reindex"]) == 2
    assert "TRALUAT_ENGINE" in capsys.readouterr().err


def test_a_closed_pipe_is_no_failure(home: Path) -> None:
    command = f"{sys.executable} -m api.cli show {DECREE_ID} --json; echo $? >&2"
    ended = subprocess.run(
        ["sh", "-c", f"({command}) | true"], capture_output=True, text=True, check=True, env=dict(os.environ)
    )

    assert "Traceback" not in ended.stderr


def test_an_interrupt_is_said_without_a_trace(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.engine_command.reindex", interrupted)

    assert main(["reindex"]) == 130
    assert "đã dừng" in capsys.readouterr().err


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_overwrites_itself_on_a_terminal_and_is_lines_elsewhere() -> None:
    screen, file = _Screen(), io.StringIO()
    on_screen = Terminal(out=io.StringIO(), err=screen).counter("văn bản", every=2)
    in_file = Terminal(out=io.StringIO(), err=file).counter("văn bản", every=2)
    for number in (1, 2, 3):
        on_screen(number)
        in_file(number)

    assert screen.getvalue().count("\r") == 3
    assert "\n" not in screen.getvalue()
    assert file.getvalue() == "văn bản: 2\n"
