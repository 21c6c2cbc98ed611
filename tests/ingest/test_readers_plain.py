"""Plain text and Markdown, among them saved pages of law sites."""

from __future__ import annotations

import pytest

from ingest.pages import Line, Place
from ingest.readers import read
from ingest.readers.cells import place_closed, place_opened
from ingest.readers.emphasis import unmark
from ingest.readers.encodings import decode
from ingest.readers.lines import Raw

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"


def texts(data: str, name: str = "van-ban.txt") -> list[str]:
    return [line.text for line in read(data.encode(), name=name).lines]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(["**Điều 1.** Phạm vi"], [("Điều 1. Phạm vi", False, False)], id="only a part is bold"),
        pytest.param(["**QUYẾT ĐỊNH**"], [("QUYẾT ĐỊNH", True, False)], id="all bold"),
        pytest.param(
            ["**Điều 1.** Ban hành danh mục **theo Quyết định này.", "Điều 2.** Hiệu lực"],
            [("Điều 1. Ban hành danh mục theo Quyết định này.", False, False), ("Điều 2. Hiệu lực", False, False)],
            id="an open mark glues no unit to the line before",
        ),
        pytest.param(["*Căn cứ Luật A;*"], [("Căn cứ Luật A;", False, True)], id="italic"),
        pytest.param(
            ["*Căn", "cứ Luật A ngày", "16/6/2025;*"],
            [("Căn cứ Luật A ngày 16/6/2025;", False, True)],
            id="emphasis over lines",
        ),
        pytest.param(
            ["**Điều", "1.** Công bố"], [("Điều 1. Công bố", False, False)], id="a label broken inside its emphasis"
        ),
        pytest.param(
            ["**KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH**"],
            [("KT. CHỦ TỊCH", True, False), ("PHÓ CHỦ TỊCH", True, False)],
            id="a signature",
        ),
        pytest.param([r"1\. Nghị định này"], [("1. Nghị định này", False, False)], id="escapes"),
        pytest.param(["## Chương I"], [("Chương I", True, False)], id="heading"),
        pytest.param(["- a) Đăng ký"], [("a) Đăng ký", False, False)], id="list mark before a letter"),
        pytest.param(["- Như Điều 3;"], [("- Như Điều 3;", False, False)], id="a dash of the text stays"),
        pytest.param(
            ["Mức thu (*) và 2 * 3"], [("Mức thu (*) và 2 * 3", False, False)], id="asterisks of the text stay"
        ),
        pytest.param(["** **"], [("", False, False)], id="empty emphasis"),
        pytest.param(["xem [Luật A](https://example.org/a)"], [("xem Luật A", False, False)], id="link"),
    ],
)
def test_markdown_marks_become_looks(block: list[str], expected: list[tuple[str, bool, bool]]) -> None:
    assert [(raw.text, raw.bold, raw.italic) for raw in unmark(block)] == expected


def test_separated_paragraphs_of_wrapped_markdown_are_whole_lines() -> None:
    wrapped = HEAD + "\nĐiều 1. Quyết định này quy định việc\nthử nghiệm kho văn bản.\n\nĐiều 2. Hiệu lực\n" * 3
    lines = read(wrapped.encode(), name="a.md").lines
    assert lines[2].text == "Điều 1. Quyết định này quy định việc thử nghiệm kho văn bản."
    assert lines[2].whole


def test_wrapped_text_without_blank_lines_stays_in_lines() -> None:
    assert texts(HEAD + "Điều 1. Quyết định này\nquy định\n")[1:] == ["Điều 1. Quyết định này", "quy định"]


def bars(text: str) -> list[Raw]:
    """Raw lines of a test table: `|` a bar, `.` a blank line."""
    return [Raw("", bar=1) if line == "|" else Raw("" if line == "." else line) for line in text.split("\n")]


