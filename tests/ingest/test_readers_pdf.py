"""PDF: order, columns, tables, paragraphs, footnotes, running heads, turned pages."""

from __future__ import annotations

from ingest.pages import Line, Place
from ingest.readers import pdf
from tests.ingest.making import Piece, Stroke
from tests.ingest.making import pdf as made

SIZE = 10.0
LEFT, RIGHT = 60.0, 535.0
FILL = "văn bản này được lập ra để thử việc đọc một trang in có hai lề"  # 62 letters of 5 points


WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy")


def row(y: float, text: str, x: float = LEFT, size: float = SIZE) -> Piece:
    return (x, y, size, text)


def body(top: float, rows: int) -> list[Piece]:
    """A paragraph that fills its rows from margin to margin; no two rows are alike."""
    return [
        row(top - 14 * n, (f"dòng {WORDS[n]} ở {WORDS[int(top) % 7]} " + FILL + " " + FILL)[:95]) for n in range(rows)
    ]


def read(*pages: tuple[list[Piece], list[Stroke]], turned: bool = False) -> tuple[Line, ...]:
    return pdf.read(made(pages, turned=turned)).lines


def test_letterhead_is_read_left_cell_then_right_cell() -> None:
    pieces = [
        row(800, "ỦY BAN NHÂN DÂN"),
        row(800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 330),
        row(786, "Số: 1/QĐ-UBND"),
        row(786, "Hà Tĩnh, ngày 5 tháng 9 năm 2025", 340),
        row(750, "QUYẾT ĐỊNH", 270),
        *body(720, 4),
    ]
    lines = read((pieces, []))
    assert [(line.text, line.place) for line in lines[:5]] == [
        ("ỦY BAN NHÂN DÂN", Place(0, 0, 0)),
        ("Số: 1/QĐ-UBND", Place(0, 0, 0)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Place(0, 0, 1)),
        ("Hà Tĩnh, ngày 5 tháng 9 năm 2025", Place(0, 0, 1)),
        ("QUYẾT ĐỊNH", None),
    ]
    assert lines[4].centered


def test_paragraphs_are_joined_and_end_at_a_short_row_or_an_indent() -> None:
    pieces = [
        *body(800, 2),
        row(772, "hết đoạn."),
        row(758, "Đoạn hai không thụt."),
        row(744, (FILL + " và đủ chữ cho đến tận lề bên phải")[:89], LEFT + 30),
        row(730, "rồi hết."),
    ]
    lines = read((pieces, []))
    assert [line.text.split()[-1] for line in lines] == ["đoạn.", "thụt.", "hết."]
    assert all(line.whole for line in lines)


def test_paragraph_goes_on_over_a_page_and_keeps_its_first_page() -> None:
    lines = read((body(800, 3), []), ([row(800, "cuối đoạn sang trang."), *body(740, 3)], []))
    assert lines[0].text.endswith("cuối đoạn sang trang.")
    assert [line.page for line in lines] == [1, 2]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        ([row(820, f"CÔNG BÁO/Số 12/Ngày 0{n}-4-2026"), *body(790, 4), row(40, str(n), 290)], []) for n in (1, 2, 3)
    ]
    result = pdf.read(made(pages))
    assert not any("SỐ TAY" in line.text or line.text.isdigit() for line in result.lines)
    assert dict(result.left_out)["đầu trang, cuối trang"] > 60


def test_titles_of_forms_are_no_running_heads() -> None:
    pages = [
        ([row(820, "CÔNG BÁO/Số 12"), row(800, f"Mẫu số 0{n}. Ban hành kèm theo Thông tư 9"), *body(770 - n, 5)], [])
        for n in (1, 2, 3)
    ]
    texts = [line.text for line in pdf.read(made(pages)).lines]
    assert [text[:9] for text in texts if text.startswith("Mẫu")] == ["Mẫu số 01", "Mẫu số 02", "Mẫu số 03"]


