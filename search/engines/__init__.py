"""The engines behind the port, opened by name."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import SearchError
from search.engines.access import Access
from search.engines.writing import Writing
from search.index import SearchIndex

__all__ = ["ENGINES", "Access", "Writing", "open_index"]

ENGINES = ("embedded", "memory", "elastic")


def open_index(
    engine: str,
    *,
    folder: Path | None = None,
    url: str | None = None,
    access: Access | None = None,
    writing: Writing | None = None,
) -> SearchIndex:
    """Open an engine: `embedded` needs a folder, `elastic` addresses of a server; nothing is built by opening.

    Raises SearchError when the name is unknown or what the engine needs is missing.
    """
    if engine == "memory":
        from search.engines.memory import MemoryIndex

        return MemoryIndex()
    if engine == "embedded" and folder is not None:
        from search.engines.embedded import EmbeddedIndex

        return EmbeddedIndex(folder)
    if engine == "elastic" and url is not None:
        from search.engines.elastic import ElasticIndex

        return ElasticIndex(url, access=access, writing=writing)
    if engine in ENGINES:
        raise SearchError(
            f"Công cụ tìm kiếm '{engine}' cần {'thư mục' if engine == 'embedded' else 'địa chỉ máy chủ'}."
        )
    raise SearchError(f"Không có công cụ tìm kiếm '{engine}'; chọn một trong: {', '.join(ENGINES)}.")
