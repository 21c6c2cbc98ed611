"""What a PDF page prints around the text: running heads, page numbers, the section heads of a gazette."""

from __future__ import annotations

import re
from collections import Counter

from corpus.text import fold
from ingest.readers.pdf_blocks import Block, Pair, Text

_REPEATED = 0.3  # share of pages on which a running head stands
_BAND = 3  # rows at the top and at the foot of a page that may be running heads
_CLOSE = 1.6  # of the size: rows nearer than this belong together
_LABEL = re.compile(r"^(?:mau|bieu|phu luc|chuong|muc|dieu|phan)\b")  # the next of these differs in its digits only
_MOST_HEADS = 8  # rows above the first letterhead of a gazette
_SECTION = re.compile(r"^van ban (?:quy pham phap luat|phap luat khac|hop nhat)$")
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")


def without_running_heads(pages: list[list[Block]]) -> tuple[list[list[Block]], Counter[str]]:
    """Pages without the rows that repeat at their top or foot and without page numbers; and those rows, counted."""
    seen = Counter(key for page in pages for key in {_key(page[at]) for at in _band(page)} if key)
    enough = max(2, _REPEATED * len(pages))
    heads: Counter[str] = Counter()
    kept: list[list[Block]] = []
    for page in pages:
        drop = _from_edge(page, range(min(_BAND, len(page))), seen, enough)
        feet = _from_edge(page, range(len(page) - 1, max(len(page) - _BAND, 0) - 1, -1), seen, enough)
        while _goes_on_above(page, feet):
            feet.remove(min(feet))
        drop |= feet
        for at in drop:
            text = fold(_text_of(page[at]))
            heads[text] += len(text)
        kept.append([block for at, block in enumerate(page) if at not in drop])
    return kept, heads


def _from_edge(page: list[Block], rows: range, seen: Counter[str], enough: float) -> set[int]:
    """The running rows next to an edge of a page; one further in is text that happens to repeat."""
    found: set[int] = set()
    for at in rows:
        if not _is_running(page[at], seen, enough, edge=at == rows[0]):
            break
        found.add(at)
    return found


def _goes_on_above(page: list[Block], feet: set[int]) -> bool:
    """Whether rows at the foot end a paragraph: the same end of many footnotes, say."""
    first = min(feet, default=0)
    above, foot = (page[first - 1], page[first]) if first else (None, None)
    if not isinstance(above, Text) or not isinstance(foot, Text) or not _key(foot):
        return False
    close = above.row.base - foot.row.base < _CLOSE * foot.row.size
    return close and abs(above.row.size - foot.row.size) < 0.5


def _band(page: list[Block]) -> list[int]:
    return sorted({*range(min(_BAND, len(page))), *range(max(len(page) - _BAND, 0), len(page))})


def _text_of(block: Block) -> str:
    return block.row.text if isinstance(block, Text) else ""


def _key(block: Block) -> str:
    """A row without its digits and marks, by which running heads are known again; those of labels count as printed."""
    text = fold(_text_of(block))
    return text if _LABEL.match(text) else re.sub(r"[\W\d_]+", " ", text).strip()


def _is_running(block: Block, seen: Counter[str], enough: float, *, edge: bool) -> bool:
    if not isinstance(block, Text):
        return False
    key = _key(block)
    if not key:
        return edge and _PAGE_NUMBER.match(fold(block.row.text)) is not None
    if key.startswith("cong bao so"):
        return True
    return seen[key] >= enough and not block.row.text.rstrip().endswith((";", ":", "./."))


def without_section_head(found: list[Block]) -> tuple[list[Block], int]:
    """A gazette prints its section and the issuer above the letterhead of the first document of a section."""
    at = next((at for at, block in enumerate(found) if isinstance(block, Pair)), 0)
    above = found[:at]
    if at > _MOST_HEADS or not all(isinstance(block, Text) and block.row.text.isupper() for block in above):
        at = next((at for at, block in enumerate(found[:2]) if not _SECTION.match(_key(block))), 0)
    return found[at:], sum(len(block.row.text) for block in found[:at] if isinstance(block, Text))
