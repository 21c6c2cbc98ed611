"""DOCX: Word's automatic numbers, tables, tracked changes, footnotes, text boxes."""

from __future__ import annotations

import pytest

from ingest.pages import Line, Place
from ingest.readers import docx
from ingest.readers.numerals import numeral
from tests.ingest import making


def lines(body: str, **parts: str) -> tuple[Line, ...]:
    return docx.read(making.docx(body, **parts)).lines


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in lines(body, **parts)]


LEVELS = (
    making.level(0, "decimal", "Điều %1.")
    + making.level(1, "decimal", "%2.")
    + making.level(2, "lowerLetter", "%3)")
    + making.level(3, "decimal", "%1.%2.")
)


def test_automatic_numbers_are_text() -> None:
    levels = (0, 1, 1, 2, 2, 1, 0, 1, 2)
    body = "".join(making.numbered("x", level=level) for level in levels)
    assert texts(body, numbering=making.numbering(LEVELS)) == [
        *("Điều 1. x", "1. x", "2. x", "a) x", "b) x", "3. x", "Điều 2. x", "1. x", "a) x"),
    ]


def test_lists_of_one_definition_count_on_and_an_override_starts_again() -> None:
    body = (
        making.numbered("a")
        + making.numbered("b", list_id=2)
        + making.numbered("c", list_id=3)
        + making.numbered("d", list_id=3)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    assert texts(body, numbering=making.numbering(LEVELS, override=override, lists=3)) == [
        *("Điều 1. a", "Điều 2. b", "Điều 7. c", "Điều 8. d"),
    ]


def test_style_numbers_its_paragraphs() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    body = making.paragraph("Phạm vi", properties='<w:pStyle w:val="Dieu"/>')
    (line,) = lines(body, numbering=making.numbering(LEVELS), styles=style)
    assert (line.text, line.bold) == ("Điều 1. Phạm vi", True)


def test_bullets_become_dashes() -> None:
    assert texts(making.numbered("việc"), numbering=making.numbering(making.level(0, "bullet", "\uf0b7"))) == ["- việc"]


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        pytest.param(4, "lowerLetter", "d", id="Word's alphabet has no đ"),
        pytest.param(27, "lowerLetter", "aa", id="after z"),
        pytest.param(14, "upperRoman", "XIV", id="Roman"),
        pytest.param(3, "decimalZero", "03", id="with a zero"),
        pytest.param(5, "none", "", id="none"),
    ],
)
def test_number_formats(number: int, kind: str, expected: str) -> None:
    assert numeral(number, kind) == expected


def test_tracked_changes_are_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">mức </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>"
    )
    assert texts(body) == ["mức 20"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{making.paragraph(text)}</w:tc>"


def test_cells_have_places_and_merged_cells_are_read_once() -> None:
    body = (
        "<w:tbl><w:tr>" + cell("TT") + cell("Cơ quan", '<w:gridSpan w:val="2"/>') + "</w:tr><w:tr>"
        + cell("1", '<w:vMerge w:val="restart"/>') + cell("Sở A") + cell("Sở B") + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>") + cell("Sở C") + cell("Sở D") + "</w:tr></w:tbl>"
    )  # fmt: skip
    assert [(line.text, line.place) for line in lines(body)] == [
        ("TT", Place(0, 0, 0)),
        ("Cơ quan", Place(0, 0, 1)),
        ("1", Place(0, 1, 0)),
        ("Sở A", Place(0, 1, 1)),
        ("Sở B", Place(0, 1, 2)),
        ("Sở C", Place(0, 2, 1)),
        ("Sở D", Place(0, 2, 2)),
    ]


def test_footnotes_come_last_with_their_marks() -> None:
    body = '<w:p><w:r><w:t>Điều 5</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{making.paragraph("Được sửa đổi theo Luật A.")}</w:footnote>'
    assert [(line.text, line.footnote) for line in lines(body, footnotes=notes)] == [
        ("Điều 5[1]", False),
        ("[1] Được sửa đổi theo Luật A.", True),
    ]


def test_notes_at_the_end_are_read_like_those_at_the_foot() -> None:
    body = (
        '<w:p><w:r><w:t>Điều 5</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:r><w:t> và Điều 6</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    foot = f'<w:footnote w:id="2">{making.paragraph("Ở chân trang.")}</w:footnote>'
    end = f'<w:endnote w:id="2">{making.paragraph("Ở cuối.")}</w:endnote>'
    found = [line.text for line in lines(body, footnotes=foot, endnotes=end)]
    assert found == ["Điều 5[1] và Điều 6[2]", "[1] Ở cuối.", "[2] Ở chân trang."]


def test_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{making.paragraph('Số: 1/QĐ-UBND')}</w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert [text for text in texts(f"<w:p><w:r>{alternate}</w:r></w:p>") if text] == ["Số: 1/QĐ-UBND"]


def test_line_breaks_capitals_hidden_text_and_looks() -> None:
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:r><w:rPr><w:b/><w:caps/></w:rPr><w:t>nghị quyết</w:t><w:br/><w:t>về việc</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert [(line.text, line.bold, line.centered) for line in lines(body)] == [
        ("NGHỊ QUYẾT", True, True),
        ("VỀ VIỆC", True, True),
    ]
