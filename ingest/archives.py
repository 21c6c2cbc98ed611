"""Zip archives: their members listed and read without unpacking anything to disk, within limits.

Limits against bombs: members of one archive, how far a member may swell, members that overlap in the file, the bytes of
all members together, and how deep archives may stand in archives.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from corpus.errors import SourceError, SourceTooLarge, UnreadableSource
from ingest.readers import MAX_BYTES, check_size
from ingest.readers.encodings import decode

MOST_MEMBERS = 50_000
DEEPEST = 2  # archives in one another, the outermost counted
_MOST_UNPACKED = 20 * 2**30  # bytes of all members of one archive
_LARGEST_INNER = 256 * 2**20  # bytes of an archive inside an archive; it is held in memory
_SWOLLEN = 300  # times its packed size, from which on a large member is taken for a bomb
_LARGE = 1 << 20
_UTF8_NAMES = 0x800  # the flag of a member whose name is UTF-8
_UNICODE_PATH = 0x7075  # the extra field in which Info-ZIP keeps the name in UTF-8
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_FAULTS = (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: the way to it through the archives, its shown path, and why it cannot be read, if so."""

    way: tuple[str, ...]
    shown: str
    size: int
    broken: SourceError | None = None


def is_archive(path: Path) -> bool:
    """True for a zip archive by name and content; Word files are zip archives too and are none here."""
    return path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)


def members(path: Path) -> Iterator[Member]:
    """The files of an archive and of those inside it, by name. Raises UnreadableSource for the archive as a whole."""
    yield from _members(path, (), "")


def load(path: Path, way: tuple[str, ...]) -> bytes:
    """The bytes of a member. Raises SourceTooLarge beyond the limit of one document, UnreadableSource if it is shut."""
    *_, last = way
    try:
        with _opened(path, way[:-1]) as archive, archive.open(last) as stream:
            data = stream.read(MAX_BYTES + 1)
    except _FAULTS as error:
        raise cannot_open(error) from error
    check_size(len(data))
    return data


