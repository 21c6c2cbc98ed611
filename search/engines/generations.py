"""Generations of an index in a folder: build beside, swap at once, keep one back; one writer at a time."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import IndexMissing, SearchError
from search.engines.cards import Cards
from search.engines.stored import Vocabulary
from search.state import Generation, Role

log = logging.getLogger(__name__)

_POINTER = "current"
_META = "traluat.json"
_HALF = ".half"  # at the end of the name of a copy that is not whole
_WORDS, _CARDS = "words.json", "cards.json"


@dataclass(frozen=True, slots=True)
class Meta:
    """What an index was made of and by: the revision of the store, and the fingerprint of `search.compose`."""

    mark: int
    fingerprint: str
    built: str = ""  # when it was whole, UTC
    seconds: float = 0.0  # that building it took


class Generations:
    """The generations in one folder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self._fingerprint = fingerprint

    def current(self) -> Path | None:
        """The serving generation; None before the first."""
        try:
            return self.folder / (self.folder / _POINTER).read_text(encoding="ascii")
        except FileNotFoundError:
            return None

    def serving(self) -> Path:
        """The serving generation. Raises IndexMissing before the first."""
        folder = self.current()
        if folder is None or not folder.is_dir():
            raise IndexMissing("Chưa có chỉ mục tìm kiếm; chạy `traluat reindex` để lập.")
        return folder

    def meta(self, folder: Path) -> Meta:
        """What the generation was made of. Raises IndexMissing when other code made it."""
        told = _told(folder)
        if told is None or told.fingerprint != self._fingerprint:
            raise IndexMissing("Chỉ mục do phiên bản khác lập; chạy `traluat reindex` để lập lại.")
        return told

    def note(self, folder: Path, mark: int) -> None:
        """Write down up to which revision the generation is told, all or nothing."""
        known = _told(folder) or Meta(mark, self._fingerprint)
        self._tell(folder, replace(known, mark=mark, fingerprint=self._fingerprint))

    def beside(self, folder: Path) -> tuple[Vocabulary, Cards]:
        """The words of a generation and the facet values of its documents."""
        words, cards = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (_WORDS, _CARDS))
        return Vocabulary(words), Cards(cards)

    def keep(self, folder: Path, vocabulary: Vocabulary, cards: Cards) -> None:
        """Keep these, each all or nothing; more than the generation needs do no harm, so they go before it."""
        _write(folder / _WORDS, json.dumps(vocabulary.words(), ensure_ascii=False))
        _write(folder / _CARDS, json.dumps(cards.written(), ensure_ascii=False))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing. Raises SearchError that names the holder when another process has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+", encoding="ascii") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.seek(0)
                raise SearchError(
                    f"Chỉ mục đang được tiến trình {held.read() or 'khác'} ghi; chờ xong rồi chạy lại."
                ) from None
            held.truncate(0)
            held.write(str(os.getpid()))
            held.flush()
            yield

    def writer(self) -> str | None:
        """The process that writes now."""
        try:
            with (self.folder / "lock").open("r+", encoding="ascii") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return None
        except BlockingIOError:
            return (self.folder / "lock").read_text(encoding="ascii") or "khác"
        return None

    @contextmanager
    def fresh(self, mark: int) -> Iterator[Path]:
        """A folder for a new generation; it serves from the end of the block, and is gone if the block fails."""
        before, began = self.current(), time.monotonic()
        numbers = [int(path.name[1:]) for path in self.folder.glob("g*") if path.name[1:].isdigit()]
        folder = self.folder / f"g{max(numbers, default=0) + 1}"
        folder.mkdir()
        try:
            yield folder
            built = datetime.now(UTC).isoformat(timespec="seconds")
            self._tell(folder, Meta(mark, self._fingerprint, built, round(time.monotonic() - began, 1)))
            _write(self.folder / _POINTER, folder.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        for path in self.folder.glob("g*"):
            if path not in (folder, before):
                shutil.rmtree(path, ignore_errors=True)

    def before(self) -> Path | None:
        """The generation that served before, or was turned back from: the newest whole one that does not serve."""
        current = self.current()
        whole = [path for path in self._all() if path != current and (path / _META).is_file()]
        return whole[0] if whole else None

    def rollback(self) -> tuple[Path, Path]:
        """Let the generation before serve. Returns what serves now and what stood back."""
        current, before = self.current(), self.before()
        if current is None or before is None:
            raise SearchError("Không còn bản chỉ mục trước nào để quay lại.")
        if not self._reads(before):
            raise SearchError(
                f"Bản trước {before.name} do phiên bản khác của chương trình lập; cài lại phiên bản đó rồi chạy"
                " `traluat reindex --rollback`."
            )
        _write(self.folder / _POINTER, before.name)
        return before, current

    def snapshots(self) -> tuple[str, ...]:
        """Copies in the usual place, the oldest first."""
        whole = [path for path in self._kept.glob("*") if (path / _META).is_file() and not path.name.endswith(_HALF)]
        return tuple(path.name for path in sorted(whole, key=lambda path: (path.stat().st_mtime, path.name)))

    def snapshot(self, name: str, place: Path | None) -> Path:
        """Copy the serving generation into a folder of this name, all or nothing. Returns the generation."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name) or name.endswith(_HALF):
            raise SearchError(f"'{name}' không dùng làm tên bản sao được; viết chữ thường, số, dấu gạch, dấu chấm.")
        serving, target = self.serving(), (place or self._kept) / name
        if target.exists():
            raise SearchError(f"Đã có bản sao '{name}'; chọn tên khác.")
        half = target.with_name(name + _HALF)
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(serving, half)
        half.rename(target)
        os.utime(target)
        return serving

    def restore(self, name: str, place: Path | None) -> tuple[Path, Path | None]:
        """Let a copy serve. Returns what serves now and what stood back."""
        source, back = (place or self._kept) / name, self.current()
        told = _told(source)
        if told is None:
            held = ", ".join(self.snapshots()) or "chưa có bản nào"
            raise SearchError(f"Không có bản sao '{name}'; hiện có: {held}.")
        if not self._reads(source):
            raise SearchError(f"Bản sao '{name}' do phiên bản khác của chương trình lập; chạy `traluat reindex`.")
        with self.fresh(told.mark) as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True)
        return folder, back if back and back.is_dir() else None

    @property
    def _kept(self) -> Path:
        return self.folder.with_name("snapshots")

    def described(self, entries: Callable[[Path], int]) -> tuple[Generation, ...]:
        """All generations, the newest first; `entries` counts those of one that this program can read."""
        roles = {self.current(): Role.SERVING, self.before(): Role.PREVIOUS}
        return tuple(self._described(path, roles.get(path), entries) for path in self._all())

    def _described(self, path: Path, role: Role | None, entries: Callable[[Path], int]) -> Generation:
        told = _told(path)
        usable = self._reads(path)
        return Generation(
            name=path.name,
            role=role or (Role.LEFT if told else Role.UNFINISHED),
            entries=entries(path) if usable else 0,
            size=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
            mark=told.mark if told else 0,
            usable=usable,
            built=datetime.fromisoformat(told.built) if told and told.built else None,
            seconds=told.seconds if told else 0.0,
        )

    def _all(self) -> list[Path]:
        found = [path for path in self.folder.glob("g*") if path.name[1:].isdigit()]
        return sorted(found, key=lambda path: -int(path.name[1:]))

    def _reads(self, folder: Path) -> bool:
        told = _told(folder)
        return told is not None and told.fingerprint == self._fingerprint

    def _tell(self, folder: Path, meta: Meta) -> None:
        _write(folder / _META, json.dumps(asdict(meta)))


def _told(folder: Path) -> Meta | None:
    """What a generation says of itself; None where it is not whole."""
    try:
        told = json.loads((folder / _META).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Meta(told["mark"], told.get("fingerprint", ""), told.get("built", ""), told.get("seconds", 0.0))


def _write(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
