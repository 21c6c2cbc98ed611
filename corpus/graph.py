"""Pure algorithms on who refers to whom: surroundings, counts, chains and cycles of replacement, order by rank.

A `Link` is a reference reduced to its ends; references whose target is not known by id have none.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.address import DocumentId
from corpus.model import Reference, Relation


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`source` does `relation` to `target`: it cites, amends, replaces it."""

    source: DocumentId
    target: DocumentId
    relation: Relation


class Direction(StrEnum):
    """Seen from one document: what it does to others, what others do to it."""

    OUT = "out"
    IN = "in"


def link_of(document: DocumentId, reference: Reference) -> Link | None:
    """The link of a reference that `document` makes; None for itself, mentions in new wording and unknown targets."""
    target = reference.target.document
    if not isinstance(target, DocumentId) or target == document or reference.quoted:
        return None
    return Link(document, target, reference.relation)


class Graph:
    """Links, found from both ends. Parallel links count each; what is returned does not depend on their order."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._out: dict[DocumentId, list[Link]] = {}
        self._in: dict[DocumentId, list[Link]] = {}
        for link in links:
            self._out.setdefault(link.source, []).append(link)
            self._in.setdefault(link.target, []).append(link)

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """Every document at an end of a link."""
        return tuple(sorted(self._out.keys() | self._in.keys()))

    def counts(self, document: DocumentId) -> dict[tuple[Direction, Relation], int]:
        """How many links of each relation a document makes and receives."""
        made = Counter((Direction.OUT, link.relation) for link in self._out.get(document, ()))
        received = Counter((Direction.IN, link.relation) for link in self._in.get(document, ()))
        return dict(sorted((made + received).items()))

    def neighbourhood(
        self, start: DocumentId, *, depth: int = 1, relations: Collection[Relation] | None = None
    ) -> dict[DocumentId, int]:
        """The documents at most `depth` links away in either direction, with their distance; the start is at 0."""
        found = {start: 0}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            if found[here] == depth:
                continue
            for there in sorted(self._neighbours(here, relations)):
                if there not in found:
                    found[there] = found[here] + 1
                    waiting.append(there)
        return found

    def _neighbours(self, here: DocumentId, relations: Collection[Relation] | None) -> set[DocumentId]:
        def wanted(link: Link) -> bool:
            return relations is None or link.relation in relations

        after = {link.target for link in self._out.get(here, ()) if wanted(link)}
        return after | {link.source for link in self._in.get(here, ()) if wanted(link)}

    def replaced_by(self, document: DocumentId) -> tuple[DocumentId, ...]:
        """The documents that replace this one (bị thay thế bởi), directly."""
        links = self._in.get(document, ())
        return tuple(sorted({link.source for link in links if link.relation is Relation.REPLACES} - {document}))

    def _replaces(self, document: DocumentId) -> set[DocumentId]:
        return {link.target for link in self._out.get(document, ()) if link.relation is Relation.REPLACES} - {document}

    def chain(self, document: DocumentId) -> tuple[DocumentId, ...]:
        """The document and those that replaced it, one after the other, while exactly one does and none comes again."""
        found = {document: None}
        while len(later := self.replaced_by(document)) == 1 and later[0] not in found:
            document = later[0]
            found[document] = None
        return tuple(found)

    def replacement_cycles(self) -> tuple[tuple[DocumentId, ...], ...]:
        """Groups of documents that replace one another in a circle: slips of reading or drafting."""
        order = _finished(self.documents, self.replaced_by, set())
        seen: set[DocumentId] = set()
        groups = [_finished([start], self._replaces, seen) for start in reversed(order)]  # Kosaraju
        return tuple(sorted(tuple(sorted(group)) for group in groups if len(group) > 1))


def _finished(
    starts: Iterable[DocumentId], after: Callable[[DocumentId], Iterable[DocumentId]], seen: set[DocumentId]
) -> list[DocumentId]:
    """What is reached from the starts and not seen before, each after all it leads to; without recursion."""
    done: list[DocumentId] = []
    for start in starts:
        work = [] if start in seen else [(start, iter(after(start)))]
        seen.add(start)
        while work:
            here, left = work[-1]
            there = next((one for one in left if one not in seen), None)
            if there is None:
                done.append(here)
                work.pop()
            else:
                seen.add(there)
                work.append((there, iter(after(there))))
    return done


def by_rank(documents: Iterable[DocumentId], rank: Callable[[DocumentId], int]) -> tuple[DocumentId, ...]:
    """Highest first (smallest rank), then the later year, then by id."""
    return tuple(sorted(documents, key=lambda one: (rank(one), -one.year, one)))
