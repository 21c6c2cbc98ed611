"""PDF with a text layer, through pdfminer's layout: lines in reading order with their pages."""

from __future__ import annotations

import io
import logging

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from corpus.errors import ScannedSource, UnreadableSource
from ingest.pages import Line, Pages
from ingest.readers.encodings import legacy_problems
from ingest.readers.lines import clean
from ingest.readers.sniff import PDF

log = logging.getLogger(__name__)

_PER_PAGE = 40  # characters; a page of a scan shows fewer


def read(data: bytes) -> Pages:
    """The lines of a PDF.

    Raises UnreadableSource for damaged or encrypted files, ScannedSource for pages without a text layer.
    """
    try:
        found = [
            _page(page, number) for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=LAParams()), 1)
        ]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableSource("Tệp PDF có mật khẩu; hãy mở bằng mật khẩu, in lại thành PDF rồi nạp lại.") from error
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableSource("Tệp PDF hỏng hoặc tải dở; hãy tải lại hoặc in lại thành PDF.") from error
    if not found:
        raise UnreadableSource("Tệp PDF không có trang nào; hãy tải lại.")
    if sum(len(line.text) for page in found for line in page) < _PER_PAGE * len(found):
        raise ScannedSource(
            f"Tệp PDF gồm {len(found)} trang quét, chưa có lớp chữ; hãy nhận dạng chữ (OCR), "
            "ví dụ 'ocrmypdf -l vie', rồi nạp lại."
        )
    lines = tuple(line for page in found for line in page)
    problems = legacy_problems("\n".join(line.text for line in lines[:400]))
    return Pages(lines, PDF, pages=len(found), problems=problems)


def _page(page: LTPage, number: int) -> list[Line]:
    return [
        Line(clean(line.get_text()), page=number, bold=_is_bold(line))
        for box in page
        if isinstance(box, LTTextBox)
        for line in box
        if isinstance(line, LTTextLine) and line.get_text().strip()
    ]


def _is_bold(line: LTTextLine) -> bool:
    letters = [char for char in line if isinstance(char, LTChar) and char.get_text().strip()]
    return bool(letters) and all("bold" in char.fontname.lower() for char in letters)
