"""The pages, as a reader without script gets them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api import pages
from tests.api.build import DECISION_ID, DECREE_ID, MISSING_ID, PLAN_ID

PLAN = f"/vb/{PLAN_ID}"
ALL = [
    "/",
    "/van-ban",
    "/van-ban?co-quan=cp&nam=2024",
    "/tim-kiem?q=thi+hành+pháp+luật",
    "/tim-kiem?q=khonggicokhop",
    "/thieu",
    f"/vb/{MISSING_ID}",
    PLAN,
    f"{PLAN}?dan=muc-2.khoan-1.diem-a",
    f"{PLAN}/muc-2.khoan-1.diem-a",
    f"{PLAN}/phu-luc.muc-1.dong-1",
    f"{PLAN}/phu-luc",
    f"/vb/{DECREE_ID}",
    f"/vb/{DECISION_ID}",
    f"{PLAN}/luoc-do",
    f"{PLAN}/luoc-do?mo={DECREE_ID}",
    f"{PLAN}/nhiem-vu",
    f"{PLAN}/lien-quan",
    f"{PLAN}/so-sanh",
    f"{PLAN}/in",
    f"{PLAN}/bao-loi?tai=muc-1",
    "/nhiem-vu?chu-tri=Sở+Tư+pháp",
    "/so-sanh",
    f"/so-sanh?a={PLAN_ID}&b={DECREE_ID}",
    f"/ho-so?m={PLAN_ID}&m={DECREE_ID}%23dieu-1",
    "/huong-dan-nhung",
    "/nhung?q=thi+hành+pháp+luật",
    "/xu-ly-bao-loi",
    "/suc-khoe",
    "/api/v1/docs",
    "/khong-co",
]
VOID = {"base", "meta", "link", "input", "br", "path", "img", "hr"}


class Page(HTMLParser):
    """Links, ids and headings of a page; complains about tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.slips: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.slips.append(tag)


@pytest.mark.parametrize("address", ALL)
def test_pages_are_well_formed_with_one_h1_and_no_id_twice(client: TestClient, address: str) -> None:
    answer = client.get(address)
    page = Page(answer.text)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.slips == []
    assert page.open == []
    assert page.headings.count(1) == 1
    assert len(page.ids) == len(set(page.ids))
    assert '<html lang="vi">' in answer.text


@pytest.mark.parametrize("address", ALL)
def test_every_link_leads_somewhere(client: TestClient, address: str) -> None:
    page = Page(client.get(address).text)

    for href in {href for href in page.hrefs if href.startswith("/")}:
        where, _, fragment = href.partition("#")
        answer = client.get(where)
        assert answer.status_code in (200, 303), href
        if fragment:
            assert fragment in Page(answer.text).ids, href
    for href in {href for href in page.hrefs if href.startswith("#")}:
        assert href[1:] in page.ids, href


@pytest.mark.parametrize("address", ALL)
def test_pages_bring_nothing_from_elsewhere(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    assert not re.search(r"<[^>]* style=", answer.text)
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_results_stand_under_their_documents_with_marks(client: TestClient) -> None:
    text = client.get("/tim-kiem", params={"q": "theo dõi thi hành pháp luật"}).text

    assert f'<h2><a href="/vb/{DECREE_ID}">' in text
    assert "<mark>" in text
    assert "Vì sao" in pages.asset_bytes("traluat.css").decode()  # type: ignore[union-attr]
    assert 'class="small soft why"' in text


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        pytest.param("901/KH-UBND", PLAN, id="number"),
        pytest.param("khoản 1 mục II kế hoạch 901/KH-UBND", f"{PLAN}#muc-2.khoan-1", id="provision"),
        pytest.param("904-NQ/TW", f"/vb/{MISSING_ID}", id="cited, not held"),
        pytest.param("  ", "/", id="nothing typed"),
    ],
)
def test_an_address_leads_straight_to_its_place(client: TestClient, typed: str, place: str) -> None:
    answer = client.get("/tim-kiem", params={"q": typed})

    assert (answer.status_code, answer.headers["location"]) == (303, place)


def test_a_provision_that_the_document_lacks_is_said_and_the_document_offered(client: TestClient) -> None:
    text = client.get("/tim-kiem", params={"q": "điều 99 nghị định 902/2024/NĐ-CP"}).text

    assert "Có thể là" in text
    assert f'href="/vb/{DECREE_ID}"' in text


def test_nothing_found_offers_searches_that_find_something(client: TestClient) -> None:
    text = client.get("/tim-kiem", params={"q": "pháp luật khonggicokhop", "loai": "quyet-dinh"}).text

    assert "Không có điều khoản nào khớp" in text
    assert "Thử cách khác" in text
    assert "Thư viện có gì" in text


def test_references_carry_their_marks(client: TestClient) -> None:
    text = client.get(PLAN).text

    assert f'<a class="ref" href="/vb/{DECREE_ID}#dieu-2.khoan-1">' in text
    assert f'<a class="ref gone" href="/vb/{MISSING_ID}">' in text
    assert "(chưa có trong thư viện)" in text
    assert f'<a class="ref ask" href="/vb/{DECREE_ID}">' in text
    assert '<a class="ref" href="#muc-1.khoan-2">' in text


def test_text_of_the_law_is_escaped(client: TestClient) -> None:
    assert "&lt;Hướng dẫn&gt; &amp; mẫu" in client.get(PLAN).text


