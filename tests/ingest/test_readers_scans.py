"""Scans: pages drawn and recognised, told apart from pages with letters, marked, and laid out like others."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import ScannedSource, SourceTooLarge, UnreadableSource, UnsupportedSource
from corpus.text import fold
from ingest.pages import Pages
from ingest.readers import has_page_images, ocr, page_image, page_pictures, pdf, read, scan, text_layer
from ingest.readers.pdf_glyphs import Glyph, Sheet
from tests.ingest.making import Piece
from tests.ingest.making import pdf as made

needs_tesseract = pytest.mark.skipif(
    not ocr.is_available(), reason="Tesseract with its Vietnamese model is not installed"
)
FILL = "văn bản này được lập ra để thử việc đọc một trang in"


def body(top: float, rows: int) -> list[Piece]:
    return [(60.0, top - 14 * n, 10.0, f"dòng {n} {FILL}") for n in range(rows)]


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    return


@pytest.mark.usefixtures("without_tesseract")
def test_scan_without_tesseract_names_the_packages() -> None:
    with pytest.raises(ScannedSource, match=r"chưa có lớp chữ.*hãy cài gói tesseract-ocr và tesseract-ocr-vie"):
        pdf.read(made([([], [])]))


@pytest.mark.usefixtures("without_tesseract")
def test_picture_without_tesseract_names_the_packages() -> None:
    held = io.BytesIO()
    Image.new("L", (200, 200), 255).save(held, "PNG")
    with pytest.raises(ScannedSource, match="tesseract-ocr-vie"):
        read(held.getvalue(), name="trang.png")


def picture(width: int, height: int, kind: str = "PNG", pages: int = 1) -> bytes:
    held = io.BytesIO()
    images = [Image.new("L", (width, height), 255 - 40 * n) for n in range(pages)]
    for image in images:
        ImageDraw.Draw(image).rectangle((10, 10, 30, 30), fill=0)
    more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(held, kind, **more)
    return held.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_page_of_a_pdf_is_shown_at_the_width_asked_for() -> None:
    image = shown(page_image(made([(body(800, 3), [])]), "application/pdf", 1, width=300))
    assert (image.format, image.width) == ("PNG", 300)
    assert image.convert("L").getextrema()[0] < 128  # something is printed on it


def test_pages_of_a_tiff_are_shown_each() -> None:
    data = picture(100, 140, "TIFF", pages=2)
    first, second = (shown(page_image(data, "image/tiff", page, width=50)).convert("L") for page in (1, 2))
    assert first.size == (50, 70)
    assert first.getpixel((40, 60)) != second.getpixel((40, 60))


@pytest.mark.parametrize("page", [0, 2, -1])
@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_page_that_is_not_there_is_refused(kind: str, page: int) -> None:
    data = made([(body(800, 3), [])]) if kind == "application/pdf" else picture(50, 50)
    with pytest.raises(UnreadableSource, match="không có trang"):
        page_image(data, kind, page)


def test_file_without_pages_has_no_pictures() -> None:
    assert has_page_images("application/pdf")
    assert not has_page_images("text/plain")
    with pytest.raises(UnsupportedSource, match="không có hình trang"):
        page_image(b"a", "text/plain", 1)


@pytest.mark.parametrize("width", [0, 10**9])
def test_width_asked_for_is_kept_in_bounds(width: int) -> None:
    assert 16 <= shown(page_image(picture(50, 50), "image/png", 1, width=width)).width <= 4000


def test_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "MOST_PIXELS", 1000)
    with pytest.raises(SourceTooLarge, match="bom nén"):
        page_image(picture(200, 200), "image/png", 1)


def scanned(pages: Pages) -> list[int]:
    return [one.page for one in pages.recognised]


@needs_tesseract
def test_picture_of_a_page_is_read_and_marked() -> None:
    drawn = page_image(
        made([([(60, 800, 14, "DIEU 1. PHAM VI"), *body(760, 3)], [])]), "application/pdf", 1, width=2480
    )
    pages = pdf_of_picture(drawn)
    assert scanned(pages) == [1]
    assert "recognised" in [problem.code for problem in pages.problems]


def pdf_of_picture(drawn: bytes) -> Pages:
    held = io.BytesIO()
    shown(drawn).convert("L").save(held, "PDF", resolution=300)
    return pdf.read(held.getvalue())


def test_blank_page_between_pages_with_letters_is_no_scan() -> None:
    assert scanned(pdf.read(made([(body(800, 5), []), ([], []), (body(800, 5), [])]))) == []


SAID = "Article 1. This decision provides for the trial of the library"


def printed_page() -> Image.Image:
    """A page of plain letters, as large as a scan of A4 at 200 dots an inch."""
    page = Image.new("L", (1654, 2339), 255)
    font = ImageFont.load_default(size=36)
    for n in range(24):
        ImageDraw.Draw(page).text((150, 200 + 70 * n), f"{SAID} {n}", fill=0, font=font)
    return page


def pdf_of(*pages: Image.Image) -> bytes:
    held = io.BytesIO()
    pages[0].save(held, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return held.getvalue()


@needs_tesseract
@pytest.mark.parametrize("turns", [pytest.param(0, id="upright"), pytest.param(2, id="upside down")])
def test_scanned_page_is_read_however_it_lay(turns: int) -> None:
    pages = pdf.read(pdf_of(printed_page().rotate(90 * turns, expand=True)))
    text = " ".join(line.text for line in pages.lines)
    assert text.count("provides for the trial of the library") >= 20
    assert pages.recognised[0].confidence > 0.8


@needs_tesseract
def test_only_the_scanned_pages_of_a_file_are_recognised() -> None:
    blank = Image.new("L", (1654, 2339), 255)
    pages = pdf.read(pdf_of(printed_page(), blank))
    assert scanned(pages) == [1, 2]
    assert {line.page for line in pages.lines} == {1}


@needs_tesseract
def test_pages_of_a_tiff_are_recognised_each() -> None:
    held = io.BytesIO()
    printed_page().save(held, "TIFF", save_all=True, append_images=[printed_page()])
    pages = scan.reader_of("image/tiff")(held.getvalue())
    assert (pages.media_type, pages.pages, scanned(pages)) == ("image/tiff", 2, [1, 2])
    assert {line.page for line in pages.lines} == {1, 2}


@pytest.mark.usefixtures("without_tesseract")
def test_single_scanned_page_without_tesseract_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_layer, "faults", lambda _: {2: text_layer.EMPTY})
    pages = pdf.read(made([(body(800, 5), [])] * 3))
    assert {line.page for line in pages.lines} == {1, 3}
    (problem,) = [one for one in pages.problems if one.code == "unread-pages"]
    assert "Trang 2" in problem.message
    assert "tesseract-ocr-vie" in problem.message


def sheet(words: str, *, pictured: float) -> Sheet:
    glyphs = tuple(Glyph(letter, n, n + 1, 0, 10, False, False) for n, letter in enumerate(words))
    return Sheet(1, glyphs, (), 595, 842, 10, 0, pictured)


GOOD = "Quyết định này quy định về việc thử nghiệm kho văn bản giả định của tỉnh. " * 5


@pytest.mark.parametrize(
    ("words", "pictured", "fault"),
    [
        pytest.param(GOOD, 1.0, None, id="a good layer over a scan"),
        pytest.param("", 1.0, text_layer.EMPTY, id="a scan"),
        pytest.param("CÔNG BÁO/Số 12", 0.6, text_layer.EMPTY, id="a scan below a running head"),
        pytest.param(fold(GOOD), 1.0, text_layer.UNMARKED, id="no marks"),
        pytest.param("Qưyêt đjnh nảy qúyt vêt vịêc thừkh nghlệm vâhn " * 8, 1.0, text_layer.GIBBERISH, id="gibberish"),
    ],
)
def test_worth_of_a_text_layer_is_told(words: str, pictured: float, fault: str | None) -> None:
    assert (
        text_layer.faults([sheet(words, pictured=pictured), replace(sheet(GOOD, pictured=0.0), number=2)]).get(1)
        == fault
    )
