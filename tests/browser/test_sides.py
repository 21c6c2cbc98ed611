"""The sides of a document as a person uses them: drawing, tasks, comparison, print, reading file, reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TOKEN, Open

PLAN = "/vb/ubnd-ha-tinh/2025/444-kh-ubnd"
DECREE = "/vb/cp/2025/902-2025-nd-cp"
LAW = "/vb/qh/2025/901-2025-qh15"
SCRIPT = [pytest.param(True, id="script"), pytest.param(False, id="no script")]
WIDTHS = [pytest.param(1366, id="desktop"), pytest.param(390, id="phone")]


@pytest.mark.parametrize("script", SCRIPT)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_drawing_is_walked_by_keyboard_and_opens_in_place(visit: Open, width: int, script: bool) -> None:
    page = visit(f"{PLAN}/luoc-do", width=width, script=script)
    drawing = page.locator("svg.graph")
    expect(drawing.locator("a:not(.mo)")).to_have_count(16)
    first = drawing.get_by_role("link", name="Nghị quyết 66-NQ/TW")
    first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg') !== null")
    opener = drawing.get_by_role("link", name=re.compile("^Mở dẫn chiếu của")).first
    before = drawing.locator("a:not(.mo)").count()
    opener.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?mo="))
    expect(page.get_by_role("link", name=re.compile("^Thu gọn"))).to_have_count(1)
    assert drawing.locator("a:not(.mo)").count() > before
    if script:
        expect(page.get_by_role("link", name=re.compile("^Thu gọn"))).to_be_focused()


def test_a_document_of_the_drawing_leads_to_it(visit: Open) -> None:
    page = visit(f"{PLAN}/luoc-do")
    page.locator("svg.graph").get_by_role("link", name="Nghị quyết 66-NQ/TW").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("66-NQ/TW")


def test_the_counts_lead_to_the_lists(visit: Open) -> None:
    page = visit(f"{PLAN}/luoc-do", script=False)
    row = page.get_by_role("row", name=re.compile("Thực hiện, quy định chi tiết"))
    row.get_by_role("link").first.click()

    expect(page.locator(":target")).to_contain_text("Thực hiện, quy định chi tiết, hướng dẫn 3")


@pytest.mark.parametrize("script", SCRIPT)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_42_tasks_are_filtered_by_the_body_in_charge_and_lead_to_their_row(
    visit: Open, width: int, script: bool
) -> None:
    page = visit(f"{PLAN}/nhiem-vu", width=width, script=script)
    rows = page.locator(".tasks tbody tr")
    expect(rows).to_have_count(42)
    if width < 800:
        page.get_by_role("link", name="Bộ lọc").click()
    section = page.locator(".facets section", has=page.get_by_role("heading", name="Cơ quan chủ trì"))
    section.get_by_role("link", name=re.compile("^Sở Tài chính")).click()
    expect(rows).to_have_count(3)
    page.get_by_role("textbox", name="Có từ").fill("nghi quyet")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(rows.first).to_contain_text("Sở Tài chính")
    rows.first.get_by_role("link").first.click()

    expect(page).to_have_url(re.compile(re.escape(PLAN) + r"#phu-luc\.muc-\d\.dong-\d+$"))
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_tasks_are_taken_along_as_a_workbook(visit: Open, tmp_path: Path) -> None:
    page = visit(f"{PLAN}/nhiem-vu")
    with page.expect_download() as taken:
        page.get_by_role("link", name="tải XLSX").click()
    taken.value.save_as(tmp_path / "nhiem-vu.xlsx")

    assert taken.value.suggested_filename == "nhiem-vu-444-kh-ubnd.xlsx"
    assert (tmp_path / "nhiem-vu.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_law_and_its_consolidation_stand_side_by_side(visit: Open, width: int) -> None:
    page = visit(f"{LAW}/so-sanh", width=width, script=False)
    page.get_by_label("Số hiệu, trích dẫn hoặc địa chỉ").fill("908/VBHN-VPQH")
    page.get_by_role("button", name="So sánh").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("So sánh từng từ")
    assert page.locator("ins").count() > 0
    page.get_by_role("link", name="Đổi bên").click()
    assert page.locator("del").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_chosen_parts_go_to_paper(visit: Open, tmp_path: Path) -> None:
    page = visit(f"{PLAN}/in", script=False)
    page.get_by_role("checkbox", name="I. Mục đích, yêu cầu", exact=True).check()
    page.get_by_role("button", name="Xem phần đã chọn").click()

    paper = page.locator("article.paper")
    expect(paper.locator("[id='muc-1']")).to_have_count(1)
    expect(paper.locator("[id='muc-2']")).to_have_count(0)
    page.emulate_media(media="print")
    for gone in (".top", ".tabs", ".pick", ".foot nav"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("Không phải bản chính thức; in từ")).to_be_visible()
    page.pdf(path=tmp_path / "in.pdf")
    assert (tmp_path / "in.pdf").stat().st_size > 5_000


def test_print_is_one_press_with_script(visit: Open) -> None:
    page = visit(f"{PLAN}/in")
    page.evaluate("window.print = () => { document.title = 'đã in'; }")
    page.get_by_role("button", name="In trang này").click()

    expect(page).to_have_title("đã in")


def test_the_reading_file_is_gathered_while_reading(visit: Open) -> None:
    page = visit(f"{LAW}/dieu-1")
    page.get_by_role("link", name="Thêm vào hồ sơ căn cứ").click()
    expect(page.get_by_role("navigation", name="Chính").get_by_role("link", name="Hồ sơ (1)")).to_be_visible()
    page.goto(DECREE)
    page.get_by_role("link", name="Thêm vào hồ sơ căn cứ").click()
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Hồ sơ (2)").click()

    expect(page.locator(".trail section.group")).to_have_count(2)
    page.get_by_role("link", name="Bỏ khỏi hồ sơ").first.click()
    expect(page.locator(".trail section.group")).to_have_count(1)
    page.get_by_label("Tự ghi các văn bản").check()
    page.goto(f"{LAW}#dieu-2")
    page.goto("/ho-so")
    expect(page.locator(".trail section.group")).to_have_count(2)
    expect(page.locator(".trail")).to_contain_text("Điều 2")


def test_the_reading_file_works_by_its_address_alone(visit: Open) -> None:
    page = visit(f"{LAW}/dieu-1", script=False)
    page.get_by_role("link", name="Thêm vào hồ sơ căn cứ").click()
    page.get_by_label("Thêm theo số hiệu hoặc trích dẫn").fill("902/2025/NĐ-CP")
    page.get_by_role("button", name="Thêm").click()

    expect(page.locator(".trail section.group")).to_have_count(2)


@pytest.mark.parametrize("script", SCRIPT)
def test_a_reader_reports_and_gets_an_answer(visit: Open, script: bool) -> None:
    reader = visit(f"{PLAN}/muc-1", script=script)
    reader.get_by_role("link", name="Báo lỗi").click()
    expect(reader.get_by_role("heading", name="Báo lỗi ở Mục I")).to_be_visible()
    reader.get_by_label("Nội dung").fill("Thiếu một chữ (giả định).")
    reader.get_by_role("button", name="Gửi báo lỗi").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Mới nhận")
    number = re.search(r"số (\d+)", reader.get_by_role("heading", level=1).inner_text())[1]  # type: ignore[index]

    officer = visit("/xu-ly-bao-loi", script=script)
    officer.get_by_label("Mã truy cập").fill(TOKEN)
    officer.get_by_role("button", name="Vào").click()
    one = officer.locator(f"#bao-loi-{number}")
    one.get_by_label("Trạng thái").select_option("da-sua")
    one.get_by_label("Trả lời").fill("Đã sửa theo bản gốc (giả định).")
    one.get_by_role("button", name="Lưu").click()
    expect(officer.locator(f"#bao-loi-{number} .badge")).to_have_text("Đã sửa")

    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text("Đã sửa theo bản gốc (giả định).")
    if script:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
        for page in (officer, reader):
            assert axe.Axe().run(page).violations_count == 0, page.url


def test_a_link_to_a_provision_is_copied_where_it_stands(visit: Open, site: str) -> None:
    page = visit(f"{PLAN}#muc-1.khoan-2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[id='muc-1.khoan-2']").get_by_role("button", name="Chép liên kết").click()

    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{PLAN}#muc-1.khoan-2"


def test_a_touch_previews_first_and_opens_on_the_second(visit: Open) -> None:
    page = visit("/vb/ubnd-ha-tinh/2025/906-2025-qd-ubnd", width=390, touch=True)
    link = page.get_by_role("link", name="Điều 4 Thông tư số 903/2025/TT-BTP", exact=True).first
    link.tap()
    expect(page.locator(".card")).to_contain_text("Điều 4 Thông tư 903/2025/TT-BTP")
    expect(page).to_have_url(re.compile("906-2025-qd-ubnd$"))
    page.locator(".card").get_by_role("link", name="Mở").tap()

    expect(page).to_have_url(re.compile(r"903-2025-tt-btp#dieu-4$"))


@pytest.mark.parametrize("form", ["DOCX", "Akoma Ntoso (XML)", "JSON", "văn bản thuần"])
def test_a_document_is_taken_along_in_every_form(visit: Open, form: str) -> None:
    page = visit(PLAN)
    href = page.locator("#tai-ve").get_by_role("link", name=form).get_attribute("href")
    answer = page.request.get(str(href))

    assert answer.ok
    assert len(answer.body()) > 5_000


def test_at_200_percent_zoom_the_pages_reflow(visit: Open) -> None:
    for address in (PLAN, f"{PLAN}/luoc-do", f"{PLAN}/nhiem-vu", "/tim-kiem?q=pháp+luật", "/huong-dan-nhung"):
        page = visit(address, width=683, height=384)
        assert page.evaluate("document.documentElement.scrollWidth") <= 683, address
