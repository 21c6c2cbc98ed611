"""Limits on what the content of a PDF page may ask for: PDFs are programs, and some are made to run for ever.

pdfminer runs them as they are. Here the streams of a page are measured before they are unpacked, and drawing calls on
forms inside forms are counted, so that a page made to loop or to swell ends with a clear error at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.utils import MATRIX_IDENTITY, Matrix

from corpus.errors import SourceTooLarge, UnreadableSource

MOST_PAGES = 5_000
MOST_CONTENT = 16 * 2**20  # unpacked bytes of drawing commands of one page; the densest real page has half a million
_MOST_FORMS = 5_000  # of one page
_DEEPEST = 12  # forms inside forms
_FLATE = ("FlateDecode", "Fl")


class GuardedInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter with a budget for each page.

    Raises SourceTooLarge or UnreadableSource beyond it.
    """

    def __init__(self, manager: PDFResourceManager, device: PDFLayoutAnalyzer) -> None:
        super().__init__(manager, device)
        self.budget = Budget()
        self.depth = 0

    def dup(self) -> GuardedInterpreter:
        made = GuardedInterpreter(self.rsrcmgr, self.device)  # type: ignore[arg-type]
        made.budget, made.depth = self.budget, self.depth + 1
        return made

    def render_contents(
        self, resources: dict[object, object], streams: Sequence[object], ctm: Matrix = MATRIX_IDENTITY
    ) -> None:
        if self.depth == 0:
            self.budget = Budget()
        self.budget.take(list_value(streams), depth=self.depth)
        super().render_contents(resources, streams, ctm)


class Budget:
    """What one page has used up."""

    def __init__(self) -> None:
        self.bytes = self.forms = 0

    def take(self, streams: Sequence[object], *, depth: int) -> None:
        """Count streams about to be run. Raises SourceTooLarge or UnreadableSource beyond the limits."""
        self.forms += 1
        if depth > _DEEPEST or self.forms > _MOST_FORMS:
            raise UnreadableSource("Trang PDF gọi hình lồng nhau không dứt; hãy in lại thành PDF rồi nạp lại.")
        for stream in streams:
            content = resolve1(stream)
            if isinstance(content, PDFStream):
                self.bytes += unpacked_length(content, MOST_CONTENT)
        if self.bytes > MOST_CONTENT:
            raise SourceTooLarge(
                f"Nội dung một trang PDF bung ra quá {MOST_CONTENT // 2**20} MB (có thể là bom nén); "
                "hãy kiểm tra nguồn của tệp, hoặc in lại thành PDF."
            )


def unpacked_length(stream: PDFStream, most: int) -> int:
    """The length of a stream once unpacked, at most a little over `most`; only its first packing is undone."""
    if stream.rawdata is None:
        return len(stream.data or b"")
    names = [str(getattr(name, "name", name)) for name, _ in stream.get_filters()]
    if not names or names[0] not in _FLATE:
        return len(stream.rawdata)
    unpacker = zlib.decompressobj()
    length = 0
    data: bytes = stream.rawdata
    try:
        while data and length <= most:
            length += len(unpacker.decompress(data, 2**20))
            data = unpacker.unconsumed_tail
    except zlib.error:
        return length
    return length
