"""Bringing the database of an older version up to this one, in place, when it is opened.

2 -> 3  tables of effects and statuses come to the others; they are filled from the documents by the next `settle`
        (`ingest.settling`), which every ingest, reindex and start of the server calls
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Connection, update

from corpus.store.tables import SCHEMA_VERSION, meta, metadata

log = logging.getLogger(__name__)


def _to_3(connection: Connection) -> None:
    metadata.create_all(connection)  # makes what is missing, touches nothing that is there


#: From a version to the next.
_STEPS: dict[int, Callable[[Connection], None]] = {2: _to_3}


def can_migrate(held: int) -> bool:
    """True of an older version from which the steps lead here."""
    return held < SCHEMA_VERSION and all(version in _STEPS for version in range(held, SCHEMA_VERSION))


def migrate(connection: Connection, held: int) -> None:
    """Take the steps from a version to this one, in the caller's transaction."""
    for version in range(held, SCHEMA_VERSION):
        _STEPS[version](connection)
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=SCHEMA_VERSION))
    log.warning("store brought from schema version %d to %d", held, SCHEMA_VERSION)
