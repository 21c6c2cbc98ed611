"""`traluat status`, `check` and `health`, and the pages and answers that say the same; every document is invented."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import wiring
from api.app import create_app
from api.cli import main
from api.settings import Settings
from tests.api.decrees import HEAD

OLD = (
    HEAD.format(number="909/2024/NĐ-CP", year=2024, title="Về theo dõi thi hành pháp luật")
    + """Điều 1. Phạm vi
Nghị định này quy định việc theo dõi.
Điều 2. Trách nhiệm
1. Cơ quan chủ trì báo cáo.
2. Cơ quan phối hợp cung cấp thông tin.
Điều 3. Hiệu lực
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.
"""
)
NEW = (
    HEAD.format(number="911/2025/NĐ-CP", year=2025, title="Về bãi bỏ một số quy định")
    + """Điều 1. Bãi bỏ quy định
Bãi bỏ khoản 2 Điều 2 Nghị định số 909/2024/NĐ-CP.
Điều 2. Hiệu lực
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2025.
2. Nghị định số 908/2023/NĐ-CP ngày 03/01/2023 của Chính phủ hết hiệu lực kể từ ngày Nghị định này có hiệu lực.
"""
)
WAITING = (
    HEAD.format(number="913/2025/NĐ-CP", year=2025, title="Về báo cáo")
    + """Điều 1. Phạm vi
Nghị định này quy định việc báo cáo.
Điều 2. Hiệu lực
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2999.
"""
)
DRAFT = (
    HEAD.format(number="999/2026/NĐ-CP", year=2026, title="Dự thảo để kiểm tra")
    + """Điều 1. Nội dung
1. Thực hiện khoản 2 Điều 2 Nghị định số 909/2024/NĐ-CP.
2. Thực hiện Điều 9 Nghị định số 909/2024/NĐ-CP.
3. Thực hiện Nghị định số 908/2023/NĐ-CP và Nghị định số 913/2025/NĐ-CP.
4. Thực hiện Nghị định số 914/2025/NĐ-CP và khoản 7 Điều 1 Nghị định này.
"""
)
CLEAN = (
    HEAD.format(number="998/2026/NĐ-CP", year=2026, title="Dự thảo sạch")
    + """Điều 1. Nội dung
