"""Who may ask the cluster engine and whom it trusts: a TLS front of ours before a real server."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.settings import Settings
from corpus.errors import EngineUnavailable
from corpus.store import Store
from search.engines import Access, open_index
from search.index import Clause, Plan, SearchIndex
from tests.contract.test_engines import ENTRIES
from tests.elasticsearch.certificates import Authority, Certificate
from tests.elasticsearch.proxy import Asked, Proxy, proxy

ROLES = Path(__file__).resolve().parents[2] / "docs" / "elasticsearch-roles"
KEY = "a2jDs2EtZ2nhuqMtxJHhu4tuaDpiw60tbeG6rXQ="
PASSWORD = "mật-khẩu-giả-định"
ACCEPTED = frozenset({f"ApiKey {KEY}", "Basic " + base64.b64encode(f"traluat:{PASSWORD}".encode()).decode()})
PLAN = Plan((Clause("syllables", (("đất", 1.0),)),), facets=("kind",))


@dataclass(frozen=True, slots=True)
class Front:
    """A front with its certificate, and the alias behind it."""

    proxy: Proxy
    authority: Authority
    certificate: Certificate
    alias: str

    def open(self, **access: str) -> SearchIndex:
        return open_index("elastic", url=f"{self.proxy.url}/{self.alias}", access=Access(**access))  # type: ignore[arg-type]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


Opener = Callable[[Certificate | None], Front]


@pytest.fixture
def behind(fresh_alias: str, authority: Authority) -> Iterator[Callable[[Certificate], Front]]:
    """A front with the given certificate."""
    parts = urlsplit(fresh_alias)
    opened = []

    def made(certificate: Certificate) -> Front:
        front = proxy(f"{parts.scheme}://{parts.netloc}", certificate=certificate, accepted=ACCEPTED)
        opened.append(front)
        return Front(front.__enter__(), authority, certificate, parts.path.strip("/"))

    yield made
    for front in opened:
        front.__exit__(None, None, None)


@pytest.fixture
def front(behind: Callable[[Certificate], Front], authority: Authority) -> Front:
    return behind(authority.issue("server"))


@pytest.mark.parametrize(
    ("who", "trust"),
    [
        pytest.param({"api_key": KEY}, "ca", id="API key, CA"),
        pytest.param({"user": "traluat", "password": PASSWORD}, "fingerprint", id="user and password, fingerprint"),
    ],
)
def test_who_is_known_writes_and_searches_over_tls(front: Front, who: dict[str, str], trust: str) -> None:
    trusted = {"ca": str(front.authority.file)} if trust == "ca" else {"fingerprint": front.certificate.fingerprint}
    with closing(front.open(**who, **trusted)) as index:
        assert index.replace(ENTRIES, mark=3) == len(ENTRIES)
        assert index.search(PLAN).total > 0


@pytest.mark.parametrize(
    ("access", "mend"),
    [
        pytest.param({"api_key": "c2Fp"}, "TRALUAT_ELASTICSEARCH_API_KEY", id="wrong key"),
        pytest.param({"user": "traluat", "password": "sai"}, "TRALUAT_ELASTICSEARCH_PASSWORD", id="wrong password"),
        pytest.param({}, "TRALUAT_ELASTICSEARCH_API_KEY", id="no key"),
        pytest.param({"api_key": KEY, "ca": ""}, "TRALUAT_ELASTICSEARCH_CA", id="no CA of its own"),
        pytest.param({"api_key": KEY, "fingerprint": "ab" * 32}, "TRALUAT_ELASTICSEARCH_FINGERPRINT", id="fingerprint"),
    ],
)
def test_what_is_wrong_is_named_with_the_setting(front: Front, access: dict[str, str], mend: str) -> None:
    with closing(front.open(**{"ca": str(front.authority.file)} | access)) as index:
        for ask in (index.count, lambda: index.search(PLAN), lambda: index.replace(ENTRIES)):
            with pytest.raises(EngineUnavailable, match=mend):
                ask()


def test_a_certificate_of_another_authority_is_refused(front: Front, tmp_path: Path) -> None:
    other = Authority(tmp_path, "CA khác")
    with (
        closing(front.open(api_key=KEY, ca=str(other.file))) as index,
        pytest.raises(EngineUnavailable, match="TRALUAT_ELASTICSEARCH_CA"),
    ):
        index.count()


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        pytest.param({"days": -1}, "hết hạn", id="expired"),
        pytest.param({"address": "127.0.0.9"}, "TRALUAT_ELASTICSEARCH_URL", id="of another host"),
    ],
)
def test_a_certificate_that_does_not_fit_is_refused(
    behind: Callable[[Certificate], Front], authority: Authority, issued: dict[str, object], words: str
) -> None:
    front = behind(authority.issue("server", **issued))  # type: ignore[arg-type]
    with (
        closing(front.open(api_key=KEY, ca=str(authority.file))) as index,
        pytest.raises(EngineUnavailable, match=words),
    ):
        index.count()


def test_https_where_http_is_spoken_is_named(elasticsearch: str) -> None:
    with (
        closing(open_index("elastic", url=elasticsearch.replace("http:", "https:"))) as index,
        pytest.raises(EngineUnavailable, match="http hay https"),
    ):
        index.count()


def test_a_key_without_the_rights_is_named(front: Front) -> None:
    cause = {"type": "security_exception", "reason": "action [indices:data/read/search] is unauthorized"}
    front.proxy.instead = lambda path: (403, {"error": {"root_cause": [cause], **cause}, "status": 403})
    with (
        closing(front.open(api_key=KEY, ca=str(front.authority.file))) as index,
        pytest.raises(EngineUnavailable, match="docs/elasticsearch-roles"),
    ):
        index.search(PLAN)


OLD = {"type": "media_type_header_exception", "reason": "Accept version must be either version 8 or 7, but found 9."}


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        pytest.param((200, {"nodes": {"a": {"version": "10.1.0"}}}), r"10\.1\.0, bản này nói với 9\.x", id="newer"),
        pytest.param((200, {"nodes": {"a": {"version": "8.19.2"}}}), r"8\.19\.2, bản này nói với 9\.x", id="older"),
        pytest.param(
            (400, {"error": {"root_cause": [OLD], **OLD}, "status": 400}), r"trước 9\.0", id="refuses our type"
        ),
    ],
)
def test_a_server_of_another_major_version_is_refused_until_it_is_ours(
    front: Front, instead: tuple[int, object], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(front.open(api_key=KEY, ca=str(front.authority.file))) as index:
        front.proxy.instead = lambda path: instead if path.startswith("/_nodes") or instead[0] == 400 else None
        for ask in (index.count, lambda: index.search(PLAN), lambda: index.replace(ENTRIES)):
            with pytest.raises(EngineUnavailable, match=words):
                ask()
        assert next(record.levelname for record in caplog.records if record.name.startswith("search")) == "ERROR"
        front.proxy.instead = None
        assert index.count() == 0


def test_secrets_are_in_no_log_and_on_no_page(front: Front, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "c2FpLW5oxrBuZy1iw60tbeG6rXQ="
    encoded = base64.b64encode(f"traluat:{PASSWORD}".encode()).decode()
    seen = []
    caplog.set_level(logging.DEBUG)
    for who in ({"API_KEY": KEY}, {"API_KEY": wrong}, {"USER": "traluat", "PASSWORD": PASSWORD}):
        given = who | {"CA": str(front.authority.file)}
        settings = Settings.read(
            {f"TRALUAT_ELASTICSEARCH_{name}": value for name, value in given.items()}
            | {"TRALUAT_ENGINE": "elastic", "TRALUAT_ELASTICSEARCH_URL": f"{front.proxy.url}/{front.alias}"}
        )
        index = open_index("elastic", url=settings.elasticsearch_url, access=settings.elasticsearch)
        with Store.open(f"sqlite:///{tmp_path / 'library.db'}") as store, closing(index):
            app = create_app(settings, library=Library(store, index))
            with TestClient(app, raise_server_exceptions=False) as client:
                pages = ("/healthz", "/readyz", "/tim-kiem?q=đất", "/api/v1/search?q=đất", "/openapi.json")
                answers = [client.get(path) for path in pages]
        seen += [f"{answer.headers} {answer.text}" for answer in answers]
        seen += [repr(settings), repr(index)]
    logged = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert "/_search" in logged  # the client logs what it asks, so that there was something to hide
    for secret in (KEY, wrong, PASSWORD, encoded):
        assert secret not in logged
        assert not [one for one in seen if secret in one]


#: What our requests need, as the server's documentation of privileges says: (method, path) -> (scope, privilege).
_NEEDED = (
    (r"GET", r"/_nodes.*|/_cluster/(health|stats|state).*", ("cluster", "monitor")),
    (r"GET", r"/_snapshot/[^/]+/[^/]+", ("cluster", "monitor_snapshot")),
    (r"PUT", r"/_snapshot/[^/]+", ("cluster", "cluster:admin/repository/put")),
    (r"PUT", r"/_snapshot/[^/]+/[^/]+", ("cluster", "create_snapshot")),
    (r"POST", r"/_snapshot/[^/]+/[^/]+/_restore", ("cluster", "cluster:admin/snapshot/restore")),
    (r"POST|GET", r"/[^/]+/_(search|count|mget|termvectors|pit)|/_search|/[^/]+/_(doc|source)/.*", ("index", "read")),
    (r"DELETE", r"/_pit", ("", "")),  # who opened a point in time may close it
    (r"GET|HEAD", r"/_alias.*|/[^/_]+|/[^/]+/_(alias|mapping|settings)(/.*)?", ("index", "view_index_metadata")),
    (r"PUT|POST", r"/(_bulk|[^/]+/_bulk|[^/]+/_(doc|create|update)/.*)", ("index", "write")),
    (r"DELETE", r"/[^/]+/_doc/.*", ("index", "write")),
    (r"PUT|DELETE", r"/[^/_]+", ("index", "manage")),
    (r"PUT|POST", r"/_aliases|/[^/]+/_(mapping|settings|refresh|forcemerge|flush)", ("index", "manage")),
    (r"GET", r"/[^/]+/_(stats|segments|recovery)(/.*)?", ("index", "monitor")),
)
#: What a privilege brings besides itself.
_INCLUDED = {"manage": {"monitor", "view_index_metadata", "create_index", "delete_index", "maintenance"}}


def needed(asked: Asked) -> tuple[str, str]:
    method, path, _ = asked
    for methods, paths, privilege in _NEEDED:
        if re.fullmatch(methods, method) and re.fullmatch(paths, path):
            return privilege
    raise AssertionError(f"which privilege does {method} {path} need? say so here, and in docs/elasticsearch-roles")


def role(name: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What a role grants, as written and with what that includes."""
    held = json.loads((ROLES / f"{name}.json").read_text("utf-8"))
    written = {("cluster", one) for one in held["cluster"]}
    written |= {("index", one) for block in held["indices"] for one in block["privileges"]}
    return written, written | {("index", more) for _, one in written for more in _INCLUDED.get(one, ())}


