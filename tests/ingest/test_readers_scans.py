"""Scans: pages drawn and recognised, told apart from pages with letters, marked, and laid out like others."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from corpus.errors import ScannedSource, SourceTooLarge, UnreadableSource, UnsupportedSource
from ingest.pages import Pages
from ingest.readers import has_page_images, ocr, page_image, page_pictures, pdf, read
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
