"""Documents that are cited and not held, each counted once though it is named in several ways.

A mention names some of: an issuer, a year, a number, a name. Two groups of mentions are one document when they share
the number (or name and year) and nothing that both say differs. A group that says less joins one that says more only
where exactly one fits; otherwise it stays by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from corpus.address import UNKNOWN_ISSUER, DocumentId
from corpus.model import Outcome
from corpus.store.edges import Edge, edge_of
from corpus.store.remembered import Remembered
from corpus.store.tables import documents, mentions

_TOLD = (mentions.c.target, mentions.c.number_key, mentions.c.name_key, mentions.c.year)
_Told = tuple[str | None, str | None, str | None, int | None]


@dataclass(frozen=True, slots=True)
class Missing:
    """A document cited and not held; `mentions` counts references, `documents` the documents that make them."""

    id: DocumentId | None
    number: str | None
    name: str | None
    year: int | None
    mentions: int
    documents: int


@dataclass(slots=True)
class _Group:
    """Mentions that say the same about their target. `members`: what they say, as it stands in the table."""

    issuer: str | None
    year: int | None
    number_key: str | None
    name_key: str | None
    id: str | None
    number: str | None
    name: str | None
    mentions: int = 0
    citing: set[str] = field(default_factory=set)
    members: set[_Told] = field(default_factory=set)

    @property
    def says(self) -> int:
        return (self.issuer is not None) + (self.year is not None) + (self.number_key is not None)

    def fits(self, other: _Group) -> bool:
        """True when nothing that both say differs."""
        pairs = ((self.issuer, other.issuer), (self.year, other.year), (self.number_key, other.number_key))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)

    def take(self, other: _Group) -> None:
        self.mentions += other.mentions
        self.citing |= other.citing
        self.members |= other.members
        self.name, self.name_key = self.name or other.name, self.name_key or other.name_key
        self.number = self.number or other.number
        self.year = self.year or other.year

    def is_entry(self, entry: Missing) -> bool:
        return (self.number, self.name, self.year, self.id) == (
            entry.number,
            entry.name,
            entry.year,
            str(entry.id) if entry.id else None,
        )

    def as_missing(self) -> Missing:
        known = DocumentId.parse(self.id) if self.id else None
        return Missing(known, self.number, self.name, self.year, self.mentions, len(self.citing))


class MissingDocuments:
    """The groups of mentions, worked out once for each state of the store."""

    def __init__(self) -> None:
        self._groups = Remembered(_ranked)

    def ranked(self, connection: Connection, limit: int | None) -> tuple[Missing, ...]:
        """Cited, not held: most mentions first, then by number and name."""
        return tuple(group.as_missing() for group in self._groups.get(connection)[:limit])

    def mentions_of(self, connection: Connection, wanted: Missing) -> tuple[Edge, ...]:
        """The references counted in an entry, by citing document and place."""
        group = next((group for group in self._groups.get(connection) if group.is_entry(wanted)), None)
        if group is None:
            return ()
        query = (
            select(mentions)
            .where(mentions.c.outcome == Outcome.UNKNOWN_DOCUMENT.value, ~mentions.c.itself)
            .where(or_(*map(_saying, sorted(group.members, key=str))))
            .order_by(mentions.c.document, mentions.c.position)
        )
        return tuple(edge_of(row) for row in connection.execute(query).mappings())


def _ranked(connection: Connection) -> list[_Group]:
    return sorted(_merged(connection), key=_place)


def _place(group: _Group) -> tuple[int, int, str, str, int, str]:
    told = (group.number or "", group.name or "", group.year or 0, group.id or "")
    return (-group.mentions, -len(group.citing), *told)


def _saying(member: _Told) -> ColumnElement[bool]:
    pairs = zip(_TOLD, member, strict=True)
    return and_(*(column.is_(None) if said is None else column == said for column, said in pairs))


def _merged(connection: Connection) -> list[_Group]:
    groups = _merge_by(_groups(connection), lambda group: group.number_key)
    return _merge_by(groups, lambda group: (group.name_key, group.year) if group.name_key and group.year else None)


def _groups(connection: Connection) -> list[_Group]:
    held = select(documents.c.id).where(documents.c.id == mentions.c.target).exists()
    query = (
        select(*_TOLD, func.min(mentions.c.number), func.min(mentions.c.name), mentions.c.document, func.count())
        .where(mentions.c.outcome == Outcome.UNKNOWN_DOCUMENT.value, ~mentions.c.itself, ~held)
        .group_by(*_TOLD, mentions.c.document)
        .order_by(*_TOLD, mentions.c.document)
    )
    groups: dict[object, _Group] = {}
    for target, number_key, name_key, year, number, name, citing, count in connection.execute(query):
        told = (target, number_key, name_key if number_key is None else None, year)
        group = groups.get(told)
        if group is None:
            issuer, known_year = _told_by_id(target)
            group = groups[told] = _Group(issuer, year or known_year, number_key, name_key, target, number, name)
        group.mentions += count
        group.citing.add(citing)
        group.members.add((target, number_key, name_key, year))
        group.name, group.name_key = group.name or name, group.name_key or name_key
        group.number = group.number or number
    return list(groups.values())


def _told_by_id(target: str | None) -> tuple[str | None, int | None]:
    if target is None:
        return None, None
    issuer, year, _ = target.split("/")
    return (None if issuer == UNKNOWN_ISSUER else issuer), int(year) or None


def _merge_by(groups: Iterable[_Group], key_of: Callable[[_Group], object]) -> list[_Group]:
    families: defaultdict[object, list[_Group]] = defaultdict(list)
    alone: list[_Group] = []
    for group in groups:
        key = key_of(group)
        (alone if key is None else families[key]).append(group)
    for family in families.values():
        alone += _merge(family)
    return alone


def _merge(family: list[_Group]) -> list[_Group]:
    """Join what says less to what says more, where exactly one fits."""
    kept: list[_Group] = []
    for group in sorted(family, key=lambda one: (-one.says, one.id or "", one.number or "")):
        fitting = [one for one in kept if one.fits(group)]
        if len(fitting) == 1:
            fitting[0].take(group)
        else:
            kept.append(group)
    return kept
