"""The way to the server: the client is made here, and its errors become ours here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from corpus.errors import EngineUnavailable, IndexMissing, SearchError

_TIMEOUT = 30.0  # seconds for one request

MISSING = "Chưa có chỉ mục tìm kiếm; chạy `traluat reindex` để lập."
_AWAY = "Máy chủ tìm kiếm không trả lời; kiểm tra TRALUAT_ELASTICSEARCH_URL và thử lại."


class Connection:
    """A client of a server, and the alias that names the index; the path of the address names the alias."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.alias = parts.path.strip("/") or "traluat"
        self.client = Elasticsearch(
            urlunsplit((parts.scheme, parts.netloc, "", "", "")),
            request_timeout=_TIMEOUT,
            retry_on_timeout=True,
            max_retries=3,
        )

    def close(self) -> None:
        """Let go of the sockets."""
        self.client.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Errors of the client as ours."""
        try:
            yield
        except NotFoundError as error:
            raise IndexMissing(MISSING) from error
        except ConflictError as error:
            raise SearchError("Chỉ mục đang được ghi ở nơi khác; chạy lại.") from error
        except ApiError as error:
            if error.status_code in (429, 502, 503, 504):
                raise EngineUnavailable(_AWAY) from error
            raise SearchError(f"Máy chủ tìm kiếm từ chối: {error.error}.") from error
        except TransportError as error:
            raise EngineUnavailable(_AWAY) from error
