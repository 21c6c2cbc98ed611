"""The desk of those who handle reports: opened with the server's token, kept by a signed cookie for a working day."""

from __future__ import annotations

import hashlib
import hmac
import time

from fastapi import Request
from starlette.responses import Response

from api.errors import HANDLING_OFF, TOKEN_MISSING, ApiError
from api.limits import address_of, limits
from api.settings import Settings

_COOKIE = "ban-xu-ly"
_PLACE = "/xu-ly-bao-loi"
_LASTS = 8 * 3600  # seconds


def is_open(request: Request, settings: Settings) -> bool:
    """Whether this browser has opened the desk. Raises ApiError where the server has no token."""
    token = _token(settings)
    until, _, given = request.cookies.get(_COOKIE, "").partition(".")
    if not (until.isascii() and until.isdigit() and int(until) > time.time()):
        return False
    return hmac.compare_digest(given, _signed(token, until))


def check(request: Request, settings: Settings) -> None:
    """Raises ApiError where the desk is not open in this browser."""
    if not is_open(request, settings):
        raise ApiError(TOKEN_MISSING, "Mở bàn xử lý bằng mã truy cập trước.")


def opens(request: Request, settings: Settings, given: str) -> bool:
    """Whether what was typed is the token; so many tries from one address."""
    token = _token(settings)
    limits(request).desk.take(address_of(request))
    return hmac.compare_digest(given.strip().encode(), token.encode())


def remember(request: Request, settings: Settings, answer: Response) -> None:
    """Keep the desk open in this browser for a working day."""
    until = str(int(time.time()) + _LASTS)
    answer.set_cookie(
        _COOKIE,
        f"{until}.{_signed(_token(settings), until)}",
        max_age=_LASTS,
        path=_PLACE,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def forget(answer: Response) -> None:
    """Close the desk."""
    answer.delete_cookie(_COOKIE, path=_PLACE)


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise ApiError(HANDLING_OFF, "Đặt TRALUAT_TOKEN trên máy chủ để mở trang xử lý báo lỗi.")
    return settings.token


def _signed(token: str, until: str) -> str:
    return hmac.new(token.encode(), f"{_COOKIE}:{until}".encode(), hashlib.sha256).hexdigest()
