"""What looks like a reference and was not read: counted and shown, so that nothing is left out silently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

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
_NO_MENTION = re.compile(r"(?:pháp|dự\s+án|dự\s+thảo|văn\s+bản)\s+$|(?:Luật\s+(?:sư|gia|khoa))", re.IGNORECASE)


def unread(document: Document, references: Sequence[Reference]) -> tuple[Span, ...]:
    """The spans of the text that look like a mention and lie in none that was read, in order."""
    read = [reference.span for reference in references]
    out: list[Span] = []
    for block in blocks(document):
        text = block.span.of(document.text)
        found = [one.span.shift(block.span.start) for one in find_citations(text)]
        known = _Cover([*found, *_inside(read, block.span)])
        for candidate in _CANDIDATE.finditer(document.text, block.span.start, block.span.end):
            span = Span(*candidate.span())
            line = document.text.rfind("\n", 0, span.start) + 1
            heads_line = not document.text[line : span.start].strip(' “"*|') or span.start == block.span.start
            if (
                not heads_line
                and not known.meets(span)
                and not _NO_MENTION.search(document.text[max(0, span.start - 10) : span.start])
            ):
                out.append(span)
    return tuple(out)


def _inside(spans: Sequence[Span], block: Span) -> list[Span]:
    return [span for span in spans if block.contains(span)]


class _Cover:
    """Sorted spans that do not overlap, asked quickly whether they meet another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [span.start for span in self._spans]

    def meets(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._spans[at].end > span.start
