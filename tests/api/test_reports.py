"""Reports of readers: kept, numbered, handled behind the token, answered; nothing public before review."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.build import DECREE_ID, PLAN_ID
from tests.api.conftest import TOKEN

FORM = {"van-ban": PLAN_ID, "tai": "muc-2.khoan-1.diem-a", "loai": "chu", "noi-dung": "Thiếu chữ “giả định”."}


def reported(client: TestClient, **other: str) -> str:
    """The address of the state of a new report."""
    answer = client.post("/bao-loi", data={**FORM, **other})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def at_the_desk(client: TestClient) -> None:
    assert client.post("/xu-ly-bao-loi/vao", data={"ma": TOKEN}).status_code == 303


def test_a_report_is_numbered_and_its_state_shown_to_its_reader(fresh_client: TestClient) -> None:
    first, second = reported(fresh_client), reported(fresh_client, tai="")

    assert "Báo lỗi số 1" in fresh_client.get(first).text
    text = fresh_client.get(second).text
    assert "Báo lỗi số 2" in text
    assert "Mới nhận" in text
    assert "Thiếu chữ “giả định”." in text
    assert first != second


def test_nothing_is_public_before_it_is_reviewed(fresh_client: TestClient) -> None:
    reported(fresh_client, **{"lien-he": "nguoi-doc@vi-du.example"})

    for address in (f"/vb/{PLAN_ID}/bao-loi", f"/vb/{PLAN_ID}", "/xu-ly-bao-loi", "/xu-ly-bao-loi?trang-thai=moi"):
        text = fresh_client.get(address).text
        assert "Thiếu chữ" not in text
        assert "nguoi-doc" not in text


def test_an_answer_reaches_the_reader_and_others_when_made_public(fresh_client: TestClient) -> None:
    place = reported(fresh_client, **{"lien-he": "nguoi-doc@vi-du.example"})
    at_the_desk(fresh_client)
    assert "nguoi-doc@vi-du.example" in fresh_client.get("/xu-ly-bao-loi").text
    form = {"trang-thai": "da-sua", "tra-loi": "Đã sửa theo bản gốc.", "cong-khai": "1"}
    fresh_client.post("/xu-ly-bao-loi/1", data=form)
    fresh_client.post("/xu-ly-bao-loi/ra")

    assert "Đã sửa theo bản gốc." in fresh_client.get(place).text
    public = fresh_client.get(f"/vb/{PLAN_ID}/bao-loi").text
    assert "Đã sửa theo bản gốc." in public
    assert "nguoi-doc" not in public
    assert "Đã sửa theo" not in fresh_client.get(f"/vb/{DECREE_ID}/bao-loi").text
    assert "Mã truy cập" in fresh_client.get("/xu-ly-bao-loi").text


def test_the_desk_opens_with_the_token_only(fresh_client: TestClient) -> None:
    assert fresh_client.post("/xu-ly-bao-loi/vao", data={"ma": "sai"}).status_code == 403
    fresh_client.cookies.set("ban-xu-ly", "99999999999.0000", path="/xu-ly-bao-loi")
    assert "Mã truy cập" in fresh_client.get("/xu-ly-bao-loi").text
    fresh_client.cookies.clear()
    at_the_desk(fresh_client)
    assert "Ra khỏi bàn xử lý" in fresh_client.get("/xu-ly-bao-loi").text


def test_the_cookie_of_the_desk_stays_on_its_pages_and_away_from_scripts_and_other_sites(
    fresh_client: TestClient,
) -> None:
    cookie = fresh_client.post("/xu-ly-bao-loi/vao", data={"ma": TOKEN}).headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/xu-ly-bao-loi" in cookie
    assert TOKEN not in cookie


def test_guessing_the_token_is_slowed(fresh_client: TestClient) -> None:
    answers = [fresh_client.post("/xu-ly-bao-loi/vao", data={"ma": str(n)}) for n in range(11)]

    assert [one.status_code for one in answers[:10]] == [403] * 10
    assert answers[10].status_code == 429
    assert int(answers[10].headers["retry-after"]) > 0


def test_reports_are_on_documents_that_are_held_and_say_something(fresh_client: TestClient) -> None:
    assert fresh_client.post("/bao-loi", data={**FORM, "van-ban": "cp/2020/1-2020-nd-cp"}).status_code == 404
    assert fresh_client.post("/bao-loi", data={**FORM, "noi-dung": "  "}).headers["location"].startswith("/vb/")
    assert fresh_client.get("/bao-loi/khong-co").status_code == 404


def test_text_of_readers_is_escaped(fresh_client: TestClient) -> None:
    place = reported(fresh_client, **{"noi-dung": "<script>alert(1)</script>"})
    at_the_desk(fresh_client)

    for address in (place, "/xu-ly-bao-loi"):
        assert "<script>alert" not in fresh_client.get(address).text


def test_other_sites_cannot_act_at_the_desk(fresh_client: TestClient) -> None:
    reported(fresh_client)
    at_the_desk(fresh_client)
    other = {"sec-fetch-site": "same-site"}

    assert fresh_client.post("/xu-ly-bao-loi/1", data={"trang-thai": "da-sua"}, headers=other).status_code == 403
    assert "Mới nhận" in fresh_client.get("/xu-ly-bao-loi?trang-thai=moi").text
