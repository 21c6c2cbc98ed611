"""Old encodings: told by the evidence of words or by fonts, converted to the same text, never where text is right."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import UnsupportedSource
from corpus.text import nfc
from ingest.readers import docx, html, legacy, read
from ingest.readers.encodings import decode
from ingest.readers.syllables import is_syllable, share_of_syllables
from tests.ingest import making
from tests.ingest.old_letters import TEXT, tcvn3, viscii, vni

DATA = Path(__file__).parents[3] / "shared" / "data"
MOJIBAKE = TEXT.encode().decode("latin-1")
TWICE = MOJIBAKE.encode().decode("latin-1")
WINDOWS = "".join(map(legacy.as_shown, TEXT.encode()))


def same(text: str) -> list[str]:
    return [nfc(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(tcvn3().encode("latin-1"), "TCVN3", id="TCVN3"),
        pytest.param(vni().encode("latin-1"), "VNI", id="VNI"),
        pytest.param(viscii().encode("latin-1"), "VISCII", id="VISCII"),
        pytest.param(TEXT.encode("utf-16-le"), "", id="UTF-16 without a mark"),
        pytest.param(TEXT.encode("utf-16"), "", id="UTF-16 with a mark"),
    ],
)
def test_bytes_of_an_old_encoding_are_read(data: bytes, name: str) -> None:
    text, problems = decode(data)
    assert same(text) == same(TEXT)
    assert [(problem.code, name in problem.message) for problem in problems] == (
        [("legacy-encoding", True)] if name else []
    )


def windows_1258(text: str) -> bytes:
    """Windows-1258 keeps a letter with its shape, then the tone as a mark of its own."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            plain, *marks = unicodedata.normalize("NFD", letter)
            shape = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
            tone = "".join(mark for mark in marks if mark not in "\u0302\u0306\u031b")
            out += nfc(plain + shape).encode("cp1258") + tone.encode("cp1258")
    return out


def test_windows_1258_is_read() -> None:
    text, problems = decode(windows_1258(TEXT))
    assert same(text) == same(TEXT)
    assert "1258" in problems[0].message


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(tcvn3(), id="TCVN3"),
        pytest.param(vni(), id="VNI"),
        pytest.param(viscii(), id="VISCII"),
        pytest.param(MOJIBAKE, id="UTF-8 read as Latin-1"),
        pytest.param(WINDOWS, id="UTF-8 read as Windows-1252"),
        pytest.param(TWICE, id="UTF-8 read as Latin-1 twice"),
    ],
)
def test_old_letters_inside_unicode_are_read(shown: str) -> None:
    text, problems = decode(shown.encode())
    assert same(text) == same(TEXT)
    assert [problem.code for problem in problems] == ["legacy-encoding"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="Vietnamese"),
        pytest.param(unicodedata.normalize("NFD", TEXT), id="Vietnamese, marks apart"),
        pytest.param("Le présent décret entre en vigueur à la date prévue par l’arrêté. " * 5, id="French"),
        pytest.param("This Decree takes effect on the date of signing. " * 20, id="English"),
        pytest.param(f"{TEXT}\nTrích: “§iÒu 1. NghÞ ®Þnh”", id="a quotation of a broken line"),
        pytest.param("STT\t1\t2\n°C; m²; 50 µg/m³; § 5\n" * 20, id="signs of measures"),
    ],
)
def test_text_that_is_right_is_not_touched(text: str) -> None:
    assert legacy.converted(text) == (text, ())


@pytest.mark.skipif(not DATA.is_dir() and not os.environ.get("CI"), reason="the shared documents are not here")
def test_no_real_text_in_unicode_is_touched() -> None:
    if not DATA.is_dir():
        pytest.skip("the shared documents are not here")
    files = [file for file in sorted(DATA.rglob("*")) if file.suffix in (".txt", ".md", ".html")]
    assert files
    touched = [file.name for file in files if legacy.converted(file.read_text("utf-8"))[1]]
    assert touched == []


def test_bytes_that_are_no_text_of_vietnam_are_refused() -> None:
    with pytest.raises(UnsupportedSource, match=r"không nhận ra được bảng mã.*UTF-8"):
        decode("Τὸ παρὸν διάταγμα ἰσχύει ἀπὸ τῆς ὑπογραφῆς αὐτοῦ. ".encode("cp1253", "ignore") * 9)


def test_word_text_in_an_old_font_is_converted_run_by_run() -> None:
    body = "".join(making.paragraph(tcvn3(line), run='<w:rFonts w:ascii=".VnTime"/>') for line in TEXT.split("\n"))
    capitals = making.paragraph(tcvn3("ủy ban nhân dân"), run='<w:rFonts w:ascii=".VnTimeH"/>')
    unicode_run = making.paragraph("Điều 3. Đã gõ lại bằng Unicode", run='<w:rFonts w:ascii="Times New Roman"/>')
    pages = docx.read(making.docx(capitals + body + unicode_run))
    assert [line.text for line in pages.lines] == [
        "ỦY BAN NHÂN DÂN",
        *same(TEXT),
        "Điều 3. Đã gõ lại bằng Unicode",
    ]
    assert [problem.code for problem in pages.problems] == ["legacy-encoding"]


def test_old_font_left_on_unicode_text_changes_nothing() -> None:
    body = "".join(making.paragraph(line, run='<w:rFonts w:ascii=".VnTime"/>') for line in ("à", *TEXT.split("\n")))
    pages = docx.read(making.docx(body))
    assert [line.text for line in pages.lines] == ["à", *same(TEXT)]
    assert pages.problems == ()


def test_old_font_of_a_style_counts() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Goc"/></w:style>'
    )
    body = "".join(making.paragraph(vni(line), properties='<w:pStyle w:val="Con"/>') for line in TEXT.split("\n"))
    assert [line.text for line in docx.read(making.docx(body, styles=style)).lines] == same(TEXT)


def test_web_page_in_old_letters_is_converted() -> None:
    shown = "".join(f"<p>{line}</p>" for line in tcvn3().split("\n"))
    references = "".join(f"&#{ord(letter)};" if ord(letter) > 127 else letter for letter in shown)
    pages = html.read(f"<html><body>{references}</body></html>".encode())
    assert [line.text for line in pages.lines if line.text] == same(TEXT)


def test_pdf_in_an_old_font_is_converted() -> None:
    pieces = [(60.0, 800 - 20 * n, 8.0, line) for n, line in enumerate(tcvn3().split("\n"))]
    pages = read(making.pdf([(pieces, [])]), name="a.pdf")
    assert "Điều 1. Phạm vi điều chỉnh của văn bản giả định này" in [line.text for line in pages.lines]
    assert "legacy-encoding" in [problem.code for problem in pages.problems]


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "giếng", "gì", "khuya", "ý", "ủy", "uỷ", "hoà", "hòa", "thuở", "quốc"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["quyêt", "ngề", "kà", "law", "céng", "hßa", "viöt", "đđ", "nghieeng", "cêp"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


def test_share_of_syllables() -> None:
    assert share_of_syllables(TEXT) == 1.0
    assert share_of_syllables("This Decree takes effect on the date of signing") < 0.5
    assert share_of_syllables("") == 1.0
