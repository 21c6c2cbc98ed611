"""Copies of the serving generation in a folder of the server, and their way back without an interruption.

The folder must lie under `path.repo` of every node (elasticsearch.yml), on a file system that all share; a name without
a leading stroke is taken below the first of them.
"""

from __future__ import annotations

import re
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError

from corpus.errors import SearchError
from search.engines.elastic_generations import Generations

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_LONG = 6 * 3600.0  # seconds that the server may take to copy


class Snapshots:
    """The snapshots of one alias; the repository is named like it. Errors are those of the client, and ours."""

    def __init__(self, client: Elasticsearch, generations: Generations) -> None:
        self._client = client.options(request_timeout=_LONG, max_retries=0)
        self._generations = generations
        self._repository = generations.alias

    def names(self) -> tuple[str, ...]:
        """What can be restored, the oldest first."""
        try:
            told = self._client.snapshot.get(repository=self._repository, snapshot="_all")
        except NotFoundError:
            return ()
        return tuple(str(one["snapshot"]) for one in told["snapshots"] if one["state"] == "SUCCESS")

    def take(self, name: str, place: str) -> str:
        """Copy the serving generation. Returns its name."""
        if not _NAME.fullmatch(name):
            raise SearchError(f"'{name}' không dùng làm tên bản sao được; viết chữ thường, số, dấu gạch, dấu chấm.")
        serving = self._generations.serving()
        if serving is None or self._generations.meta(serving) is None:
            raise SearchError("Chưa có chỉ mục để sao; chạy `traluat reindex` trước.")
        self._register(place)
        entries = int(self._client.count(index=serving)["count"])
        try:
            told = self._client.snapshot.create(
                repository=self._repository,
                snapshot=name,
                indices=[serving],
                include_global_state=False,
                metadata={"entries": entries},
                wait_for_completion=True,
            )["snapshot"]
        except ApiError as error:
            if "already exists" in str(error.body) or "same name" in str(error.body):
                raise SearchError(f"Đã có bản sao '{name}'; chọn tên khác.") from error
            raise
        if told["state"] != "SUCCESS":
            raise SearchError(f"Sao không trọn: {told['state']} {told.get('failures', [])[:1]}.")
        return serving

    def bring(self, name: str, place: str) -> str:
        """Restore a snapshot beside the serving generation; returns the new index, whole, not serving yet."""
        if place:
            self._register(place)
        try:
            told = self._client.snapshot.get(repository=self._repository, snapshot=name)["snapshots"][0]
        except NotFoundError:
            held = ", ".join(self.names()) or "chưa có bản nào"
            raise SearchError(f"Không có bản sao '{name}'; hiện có: {held}.") from None
        new = self._generations.next_name()
        try:
            self._restore(name, told, new)
        except BaseException:
            self._generations.delete([new])
            raise
        return new

    def _restore(self, name: str, told: dict[str, Any], new: str) -> None:
        done = self._client.snapshot.restore(
            repository=self._repository,
            snapshot=name,
            indices=told["indices"],
            include_aliases=False,
            include_global_state=False,
            rename_pattern=".+",
            rename_replacement=new,
            index_settings={"index.auto_expand_replicas": "false", "index.number_of_replicas": 0},
            wait_for_completion=True,
        )["snapshot"]
        if done["shards"]["failed"]:
            raise SearchError(f"Khôi phục '{name}' không trọn: {done['shards']['failed']} phần hỏng.")
        if self._generations.meta(new) is None:
            raise SearchError(f"Bản sao '{name}' do phiên bản khác của chương trình lập; chạy `traluat reindex`.")
        held, meant = int(self._client.count(index=new)["count"]), int(told["metadata"]["entries"])
        if held != meant:
            raise SearchError(f"Bản sao '{name}' có {meant} mục nhưng khôi phục được {held}.")

    def _register(self, place: str) -> None:
        location = place or self._repository
        repository = {"type": "fs", "settings": {"location": location}}
        try:
            self._client.snapshot.create_repository(name=self._repository, repository=repository)
        except ApiError as error:
            if "repository" not in str(error.error):
                raise
            raise SearchError(
                f"Máy chủ không dùng được thư mục {location} để sao; thêm thư mục cha của nó vào path.repo trong"
                " elasticsearch.yml của mọi máy, cho máy chủ quyền ghi, rồi khởi động lại."
            ) from error
