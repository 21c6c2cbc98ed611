"""What a judgement of a document rests on, gathered from the tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, func, select

from corpus import laws
from corpus.address import DocumentId
from corpus.effects import ENDING, EffectKind
from corpus.model import Metadata, Relation, Zone
from corpus.status import Act, Case, Foundation, Successor, end_of_term
from corpus.store.effect_rows import effect_of
from corpus.store.rows import metadata_of as read_metadata
from corpus.store.tables import documents, effects, mentions
from corpus.vocabulary import kind_by_name

#: A document that acts on a law does so in many places; what is known of it is read once.
metadata_of = lru_cache(2_000)(read_metadata)

_RESTS = (Relation.GUIDES.value, Relation.AMENDS.value)
_ENDS = tuple(kind.value for kind in ENDING)
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})


def case(connection: Connection, name: str) -> Case | None:
    """All that a judgement of a document rests on; None where it is not held."""
    properties = connection.execute(select(documents.c.properties).where(documents.c.id == name)).scalar()
    if properties is None:
        return None
    metadata = metadata_of(properties)
    own = select(effects).where(effects.c.document == name, effects.c.kind == EffectKind.BEGINS.value)
    return Case(
        id=DocumentId.parse(name),
        metadata=metadata,
        acts=acts(connection, name),
        own=tuple(map(effect_of, connection.execute(own.order_by(effects.c.position)).mappings())),
        foundations=_foundations(connection, name, metadata),
        successor=successor(metadata.number, metadata.kind, metadata.title, metadata.issued),
        basis=_basis(connection, name),
    )


def acts(connection: Connection, name: str) -> tuple[Act, ...]:
    """What others do to a document, held or not, by acting document and place."""
    query = (
        select(effects, documents.c.properties)
        .join(documents, documents.c.id == effects.c.document)
        .where(effects.c.target == name, effects.c.document != name)
        .order_by(effects.c.document, effects.c.position)
    )
    rows = connection.execute(query).mappings().all()
    actors = {row["actor"] or row["document"] for row in rows}
    known = _properties(connection, {row["actor"] for row in rows if row["actor"]})
    ended = _ended_by_others(connection, actors, name)
    mutual = _ended_by(connection, name, actors)
    return tuple(_act(row, known, ended, mutual) for row in rows)


def _act(
    row: Mapping[Any, Any], known: Mapping[str, Metadata], ended: Mapping[str, str], mutual: Collection[str]
) -> Act:
    effect = effect_of(row)
    actor = row["actor"] or row["document"]
    end = ended.get(row["document"]) if not effect.hint else None
    return Act(
        document=DocumentId.parse(row["document"]),
        metadata=metadata_of(row["properties"]),
        effect=effect,
        actor=known.get(actor),
        void=end is not None and effect.begins is not None and end <= effect.begins.isoformat(),
        mutual=not effect.hint and row["document"] in mutual,
    )


def _properties(connection: Connection, names: Collection[str]) -> dict[str, Metadata]:
    query = select(documents.c.id, documents.c.properties).where(documents.c.id.in_(names))
    return {name: metadata_of(told) for name, told in connection.execute(query)}


def _ended_by_others(connection: Connection, names: Collection[str], but: str) -> dict[str, str]:
    """When documents ended, by acts of others than `but`."""
    query = (
        select(effects.c.target, func.min(effects.c.begins))
        .where(_whole_end(), effects.c.target.in_(names), effects.c.document != but, ~effects.c.hint)
        .group_by(effects.c.target)
    )
    return {target: day for target, day in connection.execute(query) if day}


def _ended_by(connection: Connection, name: str, targets: Collection[str]) -> frozenset[str]:
    """Which of these a document ends."""
    query = select(effects.c.target).where(
        _whole_end(), effects.c.document == name, effects.c.target.in_(targets), ~effects.c.hint
    )
    return frozenset(connection.execute(query).scalars())


def _whole_end() -> Any:
    return and_(effects.c.kind.in_(_ENDS), effects.c.target_path == "", ~effects.c.partly)


def end_of(connection: Connection, name: str) -> tuple[date, Act | None] | None:
    """When a document, held or not, ended, and by which act: the earliest; by a later law of its name without one."""
    found = [a for a in acts(connection, name) if a.effect.kind in ENDING and a.effect.whole and not a.void]
    dated = [(a.effect.begins, a) for a in found if a.effect.begins]
    properties = connection.execute(select(documents.c.properties).where(documents.c.id == name)).scalar()
    metadata = metadata_of(properties) if properties else None
    if dated:
        day, act = min(dated, key=lambda one: (one[0], one[1].effect.hint))
        return day, act
    later = _later_law(name, metadata)
    if later is not None:
        return later.effective, None
    day_of_term = end_of_term(metadata) if metadata else None
    return (day_of_term, None) if day_of_term else None


def _later_law(name: str, metadata: Metadata | None) -> Successor | None:
    if metadata is not None:
        return successor(metadata.number, metadata.kind, metadata.title, metadata.issued)
    law = next((one for one in laws.laws() if one.id is not None and str(one.id) == name), None)
    return successor(law.number, "Luật", law.name, law.issued) if law else None


def successor(number: str | None, kind: str | None, title: str | None, issued: date | None) -> Successor | None:
    """The next later law of the same name in the table of laws; a name that amends others has none."""
    if kind not in _LAWS:
        return None
    known = laws.by_number(number) if number else None
    name = known.name if known else f"{kind} {title or ''}"
    issued = issued or (known.issued if known else None)
    if issued is None or "sửa đổi" in name.lower():
        return None
    later = (one for one in laws.by_name(name) if one.issued and one.issued > issued and one.effective)
    found = next((one for one in later if one.number != number), None)
    if found is None or found.effective is None:
        return None
    return Successor(found.id, found.name, found.number, found.effective)


def _foundations(connection: Connection, name: str, metadata: Metadata) -> tuple[Foundation, ...]:
    """What a document, by its title, details or amends, where all of it has ended since."""
    kind = kind_by_name(metadata.kind or "")
    if kind is None or not kind.has_force:
        return ()  # a plan goes on, whatever law it was made for
    query = select(mentions.c.target, mentions.c.number, mentions.c.name).where(
        mentions.c.document == name,
        mentions.c.source == Zone.TITLE.value,
        mentions.c.relation.in_(_RESTS),
        mentions.c.target.is_not(None),
        mentions.c.target != name,
        ~mentions.c.quoted,
    )
    found: dict[str, Foundation] = {}
    for target, number, called in connection.execute(query).all():
        if target in found:
            continue
        end = end_of(connection, target)
        if end is None or (metadata.issued is not None and end[0] <= metadata.issued):
            return ()
        found[target] = Foundation(DocumentId.parse(target), number, called, end[0])
    return tuple(found.values())


def _basis(connection: Connection, name: str) -> date | None:
    query = (
        select(func.max(documents.c.issued))
        .join(mentions, mentions.c.document == documents.c.id)
        .where(mentions.c.target == name, mentions.c.relation == Relation.BASIS.value, documents.c.id != name)
    )
    latest = connection.execute(query).scalar()
    return date.fromisoformat(latest) if latest else None


def resting_on(connection: Connection, name: str) -> set[str]:
    """The held documents whose judgement looks at this one: its bases, those that detail it, those it acts on."""
    basis = select(mentions.c.target).where(mentions.c.document == name, mentions.c.relation == Relation.BASIS.value)
    found = {
        *connection.execute(basis.distinct()).scalars(),
        *_founded(connection, {name}),
        *_onwards(connection, {name}),
    }
    return _held(connection, found)


def reached(connection: Connection, targets: Collection[str]) -> set[str]:
    """The held documents whose judgement changes with acts on these: themselves, those that they act on (an act is
    void when its document ended before), and those founded on any of them.
    """
    names = set(targets)
    names |= _onwards(connection, names)
    return _held(connection, names | _founded(connection, names))


def _founded(connection: Connection, names: Collection[str]) -> set[str]:
    query = select(mentions.c.document).where(
        mentions.c.target.in_(names), mentions.c.source == Zone.TITLE.value, mentions.c.relation.in_(_RESTS)
    )
    return set(connection.execute(query.distinct()).scalars())


def _onwards(connection: Connection, names: Collection[str]) -> set[str]:
    query = select(effects.c.target).where(effects.c.document.in_(names), effects.c.target.is_not(None))
    return set(connection.execute(query.distinct()).scalars())


def _held(connection: Connection, names: Collection[str]) -> set[str]:
    return set(connection.execute(select(documents.c.id).where(documents.c.id.in_(names))).scalars())
