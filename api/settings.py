"""The settings of an installation: environment variables, read here and nowhere else.

`VARIABLES` is the table that the README prints and a test compares.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import TraluatError
from search.engines import Access, Writing

_FINGERPRINT = re.compile(r"(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")

_ELASTIC = "TRALUAT_ELASTICSEARCH_"

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
    Variable(
        "TRALUAT_ELASTICSEARCH_URL",
        "http://localhost:9200",
        "address of Elasticsearch, with the engine elastic; several nodes by commas, a path names the alias",
    ),
    Variable("TRALUAT_ELASTICSEARCH_API_KEY", "", "its API key, in the encoded form; or user and password"),
    Variable("TRALUAT_ELASTICSEARCH_USER", "", "user of Elasticsearch"),
    Variable("TRALUAT_ELASTICSEARCH_PASSWORD", "", "password of that user"),
    Variable("TRALUAT_ELASTICSEARCH_CA", "", "file of the CA certificates that its certificate must come from"),
    Variable("TRALUAT_ELASTICSEARCH_FINGERPRINT", "", "SHA-256 of its certificate, instead of a CA"),
    Variable("TRALUAT_ELASTICSEARCH_TIMEOUT", "5", "seconds for one attempt to read from it"),
    Variable("TRALUAT_ELASTICSEARCH_WRITE_TIMEOUT", "60", "seconds for one attempt to write to it"),
    Variable(
        "TRALUAT_ELASTICSEARCH_RETRIES", "2", "further attempts to read, each on another node where there are several"
    ),
    Variable(
        "TRALUAT_ELASTICSEARCH_SNIFF",
        "no",
        "yes: ask the cluster for its other nodes; only where the addresses they tell can be reached",
    ),
    Variable("TRALUAT_ELASTICSEARCH_BREAK_AFTER", "5", "failures in a row after which it is not asked for a while"),
    Variable("TRALUAT_ELASTICSEARCH_BREAK_SECONDS", "5", "how long that while is"),
    Variable("TRALUAT_ELASTICSEARCH_SHARDS", "1", "parts of a new index there"),
    Variable("TRALUAT_ELASTICSEARCH_REPLICAS", "1", "copies of it at most, each on another node"),
    Variable("TRALUAT_ELASTICSEARCH_BULK_BYTES", "5000000", "bytes of one request that writes"),
    Variable("TRALUAT_ELASTICSEARCH_WORKERS", "", "processes that analyse for it; one less than cores, 0 for none"),
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
    database_url: str = field(repr=False)  # may hold a password, as may the next
    engine: str
    elasticsearch_url: str = field(repr=False)
    port: int
    token: str | None = field(repr=False)
    private_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    elasticsearch: Access = field(default_factory=Access)
    writing: Writing = field(default_factory=Writing)

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
            elasticsearch_url=_http_urls(values["TRALUAT_ELASTICSEARCH_URL"]),
            port=_port(values["TRALUAT_PORT"]),
            token=values["TRALUAT_TOKEN"] or None,
            allowed_origins=_origins(values["TRALUAT_ALLOWED_ORIGINS"]),
            private_hosts=tuple(filter(None, map(str.strip, values["TRALUAT_PRIVATE_HOSTS"].split(",")))),
            elasticsearch=_access(values),
            writing=_writing(values),
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


def _http_urls(value: str) -> str:
    """One address, or several by commas: nodes of one cluster."""
    found = [one.strip().rstrip("/") for one in value.split(",") if one.strip()]
    for one in found:
        if not one.startswith(("http://", "https://")):
            raise SettingsError(
                f"TRALUAT_ELASTICSEARCH_URL holds '{_without_password(one)}'; write for example http://localhost:9200, "
                "several by commas"
            )
    return ",".join(found)


def _access(values: Mapping[str, str]) -> Access:
    """How Elasticsearch is reached; no message here repeats a secret."""
    given = {name.removeprefix(_ELASTIC): value for name, value in values.items() if name.startswith(_ELASTIC)}
    if given["API_KEY"] and given["USER"]:
        raise SettingsError(f"{_ELASTIC}API_KEY and {_ELASTIC}USER are both set; keep one of them")
    if bool(given["USER"]) != bool(given["PASSWORD"]):
        raise SettingsError(f"{_ELASTIC}USER and {_ELASTIC}PASSWORD go together; one of them is not set")
    if given["CA"] and not Path(given["CA"]).is_file():
        raise SettingsError(f"{_ELASTIC}CA is '{given['CA']}', where no file is; write the path of a PEM file")
    if given["FINGERPRINT"] and not _FINGERPRINT.fullmatch(given["FINGERPRINT"]):
        raise SettingsError(f"{_ELASTIC}FINGERPRINT is no SHA-256; write 64 hexadecimal digits, colons between allowed")
    return Access(
        api_key=given["API_KEY"],
        user=given["USER"],
        password=given["PASSWORD"],
        ca=given["CA"],
        fingerprint=given["FINGERPRINT"].replace(":", "").lower(),
        timeout=_seconds(f"{_ELASTIC}TIMEOUT", given["TIMEOUT"]),
        write_timeout=_seconds(f"{_ELASTIC}WRITE_TIMEOUT", given["WRITE_TIMEOUT"]),
        retries=_whole(f"{_ELASTIC}RETRIES", given["RETRIES"], least=0),
        sniff=_yes(f"{_ELASTIC}SNIFF", given["SNIFF"]),
        break_after=_whole(f"{_ELASTIC}BREAK_AFTER", given["BREAK_AFTER"], least=1),
        break_seconds=_seconds(f"{_ELASTIC}BREAK_SECONDS", given["BREAK_SECONDS"]),
    )


def _writing(values: Mapping[str, str]) -> Writing:
    """How an index is written on Elasticsearch."""
    shards, replicas, size = (
        _whole(name := f"{_ELASTIC}{rest}", values[name], least=least)
        for rest, least in (("SHARDS", 1), ("REPLICAS", 0), ("BULK_BYTES", 10_000))
    )
    name = f"{_ELASTIC}WORKERS"
    workers = _whole(name, values[name], least=0) if values[name] else Writing().workers
    return Writing(shards, replicas, size, workers)


def _seconds(name: str, value: str) -> float:
    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", value) and float(value) > 0:
        return float(value)
    raise SettingsError(f"{name} is '{value}'; write seconds above 0, like 5 or 0.5")


def _whole(name: str, value: str, *, least: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", value) and int(value) >= least:
        return int(value)
    raise SettingsError(f"{name} is '{value}'; write a whole number from {least}")


def _yes(name: str, value: str) -> bool:
    if value in ("yes", "no"):
        return value == "yes"
    raise SettingsError(f"{name} is '{value}'; write yes or no")


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
