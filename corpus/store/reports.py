"""Reports of readers: something is wrong with a document or a provision. Kept, numbered, handled, answered.

The table is made when the first report comes, beside whatever version of the other tables the store has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, func, insert, inspect, select, update


class ReportState(StrEnum):
    """How far a report has come."""

    NEW = "moi"
    SEEN = "dang-xu-ly"
    DONE = "da-sua"
    DECLINED = "khong-sua"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is kept. `path`: the provision, empty for the whole document; `answer` is for its reader.

    Nothing of it is shown to others before `public`, which only those who handle reports set.
    """

    number: int
    document: str
    path: str
    what: str
    text: str
    contact: str
    state: ReportState
    answer: str
    public: bool
    made: datetime
    changed: datetime


_metadata = MetaData()
_reports = Table(
    "reports",
    _metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("document", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("key", Text, nullable=False),  # what the reader sees the state of the report with
    Column("state", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("public", Integer, nullable=False),
    Column("made", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Index("reports_by_document", "document"),
)


def keep(connection: Connection, *, document: str, path: str, what: str, text: str, contact: str, key: str) -> int:
    """Keep a new report; its number."""
    _metadata.create_all(connection)
    now = _now()
    row = {"document": document, "path": path, "what": what, "text": text, "contact": contact, "key": key}
    row |= {"state": ReportState.NEW.value, "answer": "", "public": 0, "made": now, "changed": now}  # type: ignore[dict-item]
    found = connection.execute(insert(_reports).values(row))
    assert found.inserted_primary_key is not None
    return int(found.inserted_primary_key[0])


def handle(connection: Connection, number: int, *, state: ReportState, answer: str, public: bool) -> bool:
    """Set the state and the answer of a report; False where there is none of that number."""
    _metadata.create_all(connection)
    values = {"state": state.value, "answer": answer, "public": int(public), "changed": _now()}
    return connection.execute(update(_reports).where(_reports.c.number == number).values(values)).rowcount == 1


def by_key(connection: Connection, key: str) -> Report | None:
    """The report whose reader holds this key."""
    if not _made(connection):
        return None
    row = connection.execute(select(_reports).where(_reports.c.key == key)).mappings().first()
    return _report(row) if row else None


def listed(connection: Connection, state: ReportState | None = None) -> tuple[Report, ...]:
    """All reports, or those in a state, the newest first."""
    if not _made(connection):
        return ()
    query = select(_reports).order_by(_reports.c.number.desc())
    if state is not None:
        query = query.where(_reports.c.state == state.value)
    return tuple(_report(row) for row in connection.execute(query).mappings())


def public(connection: Connection, document: str) -> tuple[Report, ...]:
    """The reports on a document that were reviewed and made public, in the order they came."""
    if not _made(connection):
        return ()
    query = select(_reports).where(_reports.c.document == document, _reports.c.public == 1).order_by(_reports.c.number)
    return tuple(_report(row) for row in connection.execute(query).mappings())


def counts(connection: Connection) -> dict[ReportState, int]:
    """How many reports are in each state."""
    if not _made(connection):
        return {}
    found = connection.execute(select(_reports.c.state, func.count()).group_by(_reports.c.state))
    return {ReportState(state): int(count) for state, count in found}


def since(connection: Connection, age: timedelta) -> int:
    """How many reports came in the last while."""
    if not _made(connection):
        return 0
    begin = (datetime.now(UTC) - age).isoformat(timespec="seconds")
    return int(connection.execute(select(func.count()).where(_reports.c.made >= begin)).scalar_one())


def _made(connection: Connection) -> bool:
    return bool(inspect(connection).has_table(_reports.name))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _report(row: Mapping[Any, Any]) -> Report:
    return Report(
        number=row["number"],
        document=row["document"],
        path=row["path"],
        what=row["what"],
        text=row["text"],
        contact=row["contact"],
        state=ReportState(row["state"]),
        answer=row["answer"],
        public=bool(row["public"]),
        made=datetime.fromisoformat(row["made"]),
        changed=datetime.fromisoformat(row["changed"]),
    )
