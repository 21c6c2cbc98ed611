"""Archives and folders that are made to do harm, or are merely odd: each costs itself, and says why."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.store import Store
from ingest import archives
from ingest.archives import shown_name
from ingest.pipeline import ingest
from ingest.report import Fate
from ingest.sources import SourceFile, found_again, walk
from tests.ingest.making import decision


def zipped(*members: tuple[str, bytes], stored: bool = False) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def files(path: Path) -> dict[str, SourceFile]:
    return {file.name: file for file in walk([path])}


def test_archive_in_an_archive_is_read_through(tmp_path: Path) -> None:
    inner = zipped(("b/902.txt", b"two"), ("901.txt", b"one"))
    (tmp_path / "goi.zip").write_bytes(zipped(("lô 1.zip", inner), ("900.txt", b"zero"), ("lô 2.zip", inner)))
    assert {name: file.load() for name, file in files(tmp_path / "goi.zip").items()} == {
        "goi.zip/900.txt": b"zero",
        "goi.zip/lô 1.zip/901.txt": b"one",
        "goi.zip/lô 1.zip/b/902.txt": b"two",
        "goi.zip/lô 2.zip/901.txt": b"one",
        "goi.zip/lô 2.zip/b/902.txt": b"two",
    }


def test_archives_nested_without_end_are_opened_to_a_depth(tmp_path: Path) -> None:
    content = zipped(("901.txt", b"one"))
    for _ in range(30):
        content = zipped(("a.zip", content))
    (tmp_path / "goi.zip").write_bytes(content)
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError, match="quá sâu"):
        file.load()


def test_archive_inside_that_is_broken_or_too_large_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_LARGEST_INNER", 10_000)
    large = zipped(("x.txt", os.urandom(20_000)), stored=True)
    (tmp_path / "goi.zip").write_bytes(zipped(("hỏng.zip", b"PK\x03\x04"), ("to.zip", large), ("901.txt", b"one")))
    found = files(tmp_path / "goi.zip")
    assert found["goi.zip/901.txt"].load() == b"one"
    for name, said in (("hỏng.zip", "hãy tải lại"), ("to.zip", "lớn hơn")):
        with pytest.raises(SourceError, match=said):
            found[f"goi.zip/{name}"].load()


def test_member_of_an_inner_archive_that_leads_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(zipped(("trong.zip", zipped(("../../../etc/passwd", b"x")))))
    ((name, file),) = files(tmp_path / "goi.zip").items()
    assert ".." not in name
    with pytest.raises(SourceError, match="đường dẫn ra ngoài"):
        file.load()


def test_archive_with_too_many_members_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    (tmp_path / "goi.zip").write_bytes(zipped(*((f"{n}.txt", b"x") for n in range(4))))
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError, match="quá giới hạn 3"):
        file.load()


def test_members_that_overlap_in_the_file_are_a_bomb(tmp_path: Path) -> None:
    """Many entries of the directory lead to the same packed bytes: small on disk, endless unpacked."""
    content = zipped(("a.txt", bytes(900_000)))
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[directory:end]
    many = 5_000
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, many, many, many * len(entry), directory, 0)
    (tmp_path / "goi.zip").write_bytes(content[:directory] + entry * many + tail)
    if zipfile.ZipFile(tmp_path / "goi.zip").infolist()[0].compress_size * many < (tmp_path / "goi.zip").stat().st_size:
        pytest.fail("the made archive does not overlap")
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError, match="chồng lên nhau"):
        file.load()


def test_archive_that_declares_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 1000)
    (tmp_path / "goi.zip").write_bytes(zipped(("a.txt", os.urandom(600)), ("b.txt", os.urandom(600))))
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError, match="bung ra hơn"):
        file.load()


def test_member_that_lies_about_its_size_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.readers import reading

    content = bytearray(zipped(("a.txt", b"x" * 50_000), stored=True))
    at = content.index(b"PK\x01\x02") + 24  # the unpacked size, in the directory
    content[at : at + 4] = struct.pack("<I", 10)
    (tmp_path / "goi.zip").write_bytes(content)
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError):
        file.load()


def test_archive_with_a_password_says_so(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", b"abc")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    (tmp_path / "goi.zip").write_bytes(content)
    (file,) = files(tmp_path / "goi.zip").values()
    with pytest.raises(SourceError, match="mật khẩu"):
        file.load()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("Quyết định.txt".encode(), "Quyết định.txt", id="UTF-8 without its flag"),
        pytest.param("Quye\u0302\u0301t định.txt".encode(), "Quyết định.txt", id="UTF-8, taken apart"),
        pytest.param(b"Quy\xea\xect \xf0i\xf2nh.txt", "Quyết định.txt", id="Windows-1258"),
        pytest.param("QuyÕt ®Þnh sè 12.txt".encode("latin-1"), "Quyết định số 12.txt", id="TCVN3"),
        pytest.param(b"\x80\x81.txt", "Çü.txt", id="code page 437"),
    ],
)
def test_name_of_a_member_is_shown_as_its_author_saw_it(raw: bytes, shown: str) -> None:
    assert shown_name(zipfile.ZipInfo(raw.decode("cp437"))) == shown


def test_name_that_info_zip_keeps_beside_is_taken() -> None:
    member = zipfile.ZipInfo(b"Quy\x3ft \x3f.txt\x80".decode("cp437"))
    name = "Quyết định.txt".encode()
    member.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    assert shown_name(member) == "Quyết định.txt"


def test_member_with_an_odd_name_is_loaded_and_found_again(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(zipped(("x", b"one")).replace(b"x", b"\x82"))
    ((_, file),) = files(tmp_path / "goi.zip").items()
    assert file.load() == b"one"
    (again,) = found_again(file.origin)
    assert (again.name, again.load()) == (file.name, b"one")


@pytest.mark.parametrize("name", ["goi.rar", "goi.7z", "goi.tar.gz"])
def test_other_archives_say_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Rar!\x1a\x07\x00")
    (file,) = files(tmp_path / name).values()
    with pytest.raises(SourceError, match=r"\.zip"):
        file.load()


def test_links_that_go_round_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    (folder / "2025").mkdir(parents=True)
    (folder / "2025" / "901.txt").write_bytes(b"one")
    (folder / "2025" / "lên").symlink_to(folder)
    (folder / "mình").symlink_to(folder / "mình")
    found = files(folder)
    assert found["van-ban/2025/901.txt"].load() == b"one"
    assert set(found) == {"van-ban/2025/901.txt", "van-ban/mình"}
    with pytest.raises(SourceError):
        found["van-ban/mình"].load()


def test_pipe_in_a_folder_does_not_hold_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống")
    (file,) = files(tmp_path / "ống").values()
    for read in (SourceFile.load, SourceFile.sha256):
        with pytest.raises(SourceError, match="không phải tệp thường"):
            read(file)


def test_folder_that_cannot_be_opened_is_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "van-ban" / "kín").mkdir(parents=True)
    (tmp_path / "van-ban" / "901.txt").write_bytes(b"one")
    real = os.scandir

    def shut(path: str) -> object:
        if str(path).endswith("kín"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", shut)
    found = files(tmp_path / "van-ban")
    assert set(found) == {"van-ban/901.txt", "van-ban/kín"}
    with pytest.raises(SourceError, match="quyền đọc"):
        found["van-ban/kín"].load()


def test_file_whose_name_is_no_text_is_read_and_found_again(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/Quy\xd5t.txt"
    Path(os.fsdecode(path)).write_bytes(decision(901))
    with Store.open(f"sqlite:///{tmp_path}/kho.db") as store:
        report = ingest([Path(os.fsdecode(path))], store, workers=0)
    assert [(entry.file, entry.outcome) for entry in report.files] == [("Quy\\udcd5t.txt", Fate.NEW)]
    (file,) = walk([Path(os.fsdecode(path))])
    (again,) = found_again(file.origin)
    assert again.load() == decision(901)


def test_file_that_is_still_loading_is_passed_over(tmp_path: Path) -> None:
    for name in ("a.pdf.crdownload", "b.docx.part", "c.tmp", "d.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name.rpartition("/")[2] for file in walk([tmp_path])] == ["d.txt"]


def test_archive_read_into_the_library_keeps_the_good_and_tells_of_the_bad(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(
        zipped(("901.txt", decision(901)), ("../902.txt", decision(902)), ("to.txt", bytes(5_000_000)))
    )
    with Store.open(f"sqlite:///{tmp_path}/kho.db") as store:
        report = ingest([tmp_path / "goi.zip"], store, workers=1)
        assert report.count(Fate.NEW) == 1
        assert {entry.file for entry in store.quarantined()} == {"goi.zip/902.txt", "goi.zip/to.txt"}
