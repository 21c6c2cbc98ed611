"""What each mention of a block does to its target (the relation), from the clause it stands in.

The mentions of a block are read in order. Between two of them stand connecting words ("và", ";"): the second shares
what governs the first; or a verb of this document's own act; or other words: the second belongs to the title of the
first ("Nghị định … quy định chi tiết Luật X") and is only cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.address import Level
from corpus.citation import Citation
from corpus.model import Relation, Zone
from ingest.references import relation_words as words
from ingest.references.acts import ENDS, REPLACED, Situation, last_act
from ingest.references.blocks import Block

_OBJECTS = frozenset({Relation.AMENDS, Relation.REPEALS, Relation.REPLACES})


def _is_row(citation: Citation) -> bool:
    return all(any(step.level is Level.ROW for step in target.path.steps) for target in citation.targets)


def _after(citation: Citation) -> int:
    return max(citation.span.end, citation.mention.dated if citation.mention else 0)


@dataclass(slots=True)
class Clauses:
    """Reads the relations of one block.

    `own[i]` tells that the i-th mention is of the document itself; `above` are the words of the enclosing units,
    innermost first.
    """

    text: str
    block: Block
    citations: Sequence[Citation]
    own: Sequence[bool]
    situation: Situation
    above: Sequence[str]
    _plain: str = field(default="", init=False)  # the block with what stands in quotation marks blanked out
    _top: Relation | None = field(default=None)
    _top_kind: str | None = field(default=None)
    _top_named: bool = field(default=False)
    _nested: bool = field(default=False)
    _exchanges: bool = field(default=False)  # words, in a clause that goes on to its end
    _history: bool = field(
        default=False
    )  # "đã được sửa đổi, bổ sung theo Luật A, Luật B": a list of what amended the document before

    def relations(self) -> list[Relation]:
        """One relation for each citation, in order."""
        if self.block.quoted:
            return [Relation.CITES] * len(self.citations)
        self._plain = words.QUOTED.sub(
            lambda found: "“" + " " * (len(found[0]) - 2) + "”", self.block.span.of(self.text)
        )
        out: list[Relation] = []
        previous: Citation | None = None
        for citation, own in zip(self.citations, self.own, strict=True):
            start = _after(previous) if previous else self.block.span.start
            gap = self._between(start, citation.span.start)
            if own:
                out.append(self._own(citation))
            elif words.CALLED.search(gap):
                out.append(Relation.CITES)
            else:
                first = previous is None
                basis = self.block.zone is Zone.BASIS
                out.append(self._of_basis(gap, citation) if basis else self._relation(citation, gap, first=first))
                previous = citation
                if out[-1] is Relation.CITES and citation.mention is None and words.ISSUED_WITH.search(citation.quote):
                    out[-1] = Relation.ISSUED_WITH
        return out

    def _between(self, start: int, end: int) -> str:
        return self._plain[start - self.block.span.start : end - self.block.span.start]

    @property
    def _in_appendix(self) -> bool:
        levels = {step.level for step in self.block.path.steps}
        return Level.APPENDIX in levels or Level.ROW in levels

    def _own(self, citation: Citation) -> Relation:
        """A mention of the document itself: "ban hành kèm theo Quyết định này"; the cover of what is issued with it."""
        at = citation.mention.span.start if citation.mention else citation.span.start
        before = self._between(max(self.block.span.start, at - 30), at)
        with_it = words.COVER.search(before)
        return Relation.ISSUED_WITH if with_it else Relation.CITES

    # the basis block

    def _of_basis(self, gap: str, citation: Citation) -> Relation:
        pieces = re.split(r"[;\n]", gap)
        lead = pieces[-1]
        role = self._role(lead)
        if role is not None:
            return self._remember(role, citation) if not self._nested else role
        same = self._top or Relation.CITES
        if len(pieces) > 1 and not lead.strip(" ,-–+•"):
            return same  # "Căn cứ A; B": the list goes on
        if words.AND.search(gap) and self._amends_the_last(citation):
            self._nested = False
            return same
        if words.CONNECTING.fullmatch(gap) or words.PASSIVE.search(gap):
            self._nested = self._nested and not words.PASSIVE.search(gap)
            return Relation.CITES if self._nested else same
        self._nested = True
        return Relation.CITES

    def _amends_the_last(self, citation: Citation) -> bool:
        """ "… và Nghị định số B ngày … của Chính phủ sửa đổi, bổ sung …": a base of its own beside the one it
        amends.
        """
        mention = citation.mention
        if mention is None or mention.kind != self._top_kind or not (mention.issued or mention.issuer):
            return False
        return words.AMENDS.match(self._tail(citation)) is not None

    def _role(self, lead: str) -> Relation | None:
        """What the words that open an item of the basis block say of the document after them."""
        head = lead.strip(" ,-–+•")
        self._nested = self._nested and head != lead
        if words.BASIS.match(head) or words.BASIS_GLUED.search(lead):
            self._nested = False
            return Relation.BASIS
        if words.CARRY_OUT.match(head):
            self._nested = False
            return Relation.GUIDES if self.situation.plan else Relation.CITES
        if words.PROPOSAL.match(head):
            self._nested = False
            return Relation.CITES
        return None

    # elsewhere

    def _relation(self, citation: Citation, gap: str, *, first: bool) -> Relation:
        ends = words.SENTENCE if self.block.path else words.SENTENCE_OF_ZONE
        breaks = [found.end() for found in ends.finditer(gap)]
        sentence = gap[breaks[-1] :] if breaks else gap
        first = first or bool(breaks)
        if not first and words.BESIDE.search(sentence):
            return Relation.CITES
        if self._history and self._next_of_act(citation, gap):
            self._history = False
            return self._top or Relation.CITES
        self._history = not first and (
            bool(words.PASSIVE.search(sentence)) or (self._history and words.PLAIN_LIST.fullmatch(gap) is not None)
        )
        if self._history:
            return Relation.CITES
        relation = self._act(sentence, citation, first=first)
        if relation is not None:
            return relation
        if first:
            lead = gap[breaks[-2] if len(breaks) > 1 else 0 : breaks[-1]] if breaks else ""
            return self._opening(citation, gap, sentence, lead)
        return self._exchanged_too(gap) or self._row_too(citation, gap) or self._following(citation, gap, sentence)

    def _exchanged_too(self, gap: str) -> Relation | None:
        """ "Bãi bỏ Điều 50; cụm từ “…” tại khoản 5 Điều 52": words go there, not the whole of it."""
        if self._top not in _OBJECTS or self._nested or not words.EXCHANGED.search(gap):
            return None
        return Relation.AMENDS

    def _row_too(self, citation: Citation, gap: str) -> Relation | None:
        """Rows of a list ("và Quy trình nội bộ có số thứ tự 03 phần I") share the act, whatever they are called."""
        shared = _is_row(citation) and self._top in _OBJECTS and words.AND_ROWS.search(gap) is not None
        return self._top if shared and not words.OTHER_CLAUSE.search(gap) else None

    def _next_of_act(self, citation: Citation, gap: str) -> bool:
        """ "sửa đổi Luật A số … đã được sửa đổi theo Luật số X và Luật B số …": B, called by its name, is the second
        object.
        """
        named = citation.mention is not None and citation.mention.name is not None
        return (
            named and self._top is not None and re.fullmatch(r"\s*(?:,|và|;)\s*", gap) is not None and self._top_named
        )

    def _act(self, sentence: str, citation: Citation, *, first: bool) -> Relation | None:
        """The own act that the words before a mention name; None where they name none."""
        act = last_act(sentence, self.situation)
        if act is None or not act.own or len(sentence) - act.end > 400 or words.BESIDE.search(sentence):
            return None
        if words.BREAKS_OFF.search(sentence, act.end) or (self._in_appendix and " này" not in sentence):
            return None
        if not first:
            before = sentence[: act.start].rstrip()
            goes_on = (
                before.endswith((";", ",", "và", "đồng thời")) or " này" in before or words.EFFECT_BEFORE.search(before)
            )
            if not goes_on or (self._top is None and " này" not in before):
                return None
        if act.kind == "amend" and words.DEFINED.search(sentence, act.end):
            return None  # "Bổ sung số lượng xe đã quy định tại khoản 1 Điều 4 …"
        self._exchanges = act.kind == "phrase"
        relation = act.relation
        if self._exchanges and _is_row(citation) and words.REPLACE.match(sentence, act.start):
            relation = Relation.REPLACES  # "thay thế Danh mục có số thứ tự 03": the row, and no words in it
        return self._remember(relation, citation)

    def _opening(self, citation: Citation, gap: str, sentence: str, lead: str) -> Relation:
        """A mention that opens a sentence or the block; `lead` is the sentence before, in the same block."""
        self._nested = False
        if self._ends_here(citation, sentence):
            return self._remember(self._end_of(citation), citation)
        if words.LIST_FOLLOWS.search(lead) and words.LISTED.fullmatch(sentence):
            act = last_act(lead, self.situation)
            if act is not None and act.own and act.relation in _OBJECTS:
                return self._remember(act.relation, citation)
        if words.LISTED.fullmatch(sentence) and (self.block.begins or "\n" in gap):
            inherited = self._inherited()
            if inherited is not None:
                return self._remember(inherited, citation)
        self._top, self._exchanges = None, False
        return Relation.CITES

    def _following(self, citation: Citation, gap: str, sentence: str) -> Relation:
        """A further mention in the same sentence."""
        kind = citation.mention.kind if citation.mention else None
        coordinated = words.COORDINATED.search(gap)
        if self._exchanges and kind is None and self._top is not None and not words.OTHER_CLAUSE.search(sentence):
            return self._top  # "thay thế cụm từ … tại A, tên Chương II; … tại B": to the end of the clause
        if words.CONNECTING.fullmatch(gap) and not self._nested:
            if self._top is None and self._ends_here(citation, sentence):
                return self._remember(self._end_of(citation), citation)
            return self._top or Relation.CITES
        shared = coordinated is not None and (coordinated["strong"] or kind == self._top_kind)
        shared = shared or (coordinated is not None and self._beside_the_top(citation))
        if shared and self._top is not None and not words.OTHER_CLAUSE.search(sentence):
            self._nested = False
            return self._top
        self._nested = True
        return Relation.CITES

    def _beside_the_top(self, citation: Citation) -> bool:
        """ "thay thế Hướng dẫn số A ngày … về … và Công văn số B ngày …": no document stands in the title of A, and B
        has a day of its own.
        """
        mention = citation.mention
        return (
            self._top in (Relation.REPEALS, Relation.REPLACES)
            and not self._nested
            and mention is not None
            and mention.number is not None
            and mention.issued is not None
        )

    def _remember(self, relation: Relation, citation: Citation) -> Relation:
        self._top, self._nested = relation, False
        self._top_kind = citation.mention.kind if citation.mention else None
        self._top_named = citation.mention is not None and citation.mention.name is not None
        return relation

    def _tail(self, citation: Citation) -> str:
        tail = self._between(_after(citation), _after(citation) + 600)
        stop = words.TAIL_END.search(tail)
        return tail[: stop.start()] if stop else tail

    def _ends_here(self, citation: Citation, sentence: str) -> bool:
        """ "Quyết định số A hết hiệu lực kể từ ngày …": the sentence goes on to say that the document ends."""
        if self._in_appendix and self.situation.procedures:
            return False
        if citation.mention is None or re.match(r"\s*(?i:khi|nếu|trường\s+hợp)", sentence):
            return False
        found = ENDS.search(self._tail(citation))
        return found is not None and not words.UNLESS.search(self._tail(citation), 0, found.start())

    def _end_of(self, citation: Citation) -> Relation:
        return Relation.REPLACES if REPLACED.search(self._tail(citation)) else Relation.REPEALS

    def _inherited(self) -> Relation | None:
        """The act of the sentence above, where an item begins with the document itself: "Bãi bỏ các văn bản sau: a)
        …".
        """
        if self._in_appendix and (self.situation.procedures or any(map(words.PROCEDURES.search, self.above))):
            return None
        for lead in self.above:
            sentences = [piece for piece in words.SENTENCE.split(lead.strip()) if piece.strip()]
            for sentence in reversed(sentences):
                if self._in_appendix and words.IN_PART.search(sentence):
                    return None  # a list of what others ended in part
                act = last_act(sentence, self.situation)
                if act is not None and act.own and act.kind != "carry":
                    return act.relation
                if self._in_appendix and words.REPEALED.search(sentence):
                    return Relation.REPEALS
                if ENDS.search(sentence) and re.search(r"(?i:sau|các|danh\s+mục)", sentence):
                    return Relation.REPEALS
        return None
