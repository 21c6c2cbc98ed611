"""Find every citation of a text: a cheap start pattern finds candidates, the parser reads from there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from corpus.citation.notation import Citation, Mention
from corpus.citation.parser import read_citation
from corpus.text import OffsetMap, Span, normalize

_START = re.compile(
    r"""
    (?<![^\W\d_])(?:
      (?:[ĐÐđð]iều|ĐIỀU)(?=\s*\d|\s+(?:này|nêu\s+trên|nói\s+trên)(?!\w))
    | (?:[Kk]hoản|[Kk]hỏan|KHOẢN)(?=\s*\d|\s+(?:này|nêu\s+trên|[IVX]+(?!\w)|[a-zđ](?!\w)))
    | (?:[ĐÐđð]iểm|ĐIỂM)(?=\s+[“"'‘]?(?:[a-zđA-ZĐ]\w?(?!\w)|\d|này(?!\w)))
    | (?:[Cc]hương|CHƯƠNG)(?=\s+(?:[IVXLC]+[a-z]?(?!\w)|\d|này(?!\w)|thứ\s))
    | (?:[Tt]iểu\s+)?(?:[Mm]ục|MỤC)(?=\s+(?:[IVXLC]+(?!\w)|\d|[A-ZĐ](?!\w)|này(?!\w)|thứ\s))
    | (?:[Pp]hần|PHẦN)(?=\s+(?:[IVXLC]+(?!\w)|\d|[A-ZĐ](?!\w)|này(?!\w)|thứ\s+\w))
    | (?:[Tt]iểu\s+)?[Tt]iết(?=\s+(?:[a-zđ](?!\w)|[ivx]+(?!\w)|\d+\.\d))
    | (?:[Pp]hụ\s+lục|PHỤ\s+LỤC)(?=\s*(?:[Ss]ố\s*)?(?:\d|[IVXLC]+(?![^\W\d_])|[A-Z](?!\w))|\s+(?:này|kèm|ban\s+hành|của)|\s*,?\s*\(?\s*(?:ban\s+hành\s+)?kèm)
    | (?:[Bb]iểu\s+)?(?:[Mm]ẫu|MẪU)(?=\s+(?:(?:[Ss]ố|SỐ)\s*:?\s*)?(?:\d|[IVX]+(?!\w)))
    | (?:[Ss]ố\s+thứ\s+tự|STT)(?=\s+\d)
    | (?:Bộ\s+[Ll]uật|BỘ\s+LUẬT|Luật|LUẬT|Pháp\s+[Ll]ệnh|PHÁP\s+LỆNH|Hiến\s+[Pp]háp|HIẾN\s+PHÁP)(?!\w)
    | (?:[Nn]ghị|NGHỊ|[Qq]uy[ếê]t|QUYẾT|[Tt]hông|THÔNG|[Cc]hỉ\s|CHỈ\s|[Kk]ế|KẾ|[Cc]hương|CHƯƠNG|[Qq]uy\s|QUY\s|[Kk]ết|KẾT|[Hh]ướng|HƯỚNG|[Cc]ông|CÔNG
        |[Tt]ờ|TỜ|[Bb]áo\scáo|BÁO\sCÁO|[Vv]ăn|VĂN|[Ss]ắc|SẮC|Lệnh|[ĐÐđ]ề\sán|ĐỀ\sÁN|[Đđ]iều\slệ|Phương|Dự\sán|Giấy|Biên|Nội\squy|Hiệp|Danh\smục|Hợp\snhất|Tiêu\schuẩn)
        \s*(?=(?:định|quyết|tư|thị|hoạch|trình|chế|chuẩn|luận|dẫn|báo|văn|điện|bản|lệnh|luật|án|tri|phép|ước|lược|tiêu|thư
             |ĐỊNH|QUYẾT|TƯ|THỊ|HOẠCH|TRÌNH|CHẾ|LUẬN|DẪN|BÁO|VĂN|ĐIỆN|BẢN|này|số|SỐ|Số|\d)(?!\w))
    | (?:NĐ|NQ|QĐ|TT|TTLT|CT|KH|CV|VBHN)\s+(?=(?:[Ss]ố\s*:?\s*)?\d)
    | BL(?:DS|HS|TTDS|TTHS|LĐ|HH)(?!\w)
    | (?:số|Số|SỐ)\s*:?\s*(?=\d+[\w.]*\s?[/\-–]\s?[\dA-ZĐ])
    | (?<![\d/.\-])(?=\d{1,5}\s?/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]|\d{1,5}[-/][A-ZĐ][A-ZĐa-z]{1,5}[-/][A-ZĐ])
    )
    """,
    re.VERBOSE,
)


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation of a text, in order, none overlapping another. Linear in the length of the text.

    Spans index the text given, whatever its normal form; relative mentions carry document "this" (see `Citation`).
    """
    if unicodedata.is_normalized("NFC", text):
        return tuple(_find(text))
    normal = normalize(text)
    return tuple(_moved(citation, normal.map, text) for citation in _find(normal.text))


def _find(text: str) -> Iterator[Citation]:
    at = 0
    while (start := _START.search(text, at)) is not None:
        citation = read_citation(text, start.start())
        if citation is None:
            at = max(start.end(), start.start() + 1)
            continue
        at = max(citation.span.end, start.start() + 1)
        yield citation


def _moved(citation: Citation, where: OffsetMap, source: str) -> Citation:
    span = Span(where.to_source(citation.span.start), where.to_source(citation.span.end))
    mention = citation.mention
    if mention is not None:
        mention = _moved_mention(mention, where)
    return replace(citation, span=span, quote=span.of(source), mention=mention)


def _moved_mention(mention: Mention, where: OffsetMap) -> Mention:
    span = Span(where.to_source(mention.span.start), where.to_source(mention.span.end))
    return replace(mention, span=span, dated=where.to_source(mention.dated))
