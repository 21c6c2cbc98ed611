"""The files to read: folders and zip archives walked in a fixed order, hashed without being held in memory."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import SourceError, UnreadableSource, UnsupportedSource
from corpus.text import printable
from corpus.workers import SECONDS
from ingest import archives
from ingest.archives import cannot_open
from ingest.pages import Pages
from ingest.readers import check_size, read

_CHUNK = 1 << 20
_PICTURED = frozenset((".pdf", ".tif", ".tiff"))
_PER_MEGABYTE = 100.0  # seconds
_SLOWEST = 1800.0
_SKIPPED_NAMES = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".partial")
_OTHER_ARCHIVES = frozenset((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, possibly a member of a zip archive. `name` is what reports and documents call it.

    `address`, with the marks of its server (ETag, Last-Modified), says where the file was fetched from.
    """

    path: Path
    name: str
    size: int
    way: tuple[str, ...] = ()  # through the archives to the member
    broken: SourceError | None = None  # why it cannot even be opened
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def origin(self) -> str:
        """Where it can be found again, for `found_again`."""
        if self.address is not None:
            return json.dumps({"address": self.address})
        place = {"path": str(self.path.absolute()), "name": self.name}
        return json.dumps({**place, "way": self.way} if self.way else place)

    @property
    def seconds(self) -> float:
        """The time its reader gets: a scan needs some seconds a page, and a page has about 100 kB."""
        if Path(self.name).suffix.lower() not in _PICTURED:
            return SECONDS
        return min(SECONDS + _PER_MEGABYTE * self.size / 2**20, _SLOWEST)

    def load(self) -> bytes:
        """The bytes. Raises SourceTooLarge beyond the limit of one document, UnreadableSource where it stays shut."""
        if self.broken is not None:
            raise self.broken
        check_size(self.size)
        if self.way:
            return archives.load(self.path, self.way)
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise cannot_open(error) from error

    def sha256(self) -> str:
        """The digest of the bytes in hexadecimal, also of a file too large to read."""
        if self.broken is not None:
            raise self.broken
        if self.way:
            return hashlib.sha256(self.load()).hexdigest()
        digest = hashlib.sha256()
        try:
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise cannot_open(error) from error
        return digest.hexdigest()

    def read(self) -> tuple[str, Pages]:
        """The sha256 of the bytes and the lines in them. Raises a SourceError, whose message names the mend."""
        data = self.load()
        return hashlib.sha256(data).hexdigest(), read(data, name=self.name)


def walk(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files under some paths, by name; hidden files and the leftovers of office programs are passed over.

    A file given by itself is named by its last part, one found in a folder by its way from that folder's name on
    (`van-ban/2025/444.docx`), so that names do not depend on where the library runs. Links to folders are not followed.
    """
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        else:
            yield from opened(path, printable(path.name))


def name_in(folder: Path, path: Path) -> str:
    """What a file found in a folder is called."""
    return printable((Path(folder.resolve().name) / path.relative_to(folder)).as_posix())


def is_skipped(name: str) -> bool:
    """True for a file or folder that is nobody's document: hidden, of an office program, still being loaded."""
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED_NAMES or name.lower().endswith(_UNFINISHED)


def _inside(folder: Path) -> Iterator[SourceFile]:
    shut: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not is_skipped(name))
        for name in sorted(files):
            if not is_skipped(name):
                path = Path(parent, name)
                yield from opened(path, name_in(folder, path))
    for error in shut:
        path = Path(os.fsdecode(error.filename))
        yield SourceFile(path, name_in(folder, path), 0, broken=cannot_open(error))


def opened(path: Path, name: str) -> Iterator[SourceFile]:
    """A file, or the files in it where it is an archive."""
    try:
        found = path.stat()
        is_archive = stat.S_ISREG(found.st_mode) and archives.is_archive(path)
    except OSError as error:
        yield SourceFile(path, name, 0, broken=cannot_open(error))
        return
    if is_archive:
        yield from _members(path, name)
    else:
        yield SourceFile(path, name, found.st_size, broken=_unfit(path, found.st_mode))


def _unfit(path: Path, mode: int) -> SourceError | None:
    if not stat.S_ISREG(mode):
        return UnreadableSource("Đường dẫn không phải tệp thường (ống dẫn, thiết bị…); hãy chép văn bản ra tệp.")
    if path.suffix.lower() in _OTHER_ARCHIVES:
        return UnsupportedSource(
            f"Chưa mở được gói nén {path.suffix.lower()}; hãy giải nén, hoặc nén lại thành .zip rồi nạp."
        )
    return None


def _members(path: Path, name: str) -> Iterator[SourceFile]:
    """The files of an archive. Nothing is unpacked to disk, so that a member's path leads nowhere."""
    try:
        for member in archives.members(path):
            parts = member.shown.split("/")
            if not any(is_skipped(part) for part in parts):
                shown = printable(f"{name}/{member.shown}")
                yield SourceFile(path, shown, member.size, way=member.way, broken=member.broken)
    except SourceError as error:
        yield SourceFile(path, name, 0, broken=error)


def found_again(origin: str) -> Iterator[SourceFile]:
    """The file or files at an `origin` of this machine: a path, or a member of an archive."""
    place = json.loads(origin)
    path, way = Path(place["path"]), tuple(place.get("way", ()))
    for file in opened(path, place["name"]):
        if not way:
            yield file
        elif file.way == way:
            yield replace(file, name=place["name"])