def test_the_same_end_of_many_footnotes_is_no_running_foot() -> None:
    pages = [
        (
            [
                *body(790 - 20 * n, 6),
                row(66, f"{n} Khoản {WORDS[n]} được bãi bỏ {FILL}"),
                row(54, "theo Luật số 9 đã nêu."),
            ],
            [],
        )
        for n in (1, 2, 3)
    ]
    text = " ".join(line.text for line in pdf.read(made(pages)).lines)
    assert text.count("theo Luật số 9 đã nêu.") == 3


def grid(columns: list[float], rows: list[float]) -> list[Stroke]:
    upright = [(x, rows[0], x, rows[-1]) for x in columns]
    return upright + [(columns[0], y, columns[-1], y) for y in rows]


def test_ruled_table_has_places() -> None:
    columns = [60.0, 100.0, 300.0, 535.0]
    heads = [row(788, "TT", 65), row(788, "Việc", 110), row(788, "Cơ quan", 310)]
    first = [row(768, "1", 65), row(768, "Lập", 110), row(768, "Sở A", 310)]
    lines = read(([*heads, *first, *body(700, 4)], grid(columns, [800.0, 780.0, 760.0])))
    assert [(line.text, line.place) for line in lines if line.place] == [
        ("TT", Place(0, 0, 0)),
        ("Việc", Place(0, 0, 1)),
        ("Cơ quan", Place(0, 0, 2)),
        ("1", Place(0, 1, 0)),
        ("Lập", Place(0, 1, 1)),
        ("Sở A", Place(0, 1, 2)),
    ]


def test_merged_cell_goes_by_its_first_place() -> None:
    strokes = [
        *((x, 800.0, x, 760.0) for x in (60.0, 535.0)),
        (100.0, 780.0, 100.0, 760.0),  # the upper row is one cell
        *((60.0, y, 535.0, y) for y in (800.0, 780.0, 760.0)),
    ]
    lines = read(([row(788, "I. Đất đai", 200), row(768, "1", 65), row(768, "Lập", 110), *body(700, 4)], strokes))
    assert [(line.text, line.place) for line in lines if line.place] == [
        ("I. Đất đai", Place(0, 0, 0)),
        ("1", Place(0, 1, 0)),
        ("Lập", Place(0, 1, 1)),
    ]


def test_table_across_pages_is_one_without_its_repeated_heads() -> None:
    columns = [60.0, 100.0, 535.0]
    heads = [row(788, "TT", 65), row(788, "Việc", 110)]
    strokes = grid(columns, [800.0, 780.0, 760.0])
    pages = [([*heads, row(768, str(n), 65), row(768, FILL, 110)], strokes) for n in (1, 2)]
    lines = read(*pages)
    assert [(line.text, line.place) for line in lines if line.place and line.place.column == 0] == [
        ("TT", Place(0, 0, 0)),
        ("1", Place(0, 1, 0)),
        ("2", Place(0, 2, 0)),
    ]


def test_footnotes_are_set_apart_and_their_marks_kept() -> None:
    raised = (LEFT + 95 * 5, 804.0, 6.0, "1")
    note = [(LEFT, 63.0, 5.0, "1"), row(60, "Khoản này được sửa đổi theo Luật A.", LEFT + 5, 8.0)]
    lines = read(([*body(800, 1), raised, *body(786, 5), *note], []))
    assert "[1]" in lines[0].text
    assert (lines[-1].text, lines[-1].footnote) == ("[1] Khoản này được sửa đổi theo Luật A.", True)


def test_page_with_text_running_upwards_is_turned() -> None:
    pieces = [row(560, FILL, 100), row(546, "thứ nhất hết.", 100), row(500, FILL, 100)]
    lines = read((pieces, []), turned=True)
    assert [line.text for line in lines] == [f"{FILL}", "thứ nhất hết.", FILL]