def test_who_cites_a_provision_is_counted_and_opens_in_place(client: TestClient) -> None:
    plain = client.get(PLAN).text
    opened = client.get(PLAN, params={"dan": "muc-2.khoan-1.diem-a"}).text

    link = f'<a class="by" href="{PLAN}?dan=muc-2.khoan-1.diem-a#muc-2.khoan-1.diem-a">1 văn bản dẫn</a>'
    assert link in plain
    assert 'role="group"' not in plain
    assert f'href="/vb/{DECISION_ID}#dieu-1"' in opened.split('role="group"')[1].split("</div>")[0]


def test_an_odd_place_to_open_is_ignored(client: TestClient) -> None:
    assert client.get(PLAN, params={"dan": "../../x"}).status_code == 200


def test_a_provision_has_a_page_with_its_citation_and_those_who_cite_it(client: TestClient) -> None:
    text = client.get(f"{PLAN}/muc-2.khoan-1.diem-a").text

    assert "<h1>Điểm a khoản 1 Mục II" in text
    words = re.sub("<[^>]+>", "", text)
    assert "điểm a khoản 1 Mục II Kế hoạch số 901/KH-UBND ngày 13 tháng 8 năm 2025" in words
    assert "1 văn bản dẫn tới" in text
    assert f'href="{PLAN}/muc-2.khoan-1.diem-b" rel="next"' in text


def test_a_document_that_is_not_held_shows_who_cites_it_and_the_words(client: TestClient) -> None:
    text = client.get(f"/vb/{MISSING_ID}").text

    assert "Nghị quyết" in text
    assert "Chưa có trong thư viện" in text
    assert "2 văn bản dẫn tới, 4 lần" in text
    assert "Tổ chức thi hành pháp luật đồng bộ" in text


def test_what_nobody_knows_is_not_found(client: TestClient) -> None:
    assert client.get("/vb/cp/2024/999-2024-nd-cp").status_code == 404
    assert client.get("/thieu/khong-ai-dan").status_code == 404


def test_missing_documents_are_ranked_by_citations(client: TestClient) -> None:
    text = client.get("/thieu").text

    assert text.index("904-NQ/TW") < text.index("905/2023/QH15")
    assert 'Được dẫn <span class="num">4</span> lần trong <span class="num">2</span> văn bản' in text


def test_the_status_line_says_what_was_looked_for(client: TestClient) -> None:
    text = client.get(PLAN).text

    assert "Không thấy văn bản sửa đổi, thay thế hoặc bãi bỏ nào trong thư viện, dữ liệu đến ngày" in text
    assert "Không phải bản chính thức" in text


def test_the_text_form_is_the_canonical_text(client: TestClient) -> None:
    answer = client.get(f"{PLAN}.txt")

    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH")


def test_an_empty_library_says_so(empty_client: TestClient) -> None:
    assert "Thư viện còn trống" in empty_client.get("/").text
    assert empty_client.get("/tim-kiem", params={"q": "luật"}).status_code == 200
    assert "Mọi văn bản được dẫn đều có" in empty_client.get("/thieu").text


def test_machines_find_what_they_look_for(client: TestClient) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text
    assert f"<loc>http://testserver{PLAN}</loc>" in client.get("/sitemap.xml").text
    assert "http://testserver/tim-kiem?q={searchTerms}" in client.get("/opensearch.xml").text


def test_static_files_are_kept_for_ever_and_nothing_else_is_served(client: TestClient) -> None:
    answer = client.get(pages.asset_href("traluat.css"))

    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/..%2Fapp.py").status_code == 404
    assert client.get("/static/khong-co.css").status_code == 404


@pytest.mark.parametrize(
    ("address", "place"),
    [
        pytest.param("/vb", "/van-ban", id="no document"),
        pytest.param("/vb/cp", "/van-ban?co-quan=cp", id="issuer"),
        pytest.param("/vb/cp/2024", "/van-ban?co-quan=cp&nam=2024", id="issuer and year"),
        pytest.param("/vb/CP/2024/902-2024-ND-CP", f"/vb/{DECREE_ID}", id="capitals"),
    ],
)
def test_a_shortened_or_shouted_address_leads_on(client: TestClient, address: str, place: str) -> None:
    assert client.get(address).headers["location"] == place


def test_head_answers_like_get_without_a_body(client: TestClient) -> None:
    answer = client.head(PLAN)

    assert answer.status_code == 200
    assert answer.content == b""


def test_a_preview_of_a_provision_holds_what_is_below_it(client: TestClient) -> None:
    body = client.get(f"/api/v1/documents/{DECREE_ID}/provisions/dieu-2").json()

    assert body["name"] == "Điều 2 Nghị định 902/2024/NĐ-CP"
    assert body["text"].startswith("Nội dung giả định thứ 2")
    assert "Cung cấp thông tin" in body["text"]
    assert [part["path"] for part in body["parts"]][:2] == ["dieu-2", "dieu-2.khoan-1"]


def test_the_first_page_is_light(client: TestClient) -> None:
    files = [client.get(pages.asset_href(name)).content for name in ("traluat.css", "traluat.js", "icon.svg")]

    assert len(pages.asset_bytes("traluat.js") or b"") < 6_000
    assert len(client.get("/").content) + sum(map(len, files)) < 100_000
