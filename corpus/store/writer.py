"""One writer at a time: a lock that dies with its process, and that tells who holds it."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from corpus.errors import StoreBusy
from corpus.store.connect import is_memory

_ADVISORY_KEY = 7_274_628  # any number, the same for every traluat on one PostgreSQL database
_PAUSE = 0.05


class Writer:
    """The right to write to one store; reentrant in a thread, exclusive between threads and processes."""

    def __init__(self, engine: Engine, *, patience: float) -> None:
        self._engine = engine
        self._patience = patience
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self, purpose: str) -> Iterator[None]:
        """Hold the right for a while. Raises StoreBusy, naming the holder, after waiting for `patience` seconds."""
        if not self._threads.acquire(timeout=self._patience):
            raise StoreBusy("Kho dữ liệu đang được một yêu cầu khác của chính chương trình này ghi; thử lại sau.")
        try:
            if self._depth or is_memory(self._engine):
                yield from self._deeper()
            elif self._engine.dialect.name == "sqlite":
                with _file_lock(Path(f"{self._engine.url.database}.lock"), purpose, self._patience):
                    yield from self._deeper()
            else:
                with _advisory_lock(self._engine, self._patience):
                    yield from self._deeper()
        finally:
            self._threads.release()

    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1


@contextmanager
def _file_lock(path: Path, purpose: str, patience: float) -> Iterator[None]:
    """A lock of the operating system: it goes when its process goes, also by kill -9."""
    path.touch()
    with path.open("r+", encoding="utf-8") as handle:
        deadline = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                holder = handle.readline().strip() or "một tiến trình khác"
                raise StoreBusy(
                    f"Kho dữ liệu đang được ghi bởi {holder}; chờ xong hoặc dừng tiến trình đó rồi chạy lại."
                )
            time.sleep(_PAUSE)
        handle.write(f"tiến trình {os.getpid()} ({purpose})\n")
        handle.flush()
        yield


def _try_lock(handle: TextIOWrapper) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _advisory_lock(engine: Engine, patience: float) -> Iterator[None]:
    """A session lock of PostgreSQL on a connection of its own."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        deadline = time.monotonic() + patience
        while not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY_KEY}).scalar():
            if time.monotonic() >= deadline:
                raise StoreBusy(
                    f"Kho dữ liệu đang được ghi bởi {_advisory_holder(connection)}; "
                    "chờ xong hoặc dừng tiến trình đó rồi chạy lại."
                )
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY_KEY})


def _advisory_holder(connection: Connection) -> str:
    holder = connection.execute(
        text(
            "SELECT a.pid, a.application_name, a.client_addr::text FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.objid = :key AND l.granted"
        ),
        {"key": _ADVISORY_KEY},
    ).first()
    return f"kết nối {holder[0]} ({holder[1] or holder[2] or 'không tên'})" if holder else "một kết nối khác"
