"""The files to read: folders and zip archives walked in a fixed order, hashed without being held in memory."""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableSource
from corpus.text import printable
from ingest.readers import MAX_BYTES, check_size

log = logging.getLogger(__name__)

_CHUNK = 1 << 20
_MOST_MEMBERS = 50_000
_SWOLLEN = 300  # times its packed size, from which on a large member is taken for a bomb
_SKIPPED_NAMES = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, possibly a member of a zip archive. `name` is what reports and documents call it."""

    path: Path
    name: str
    size: int
    member: str | None = None
    broken: str | None = None  # why it cannot even be opened

    def load(self) -> bytes:
        """The bytes. Raises SourceTooLarge beyond the limit of one document, UnreadableSource where it stays shut."""
        self._check()
        try:
            if self.member is None:
                return self.path.read_bytes()
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                data = stream.read(MAX_BYTES + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, KeyError) as error:
            raise UnreadableSource(_cannot_open(error)) from error
        check_size(len(data))
        return data

    def sha256(self) -> str:
        """The digest of the bytes in hexadecimal, also of a file too large to read."""
        if self.broken is not None:
            raise UnreadableSource(self.broken)
        digest = hashlib.sha256()
        try:
            if self.member is not None:
                digest.update(self.load())
                return digest.hexdigest()
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise UnreadableSource(_cannot_open(error)) from error
        return digest.hexdigest()

    def _check(self) -> None:
        if self.broken is not None:
            raise UnreadableSource(self.broken)
        check_size(self.size)


def walk(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files under some paths, by name; hidden files and the leftovers of office programs are passed over.

    A file given by itself is named by its last part, one found in a folder by its way from that folder's name on
    (`van-ban/2025/444.docx`), so that names do not depend on where the library runs.
    """
    for path in paths:
        if path.is_dir():
            for found in _inside(path):
                yield from _opened(found, printable((Path(path.resolve().name) / found.relative_to(path)).as_posix()))
        else:
            yield from _opened(path, printable(path.name))


def _inside(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_skipped(name))
        for name in sorted(files):
            if not _is_skipped(name):
                yield Path(parent, name)


def _is_skipped(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED_NAMES


def _opened(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        size = path.stat().st_size
        is_archive = path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)
    except OSError as error:
        yield SourceFile(path, name, 0, broken=_cannot_open(error))
        return
    if is_archive:
        yield from _members(path, name)
    else:
        yield SourceFile(path, name, size)


def _members(path: Path, name: str) -> Iterator[SourceFile]:
    """The files of an archive. Nothing is unpacked to disk, so that a member's path leads nowhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, OSError) as error:
        yield SourceFile(path, name, 0, broken=_cannot_open(error))
        return
    if len(members) > _MOST_MEMBERS:
        message = f"Tệp nén có {len(members)} tệp, quá giới hạn {_MOST_MEMBERS}; hãy chia nhỏ rồi nạp lại."
        yield SourceFile(path, name, 0, broken=message)
        return
    for member in members:
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or any(_is_skipped(part) and part != ".." for part in inner.parts):
            continue
        shown = f"{name}/{'/'.join(part for part in inner.parts if part not in ('..', '/'))}"
        yield SourceFile(path, shown, member.file_size, member=member.filename, broken=_suspicious(member, inner))


def _suspicious(member: zipfile.ZipInfo, inner: PurePosixPath) -> str | None:
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        return "Tệp trong gói nén có đường dẫn ra ngoài gói; hãy kiểm tra nguồn của gói và nén lại."
    if member.file_size > _CHUNK and member.file_size > _SWOLLEN * max(member.compress_size, 1):
        return "Tệp trong gói nén bung ra quá lớn so với bản nén (có thể là bom nén); hãy kiểm tra nguồn của gói."
    return None


def _cannot_open(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "Không có tệp hoặc thư mục này; hãy kiểm tra lại đường dẫn."
    if isinstance(error, PermissionError):
        return "Không có quyền đọc tệp; hãy cấp quyền đọc cho chương trình."
    if isinstance(error, RuntimeError) and "password" in str(error).lower():
        return "Gói nén có mật khẩu; hãy giải nén rồi nạp các tệp bên trong."
    return "Không mở được tệp (hỏng hoặc đang tải dở); hãy tải lại."
