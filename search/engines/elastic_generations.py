"""Generations of an index on the server: build beside, flip the alias in one call, keep one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError

from corpus.errors import SearchError
from search.engines import elastic_body as body


class Generations:
    """The indices behind one alias. Errors are those of the client."""

    def __init__(self, client: Elasticsearch, alias: str, fingerprint: str) -> None:
        self._client = client
        self._alias = alias
        self._fingerprint = fingerprint

    def serving(self) -> str | None:
        """The index that the alias names; None before the first."""
        try:
            return next(iter(self._client.indices.get_alias(name=self._alias)), None)
        except NotFoundError:
            return None

    def meta(self, name: str) -> Mapping[str, Any] | None:
        """What the index was made of; None when other code made it."""
        meta: Mapping[str, Any] = self._client.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
        return meta if meta.get("fingerprint") == self._fingerprint else None

    def create(self, mark: int) -> str:
        """A new index, not serving yet."""
        numbers = [int(name.rpartition("-")[2]) for name in self.names()]
        for number in range(max(numbers, default=0) + 1, max(numbers, default=0) + 10):
            try:
                self._client.indices.create(index=f"{self._alias}-{number}", **body.index(self._note(mark)))
            except ApiError as error:
                if error.error != "resource_already_exists_exception":
                    raise
                continue
            return f"{self._alias}-{number}"
        raise SearchError("Nhiều lần lập chỉ mục đang chạy cùng lúc; chờ xong rồi chạy lại.")

    def names(self) -> list[str]:
        """All generations."""
        held = self._client.indices.get(index=f"{self._alias}-*", allow_no_indices=True, filter_path="*.aliases")
        return [name for name in held if name.rpartition("-")[2].isdigit()]

    def note(self, name: str, mark: int) -> None:
        """Write down up to which revision the index is told."""
        self._client.indices.put_mapping(index=name, meta=self._note(mark))

    def flip(self, name: str, before: str | None) -> None:
        """Let `name` serve instead of `before`, in one call."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self._alias}}]
        if before:
            actions.append({"remove": {"index": before, "alias": self._alias}})
        self._client.indices.update_aliases(actions=actions)

    def tidy(self, *, keep: set[str | None]) -> None:
        """Delete all generations but these."""
        for name in self.names():
            if name not in keep:
                self._client.indices.delete(index=name, ignore_unavailable=True)

    def _note(self, mark: int) -> dict[str, Any]:
        return {"mark": mark, "fingerprint": self._fingerprint}
