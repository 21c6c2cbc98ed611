"""Walking folders and archives: order, names, what is passed over, guards."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from corpus.errors import SourceError, SourceTooLarge
from ingest.readers import MAX_BYTES
from ingest.sources import SourceFile, walk


def names(*paths: Path) -> list[str]:
    return [file.name for file in walk(paths)]


def test_folder_is_walked_by_name_without_hidden_files(tmp_path: Path) -> None:
    root = tmp_path / "van-ban"
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".ẩn", ".git/x", "~$mở.docx", "Thumbs.db", "a/__MACOSX/x"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    assert names(root) == ["van-ban/b.txt", "van-ban/a/10.txt", "van-ban/a/2.txt"]


def test_single_file_is_named_by_its_last_part(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    (file,) = walk([tmp_path / "a.txt"])
    assert (file.name, file.load(), file.sha256()) == ("a.txt", b"abc", hashlib.sha256(b"abc").hexdigest())


def test_archive_is_walked_without_unpacking_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.writestr("2025/b.txt", "bbb")
        archive.writestr("2025/a.txt", "aaa")
        archive.writestr("2025/", "")
    files = list(walk([tmp_path / "goi.zip"]))
    assert [(file.name, file.load()) for file in files] == [
        ("goi.zip/2025/a.txt", b"aaa"),
        ("goi.zip/2025/b.txt", b"bbb"),
    ]


@pytest.mark.parametrize(
    ("member", "content", "said"),
    [
        pytest.param("../../etc/passwd", b"x", "đường dẫn ra ngoài", id="path out of the archive"),
        pytest.param("/etc/passwd", b"x", "đường dẫn ra ngoài", id="absolute path"),
        pytest.param("C:/x.txt", b"x", "đường dẫn ra ngoài", id="drive"),
        pytest.param("a.txt", bytes(3_000_000), "bom nén", id="bomb"),
    ],
)
def test_suspicious_member_is_named_and_not_read(tmp_path: Path, member: str, content: bytes, said: str) -> None:
    with zipfile.ZipFile(tmp_path / "goi.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    (file,) = walk([tmp_path / "goi.zip"])
    assert ".." not in file.name
    with pytest.raises(SourceError, match=said):
        file.load()


def test_large_file_is_hashed_and_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "to.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    (file,) = walk([tmp_path / "to.txt"])
    assert len(file.sha256()) == 64
    with pytest.raises(SourceTooLarge, match="64 MB"):
        file.load()


def test_missing_file_says_so_when_it_is_read(tmp_path: Path) -> None:
    (file,) = walk([tmp_path / "không-có.txt"])
    for read in (SourceFile.load, SourceFile.sha256):
        with pytest.raises(SourceError, match="kiểm tra lại đường dẫn"):
            read(file)


def test_broken_archive_is_one_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(b"PK\x03\x04 cut off")
    assert names(tmp_path / "goi.zip") == ["goi.zip"]
