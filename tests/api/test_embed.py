"""What other sites may do: headers by setting, links for citations, the frame."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.settings import Settings, SettingsError
from tests.api.build import DECREE_ID, MISSING_ID, PLAN_ID

PORTAL = "https://cong.vi-du.example"
SEARCH = "/api/v1/search?q=thi+h%C3%A0nh"


def opened(library: Library, origins: str) -> TestClient:
    settings = Settings.read({"TRALUAT_ALLOWED_ORIGINS": origins})
    return TestClient(create_app(settings, library=library), follow_redirects=False)


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        pytest.param("", PORTAL, None, id="nobody by default"),
        pytest.param(PORTAL, PORTAL, PORTAL, id="a named site"),
        pytest.param(f"https://khac.example {PORTAL}", PORTAL, PORTAL, id="one of several"),
        pytest.param(PORTAL, "https://khac.example", None, id="another site"),
        pytest.param("https://*.vi-du.example", PORTAL, PORTAL, id="sites below a name"),
        pytest.param(
            "https://*.vi-du.example", "https://x.vi-du.example.xau.example", None, id="a name that only begins"
        ),
        pytest.param("*", PORTAL, "*", id="everybody"),
    ],
)
def test_the_api_answers_pages_of_allowed_origins(
    library: Library, origins: str, origin: str, allowed: str | None
) -> None:
    with opened(library, origins) as client:
        answer = client.get(SEARCH, headers={"origin": origin})

    assert answer.status_code == 200
    assert answer.headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-credentials" not in answer.headers


def test_a_page_may_post_text_but_not_documents(library: Library) -> None:
    ask = {"origin": PORTAL, "access-control-request-method": "POST"}
    with opened(library, PORTAL) as client:
        text = client.options("/api/v1/citations", headers={**ask, "access-control-request-headers": "content-type"})
        upload = client.options("/api/v1/documents", headers={**ask, "access-control-request-headers": "authorization"})

    assert text.status_code == 200
    assert text.headers["access-control-allow-origin"] == PORTAL
    assert upload.status_code == 400


def test_pages_of_the_library_are_never_open_to_scripts_of_others(library: Library) -> None:
    with opened(library, "*") as client:
        assert "access-control-allow-origin" not in client.get(f"/vb/{PLAN_ID}", headers={"origin": PORTAL}).headers


def test_only_the_frame_may_be_framed_and_only_by_allowed_origins(library: Library) -> None:
    with opened(library, PORTAL) as client:
        frame, page = client.get("/nhung?q=thi+hành").headers, client.get("/").headers

    assert f"frame-ancestors 'self' {PORTAL}" in frame["content-security-policy"]
    assert "x-frame-options" not in frame
    assert page["content-security-policy"].endswith("frame-ancestors 'self'")
    assert page["x-frame-options"] == "SAMEORIGIN"
    for headers in (frame, page):
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "value", ["cong.vi-du.example", "https://a.example/trang", "javascript:alert(1)", "https://a.example;"]
)
def test_odd_origins_are_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="TRALUAT_ALLOWED_ORIGINS"):
        Settings.read({"TRALUAT_ALLOWED_ORIGINS": value})


def test_the_script_is_one_file_that_any_page_may_load(client: TestClient) -> None:
    answer = client.get("/embed.js")

    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers
    assert len(answer.content) < 16_000
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "document.cookie" not in answer.text
    assert "localStorage" not in answer.text


def test_citations_of_a_foreign_text_lead_into_the_library_with_their_state(client: TestClient) -> None:
    text = (
        "Theo khoản 1 Điều 2 Nghị định số 902/2024/NĐ-CP, Điều 99 Nghị định số 902/2024/NĐ-CP và Nghị quyết 904-NQ/TW."
    )
    found = client.post("/api/v1/citations", json={"text": text}).json()["citations"]
    links = [one["links"][0] for one in found]

    assert [one["href"] for one in links] == [
        f"/vb/{DECREE_ID}#dieu-2.khoan-1",
        f"/vb/{DECREE_ID}",
        f"/vb/{MISSING_ID}",
    ]
    assert [one["held"] for one in links] == [True, True, False]
    assert links[0]["badge"] == {"mark": "ok", "name": "Còn hiệu lực"}
    assert links[2]["name"] == "Nghị quyết 904-NQ/TW"


def test_a_document_nobody_knows_gets_no_link(client: TestClient) -> None:
    found = client.post("/api/v1/citations", json={"text": "Nghị định số 1/1999/NĐ-CP"}).json()["citations"]

    assert [one["links"][0]["href"] for one in found] == [""]


def test_the_frame_searches_without_head_and_foot_and_keeps_nothing(client: TestClient) -> None:
    answer = client.get("/nhung", params={"q": "thi hành pháp luật"})

    assert f'href="/vb/{DECREE_ID}' in answer.text
    assert "<header" not in answer.text
    assert "ho-so.js" not in answer.text
    assert "set-cookie" not in answer.headers
    assert "Mở đúng chỗ" in client.get("/nhung", params={"q": "901/KH-UBND"}).text


def test_the_recipes_say_who_may_embed(library: Library) -> None:
    with opened(library, PORTAL) as client:
        assert PORTAL in client.get("/huong-dan-nhung").text
    with opened(library, "") as client:
        assert "TRALUAT_ALLOWED_ORIGINS" in client.get("/huong-dan-nhung").text
