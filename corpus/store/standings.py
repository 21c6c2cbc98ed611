"""Effects of documents on each other, and the status that follows, kept up to date as documents arrive.

The effects that a document makes are stored with it; the status of a document is worked out from those that reach it,
with the day on which it next changes (`turns`). Storing effects and restating what they reach is one transaction: a
run killed in between leaves the state before or after it, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from corpus.address import DocumentId
from corpus.effects import Effect
from corpus.model import Metadata, Status
from corpus.status import Act, Case, judge, turns
from corpus.store import cases, documents
from corpus.store.effect_rows import effect_of, effect_row
from corpus.store.rows import metadata_of
from corpus.store.store import Store
from corpus.store.tables import documents as documents_table
from corpus.store.tables import effects as effects_table
from corpus.store.tables import turns as turns_table
from corpus.vocabulary import status_by_name


@dataclass(frozen=True, slots=True)
class Differing:
    """A document whose page declares another status than follows from the library."""

    id: DocumentId
    metadata: Metadata
    declared: Status
    derived: Status


class Standings:
    """Effects and statuses in a store. Every method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def settle(self, document: DocumentId, effects: Sequence[Effect], *, today: date) -> int:
        """Keep what a document does, in place of what it did, and restate all that this touches; how many changed."""
        name = str(document)
        with self._store.changing("ghi hiệu lực") as connection:
            before = _kept(connection, name)
            after = [effect_row(name, position, effect) for position, effect in enumerate(effects)]
            held = documents.has(connection, name)
            if not held:
                after = []
            touched: set[str] = set()
            if before != after:
                connection.execute(delete(effects_table).where(effects_table.c.document == name))
                if after:
                    connection.execute(insert(effects_table), after)
                touched = cases.reached(connection, [row["target"] for row in (*before, *after) if row["target"]])
            around = {name} | cases.resting_on(connection, name)
            return _restate(connection, around - touched, today) + _restate(connection, touched, today, anew=True)

    def restate_due(self, *, today: date) -> int:
        """Restate the documents whose status was to change by today; how many there were."""
        with self._store.changing("xét lại hiệu lực") as connection:
            query = select(turns_table.c.document).where(turns_table.c.day <= today.isoformat())
            due = set(connection.execute(query).scalars())
            _restate(connection, due, today, anew=True)
            return len(due)

    def has_due(self, *, today: date) -> bool:
        """True where a status was to change by today and has not been restated."""
        query = select(turns_table.c.document).where(turns_table.c.day <= today.isoformat()).limit(1)
        with self._store.reading() as connection:
            return connection.execute(query).first() is not None

    def case(self, document: DocumentId) -> Case | None:
        """All that a judgement of a document rests on; None where it is not held."""
        with self._store.reading() as connection:
            return cases.case(connection, str(document))

    def end_of(self, document: DocumentId) -> tuple[date, Act | None] | None:
        """When a document, held or not, ended, and by which act, as far as the library tells."""
        with self._store.reading() as connection:
            return cases.end_of(connection, str(document))

    def made_by(self, document: DocumentId) -> tuple[Effect, ...]:
        """What a document does, and tells of third ones, in the order of its text."""
        query = select(effects_table).where(effects_table.c.document == str(document))
        with self._store.reading() as connection:
            found = connection.execute(query.order_by(effects_table.c.position)).mappings()
            return tuple(map(effect_of, found))

    def differing(self) -> tuple[Differing, ...]:
        """The documents whose declared status is not the derived one, by id; undecided ones are not among them."""
        query = select(documents_table.c.id, documents_table.c.properties, documents_table.c.status)
        query = query.where(documents_table.c.properties.contains('"declared_status"')).order_by(documents_table.c.id)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        found = (_differing(DocumentId.parse(name), metadata_of(told), Status(status)) for name, told, status in rows)
        return tuple(one for one in found if one is not None)

    def newest(self) -> date | None:
        """The day of issue of the newest document held, not after today: the day up to which the library's data go."""
        query = select(documents_table.c.issued).where(documents_table.c.issued <= date.today().isoformat())
        with self._store.reading() as connection:
            found = connection.execute(query.order_by(documents_table.c.issued.desc()).limit(1)).scalar()
        return date.fromisoformat(found) if found else None


def _kept(connection: Connection, name: str) -> list[dict[str, object]]:
    query = select(effects_table).where(effects_table.c.document == name).order_by(effects_table.c.position)
    return [dict(row) for row in connection.execute(query).mappings()]


def _restate(connection: Connection, names: Iterable[str], today: date, *, anew: bool = False) -> int:
    """Work out the status of documents; a new revision where it changed, or (`anew`) what it rests on did."""
    changed = 0
    for name in sorted(names):
        found = cases.case(connection, name)
        connection.execute(delete(turns_table).where(turns_table.c.document == name))
        if found is None:
            continue
        status, next_day = judge(found, today).status, turns(found, today)
        if next_day is not None:
            connection.execute(insert(turns_table), {"document": name, "day": next_day.isoformat()})
        held = documents_table.c.id == name
        former = connection.execute(select(documents_table.c.status).where(held)).scalar_one()
        if former != status.value or anew:
            values = {"status": status.value, "revision": documents.next_revision(connection)}
            connection.execute(update(documents_table).where(held).values(values))
            changed += former != status.value
    return changed


def _differing(id: DocumentId, metadata: Metadata, derived: Status) -> Differing | None:
    declared = status_by_name(metadata.declared_status or "")
    if declared is None or Status.UNKNOWN in (declared, derived) or declared is derived:
        return None
    return Differing(id, metadata, declared, derived)
