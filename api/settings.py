"""The settings of an installation: environment variables, read here and nowhere else.

`VARIABLES` is the table that the README prints and a test compares.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TraluatError

_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")

ENGINES = ("embedded", "elastic", "memory")


class SettingsError(TraluatError):
    """An environment variable holds what cannot be used; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the table of settings."""

    name: str
    default: str  # as printed in the table; empty where there is none
    meaning: str


VARIABLES = (
    Variable("TRALUAT_HOME", "data", "folder that holds the library and its index"),
    Variable("TRALUAT_DATABASE_URL", "sqlite:///$TRALUAT_HOME/library.db", "SQLite file or PostgreSQL database"),
    Variable("TRALUAT_ENGINE", "embedded", "search engine: embedded, elastic or memory"),
    Variable("TRALUAT_ELASTICSEARCH_URL", "http://localhost:9200", "address of Elasticsearch, with the engine elastic"),
    Variable("TRALUAT_PORT", "8000", "port that `traluat serve` listens on"),
    Variable("TRALUAT_TOKEN", "", "secret that uploads must carry; without it uploads are refused"),
    Variable(
        "TRALUAT_ALLOWED_ORIGINS", "", "other sites that may embed the search and call the API, by blanks; * for any"
    ),
    Variable("TRALUAT_PRIVATE_HOSTS", "", "hosts of the private network that `ingest` may fetch from, by commas"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked."""

    home: Path
    database_url: str
    engine: str
    elasticsearch_url: str
    port: int
    token: str | None
    private_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the variables of `VARIABLES`; raises SettingsError for a value that cannot be used."""
        given = os.environ if environment is None else environment
        values = {v.name: given.get(v.name, "").strip() or v.default for v in VARIABLES}
        home = Path(values["TRALUAT_HOME"]).expanduser()
        return cls(
            home=home,
            database_url=_database_url(values["TRALUAT_DATABASE_URL"].replace("$TRALUAT_HOME", str(home))),
            engine=_engine(values["TRALUAT_ENGINE"]),
            elasticsearch_url=_http_url(values["TRALUAT_ELASTICSEARCH_URL"]),
            port=_port(values["TRALUAT_PORT"]),
            token=values["TRALUAT_TOKEN"] or None,
            allowed_origins=_origins(values["TRALUAT_ALLOWED_ORIGINS"]),
            private_hosts=tuple(filter(None, map(str.strip, values["TRALUAT_PRIVATE_HOSTS"].split(",")))),
        )


def _database_url(value: str) -> str:
    if value.startswith("postgresql://"):
        return value.replace("postgresql://", "postgresql+psycopg://", 1)
    if value.startswith(("sqlite://", "postgresql+psycopg://")):
        return value
    raise SettingsError(
        f"TRALUAT_DATABASE_URL is '{_without_password(value)}'; write sqlite:///path/to/library.db "
        "or postgresql://user:password@host/database"
    )


def _without_password(url: str) -> str:
    before, at, after = url.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else url


def _engine(value: str) -> str:
    if value in ENGINES:
        return value
    raise SettingsError(f"TRALUAT_ENGINE is '{value}'; write one of {', '.join(ENGINES)}")


def _http_url(value: str) -> str:
    if value.startswith(("http://", "https://")):
        return value.rstrip("/")
    raise SettingsError(
        f"TRALUAT_ELASTICSEARCH_URL is '{_without_password(value)}'; write for example http://localhost:9200"
    )


def _origins(value: str) -> tuple[str, ...]:
    """`https://www.example.gov.vn https://*.example.gov.vn` or `*`; the form that browsers send, without a path."""
    found = tuple(value.replace(",", " ").split())
    for one in found:
        if one != "*" and not _ORIGIN.fullmatch(one):
            raise SettingsError(
                f"TRALUAT_ALLOWED_ORIGINS holds '{one}'; write origins like https://www.example.gov.vn, or *"
            )
    return found


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 <= int(value) <= 65535:
        return int(value)
    raise SettingsError(f"TRALUAT_PORT is '{value}'; write a number from 1 to 65535, or 0 for any free port")
