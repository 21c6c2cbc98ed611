"""The heading of a unit and its own words."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structure.markers import HEADING_STYLES, Style
from ingest.structure.outline import Entry
from ingest.structure.paragraphs import Paragraph
from ingest.structure.scopes import Scope

_LONGEST_HEADING = 400


def heading_and_text(
    paragraphs: Sequence[Paragraph], text: str, starts: Sequence[int], *, part: Scope, entry: Entry, end: int
) -> tuple[str | None, str]:
    """Heading (of articles, chapters, sections, appendices) and the unit's own text up to `end`, without its label."""
    start = starts[entry.at] + entry.words
    own = text[start:end].strip() if start < end else ""
    if entry.style is None:
        return _block(paragraphs, text, starts, part, end)
    if entry.style in HEADING_STYLES:
        return (own.replace("\n", " ") or None, "")
    if entry.style not in (Style.ARTICLE, Style.ROMAN, Style.CAPITAL):
        return None, own
    line, _, rest = own.partition("\n")
    if _is_heading(line, rest, follows=_is_followed(paragraphs, entry, end, starts)):
        return line, rest.strip()
    return None, own


def _block(
    paragraphs: Sequence[Paragraph], text: str, starts: Sequence[int], part: Scope, end: int
) -> tuple[str | None, str]:
    """The heading block of an appendix or attached instrument, and what stands before its first unit."""
    body = starts[part.body] if part.body < len(starts) else len(text)
    block = text[starts[part.start] + len(part.label) : min(max(body - 1, 0), end)].strip(" .:\n-–")
    rest = text[min(body, end) : end].strip()
    return (block.replace("\n", " ") or None), rest


def _is_followed(paragraphs: Sequence[Paragraph], entry: Entry, end: int, starts: Sequence[int]) -> bool:
    """True when anything but the closing follows the unit's first paragraph."""
    return entry.at + 1 < len(paragraphs)


def _is_heading(line: str, rest: str, *, follows: bool) -> bool:
    if not line or len(line) > _LONGEST_HEADING or not follows:
        return False
    return not line.endswith((".", ";", ":", ",", "./.")) or (line.isupper() and len(line) > 3)
