"""Which mentions are references: of the document as a whole, the document itself only where it says of its effect."""

from __future__ import annotations

import re

from corpus.address import Level
from corpus.citation import Citation, Mention
from corpus.model import Relation
from ingest.references.reading import Read

_EFFECT = re.compile(
    r"\s+(?:chính\s+thức\s+|bắt\s+đầu\s+)?(?:có\s+hiệu\s+lực|hết\s+hiệu\s+lực|không\s+còn\s+hiệu\s+lực|thay\s+thế|bãi\s+bỏ|sửa\s+đổi|đính\s+chính)(?!\w)"
)
_EFFECT_OF = re.compile(r"(?i:hiệu\s+lực\s+(?:thi\s+hành\s+)?của)\s*$")
_RULES_OF = re.compile(
    r"(?:^\s*|[.;:]\s|\n)(?:[-+]\s*)?(?:\d{1,2}\.\s*)?(?i:các\s+)?(?i:quy\s+định)\s[^.;:\n]{0,80}\s(?:tại|của)\s*$"
)
_AGAINST = re.compile(r"(?:với|tại|trong|theo)\s*$")  # "trái với Thông tư này hết hiệu lực"
_OUTSIDE = frozenset({Level.APPENDIX, Level.FORM})
_SAYS_THIS = re.compile(r"(?:này|nêu\s+trên|nói\s+trên|trên\s+đây)$")


def says_this(citation: Citation) -> bool:
    """True for "khoản này" and its kin; only the end of a quote is looked at, which may be long."""
    return _SAYS_THIS.search(citation.quote, max(0, len(citation.quote) - 40)) is not None


def opens_line(text: str, read: Read, at: int) -> bool:
    """True for the first document of a line or sentence: what follows belongs to its title."""
    before = read.citations[at - 1].span.end if at else read.block.span.start
    return at == 0 or re.search(r"\n|\.\s", text[before : read.citations[at].span.start]) is not None


def nameless(mention: Mention) -> bool:
    """ "Nghị định nêu trên", and none is named above."""
    return mention.back and mention.number is None and mention.name is None


def counts(text: str, read: Read, at: int, citation: Citation, relation: Relation) -> bool:
    """Whether a mention is a reference: of the document as a whole, the document itself only in a clause of
    effect.
    """
    mention = citation.mention
    if mention is None:
        return bool(read.block.path) or any(target.path for target in citation.targets)
    if citation.whole and nameless(mention):
        return False  # "Nghị định nêu trên", and none is
    if mention.kind is None and read.own[at] and opens_line(text, read, at) and not citation.targets[0].path:
        return False  # "Số: 470/VBHN-…": the head of the document, printed once more
    if mention.own and mention.kind == "Văn bản" and read.block.path and read.block.path.steps[0].level in _OUTSIDE:
        return False  # a form speaks of the paper that will be made from it
    by_own_name = read.own[at] and mention.number is None
    if not citation.whole or not (mention.own or mention.back or by_own_name or says_this(citation)):
        return True
    before = text[max(0, mention.span.start - 40) : mention.span.start]
    after = text[mention.span.end : mention.span.end + 60]
    if relation is Relation.ISSUED_WITH or _EFFECT_OF.search(before):
        return True
    if _EFFECT.match(after) is None:
        return False
    before = text[max(read.block.span.start, mention.span.start - 120) : mention.span.start]
    return _AGAINST.search(before) is None or _RULES_OF.search(before) is not None
