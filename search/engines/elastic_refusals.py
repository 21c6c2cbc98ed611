"""What a failed question to the server means, in words that name the setting to mend."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from elasticsearch import ApiError, SSLError, TransportError, UnsupportedProductError

AWAY = "Máy chủ tìm kiếm không trả lời; kiểm tra TRALUAT_ELASTICSEARCH_URL và thử lại."
PAUSED = "Máy chủ tìm kiếm không trả lời nhiều lần liền nên tạm không được hỏi; sẽ tự hỏi lại sau ít giây."
PARTIAL = "Máy chủ tìm kiếm chỉ trả lời được một phần, nên kết quả không được đưa ra; thử lại sau ít giây."
BUSY = "Máy chủ tìm kiếm đang bận hoặc chưa sẵn sàng; thử lại sau ít giây."
READ_ONLY = (
    "Máy chủ tìm kiếm không nhận ghi vì đĩa sắp đầy; giải phóng đĩa"
    " (hoặc nâng cluster.routing.allocation.disk.watermark) rồi chạy lại. Tra cứu vẫn dùng được."
)
_KEY = (
    "Máy chủ tìm kiếm không nhận khóa hoặc mật khẩu; xem lại TRALUAT_ELASTICSEARCH_API_KEY,"
    " hoặc TRALUAT_ELASTICSEARCH_USER và TRALUAT_ELASTICSEARCH_PASSWORD."
)
_RIGHTS = (
    "Khóa của máy chủ tìm kiếm thiếu quyền; cấp vai trò trong docs/elasticsearch-roles"
    " cho TRALUAT_ELASTICSEARCH_API_KEY hoặc TRALUAT_ELASTICSEARCH_USER."
)
_NOT_ELASTIC = "Nơi trả lời không phải Elasticsearch; xem lại TRALUAT_ELASTICSEARCH_URL."
_EXPIRED = "Chứng thư của máy chủ tìm kiếm đã hết hạn; thay chứng thư mới ở máy chủ."
_NOT_YET = "Chứng thư của máy chủ tìm kiếm chưa tới ngày có hiệu lực; xem lại chứng thư và đồng hồ."
_OTHER_HOST = (
    "Chứng thư của máy chủ tìm kiếm cấp cho tên khác; viết tên đó trong TRALUAT_ELASTICSEARCH_URL,"
    " hoặc đặt TRALUAT_ELASTICSEARCH_FINGERPRINT."
)
_OTHER_CA = "Chứng thư của máy chủ tìm kiếm không do CA đã tin cấp; xem lại tệp TRALUAT_ELASTICSEARCH_CA."
_OTHER_FINGERPRINT = (
    "Chứng thư của máy chủ tìm kiếm có dấu vân tay khác; xem lại TRALUAT_ELASTICSEARCH_FINGERPRINT (SHA-256)."
)
_NO_TLS = "Không lập được kênh TLS với máy chủ tìm kiếm; xem lại http hay https trong TRALUAT_ELASTICSEARCH_URL."

#: Codes of OpenSSL for a certificate that was refused (X509_V_ERR_*).
_BY_CODE = {
    9: _NOT_YET,
    10: _EXPIRED,
    18: _OTHER_CA,  # signed by itself
    19: _OTHER_CA,  # signed by itself, further up
    20: _OTHER_CA,  # its issuer is unknown
    21: _OTHER_CA,  # alone, and nothing vouches for it
    7: _OTHER_CA,  # the signature is not the CA's, which has the same name
    62: _OTHER_HOST,
    64: _OTHER_HOST,  # the address
}


def other_version(version: str, major: int) -> str:
    """The server is of another major version than the client."""
    return (
        f"Máy chủ tìm kiếm là Elasticsearch {version}, bản này nói với {major}.x;"
        " xem bảng phiên bản trong docs/elasticsearch-faults.md và TRALUAT_ELASTICSEARCH_URL."
    )


def refused(error: ApiError, major: int) -> str | None:
    """Why the server lets nobody like us in; None where the failure is of another kind."""
    if isinstance(error, UnsupportedProductError):
        return _NOT_ELASTIC
    if error.error == "media_type_header_exception":  # how a server before ours answers our media type
        return other_version(f"trước {major}.0", major)
    if error.error == "cluster_block_exception":
        return READ_ONLY if is_read_only(str(error.body)) else None
    if error.status_code == 401:
        return _KEY
    return _RIGHTS if error.status_code == 403 else None


def is_read_only(reason: str) -> bool:
    """Whether a refusal to write is the one of a disk that is nearly full."""
    return "cluster_block_exception" in reason and "read-only" in reason


def unreached(error: TransportError) -> str:
    """Why no answer came, as far as it can be told."""
    if not isinstance(error, SSLError):
        return AWAY
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _BY_CODE:
            return _BY_CODE[cause.verify_code]
    return _OTHER_FINGERPRINT if "ingerprint" in str(error) else _NO_TLS


def reason(error: TransportError) -> str:
    """The kind of failure for the log, without addresses of memory and without headers."""
    return f"{type(error).__name__}: {str(error.message).partition(' object at 0x')[0][:200]}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The errors an error came from, wherever libraries keep them."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        kept = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args, *getattr(one, "errors", ()))
        waiting += [other for other in kept if isinstance(other, BaseException)]