def cannot_open(error: Exception) -> SourceError:
    """What to say of a file or archive that cannot be opened."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, FileNotFoundError):
        return UnreadableSource("Không có tệp hoặc thư mục này; hãy kiểm tra lại đường dẫn.")
    if isinstance(error, PermissionError):
        return UnreadableSource("Không có quyền đọc tệp hoặc thư mục; hãy cấp quyền đọc cho chương trình.")
    if isinstance(error, RuntimeError) and "password" in str(error).lower():
        return UnreadableSource("Gói nén có mật khẩu; hãy giải nén rồi nạp các tệp bên trong.")
    return UnreadableSource("Không mở được tệp (hỏng hoặc đang tải dở); hãy tải lại.")


def _members(path: Path, way: tuple[str, ...], before: str) -> Iterator[Member]:
    try:
        with _opened(path, way) as archive:
            listed = sorted(archive.infolist(), key=lambda member: member.filename)
            packed = archive.fp.seek(0, io.SEEK_END) if archive.fp else 0
    except _FAULTS as error:
        raise cannot_open(error) from error
    _check_whole(listed, packed)
    for info in listed:
        if info.is_dir():
            continue
        shown = shown_name(info)
        inner = PurePosixPath(shown.replace("\\", "/"))
        called = before + "/".join(part for part in inner.parts if part not in ("..", "/"))
        here = (*way, info.filename)
        broken = _suspicious(info, inner)
        if broken is None and inner.suffix.lower() == ".zip":
            yield from _nested(path, here, called, info.file_size)
        else:
            yield Member(here, called, info.file_size, broken)


def _nested(path: Path, way: tuple[str, ...], called: str, size: int) -> Iterator[Member]:
    """The files of an archive inside an archive; the archive itself, with the reason, where it is not opened."""
    try:
        if len(way) >= DEEPEST:
            raise UnreadableSource("Gói nén lồng trong nhau quá sâu; hãy giải nén rồi nạp các tệp bên trong.")
        yield from _members(path, way, f"{called}/")
    except SourceError as error:
        yield Member(way, called, size, error)


def _opened(path: Path, way: tuple[str, ...]) -> zipfile.ZipFile:
    if not way:
        return zipfile.ZipFile(path)
    return zipfile.ZipFile(io.BytesIO(_inner(path, path.stat().st_mtime_ns, way)))


@lru_cache(maxsize=1)
def _inner(path: Path, changed: int, way: tuple[str, ...]) -> bytes:
    """The bytes of an archive inside an archive, kept for its next member."""
    with _opened(path, way[:-1]) as archive, archive.open(way[-1]) as stream:
        data = stream.read(_LARGEST_INNER + 1)
    if len(data) > _LARGEST_INNER:
        raise SourceTooLarge(
            f"Gói nén nằm trong gói nén lớn hơn {_LARGEST_INNER // 2**20} MB; hãy giải nén rồi nạp các tệp bên trong."
        )
    return data


def _check_whole(listed: list[zipfile.ZipInfo], packed: int) -> None:
    if len(listed) > MOST_MEMBERS:
        raise UnreadableSource(f"Tệp nén có {len(listed)} tệp, quá giới hạn {MOST_MEMBERS}; hãy chia nhỏ rồi nạp lại.")
    if sum(member.compress_size for member in listed) > packed:
        raise UnreadableSource("Các tệp trong gói nén chồng lên nhau (bom nén); hãy kiểm tra nguồn của gói.")
    if sum(member.file_size for member in listed) > _MOST_UNPACKED:
        raise UnreadableSource(
            f"Gói nén bung ra hơn {_MOST_UNPACKED // 2**30} GB; hãy kiểm tra nguồn của gói, hoặc chia nhỏ rồi nạp lại."
        )


def _suspicious(member: zipfile.ZipInfo, inner: PurePosixPath) -> SourceError | None:
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        return UnreadableSource("Tệp trong gói nén có đường dẫn ra ngoài gói; hãy kiểm tra nguồn của gói và nén lại.")
    if member.file_size > _LARGE and member.file_size > _SWOLLEN * max(member.compress_size, 1):
        return UnreadableSource(
            "Tệp trong gói nén bung ra quá lớn so với bản nén (có thể là bom nén); hãy kiểm tra nguồn của gói."
        )
    return None


def shown_name(member: zipfile.ZipInfo) -> str:
    """The name of a member as its author saw it.

    Without the UTF-8 flag the standard says code page 437; Vietnamese Windows writes code page 1258 there, or what an
    old TCVN3 name has, other programs UTF-8 all the same, and Info-ZIP keeps UTF-8 in a field of its own.
    """
    if member.flag_bits & _UTF8_NAMES or member.filename.isascii():
        return member.filename
    if kept := _unicode_path(member.extra):
        return kept
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for decoded in (_utf8, _windows, _old):
        if (name := decoded(raw)) and (decoded is _utf8 or _is_vietnamese(name)):
            return unicodedata.normalize("NFC", name)
    return member.filename


def _utf8(raw: bytes) -> str:
    return "" if (name := raw.decode("utf-8", "replace")).count("\ufffd") else name


def _windows(raw: bytes) -> str:
    return "" if (name := raw.decode("cp1258", "replace")).count("\ufffd") else name


def _old(raw: bytes) -> str:
    """A name in an encoding of the time before Unicode, TCVN3 for the most part."""
    try:
        return decode(raw)[0]
    except SourceError:
        return ""


def _unicode_path(extra: bytes) -> str | None:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")  # after a version and a checksum
        extra = extra[4 + length :]
    return None


def _is_vietnamese(name: str) -> bool:
    """True when every letter beyond ASCII is one of Vietnamese."""
    for letter in unicodedata.normalize("NFD", name):
        if ord(letter) < 128 or letter in "đĐ" or letter in _TONES or letter in "\u0302\u0306\u031b":
            continue
        return False
    return True
