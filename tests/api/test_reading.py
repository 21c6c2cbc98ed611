"""The text of the law as blocks: everything once, in order, nothing added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from api.reading import citing, layout, lines, outline, titles, units, wording
from api.reading.inline import Inline, Link
from api.reading.letter import letterhead
from corpus.address import Path
from corpus.model import Metadata
from corpus.text import Span
from tests.api import build


def spans(parts: Iterable[object]) -> Iterator[Span]:
    """Every stretch of text that the page prints, in the order of the page."""
    for part in parts:
        if isinstance(part, units.Unit):
            yield from (part.number, *((part.heading,) if part.heading else ()), *part.notes)
            yield from spans(part.content)
        elif isinstance(part, units.Table):
            for row in part.rows:
                yield row.unit.number
                if row.section:
                    yield from [row.unit.heading] if row.unit.heading else []
                else:
                    cells = [cell.span for cell in row.unit.provision.cells]
                    yield from sorted([*cells, *spans(row.unit.content)])
        else:
            yield from part.spans  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(build.plan()[0], id="plan with appendix"),
        pytest.param(build.decree()[0], id="decree with articles"),
        pytest.param(build.decision()[0], id="decision without headings"),
    ],
)
def test_every_character_is_on_the_page_once_and_in_order(made: build.Document) -> None:
    printed = [span.of(made.text) for span in spans(layout.parts(made)) if len(span)]

    assert "".join("".join(printed).split()) == "".join(made.text.split())


def test_provisions_nest_by_their_path() -> None:
    made, _ = build.plan()
    found = {str(part.path): part for part in layout.parts(made) if isinstance(part, units.Unit)}

    assert list(found) == ["muc-1", "muc-2", "phu-luc"]
    assert [str(unit.path) for unit in found["muc-1"].units] == ["muc-1.khoan-1", "muc-1.khoan-2"]


def test_rows_of_an_appendix_become_one_table_with_their_section() -> None:
    made, _ = build.plan()
    appendix = next(p for p in layout.parts(made) if isinstance(p, units.Unit) and str(p.path) == "phu-luc")
    table = next(part for part in appendix.content if isinstance(part, units.Table))

    assert table.columns == build.COLUMNS
    assert [(str(row.unit.path), row.section) for row in table.rows] == [
        ("phu-luc.muc-1", True),
        ("phu-luc.muc-1.dong-1", False),
        ("phu-luc.muc-1.dong-2", False),
    ]


def test_rows_numbered_below_a_row_follow_it_in_the_table() -> None:
    made = build.document(
        "ubnd-ha-tinh/2025/1-kh-ubnd",
        ("phu-luc", "PHỤ LỤC", "DANH MỤC"),
        ("phu-luc.dong-1", "1", "", "Nhóm việc", "Sở A", "Sở B", "Báo cáo", "2026"),
        ("phu-luc.dong-1.dong-1-1", "1.1", "", "Việc con", "Sở A", "", "", ""),
        ("phu-luc.dong-2", "2", "", "Việc khác", "Sở C", "", "", ""),
        kind="Kế hoạch",
        number="1/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Giả định",
    )
    appendix = layout.parts(made)[0]

    assert isinstance(appendix, units.Unit)
    table = appendix.content[0]
    assert isinstance(table, units.Table)
    assert [str(row.unit.path.last) for row in table.rows] == ["dong-1", "dong-1-1", "dong-2"]


def test_column_names_above_a_table_are_not_printed_twice() -> None:
    made = build.document(
        "ubnd-ha-tinh/2025/1-kh-ubnd",
        ("phu-luc", "PHỤ LỤC", "DANH MỤC", "TT\n" + "\n".join(build.COLUMNS)),
        ("phu-luc.dong-1", "1", "", "Tập huấn", "Sở A", "Sở B", "Báo cáo", "2026"),
        kind="Kế hoạch",
        number="1/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Giả định",
    )
    appendix = layout.parts(made)[0]

    assert isinstance(appendix, units.Unit)
    assert [part.kind for part in appendix.content] == ["table"]


def test_dashes_become_a_list_and_keep_their_dashes() -> None:
    made, _ = build.plan()
    section = next(p for p in layout.parts(made) if isinstance(p, units.Unit))
    clause = list(section.units)[1]

    assert [block.kind for block in clause.content] == ["p", "ul"]
    items = clause.content[1]
    assert isinstance(items, units.Items)
    assert [span.of(made.text) for span in items.spans] == ["- Rõ cơ quan chủ trì;", "- Rõ thời gian."]


def test_a_first_line_without_an_end_above_points_is_a_heading() -> None:
    made = build.document(
        "ubnd-ha-tinh/2025/1-kh-ubnd",
        ("muc-1", "I.", "NHIỆM VỤ"),
        ("muc-1.khoan-1", "1.", "", "Tạo đột phá trong thi hành pháp luật"),
        ("muc-1.khoan-1.diem-a", "a)", "", "Việc thứ nhất."),
        ("muc-1.khoan-2", "2.", "", "Một câu trọn vẹn."),
        kind="Kế hoạch",
        number="1/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Giả định",
    )
    section = layout.parts(made)[0]
    assert isinstance(section, units.Unit)
    first, second = section.units

    assert first.heading
    assert first.heading.of(made.text) == "Tạo đột phá trong thi hành pháp luật"
    assert second.heading is None


def test_articles_stand_under_their_chapter_in_the_outline() -> None:
    made, _ = build.decree(articles=2)
    entries = outline.outline(made.text, layout.parts(made))

    assert [(entry.href, entry.text) for entry in entries] == [
        ("#tieu-de", "Phần mở đầu"),
        ("#chuong-1", "Chương I. Quy định chung"),
    ]
    assert [child.text for child in entries[1].children] == [
        "Điều 1. Nội dung giả định thứ 1",
        "Điều 2. Nội dung giả định thứ 2",
    ]
    assert not entries[1].folded


def test_a_long_outline_folds_by_chapter() -> None:
    made, _ = build.decree(articles=60)

    assert outline.outline(made.text, layout.parts(made))[1].folded


def test_links_are_laid_over_escaped_text() -> None:
    text = "Theo <Điều 5> & Nghị định 80/2025/NĐ-CP."
    link = Link(Span(5, 13), "/vb/x#dieu-5", "gone", "chưa có")

    assert Inline(text, [link]).html(Span(0, len(text))) == (
        'Theo <a class="ref gone" href="/vb/x#dieu-5">&lt;Điều 5&gt;<span class="hide"> (chưa có)</span></a>'
        ' &amp; Nghị định <span class="k">80/2025/NĐ-CP</span>.'
    )


def test_of_links_that_overlap_the_longest_stays() -> None:
    text = "khoản 1 Điều 5"
    html = Inline(text, [Link(Span(8, 14), "#b"), Link(Span(0, 14), "#a")]).html(Span(0, 14))

    assert html == '<a class="ref" href="#a">khoản 1 Điều 5</a>'


def test_the_letterhead_is_sorted_to_both_sides() -> None:
    printed = [
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "-------- | Độc lập - Tự do - Hạnh phúc",
        "Số: 1/KH-UBND | Hà Tĩnh, ngày 05 tháng 02 năm 2025",
    ]
    text = "\n".join(printed)
    found = letterhead(text, tuple(lines.lines(text, Span(0, len(text)))))

    assert [span.of(text) for span in found.left] == ["ỦY BAN NHÂN DÂN", "Số: 1/KH-UBND"]
    assert [span.of(text) for span in found.right][-1] == "Hà Tĩnh, ngày 05 tháng 02 năm 2025"
    assert [span.of(text) for span in found.dated] == ["Hà Tĩnh, ngày 05 tháng 02 năm 2025"]


def test_a_torn_letterhead_is_sewn_together() -> None:
    printed = ["ỦY BAN NHÂN", "DÂN", "TỈNH GIẢ ĐỊNH", "CỘNG HÒA XÃ", "HỘI CHỦ NGHĨA VIỆT NAM", "Số:", "1/KH-UBND"]
    text = "\n".join(printed)
    found = letterhead(text, tuple(lines.lines(text, Span(0, len(text)))))

    assert [span.of(text).replace("\n", " ") for span in found.left] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH GIẢ ĐỊNH",
        "Số: 1/KH-UBND",
    ]
    assert [span.of(text).replace("\n", " ") for span in found.right] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


@pytest.mark.parametrize(
    ("path", "labels", "words"),
    [
        pytest.param("dieu-5.khoan-2.diem-dd", {}, "điểm đ khoản 2 Điều 5", id="inside out, đ restored"),
        pytest.param("muc-2.khoan-3", {"muc-2": "II.", "muc-2.khoan-3": "3."}, "khoản 3 Mục II", id="as printed"),
        pytest.param("khoan-1.khoan-1-1", {}, "khoản 1.1 khoản 1", id="decimal child"),
        pytest.param(
            "phu-luc.muc-1.dong-2", {"phu-luc": "PHỤ LỤC", "phu-luc.muc-1": "I"}, "dòng 2 Mục I Phụ lục", id="row"
        ),
        pytest.param("dieu-5a", {"dieu-5a": "Điều 5a."}, "Điều 5a", id="inserted article"),
        pytest.param(
            "kem-theo.dieu-6", {"kem-theo": "QUY ĐỊNH"}, "Điều 6 Quy định ban hành kèm theo", id="attached instrument"
        ),
        pytest.param("mau-3", {"mau-3": "Mẫu số 03"}, "Mẫu số 03", id="form"),
    ],
)
def test_addresses_in_words(path: str, labels: dict[str, str], words: str) -> None:
    known = {Path.parse(key): label for key, label in labels.items()}

    assert wording.place(Path.parse(path), known) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2025, 2, 5), "ngày 05 tháng 02 năm 2025", id="zeros before small days and months 1, 2"),
        pytest.param(date(2025, 8, 13), "ngày 13 tháng 8 năm 2025", id="no zero before month 8"),
    ],
)
def test_dates_as_the_decree_on_clerical_work_writes_them(day: date, words: str) -> None:
    assert wording.long_date(day) == words


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        pytest.param(
            "VỀ VIỆC THỰC HIỆN NGHỊ QUYẾT SỐ 45-CTR/TU CỦA BAN THƯỜNG VỤ TỈNH ỦY",
            "Về việc thực hiện Nghị quyết số 45-CTr/TU của Ban Thường vụ Tỉnh ủy",
            id="names and numbers keep their capitals",
        ),
        pytest.param(
            "BAN HÀNH QUY CHẾ CỦA UBND TỈNH HÀ TĨNH", "Ban hành quy chế của UBND tỉnh Hà Tĩnh", id="abbreviations"
        ),
        pytest.param("Về việc ban hành Quy chế", "Về việc ban hành Quy chế", id="mixed case stays as it is"),
        pytest.param(
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT GIẢ ĐỊNH",
            "Sửa đổi, bổ sung một số điều của Luật Giả định",
            id="the name of a law",
        ),
    ],
)
def test_titles_in_sentence_case(title: str, sentence: str) -> None:
    assert titles.sentence_case(title) == sentence


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        pytest.param("Luật", "ĐẤT ĐAI", "Luật Đất đai", id="law"),
        pytest.param("Bộ luật", "Bộ luật Hình sự", "Bộ luật Hình sự", id="kind in the title"),
        pytest.param(
            "Luật",
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT GIÁO DỤC",
            "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục",
            id="amending law",
        ),
        pytest.param("Nghị định", "Về công tác văn thư", "Về công tác văn thư", id="decree"),
    ],
)
def test_laws_are_shown_by_their_name(kind: str, title: str, shown: str) -> None:
    assert titles.title(Metadata(kind=kind, title=title)) == shown


def test_first_and_later_mention_of_a_provision() -> None:
    made, _ = build.plan()
    found = citing.citation(made.metadata, Path.parse("muc-2.khoan-1.diem-a"), wording.labels(made))

    assert found.first == (
        "điểm a khoản 1 Mục II Kế hoạch số 901/KH-UBND ngày 13 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Hà Tĩnh "
        "triển khai Nghị quyết số 904-NQ/TW của Bộ Chính trị (văn bản giả định)"
    )
    assert found.later == "điểm a khoản 1 Mục II Kế hoạch số 901/KH-UBND"


def test_a_law_is_cited_by_its_title() -> None:
    law = Metadata(number="905/2023/QH15", kind="Luật", issuer="Quốc hội", title="GIẢ ĐỊNH", issued=date(2023, 1, 3))

    assert citing.citation(law, Path.parse("dieu-4")).first == "Điều 4 Luật Giả định"
