"""Settings: defaults, checks, and the table of the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.settings import VARIABLES, Settings, SettingsError
from search.engines import Access, Writing

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
        pytest.param(
            "TRALUAT_ELASTICSEARCH_URL", "http://a:9200,b:9200", "several by commas", id="second without scheme"
        ),
        pytest.param("TRALUAT_ELASTICSEARCH_PASSWORD", "bi-mat", "go together", id="password without user"),
        pytest.param("TRALUAT_ELASTICSEARCH_CA", "/không/có.pem", "PEM", id="CA that is no file"),
        pytest.param("TRALUAT_ELASTICSEARCH_FINGERPRINT", "ab:cd", "64", id="short fingerprint"),
        pytest.param("TRALUAT_ELASTICSEARCH_TIMEOUT", "0", "above 0", id="no time at all"),
        pytest.param("TRALUAT_ELASTICSEARCH_WRITE_TIMEOUT", "lâu", "above 0", id="time in words"),
        pytest.param("TRALUAT_ELASTICSEARCH_RETRIES", "-1", "from 0", id="retries below none"),
        pytest.param("TRALUAT_ELASTICSEARCH_BREAK_AFTER", "0", "from 1", id="circuit always open"),
        pytest.param("TRALUAT_ELASTICSEARCH_SNIFF", "maybe", "yes or no", id="neither yes nor no"),
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


def test_nobody_is_two_persons_to_elasticsearch() -> None:
    both = {"API_KEY": "khóa-bí-mật", "USER": "an", "PASSWORD": "mật-khẩu"}
    with pytest.raises(SettingsError, match="API_KEY and TRALUAT_ELASTICSEARCH_USER") as raised:
        Settings.read({f"TRALUAT_ELASTICSEARCH_{name}": value for name, value in both.items()})

    assert "bí-mật" not in str(raised.value)


def test_the_access_to_elasticsearch_is_read_whole(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.touch()
    given = {
        "URL": "https://a:9200/luat, https://b:9200",
        "USER": "an",
        "PASSWORD": "mật-khẩu",
        "CA": str(ca),
        "FINGERPRINT": ":".join(["AB"] * 32),
        "TIMEOUT": "0.5",
        "WRITE_TIMEOUT": "90",
        "RETRIES": "0",
        "SNIFF": "yes",
        "BREAK_AFTER": "3",
        "BREAK_SECONDS": "2.5",
    }
    settings = Settings.read({f"TRALUAT_ELASTICSEARCH_{name}": value for name, value in given.items()})

    assert settings.elasticsearch_url == "https://a:9200/luat,https://b:9200"
    assert settings.elasticsearch == Access(
        user="an",
        password="mật-khẩu",
        ca=str(ca),
        fingerprint="ab" * 32,
        timeout=0.5,
        write_timeout=90.0,
        retries=0,
        sniff=True,
        break_after=3,
        break_seconds=2.5,
    )


def test_defaults_of_the_table_are_those_of_the_engine() -> None:
    assert Settings.read({}).elasticsearch == Access()


def test_secrets_are_not_in_what_settings_print() -> None:
    settings = Settings.read(
        {
            "TRALUAT_TOKEN": "bí-mật-1",
            "TRALUAT_DATABASE_URL": "postgresql://an:bí-mật-2@db/luat",
            "TRALUAT_ELASTICSEARCH_URL": "http://an:bí-mật-3@es:9200",
            "TRALUAT_ELASTICSEARCH_API_KEY": "bí-mật-4",
        }
    )
    other = Settings.read({"TRALUAT_ELASTICSEARCH_USER": "an", "TRALUAT_ELASTICSEARCH_PASSWORD": "bí-mật-5"})

    assert "bí-mật" not in f"{settings!r} {settings} {other!r} {settings.elasticsearch} {other.elasticsearch}"


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


def test_how_elasticsearch_is_written_is_set() -> None:
    given = {"SHARDS": "3", "REPLICAS": "0", "BULK_BYTES": "10000", "WORKERS": "0"}
    settings = Settings.read({f"TRALUAT_ELASTICSEARCH_{name}": value for name, value in given.items()})
    assert settings.writing == Writing(3, 0, 10_000, 0)
    assert Settings.read({}).writing == Writing()


@pytest.mark.parametrize(
    ("name", "value"), [("SHARDS", "0"), ("REPLICAS", "-1"), ("BULK_BYTES", "1"), ("WORKERS", "x")]
)
def test_how_elasticsearch_is_written_is_checked(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"TRALUAT_ELASTICSEARCH_{name} is '{value}'"):
        Settings.read({f"TRALUAT_ELASTICSEARCH_{name}": value})
