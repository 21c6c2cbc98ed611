"""Empty stores on SQLite and on a private PostgreSQL server, where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from corpus.store import Store
from corpus.store.tables import metadata

_USER = "postgres"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_user(*command: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root; its package brings a user."""
    words = list(map(str, command))
    return ["runuser", "-u", _USER, "--", *words] if os.geteuid() == 0 else words


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _absent(reason: str) -> None:
    if os.environ.get("CI") == "1":
        pytest.fail(f"in CI the store is tested on PostgreSQL: {reason}")
    pytest.skip(f"the store is not tested on PostgreSQL here: {reason}")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty database: TRALUAT_TEST_POSTGRES, else a server of our own in a temporary folder."""
    if given := os.environ.get("TRALUAT_TEST_POSTGRES"):
        yield given
        return
    programs = _programs()
    if programs is None:
        _absent("initdb is not installed")
        return
    if os.geteuid() == 0 and _USER not in {entry.pw_name for entry in pwd.getpwall()}:
        _absent("it will not run as root, and there is no user postgres")
    with tempfile.TemporaryDirectory(prefix="traluat-pg-") as folder:
        yield from _server(programs, Path(folder))


def _server(programs: Path, folder: Path) -> Iterator[str]:
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    folder.chmod(0o700)
    data, port = folder / "data", _free_port()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        _as_user(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync"), **quiet
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = (programs / "pg_ctl", "-D", data, "-w", "-s")
    subprocess.run(_as_user(*control, "-l", folder / "log", "-o", options, "start"), **quiet)
    try:
        yield f"postgresql+psycopg://{_USER}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(_as_user(*control, "-m", "immediate", "stop"), **quiet)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    address: str = request.getfixturevalue("postgres_url")
    engine = create_engine(address)
    metadata.drop_all(engine)
    engine.dispose()
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url, patience=0.2) as opened:
        yield opened
