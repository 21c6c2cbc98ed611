"""A value worked out from the whole store, kept until something is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection, select

from corpus.store.tables import meta

T = TypeVar("T")


class Remembered(Generic[T]):
    """Works a value out once for each state of the store, whoever wrote to it."""

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self._work = work
        self._known: tuple[int, T] | None = None

    def get(self, connection: Connection) -> T:
        writes = connection.execute(select(meta.c.value).where(meta.c.key == "writes")).scalar_one()
        known = self._known
        if known is None or known[0] != writes:
            self._known = known = writes, self._work(connection)
        return known[1]
