"""PDF: pdfminer reads the letters and rules, the layout is made here; pages without usable letters are recognised."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException

from corpus.errors import ScannedSource, SourceTooLarge, UnreadableSource
from corpus.model import Problem
from ingest.pages import Pages
from ingest.readers import pdf_legacy, scan, text_layer
from ingest.readers.pdf_glyphs import Sheet, sheet
from ingest.readers.pdf_guard import MOST_PAGES, GuardedInterpreter
from ingest.readers.pdf_layout import laid_out
from ingest.readers.sniff import PDF

log = logging.getLogger(__name__)

_ASKEW = 40  # letters that stand askew on a page and are worth a word


def read(data: bytes) -> Pages:
    """The lines of a PDF in reading order, with their pages.

    Raises UnreadableSource for damaged or encrypted files, ScannedSource for pages that no program here can recognise.
    """
    sheets = sheets_of(data)
    if not sheets:
        raise UnreadableSource("Tệp PDF không có trang nào; hãy tải lại.")
    faults = text_layer.faults(sheets)
    if not faults:
        return _read(sheets)
    if not scan.is_possible():
        return _without(sheets, faults)
    found = scan.recognised_pages(data, sorted(faults))
    sheets = [found.sheets.get(one.number, one) for one in sheets]
    return scan.marked(_read(sheets), found)


def _read(sheets: list[Sheet]) -> Pages:
    sheets, problems = pdf_legacy.to_unicode(sheets)
    lines, left_out = laid_out(sheets)
    return Pages(lines, PDF, pages=len(sheets), problems=(*problems, *_askew(sheets)), left_out=left_out)


def _without(sheets: list[Sheet], faults: dict[int, str]) -> Pages:
    """The pages that can be read, with a word on the others. Raises ScannedSource where these are most."""
    bad = sorted(faults)
    if 2 * len(bad) >= len(sheets):
        raise ScannedSource(f"{scan.listed(bad, len(sheets))}: {faults[bad[0]]}; {scan.MISSING}")
    pages = _read([replace(one, glyphs=(), rules=()) if one.number in faults else one for one in sheets])
    message = f"{scan.listed(bad, len(sheets))} không được đọc: {faults[bad[0]]}; {scan.MISSING}"
    return replace(pages, problems=(*pages.problems, Problem("unread-pages", message)))


def sheets_of(data: bytes) -> list[Sheet]:
    """The pages of a PDF as letters and rules. Raises UnreadableSource for damaged or encrypted files."""
    try:
        return list(_interpreted(data))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableSource("Tệp PDF có mật khẩu; hãy mở bằng mật khẩu, in lại thành PDF rồi nạp lại.") from error
    except (
        PDFException,
        PSException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        log.info("damaged PDF: %r", error)
        raise UnreadableSource("Tệp PDF hỏng hoặc tải dở; hãy tải lại hoặc in lại thành PDF.") from error


def _interpreted(data: bytes) -> Iterator[Sheet]:
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = GuardedInterpreter(manager, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data)), start=1):
        if number > MOST_PAGES:
            raise SourceTooLarge(f"Tệp PDF có hơn {MOST_PAGES} trang; hãy tách thành từng văn bản rồi nạp lại.")
        interpreter.process_page(page)
        yield sheet(device.get_result(), number)


def _askew(sheets: list[Sheet]) -> tuple[Problem, ...]:
    pages = [one.number for one in sheets if one.askew > _ASKEW]
    if not pages:
        return ()
    shown = ", ".join(map(str, pages[:10]))
    return (Problem("askew-text", f"Chữ in nghiêng hoặc xoay ở trang {shown} không được đọc; hãy xem bản gốc."),)