Thực hiện khoản 1 Điều 2 Nghị định số 909/2024/NĐ-CP.
"""
)
OLD_ID, NEW_ID = "cp/2024/909-2024-nd-cp", "cp/2025/911-2025-nd-cp"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("checking")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in (("old", OLD), ("new", NEW), ("waiting", WAITING)):
        (papers / f"{name}.txt").write_text(text, "utf-8")
    for name, text in (("draft", DRAFT), ("clean", CLEAN)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRALUAT_HOME", str(folder))
        patch.setenv("TRALUAT_DATABASE_URL", "")
        patch.setenv("TRALUAT_ENGINE", "embedded")
        assert main(["ingest", str(papers)]) == 0
        yield folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(list(arguments))
    return status, capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status, out = run(capsys, *arguments, "--json")
    return status, json.loads(out)


def test_the_status_of_a_document_says_which_act_where_and_since_when(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, printed = run(capsys, "status", OLD_ID)

    assert ended == 0
    assert printed.startswith("Hết hiệu lực một phần")
    assert "Bị bãi bỏ từ 01/03/2025 bởi Điều 1 Nghị định 911/2025/NĐ-CP: khoản 2 Điều 2." in printed
    assert "dữ liệu đến ngày 05/02/2025" in printed


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param((f"{OLD_ID}#dieu-2.khoan-2",), "het-hieu-luc", id="a repealed clause"),
        pytest.param((f"{OLD_ID}#dieu-2.khoan-1",), "con-hieu-luc", id="the clause beside it"),
        pytest.param((OLD_ID, "--on", "2025-02-28"), "con-hieu-luc", id="before the repeal"),
        pytest.param((OLD_ID, "--on", "2024-03-01"), "chua-co-hieu-luc", id="before its own day"),
        pytest.param(("cp/2025/913-2025-nd-cp",), "chua-co-hieu-luc", id="still waiting"),
    ],
)
def test_the_status_at_any_date(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    assert as_json(capsys, "status", *arguments)[1]["status"] == expected


def test_a_draft_is_told_what_it_cites_wrongly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, checked = as_json(capsys, "check", str(home / "draft.txt"))
    found = {(one["target"]["number"], one["target"]["path"]): one for one in checked["findings"]}

    assert ended == 1
    assert {key: one["code"] for key, one in found.items()} == {
        ("909/2024/NĐ-CP", "dieu-2.khoan-2"): "dieu-khoan-bi-bai-bo",
        ("909/2024/NĐ-CP", "dieu-9"): "khong-co-dieu-khoan",
        ("908/2023/NĐ-CP", ""): "het-hieu-luc",
        ("913/2025/NĐ-CP", ""): "chua-co-hieu-luc",
        ("914/2025/NĐ-CP", ""): "khong-co-trong-thu-vien",
        (None, "dieu-1.khoan-7"): "khong-co-dieu-khoan",
    }
    assert "chỉ có Điều 1 đến Điều 3" in found["909/2024/NĐ-CP", "dieu-9"]["message"]
    assert "chỉ có khoản 1 đến khoản 4" in found[None, "dieu-1.khoan-7"]["message"]
    assert found["908/2023/NĐ-CP", ""]["replaced_by"] == NEW_ID
    assert [one["wrong"] for one in found.values()].count(False) == 1
    assert checked["wrong"] == 5


def test_a_clean_draft_ends_with_0(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, printed = run(capsys, "check", str(home / "clean.txt"))

    assert (ended, "0 điều phải sửa" in printed) == (0, True)


def test_a_draft_may_come_on_standard_input(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Given:
        buffer = io.BytesIO(DRAFT.encode())

    monkeypatch.setattr("sys.stdin", Given())
    assert run(capsys, "check", "-")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("check", "khong-co.txt"), id="no such draft"),
        pytest.param(("status",), id="no address"),
        pytest.param(("status", OLD_ID, "--on", "hôm qua"), id="no day"),
        pytest.param(("health", "!"), id="no address of a document"),
    ],
)
def test_unusable_arguments_end_with_2(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(capsys, *arguments)[0] == 2


def test_health_counts_every_reference_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = as_json(capsys, "health")[1]["total"]

    assert total["found"] == sum(
        total[name] for name in ("to_provision", "to_document", "outside", "no_such_provision", "ambiguous")
    )
    assert (total["to_provision"], total["outside"]) == (1, 1)
    assert as_json(capsys, "health", NEW_ID)[1]["to_provision"] == 1


def test_the_list_of_those_declared_otherwise_is_empty_where_no_page_declares(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json(capsys, "status", "--declared") == (0, [])


def test_parse_tells_what_a_document_does(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    effects = as_json(capsys, "parse", str(home / "papers" / "new.txt"))[1]["effects"]

    assert [(one["kind"], one["source"], one["target"]["path"], one["begins"]) for one in effects] == [
        ("bai-bo", "dieu-1", "dieu-2.khoan-2", "2025-03-01"),
        ("bai-bo", "dieu-2.khoan-2", "", "2025-03-01"),
    ]


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    settings = Settings.read()
    library = wiring.library(settings)
    with TestClient(create_app(settings, library=library)) as made:
        yield made
    library.close()


def test_the_page_of_a_document_links_the_act(client: TestClient) -> None:
    text = client.get(f"/vb/{OLD_ID}").text

    assert "Hết hiệu lực một phần" in text
    assert f'href="/vb/{NEW_ID}#dieu-1"' in text


def test_the_page_of_a_repealed_clause_says_so(client: TestClient) -> None:
    text = client.get(f"/vb/{OLD_ID}/dieu-2.khoan-2").text

    assert "<strong>Hết hiệu lực</strong>" in text
    assert "Bị bãi bỏ từ 01/03/2025" in text


def test_the_api_answers_with_status_and_reasons(client: TestClient) -> None:
    whole = client.get(f"/api/v1/documents/{OLD_ID}").json()
    clause = client.get(f"/api/v1/documents/{OLD_ID}/provisions/dieu-2.khoan-2").json()
    earlier = client.get(f"/api/v1/documents/{OLD_ID}/status", params={"on": "2025-02-28"}).json()

    assert whole["status"] == whole["standing"]["status"] == "het-hieu-luc-mot-phan"
    assert clause["standing"]["reasons"][0]["document"] == NEW_ID
    assert earlier["status"] == "con-hieu-luc"
    assert client.get("/api/v1/documents/cp/2024/1-2024-nd-cp/status").status_code == 404


def test_search_facets_count_the_derived_status(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "theo dõi", "status": "het-hieu-luc-mot-phan"}).json()

    assert {hit["document"] for hit in found["hits"]} == {OLD_ID}


def test_the_health_page_shows_the_numbers(client: TestClient) -> None:
    answer = client.get("/suc-khoe")

    assert answer.status_code == 200
    assert "Hiệu lực suy ra" in answer.text
    assert client.get("/api/v1/health").json()["documents"] == 3
    assert client.get(f"/api/v1/documents/{NEW_ID}/health").json()["to_provision"] == 1
