"""Opening a database: SQLite in WAL mode or PostgreSQL, with the schema made or checked."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from corpus.errors import StoreError
from corpus.store.migrations import can_migrate, migrate
from corpus.store.tables import SCHEMA_VERSION, meta, metadata

log = logging.getLogger(__name__)

_SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=30000",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=268435456",
)


def connect(url: str) -> Engine:
    """An engine whose database holds the tables of this version. Raises StoreError, which names the mend."""
    place = _parse(url)
    engine = _sqlite(place) if place.get_backend_name() == "sqlite" else _postgresql(place)
    try:
        _prepare(engine)
    except DatabaseError as error:
        engine.dispose()
        shown = place.render_as_string(hide_password=True)
        raise StoreError(f"Không mở được kho dữ liệu {shown}: {error.orig}. Kiểm tra TRALUAT_DATABASE_URL.") from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def _parse(url: str) -> URL:
    try:
        place = make_url(url)
        place.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            f"'{url}' không phải địa chỉ kho dữ liệu; viết 'sqlite:///đường/dẫn.db' hoặc 'postgresql+psycopg://…'."
        ) from error
    if place.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"Kho dữ liệu chỉ dùng sqlite hoặc postgresql, không dùng {place.get_backend_name()}.")
    return place


def is_memory(engine: Engine) -> bool:
    """True for a SQLite database that lives in this process only."""
    return engine.dialect.name == "sqlite" and engine.url.database in (None, "", ":memory:")


def _postgresql(place: URL) -> Engine:
    """Every transaction sees one state of the database, as in SQLite: a document is never read half old, half new."""
    return create_engine(place, pool_pre_ping=True, isolation_level="REPEATABLE READ")


def _sqlite(place: URL) -> Engine:
    if place.database in (None, "", ":memory:"):
        engine = create_engine(place, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        Path(str(place.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(place, connect_args={"timeout": 30}, pool_size=8, max_overflow=32)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _on_begin says, not where the driver guesses
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting).close()


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _prepare(engine: Engine) -> None:
    with engine.connect() as connection:
        held = _schema_version(connection)
    if held is None:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            metadata.create_all(connection)
            if _schema_version(connection) is None:
                start = {"schema": SCHEMA_VERSION, "revision": 0, "writes": 0}
                connection.execute(insert(meta), [{"key": key, "value": value} for key, value in start.items()])
        log.info("store made: %s", engine.url.render_as_string(hide_password=True))
    elif can_migrate(held):
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            now = _schema_version(connection)
            if now is not None and can_migrate(now):  # not by another process meanwhile
                migrate(connection, now)
    elif held != SCHEMA_VERSION:
        raise StoreError(
            f"Kho dữ liệu có phiên bản lược đồ {held}, chương trình này cần {SCHEMA_VERSION}; "
            "dùng đúng phiên bản chương trình hoặc nạp lại văn bản vào kho mới."
        )


def _schema_version(connection: Connection) -> int | None:
    if not inspect(connection).has_table("meta"):
        return None
    return connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
