"""The library inside the pages of another site, on another origin, with and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Portal

PLAN = "/vb/ubnd-ha-tinh/2025/444-kh-ubnd"


def box(site: str, attributes: str = "") -> str:
    return (
        f'<script src="{site}/embed.js" defer></script><tra-luat {attributes}><form action="{site}/tim-kiem">'
        '<input name="q" aria-label="Tìm văn bản"> <button>Tìm</button></form></tra-luat>'
    )


def test_the_search_box_answers_in_the_page_of_another_site(visit: Open, portal: Portal, site: str) -> None:
    page = visit(portal.page("hop.html", "<h1>Cổng</h1>" + box(site)))
    page.get_by_role("searchbox").fill("thi hành pháp luật")
    page.get_by_role("button", name="Tìm").click()

    expect(page.get_by_role("status")).to_contain_text("điều khoản trong")
    plan = page.get_by_role("link", name="Kế hoạch 444/KH-UBND").first
    expect(plan).to_have_attribute("href", re.compile(re.escape(site + PLAN)))
    assert page.locator("mark").count() > 0
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert page.url.startswith(portal.origin)


def test_the_box_takes_colour_and_size_from_the_page_around_it(visit: Open, portal: Portal, site: str) -> None:
    style = "<style>tra-luat { --tra-luat-mau: rgb(138, 28, 28); --tra-luat-co: 20px }</style>"
    page = visit(portal.page("mau.html", style + box(site)))
    button = page.get_by_role("button", name="Tìm")
    expect(button).to_have_css("background-color", "rgb(138, 28, 28)")
    expect(button).to_have_css("font-size", "20px")

    page = visit(portal.page("thuoc-tinh.html", box(site, 'mau="rgb(0, 80, 0)" tim="444/KH-UBND" so="2"')))
    expect(page.get_by_role("button", name="Tìm")).to_have_css("background-color", "rgb(0, 80, 0)")
    expect(page.get_by_role("link", name="Mở đúng chỗ được trích dẫn")).to_have_attribute("href", site + PLAN)


def test_without_script_the_box_is_a_plain_form(visit: Open, portal: Portal, site: str) -> None:
    page = visit(portal.page("tho.html", box(site)), script=False)
    page.get_by_role("textbox", name="Tìm văn bản").fill("444/KH-UBND")
    page.get_by_role("button", name="Tìm").click()

    expect(page).to_have_url(site + PLAN)


def test_a_strict_policy_of_the_host_is_enough_for_the_box(visit: Open, portal: Portal, site: str) -> None:
    policy = f"default-src 'none'; script-src {site}; connect-src {site}; img-src data:; form-action {site}"
    meta = f'<meta http-equiv="content-security-policy" content="{policy}">'
    page = visit(portal.page("chat.html", box(site), head=meta))
    page.get_by_role("searchbox").fill("thi hành pháp luật")
    page.get_by_role("button", name="Tìm").click()

    expect(page.get_by_role("status")).to_contain_text("điều khoản trong")
    expect(page.get_by_role("button", name="Tìm")).to_have_css("background-color", "rgb(11, 79, 125)")


NEWS = (
    "<p>Cuộc họp 😀 nghe báo cáo về <b>Kế hoạch số</b> 444/KH-UBND; theo <i>khoản 1 Điều 2</i> Nghị định số"
    " 902/2025/NĐ-CP và Nghị quyết số 66-NQ/TW.</p>"
    '<p><a href="#x">Nghị định số 902/2025/NĐ-CP</a> đã có liên kết.</p><code>Nghị định số 902/2025/NĐ-CP</code>'
)


def test_citations_of_a_news_page_become_links_with_state_and_preview(visit: Open, portal: Portal, site: str) -> None:
    script = f'<script src="{site}/embed.js" defer></script>'
    page = visit(portal.page("tin.html", f"{script}<tra-luat-links>{NEWS}</tra-luat-links>"))
    links = page.locator("a.tra-luat-dan")
    expect(links.last).to_be_visible()

    found = [(one.inner_text().strip(), one.get_attribute("href")) for one in links.all()]
    assert ("Kế hoạch số", site + PLAN) in found
    assert ("444/KH-UBND", site + PLAN) in found
    provision = page.get_by_role("link", name="khoản 1 Điều 2")
    expect(provision).to_have_attribute("href", f"{site}/vb/cp/2025/902-2025-nd-cp#dieu-2.khoan-1")
    missing = page.get_by_role("link", name="Nghị quyết số 66-NQ/TW")
    expect(missing).to_have_attribute("data-hieu-luc", "none")
    expect(page.locator("code a, a a")).to_have_count(0)
    expect(page.locator("tra-luat-links")).to_contain_text("Cuộc họp 😀 nghe báo cáo về Kế hoạch số 444/KH-UBND; theo")
    provision.hover()
    expect(page.get_by_text(re.compile("Nghị định 902/2025/NĐ-CP"))).to_be_visible()
    page.keyboard.press("Escape")
    missing.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_text(re.compile("chưa có trong thư viện"))).to_be_visible()


def test_the_frame_is_as_high_as_what_it_shows(visit: Open, portal: Portal, site: str) -> None:
    frame = f'<script src="{site}/embed.js" defer></script><iframe src="{site}/nhung" title="Tìm" height="50"></iframe>'
    page = visit(portal.page("khung.html", frame))
    inside = page.frame_locator("iframe")
    inside.get_by_role("searchbox").fill("thi hành pháp luật")
    inside.get_by_role("button", name="Tìm").click()
    expect(inside.get_by_role("status")).to_contain_text("điều khoản")
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height > 400")

    high = inside.locator("html").evaluate("e => e.scrollHeight - innerHeight")
    assert abs(high) <= 2


def test_other_pages_of_the_library_are_not_framed(site: str, portal: Portal, browser: object) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    try:
        page.goto(portal.page("ca-trang.html", f'<iframe src="{site}/" title="cả trang"></iframe>'))
        assert page.frames[1].url.startswith("chrome-error:")
    finally:
        page.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_recipes_work_where_they_are_told(visit: Open, width: int) -> None:
    page = visit("/huong-dan-nhung", width=width)
    example = page.locator("#thu-o-tim")
    example.get_by_role("searchbox").fill("thi hành pháp luật")
    example.get_by_role("button", name="Tìm").click()

    expect(example.get_by_role("status")).to_contain_text("điều khoản trong")
    expect(page.locator("#thu-dan-chieu a.tra-luat-dan").first).to_be_visible()
    page.wait_for_function("document.querySelector('#thu-khung').style.height !== ''")


def test_axe_finds_nothing_in_what_is_embedded(visit: Open, portal: Portal, site: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    main = f"<main><h1>Cổng</h1>{box(site, 'tim=pháp')}<tra-luat-links>{NEWS}</tra-luat-links></main>"
    page = visit(portal.page("axe.html", main.replace('<a href="#x">', '<a id="x" href="#x">')))
    expect(page.get_by_role("status")).to_contain_text("điều khoản")
    found = axe.Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