def _read(index: SearchIndex) -> None:
    index.search(PLAN)
    index.search(replace(PLAN, offset=9_995, limit=10))
    index.get([ENTRIES[0].id])
    index.of_document(ENTRIES[0].document)
    index.frequency("syllables", ["đất"])
    assert index.count() == len(ENTRIES)
    assert index.mark


def _write(index: SearchIndex) -> None:
    index.replace(ENTRIES[:3], mark=1)
    index.replace(ENTRIES, mark=2)
    index.update(ENTRIES[:1], documents=[ENTRIES[0].document], mark=3)
    index.state()
    index.rollback()


def _keep(index: SearchIndex) -> None:
    index.snapshot("ban-1")
    index.restore("ban-1")
    index.state()


@pytest.mark.parametrize(("name", "does"), [("reader", _read), ("writer", _write), ("operator", _keep)])
def test_a_role_grants_what_is_asked_and_nothing_else(
    front: Front, elasticsearch: str, name: str, does: Callable[[SearchIndex], None]
) -> None:
    with closing(open_index("elastic", url=f"{elasticsearch}/{front.alias}")) as index:
        index.replace(ENTRIES, mark=1)
    with closing(front.open(api_key=KEY, ca=str(front.authority.file))) as index:
        does(index)
    asked = {needed(one) for one in front.proxy.asked} - {("", "")}
    written, granted = role(name)
    assert asked <= granted
    used = {one for one in written if one in asked or any(("index", m) in asked for m in _INCLUDED.get(one[1], ()))}
    assert used == written


@pytest.mark.parametrize("name", ["reader", "writer", "operator"])
def test_a_role_is_for_our_indices_only(name: str) -> None:
    held = json.loads((ROLES / f"{name}.json").read_text("utf-8"))
    assert set(held) == {"cluster", "indices"}
    assert [block["names"] for block in held["indices"]] == [["traluat", "traluat-*"]]