def placed(lines: list[Line]) -> list[tuple[int, int, str]]:
    return [(line.place.row, line.place.column, line.text) for line in lines if line.place]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "|\nTT\n|\nViệc\n|\nCơ quan\n|\n|\n1\n|\nLập kế hoạch\n|\nSở A\n|\n|\n2\n|\nThi hành\n|\nSở B\n|\n.",
            [
                (0, 0, "TT"),
                (0, 1, "Việc"),
                (0, 2, "Cơ quan"),
                (1, 0, "1"),
                (1, 1, "Lập kế hoạch"),
                (1, 2, "Sở A"),
                (2, 0, "2"),
                (2, 1, "Thi hành"),
                (2, 2, "Sở B"),
            ],
            id="full rows",
        ),
        pytest.param(
            "|\nTT\n|\nViệc\n|\nCơ quan\n|\n"
            "Ghi chú\n|\n|\n1\n|\nLập\n|\n|\nx\n|\n|\n2\n|\nThi hành\n|\nSở B\n|\ny\n|\n.",
            [
                (0, 0, "TT"),
                (0, 1, "Việc"),
                (0, 2, "Cơ quan"),
                (0, 3, "Ghi chú"),
                (1, 0, "1"),
                (1, 1, "Lập"),
                (1, 3, "x"),
                (2, 0, "2"),
                (2, 1, "Thi hành"),
                (2, 2, "Sở B"),
                (2, 3, "y"),
            ],
            id="an empty cell is no border of rows",
        ),
        pytest.param(
            "|\nTT\n|\nViệc\n|\nCơ quan\n|\n|\nI\n|\nLĩnh vực đất đai\n"
            "|\n|\n1\n|\nLập\n|\nSở A\n|\n|\n2\n|\nThi\n|\nSở B\n|\n.",
            [
                (0, 0, "TT"),
                (0, 1, "Việc"),
                (0, 2, "Cơ quan"),
                (1, 0, "I"),
                (1, 1, "Lĩnh vực đất đai"),
                (2, 0, "1"),
                (2, 1, "Lập"),
                (2, 2, "Sở A"),
                (3, 0, "2"),
                (3, 1, "Thi"),
                (3, 2, "Sở B"),
            ],
            id="a merged row",
        ),
        pytest.param(
            "|\nỦY BAN NHÂN DÂN\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n"
            "|\n|\nSố: 1/QĐ-UBND\n|\nHà Tĩnh, ngày 1\n|\nQUYẾT ĐỊNH",
            [
                (0, 0, "ỦY BAN NHÂN DÂN"),
                (0, 1, "CỘNG HÒA XÃ HỘI"),
                (0, 1, "CHỦ NGHĨA VIỆT NAM"),
                (1, 0, "Số: 1/QĐ-UBND"),
                (1, 1, "Hà Tĩnh, ngày 1"),
            ],
            id="a letterhead ends before the title",
        ),
    ],
)
def test_rows_opened_by_bars_find_their_places(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert placed(list(place_opened(bars(text)))) == expected


def test_text_between_tables_has_no_place() -> None:
    lines = list(
        place_opened(
            bars("|\nNơi nhận:\n|\nKT. CHỦ TỊCH\n|\nPHỤ LỤC\nDanh mục việc\n|\nTT\n|\nViệc\n|\n|\n1\n|\nLập\n|\n.")
        )
    )
    assert [line.text for line in lines if line.place is None and line.text] == ["PHỤ LỤC", "Danh mục việc"]
    assert {line.place.table for line in lines if line.place} == {0, 1}


def test_copied_cells_find_rows_by_the_numbering_column() -> None:
    rows = [
        "TT",
        "Việc",
        "Cơ quan",
        "I",
        "Đất đai",
        "|",
        "1",
        "Lập kế hoạch",
        "Sở A",
        "2",
        "Thi hành",
        "",
        "3",
        "Báo cáo",
        "Sở B",
    ]
    raws = [Raw("" if text == "|" else text, bar=1) for text in rows]
    assert placed(list(place_closed(raws)))[-3:] == [(4, 0, "3"), (4, 1, "Báo cáo"), (4, 2, "Sở B")]


SAVED_PAGE = """|
|
Bản dịch này thuộc quyền sở hữu của **
TRANG LUẬT**. Mọi hành vi sao chép là vi phạm.
Đang tải văn bản...
#
**Số hiệu:**
|
84/2025/QĐ-UBND
|
|
**Loại văn bản:**
|
Quyết định
|
**Người ký:**
|
Trần Văn Mẫu
|
|
**
Ngày hiệu lực:**
|
Đã biết
|
|
**Tình trạng:**
|
Đã biết
|
|
**ỦY BAN NHÂN DÂN **
TỈNH HÀ TĨNH
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
|
|
Số: 84/2025/QĐ-UBND
|
*Hà Tĩnh, ngày 02 tháng 12 năm 2025*
|
**QUYẾT ĐỊNH**
**Điều 1.** Bãi bỏ Quyết định số 10/2016/QĐ-UBND.
Quyết định 84/2025/QĐ-UBND bãi bỏ Quyết định 10/2016/QĐ-UBND
Văn bản này chưa cập nhật nội dung Tiếng Anh
Quyết định 84/2025/QĐ-UBND ngày 02/12/2025
## Văn bản liên quan
Điều 3. Thông báo của trang
"""


def test_saved_page_gives_its_properties_and_nothing_but_the_law() -> None:
    pages = read(SAVED_PAGE.encode(), name="84.md")
    assert pages.declared == (
        ("Số hiệu", "84/2025/QĐ-UBND"),
        ("Loại văn bản", "Quyết định"),
        ("Người ký", "Trần Văn Mẫu"),
    )
    shown = [line.text for line in pages.lines if line.text]
    assert shown[0] == "ỦY BAN NHÂN DÂN"
    assert shown[-1] == "Điều 1. Bãi bỏ Quyết định số 10/2016/QĐ-UBND."
    assert dict(pages.left_out)["trang web"] > 100


def test_copied_page_gives_its_properties() -> None:
    page = (
        "Kế hoạch 4/KH-UBND năm 2025\nSố hiệu | 4/KH-UBND |\nNgày ban hành | 13/08/2025 |\nNgười ký | Trần Văn Mẫu |\n"
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\nSố: 4/KH-UBND |\n"
        "Hà Tĩnh, ngày 13 tháng 8 năm 2025 |\nKẾ HOẠCH\n"
    )
    pages = read(page.encode(), name="4.txt")
    assert pages.declared == (("Số hiệu", "4/KH-UBND"), ("Ngày ban hành", "13/08/2025"), ("Người ký", "Trần Văn Mẫu"))
    assert [line.place for line in pages.lines] == [
        *(Place(0, 0, 0), Place(0, 0, 1), Place(0, 0, 1), Place(0, 1, 0), Place(0, 1, 1)),
        None,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert (
        decode("Điều 1. Phạm vi điều chỉnh của văn bản\n".encode(encoding))[0].strip()
        == "Điều 1. Phạm vi điều chỉnh của văn bản"
    )


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    text, problems = decode("Điều 1. Phạm vi. ".encode() * 200 + b"\xff")
    assert text.startswith("Điều 1.")
    assert [problem.code for problem in problems] == ["bad-bytes"]


def test_plain_text_under_the_name_of_markdown_keeps_its_lines() -> None:
    told = f"{HEAD}\nQUYẾT ĐỊNH\n\nĐiều 1. Phạm vi\n1. Việc thứ nhất.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    assert texts(told, "van-ban.md") == texts(told)
    assert "Điều 2. Hiệu lực" in texts(told, "van-ban.md")


def test_citation_at_the_start_of_a_wrapped_line_begins_no_paragraph() -> None:
    told = f"{HEAD}\nĐiều 1. Việc này làm theo quy định tại\nĐiều 5. Việc khác làm sau.\n\nĐiều 2. Từ ngày\nký.\n\nX.\n"
    assert "Điều 1. Việc này làm theo quy định tại Điều 5. Việc khác làm sau." in texts(told, "van-ban.md")
