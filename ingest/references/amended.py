"""Which document an amending provision speaks of: the one its heading, its enclosing units or the title name.

In "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số A", the sentence "Sửa đổi khoản 2 Điều 5 như sau:" means Điều 5 of A, and so does
"Điều này" inside the new wording that follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.address import Level, Path
from corpus.citation import Citation, Mention
from corpus.citation.units import level_of, read_group
from corpus.model import Document, Zone
from corpus.text import Span
from ingest.references.acts import last_act
from ingest.references.blocks import Block

_ACTS = frozenset({"amend", "phrase", "repeal", "replace", "correct"})
_HEADING = re.compile(
    r"(?:^|\n)\s*[“\"]?(?:(?P<unit>(?:Điều|Chương|Mục)\s+[\dIVX]+[a-zđ]?)\s*[.:]|(?P<clause>\d{1,2}[a-zđ]?)\s*\.\s|(?P<point>[a-zđ]\d?)\s*\)\s)"
)


def amended_in(block: Block, text: str, citations: Sequence[Citation]) -> Mention | None:
    """The document that a heading or sentence of a block amends: the object of its own act."""
    for citation in citations:
        mention = citation.mention
        if mention is None or mention.own or mention.back:
            continue
        act = last_act(text[block.span.start : citation.span.start], title=block.zone is Zone.TITLE)
        if act is not None and act.own and act.kind in _ACTS:
            return mention
    return None


def scope_of(path: Path, found: Mapping[Path, Mention]) -> Mention | None:
    """The amended document for a provision: that of the nearest enclosing unit that names one."""
    for depth in range(len(path.steps), -1, -1):
        mention = found.get(Path(path.steps[:depth]))
        if mention is not None:
            return mention
    return None


def place_in_quote(document: Document, quote: Span, offset: int, command: Path) -> Path:
    """The path, in the amended document, of a place inside quoted new wording.

    `command` is the path that the amending sentence names; headings inside the quotation lead further.
    """
    path = command
    for found in _HEADING.finditer(document.text, quote.start, offset):
        path = _step_into(path, found)
    return path


def _step_into(path: Path, found: re.Match[str]) -> Path:
    if found["unit"]:
        group = read_group(found["unit"], 0)
        if group is not None and group.steps[0]:
            return Path(group.steps[0])
        return path
    level, number = (Level.CLAUSE, found["clause"]) if found["clause"] else (Level.POINT, found["point"])
    kept = [step for step in path.steps if step.level.depth < level.depth]
    return Path.parse(".".join([*map(str, kept), f"{level}-{number.replace('đ', 'dd')}"]))


__all__ = ["amended_in", "level_of", "place_in_quote", "scope_of"]
