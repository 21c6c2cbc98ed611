"""Which document, and which place in it, an amending provision speaks of.

In "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số A", the sentence "Sửa đổi khoản 2 Điều 5 như sau:" means
Điều 5 of A, and so does
"Điều này" inside the new wording that follows. In "Sửa đổi Điều 5 như sau: a) Bãi bỏ khoản 3;" the khoản lies in Điều
5.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.address import Level, Path, Step
from corpus.citation import Citation, Mention
from corpus.citation.units import read_group
from corpus.model import Zone
from corpus.text import Span
from ingest.references.acts import Situation, last_act
from ingest.references.blocks import Block

_SCOPES = frozenset({"amend", "phrase", "repeal", "correct"})
_HEADING = re.compile(
    r"(?:^|(?<=\n)|(?<=[^\s\d][.;:])(?=\d{1,2}\.\s[A-ZĐÀ-Ỹ]|[a-zđ]\)\s))[\s“\"]*(?:(?P<unit>(?:Điều|Chương|Mục)\s+[\dIVX]+[a-zđ]?)\s*(?:[.:]|\n)"
    r"|(?P<clause>\d{1,2}[a-zđ]?)\s*\.\s|(?P<point>[a-zđ]\d?)\s*\)\s)"
)
# "một số điều của Quy định … ban hành kèm theo Quyết định số A": the articles are those of the regulation.
_ISSUED_WITH = re.compile(
    r"(?:Quy\s+chế|Quy\s+định|Điều\s+lệ|Nội\s+quy|Quy\s+tắc|Quy\s+trình)(?!\w)[^.;:“”\"]{0,200}?kèm\s*theo\s+$"
)


@dataclass(slots=True)
class Scopes:
    """What the amending provisions of a document amend, by their own path; the title's stands at the empty path."""

    documents: dict[Path, Mention] = field(default_factory=dict)
    guided: dict[Path, Mention] = field(default_factory=dict)  # "quy định chi tiết các điều, khoản sau đây của Luật X:"
    places: dict[Path, Path] = field(default_factory=dict)
    title: Mention | None = None

    def document(self, path: Path) -> Mention | None:
        """The amended document for a provision: that of the nearest enclosing unit that names one."""
        return _nearest(self.documents, path)

    def place(self, path: Path) -> Path:
        """The place in the amended document that the nearest enclosing unit names."""
        return _nearest(self.places, path) or Path()

    def detailed(self, path: Path) -> Mention | None:
        """The document whose articles the list that a provision stands in gives details of."""
        return _nearest(self.guided, path.parent)


T = TypeVar("T")


def _nearest(known: Mapping[Path, T], path: Path) -> T | None:
    """What is known of a unit, or else of the one around it, outwards."""
    if not known:
        return None
    outwards = (Path(path.steps[:depth]) for depth in range(len(path.steps), 0, -1))
    return next((known[one] for one in outwards if one in known), None)


def amended_in(block: Block, text: str, citations: Sequence[Citation], situation: Situation) -> Mention | None:
    """The document that a heading or sentence of a block amends: the object of its own act."""
    exchanged = phrases(text, block)
    for citation in citations:
        mention = citation.mention
        if mention is None or mention.own or mention.back or any(one.contains(citation.span) for one in exchanged):
            continue
        act = last_act(text[max(block.span.start, citation.span.start - 500) : citation.span.start], situation)
        if act is not None and act.own and act.kind in _SCOPES:
            with_it = _ISSUED_WITH.search(text, max(block.span.start, citation.span.start - 250), citation.span.start)
            return replace(mention, attached=mention.attached or with_it is not None)
    return None


def guided_in(block: Block, text: str, citations: Sequence[Citation], situation: Situation) -> Mention | None:
    """The document that a list below this block gives details of: "quy định chi tiết các điều, khoản sau đây của
    Luật X:".
    """
    if not text[block.span.start : block.span.end].rstrip().endswith(":"):
        return None
    for citation in citations:
        mention = citation.mention
        if mention is None or mention.own or mention.back or not citation.whole:
            continue
        act = last_act(text[max(block.span.start, citation.span.start - 500) : citation.span.start], situation)
        if act is not None and act.own and act.kind == "guide":
            return mention
    return None


_CARRIED_OUT = re.compile(r"[^\n]*(?<!\w)thi\s+hành\s+(?:một\s+số\s+(?:điều|nội\s+dung)\s+của\s+)?")


def carried_out(citations: Sequence[Citation], text: str) -> Mention | None:
    """The law of a bare mention that is detailed: "quy định chi tiết Điều 9; khoản 5 Điều 22 và biện pháp thi hành
    Luật X". No document details its own articles. `citations`: the bare one, and those after it.
    """
    for one in citations[1:]:
        mention = one.mention
        if mention is not None and not mention.own and not mention.back:
            there = one.whole and _CARRIED_OUT.fullmatch(text, citations[0].span.end, mention.span.start)
            return mention if there else None
    return None


_PHRASE = re.compile(r"(?:từ|thành|bằng|dấu|đoạn)\s*(?P<phrase>[“\"][^“”\"\n]{1,600}[”\"]|''[^'\n]{1,600}'')")


def phrases(text: str, block: Block) -> list[Span]:
    """The words quoted inside a sentence that exchanges them: thay thế cụm từ “…” bằng cụm từ “…”."""
    return [Span(*found.span("phrase")) for found in _PHRASE.finditer(text, block.span.start, block.span.end)]


_EXCHANGES = re.compile(r"(?i:thay(?:\s+thế)?|bỏ|bổ\s+sung)\s+(?i:các\s+)?(?i:cụm\s+từ|từ)\s*[“\"]")


def exchanges(text: str, block: Block) -> bool:
    """True for a sentence that exchanges words, whatever it exchanges them in."""
    return _EXCHANGES.search(text, block.span.start, block.span.end) is not None


def amends_here(lead: str, situation: Situation) -> bool:
    """True when the words before a bare mention ("Bãi bỏ", "Sửa đổi, bổ sung") are an own act on another document."""
    act = last_act(lead[-500:], Situation(plan=situation.plan))
    return act is not None and act.own and act.kind in _SCOPES


class Quotation:
    """Quoted new wording: its own headings say where in the amended document a mention stands."""

    def __init__(self, text: str, block: Block, place: Path) -> None:
        self._starts = [block.span.start]
        self._paths = [place]
        for found in _HEADING.finditer(block.span.of(text)):
            self._starts.append(block.span.start + found.start())
            self._paths.append(_step_into(self._paths[-1], found))

    def place(self, offset: int) -> Path:
        return self._paths[bisect_right(self._starts, offset) - 1]


def _step_into(path: Path, found: re.Match[str]) -> Path:
    if found["unit"]:
        group = read_group(found["unit"], 0)
        return Path(group.steps[0]) if group is not None and group.steps[0] else path
    level, number = (Level.CLAUSE, found["clause"]) if found["clause"] else (Level.POINT, found["point"])
    kept = [step for step in path.steps if step.level.depth < level.depth]
    return Path((*kept, Step(level, number.replace("đ", "dd"))))


def title_zone(zone: Zone | None) -> bool:
    return zone in (Zone.TITLE, Zone.INTRODUCTION)
