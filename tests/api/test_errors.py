"""Every failure of the API, provoked once, in the one shape of RFC 9457."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api import errors as failures
from api.library import Library
from api.routes import uploads
from corpus import errors
from tests.api.build import MISSING_ID, PLAN_ID
from tests.api.conftest import TOKEN

SHAPE = {"type", "title", "status", "detail", "instance", "request_id"}
BEARER = {"authorization": f"Bearer {TOKEN}"}

Ask = Callable[[TestClient], Response]


def upload(client: TestClient, data: bytes, name: str, **headers: str) -> Response:
    return client.post("/api/v1/documents", files={"file": (name, data)}, headers={**BEARER, **headers})


@pytest.mark.parametrize(
    ("ask", "name", "status"),
    [
        pytest.param(lambda c: c.get("/api/v1/nothing"), "not-found", 404, id="no such address"),
        pytest.param(
            lambda c: c.get(f"/api/v1/documents/{MISSING_ID}"), "document-not-held", 404, id="document not held"
        ),
        pytest.param(
            lambda c: c.get(f"/api/v1/documents/{PLAN_ID}/provisions/dieu-99"),
            "no-such-provision",
            404,
            id="no provision",
        ),
        pytest.param(
            lambda c: c.get(f"/api/v1/documents/{PLAN_ID}/references?path=dieu-99"),
            "no-such-provision",
            404,
            id="references of no provision",
        ),
        pytest.param(lambda c: c.get("/api/v1/documents/x/y/Z"), "bad-address", 400, id="no document id"),
        pytest.param(
            lambda c: c.get(f"/api/v1/documents/{PLAN_ID}/provisions/dieu"), "bad-address", 400, id="no provision path"
        ),
        pytest.param(lambda c: c.get("/api/v1/search"), "bad-parameters", 422, id="search without q"),
        pytest.param(lambda c: c.get("/api/v1/search?q=a&page=0"), "bad-parameters", 422, id="page zero"),
        pytest.param(lambda c: c.post("/api/v1/citations", content=b"{"), "bad-parameters", 422, id="broken JSON"),
        pytest.param(lambda c: c.delete("/api/v1/search"), "method-not-allowed", 405, id="method"),
        pytest.param(
            lambda c: c.post("/api/v1/documents", files={"file": ("a.txt", b"a")}), "token-missing", 401, id="no token"
        ),
        pytest.param(
            lambda c: upload(c, b"a", "a.txt", authorization="Bearer sai"), "token-wrong", 403, id="wrong token"
        ),
    ],
)
def test_each_failure_has_the_one_shape(client: TestClient, ask: Ask, name: str, status: int) -> None:
    answer = ask(client)
    body = answer.json()

    assert answer.status_code == status
    assert answer.headers["content-type"] == failures.MEDIA_TYPE
    assert set(body) - {"errors"} == SHAPE
    assert body["type"] == f"urn:traluat:{name}"
    assert body["status"] == status
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["detail"]


@pytest.mark.parametrize(
    ("data", "file", "name", "status"),
    [
        pytest.param(b"", "trong.txt", "unreadable-source", 422, id="empty file"),
        pytest.param("Добрый день всем ".encode("koi8-r") * 9, "la.txt", "unsupported-source", 415, id="odd letters"),
    ],
)
def test_files_that_cannot_be_read_say_why(
    upload_client: TestClient, data: bytes, file: str, name: str, status: int
) -> None:
    body = upload(upload_client, data, file).json()

    assert (body["status"], body["type"]) == (status, f"urn:traluat:{name}")
    assert set(body) == SHAPE
    assert body["detail"]


@pytest.mark.parametrize("said", [pytest.param(True, id="length said"), pytest.param(False, id="length not said")])
def test_a_request_that_is_too_large_is_refused(client: TestClient, said: bool) -> None:
    piece = b"x" * (1 << 20)
    pieces = [piece] * (uploads.LARGEST // len(piece) + 1)
    sent = b"".join(pieces) if said else iter(pieces)
    answer = client.post("/api/v1/citations", content=sent, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:traluat:too-large")
    assert set(answer.json()) == SHAPE


def test_a_file_that_is_too_large_is_refused(upload_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    body = upload(upload_client, b"a" * 11, "to.txt").json()

    assert (body["status"], body["type"]) == (413, "urn:traluat:too-large")


def test_parameters_that_do_not_fit_are_named(client: TestClient) -> None:
    body = client.get("/api/v1/search?q=a&page=0").json()

    assert [one["parameter"] for one in body["errors"]] == ["page"]


def test_uploads_are_off_without_a_token(empty_client: TestClient) -> None:
    answer = empty_client.post("/api/v1/documents", files={"file": ("a.txt", b"a")}, headers=BEARER)

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:traluat:uploads-off"


@pytest.mark.parametrize(
    ("raised", "name", "status"),
    [
        pytest.param(errors.IndexMissing("chưa có chỉ mục"), "index-missing", 503, id="index missing"),
        pytest.param(errors.EngineUnavailable("không trả lời"), "engine-unavailable", 503, id="engine away"),
        pytest.param(errors.SearchError("hỏng"), "search-failed", 503, id="search failed"),
        pytest.param(errors.StoreBusy("đang ghi"), "store-busy", 503, id="store busy"),
        pytest.param(errors.StoreError("không mở được"), "store-failed", 503, id="store failed"),
        pytest.param(errors.SourceTooLarge("quá lớn"), "too-large", 413, id="source too large"),
        pytest.param(ValueError("bí mật"), "internal", 500, id="a slip of ours"),
    ],
)
def test_errors_below_become_problems(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch, raised: Exception, name: str, status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(library.search, "search", fail)
    answer = client.get("/api/v1/search?q=a")
    body = answer.json()

    assert (answer.status_code, body["type"]) == (status, f"urn:traluat:{name}")
    assert set(body) == SHAPE
    assert "bí mật" not in answer.text


def test_pages_fail_as_pages_in_vietnamese(client: TestClient) -> None:
    answer = client.get("/khong-co")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Không có trang hoặc mục này" in answer.text
    assert answer.headers["x-request-id"] in answer.text


SENT = {"van-ban": PLAN_ID, "noi-dung": "Chữ sai."}


@pytest.mark.parametrize(
    ("ask", "name", "status"),
    [
        pytest.param(
            lambda c: c.post("/bao-loi", data=SENT, headers={"sec-fetch-site": "cross-site"}),
            "cross-site",
            403,
            id="a form of another site",
        ),
        pytest.param(
            lambda c: c.post("/bao-loi", data=SENT, headers={"origin": "https://khac.example"}),
            "cross-site",
            403,
            id="another site, in a browser that says its origin only",
        ),
        pytest.param(lambda c: [c.post("/bao-loi", data=SENT) for _ in range(6)][-1], "too-many", 429, id="too often"),
        pytest.param(lambda c: c.post("/xu-ly-bao-loi/1", data={"trang-thai": "moi"}), "token-missing", 401, id="desk"),
    ],
)
def test_forms_are_refused_as_pages(fresh_client: TestClient, ask: Ask, name: str, status: int) -> None:
    answer = ask(fresh_client)

    title = next(f.title for f in vars(failures).values() if isinstance(f, failures.Failure) and f.name == name)
    assert answer.status_code == status
    assert title in answer.text


def test_the_desk_is_closed_without_a_token(empty_client: TestClient) -> None:
    answer = empty_client.get("/xu-ly-bao-loi")

    assert answer.status_code == 403
    assert "TRALUAT_TOKEN" in answer.text


def test_a_sane_request_id_is_kept_and_an_odd_one_replaced(client: TestClient) -> None:
    assert client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/healthz", headers={"x-request-id": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_every_failure_of_the_table_is_provoked_here() -> None:
    tried = set(re.findall(r'"([a-z-]+)",\s+[45]\d\d', FilePath(__file__).read_text("utf-8"))) | {
        "uploads-off",
        "handling-off",
    }
    declared = {value.name for value in vars(failures).values() if isinstance(value, failures.Failure)}

    assert declared - tried == {"bad-request"}  # what the framework itself refuses in ways not listed here
