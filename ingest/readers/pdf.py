"""PDF with a text layer: pdfminer reads the letters and rules, the layout is made here from where they stand."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException

from corpus.errors import ScannedSource, UnreadableSource
from corpus.model import Problem
from corpus.text import fold
from ingest.pages import Pages
from ingest.readers import law_signs
from ingest.readers.encodings import legacy_problems
from ingest.readers.pdf_blocks import Block, Pair, Text, blocks, pairs
from ingest.readers.pdf_glyphs import Sheet, sheet
from ingest.readers.pdf_paragraphs import Frame, Lines, usual_size
from ingest.readers.sniff import PDF

log = logging.getLogger(__name__)

_PER_PAGE = 40  # letters; a page of a scan shows fewer
_UNMAPPED = 0.2  # share of letters without a meaning that makes a text layer worthless
_REPEATED = 0.3  # share of pages on which a running head stands
_BAND = 3  # rows at the top and at the foot of a page that may be running heads
_MOST_HEADS = 8  # rows above the first letterhead of a gazette
_SECTION = re.compile(r"^van ban (?:quy pham phap luat|phap luat khac|hop nhat)$")
_MARKED = 0.05  # share of letters with Vietnamese marks below which recognised text is worthless
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")


def read(data: bytes) -> Pages:
    """The lines of a PDF in reading order, with their pages.

    Raises UnreadableSource for damaged or encrypted files, ScannedSource for pages without a text layer.
    """
    sheets = _sheets(data)
    _check_text_layer(sheets)
    laid_out = [blocks(one) for one in sheets]
    cut, heads = _without_running_heads(laid_out)
    lines, size = Lines(), usual_size(cut)
    gazette = 0
    for one, found in zip(sheets, cut, strict=True):
        frame = Frame.of(found, one.width, size)
        found = pairs(found, frame.middle)
        if one is sheets[0] and "cong bao" in " ".join(heads):
            found, gazette = _without_section_head(found)
        lines.page(found, frame)
    lines.close()
    dropped = sum(heads.values()) + gazette
    counts = (("đầu trang, cuối trang", dropped), ("đầu bảng lặp lại", lines.repeated))
    left_out = tuple((reason, count) for reason, count in counts if count)
    every = (*lines.done, *lines.notes)
    problems = (*legacy_problems("\n".join(line.text for line in every[:400])), *_askew(sheets))
    return Pages(every, PDF, pages=len(sheets), problems=problems, left_out=left_out)


def _sheets(data: bytes) -> list[Sheet]:
    try:
        return list(_interpreted(data))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableSource("Tệp PDF có mật khẩu; hãy mở bằng mật khẩu, in lại thành PDF rồi nạp lại.") from error
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        log.info("damaged PDF: %r", error)
        raise UnreadableSource("Tệp PDF hỏng hoặc tải dở; hãy tải lại hoặc in lại thành PDF.") from error


def _interpreted(data: bytes) -> Iterator[Sheet]:
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data)), start=1):
        interpreter.process_page(page)
        yield sheet(device.get_result(), number)


def _check_text_layer(sheets: list[Sheet]) -> None:
    if not sheets:
        raise UnreadableSource("Tệp PDF không có trang nào; hãy tải lại.")
    letters = [glyph.text for one in sheets for glyph in one.glyphs if glyph.text.strip()]
    if len(letters) < _PER_PAGE * len(sheets):
        raise ScannedSource(
            f"Tệp PDF gồm {len(sheets)} trang quét, chưa có lớp chữ; hãy nhận dạng chữ (OCR), "
            "ví dụ 'ocrmypdf -l vie', rồi nạp lại."
        )
    if sum(1 for text in letters if text.startswith("(cid:")) > _UNMAPPED * len(letters):
        raise ScannedSource(
            "Lớp chữ của tệp PDF hỏng (phông chữ không có bảng mã); hãy nhận dạng chữ (OCR), "
            "ví dụ 'ocrmypdf --force-ocr -l vie', rồi nạp lại."
        )
    marked = sum(1 for text in letters if fold(text) != text.lower())
    if marked < _MARKED * len(letters) and not law_signs.is_english(fold("".join(letters))):
        raise ScannedSource(
            "Lớp chữ của tệp PDF nhận dạng kém (chữ không dấu); hãy nhận dạng lại (OCR) tiếng Việt, "
            "ví dụ 'ocrmypdf --redo-ocr -l vie', rồi nạp lại."
        )


def _askew(sheets: list[Sheet]) -> tuple[Problem, ...]:
    pages = [one.number for one in sheets if one.askew > _PER_PAGE]
    if not pages:
        return ()
    shown = ", ".join(map(str, pages[:10]))
    return (Problem("askew-text", f"Chữ in nghiêng hoặc xoay ở trang {shown} không được đọc; hãy xem bản gốc."),)


def _without_running_heads(pages: list[list[Block]]) -> tuple[list[list[Block]], Counter[str]]:
    """Pages without the rows that repeat at their top or foot and without page numbers; and those rows, counted."""
    seen = Counter(key for page in pages for key in {_key(page[at]) for at in _band(page)} if key)
    heads: Counter[str] = Counter()
    kept: list[list[Block]] = []
    for page in pages:
        drop = set()
        for at in _band(page):
            block = page[at]
            if isinstance(block, Text) and _is_running(block, seen, len(pages), edge=at in (0, len(page) - 1)):
                drop.add(at)
                heads[fold(block.row.text)] += len(block.row.text)
        kept.append([block for at, block in enumerate(page) if at not in drop])
    return kept, heads


def _band(page: list[Block]) -> list[int]:
    return sorted({*range(min(_BAND, len(page))), *range(max(len(page) - _BAND, 0), len(page))})


def _key(block: Block) -> str:
    """A row without its digits and marks, by which running heads are known again."""
    return re.sub(r"[\W\d_]+", " ", fold(block.row.text)).strip() if isinstance(block, Text) else ""


def _is_running(block: Text, seen: Counter[str], pages: int, *, edge: bool) -> bool:
    key = _key(block)
    if not key:
        return edge and _PAGE_NUMBER.match(fold(block.row.text)) is not None
    if key.startswith("cong bao so"):
        return True
    return seen[key] >= max(2, _REPEATED * pages) and not block.row.text.rstrip().endswith((";", ":", "./."))


def _without_section_head(found: list[Block]) -> tuple[list[Block], int]:
    """A gazette prints its section and the issuer above the letterhead of the first document of a section."""
    at = next((at for at, block in enumerate(found) if isinstance(block, Pair)), 0)
    above = found[:at]
    if at > _MOST_HEADS or not all(isinstance(block, Text) and block.row.text.isupper() for block in above):
        at = next((at for at, block in enumerate(found[:2]) if not _SECTION.match(_key(block))), 0)
    return found[at:], sum(len(block.row.text) for block in found[:at] if isinstance(block, Text))
