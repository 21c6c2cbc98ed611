"""The heading of a unit and its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.markers import HEADING_STYLES, Style
from ingest.structure.outline import Entry
from ingest.structure.paragraphs import Paragraph
from ingest.structure.scopes import Scope

_LONGEST_HEADING = 400
_WITH = re.compile(
    r"\n?\(\s*(?:Được\s+)?(?:ban hành|kèm|phê duyệt|đính kèm|công bố)[^.;]{0,40}?(?:theo|cùng)\b", re.IGNORECASE
)


def heading_and_text(
    paragraphs: Sequence[Paragraph], text: str, starts: Sequence[int], *, part: Scope, entry: Entry, end: int
) -> tuple[str | None, str]:
    """Heading (of articles, chapters, sections, appendices) and the unit's own text up to `end`, without its label."""
    start = starts[entry.at] + entry.words
    own = text[start:end].strip() if start < end else ""
    if entry.style is None:
        return _block(paragraphs, text, starts, part, end)
    if entry.style in HEADING_STYLES and end > start and "\n" not in text[start : end + 1]:
        return own or None, ""  # the next unit begins in the same paragraph
    if entry.style in HEADING_STYLES:
        return _chapter(paragraphs, text, starts, entry, end)
    if entry.style not in (Style.ARTICLE, Style.ROMAN, Style.CAPITAL):
        return None, own
    line, _, rest = own.partition("\n")
    if _is_heading(line, rest, follows=_is_followed(paragraphs, entry, end, starts)):
        return _without_note(line), rest.strip()
    return None, own


def _chapter(
    paragraphs: Sequence[Paragraph], text: str, starts: Sequence[int], entry: Entry, end: int
) -> tuple[str | None, str]:
    """The heading of a chapter: the rest of its line, or the next; and the lines after it that are printed alike."""
    start = starts[entry.at] + entry.words
    after = entry.at + 1
    parts = [text[start : min(starts[after] - 1, end) if after < len(starts) else end].strip()]
    if parts == [""]:
        parts = []
    while after < len(paragraphs) and starts[after] < end:
        paragraph = paragraphs[after]
        if paragraph.place is not None and paragraphs[entry.at].place is None:
            break
        if parts and not (paragraph.capitals and parts[-1].isupper()) and not _alike(paragraphs, entry.at, after):
            break
        parts.append(paragraph.text)
        after += 1
    rest = text[starts[after] : end].strip() if after < len(starts) and starts[after] < end else ""
    return " ".join(parts).strip() or None, rest


def _alike(paragraphs: Sequence[Paragraph], at: int, after: int) -> bool:
    """True for a further line of a heading in small letters: bold and centred as the first."""
    first, line = paragraphs[at], paragraphs[after]
    return first.bold and line.bold and first.centered and line.centered and len(line.text) < 120


def _block(
    paragraphs: Sequence[Paragraph], text: str, starts: Sequence[int], part: Scope, end: int
) -> tuple[str | None, str]:
    """The heading block of an appendix or attached instrument, and what stands before its first unit."""
    body = starts[part.body] if part.body < len(starts) else len(text)
    block = text[starts[part.start] + len(part.label) : min(max(body - 1, 0), end)].strip(" .:\n-–")
    with_what = _WITH.search(block)
    heading = block[: with_what.start()] if with_what else block
    rest = text[min(body, end) : end].strip()
    said = [block[with_what.start() :].strip()] if with_what else []
    return heading.replace("\n", " ").strip() or None, "\n".join([*said, *([rest] if rest else [])])


def _without_note(heading: str) -> str:
    """A heading without the mark of a footnote glued to its last word (`cho vay12`)."""
    return re.sub(r"(?<=[a-zà-ỹ])\d{1,3}$", "", heading)


def _is_followed(paragraphs: Sequence[Paragraph], entry: Entry, end: int, starts: Sequence[int]) -> bool:
    """True when anything but the closing follows the unit's first paragraph."""
    return entry.at + 1 < len(paragraphs)


def _is_heading(line: str, rest: str, *, follows: bool) -> bool:
    if not line or len(line) > _LONGEST_HEADING or not follows:
        return False
    return not line.endswith((".", ";", ":", ",", "./.")) or (line.isupper() and len(line) > 3)
