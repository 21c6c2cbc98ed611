"""What looks like a reference and was not read: counted and shown, so that nothing is left out silently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.citation import find_citations
from corpus.model import Document, Reference
from corpus.text import Span
from ingest.references.blocks import blocks

_CANDIDATE = re.compile(
    r"""
    (?<![^\W\d_])(?:
      (?:Điều|điều|khoản|Khoản)\s+\d+[a-zđ]?(?!\w)(?!\s*(?:tiết|đồng|triệu|tỷ|%|[.,]\d))
    | (?:điểm|Điểm)\s+[a-zđ](?!\w)
    | (?:Chương|Mục|Phụ\s+lục)\s+[IVX\d]+(?!\w)
    | Mẫu\s+số\s+\d+
    | (?:Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Quyết\s+định|Chỉ\s+thị|Kế\s+hoạch|Công\s+văn|Luật)\s+số\s*:?\s*\d+
    | \d{1,5}/(?:19|20)\d\d/[A-ZĐ]{2,}[-A-ZĐa-z0-9]*
    | \d{1,5}[-/](?:NQ|NĐ|QĐ|CT|KH|TT|KL|HD|TB|CTr|TTr|BC)[-/][A-ZĐ]\w+
    | (?:Luật|Bộ\s+luật|Pháp\s+lệnh)\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s+[a-zà-ỹđ]+
    )""",
    re.VERBOSE,
)
# The first letters of a candidate: what the pattern above is tried at.
_LIKELY = re.compile(
    r"[ĐđKkCMPNTQLB0-9](?<![^\W\d_].)(?:iều|hoản|iểm|hương|ục\s|hụ\s|ẫu\s|ghị|hông|uyết|hỉ\s|ế\s|ông\s|uật|ộ\s|háp"
    r"|(?<=\d)\d{0,4}[-/])"
)
_NO_MENTION = re.compile(r"(?:pháp|dự\s+án|dự\s+thảo|văn\s+bản)\s+$|(?:Luật\s+(?:sư|gia|khoa))", re.IGNORECASE)


def unread(document: Document, references: Sequence[Reference]) -> tuple[Span, ...]:
    """The spans of the text that look like a mention and lie in none that was read, in order."""
    read = _Cover([reference.span for reference in references])
    out: list[Span] = []
    for block in blocks(document):
        found: _Cover | None = None  # read anew only where something is left to explain
        for span in _candidates(document.text, block.span):
            if read.meets(span) or _heads_line(document.text, span, block.span):
                continue
            if found is None:
                citations = find_citations(block.span.of(document.text))
                found = _Cover([one.span.shift(block.span.start) for one in citations])
            if not found.meets(span) and not _NO_MENTION.search(document.text[max(0, span.start - 10) : span.start]):
                out.append(span)
    return tuple(out)


def _candidates(text: str, within: Span) -> Iterator[Span]:
    at = within.start
    while (likely := _LIKELY.search(text, at, within.end)) is not None:
        found = _CANDIDATE.match(text, likely.start(), within.end)
        at = max(found.end(), likely.start() + 1) if found else likely.start() + 1
        if found is not None:
            yield Span(*found.span())


def _heads_line(text: str, span: Span, block: Span) -> bool:
    line = text.rfind("\n", 0, span.start) + 1
    return span.start == block.start or not text[line : span.start].strip(' “"*|')


class _Cover:
    """Sorted spans that do not overlap, asked quickly whether they meet another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [span.start for span in self._spans]

    def meets(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._spans[at].end > span.start
