"""Failures as answers: RFC 9457 problem+json for the API, a page for people. One table says which failure is what.

The shape, everywhere: {"type", "title", "status", "detail", "instance", "request_id"} and, for parameters that do
not fit, "errors": [{"parameter", "message"}].
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api import pages
from corpus import errors

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of failure: its stable name, the status it answers with, its title."""

    name: str
    status: HTTPStatus
    title: str
    meanwhile: str = ""  # what works all the same, for the page

    @property
    def type(self) -> str:
        return f"urn:traluat:{self.name}"


NOT_FOUND = Failure("not-found", HTTPStatus.NOT_FOUND, "Không có trang hoặc mục này")
DOCUMENT_NOT_HELD = Failure("document-not-held", HTTPStatus.NOT_FOUND, "Thư viện chưa có văn bản này")
NO_SUCH_PROVISION = Failure("no-such-provision", HTTPStatus.NOT_FOUND, "Văn bản không có điều khoản này")
BAD_ADDRESS = Failure("bad-address", HTTPStatus.BAD_REQUEST, "Địa chỉ viết sai")
BAD_PARAMETERS = Failure("bad-parameters", HTTPStatus.UNPROCESSABLE_ENTITY, "Tham số không dùng được")
METHOD_NOT_ALLOWED = Failure("method-not-allowed", HTTPStatus.METHOD_NOT_ALLOWED, "Không dùng phương thức này ở đây")
TOKEN_MISSING = Failure("token-missing", HTTPStatus.UNAUTHORIZED, "Cần mã truy cập")
TOKEN_WRONG = Failure("token-wrong", HTTPStatus.FORBIDDEN, "Mã truy cập không đúng")
UPLOADS_OFF = Failure("uploads-off", HTTPStatus.FORBIDDEN, "Máy chủ này không nhận văn bản gửi lên")
UNREADABLE = Failure("unreadable-source", HTTPStatus.UNPROCESSABLE_ENTITY, "Không đọc được tệp")
UNSUPPORTED = Failure("unsupported-source", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Chưa đọc được loại tệp này")
TOO_LARGE = Failure("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Nội dung gửi lên quá lớn")
TOO_MANY = Failure("too-many", HTTPStatus.TOO_MANY_REQUESTS, "Gửi quá nhiều lần")
CROSS_SITE = Failure("cross-site", HTTPStatus.FORBIDDEN, "Không nhận biểu mẫu từ trang khác")
HANDLING_OFF = Failure("handling-off", HTTPStatus.FORBIDDEN, "Máy chủ này chưa mở trang xử lý báo lỗi")
STORE_BUSY = Failure("store-busy", HTTPStatus.SERVICE_UNAVAILABLE, "Thư viện đang được ghi")
STORE_FAILED = Failure("store-failed", HTTPStatus.SERVICE_UNAVAILABLE, "Không mở được thư viện")
_MEANWHILE = "Trong lúc này văn bản, hiệu lực và dẫn chiếu vẫn đọc được, và địa chỉ của điều khoản vẫn mở đúng chỗ."
INDEX_MISSING = Failure("index-missing", HTTPStatus.SERVICE_UNAVAILABLE, "Chưa có chỉ mục tìm kiếm", _MEANWHILE)
ENGINE_AWAY = Failure(
    "engine-unavailable", HTTPStatus.SERVICE_UNAVAILABLE, "Công cụ tìm kiếm không trả lời", _MEANWHILE
)
SEARCH_FAILED = Failure("search-failed", HTTPStatus.SERVICE_UNAVAILABLE, "Không tìm kiếm được", _MEANWHILE)
BAD_REQUEST = Failure("bad-request", HTTPStatus.BAD_REQUEST, "Yêu cầu không hiểu được")
INTERNAL = Failure("internal", HTTPStatus.INTERNAL_SERVER_ERROR, "Lỗi của máy chủ")

#: Errors of the layers below -> failures; the first class that fits counts, so the special stand before the general.
_RAISED: tuple[tuple[type[errors.TraluatError], Failure], ...] = (
    (errors.SourceTooLarge, TOO_LARGE),
    (errors.UnsupportedSource, UNSUPPORTED),
    (errors.SourceError, UNREADABLE),
    (errors.AddressError, BAD_ADDRESS),
    (errors.StoreBusy, STORE_BUSY),
    (errors.StoreError, STORE_FAILED),
    (errors.IndexMissing, INDEX_MISSING),
    (errors.EngineUnavailable, ENGINE_AWAY),
    (errors.SearchError, SEARCH_FAILED),
)
#: Seconds after which asking again may help.
_RETRY = {STORE_BUSY: 5, STORE_FAILED: 60, INDEX_MISSING: 60, SEARCH_FAILED: 60}
_DETAILS = {NOT_FOUND: "Không có {path}.", METHOD_NOT_ALLOWED: "{path} không nhận phương thức {method}."}
_BY_STATUS = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED, 413: TOO_LARGE, 400: BAD_REQUEST}


