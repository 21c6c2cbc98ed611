"""Keeping what anybody may send within bounds: how often from one address, and only from this site's own pages."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from urllib.parse import urlsplit

from fastapi import Request

from api.errors import CROSS_SITE, TOO_MANY, ApiError

_MOST_ADDRESSES = 10_000


class RateLimit:
    """At most so many in so many seconds from one address; old addresses are forgotten, so memory stays bounded."""

    def __init__(self, most: int, *, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str, *, now: float | None = None) -> None:
        """Count one. Raises ApiError where that is one too many, and says when to come again."""
        at = time.monotonic() if now is None else now
        with self._lock:
            times = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while times and times[0] <= at - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                wait = max(1, round(times[0] + self._seconds - at))
                raise ApiError(
                    TOO_MANY, f"Gửi quá nhiều lần; xin thử lại sau {wait} giây.", headers={"retry-after": str(wait)}
                )
            times.append(at)
            while len(self._seen) > _MOST_ADDRESSES:
                self._seen.popitem(last=False)


class Limits:
    """The limits of one application."""

    def __init__(self) -> None:
        self.reports = RateLimit(5, seconds=600)
        self.desk = RateLimit(10, seconds=600)


def limits(request: Request) -> Limits:
    """The limits of the application that answers."""
    found = request.app.state.limits
    assert isinstance(found, Limits)
    return found


def address_of(request: Request) -> str:
    """The address a request came from; behind a proxy uvicorn has put the forwarded one here."""
    return request.client.host if request.client else "?"


def own_pages_only(request: Request) -> None:
    """Refuse a form that a page of another site sends with this reader's browser (CSRF).

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; what sends neither is no browser
    and carries nobody's cookies.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        allowed = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    if not allowed:
        raise ApiError(CROSS_SITE, "Biểu mẫu này chỉ nhận từ chính trang của thư viện.")
