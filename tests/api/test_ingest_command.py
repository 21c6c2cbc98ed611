"""`traluat ingest`: what it takes, what it tells, how it ends."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api import ingest_command, ingest_report
from api.cli import main
from api.ingest_progress import IngestProgress, duration
from api.terminal import Terminal
from corpus.address import DocumentId
from corpus.errors import EngineUnavailable, NoLawInSource, StoreBusy
from ingest.report import Fate, FileReport, Report, failure, joined
from ingest.sources import SourceFile, walk
from tests.ingest.making import decision


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRALUAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TRALUAT_DATABASE_URL", "")
    monkeypatch.setenv("TRALUAT_ENGINE", "memory")
    monkeypatch.delenv("TRALUAT_PRIVATE_HOSTS", raising=False)
    return tmp_path / "home"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    made.mkdir()
    (made / "901.txt").write_bytes(decision(901, cited=902))
    (made / "tin.txt").write_text("Tin trong ngày.\n")
    return made


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    capsys.readouterr()
    assert main(["ingest", *arguments, "--json"]) == status
    return json.loads(capsys.readouterr().out)


def outcomes(report: Any) -> dict[str, str]:
    return {entry["file"].rpartition("/")[2]: entry["outcome"] for entry in report["files"]}


def test_quarantine_is_listed_with_reasons_and_read_again_by_reason(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "rỗng.txt").touch()
    told(capsys, str(papers), status=1)
    listed = told(capsys, "--quarantine")
    assert {entry["code"] for entry in listed} == {"no-law", "empty"}
    (papers / "tin.txt").write_bytes(decision(902))
    (papers / "rỗng.txt").write_bytes(decision(903))
    assert outcomes(told(capsys, "--retry", "no-law")) == {"tin.txt": "new"}
    assert [entry["code"] for entry in told(capsys, "--quarantine")] == ["empty"]
    assert outcomes(told(capsys, "--retry")) == {"rỗng.txt": "new"}
    assert told(capsys, "--quarantine") == []
    assert outcomes(told(capsys, str(papers))) == dict.fromkeys(("901.txt", "tin.txt", "rỗng.txt"), "unchanged")


def test_file_in_quarantine_that_is_gone_stays_there_and_is_told(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, str(papers), status=1)
    (papers / "tin.txt").unlink()
    (entry,) = told(capsys, "--retry", status=1)["files"]
    assert (entry["outcome"], "kiểm tra lại đường dẫn" in entry["message"]) == ("failed", True)
    assert len(told(capsys, "--quarantine")) == 1


def test_data_set_rows_in_quarantine_are_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.toml").write_text('name = "bộ"\n[columns]\nid = "id"\ntext = "chu"\n')
    rows = [{"id": 1, "chu": "Tin trong ngày.\n"}, {"id": 2, "chu": decision(902).decode()}]
    write_lines(tmp_path / "vb.jsonl", rows)
    arguments = ("--dataset", str(tmp_path / "vb.jsonl"), "--mapping", str(tmp_path / "m.toml"))
    assert outcomes(told(capsys, *arguments, status=1)) == {"1": "failed", "2": "new"}
    rows[0]["chu"] = decision(901).decode()
    write_lines(tmp_path / "vb.jsonl", rows)
    assert outcomes(told(capsys, "--retry")) == {"1": "new"}
    assert told(capsys, "--quarantine") == []


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_only_cited_takes_what_the_library_waits_for(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, str(papers / "901.txt"))
    (tmp_path / "m.toml").write_text('name = "bộ"\n[columns]\nid = "id"\ntext = "chu"\nnumber = "so"\n')
    rows = [
        {"id": n, "so": f"{n}/2025/QĐ-UBND", "chu": decision(n, cited=n + 1).decode()} for n in (900, 902, 903, 904)
    ]
    write_lines(tmp_path / "vb.jsonl", rows)
    arguments = ("--dataset", str(tmp_path / "vb.jsonl"), "--mapping", str(tmp_path / "m.toml"), "--only-cited")
    assert outcomes(told(capsys, *arguments, "--depth", "2")) == {"902": "new", "903": "new"}
    assert outcomes(told(capsys, *arguments)) == {"904": "new"}


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = decision(905) if self.path == "/905.txt" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_addresses_and_paths_in_a_list_are_read_and_the_address_is_shown(
    papers: Path, server: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRALUAT_PRIVATE_HOSTS", "127.0.0.1, khac")
    (papers / "nguồn.lst").write_text(f"# nguồn\n901.txt\n\n{server}/905.txt\n", "utf-8")
    assert outcomes(told(capsys, "--list", str(papers / "nguồn.lst"))) == {"901.txt": "new", "905.txt": "new"}
    assert main(["show", "ubnd-ha-tinh/2025/905-2025-qd-ubnd", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["address"] == f"{server}/905.txt"


def test_private_host_is_not_asked_unless_that_is_allowed(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = told(capsys, f"{server}/905.txt", status=1)["files"]
    assert (entry["code"], "TRALUAT_PRIVATE_HOSTS" in entry["message"]) == ("private-address", True)
    assert outcomes(told(capsys, f"{server}/905.txt", "--private-hosts")) == {"905.txt": "new"}


def test_progress_as_json_lines_says_rate_and_what_is_left(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(papers), "--progress", "json", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    files = [line for line in lines if line["event"] == "file"]
    assert [(line["done"], line["total"], line["outcome"]) for line in files] == [(1, 2, "new"), (2, 2, "failed")]
    assert files[0]["per_second"] > 0
    assert files[-1]["seconds_left"] == 0
    assert {"event": "linking", "done": 1, "total": 1} in lines


def test_parse_shows_the_document_of_a_file_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closing = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Giả Định\n"
    (tmp_path / "cong-bao.txt").write_bytes(decision(904) + closing.encode() + decision(905))
    assert main(["parse", str(tmp_path / "cong-bao.txt"), "--part", "2"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (document["id"], document["source"]["part"]) == ("ubnd-ha-tinh/2025/905-2025-qd-ubnd", 2)
    assert "có 2 văn bản" in said.err
    assert main(["parse", str(tmp_path / "cong-bao.txt"), "--part", "3"]) == 2


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_rate_and_remaining_time() -> None:
    screen, clock = Screen(), iter([0.0, 2.0, 4.0])
    progress = IngestProgress(Terminal(out=io.StringIO(), err=screen), now=lambda: next(clock))
    for done in (1, 2):
        progress.file(FileReport(f"{done}.txt", Fate.NEW), done, 100)
    assert "2/100 tệp, 0,5/giây, còn khoảng 3 phút 16 giây" in screen.getvalue()


def test_known_files_passed_over_do_not_count_as_speed() -> None:
    screen, clock = Screen(), iter([0.0, 0.1, 10.0, 12.0])
    progress = IngestProgress(Terminal(out=io.StringIO(), err=screen), now=lambda: next(clock))
    progress.file(FileReport("1.txt", Fate.UNCHANGED), 50, 100)
    progress.file(FileReport("2.txt", Fate.NEW), 51, 100)
    progress.file(FileReport("3.txt", Fate.NEW), 52, 100)
    assert "52/100 tệp, 0,5/giây, còn khoảng 1 phút 36 giây" in screen.getvalue()


def test_without_a_terminal_progress_is_a_line_now_and_then() -> None:
    err, clock = io.StringIO(), iter([0.0, 1.0, 1.0, 40.0, 40.0, 40.0, 41.0, 41.0])
    progress = IngestProgress(Terminal(out=io.StringIO(), err=err), now=lambda: next(clock))
    for done in (1, 2, 3):
        progress.file(FileReport(f"{done}.txt", Fate.NEW), done, 4)
    assert err.getvalue().count("\n") == 1
    assert "2/4 tệp" in err.getvalue()


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 giây"), (200, "3 phút 20 giây"), (7500, "2 giờ 5 phút")])
def test_spans_of_time_are_words(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_report_as_a_page_stands_alone_and_names_every_failure_with_its_mend(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "<b>lạ.txt").write_text("Tin trong ngày.\n")
    assert main(["ingest", str(papers), "--report", str(tmp_path / "báo-cáo.html")]) == 1
    page = (tmp_path / "báo-cáo.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert 'lang="vi"' in page
    assert not re.search(r'(?:src|href)="', page)
    assert "&lt;b&gt;lạ.txt" in page
    assert page.count("hãy kiểm tra xem đã lưu đúng trang") >= 2
    assert "Chưa đọc được (2)" in page
    assert "ubnd-ha-tinh/2025/901-2025-qd-ubnd" in page
    assert "--retry" in page


@pytest.mark.parametrize("ending", [".json", ".txt"])
def test_report_as_json_and_as_text(papers: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"báo-cáo{ending}"
    assert main(["ingest", str(papers), "--report", str(path)]) == 1
    text = path.read_text("utf-8")
    assert (json.loads(text)["totals"]["failed"] == 1) if ending == ".json" else ("2 tệp: 1 mới, 1 lỗi." in text)


def test_report_says_which_documents_could_not_be_linked() -> None:
    report = Report((), unlinked=(DocumentId.parse("cp/2025/80-2025-nd-cp"),))
    page = ingest_report.page(report, at=datetime(2026, 1, 2, 3, 4))
    assert "cp/2025/80-2025-nd-cp" in page
    assert "--retry links" in page
    assert report.has_failures


def test_every_reason_of_a_failure_has_words() -> None:
    from corpus import errors

    codes = {
        kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SourceError)
    }
    assert codes - {"source"} <= ingest_report.REASONS.keys()


def test_files_of_several_runs_count_once_with_what_became_of_them_last() -> None:
    lost = failure("a.txt", NoLawInSource("x"))
    whole = joined([Report((lost,), seconds=1.0), Report((FileReport("a.txt", Fate.NEW),), 3, seconds=2.0)])
    assert (whole.count(Fate.NEW), whole.count(Fate.FAILED), whole.linked, whole.seconds) == (1, 0, 3, 3.0)


def test_folder_is_watched_and_what_arrives_is_searched(
    papers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def arriving(folder: Path, *, poll: bool) -> Iterator[list[SourceFile]]:
        yield []
        (folder / "906.txt").write_bytes(decision(906))
        yield [file for file in walk([folder]) if file.name.endswith("906.txt")]
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest_command, "arrivals", arriving)
    found = outcomes(told(capsys, "--watch", str(papers), status=1))
    assert found == {"901.txt": "new", "tin.txt": "failed", "906.txt": "new"}


def test_watching_goes_on_while_another_program_writes_or_the_index_is_out_of_reach(
    papers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.library import Library

    def arriving(folder: Path, *, poll: bool) -> Iterator[list[SourceFile]]:
        yield []
        raise KeyboardInterrupt

    real, calls = ingest_command.take, []

    def busy_once(*arguments: Any, **named: Any) -> Report:
        calls.append(1)
        if len(calls) == 1:
            raise StoreBusy("Kho đang bận.")
        return real(*arguments, **named)

    def unreachable(*_: object) -> int:
        if calls:
            raise EngineUnavailable("Máy tìm kiếm không trả lời.")
        return 0

    monkeypatch.setattr(ingest_command, "arrivals", arriving)
    monkeypatch.setattr(ingest_command, "take", busy_once)
    monkeypatch.setattr(ingest_command, "_PATIENCE", 0.0)
    monkeypatch.setattr(Library, "refresh_index", unreachable)
    assert outcomes(told(capsys, "--watch", str(papers), status=1)) == {"901.txt": "new", "tin.txt": "failed"}
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "chưa nói nạp gì", id="nothing"),
        pytest.param(["--watch", "không-có"], "--watch cần một thư mục", id="no folder to watch"),
        pytest.param(["--list", "không-có"], "mỗi dòng một nguồn", id="no list"),
        pytest.param(["--dataset", "a.jsonl"], "--mapping", id="no mapping"),
        pytest.param(["--dataset", "a.jsonl", "--mapping", "vbpl"], "không có tệp", id="no data set"),
        pytest.param(["--dataset", "a.jsonl", "--mapping", "không-có"], "vbpl", id="no such mapping"),
        pytest.param(["--only-cited"], "đi cùng --dataset", id="only cited of nothing"),
        pytest.param(["--retry", "--report", "x.pdf"], "đuôi .html", id="report of another form"),
        pytest.param(["--retry", "--report", "/không/có/x.html"], "không có thư mục", id="report nowhere"),
        pytest.param(["--retry", "--progress", "xml"], "chọn trong", id="progress of another form"),
    ],
)
def test_arguments_that_cannot_be_used_say_what_would_do(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status: object = main(["ingest", *arguments])
    except SystemExit as ended:
        status = ended.code
    assert status == 2
    assert said in capsys.readouterr().err
