"""Provisions that a text lacks because an amending document put them in, and no fault of who cites them.

The library holds most laws as they were passed. "Điều 5a" or "khoản 2a" in a later text is then a provision that an
act added; the effects of the library tell which, and where it holds no such act the lettered number alone says that
there may be one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from corpus.address import DocumentId, Level, Path
from corpus.effects import EffectKind
from corpus.model import Reference, Relation
from corpus.status import Act

_ADDS = (EffectKind.ADDS, EffectKind.AMENDS)
_LETTERED = re.compile(r"\d+[a-z]+\d*")
_UNITS = frozenset({Level.ARTICLE, Level.CLAUSE, Level.CHAPTER, Level.SECTION})


def added_by(acts: Iterable[Act], path: Path) -> Act | None:
    """The act that put a provision in, or gave new wording to a unit around it; the one that names it closest."""
    found = [
        act
        for act in acts
        if act.effect.kind in _ADDS and act.effect.target.path and path.is_within(act.effect.target.path)
    ]
    return max(found, key=lambda act: len(act.effect.target.path.steps), default=None)


def may_be_added(path: Path) -> bool:
    """True of Điều 5a, khoản 2a and what lies in them: numbers that drafters give to what comes in between."""
    return any(step.level in _UNITS and _LETTERED.fullmatch(step.number) for step in path.steps)


def own_additions(references: Iterable[Reference]) -> frozenset[tuple[DocumentId, Path]]:
    """The provisions of other documents that a document itself amends or adds."""
    return frozenset(
        (one.target.document, one.target.path)
        for one in references
        if one.relation is Relation.AMENDS and one.target.path and isinstance(one.target.document, DocumentId)
    )


def comes_with(additions: Collection[tuple[DocumentId, Path]], reference: Reference) -> bool:
    """True where a reference means what its own document adds: in the act itself, or inside the new wording."""
    document, path = reference.target.document, reference.target.path
    if (
        not isinstance(document, DocumentId)
        or not path
        or not (reference.quoted or reference.relation is Relation.AMENDS)
    ):
        return False
    return any((document, Path(path.steps[:depth])) in additions for depth in range(len(path.steps), 0, -1))
