"""Settings: defaults, checks, and the table of the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.settings import VARIABLES, Settings, SettingsError

README = Path(__file__).parents[2] / "README.md"


def test_defaults_when_the_environment_is_empty() -> None:
    settings = Settings.read({})

    assert settings.home == Path("data")
    assert settings.database_url == "sqlite:///data/library.db"
    assert settings.engine == "embedded"
    assert settings.port == 8000
    assert settings.token is None
    assert settings.index_folder == Path("data/index")


def test_the_database_follows_the_home_folder() -> None:
    assert Settings.read({"TRALUAT_HOME": "/srv/luat"}).database_url == "sqlite:////srv/luat/library.db"


def test_plain_postgresql_addresses_get_the_driver() -> None:
    settings = Settings.read({"TRALUAT_DATABASE_URL": "postgresql://an@db/luat"})

    assert settings.database_url == "postgresql+psycopg://an@db/luat"


def test_blank_values_count_as_absent() -> None:
    assert Settings.read({"TRALUAT_PORT": " ", "TRALUAT_TOKEN": ""}) == Settings.read({})


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        pytest.param("TRALUAT_ENGINE", "lucene", "embedded, elastic, memory", id="unknown engine"),
        pytest.param("TRALUAT_PORT", "tám nghìn", "1 to 65535", id="port in words"),
        pytest.param("TRALUAT_PORT", "70000", "1 to 65535", id="port too high"),
        pytest.param("TRALUAT_DATABASE_URL", "mysql://db/luat", "sqlite:///", id="unknown database"),
        pytest.param(
            "TRALUAT_ELASTICSEARCH_URL", "localhost:9200", "http://localhost:9200", id="address without scheme"
        ),
    ],
)
def test_bad_values_are_named_with_the_mend(name: str, value: str, mend: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({name: value})

    assert name in str(raised.value)
    assert mend in str(raised.value)


def test_a_password_in_a_bad_address_is_not_shown() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({"TRALUAT_DATABASE_URL": "mysql://an:bi-mat@db/luat"})

    assert "bi-mat" not in str(raised.value)


def test_nothing_else_reads_the_environment() -> None:
    """To hand it on whole to a program that is started (`{**os.environ, …}`) is no reading of a setting."""
    packages = [Path(__file__).parents[2] / name for name in ("corpus", "ingest", "search", "api")]
    readers = [
        file.name
        for package in packages
        for file in package.rglob("*.py")
        if re.search(r"(?<!\*\*)\bos\.(environ|getenv)|from os import .*(environ|getenv)", file.read_text("utf-8"))
    ]

    assert readers == ["settings.py"]


def test_the_readme_prints_this_table() -> None:
    rows = re.findall(r"^\| `(TRALUAT_\w+)` \| (?:`([^`]*)`)? *\| (.+) \|$", README.read_text("utf-8"), re.MULTILINE)

    assert rows == [(v.name, v.default, v.meaning) for v in VARIABLES]
