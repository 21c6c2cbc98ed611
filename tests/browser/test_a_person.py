"""What a person gets: found, opened, followed, on a desktop and a phone, with and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

PLAN = "/vb/ubnd-ha-tinh/2025/444-kh-ubnd"
RESOLUTION = "/vb/bct/2025/66-nq-tw"
CITED = "muc-2.khoan-6.diem-b"  # of the plan, by the invented resolution 905
PAGES = [
    "/",
    "/van-ban",
    "/tim-kiem?q=thi+hành+pháp+luật",
    "/tim-kiem?q=khonggicokhop",
    "/thieu",
    RESOLUTION,
    PLAN,
    f"{PLAN}?dan={CITED}",
    f"{PLAN}/{CITED}",
    f"{PLAN}/phu-luc.muc-1.dong-1",
    "/vb/qh/2025/901-2025-qh15",
    "/vb/qh/2025/907-2025-qh15",
    "/vb/hdnd-ha-tinh/2025/905-2025-nq-hdnd",
    f"{PLAN}/luoc-do",
    f"{PLAN}/nhiem-vu",
    f"{PLAN}/lien-quan",
    f"{PLAN}/so-sanh",
    f"{PLAN}/in",
    f"{PLAN}/bao-loi",
    "/vb/ubnd-ha-tinh/2025/906-2025-qd-ubnd/trang",
    "/vb/qh/2025/901-2025-qh15/in?phan=dieu-5",
    "/vb/qh/2025/901-2025-qh15/dieu-5",
    "/tim-kiem?q=kế+hoạch+năm+2025+pháp+luật&giai-thich=1",
    "/nhiem-vu",
    "/so-sanh?a=qh/2025/901-2025-qh15&b=vpqh/2026/908-vbhn-vpqh",
    "/ho-so?m=ubnd-ha-tinh/2025/444-kh-ubnd%23muc-1",
    "/huong-dan-nhung",
    "/nhung?q=thi+hành+pháp+luật",
    "/xu-ly-bao-loi",
    "/suc-khoe",
    "/api/v1/docs",
]
WIDTHS = [pytest.param(1366, id="desktop"), pytest.param(390, id="phone")]
SCRIPT = [pytest.param(True, id="script"), pytest.param(False, id="no script")]


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Tìm").click()


@pytest.mark.parametrize("script", SCRIPT)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", ["thi hành pháp luật", "thi hanh phap luat"])
def test_words_find_provisions_grouped_under_their_documents(visit: Open, width: int, script: bool, words: str) -> None:
    page = visit("/", width=width, script=script)
    search(page, words)

    expect(page.get_by_role("heading", level=1)).to_contain_text("điều khoản trong")
    plan = page.locator("article.group", has=page.get_by_role("link", name="Kế hoạch 444/KH-UBND", exact=True))
    expect(plan.locator(".hit mark").first).to_have_text(re.compile("pháp luật", re.IGNORECASE))
    plan.locator(".hit a").first.click()
    expect(page).to_have_url(re.compile(re.escape(PLAN) + "#"))
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("script", SCRIPT)
@pytest.mark.parametrize(
    ("typed", "where"),
    [
        pytest.param("444/KH-UBND", PLAN, id="number"),
        pytest.param("khoản 3 mục II kế hoạch 444/KH-UBND", f"{PLAN}#muc-2.khoan-3", id="citation"),
        pytest.param("66-NQ/TW", RESOLUTION, id="not held"),
    ],
)
def test_a_number_or_citation_lands_on_its_place(visit: Open, script: bool, typed: str, where: str) -> None:
    page = visit("/", script=script)
    search(page, typed)

    expect(page).to_have_url(re.compile(re.escape(where) + "$"))


def test_the_outline_leads_through_the_plan(visit: Open) -> None:
    page = visit(PLAN)
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name="III. Tổ chức thực hiện").click()

    expect(page).to_have_url(re.compile("#muc-3$"))
    expect(page.locator("[id='muc-3']")).to_be_in_viewport()


@pytest.mark.parametrize("script", SCRIPT)
def test_on_a_phone_the_outline_is_a_sheet(visit: Open, script: bool) -> None:
    page = visit(PLAN, width=390, script=script)
    sheet = page.get_by_role("navigation", name="Mục lục")
    expect(sheet).to_be_hidden()
    page.get_by_role("link", name="Mục lục").click()
    expect(sheet).to_be_visible()
    sheet.get_by_role("link", name="I. Mục đích, yêu cầu", exact=True).click()

    expect(sheet).to_be_hidden()
    expect(page.locator("[id='muc-1']")).to_be_in_viewport()


@pytest.mark.parametrize("script", SCRIPT)
def test_a_reference_leads_into_the_other_document(visit: Open, script: bool) -> None:
    page = visit("/vb/ubnd-ha-tinh/2025/906-2025-qd-ubnd", script=script)
    page.get_by_role("link", name="Điều 4 Thông tư số 903/2025/TT-BTP", exact=True).first.click()

    expect(page).to_have_url(re.compile(r"/vb/btp/2025/903-2025-tt-btp#dieu-4$"))
    expect(page.locator("[id='dieu-4']")).to_be_in_viewport()


@pytest.mark.parametrize("script", SCRIPT)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_provision_shows_who_cites_it_in_place(visit: Open, width: int, script: bool) -> None:
    page = visit(f"{PLAN}#{CITED}", width=width, script=script)
    unit = page.locator(f"[id='{CITED}']")
    unit.get_by_role("link", name="văn bản dẫn").click()
    box = unit.get_by_role("group")

    expect(box).to_contain_text("Nghị quyết 905/2025/NQ-HĐND")
    box.get_by_role("link", name="Nghị quyết 905/2025/NQ-HĐND").click()
    expect(page).to_have_url(re.compile(r"/vb/hdnd-ha-tinh/2025/905-2025-nq-hdnd#"))


def test_resolution_66_is_cited_15_times_by_the_plan_and_not_held(visit: Open) -> None:
    page = visit(PLAN)
    entry = page.locator("#dan-toi > ul > li", has=page.locator("a b", has_text="66-NQ/TW"))

    expect(entry).to_contain_text("Dẫn 15 lần")
    expect(entry).to_contain_text("Chưa có trong thư viện")
    entry.get_by_role("link", name="Nghị quyết 66-NQ/TW").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chưa có trong thư viện")
    expect(page.get_by_role("main")).to_contain_text("Kế hoạch 444/KH-UBND")


def test_the_shelf_of_missing_documents_begins_with_the_most_cited(visit: Open) -> None:
    page = visit("/thieu")

    expect(page.locator("ul.rel > li").first).to_contain_text("Nghị quyết 66-NQ/TW")


def test_the_42_tasks_are_a_table_on_a_desk_and_cards_on_a_phone(visit: Open) -> None:
    desk, phone = visit(f"{PLAN}#phu-luc"), visit(f"{PLAN}#phu-luc", width=390)

    expect(desk.locator(".sheet tbody tr:not(.part)")).to_have_count(42)
    expect(desk.get_by_role("columnheader", name="Cơ quan chủ trì")).to_be_visible()
    expect(phone.locator(".sheet thead")).to_be_hidden()
    told = phone.locator(".sheet td[data-name='Cơ quan chủ trì']").first.evaluate(
        "e => getComputedStyle(e, '::before').content"
    )
    assert "Cơ quan chủ trì" in told


@pytest.mark.parametrize("width", WIDTHS)
def test_a_task_is_cited_by_pressing_its_number(visit: Open, width: int) -> None:
    page = visit(PLAN, width=width, script=False)
    row = page.locator("[id='phu-luc.muc-1.dong-2']")
    cite = row.get_by_role("link", name="Trích dẫn dòng 2")
    expect(cite).to_be_hidden()
    row.get_by_role("link", name="2", exact=True).click()
    cite.click()

    expect(page.locator(".copy").last).to_have_text("dòng 2 Mục I Phụ lục Kế hoạch số 444/KH-UBND")


def test_the_citation_is_copied_with_script_and_selected_with_one_press_without(visit: Open) -> None:
    page = visit(f"{PLAN}/{CITED}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép câu sau").click()

    expect(page.get_by_role("status")).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == "điểm b khoản 6 Mục II Kế hoạch số 444/KH-UBND"

    plain = visit(f"{PLAN}/{CITED}", script=False)
    expect(plain.get_by_role("button", name="Chép câu sau")).to_have_count(0)
    expect(plain.locator(".copy").first).to_have_css("user-select", "all")


def test_a_reference_previews_its_target_and_escape_closes_it(visit: Open) -> None:
    page = visit("/vb/ubnd-ha-tinh/2025/906-2025-qd-ubnd")
    page.get_by_role("link", name="Điều 4 Thông tư số 903/2025/TT-BTP", exact=True).first.hover()
    card = page.locator(".card")

    expect(card).to_contain_text("Điều 4 Thông tư 903/2025/TT-BTP")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_filters_narrow_the_results_and_can_be_taken_back(visit: Open) -> None:
    page = visit("/tim-kiem?q=thi+hành+pháp+luật")
    before = page.locator("article.group").count()
    page.locator(".facets").get_by_role("link", name="Kế hoạch").click()
    expect(page.locator("article.group")).to_have_count(1)
    page.locator(".chips").get_by_role("link", name="Kế hoạch").click()

    expect(page.locator("article.group")).to_have_count(before)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(visit: Open, address: str) -> None:
    page = visit(address, width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("addresses", "width", "dark"),
    [
        pytest.param(PAGES, 1366, False, id="desktop, light"),
        pytest.param(PAGES[2:8], 390, True, id="phone, dark"),
    ],
)
def test_axe_finds_nothing(visit: Open, addresses: list[str], width: int, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for address in addresses:
        found = axe.Axe().run(visit(address, width=width, dark=dark))
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_the_keyboard_reaches_search_and_skips_to_the_content(visit: Open) -> None:
    page = visit(PLAN)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#noi-dung$"))
