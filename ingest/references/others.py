"""What "Nghị định này" means in a document that is no decree: one named before, or none that can be told.

A circular that has just named a decree and says "Nghị định này" means that decree. The appendix of a decision that
publishes procedures repeats the words of decrees: there it is the only decree that the same part of the appendix
names; of several, or without any, it is uncertain, but never the decision itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from corpus.address import Level, Step
from corpus.citation import Citation, Mention
from corpus.model import Target
from ingest.references.blocks import Block

_COPIED = frozenset({Level.APPENDIX, Level.FORM})
_KINDS = frozenset({"Luật", "Bộ luật", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định"})
_THIS = re.compile(r"này$")
_PART = 2  # steps of a path that a part of an appendix is told by

_Named = dict[str | None, dict[str | None, Mention]]


class Others:
    """The documents named so far, by the part of the document that names them."""

    def __init__(self, kind: str | None) -> None:
        self._kind = kind
        self._parts: dict[tuple[Step, ...], _Named] = defaultdict(dict)

    def block(self, block: Block) -> OfBlock:
        """What a block may mean; to be told of what it names as it is read."""
        return OfBlock(self._kind, block, self._parts[block.path.steps[:_PART]])


@dataclass(slots=True)
class OfBlock:
    """The documents named in a block, and in the part around it."""

    kind: str | None
    block: Block
    around: _Named
    named: dict[str | None, Mention] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Remember a document named in the block."""
        self.named[mention.kind] = mention
        self.around.setdefault(mention.kind, {})[mention.number or mention.name] = mention

    def meant(self, citation: Citation, text: str) -> Citation:
        """The citation as it is meant: "Nghị định này" of the decree named before."""
        mention = citation.mention
        if mention is None or not mention.own or self.kind is None or mention.kind == self.kind:
            return citation
        if mention.kind in self.named:
            return _of(citation, mention, self.named[mention.kind])
        copied = bool(self.block.path) and self.block.path.steps[0].level in _COPIED
        bare = _THIS.search(mention.span.of(text)) is None
        if mention.kind not in _KINDS or mention.attached or not (copied or bare) or citation.whole:
            return citation
        known = list(self.around.get(mention.kind, {}).values())
        return _of(citation, mention, known[0] if len(known) == 1 else Mention(mention.span, mention.kind))


def _of(citation: Citation, mention: Mention, before: Mention) -> Citation:
    targets = tuple(Target(None, before.number, before.name, before.year, one.path) for one in citation.targets)
    there = replace(before, span=mention.span, back=True, dated=mention.dated)
    return replace(citation, targets=targets, mention=there)
