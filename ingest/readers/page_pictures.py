"""A page of a file as a picture: for the reader beside the text, and for recognition of its letters.

PDFs are drawn by PDFium, pictures (PNG, JPEG, multi-page TIFF …) opened by Pillow. Sizes are bounded before anything
is unpacked, so that a page of absurd size costs neither memory nor time.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.errors import SourceTooLarge, UnreadableSource, UnsupportedSource
from ingest.readers.sniff import IMAGES, PDF

MOST_PIXELS = 60_000_000  # of one picture: an A3 page at 600 dots an inch has 70, at 400 dots 31
_WIDEST, _NARROWEST = 4_000, 16  # pixels; what a caller may ask for
_POINTS = 14_400  # the longest side of a page that a PDF may have (PDF 1.7, annex C)
_STRETCHED = 8  # times its width, beyond which the height of a picture to show is cut down


def page_image(original: bytes, media_type: str, page: int, *, width: int = 1000) -> bytes:
    """A page (counted from 1) of an original as a PNG of `width` pixels.

    Raises UnsupportedSource for a media type without pages, UnreadableSource for a damaged file or a page that it has
    not, SourceTooLarge for a picture beyond `MOST_PIXELS`.
    """
    width = min(max(width, _NARROWEST), _WIDEST)
    if media_type == PDF:
        with opened_pdf(original) as document:
            picture = drawn(document, page, width=width)
    elif media_type in IMAGES:
        picture = _fitted(picture_page(original, page), width)
    else:
        raise UnsupportedSource("Loại tệp này không có hình trang; hãy xem bản gốc.")
    held = io.BytesIO()
    (picture if picture.mode in ("L", "1") else picture.convert("RGB")).save(held, "PNG")
    return held.getvalue()


def has_page_images(media_type: str) -> bool:
    """Whether `page_image` can show the pages of files of this type."""
    return media_type == PDF or media_type in IMAGES


@contextmanager
def opened_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF for drawing; closed at the end. Raises UnreadableSource for what PDFium does not open."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableSource("Tệp PDF hỏng hoặc có mật khẩu; hãy tải lại hoặc in lại thành PDF.") from error
    try:
        yield document
    finally:
        document.close()


def drawn(document: pdfium.PdfDocument, page: int, *, width: int | None = None, dpi: int = 300) -> Image.Image:
    """A page of a PDF in grey, `width` pixels wide or at `dpi` dots an inch, never beyond `MOST_PIXELS`."""
    if not 1 <= page <= len(document):
        raise UnreadableSource(f"Tệp có {len(document)} trang, không có trang {page}.")
    try:
        leaf = document[page - 1]
        wide, high = leaf.get_size()
        if not (0 < wide <= _POINTS and 0 < high <= _POINTS):
            raise SourceTooLarge(f"Trang {page} có khổ bất thường ({wide:.0f} × {high:.0f} pt); hãy in lại thành PDF.")
        scale = width / wide if width else dpi / 72
        scale = min(scale, (MOST_PIXELS / (wide * high)) ** 0.5)
        grey = width is None
        return leaf.render(scale=scale, grayscale=grey, may_draw_forms=False).to_pil()  # type: ignore[no-any-return]
    except pdfium.PdfiumError as error:
        raise UnreadableSource(f"Không vẽ được trang {page} của tệp PDF; hãy in lại thành PDF.") from error


def picture_pages(data: bytes) -> int:
    """How many pages a picture holds; more than one in TIFF only."""
    with _opened(data) as picture:
        return getattr(picture, "n_frames", 1) if picture.format in ("TIFF", "MPO") else 1


def picture_page(data: bytes, page: int) -> Image.Image:
    """A page of a picture, turned upright as its camera noted.

    Raises SourceTooLarge beyond `MOST_PIXELS`, before the picture is unpacked.
    """
    with _opened(data) as picture:
        if page < 1 or page > (getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1):
            raise UnreadableSource(f"Tệp ảnh không có trang {page}.")
        picture.seek(page - 1)
        _check_pixels(picture)
        try:
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("L" if upright.mode in ("1", "L", "I;16", "LA") else "RGB")
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise UnreadableSource("Tệp ảnh hỏng hoặc tải dở; hãy quét hoặc tải lại.") from error


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():  # our own limit is checked instead of the library's warning
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            if isinstance(error, Image.DecompressionBombError):
                raise SourceTooLarge(_TOO_LARGE) from error
            raise UnreadableSource("Tệp ảnh hỏng hoặc tải dở; hãy quét hoặc tải lại.") from error
        with picture:
            yield picture


_TOO_LARGE = (
    f"Ảnh lớn quá {MOST_PIXELS // 1_000_000} triệu điểm ảnh (có thể là bom nén); hãy quét lại ở 300 điểm một inch."
)


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise SourceTooLarge(_TOO_LARGE)


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, min(height, width * _STRETCHED)), Image.Resampling.LANCZOS)
