"""HTML: content of the known sites, tables, looks, what is left out."""

from __future__ import annotations

import pytest

from ingest.pages import Line, Place
from ingest.readers import read

ARTICLE = "<p><b>Điều 1. Phạm vi</b></p><p>Quyết định này quy định.</p>"


def lines(html: str) -> tuple[Line, ...]:
    return read(html.encode(), name="trang.html").lines


def page(inside: str) -> str:
    return f"<!DOCTYPE html><html><body><div>Trang chủ Đăng nhập</div>{inside}<footer>Liên hệ</footer></body></html>"


@pytest.mark.parametrize(
    "root",
    [
        pytest.param("<div data-vbpl-content-root='true'>{}</div>", id="vbpl"),
        pytest.param(
            "<div id='divContentDoc'><div class='content1'>{}</div></div><div class='content1'>Article 1</div>",
            id="tvpl",
        ),
        pytest.param("<div id='noidung'><div class='the-document-body'>{}</div></div>", id="luatvietnam"),
    ],
)
def test_law_is_taken_out_of_the_page(root: str) -> None:
    pages = read(page(root.format(ARTICLE)).encode(), name="trang.html")
    assert [line.text for line in pages.lines] == ["Điều 1. Phạm vi", "Quyết định này quy định."]
    assert dict(pages.left_out)["trang web"] >= len("Trang chủ Đăng nhập")


def test_unknown_page_is_read_whole_without_scripts_and_hidden_parts() -> None:
    html = page(ARTICLE + "<script>Điều 9. x</script><div style='display:none'>Điều 8. ẩn</div>")
    assert [line.text for line in lines(html)] == ["Trang chủ Đăng nhập", "Điều 1. Phạm vi", "Quyết định này quy định."]


def test_looks_are_known() -> None:
    found = lines(
        "<html><body><p align='center'><b>NGHỊ QUYẾT</b></p><p><i>Căn cứ Luật A;</i></p>"
        "<p><b>Điều 1.</b> Một phần</p></body></html>"
    )
    assert [(line.bold, line.italic, line.centered) for line in found] == [
        (True, False, True),
        (False, True, False),
        (False, False, False),
    ]
    assert all(line.whole for line in found)


def test_line_breaks_end_lines_and_source_breaks_do_not() -> None:
    assert [line.text for line in lines("<html><body><p>Điều 1. Phạm\nvi<br>điều chỉnh</p></body></html>")] == [
        "Điều 1. Phạm vi",
        "điều chỉnh",
    ]


def test_cells_have_places_and_merged_cells_shift_their_neighbours() -> None:
    table = (
        "<table><tr><td rowspan='2'>TT</td><td colspan='2'>Cơ quan</td></tr><tr><td>chủ trì</td><td>phối hợp</td></tr>"
        "<tr><td>1</td><td>Sở A</td><td>Sở B</td></tr></table>"
    )
    found = lines(f"<html><body><p>Điều 1. Bảng</p>{table}</body></html>")
    assert {line.text: line.place for line in found if line.place} == {
        "TT": Place(0, 0, 0),
        "Cơ quan": Place(0, 0, 1),
        "chủ trì": Place(0, 1, 1),
        "phối hợp": Place(0, 1, 2),
        "1": Place(0, 2, 0),
        "Sở A": Place(0, 2, 1),
        "Sở B": Place(0, 2, 2),
    }


def test_table_that_lays_out_the_page_is_no_table() -> None:
    found = lines(f"<html><body><table><tr><td>{ARTICLE}</td></tr></table></body></html>")
    assert [line.place for line in found] == [None, None]


def test_ordered_lists_show_their_numbers() -> None:
    found = lines(
        "<html><body><p>Điều 1. A</p><ol start='3'><li>ba</li><li>bốn</li></ol>"
        "<ol type='a'><li>chữ</li></ol></body></html>"
    )
    assert [line.text for line in found][1:] == ["3. ba", "4. bốn", "a. chữ"]


def test_property_table_outside_the_law_is_declared() -> None:
    table = (
        "<table><tr><td><b>Số hiệu:</b></td><td>1/2025/QĐ-UBND</td><td>Người ký:</td><td><a>Trần Văn Mẫu</a></td></tr>"
        "<tr><td>Ngày hiệu lực:</td><td>Đã biết</td></tr></table>"
    )
    pages = read(page(table + f"<div data-vbpl-content-root='true'>{ARTICLE}</div>").encode(), name="trang.html")
    assert pages.declared == (("Số hiệu", "1/2025/QĐ-UBND"), ("Người ký", "Trần Văn Mẫu"))
    assert len(pages.lines) == 2


def test_sentences_of_sites_and_lost_breaks_are_mended() -> None:
    html = (
        "<html><body><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc</p><p>Điều 1. A</p>"
        "<p>FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN</p><p>(Đã ký)Trần Văn Mẫu</p></body></html>"
    )
    pages = read(html.encode(), name="trang.html")
    assert [line.text for line in pages.lines] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Điều 1. A",
        "(Đã ký)",
        "Trần Văn Mẫu",
    ]
    assert dict(pages.left_out)["trang web"] == len("FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN")
