"""The index itself on the command line: build it anew, go back, see how it stands, copy it and bring a copy back."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api import wiring
from api.ingest_progress import duration
from api.library import Library
from api.reading import wording
from api.settings import Settings
from api.terminal import Terminal
from corpus.errors import EntriesSetAside
from corpus.store import Store
from search.state import Generation, Node, Role, State, Turned

_EVERY = 30.0  # seconds between two lines where there is no terminal

_ROLES = {
    Role.SERVING: "đang phục vụ",
    Role.PREVIOUS: "bản trước",
    Role.UNFINISHED: "dở dang",
    Role.LEFT: "không còn dùng",
}
_HEALTH = {
    "green": "tốt, đủ bản",
    "yellow": "phục vụ được, thiếu bản dự phòng",
    "red": "hỏng, thiếu một phần chỉ mục",
}


@dataclass(slots=True)
class IndexProgress:
    """Told of every document that is read for the index; shows how many of all, the rate, and the time that is left."""

    terminal: Terminal
    total: int
    now: Callable[[], float] = time.monotonic
    _began: float = field(init=False)
    _said: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._said = self.now()

    def __call__(self, number: int) -> None:
        now = self.now()
        if self.terminal.err.isatty():
            self.terminal.progress(self._words(number, now))
        elif now - self._said >= _EVERY:
            self._said = now
            self.terminal.note(self._words(number, now))

    def _words(self, number: int, now: float) -> str:
        told = f"{wording.count(number)}/{wording.count(self.total)} văn bản đã lập chỉ mục"
        if now > self._began and number < self.total:
            rate = number / (now - self._began)
            told += f", {rate:.0f} mỗi giây, còn khoảng {duration((self.total - number) / rate)}"
        return told


def reindex(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """The index, anew from the store; or the one before, to serve again."""
    if arguments.rollback:
        return _turned(settings, terminal, lambda library: library.index.rollback())
    set_aside: tuple[tuple[str, str], ...] = ()
    with closing(Library(wiring.store(settings), wiring.index(settings))) as library:
        documents = library.store.totals().documents
        try:
            entries = library.rebuild_index(IndexProgress(terminal, documents), terminal.note)
        except EntriesSetAside as error:
            entries, set_aside = error.written, error.entries
    if terminal.as_json:
        left_out = [{"id": id, "reason": reason} for id, reason in set_aside]
        terminal.json({"documents": documents, "entries": entries, "set_aside": left_out})
        return 1 if set_aside else 0
    terminal.line(f"Đã lập chỉ mục {wording.count(entries)} mục của {wording.count(documents)} văn bản.")
    if set_aside:
        terminal.complain(f"chỉ mục mới phục vụ nhưng thiếu {len(set_aside)} mục mà máy chủ từ chối:")
        for id, reason in set_aside:
            terminal.complain(f"  {id}: {reason}")
    return 1 if set_aside else 0


def engine(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """How the engine stands; a copy of its index, or a copy brought back."""
    if arguments.action == "status":
        return _status(settings, terminal)
    if arguments.action == "snapshot":
        return _snapshot(arguments, settings, terminal)
    return _turned(settings, terminal, lambda library: library.index.restore(arguments.name, arguments.folder))


def _snapshot(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    name = arguments.name or datetime.now().strftime("%Y%m%d-%H%M%S")
    began = time.monotonic()
    with closing(wiring.index(settings)) as index:
        taken = index.snapshot(name, arguments.folder)
    if terminal.as_json:
        terminal.json({"name": name, "generation": _as_json(taken), "seconds": round(time.monotonic() - began, 1)})
    else:
        spent = duration(time.monotonic() - began)
        terminal.line(f"Đã sao {taken.name} ({wording.count(taken.entries)} mục) thành {name}, mất {spent}.")
    return 0


def _turned(settings: Settings, terminal: Terminal, turn: Callable[[Library], Turned]) -> int:
    """Let another generation serve, and say which, and how far it is behind the store."""
    with closing(Library(wiring.store(settings), wiring.index(settings))) as library:
        turned = turn(library)
        behind = _behind(library.store, turned.now)
    if terminal.as_json:
        back = _as_json(turned.back) if turned.back else None
        terminal.json({"serving": _as_json(turned.now), "previous": back, "behind": behind})
        return 0
    terminal.line(f"Nay phục vụ: {_generation(turned.now)}.")
    if turned.back:
        terminal.line(f"Lui lại: {_generation(turned.back)}; `traluat reindex --rollback` trở về bản này.")
    if behind:
        terminal.line(f"{_behind_words(behind)}; lần `traluat ingest` tới sẽ bù.")
    return 0


def _status(settings: Settings, terminal: Terminal) -> int:
    """Exit status 1 where the index does not answer, or not whole."""
    with closing(wiring.index(settings)) as index:
        state = index.state()
    serving = state.of(Role.SERVING)
    with closing(wiring.store(settings)) as store:
        behind = _behind(store, serving)
    well = serving is not None and serving.usable and state.health != "red"
    if terminal.as_json:
        terminal.json(_state_as_json(state, behind))
        return 0 if well else 1
    terminal.line(f"Công cụ tìm kiếm: {state.engine} {state.place}".rstrip())
    terminal.line(f"Tình trạng: {_HEALTH.get(state.health, state.health)}")
    for node in state.nodes:
        terminal.line(f"  máy {_node(node)}")
    for one in state.generations:
        terminal.line(f"  {_generation(one)}")
    if serving is None:
        terminal.line("Chưa có chỉ mục; chạy `traluat reindex` để lập.")
    else:
        terminal.line(_behind_words(behind) if behind else "Chỉ mục theo kịp kho.")
    for writer in state.writers:
        terminal.line(f"Đang ghi: {writer}")
    if state.snapshots:
        terminal.line(f"Bản sao: {', '.join(state.snapshots)}")
    return 0 if well else 1


def _behind(store: Store, serving: Generation | None) -> int:
    """Documents that changed since the index was told."""
    return len(store.changed_since(serving.mark if serving and serving.usable else 0))


def _behind_words(behind: int) -> str:
    return f"Kho đi trước chỉ mục {wording.count(behind)} văn bản"


def _generation(one: Generation) -> str:
    told = f"{one.name}, {_ROLES[one.role]}: {wording.count(one.entries)} mục, {_size(one.size)}"
    if one.built:
        told += f", lập xong {one.built.astimezone().strftime('%H:%M ngày %d/%m/%Y')} sau {duration(one.seconds)}"
    return told if one.usable or one.role is Role.UNFINISHED else f"{told}, do phiên bản khác lập"


def _node(one: Node) -> str:
    return f"{one.name} ({one.version}, {one.address}): bộ nhớ {one.heap_percent} %, đĩa trống {_size(one.disk_free)}"


def _size(size: int) -> str:
    for unit, names in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {names}".replace(".", ",")
    return f"{size} byte"


def _state_as_json(state: State, behind: int) -> dict[str, Any]:
    return {
        "engine": state.engine,
        "place": state.place,
        "health": state.health,
        "nodes": [
            {
                "name": one.name,
                "version": one.version,
                "address": one.address,
                "heap_percent": one.heap_percent,
                "disk_free": one.disk_free,
            }
            for one in state.nodes
        ],
        "aliases": dict(state.aliases),
        "generations": [_as_json(one) for one in state.generations],
        "behind": behind,
        "writers": list(state.writers),
        "snapshots": list(state.snapshots),
    }


def _as_json(one: Generation) -> dict[str, Any]:
    return {
        "name": one.name,
        "role": one.role.value,
        "entries": one.entries,
        "size": one.size,
        "mark": one.mark,
        "usable": one.usable,
        "built": one.built.isoformat() if one.built else None,
        "seconds": one.seconds,
    }
