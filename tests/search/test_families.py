"""Annual families: which titles belong together, and that the newest stands for the others unless one is asked for."""

from __future__ import annotations

import pytest

from search.families import family, gathered, period
from search.index import Entry
from search.query import understand
from search.service import SearchService
from tests.search.library import DECISION, OTHER_DECISION


def head(
    number: str, title: str, *, year: int = 2031, issuer: str = "ubnd-gia-dinh", kind: str = "quyet-dinh"
) -> Entry:
    id = f"{issuer}/{year}/{number}"
    return Entry(id, id, "", "", title=title, issuer=issuer, kind=kind, year=year)


def names(query: str, *entries: Entry) -> list[list[str]]:
    return [[one.document.split("/")[-1] for one in group] for group in gathered(entries, understand(query))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ban hành Bảng giá các loại đất năm 2030 trên địa bàn tỉnh",
            "Bảng giá các loại đất năm 2031 trên địa bàn tỉnh",
        ),
        ("BẢNG GIÁ ĐẤT ĐỊNH KỲ 05 NĂM (2025-2029)", "Bảng giá đất"),
        ("Bảng giá đất áp dụng từ năm 2025 đến năm 2029 tại tỉnh", "Bảng giá đất năm 2030 tại tỉnh"),
        ("Kế hoạch công tác tư pháp năm 2030", "Kế hoạch công tác tư pháp năm 2031"),
        ("Về dự toán thu, chi ngân sách năm 2030", "Dự toán thu, chi ngân sách năm 2031"),
        ("Báo cáo kết quả giải ngân quý I năm 2031", "Báo cáo kết quả giải ngân quý IV/2030"),
        ("Phát triển kinh tế số giai đoạn 2026 - 2030", "Phát triển kinh tế số giai đoạn 2031-2035"),
        ("Mức học phí năm học 2030 - 2031 tại tỉnh", "Mức học phí năm học 2031-2032 tại tỉnh"),
        ("Kế hoạch tài chính 03 năm 2031 - 2033 của tỉnh", "Kế hoạch tài chính 03 năm 2030-2032 của tỉnh"),
    ],
)
def test_titles_that_differ_by_their_period_are_of_one_family(one: str, other: str) -> None:
    told = family(head("1-qd", one)), family(head("2-qd", other))
    assert told[0] is not None
    assert told[1] is not None
    assert told[0].key == told[1].key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bãi bỏ Quyết định số 14/2030/QĐ-UBND", "Bãi bỏ Quyết định số 15/2030/QĐ-UBND"),
        ("Sửa đổi bảng giá đất năm 2030", "Bảng giá đất năm 2031"),
        ("Bảng giá đất năm 2030", "Bảng giá rừng năm 2031"),
        (
            "Thực hiện Nghị quyết ngày 05 tháng 01 năm 2030 về đất",
            "Thực hiện Nghị quyết ngày 06 tháng 02 năm 2031 về đất",
        ),
        ("Danh mục thủ tục đợt 2 năm 2030", "Danh mục thủ tục đợt 3 năm 2031"),
    ],
)
def test_titles_that_differ_otherwise_are_not(one: str, other: str) -> None:
    assert names("giá", head("1-qd", one, year=2030), head("2-qd", other)) == [["1-qd"], ["2-qd"]]


def test_neither_are_those_of_other_bodies_or_kinds() -> None:
    title = "Bảng giá đất năm {} tại tỉnh"
    here = head("1-qd", title.format(2030), year=2030)
    there = head("2-qd", title.format(2031), issuer="ubnd-hu-cau")
    other = head("3-kh", title.format(2032), kind="ke-hoach")
    assert names("giá đất", here, there, other) == [["1-qd"], ["2-qd"], ["3-kh"]]


def test_the_newest_stands_for_the_others_at_the_place_of_the_best() -> None:
    old, new = head("1-qd", "Bảng giá đất năm 2030", year=2029), head("9-qd", "Bảng giá đất năm 2031", year=2030)
    between = head("5-qd", "Quy chế thư viện")
    assert names("giá đất", old, between, new) == [["9-qd", "1-qd"], ["5-qd"]]


def test_the_same_title_without_any_period_or_twice_in_a_year_joins_nothing() -> None:
    laws = (head("1-qh", "Luật Thư viện giả định", year=2020), head("2-qh", "Luật Thư viện giả định", year=2031))
    assert names("thư viện", *laws) == [["1-qh"], ["2-qh"]]
    plans = (head("1-kh", "Kế hoạch đấu thầu năm 2031"), head("2-kh", "Kế hoạch đấu thầu năm 2031"))
    assert names("đấu thầu", *plans) == [["1-kh"], ["2-kh"]]


@pytest.mark.parametrize("query", ["bảng giá đất 2030", "7/2030/QĐ-UBND", "44/kh-ubnd", "khoản 2 điều 5 qđ 7/2030"])
def test_a_year_or_a_number_asks_for_single_documents(query: str) -> None:
    old, new = head("1-qd", "Bảng giá đất năm 2030", year=2029), head("9-qd", "Bảng giá đất năm 2031", year=2030)
    assert names(query, old, new) == [["1-qd"], ["9-qd"]]


def test_a_whole_title_asks_for_its_document() -> None:
    old, new = (
        head("1-qd", "Bảng giá các loại đất", year=2029),
        head("9-qd", "Bảng giá các loại đất năm 2031", year=2030),
    )
    assert names("bảng giá các loại đất", old, new) == [["1-qd"], ["9-qd"]]
    assert names("giá các loại đất", old, new) == [["9-qd", "1-qd"]]


def test_a_period_is_told_as_the_title_says_it() -> None:
    assert period(head("1-nq", "Chuyển đổi số giai đoạn 2031 - 2035 của tỉnh")) == "giai đoạn 2031 - 2035"
    assert period(head("1-nq", "Chuyển đổi số của tỉnh")) == "năm 2031"


def test_search_shows_the_newest_and_the_years_before_with_it(service: SearchService) -> None:
    groups = service.search("bảng giá đất của tỉnh").groups
    newest = next(group for group in groups if group.document == DECISION)
    assert [(one.document, one.period, str(one.best.path)) for one in newest.earlier] == [
        (OTHER_DECISION, "năm 2030", "dieu-1")
    ]
    assert OTHER_DECISION not in [group.document for group in groups]


def test_no_page_is_left_empty_by_what_stands_with_a_newer_one(service: SearchService) -> None:
    answer = service.search("bảng giá đất", size=1)
    assert (answer.documents, answer.folded, answer.pages) == (2, 1, 1)


@pytest.mark.parametrize("asked", [{"q": "bảng giá đất 2030"}, {"q": "bảng giá đất", "year": [2030]}])
def test_search_hides_no_year_that_is_asked_for(service: SearchService, asked: dict[str, str]) -> None:
    assert OTHER_DECISION in [group.document for group in service.search(**asked).groups]  # type: ignore[arg-type]


def test_sorted_by_date_every_document_has_its_place(service: SearchService) -> None:
    groups = service.search("bảng giá đất của tỉnh", sort="issued").groups
    assert {DECISION, OTHER_DECISION} <= {group.document for group in groups}
