"""Where files come from: the addresses they were fetched at, and where those in quarantine lie."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select

from corpus.address import DocumentId
from corpus.store.save import leave
from corpus.store.sources import PART, Quarantined
from corpus.store.store import Store
from corpus.store.tables import addresses, files, origins, quarantine, sources


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the sha256 of the bytes, and the server's marks of that version."""

    address: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in quarantine, and where it was found; None for one put there before origins were kept."""

    entry: Quarantined
    origin: str | None


class Arrivals:
    """Addresses and origins in a store. Every method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fetched(self, address: str) -> Fetched | None:
        """What this address gave last, where that is still held."""
        query = select(addresses).where(addresses.c.address == address, addresses.c.key.in_(select(sources.c.key)))
        with self._store.reading() as connection:
            row = connection.execute(query).mappings().first()
        return Fetched(row["address"], row["key"], row["etag"], row["last_modified"]) if row else None

    def document_of(self, sha256: str) -> DocumentId | None:
        """The (first) document that the bytes were read into."""
        return self._store.source_known(sha256)

    def remember(self, fetched: Fetched) -> None:
        """Keep what an address gave, in place of what it gave before."""
        with self._store.changing("ghi địa chỉ") as connection:
            connection.execute(delete(addresses).where(addresses.c.address == fetched.address))
            row = {"address": fetched.address, "key": fetched.sha256}
            marks = {"etag": fetched.etag, "last_modified": fetched.last_modified}
            connection.execute(insert(addresses), {**row, **marks})

    def held_as(self, sha256: str, name: str) -> DocumentId | None:
        """The document that a file was read into before under this name, or under one that ends or begins likewise.

        `444.txt` and `mau/444.txt` are one: the same file, given by itself or with its folder.
        """
        named = select(files.c.file).where(files.c.key == sha256)
        with self._store.reading() as connection:
            document = connection.execute(select(sources.c.document).where(sources.c.key == sha256)).scalar()
            names = connection.execute(named).scalars().all() if document else ()
        return DocumentId.parse(document) if document and any(_same_name(one, name) for one in names) else None

    def set_aside(self, entry: Quarantined, origin: str) -> None:
        """Put a file in quarantine, with the place to find it again."""
        with self._store.changing("ghi tệp lỗi") as connection:
            _release(connection, entry.file)
            row = {"file": entry.file, "sha256": entry.sha256, "code": entry.code, "message": entry.message}
            connection.execute(insert(quarantine), row)
            connection.execute(insert(origins), {"file": entry.file, "origin": origin})

    def release(self, file: str) -> None:
        """Take a file out of quarantine."""
        with self._store.changing("ghi tệp lỗi") as connection:
            _release(connection, file)

    def waiting(self, code: str | None = None) -> tuple[Waiting, ...]:
        """The files in quarantine, by name; all, or those with this reason."""
        query = (
            select(quarantine, origins.c.origin)
            .outerjoin(origins, origins.c.file == quarantine.c.file)
            .order_by(quarantine.c.file)
        )
        if code is not None:
            query = query.where(quarantine.c.code == code)
        with self._store.reading() as connection:
            found = connection.execute(query).all()
        return tuple(Waiting(Quarantined(*row[:4]), row[4]) for row in found)

    def drop_parts(self, sha256: str, beyond: int) -> None:
        """Forget the documents of a file past a number of them: it is read into fewer now."""
        query = select(sources.c.key, sources.c.document).where(sources.c.key.like(f"{sha256}{PART}%"))
        with self._store.reading() as connection:
            found = connection.execute(query).all()
        extra = [(key, document) for key, document in found if int(key.rpartition(PART)[2]) > beyond]
        if not extra:
            return
        with self._store.changing("ghi văn bản") as connection:
            for key, document in sorted(extra):
                leave(connection, document, key)


def _release(connection: Connection, file: str) -> None:
    connection.execute(delete(quarantine).where(quarantine.c.file == file))
    gone = ~origins.c.file.in_(select(quarantine.c.file))
    connection.execute(delete(origins).where(or_(origins.c.file == file, gone)))


def _same_name(one: str, other: str) -> bool:
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")
