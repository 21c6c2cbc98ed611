"""The pages of a PDF or of a scan, as letters and rules, to lines in reading order."""

from __future__ import annotations

from ingest.pages import Line
from ingest.readers.pdf_blocks import blocks, pairs
from ingest.readers.pdf_glyphs import Sheet
from ingest.readers.pdf_heads import without_running_heads, without_section_head
from ingest.readers.pdf_paragraphs import Frame, Lines, usual_size

#: How many characters were left out, by the reason shown in reports.
LeftOut = tuple[tuple[str, int], ...]


def laid_out(sheets: list[Sheet]) -> tuple[tuple[Line, ...], LeftOut]:
    """The lines of some pages, footnotes last, and the count of what is printed around the text."""
    cut, heads = without_running_heads([blocks(one) for one in sheets])
    lines, size = Lines(), usual_size(cut)
    gazette = 0
    for one, found in zip(sheets, cut, strict=True):
        frame = Frame.of(found, one.width, size)
        found = pairs(found, frame.middle)
        if one is sheets[0] and "cong bao" in " ".join(heads):
            found, gazette = without_section_head(found)
        lines.page(found, frame)
    lines.close()
    counts = (("đầu trang, cuối trang", sum(heads.values()) + gazette), ("đầu bảng lặp lại", lines.repeated))
    return (*lines.done, *lines.notes), tuple((reason, count) for reason, count in counts if count)
