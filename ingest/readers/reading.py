"""The way from the bytes of a file to its lines: limits, type by content, reader, and whether there is law in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from corpus.errors import EmptySource, NoLawInSource, SourceTooLarge, UnsupportedSource
from corpus.model import Problem
from ingest.pages import Pages
from ingest.readers import chrome, docx, html, law_signs, legacy_word, pdf, plain, scan, sniff
from ingest.readers.glued import unglued

MAX_BYTES = 64 * 2**20  # one document; the largest law with all its forms has less than 20 MB

#: A reader takes the bytes of a file and returns its lines.
Reader = Callable[[bytes], Pages]

_READERS: dict[str, Reader] = {
    sniff.PDF: pdf.read,
    sniff.DOCX: docx.read,
    sniff.DOC: legacy_word.read,
    sniff.ODT: partial(legacy_word.read, media_type=sniff.ODT),
    sniff.RTF: partial(legacy_word.read, media_type=sniff.RTF),
    sniff.HTML: html.read,
    sniff.MARKDOWN: plain.read_markdown,
    sniff.PLAIN: plain.read,
    **{kind: scan.reader_of(kind) for kind in sniff.IMAGES},
}
_EXPECTED = {
    ".pdf": {sniff.PDF},
    ".docx": {sniff.DOCX},
    ".doc": {sniff.DOC, sniff.RTF},
    ".html": {sniff.HTML},
    ".htm": {sniff.HTML},
    ".png": {"image/png"},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".tif": {"image/tiff"},
    ".tiff": {"image/tiff"},
}


def read(data: bytes, *, name: str, media_type: str | None = None) -> Pages:
    """The lines of a file; `name` serves messages, `media_type` overrides what the content looks like.

    Raises a SourceError (empty, too large, unsupported, unreadable, without law); its message names the mend.
    """
    check_size(len(data))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise EmptySource("Tệp rỗng, không có byte nào có nghĩa; hãy kiểm tra lại bản tải về hoặc bản sao.")
    kind = media_type or sniff.sniff(data, name=name)
    reader = _READERS.get(kind)
    if reader is None:
        raise UnsupportedSource(f"Chưa đọc được loại tệp {kind}; hãy nạp bản PDF, DOCX, HTML hoặc tệp chữ UTF-8.")
    pages = _cleaned(reader(data))
    if not any(line.text for line in pages.lines):
        raise EmptySource("Tệp không có chữ nào đọc được; hãy kiểm tra lại bản gốc.")
    if reason := law_signs.missing(pages.lines):
        raise NoLawInSource(reason)
    return replace(pages, problems=(*pages.problems, *law_signs.translation(pages.lines), *_wrong_ending(name, kind)))


def _cleaned(pages: Pages) -> Pages:
    """The lines without sentences of sites, glued ones taken apart."""
    lines, dropped = chrome.without_chrome(pages.lines)
    left_out = Counter(dict(pages.left_out)) + Counter({"trang web": dropped})
    return replace(pages, lines=tuple(unglued(lines)), left_out=tuple(left_out.items()))


def _wrong_ending(name: str, kind: str) -> tuple[Problem, ...]:
    expected = _EXPECTED.get(sniff.ending(name))
    if not expected or kind in expected:
        return ()
    message = f"Tệp mang đuôi {sniff.ending(name)} nhưng nội dung là {kind}; đã đọc theo nội dung, nên đổi lại tên."
    return (Problem("wrong-ending", message),)


def check_size(size: int) -> None:
    """Raises SourceTooLarge for a file beyond the limit of one document."""
    if size > MAX_BYTES:
        raise SourceTooLarge(
            f"Tệp lớn {size / 2**20:.0f} MB, quá giới hạn {MAX_BYTES // 2**20} MB cho một văn bản; "
            "hãy tách thành từng văn bản rồi nạp lại."
        )
