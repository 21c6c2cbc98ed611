"""Tables that a saved page tore into bars and lines, from the bars to the provisions. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.model import Document, Source
from ingest.readers import read
from ingest.readers.cells import place_opened
from ingest.readers.lines import Raw
from ingest.structure import structure

HEAD = """
**Số: 77/QĐ-UBND**
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Tĩnh, ngày 01 tháng 02 năm 2025
QUYẾT ĐỊNH
Về việc giả định
Điều 1. Ban hành kèm theo Quyết định này Danh mục.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Người Ký Giả
**PHỤ LỤC**
DANH MỤC VIỆC GIẢ ĐỊNH
(Kèm theo Quyết định số 77/QĐ-UBND)
"""


def table(*rows: str) -> str:
    """Rows of cells as a saved page writes them: a bar opens a row, a bar closes each cell; `_` is an empty cell."""
    lines: list[str] = []
    for row in rows:
        lines.append("|")
        for cell in row.split(" | "):
            lines += ([] if cell == "_" else [cell]) + ["|"]
    return "\n".join(lines)


def document(appendix: str) -> Document:
    data = (HEAD + appendix + "\n").encode()
    return structure(read(data, name="danh-muc.md"), source=Source("danh-muc.md", "0" * 64, "text/markdown"))


def below(appendix: str) -> str:
    return " ".join(str(p.path)[8:] for p in document(appendix).provisions if str(p.path).startswith("phu-luc."))


NARROW = table("**STT** | **Việc**", *(f"{n} | Việc giả định thứ {n} của bảng" for n in range(1, 9)))
EMPTY = table(
    "**STT** | **Nơi** | **A** | **B** | **C** | **D**", *(f"{n} | Xã số {n} | {n} | _ | _ | _" for n in range(1, 6))
)
SECTIONS = table(
    "**STT** | **Việc** | **Cơ quan**", "**I** | **LĨNH VỰC MỘT**", "1 | Lập | Sở A", "2 | Thi hành | Sở B",
    "**II** | **LĨNH VỰC HAI**", "1 | Báo cáo | Sở C", "2 | Tổng kết | Sở D",
)  # fmt: skip
RUNNING_ON = SECTIONS.replace("\n1\n|\nBáo", "\n3\n|\nBáo").replace("\n2\n|\nTổng", "\n4\n|\nTổng")
GRADES = table(
    "**TT** | **Nơi** | **Dài** | **Cấp**", "1 | Xã A | 900 | IV", "IV | Tổng | 950 | _", "2 | Xã B | 800 | IV",
    "3 | Xã C | 700 | V",
)  # fmt: skip
AXES = table(
    "**TT** | **Mốc** | **Tọa độ**", "**X** | **Y**", "1 | M1 | 12 | 34", "2 | M2 | 56 | 78", "3 | M3 | 9 | 10"
)
DECIMALS = table(
    "**TT** | **Khoản thu** | **Mức** | **Ghi chú**", "**1** | **Ăn uống** | ** ** | ** **", "1.1 | Bữa sáng | _ | _",
    "1.1.1 | Nhà trẻ | 20.000 | ** **", "1.1.2 | Mầm non | 35.000 | _", "1.2 | Bữa trưa | 9.000 | _",
    "2 | Đưa đón | 10.000 | _",
)  # fmt: skip
TWO_LISTS = (
    "**A. DANH MỤC MỘT**\n" + table("**TT** | **Việc** | **Nơi**", "1 | Lập | Sở A", "2 | Thi hành | Như trên")
    + "\n**B. DANH MỤC HAI**\n" + table("**TT** | **Việc** | **Nơi**", "1 | Báo cáo | Sở B")
)  # fmt: skip


@pytest.mark.parametrize(
    ("appendix", "expected"),
    [
        pytest.param(NARROW, [f"dong-{n}" for n in range(1, 9)], id="two columns"),
        pytest.param(EMPTY, [f"dong-{n}" for n in range(1, 6)], id="rows that end in empty cells"),
        pytest.param(
            SECTIONS,
            ["muc-1", "muc-1.dong-1", "muc-1.dong-2", "muc-2", "muc-2.dong-1", "muc-2.dong-2"],
            id="sections in rows of their own",
        ),
        pytest.param(
            RUNNING_ON,
            ["muc-1", "muc-1.dong-1", "muc-1.dong-2", "muc-2", "muc-2.dong-3", "muc-2.dong-4"],
            id="numbers run on through the sections",
        ),
        pytest.param(GRADES, ["dong-1", "dong-2", "dong-3"], id="a grade is no section"),
        pytest.param(AXES, ["dong-1", "dong-2", "dong-3"], id="a column called X is no section"),
        pytest.param(
            DECIMALS,
            [
                *("dong-1", "dong-1.dong-1-1", "dong-1.dong-1-1.dong-1-1-1", "dong-1.dong-1-1.dong-1-1-2"),
                *("dong-1.dong-1-2", "dong-2"),
            ],
            id="decimal numbers",
        ),
        pytest.param(
            TWO_LISTS,
            ["phan-a", "phan-a.dong-1", "phan-a.dong-2", "phan-b", "phan-b.dong-1"],
            id="a heading right before the head of a table",
        ),
    ],
)  # fmt: skip
def test_rows_of_torn_tables_are_provisions(appendix: str, expected: list[str]) -> None:
    assert below(appendix).split() == expected


def test_sections_of_a_table_stand_beside_the_heading_above_it() -> None:
    rows = table("**TT** | **Việc** | **Nơi**", "1 | Lập | Sở A", "**II** | **VIỆC THỨ HAI**", "1 | Báo cáo | Sở B")
    assert below("**I. VIỆC THỨ NHẤT**\n" + rows).split() == ["muc-1", "muc-1.dong-1", "muc-2", "muc-2.dong-1"]


def test_a_letter_below_a_part_is_a_part() -> None:
    expected = ["phan-1", "phan-1.phan-a", "phan-1.phan-a.dong-1"]
    appendix = "**Phần I. DANH MỤC**\n**A. CẤP TỈNH**\n" + table("**TT** | **Việc** | **Nơi**", "1 | Lập | Sở A")
    assert below(appendix).split() == expected


def test_cells_of_a_row_keep_their_columns() -> None:
    row = next(p for p in document(DECIMALS).provisions if str(p.path).endswith("dong-1-1-2"))
    assert [cell.column for cell in row.cells] == ["Khoản thu", "Mức"]


def test_a_row_beside_a_cell_that_spans_rows_stands_at_the_right() -> None:
    text = table("STT | Đối tượng | Lần | Mẫu", "1 | Ao nuôi | hai lần | 15", "một lần | 4", "2 | Sông | hai lần | 7")
    raws = [Raw("", bar=1) if line == "|" else Raw(line) for line in text.split("\n")]
    placed = {line.text: line.place.column for line in place_opened(raws) if line.place}
    assert (placed["một lần"], placed["4"]) == (2, 3)


def test_the_body_of_a_letter_between_its_two_frames_is_no_cell() -> None:
    text = (
        table(
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI", "Số: 5/UBND | Hà Tĩnh, ngày 1 tháng 2 năm 2025", "Kính gửi: | - Sở A"
        )
        + "\nThực hiện ý kiến giả định, Ủy ban yêu cầu:\n1. Sở A lập kế hoạch.\n2. Sở B báo cáo.\n"
        + table("Nơi nhận: | KT. CHỦ TỊCH", "- Như trên; | Người Ký Giả")
    )
    raws = [Raw("", bar=1) if line == "|" else Raw(line) for line in text.split("\n")]
    assert [line.text for line in place_opened(raws) if line.place is None][1:] == [
        "1. Sở A lập kế hoạch.",
        "2. Sở B báo cáo.",
    ]
