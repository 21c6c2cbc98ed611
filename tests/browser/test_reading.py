"""What stands beside the law and around a search: marks of acts, chips, lists to take along, the empty answer."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

LAW = "/vb/qh/2025/901-2025-qh15"
PLAN = "/vb/ubnd-ha-tinh/2025/444-kh-ubnd"
SCAN = "/vb/ubnd-ha-tinh/2025/906-2025-qd-ubnd"
SEARCH = "/tim-kiem?q=thi+hành+pháp+luật"
GONE = "dieu-5.khoan-1.diem-d"  # of the law, repealed by the other
SCRIPT = [pytest.param(True, id="script"), pytest.param(False, id="no script")]


def right_of(page: Page, mark: str, text: str) -> bool:
    """True where the mark stands to the right of the text and at its height."""
    one, other = page.locator(mark).bounding_box(), page.locator(text).bounding_box()
    assert one is not None
    assert other is not None
    return one["x"] >= other["x"] + other["width"] and abs(one["y"] - other["y"]) < 24


def test_a_repealed_point_says_so_in_the_margin_and_leads_to_the_act(visit: Open) -> None:
    page = visit(f"{LAW}#{GONE}")
    mark = page.locator(f"[id='{GONE}'] > .acts .acted")

    expect(mark).to_have_text("Bãi bỏ từ 01/03/2026, theo điểm b khoản 3 Điều 1 Luật 907/2025/QH15")
    assert right_of(page, f"[id='{GONE}'] > .acts", f"[id='{GONE}'] > p")
    boxes = [one.bounding_box() for one in page.locator(".law .acts").all()]
    tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert all(end <= top + 1 for (_, end), (top, _) in itertools.pairwise(tops))
    mark.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"907-2025-qh15#dieu-1\.khoan-3\.diem-b$"))


def test_on_a_phone_and_on_paper_the_mark_stands_before_the_text(visit: Open) -> None:
    page = visit(f"{LAW}/in", width=390)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        mark = page.locator(f"[id='{GONE}'] > .acts").bounding_box()
        text = page.locator(f"[id='{GONE}'] > p").bounding_box()
        assert mark is not None
        assert text is not None
        assert mark["y"] + mark["height"] <= text["y"] + 1


def test_who_cites_a_provision_is_narrowed_to_one_relation(visit: Open) -> None:
    page = visit(LAW, script=False)
    chips = page.locator("#duoc-dan .chips a")
    assert chips.count() > 1
    before = page.locator("#duoc-dan > ul > li").count()
    chips.last.click()

    expect(page).to_have_url(re.compile(r"\?quan-he=[a-z-]+#duoc-dan$"))
    assert 0 < page.locator("#duoc-dan > ul > li").count() < before
    expect(page.locator("#duoc-dan .chips [aria-current]")).to_have_count(1)


def test_a_hit_says_where_it_stands_in_what_state_and_why(visit: Open) -> None:
    page = visit(SEARCH, script=False)
    first = page.locator("article.group").first

    expect(first.locator(".badge").first).to_be_visible()
    expect(first.locator(".hit a").first).to_have_text(re.compile(r"^(Mục|Điều|Khoản|Phụ lục|Chương)"))
    expect(first.locator(".hit .why").first).not_to_be_empty()
    page.get_by_role("link", name="Vì sao theo thứ tự này?").click()
    expect(page.get_by_role("heading", name="Câu hỏi được đọc thế nào")).to_be_visible()
    expect(page.locator(".hit .place").first).to_contain_text("Thứ 1 trong danh sách")


def test_filters_read_from_the_words_are_chips_and_go_with_one_press(visit: Open) -> None:
    page = visit("/tim-kiem?q=kế+hoạch+năm+2025+thi+hành+pháp+luật", script=False)
    chip = page.locator(".chips", has_text="Hiểu là lọc theo").get_by_role("link", name="2025")
    chip.click()

    expect(page.get_by_role("searchbox")).not_to_have_value(re.compile("2025"))
    address = page.url
    assert "2025" not in address
    heading = page.get_by_role("heading", level=1).inner_text()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_chosen_value_keeps_its_neighbours_with_their_counts(visit: Open) -> None:
    page = visit(SEARCH, script=False)
    kinds = page.locator(".facets section", has=page.get_by_role("heading", name="Loại văn bản"))
    before = kinds.locator("li").all_inner_texts()
    assert len(before) > 1
    kinds.get_by_role("link").first.click()

    expect(kinds.locator("[aria-current]")).to_have_count(1)
    assert kinds.locator("li").all_inner_texts() == before


def test_sorting_keeps_query_and_filters(visit: Open) -> None:
    page = visit(f"{SEARCH}&nam=2025", script=False)
    page.get_by_role("link", name="Mới ban hành").click()

    expect(page).to_have_url(re.compile(r"nam=2025&sap-xep=moi$"))
    expect(page.locator(".bar [aria-current]")).to_have_text("Mới ban hành")
    dates = re.findall(r"ban hành (\d\d)/(\d\d)/(\d{4})", page.get_by_role("main").inner_text())
    days = [(year, month, day) for day, month, year in dates]
    assert days == sorted(days, reverse=True)


def test_the_list_is_taken_along_as_a_table_and_followed_as_a_feed(visit: Open, tmp_path: Path) -> None:
    page = visit(SEARCH)
    for form, begin in (("CSV", "﻿".encode()), ("XLSX", b"PK")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=f"tải {form}").click()
        file = tmp_path / f"ket-qua.{form.lower()}"
        taken.value.save_as(file)
        assert file.read_bytes().startswith(begin)
    sheet = load_workbook(tmp_path / "ket-qua.xlsx").active
    assert sheet is not None
    assert sheet.max_row > 5
    feed = page.get_by_role("link", name="theo dõi bằng Atom").get_attribute("href")
    assert page.request.get(str(feed)).headers["content-type"].startswith("application/atom+xml")


def test_nothing_found_says_what_to_try_and_what_the_library_holds(visit: Open) -> None:
    page = visit('/tim-kiem?q="pháp luật thi hành"&nam=1990', script=False)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Không có điều khoản nào khớp")
    page.locator("section", has=page.get_by_role("heading", name="Thử cách khác")).get_by_role("link").first.click()
    assert page.locator("article.group").count() > 0
    page.go_back()
    expect(page.get_by_role("row", name=re.compile("^Quốc hội"))).to_be_visible()


def test_the_pages_of_the_source_are_seen_beside_the_text(visit: Open) -> None:
    page = visit(SCAN, script=False)
    page.get_by_role("navigation", name="Các mặt của văn bản").get_by_role("link", name=re.compile("Bản chụp")).click()
    picture = page.locator("main img")

    expect(picture).to_have_attribute("alt", re.compile("."))
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("e => e.naturalWidth") > 300


@pytest.mark.parametrize("script", SCRIPT)
def test_status_has_its_day_its_reason_and_where_it_is_not_official(visit: Open, script: bool) -> None:
    page = visit(LAW, script=script)
    standing = page.locator("#hieu-luc")

    expect(standing).to_contain_text(re.compile(r"xét ngày \d\d/\d\d/\d{4}"))
    expect(standing.get_by_role("link", name="907/2025/QH15").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Không phải bản chính thức")
    page.get_by_role("link", name="tệp nguồn").click()
    expect(page.locator("#tai-ve")).to_be_in_viewport()