@dataclass(frozen=True, slots=True)
class ParameterError:
    """One parameter that does not fit."""

    parameter: str
    message: str


@dataclass(eq=False, slots=True)
class ApiError(Exception):
    """Raised by routes; `detail` says what is wrong with this request and how to mend it."""

    failure: Failure
    detail: str
    parameters: Sequence[ParameterError] = ()
    headers: dict[str, str] = field(default_factory=dict)


def problem(request: Request, error: ApiError) -> Response:
    """The failure as problem+json."""
    failure = error.failure
    body: dict[str, Any] = {
        "type": failure.type,
        "title": failure.title,
        "status": failure.status.value,
        "detail": error.detail,
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", None),
    }
    if error.parameters:
        body["errors"] = [{"parameter": p.parameter, "message": p.message} for p in error.parameters]
    return JSONResponse(body, failure.status, headers=error.headers, media_type=MEDIA_TYPE)


def answer(request: Request, error: ApiError) -> Response:
    """A page for pages, problem+json for all else."""
    if _wants_problem(request):
        return problem(request, error)
    failure = error.failure
    shown = pages.page(
        "error.html",
        status=failure.status,
        title=failure.title,
        detail=error.detail,
        meanwhile=failure.meanwhile,
        request_id=getattr(request.state, "request_id", ""),
    )
    shown.headers.update(error.headers)
    return shown


def _wants_problem(request: Request) -> bool:
    path = request.url.path
    return path.startswith(("/api/", "/healthz", "/readyz", "/openapi")) or path.endswith((".json", ".xml"))


def from_raised(error: errors.TraluatError) -> ApiError:
    """An error of the layers below as a failure; its message is fit to show."""
    for kind, failure in _RAISED:
        if isinstance(error, kind):
            return ApiError(failure, str(error), headers=_retry(error, failure))
    return ApiError(INTERNAL, str(error))


def _retry(error: errors.TraluatError, failure: Failure) -> dict[str, str]:
    """When to ask again, for what passes by itself."""
    seconds = error.retry_after if isinstance(error, errors.EngineUnavailable) else _RETRY.get(failure)
    return {"retry-after": str(seconds)} if seconds else {}


def install(app: FastAPI) -> None:
    """Teach the application to answer failures in one shape."""

    @app.exception_handler(ApiError)
    async def _(request: Request, error: ApiError) -> Response:
        return answer(request, error)

    @app.exception_handler(errors.TraluatError)
    async def _(request: Request, error: errors.TraluatError) -> Response:
        return answer(request, from_raised(error))

    @app.exception_handler(RequestValidationError)
    async def _(request: Request, error: RequestValidationError) -> Response:
        return answer(request, _bad_parameters(error))

    @app.exception_handler(HTTPException)
    async def _(request: Request, error: HTTPException) -> Response:
        failure = _BY_STATUS.get(error.status_code, BAD_REQUEST if error.status_code < 500 else INTERNAL)
        detail = _DETAILS.get(failure, "{detail}").format(
            path=request.url.path, method=request.method, detail=error.detail
        )
        return answer(request, ApiError(failure, detail, headers=dict(error.headers or {})))

    @app.exception_handler(Exception)
    async def _(request: Request, error: Exception) -> Response:
        log.exception("unexpected failure at %s", request.url.path, exc_info=error)
        number = getattr(request.state, "request_id", "")
        return answer(request, ApiError(INTERNAL, f"Máy chủ gặp lỗi; khi báo, xin kèm mã yêu cầu {number}."))


def _bad_parameters(error: RequestValidationError) -> ApiError:
    found = [
        ParameterError(".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0]), str(one["msg"]))
        for one in error.errors()
    ]
    names = ", ".join(one.parameter for one in found)
    return ApiError(BAD_PARAMETERS, f"Xem lại: {names}.", parameters=found)
