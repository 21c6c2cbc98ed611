"""What a PDF page prints around the text: running heads, page numbers, the section heads of a gazette."""

from __future__ import annotations

import re
from collections import Counter

from corpus.text import fold
from ingest.readers.pdf_blocks import Block, Pair, Text

_REPEATED = 0.3  # share of pages on which a running head stands
_BAND = 3  # rows at the top and at the foot of a page that may be running heads
_MOST_HEADS = 8  # rows above the first letterhead of a gazette
_SECTION = re.compile(r"^van ban (?:quy pham phap luat|phap luat khac|hop nhat)$")
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")


def without_running_heads(pages: list[list[Block]]) -> tuple[list[list[Block]], Counter[str]]:
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


def without_section_head(found: list[Block]) -> tuple[list[Block], int]:
    """A gazette prints its section and the issuer above the letterhead of the first document of a section."""
    at = next((at for at, block in enumerate(found) if isinstance(block, Pair)), 0)
    above = found[:at]
    if at > _MOST_HEADS or not all(isinstance(block, Text) and block.row.text.isupper() for block in above):
        at = next((at for at, block in enumerate(found[:2]) if not _SECTION.match(_key(block))), 0)
    return found[at:], sum(len(block.row.text) for block in found[:at] if isinstance(block, Text))
