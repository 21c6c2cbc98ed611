"""A folder watched: nothing is handed on before it is completely written."""

from __future__ import annotations

import threading
from pathlib import Path

from ingest.watch import Arriving, arrivals
from tests.ingest.making import decision


def test_file_is_complete_when_it_has_stood_still(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    arriving = Arriving(settle=2)
    path.write_bytes(b"one")
    arriving.note(path)
    assert arriving.complete(0) == []  # seen for the first time
    path.write_bytes(b"one and two")
    assert arriving.complete(3) == []  # it has grown
    assert arriving.complete(4) == []  # still for one second
    assert arriving.complete(5) == [path]
    assert arriving.complete(9) == []  # told once


def test_file_that_goes_away_or_stays_empty_is_not_told(tmp_path: Path) -> None:
    arriving = Arriving(settle=1)
    for name in ("gone", "empty"):
        (tmp_path / name).touch()
        arriving.note(tmp_path / name)
    arriving.complete(0)
    (tmp_path / "gone").unlink()
    assert arriving.complete(5) == []
    (tmp_path / "empty").write_bytes(b"x")
    assert [arriving.complete(at) for at in (6, 8)] == [[], [tmp_path / "empty"]]


def test_files_that_arrive_are_handed_on_with_the_names_a_walk_gives(tmp_path: Path) -> None:
    folder, stop = tmp_path / "van-ban", threading.Event()
    (folder / "2025").mkdir(parents=True)
    (folder / "trước.txt").write_bytes(decision(900))
    names: list[str] = []
    for number, batch in enumerate(arrivals(folder, settle=0.2, stop=stop)):
        if number == 0:
            assert batch == []
            (folder / "2025" / "901.txt").write_bytes(decision(901))
            (folder / "2025" / "902.txt.part").write_bytes(decision(902))
            (folder / "~$903.docx").write_bytes(b"x")
        names += [file.name for file in batch]
        if names:
            stop.set()
    assert names == ["van-ban/2025/901.txt"]


def test_folder_that_is_moved_in_brings_its_files(tmp_path: Path) -> None:
    folder, stop = tmp_path / "van-ban", threading.Event()
    folder.mkdir()
    (tmp_path / "lô").mkdir()
    (tmp_path / "lô" / "901.txt").write_bytes(decision(901))
    names: list[str] = []
    for number, batch in enumerate(arrivals(folder, settle=0.2, stop=stop)):
        if number == 0:
            (tmp_path / "lô").rename(folder / "lô")
        names += [file.name for file in batch]
        if names:
            stop.set()
    assert names == ["van-ban/lô/901.txt"]
