"""POST documents: a file sent with the token is read like one from a folder."""

from __future__ import annotations

import hmac
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, UploadFile
from starlette.status import HTTP_201_CREATED

from api import answers
from api.errors import TOKEN_MISSING, TOKEN_WRONG, TOO_LARGE, UNREADABLE, UNSUPPORTED, UPLOADS_OFF, ApiError
from api.routes.deps import LibraryOf, SettingsOf
from corpus.errors import SourceTooLarge, UnsupportedSource
from ingest.pipeline import ingest
from ingest.report import Fate

router = APIRouter(prefix="/api/v1", tags=["v1"])

#: The largest file taken, in bytes.
LARGEST = 64 * 1024 * 1024
#: What a form adds to the file in it, at most; a larger request is refused while it is read.
AROUND = 64 * 1024
_LONGEST_NAME = 120
_FAILURES = {SourceTooLarge.code: TOO_LARGE, UnsupportedSource.code: UNSUPPORTED}


@router.post("/documents", status_code=HTTP_201_CREATED, summary="Gửi một tệp văn bản vào thư viện")
def upload(
    library: LibraryOf,
    settings: SettingsOf,
    file: UploadFile,
    authorization: Annotated[str, Header(description="Bearer and the token")] = "",
) -> answers.Uploaded:
    """Read a file into the library; needs the header `Authorization: Bearer TOKEN`."""
    _check_token(settings.token, authorization)
    data = file.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ApiError(TOO_LARGE, f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB; tách tệp hoặc dùng `traluat ingest`.")
    with tempfile.TemporaryDirectory(prefix="traluat-") as folder:
        kept = Path(folder) / _safe_name(file.filename)
        kept.write_bytes(data)
        report = ingest([kept], library.store).files[0]
    if report.outcome is Fate.FAILED:
        raise ApiError(_FAILURES.get(report.code or "", UNREADABLE), report.message)
    library.catch_up()
    return answers.Uploaded.of(report)


def _check_token(token: str | None, authorization: str) -> None:
    if token is None:
        raise ApiError(UPLOADS_OFF, "Đặt TRALUAT_TOKEN trên máy chủ để nhận văn bản.")
    kind, _, given = authorization.partition(" ")
    if kind.lower() != "bearer" or not given:
        raise ApiError(
            TOKEN_MISSING, "Gửi kèm tiêu đề Authorization: Bearer MÃ.", headers={"www-authenticate": "Bearer"}
        )
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise ApiError(TOKEN_WRONG, "Mã trong tiêu đề Authorization không phải mã của máy chủ này.")


def _safe_name(name: str | None) -> str:
    """The last part of the name that was sent, without what could lead out of a folder."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isalnum() or char in "._- ").strip(". ")
    return kept[-_LONGEST_NAME:] or "van-ban"
