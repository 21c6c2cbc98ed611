"""Files from the web, fetched politely: one request at a time, with a pause, as robots.txt allows, and only if changed.

Limits: the bytes of one document, seconds for one request, redirects. Only public hosts are asked, on every hop.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import httpx

from corpus.errors import FetchFailed, FetchRefused, SourceError, SourceTooLarge
from corpus.store import Arrivals, Fetched
from corpus.text import printable
from ingest.hosts import Hosts
from ingest.readers import MAX_BYTES
from ingest.report import Fate, FileReport
from ingest.robots import AGENT, Robots
from ingest.sources import SourceFile, opened

_AGENT_LINE = f"{AGENT}/0 (library of legal documents; one request at a time)"
_MOST_REDIRECTS = 5
_LARGEST_ROBOTS = 500_000
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
    "text/plain": ".txt",
}
_REFUSALS = {
    401: "đòi đăng nhập",
    403: "không cho chương trình tải",
    407: "đòi đăng nhập qua proxy",
    429: "báo gửi quá nhiều yêu cầu",
    451: "không cung cấp tệp này",
}
_BLOCKED = re.compile(
    rb"captcha|cf-chl|attention required|checking your browser|verify you are (?:a )?human|access denied"
    rb"|you have been blocked|request unsuccessful|enable javascript and cookies",
    re.IGNORECASE,
)
_SMALL_PAGE = 60_000  # bytes; a page that only blocks is short, a law with the word in it is not
_NAME_SAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how quick to be."""

    pause: float = 1.0  # seconds between two requests to one host
    seconds: float = 60.0  # for one request, from the first byte asked to the last byte read
    largest: int = MAX_BYTES
    hosts: Hosts = field(default_factory=Hosts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave in the end; `data` is empty for one that is not modified (304)."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class Fetcher:
    """Asks for addresses, one at a time. Close it, or use it in a `with`."""

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = manners = manners or Manners()
        self._sleep, self._now = sleep, now
        self._client = httpx.Client(
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": _AGENT_LINE, "accept-language": "vi"},
            timeout=httpx.Timeout(min(20.0, manners.seconds), connect=min(10.0, manners.seconds)),
        )
        self._robots = Robots(self._robots_of)
        self._asked: dict[str, float] = {}  # when each host was asked last

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, address: str, known: Fetched | None = None) -> Answer:
        """The bytes of an address, or the answer that they are as `known`.

        Raises FetchFailed, FetchRefused, PrivateAddress or SourceTooLarge; the message names the mend.
        """
        headers = _conditions(known)
        for _ in range(_MOST_REDIRECTS + 1):
            _checked_address(address)
            if not self._robots.allow(address):
                raise FetchRefused("Trang web không cho chương trình tải địa chỉ này (robots.txt); hãy tải bằng tay.")
            answer = self._ask(address, headers, largest=self._manners.largest)
            if answer.status not in (301, 302, 303, 307, 308):
                return _checked(answer)
            address = _target(address, answer.headers.get("location"))
        raise FetchFailed(f"Địa chỉ chuyển hướng quá {_MOST_REDIRECTS} lần; hãy dùng địa chỉ cuối cùng của tệp.")

    def _robots_of(self, address: str) -> tuple[int, str]:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(address, {}, largest=_LARGEST_ROBOTS)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer.status, answer.data.decode("utf-8", "replace")
            address = _target(address, answer.headers.get("location"))
        return 404, ""

    def _ask(self, address: str, headers: Mapping[str, str], *, largest: int) -> Answer:
        """One request, to the very IP address that was checked; its name goes into the Host header and into TLS."""
        parts = _checked_address(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        place = self._manners.hosts.resolve(host, port)
        self._wait(host)
        until = self._now() + self._manners.seconds  # the pause does not count
        url = httpx.URL(address).copy_with(host=place)
        named = {**headers, "host": parts.netloc.rpartition("@")[2]}
        try:
            with self._client.stream("GET", url, headers=named, extensions={"sni_hostname": host}) as response:
                data = self._read(response, until=until, largest=largest)
                return Answer(response.status_code, response.headers, data)
        except httpx.TimeoutException as error:
            raise FetchFailed(_SLOW.format(seconds=self._manners.seconds)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise FetchFailed(f"Không tải được từ {host} ({type(error).__name__}); hãy thử lại sau.") from error

    def _read(self, response: httpx.Response, *, until: float, largest: int) -> bytes:
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > largest:
            raise _too_large(largest)
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > largest:
                raise _too_large(largest)
            if self._now() > until:
                raise FetchFailed(_SLOW.format(seconds=self._manners.seconds))
        return bytes(data)

    def _wait(self, host: str) -> None:
        """The pause between two requests to one host."""
        last = self._asked.get(host)
        if last is not None:
            pause = max(self._manners.pause, self._robots.known_delay(host))
            if (left := last + pause - self._now()) > 0:
                self._sleep(left)
        self._asked[host] = self._now()


_SLOW = "Tải quá {seconds:.0f} giây chưa xong; hãy thử lại sau, hoặc tải tệp bằng tay rồi nạp."


def _too_large(largest: int) -> SourceTooLarge:
    return SourceTooLarge(f"Tệp ở địa chỉ này lớn hơn {largest / 2**20:.0f} MB; hãy tách thành từng văn bản rồi nạp.")


def _conditions(known: Fetched | None) -> dict[str, str]:
    found = {"if-none-match": known.etag, "if-modified-since": known.last_modified} if known else {}
    return {name: value for name, value in found.items() if value}


def _checked_address(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits:
        raise FetchFailed("Địa chỉ không dùng được; hãy viết đầy đủ, như https://congbao.chinhphu.vn/van-ban/1.")
    return parts


def _target(address: str, location: str | None) -> str:
    if not location:
        raise FetchFailed("Trang web chuyển hướng mà không nói đi đâu; hãy mở bằng trình duyệt và lấy địa chỉ cuối.")
    return urljoin(address, location)


def _checked(answer: Answer) -> Answer:
    status = answer.status
    if status in (200, 304):
        if status == 200 and _is_block_page(answer):
            raise FetchRefused(
                "Trang web chặn chương trình tự động (trang kiểm tra người dùng); hãy tải bằng trình duyệt rồi nạp tệp."
            )
        return answer
    if said := _REFUSALS.get(status):
        raise FetchRefused(f"Trang web {said} (mã {status}); hãy tải bằng trình duyệt rồi nạp tệp.")
    if status in (404, 410):
        raise FetchFailed(f"Trang web không có địa chỉ này (mã {status}); hãy kiểm tra lại địa chỉ.")
    raise FetchFailed(f"Trang web trả lời mã {status}; hãy thử lại sau.")


def _is_block_page(answer: Answer) -> bool:
    if len(answer.data) > _SMALL_PAGE or b"<" not in answer.data[:1000]:
        return False
    return bool(_BLOCKED.search(answer.data)) and "Điều 1".encode() not in answer.data


def is_address(text: str) -> bool:
    """True for what is fetched and not opened."""
    return text.lower().startswith(("http://", "https://"))


def name_of(address: str) -> str:
    """What a file from an address is called: the address without its scheme, letters readable."""
    return printable(unquote(address.partition("://")[2].partition("#")[0])).rstrip("/")


def fetched(
    addresses: Iterable[str], arrivals: Arrivals, fetcher: Fetcher, *, folder: Path, again: bool = False
) -> Iterator[SourceFile | FileReport]:
    """The files at some addresses, put into a folder as they come, and reports of those that did not change."""
    for number, given in enumerate(addresses):
        address = given.partition("#")[0]
        known = None if again else arrivals.fetched(address)
        name = name_of(address)
        try:
            answer = fetcher.get(address, known)
        except SourceError as error:
            yield SourceFile(folder, name, 0, broken=error, address=address)
            continue
        if answer.status == 304 and known is not None:
            yield FileReport(name, Fate.UNCHANGED, id=arrivals.document_of(known.sha256), address=address)
            continue
        path = folder / f"{number}-{_file_name(address, answer.headers)}"
        path.write_bytes(answer.data)
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        for file in opened(path, name):
            own = f"{address}#{'/'.join(file.way)}" if file.way else address  # of a member of an archive
            yield replace(file, address=own, etag=etag, last_modified=modified)


def _file_name(address: str, headers: Mapping[str, str]) -> str:
    """A name on this disk, with the ending of the address or of the declared type."""
    last = _NAME_SAFE.sub("-", unquote(urlsplit(address).path.rpartition("/")[2]))[-80:].lstrip(".-")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return last if Path(last).suffix else f"{last or 'tai-ve'}{_ENDINGS.get(kind, '')}"


__all__ = ["Fetcher", "Manners", "fetched", "is_address", "name_of"]
