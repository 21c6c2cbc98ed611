"""The files behind the documents: their bytes, names and readings; files that could not be read.

Which reading of a document is shown does not depend on the order in which its files arrived: the one with the most
provisions, then the longest text, then the smaller digest, then the smaller file name. The others are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from corpus.address import DocumentId
from corpus.model import Document, Reference, Source
from corpus.store import rows
from corpus.store.tables import addresses, documents, files, originals, quarantine, sources

NO_FILE = "none:"
PART = "#"


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a document, by the file it came from; `current` is the one that is shown."""

    key: str
    files: tuple[str, ...]
    media_type: str | None
    provisions: int
    length: int
    digest: str
    current: bool


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A file the store has read: its hash, its names, and the document it became."""

    sha256: str
    files: tuple[str, ...]
    media_type: str
    document: DocumentId


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that could not be read, with the reason."""

    file: str
    sha256: str
    code: str
    message: str


def key_of(document: Document, digest: str) -> str:
    """The sha256 of the file; the first of its documents has it bare, the others with their number."""
    source = document.source
    if source is None:
        return NO_FILE + digest
    return source.sha256 if (source.part or 1) == 1 else f"{source.sha256}{PART}{source.part}"


def find(connection: Connection, key: str) -> Any | None:
    """The row of a source, or None."""
    return connection.execute(select(sources).where(sources.c.key == key)).mappings().first()


def names_of_file(connection: Connection, key: str) -> tuple[str, ...]:
    query = select(files.c.file).where(files.c.key == key).order_by(files.c.file)
    return tuple(connection.execute(query).scalars())


def source_of(connection: Connection, key: str) -> Source | None:
    """The facts of a file, under its first name."""
    row = find(connection, key)
    if row is None or key.startswith(NO_FILE):
        return None
    first = connection.execute(select(func.min(files.c.file)).where(files.c.key == key)).scalar_one()
    return as_source(connection, key, file=first, media_type=row["media_type"], pages=row["pages"])


def as_source(connection: Connection, key: str, *, file: str, media_type: str, pages: int | None) -> Source:
    """The facts of a file, with the first of the addresses that gave it, and the part that a key names."""
    sha256, _, part = key.partition(PART)
    address = connection.execute(select(func.min(addresses.c.address)).where(addresses.c.key == sha256)).scalar()
    number = int(part) if part else 1 if _has_parts(connection, sha256) else None
    return Source(file, sha256, media_type, pages, address, number)


def _has_parts(connection: Connection, sha256: str) -> bool:
    second = select(sources.c.key).where(sources.c.key > f"{sha256}{PART}", sources.c.key < f"{sha256}{PART}:")
    return connection.execute(second.limit(1)).first() is not None


def keep(connection: Connection, document: Document, digest: str, original: bytes | None, *, known: bool) -> None:
    """Remember a source, its name and its bytes; `known`: it is held, and this reading of it replaces the former."""
    key = key_of(document, digest)
    source = document.source
    if known:
        connection.execute(delete(sources).where(sources.c.key == key))
    connection.execute(
        insert(sources),
        {
            "key": key,
            "document": str(document.id),
            "digest": digest,
            "media_type": source.media_type if source else None,
            "pages": source.pages if source else None,
            "provisions": len(document.provisions),
            "length": len(document.text),
            "reading": None,
        },
    )
    if source is not None:
        add_name(connection, key, source.file)
        connection.execute(
            delete(quarantine).where(or_(quarantine.c.file == source.file, quarantine.c.sha256 == source.sha256))
        )
    if original is not None and not _holds_original(connection, key):
        connection.execute(insert(originals), {"key": key, "data": original})


def add_name(connection: Connection, key: str, file: str) -> bool:
    """Remember a name of a file; True when it is new."""
    if file in names_of_file(connection, key):
        return False
    connection.execute(insert(files), {"key": key, "file": file})
    return True


def _holds_original(connection: Connection, key: str) -> bool:
    return connection.execute(select(originals.c.key).where(originals.c.key == key)).first() is not None


def best(connection: Connection, name: str) -> str | None:
    """The key of the source whose reading is to be shown, by the rule at the top; None where no source is left."""
    found = connection.execute(
        select(sources.c.key, sources.c.provisions, sources.c.length, sources.c.digest, func.min(files.c.file))
        .outerjoin(files, files.c.key == sources.c.key)
        .where(sources.c.document == name)
        .group_by(sources.c.key, sources.c.provisions, sources.c.length, sources.c.digest)
    ).all()
    ranked = sorted(found, key=lambda row: (-row[1], -row[2], row[3], row[4] or "", row[0]))
    return str(ranked[0][0]) if ranked else None


def store_reading(connection: Connection, key: str, reading: tuple[Document, Sequence[Reference]] | None) -> None:
    """Put a reading that is not shown beside its source, or take it away (None) when it becomes the one shown."""
    packed = rows.pack(*reading) if reading else None
    connection.execute(update(sources).where(sources.c.key == key).values(reading=packed))


def versions(connection: Connection, name: str) -> tuple[Version, ...]:
    shown = connection.execute(select(documents.c.source).where(documents.c.id == name)).scalar()
    found = connection.execute(select(sources).where(sources.c.document == name).order_by(sources.c.key)).mappings()
    return tuple(
        Version(
            row["key"],
            names_of_file(connection, row["key"]),
            row["media_type"],
            row["provisions"],
            row["length"],
            row["digest"],
            row["key"] == shown,
        )
        for row in found.all()
    )


def held(connection: Connection) -> tuple[HeldSource, ...]:
    names: dict[str, list[str]] = {}
    for key, file in connection.execute(select(files.c.key, files.c.file).order_by(files.c.file)):
        names.setdefault(key, []).append(file)
    found = connection.execute(select(sources.c.key, sources.c.media_type, sources.c.document).order_by(sources.c.key))
    return tuple(
        HeldSource(key.partition(PART)[0], tuple(names.get(key, ())), media_type, DocumentId.parse(document))
        for key, media_type, document in found
        if not key.startswith(NO_FILE)
    )


def original(connection: Connection, sha256: str) -> bytes | None:
    data = connection.execute(select(originals.c.data).where(originals.c.key == sha256)).scalar()
    return bytes(data) if data is not None else None


def put_in_quarantine(connection: Connection, entry: Quarantined) -> None:
    connection.execute(delete(quarantine).where(quarantine.c.file == entry.file))
    connection.execute(
        insert(quarantine),
        {"file": entry.file, "sha256": entry.sha256, "code": entry.code, "message": entry.message},
    )


def quarantined(connection: Connection) -> tuple[Quarantined, ...]:
    return tuple(Quarantined(*row) for row in connection.execute(select(quarantine).order_by(quarantine.c.file)))
