"""What whoever runs the library wants to know of its index: generations, sizes, nodes, who writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a generation of an index is."""

    SERVING = "serving"  # answers
    PREVIOUS = "previous"  # answered before; a rollback lets it answer again
    UNFINISHED = "unfinished"  # of a rebuild that runs or was killed
    LEFT = "left"  # of no use any more; the next rebuild clears it away


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index."""

    name: str
    role: Role
    entries: int
    size: int  # bytes, with all copies
    mark: int  # the revision of the store up to which it is told
    usable: bool = True  # made by this version of the program
    built: datetime | None = None
    seconds: float = 0.0  # that building it took


@dataclass(frozen=True, slots=True)
class Node:
    """One server of a cluster."""

    name: str
    version: str
    address: str
    heap_percent: int
    disk_free: int  # bytes


@dataclass(frozen=True, slots=True)
class State:
    """An engine as it stands. `health`: green (all copies there), yellow (some copies lacking), red (parts lacking)."""

    engine: str
    place: str  # folder, or alias
    health: str = "green"
    generations: tuple[Generation, ...] = ()
    nodes: tuple[Node, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # alias, index
    writers: tuple[str, ...] = ()  # who holds the right to write, in words
    snapshots: tuple[str, ...] = ()

    def of(self, role: Role) -> Generation | None:
        """The newest generation of a role."""
        return next((one for one in self.generations if one.role is role), None)

    def __iter__(self) -> Iterator[Generation]:
        return iter(self.generations)


@dataclass(frozen=True, slots=True)
class Turned:
    """Another generation was let serve: which serves now, and which stood back."""

    now: Generation
    back: Generation | None
