"""Files from the web: manners, limits, conditions, hosts that are not asked; against a server on this machine."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.address import DocumentId
from corpus.errors import FetchFailed, FetchRefused, PrivateAddress, SourceError, SourceTooLarge
from corpus.store import Arrivals, Store
from ingest.fetch import Fetcher, Manners, fetched, name_of
from ingest.hosts import Hosts
from ingest.pipeline import take
from ingest.report import Fate, Report
from tests.ingest.making import decision

FIRST = DocumentId.parse("ubnd-ha-tinh/2025/901-2025-qd-ubnd")

#: What a page answers: status, headers, body, or a function of the handler.
Page = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A server with pages; it remembers what it was asked for."""

    url: str = ""
    pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = made.pages.get(self.path, (404, {}, b""))
            if callable(page):
                page(self)
                return
            status, headers, body = page
            marks = {name.lower(): value for name, value in headers.items()}
            if marks.get("etag") and self.headers.get("If-None-Match") == marks["etag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


LOCAL = Hosts.allowing(["127.0.0.1", "localhost"])


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Manners(pause=0, seconds=5, hosts=LOCAL)) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/kho.db") as opened:
        yield opened


def run(store: Store, fetcher: Fetcher, folder: Path, *addresses: str) -> Report:
    folder.mkdir(exist_ok=True)
    return take(fetched(addresses, Arrivals(store), fetcher, folder=folder), store, workers=0)


def test_address_gives_a_document_that_keeps_bytes_and_address(
    site: Site, fetcher: Fetcher, store: Store, tmp_path: Path
) -> None:
    site.pages["/vb/901.txt"] = (200, {"Content-Type": "text/plain", "ETag": '"1"'}, decision(901))
    report = run(store, fetcher, tmp_path / "tải", f"{site.url}/vb/901.txt")
    (entry,) = report.files
    assert (entry.outcome, entry.id, entry.address) == (Fate.NEW, FIRST, f"{site.url}/vb/901.txt")
    document = store.get(FIRST)
    assert document is not None
    assert document.source is not None
    assert document.source.address == f"{site.url}/vb/901.txt"
    assert document.source.file == name_of(f"{site.url}/vb/901.txt")
    assert store.original(document.source.sha256) == decision(901)


def test_second_request_is_conditional_and_changes_nothing(
    site: Site, fetcher: Fetcher, store: Store, tmp_path: Path
) -> None:
    site.pages["/901.txt"] = (200, {"ETag": '"1"', "Last-Modified": "Mon, 01 Sep 2025 00:00:00 GMT"}, decision(901))
    run(store, fetcher, tmp_path / "tải", f"{site.url}/901.txt")
    report = run(store, fetcher, tmp_path / "tải", f"{site.url}/901.txt")
    assert [(entry.outcome, entry.id) for entry in report.files] == [(Fate.UNCHANGED, FIRST)]
    _, headers = site.asked[-1]
    assert headers["if-none-match"] == '"1"'
    assert headers["if-modified-since"] == "Mon, 01 Sep 2025 00:00:00 GMT"


def test_address_that_gives_a_newer_text_makes_a_version(
    site: Site, fetcher: Fetcher, store: Store, tmp_path: Path
) -> None:
    site.pages["/901.txt"] = (200, {"ETag": '"1"'}, decision(901))
    run(store, fetcher, tmp_path / "tải", f"{site.url}/901.txt")
    newer = decision(901) + "Điều 3. Thêm\nNội dung thêm.\n".encode()
    site.pages["/901.txt"] = (200, {"ETag": '"2"'}, newer)
    report = run(store, fetcher, tmp_path / "tải", f"{site.url}/901.txt")
    assert [entry.outcome for entry in report.files] == [Fate.CHANGED]
    assert len(store.versions(FIRST)) == 2


def test_failed_address_is_in_quarantine_and_asked_without_condition_again(
    site: Site, fetcher: Fetcher, store: Store, tmp_path: Path
) -> None:
    site.pages["/tin.txt"] = (200, {"ETag": '"1"'}, "Tin trong ngày.\n".encode())
    for _ in range(2):
        report = run(store, fetcher, tmp_path / "tải", f"{site.url}/tin.txt", f"{site.url}/không-có")
        assert [entry.code for entry in report.files] == ["fetch", "no-law"]
    assert all("if-none-match" not in headers for _, headers in site.asked)
    waiting = {one.entry.code: one.origin for one in Arrivals(store).waiting()}
    assert f"{site.url}/tin.txt" in (waiting["no-law"] or "")


def test_archive_at_an_address_gives_the_files_in_it(
    site: Site, fetcher: Fetcher, store: Store, tmp_path: Path
) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/901.txt", decision(901))
        archive.writestr("902.txt", decision(902))
    site.pages["/goi.zip"] = (200, {"Content-Type": "application/zip"}, (tmp_path / "x.zip").read_bytes())
    report = run(store, fetcher, tmp_path / "tải", f"{site.url}/goi.zip")
    assert [(entry.outcome, entry.address) for entry in report.files] == [
        (Fate.NEW, f"{site.url}/goi.zip#902.txt"),
        (Fate.NEW, f"{site.url}/goi.zip#a/901.txt"),
    ]


