"""Generations of an index in a folder: build beside, swap at once, keep one back; one writer at a time."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexMissing, SearchError
from search.engines.cards import Cards
from search.engines.stored import Vocabulary

log = logging.getLogger(__name__)

_POINTER = "current"
_META = "traluat.json"
_WORDS, _CARDS = "words.json", "cards.json"


@dataclass(frozen=True, slots=True)
class Meta:
    """What an index was made of and by: the revision of the store, and the fingerprint of `search.compose`."""

    mark: int
    fingerprint: str


class Generations:
    """The generations in one folder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint

    def current(self) -> Path | None:
        """The serving generation; None before the first."""
        try:
            return self._folder / (self._folder / _POINTER).read_text(encoding="ascii")
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
        told = json.loads((folder / _META).read_text(encoding="utf-8"))
        if told.get("fingerprint") != self._fingerprint:
            raise IndexMissing("Chỉ mục do phiên bản khác lập; chạy `traluat reindex` để lập lại.")
        return Meta(told["mark"], told["fingerprint"])

    def note(self, folder: Path, mark: int) -> None:
        """Write down up to which revision the generation is told, all or nothing."""
        _write(folder / _META, json.dumps(asdict(Meta(mark, self._fingerprint))))

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
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("a+", encoding="ascii") as held:
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

    @contextmanager
    def fresh(self, mark: int) -> Iterator[Path]:
        """A folder for a new generation; it serves from the end of the block, and is gone if the block fails."""
        before = self.current()
        numbers = [int(path.name[1:]) for path in self._folder.glob("g*") if path.name[1:].isdigit()]
        folder = self._folder / f"g{max(numbers, default=0) + 1}"
        folder.mkdir()
        try:
            yield folder
            self.note(folder, mark)
            _write(self._folder / _POINTER, folder.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        for path in self._folder.glob("g*"):
            if path not in (folder, before):
                shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
