"""Writing and reading the reading of a document that is shown now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, or_, select, update

from corpus.address import DocumentId, Path
from corpus.model import Document, Metadata, Provision, Reference, Status
from corpus.store import rows
from corpus.store.sources import NO_FILE, as_source
from corpus.store.tables import documents, files, mentions, meta, names, provisions, sources, withdrawn


@dataclass(frozen=True, slots=True)
class Header:
    """A document without its text."""

    id: DocumentId
    metadata: Metadata
    status: Status
    provisions: int
    references: int
    unresolved: int
    problems: int
    revision: int


@dataclass(frozen=True, slots=True)
class Change:
    """What the index has to catch up with: a document saved (held) or withdrawn (not held) at a revision."""

    id: DocumentId
    revision: int
    held: bool


Filter = str | int | Status | Sequence[str | int | Status] | None


def write(
    connection: Connection,
    document: Document,
    references: Sequence[Reference],
    *,
    source: str,
    revision: int,
    fresh: bool = False,
) -> None:
    """Replace what is held of a document by this reading, in the caller's transaction; `fresh`: nothing is held."""
    name = str(document.id)
    if not fresh:
        erase(connection, name)
    row = rows.document_row(document, references)
    connection.execute(insert(documents), {**row, "revision": revision, "source": source})
    if document.provisions:
        units = [rows.provision_row(name, n, unit) for n, unit in enumerate(document.provisions)]
        connection.execute(insert(provisions), units)
    if keys := rows.names_of(document):
        connection.execute(insert(names), [{"document": name, "name_key": key} for key in sorted(keys)])
    _insert_references(connection, name, references)
    connection.execute(delete(withdrawn).where(withdrawn.c.id == name))


def erase(connection: Connection, name: str) -> None:
    """Take the reading shown now out of the tables; its sources stay."""
    for table in (provisions, names, mentions):
        connection.execute(delete(table).where(table.c.document == name))
    connection.execute(delete(documents).where(documents.c.id == name))


def write_references(connection: Connection, name: str, references: Sequence[Reference], *, revision: int) -> None:
    """Replace the references of a document and its counts of them."""
    connection.execute(delete(mentions).where(mentions.c.document == name))
    _insert_references(connection, name, references)
    counts = {"mentions": len(references), "unresolved": rows.unresolved(references), "revision": revision}
    connection.execute(update(documents).where(documents.c.id == name).values(counts))


def _insert_references(connection: Connection, name: str, references: Sequence[Reference]) -> None:
    if references:
        found = [rows.mention_row(name, n, reference) for n, reference in enumerate(references)]
        connection.execute(insert(mentions), found)


def next_revision(connection: Connection) -> int:
    """The next number of the counter; every change of what is shown takes one."""
    grown = update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1).returning(meta.c.value)
    return int(connection.execute(grown).scalar_one())


def revision(connection: Connection) -> int:
    """The last revision taken."""
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar_one())


def mark(connection: Connection, purpose: str) -> int:
    """A remembered revision; 0 where none was."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == f"mark:{purpose}")).scalar()
    return int(found or 0)


def set_mark(connection: Connection, purpose: str, revision: int) -> None:
    key = f"mark:{purpose}"
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta), {"key": key, "value": revision})


def count_write(connection: Connection) -> None:
    """Every transaction that writes is counted, so that what was worked out before it is known to be old."""
    connection.execute(update(meta).where(meta.c.key == "writes").values(value=meta.c.value + 1))


def has(connection: Connection, name: str) -> bool:
    return bool(connection.execute(select(exists().where(documents.c.id == name))).scalar())


def get(connection: Connection, name: str) -> Document | None:
    row = connection.execute(_WHOLE.where(documents.c.id == name)).mappings().first()
    if row is None:
        return None
    found = connection.execute(_UNITS.where(provisions.c.document == name)).mappings()
    source = None
    if not row["source"].startswith(NO_FILE):
        facts = {"file": row["first_file"], "media_type": row["media_type"], "pages": row["pages"]}
        source = as_source(connection, row["source"], **facts)
    return rows.document_of(row, tuple(map(rows.provision_of, found)), source)


_WHOLE = select(
    documents,
    sources.c.media_type,
    sources.c.pages,
    select(func.min(files.c.file)).where(files.c.key == documents.c.source).scalar_subquery().label("first_file"),
).join(sources, sources.c.key == documents.c.source)
_UNITS = select(provisions).order_by(provisions.c.position)


def provision(connection: Connection, name: str, path: Path) -> Provision | None:
    found = connection.execute(
        select(provisions)
        .where(provisions.c.document == name, provisions.c.path == str(path))
        .order_by(provisions.c.position)
        .limit(1)
    ).mappings()
    row = found.first()
    return rows.provision_of(row) if row else None


def paths(connection: Connection, name: str) -> frozenset[Path] | None:
    found = connection.execute(select(provisions.c.path).where(provisions.c.document == name)).scalars().all()
    if not found and not has(connection, name):
        return None
    return frozenset(map(Path.parse, found))


_HEADER = (
    documents.c.id,
    documents.c.properties,
    documents.c.status,
    documents.c.provisions,
    documents.c.mentions,
    documents.c.unresolved,
    documents.c.problems,
    documents.c.revision,
)


def header(connection: Connection, name: str) -> Header | None:
    row = connection.execute(select(*_HEADER).where(documents.c.id == name)).mappings().first()
    return _header(row) if row else None


def _header(row: Mapping[Any, Any]) -> Header:
    return Header(
        DocumentId.parse(row["id"]),
        rows.metadata_of(row["properties"]),
        Status(row["status"]),
        row["provisions"],
        row["mentions"],
        row["unresolved"],
        row["problems"],
        row["revision"],
    )


def headers(
    connection: Connection, *, kind: Filter = None, issuer: Filter = None, year: Filter = None, status: Filter = None
) -> list[Header]:
    query: Select[Any] = select(*_HEADER).order_by(documents.c.id)
    for column, wanted in (("kind", kind), ("issuer", issuer), ("year", year), ("status", status)):
        if wanted is not None:
            several = [wanted] if isinstance(wanted, str | int) else list(wanted)
            query = query.where(documents.c[column].in_([str(v) if isinstance(v, str) else v for v in several]))
    return list(map(_header, connection.execute(query).mappings()))


def ids(connection: Connection) -> list[str]:
    return list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())


def changed_since(connection: Connection, mark: int) -> list[Change]:
    held = select(documents.c.id, documents.c.revision).where(documents.c.revision > mark)
    gone = select(withdrawn.c.id, withdrawn.c.revision).where(withdrawn.c.revision > mark)
    found = [Change(DocumentId.parse(name), revision, True) for name, revision in connection.execute(held)]
    found += [Change(DocumentId.parse(name), revision, False) for name, revision in connection.execute(gone)]
    return sorted(found, key=lambda change: change.revision)


def by_number(connection: Connection, key: str, *, year: int | None, issuer: str | None) -> list[str]:
    query = select(documents.c.id).where(documents.c.number_key == key).order_by(documents.c.id)
    if year is not None:
        query = query.where(or_(documents.c.year == year, documents.c.year == 0))
    if issuer is not None:
        query = query.where(documents.c.issuer == issuer)
    return list(connection.execute(query).scalars())


def by_title(connection: Connection, key: str, *, year: int | None) -> list[str]:
    query = (
        select(documents.c.id)
        .join(names, names.c.document == documents.c.id)
        .where(names.c.name_key == key)
        .order_by(documents.c.id)
    )
    if year is not None:
        query = query.where(documents.c.year == year)
    return list(connection.execute(query).scalars())
