"""What each mention of a block does to its target (the relation), from the clause it stands in.

The mentions of a block are read in order. Between two of them stand either connecting words ("và", ";", a date): the second shares
what governs the first; or a verb of this document's own act; or other words: the second belongs to the title of the first
("Nghị định … quy định chi tiết Luật X") and is only cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.citation import Citation
from corpus.model import Relation, Zone
from ingest.references.acts import ENDS, REPLACED, Act, last_act
from ingest.references.blocks import Block

_PLANS = frozenset({"Kế hoạch", "Chương trình", "Chương trình hành động", "Phương án", "Đề án", "Hướng dẫn"})
_CONNECTING = re.compile(
    r"(?i:[\s,;:()“”\"/.–-]|và|hoặc|cùng|các|của|ngày|tháng|năm|số|luật|đã\s+được|được|sửa\s+đổi|bổ\s+sung|một\s+số\s+điều|theo|bởi|tại|bằng|\d+)*"
)
_COORDINATED = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng\s+với))\s*(?:(?:các|với)\s+)?$|\n\s*(?:[-–+•]\s*|[a-zđ]\)\s*)?$"
)
_SENTENCE = re.compile(r"[.;:]\s+(?=[“\"]?[A-ZĐÀ-Ỹ])|\.\s*$|\n")
_ISSUED_WITH = re.compile(r"(?i:kèm\s*theo)\s*$")
_BASIS = re.compile(r"(?i:căn\s+cứ)(?!\w)")
_CARRY_OUT = re.compile(r"(?i:thực\s+hiện|triển\s+khai)(?!\w)")
_PROPOSAL = re.compile(r"(?i:theo\s+đề\s+nghị|xét\s+đề\s+nghị|xét|trên\s+cơ\s+sở|theo|sau\s+khi|ý\s+kiến)(?!\w)")
_PASSIVE = re.compile(
    r"(?i:(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|đính\s+chính|hợp\s+nhất)[^;.“]{0,60}(?:bởi|theo|tại|bằng))\s*(?:khoản|điểm|Điều|\d|[,\s])*$"
)
_PLACE = re.compile(r"(?i:vào\s+)?(?i:sau|trước)\s+$")


@dataclass(slots=True)
class Clauses:
    """Reads the relations of one block; `above` are the headings and texts of the enclosing units, innermost first."""

    text: str
    block: Block
    citations: list[Citation]
    kind: str | None
    above: tuple[str, ...]
    _act: Relation | None = field(default=None)
    _top: Relation | None = field(default=None)

    def relations(self) -> list[Relation]:
        """One relation for each citation, in order."""
        if self.block.zone is Zone.BASIS:
            return self._of_basis()
        out: list[Relation] = []
        previous: Citation | None = None
        for citation in self.citations:
            relation = self._relation(citation, previous)
            out.append(relation)
            previous = citation
        return out

    # in the basis block

    def _of_basis(self) -> list[Relation]:
        out: list[Relation] = []
        role = Relation.CITES
        end = self.block.span.start
        for citation in self.citations:
            gap = self.text[end : citation.span.start]
            pieces = re.split(r"[;\n]", gap)
            lead = pieces[-1]
            named = self._role(lead)
            if named is not None:
                role = nested = named
            elif len(pieces) > 1 and not lead.strip(" ,-–+"):
                nested = role  # "Căn cứ A; B": the list goes on
            elif _CONNECTING.fullmatch(gap) or _COORDINATED.search(gap) or _PASSIVE.search(gap):
                nested = role
            else:
                nested = Relation.CITES
            out.append(nested)
            end = _after(citation)
        return out

    def _role(self, lead: str) -> Relation | None:
        """What the words that open an item of the basis block say of the document after them."""
        head = lead.strip(" ,-–+•")
        if _BASIS.match(head):
            return Relation.BASIS
        if _CARRY_OUT.match(head):
            return Relation.GUIDES if self.kind in _PLANS else Relation.CITES
        if _PROPOSAL.match(head):
            return Relation.CITES
        return None

    # elsewhere

    def _relation(self, citation: Citation, previous: Citation | None) -> Relation:
        mention = citation.mention
        start = _after(previous) if previous else self.block.span.start
        gap = self.text[start : citation.span.start]
        if (
            mention is not None
            and _ISSUED_WITH.search(self.text[max(0, mention.span.start - 20) : mention.span.start])
            and mention.own
        ):
            return Relation.ISSUED_WITH
        breaks = [found.end() for found in _SENTENCE.finditer(gap)]
        sentence = gap[breaks[-1] :] if breaks else gap
        if self.block.quoted:
            return Relation.CITES
        act = self._act_of(sentence, first=previous is None or bool(breaks))
        if act is not None:
            return act
        if self._ends_here(citation):
            return self._remember(Relation.REPLACES if REPLACED.search(self._tail(citation)) else Relation.REPEALS)
        if previous is None:
            self._top = self._inherited(gap)
            self._act = self._top
            return self._top or Relation.CITES
        if _PASSIVE.search(sentence) or _PLACE.search(sentence):
            return Relation.CITES
        if _CONNECTING.fullmatch(gap):
            return self._act or Relation.CITES
        if _COORDINATED.search(gap) and self._top is not None and not _OTHER_CLAUSE.search(sentence):
            self._act = self._top
            return self._top
        self._act = None
        if breaks:
            self._top = None
        return Relation.CITES

    def _act_of(self, sentence: str, *, first: bool) -> Relation | None:
        """The own act that the words before a mention name; None where they name none."""
        title = self.block.zone is Zone.TITLE
        act = last_act(sentence, title=title, plan=self.kind in _PLANS)
        if act is None or _PASSIVE.search(sentence) or _PLACE.search(sentence):
            return None
        if not act.own or not self._reaches(act, sentence) or not (first or title or self._goes_on(sentence, act)):
            return None
        if (
            title
            and not first
            and not _COORDINATED.search(sentence[: act.end].rsplit(" ", 2)[0])
            and self._top is not None
        ):
            return None  # the verb belongs to the title of the document before
        return self._remember(act.relation)

    def _goes_on(self, sentence: str, act: Act) -> bool:
        before = sentence[: act.end]
        return (
            re.match(
                r"\s*[,;]?\s*(?i:và|đồng\s+thời|;|,|[^,;]*(?:có\s+hiệu\s+lực|hết\s+hiệu\s+lực)[^;]*)\s*\S+", before
            )
            is not None
        )

    def _reaches(self, act: Act, sentence: str) -> bool:
        """True when nothing between the verb and the mention starts another statement."""
        between = sentence[act.end :]
        return len(between) < 400 and not re.search(
            r"(?i:quy\s+định\s+của\s+pháp\s+luật|theo\s+quy\s+định|có\s+trách\s+nhiệm|ban\s+hành\s+kèm\s+theo\s+quyết\s+định\s+này)",
            between,
        )

    def _remember(self, relation: Relation) -> Relation:
        self._act = self._top = relation
        return relation

    def _tail(self, citation: Citation) -> str:
        tail = self.text[_after(citation) : min(self.block.span.end, _after(citation) + 600)]
        stop = re.search(r"\.\s|\n|;", tail)
        return tail[: stop.start()] if stop else tail

    def _ends_here(self, citation: Citation) -> bool:
        """ "Quyết định số A hết hiệu lực kể từ ngày …": the sentence goes on to say that the document ends."""
        if citation.mention is None or citation.mention.own:
            return False
        tail = self._tail(citation)
        found = ENDS.search(tail)
        if found is None:
            return False
        between = tail[: found.start()]
        return not re.search(r"(?i:này|khi|nếu|trường\s+hợp|được\s+quy\s+định|thì)(?!\w)", between)

    def _inherited(self, gap: str) -> Relation | None:
        """The act of the sentence above, where an item begins with the document itself: "Bãi bỏ các văn bản sau: a) …"."""
        if not re.fullmatch(r"[\s\-–+•|.:;,“\"]*(?:(?:các|toàn\s+bộ|một\s+phần)\s*)?", gap, re.IGNORECASE):
            return None
        for words in self.above:
            act = last_act(words)
            if act is not None and act.own and act.kind not in ("guide", "carry"):
                return act.relation
            if ENDS.search(words) and re.search(r"(?i:sau|các)", words):
                return Relation.REPEALS
            if words.strip() and not words.rstrip().endswith(":"):
                continue
        return None


_OTHER_CLAUSE = re.compile(
    r"(?i:theo\s+quy\s+định|được\s+quy\s+định|quy\s+định\s+tại|thực\s+hiện\s+theo|áp\s+dụng)(?!\w)"
)


def _after(citation: Citation) -> int:
    return max(citation.span.end, citation.mention.dated if citation.mention else 0)
