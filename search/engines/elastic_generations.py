"""Generations of an index on the server: build beside, flip in one call, keep one back.

Three aliases tell what a generation is: `traluat` serves, `traluat-previous` served before it, `traluat-building` is
not whole yet. Every change of role is one call, so that whoever is killed in between leaves nothing undecided.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError

from corpus.errors import SearchError
from search.engines import elastic_body as body
from search.engines.writing import Writing
from search.state import Generation, Role

log = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
_OURS = re.compile(r".*-(lock|building|previous)")  # what stands beside another alias
#: How long the server remembers that an entry was deleted, so that no late write brings it back.
_REMEMBER = "1h"
_COPYING = "20s"  # how long one look waits for copies


class Generations:
    """The indices behind one alias. Errors are those of the client."""

    def __init__(self, client: Elasticsearch, alias: str, fingerprint: str) -> None:
        if not _NAME.fullmatch(alias) or _OURS.fullmatch(alias):
            raise SearchError(
                f"'{alias}' không dùng làm tên chỉ mục được; viết chữ thường, số, dấu gạch trong"
                " TRALUAT_ELASTICSEARCH_URL, không kết thúc bằng -lock, -building hay -previous."
            )
        self.alias = alias
        self.building_alias = f"{alias}-building"
        self.previous_alias = f"{alias}-previous"
        self._client = client
        self._fingerprint = fingerprint

    def serving(self) -> str | None:
        """The index that the alias names; None before the first."""
        return next(iter(self._behind(self.alias)), None)

    def previous(self) -> str | None:
        """The index that served before; None where there was none."""
        return next(iter(self._behind(self.previous_alias)), None)

    def building(self) -> list[str]:
        """Indices that are not whole yet: of a rebuild that runs, or that was killed."""
        return self._behind(self.building_alias)

    def meta(self, name: str) -> Mapping[str, Any] | None:
        """What the index was made of; None when other code made it."""
        meta = self._meta(name)
        return meta if meta.get("fingerprint") == self._fingerprint else None

    def create(self, mark: int, writing: Writing) -> str:
        """A new index, not serving yet, without copies and without refreshes."""
        name = self.next_name()
        made = body.index(self._note(mark) | {"day": date.today().isoformat(), "started": _now()})
        made["settings"] |= {"number_of_shards": writing.shards, "number_of_replicas": 0, "refresh_interval": "-1"}
        made["settings"] |= {"gc_deletes": _REMEMBER}
        self._client.indices.create(index=name, aliases={self.building_alias: {}}, **made)
        return name

    def next_name(self) -> str:
        """The name of a generation to come."""
        numbers = [int(name.rpartition("-")[2]) for name in self.names()]
        return f"{self.alias}-{max(numbers, default=0) + 1}"

    def copy(self, name: str, replicas: int) -> None:
        """Let the server make copies where it has nodes for them, and wait while it does."""
        if not replicas:
            return
        self._client.indices.put_settings(index=name, settings={"auto_expand_replicas": f"0-{replicas}"})
        while True:
            health = self._client.cluster.health(
                index=name, wait_for_status="green", wait_for_events="languid", timeout=_COPYING
            )
            if health["status"] == "green":
                return
            if not health["initializing_shards"]:
                log.warning("%s has fewer copies than asked for: %s unassigned", name, health["unassigned_shards"])
                return

    def resumable(self, name: str, mark: int) -> bool:
        """Whether a rebuild of this mark would write into the index what it holds: same code, revision and day."""
        meta = self.meta(name)
        return bool(meta and mark and meta["mark"] == mark and meta.get("day") == date.today().isoformat())

    def names(self) -> list[str]:
        """All generations; those of an alias whose name only begins like ours are not among them."""
        held = self._client.indices.get(index=f"{self.alias}-*", allow_no_indices=True, filter_path="*.aliases")
        return [name for name in held if re.fullmatch(re.escape(self.alias) + r"-\d+", name)]

    def note(self, name: str, mark: int, **more: Any) -> None:
        """Write down up to which revision the index is told, and what else is known of it."""
        self._client.indices.put_mapping(index=name, meta={**self._meta(name), **self._note(mark), **more})

    def flip(self, name: str) -> None:
        """Let `name` serve, and the one that serves now stand back, in one call."""
        self._roles(name, back=self.serving())

    def rollback(self) -> tuple[str, str]:
        """Exchange the serving index and the one before it. Returns what serves now and what stood back."""
        now, before = self.serving(), self.previous()
        if before is None or now is None:
            raise SearchError("Không còn bản chỉ mục trước nào để quay lại.")
        if self.meta(before) is None:
            raise SearchError(
                f"Bản trước {before} do phiên bản khác của chương trình lập; cài lại phiên bản đó rồi chạy"
                " `traluat reindex --rollback`."
            )
        self._roles(before, back=now)
        return before, now

    def tidy(self) -> None:
        """Delete all generations but the serving one and the one before."""
        keep = {self.serving(), self.previous()}
        self.delete(name for name in self.names() if name not in keep)

    def delete(self, names: Iterable[str]) -> None:
        """Delete generations."""
        for name in names:
            log.info("deleting the generation %s", name)
            self._client.indices.delete(index=name, ignore_unavailable=True)

    def described(self) -> tuple[Generation, ...]:
        """All generations with their sizes, the newest first."""
        names = sorted(self.names(), key=lambda name: -int(name.rpartition("-")[2]))
        if not names:
            return ()
        stats = self._client.indices.stats(index=names, metric=["docs", "store"])["indices"]
        roles = {self.serving(): Role.SERVING, self.previous(): Role.PREVIOUS}
        roles |= dict.fromkeys(self.building(), Role.UNFINISHED)
        return tuple(self._described(name, stats.get(name, {}), roles.get(name, Role.LEFT)) for name in names)

    def _described(self, name: str, stats: Mapping[str, Any], role: Role) -> Generation:
        meta = self._meta(name)
        held = stats.get("primaries", {})
        return Generation(
            name=name,
            role=role,
            entries=int(held.get("docs", {}).get("count", 0)),
            size=int(stats.get("total", {}).get("store", {}).get("size_in_bytes", 0)),
            mark=int(meta.get("mark", 0)),
            usable=meta.get("fingerprint") == self._fingerprint,
            built=_time(meta.get("built")),
            seconds=float(meta.get("seconds", 0.0)),
        )

    def _roles(self, name: str, *, back: str | None) -> None:
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        held: dict[str, Any] = dict(self._client.indices.get_alias(index=name)[name]["aliases"])
        others = (alias for alias in (self.building_alias, self.previous_alias) if alias in held)
        actions += [{"remove": {"index": name, "alias": alias}} for alias in others]
        if back and back != name:
            actions.append({"remove": {"index": back, "alias": self.alias}})
            actions += [
                {"remove": {"index": old, "alias": self.previous_alias}}
                for old in self._behind(self.previous_alias)
                if old != name
            ]
            actions.append({"add": {"index": back, "alias": self.previous_alias}})
        self._client.indices.update_aliases(actions=actions)

    def _behind(self, alias: str) -> list[str]:
        try:
            return list(self._client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _meta(self, name: str) -> dict[str, Any]:
        try:
            return dict(self._client.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {}))
        except ApiError as error:
            if error.status_code == 404:
                return {}
            raise

    def _note(self, mark: int) -> dict[str, Any]:
        return {"mark": mark, "fingerprint": self._fingerprint}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
