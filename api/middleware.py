"""What every answer gets: an id that the log and the answer share, security headers, a line in the log."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TOO_LARGE, ApiError, answer

log = logging.getLogger(__name__)

_TOO_LARGE = "Nội dung gửi lên lớn hơn {} MB."
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

#: Pages need nothing from elsewhere; the OpenAPI page has its own, see `api.routes.machine`.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
#: The page made for frames of other sites; all others stay in their own window.
FRAME = "/nhung"
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",  # the library changes; files that do not are marked so by their route
}


class RequestIds:
    """Gives each request an id (its own `X-Request-ID` where it is sane), and logs one line when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def respond(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, respond)
        finally:
            took = (time.perf_counter() - started) * 1000
            log.info("%s %s %s %.0f ms %s", scope["method"], scope["path"], status or 500, took, request_id)


class SecurityHeaders:
    """Sets the headers above where a route has not set its own; `origins` may frame the page made for it."""

    def __init__(self, app: ASGIApp, *, origins: Sequence[str] = ()) -> None:
        self._app = app
        framing = "frame-ancestors " + " ".join(("'self'", *origins))
        framed = CONTENT_POLICY.replace("frame-ancestors 'self'", framing)
        self._framed = {**SECURITY_HEADERS, "content-security-policy": framed}
        del self._framed["x-frame-options"]  # knows no list of origins; frame-ancestors says it

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def respond(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (self._framed if scope["path"] == FRAME else SECURITY_HEADERS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, respond if scope["type"] == "http" else send)


class ApiCors:
    """Lets pages of the allowed origins call the API in their readers' browsers, without cookies (CORS)."""

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        self._app = app
        patterns = [re.escape(one).replace(r"\*", r"[^/:]+") for one in origins if "*." in one]
        self._cors = CORSMiddleware(
            app,
            allow_origins=[one for one in origins if "*." not in one],
            allow_origin_regex="|".join(patterns) or None,
            allow_methods=["GET", "POST"],
            allow_headers=["content-type"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        api = scope["type"] == "http" and scope["path"].startswith("/api/v1/")
        await (self._cors if api else self._app)(scope, receive, send)


class HeadAsGet:
    """Answers HEAD like GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def respond(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, respond)


class BodyLimit:
    """Refuses a request whose body is larger than anything taken here, before or while it is read."""

    def __init__(self, app: ASGIApp, *, largest: int) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = dict(scope["headers"]).get(b"content-length", b"") if scope["type"] == "http" else b""
        if said.isdigit() and int(said) > self._largest:
            refusal = answer(Request(scope), ApiError(TOO_LARGE, _TOO_LARGE.format(self._largest // 1024 // 1024)))
            await refusal(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413, _TOO_LARGE.format(self._largest // 1024 // 1024))
            return message

        await self._app(scope, counted, send)
