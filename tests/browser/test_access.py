"""Reached by everyone: by keyboard alone, at twice the size, with larger letters only, by programs; errors too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from api.library import Library
from api.settings import Settings
from corpus.errors import EngineUnavailable
from corpus.store import Store
from search.engines import open_index
from tests.browser.conftest import Open
from tests.browser.test_a_person import PAGES

PLAN = "/vb/ubnd-ha-tinh/2025/444-kh-ubnd"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_from_question_to_provision_by_keyboard_alone(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("thi hành pháp luật")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("điều khoản trong")
    tab_to(page, "el => el.closest('.hit') !== null")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()
    tab_to(page, "el => el.matches(':target .side a, :target .n')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_list_of_citing_documents_opens_and_closes_by_keyboard(visit: Open) -> None:
    page = visit(PLAN)
    unit = page.locator("[id='muc-2.khoan-6.diem-b']")
    unit.get_by_role("link", name="văn bản dẫn").focus()
    page.keyboard.press("Enter")
    expect(unit.get_by_role("group")).to_be_visible()
    page.keyboard.press("Enter")
    expect(unit.get_by_role("group")).to_have_count(0)


def tab_to(page: Page, found: str, most: int = 60) -> None:
    """Press Tab until the focused element is what is looked for."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"({found})(document.activeElement)"):
            return
    raise AssertionError(f"not reached within {most} steps: {found}")


def test_at_200_percent_zoom_nothing_is_cut_off(browser: Browser, site: str) -> None:
    """A window of 1280 at 200 %: 640 CSS pixels, two device pixels each."""
    context = browser.new_context(viewport={"width": 640, "height": 512}, device_scale_factor=2, base_url=site)
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address
    context.close()


def test_letters_twice_as_large_reflow_too(visit: Open) -> None:
    for address in ("/", "/tim-kiem?q=thi+hành+pháp+luật", PLAN, f"{PLAN}/nhiem-vu", f"{PLAN}/luoc-do"):
        page = visit(address, width=1280)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, address
        sizes = page.evaluate("[...document.querySelectorAll('p, li, td, a')].map(e => getComputedStyle(e).fontSize)")
        assert min(float(size[:-2]) for size in sizes) >= 26, address


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The search page while the engine does not answer."""
    with Store.open(f"sqlite:///{tmp_path / 'library.db'}") as store:
        library = Library(store, open_index("memory"))

        def fails(*_: object, **__: object) -> None:
            raise EngineUnavailable("máy tìm không trả lời (giả định)")

        monkeypatch.setattr(type(library.search), "search", fails)
        with TestClient(create_app(Settings.read({}), library=library), raise_server_exceptions=False) as client:
            answer = client.get("/tim-kiem?q=pháp+luật", headers={"accept": "text/html"})
    assert answer.status_code == 503
    return answer.text


def test_errors_are_pages_of_the_site_too(browser: Browser, site: str, away: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    page = context.new_page()
    page.route("**/may-tim-nghi", lambda route: route.fulfill(body=away, content_type="text/html; charset=utf-8"))
    for address in ("/khong-co", "/vb/qh/2025/999-2025-qh15", "/may-tim-nghi"):
        page.goto(address)
        expect(page.get_by_role("searchbox")).to_be_visible()
        assert page.get_by_role("main").get_by_role("link").count() > 0, address
        assert axe.Axe().run(page).violations_count == 0, address
    context.close()


def test_the_first_page_and_all_it_loads_are_under_100_kilobytes(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    context.close()

    assert len(sizes) >= 3
    assert sum(sizes) < 100_000


def is_feed(text: str) -> bool:
    root = ElementTree.fromstring(text)
    return root.tag == f"{ATOM}feed" and root.find(f"{ATOM}entry") is not None


def _examples(text: str) -> bool:
    return '"example' in text and bool(json.loads(text)["paths"]["/api/v1/search"])


MACHINES = [
    pytest.param("/openapi.json", {}, _examples, id="OpenAPI with examples"),
    pytest.param("/van-ban.atom", {}, is_feed, id="new documents"),
    pytest.param("/van-ban.atom?co-quan=ubnd-ha-tinh", {}, is_feed, id="of an issuer"),
    pytest.param(f"{PLAN}.atom", {}, is_feed, id="of a document"),
    pytest.param("/tim-kiem.atom?q=pháp+luật", {}, is_feed, id="of a search"),
    pytest.param("/sitemap.xml", {}, lambda text: f"{PLAN}</loc>" in text, id="site map"),
    pytest.param("/robots.txt", {}, lambda text: "Sitemap:" in text, id="robots"),
    pytest.param("/opensearch.xml", {}, lambda text: "{searchTerms}" in text, id="OpenSearch"),
    pytest.param(
        "/api/v1/documents.jsonl", {}, lambda text: len(list(map(json.loads, text.splitlines()))) > 5, id="all at once"
    ),
    pytest.param(
        PLAN, {"accept": "application/json"}, lambda text: json.loads(text)["id"] == PLAN[4:], id="Accept: JSON"
    ),
    pytest.param(PLAN, {"accept": "application/akn+xml"}, lambda text: "<akomaNtoso" in text, id="Accept: XML"),
    pytest.param(PLAN, {"accept": "text/plain"}, lambda text: "444/KH-UBND" in text[:600], id="Accept: text"),
]


@pytest.mark.parametrize(("address", "headers", "right"), MACHINES)
def test_programs_get_what_the_page_names(
    site: str, browser: Browser, address: str, headers: dict[str, str], right: Callable[[str], bool]
) -> None:
    context = browser.new_context(base_url=site)
    answer = context.request.get(address, headers=headers)
    text = answer.text()
    context.close()

    assert answer.ok
    assert right(text)


def test_every_document_page_carries_its_legislation_data_and_names_its_other_forms(visit: Open, site: str) -> None:
    page = visit(PLAN)
    data: dict[str, Any] = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    named = page.locator("link[rel=alternate]").evaluate_all("all => all.map(e => [e.type, e.getAttribute('href')])")

    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "444/KH-UBND"
    assert {href for _, href in named} == {PLAN + form for form in (".json", ".txt", ".xml", ".atom")}
    search = page.locator("link[rel=search]").get_attribute("href")
    assert re.search(re.escape(site) + r"/tim-kiem\?q=\{searchTerms\}", page.request.get(str(search)).text())