def test_robots_txt_is_obeyed_and_asked_once(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /kin/\n")
    site.pages["/mo"] = (200, {}, b"x")
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher.get(f"{site.url}/kin/1")
    fetcher.get(f"{site.url}/mo")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/mo"]


def test_site_whose_robots_txt_is_in_trouble_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    with pytest.raises(FetchRefused):
        fetcher.get(f"{site.url}/mo")
    assert site.paths == []


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/1"] = site.pages["/2"] = (200, {}, b"x")
    slept: list[float] = []
    with Fetcher(Manners(pause=3, seconds=60, hosts=LOCAL), sleep=slept.append, now=lambda: 100.0) as fetcher:
        fetcher.get(f"{site.url}/1")
        fetcher.get(f"{site.url}/2")
    assert slept == [7, 7]  # after robots.txt, and after the first page


def test_redirect_is_followed_and_a_loop_is_not(site: Site, fetcher: Fetcher) -> None:
    site.pages["/cũ".encode().decode("latin-1")] = (404, {}, b"")
    site.pages["/cu"] = (302, {"Location": "/moi"}, b"")
    site.pages["/moi"] = (200, {}, b"x")
    site.pages["/vong"] = (302, {"Location": "/vong"}, b"")
    assert fetcher.get(f"{site.url}/cu").data == b"x"
    with pytest.raises(FetchFailed, match="chuyển hướng quá"):
        fetcher.get(f"{site.url}/vong")


def test_redirect_into_a_private_network_is_not_followed(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/ra"] = (302, {"Location": "http://10.0.0.7/quan-tri"}, b"")
    with pytest.raises(PrivateAddress, match="mạng nội bộ"):
        fetcher.get(f"{site.url}/ra")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1",
        "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1",
    ],
)  # fmt: skip
def test_host_whose_name_leads_into_a_private_network_is_not_asked(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: resolved("8.8.8.8", address))
    with pytest.raises(PrivateAddress):
        Hosts().resolve("luat.example", 80)


def resolved(*addresses: str) -> list[tuple[object, ...]]:
    return [(2, 1, 6, "", (address, 80)) for address in addresses]


def test_public_host_and_private_one_that_is_named_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: resolved("8.8.8.8"))
    assert Hosts().resolve("luat.example", 80) == "8.8.8.8"
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: resolved("10.0.0.8"))
    assert Hosts.allowing(["VB.noi-bo"]).resolve("vb.noi-bo", 80) == "10.0.0.8"
    assert Hosts.allowing(["*"]).resolve("khac", 80) == "10.0.0.8"


def test_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that gives another address when it is asked again (DNS rebinding) changes nothing."""
    site.pages["/1"] = (200, {}, b"x")
    port = int(site.url.rpartition(":")[2])
    answers = [resolved("127.0.0.1"), resolved("127.0.0.1")]
    real = socket.getaddrinfo

    def once(host: str, *rest: object, **named: object) -> object:
        if host != "luat.example":
            return real(host, *rest, **named)  # type: ignore[arg-type]
        return answers.pop()

    monkeypatch.setattr(socket, "getaddrinfo", once)
    with Fetcher(Manners(pause=0, hosts=Hosts.allowing(["luat.example"]))) as fetcher:
        fetcher.get(f"http://luat.example:{port}/1")
    assert answers == []  # asked for robots.txt and for the page, by us and by nobody else
    assert {headers["host"] for _, headers in site.asked} == {f"luat.example:{port}"}


@pytest.mark.parametrize("declared", [True, False])
def test_file_that_is_too_large_is_not_read_to_its_end(site: Site, declared: bool) -> None:
    sent: list[int] = []

    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if declared:
            handler.send_header("Content-Length", str(10**9))
        handler.end_headers()
        with contextlib.suppress(OSError):
            sent.extend(handler.wfile.write(bytes(100_000)) for _ in range(1000))

    site.pages["/to"] = flood
    with Fetcher(Manners(pause=0, largest=1_000_000, hosts=LOCAL)) as fetcher, pytest.raises(SourceTooLarge):
        fetcher.get(f"{site.url}/to")
    assert sum(sent) < 50_000_000


def test_address_that_drips_is_given_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    site.pages["/cham"] = drip
    with Fetcher(Manners(pause=0, seconds=0.4, hosts=LOCAL)) as fetcher, pytest.raises(FetchFailed, match="giây"):
        fetcher.get(f"{site.url}/cham")


@pytest.mark.parametrize(
    ("page", "kind", "said"),
    [
        pytest.param((403, {}, b""), FetchRefused, "trình duyệt", id="forbidden"),
        pytest.param((429, {}, b""), FetchRefused, "quá nhiều", id="too many"),
        pytest.param((500, {}, b""), FetchFailed, "thử lại", id="broken"),
        pytest.param((404, {}, b""), FetchFailed, "kiểm tra lại", id="absent"),
        pytest.param(
            (200, {"Content-Type": "text/html"}, b"<html><title>Attention Required! | Cloudflare</title></html>"),
            FetchRefused,
            "chặn",
            id="a page that blocks",
        ),
    ],
)
def test_answer_without_a_file_is_told_with_its_mend(
    site: Site, fetcher: Fetcher, page: Page, kind: type[SourceError], said: str
) -> None:
    site.pages["/x"] = page
    with pytest.raises(kind, match=said):
        fetcher.get(f"{site.url}/x")


def test_answer_of_a_wrong_type_fails_in_the_reader(site: Site, fetcher: Fetcher, store: Store, tmp_path: Path) -> None:
    site.pages["/phim.mp4"] = (200, {"Content-Type": "video/mp4"}, b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20)
    (entry,) = run(store, fetcher, tmp_path / "tải", f"{site.url}/phim.mp4").files
    assert (entry.outcome, entry.code) == (Fate.FAILED, "unreadable")


@pytest.mark.parametrize("address", ["ftp://x/y", "http://", "http://[::1", "https:///vb", "http://x:99999/"])
def test_what_is_no_address_says_how_to_write_one(fetcher: Fetcher, address: str) -> None:
    with pytest.raises(FetchFailed, match="viết đầy đủ"):
        fetcher.get(address)
