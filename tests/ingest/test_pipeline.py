"""The pipeline: what becomes of files, in one run and over several; the end does not depend on order or on kills."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.address import DocumentId
from corpus.model import Document, Outcome, Source
from corpus.store import Arrivals, Store
from ingest import linking, pipeline
from ingest.pages import Pages
from ingest.pipeline import ingest, take, understand
from ingest.references import references
from ingest.report import Fate, FileReport, Report, Tally, joined
from ingest.sources import SourceFile, walk
from ingest.structure import structure
from tests.ingest.making import decision

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "data" / "documents"
FIRST = DocumentId.parse("ubnd-ha-tinh/2025/901-2025-qd-ubnd")
SECOND = DocumentId.parse("ubnd-ha-tinh/2025/902-2025-qd-ubnd")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/kho.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two decisions of which the first cites the second, and a file without law."""
    made = tmp_path / "van-ban"
    made.mkdir()
    (made / "901.txt").write_bytes(decision(901, cited=902))
    (made / "902.txt").write_bytes(decision(902))
    (made / "tin.txt").write_text("Tin trong ngày.\n")
    return made


def fates(report: Report) -> dict[str, Fate]:
    return {entry.file.rpartition("/")[2]: entry.outcome for entry in report.files}


def outcomes(store: Store, document: DocumentId) -> dict[str, Outcome]:
    return {edge.reference.quote: edge.reference.outcome for edge in store.references_out(document)}


def test_understand_reads_a_file_without_the_library() -> None:
    document, references = understand(decision(901), name="901.txt")
    assert document.id == FIRST
    assert document.source is not None
    assert (document.source.file, document.source.media_type) == ("901.txt", "text/plain")
    assert references


def test_every_file_has_its_place_in_the_report(store: Store, folder: Path) -> None:
    report = ingest([folder], store)
    assert fates(report) == {"901.txt": Fate.NEW, "902.txt": Fate.NEW, "tin.txt": Fate.FAILED}
    (failed,) = report.failed
    assert (failed.code, "hãy" in failed.message) == ("no-law", True)
    assert [entry.file for entry in store.quarantined()] == ["van-ban/tin.txt"]
    assert store.original(understand(decision(902), name="x")[0].source.sha256) == decision(902)  # type: ignore[union-attr]


def test_references_are_followed_when_all_files_are_in(store: Store, folder: Path) -> None:
    report = ingest([folder], store)
    assert outcomes(store, FIRST)["Quyết định số 902/2025/QĐ-UBND"] is Outcome.RESOLVED
    header = store.header(FIRST)
    assert header is not None
    assert {entry.unresolved for entry in report.files if entry.id == FIRST} == {header.unresolved}


def test_reference_waits_for_its_document(store: Store, folder: Path) -> None:
    ingest([folder / "901.txt"], store)
    assert outcomes(store, FIRST)["Quyết định số 902/2025/QĐ-UBND"] is Outcome.UNKNOWN_DOCUMENT
    report = ingest([folder / "902.txt"], store)
    assert outcomes(store, FIRST)["Quyết định số 902/2025/QĐ-UBND"] is Outcome.RESOLVED
    assert report.linked == 2


def test_second_run_changes_nothing_and_says_so(store: Store, folder: Path) -> None:
    ingest([folder], store)
    before = contents(store), store.changed_since(0)
    report = ingest([folder], store)
    assert fates(report) == {"901.txt": Fate.UNCHANGED, "902.txt": Fate.UNCHANGED, "tin.txt": Fate.FAILED}
    assert report.linked == 0
    assert (contents(store), store.changed_since(0)) == before


def test_file_given_by_itself_is_the_one_read_in_its_folder(store: Store, folder: Path) -> None:
    ingest([folder], store)
    assert fates(ingest([folder / "901.txt"], store)) == {"901.txt": Fate.UNCHANGED}


def test_same_file_under_another_name_is_a_duplicate(store: Store, folder: Path) -> None:
    ingest([folder], store)
    linked = outcomes(store, FIRST)
    (folder / "bản sao.txt").write_bytes(decision(901, cited=902))
    report = ingest([folder / "bản sao.txt"], store)
    assert fates(report) == {"bản sao.txt": Fate.DUPLICATE}
    assert "đã có trong kho" in report.files[0].message
    assert outcomes(store, FIRST) == linked
    assert store.totals().documents == 2


def test_same_file_read_otherwise_by_a_newer_program_is_no_other_text(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(pages: Pages, *, source: Source) -> Document:
        document = structure(pages, source=source)
        return replace(document, provisions=document.provisions[:1])

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "structure", older)
        ingest([folder / "902.txt"], store, workers=0)
    report = ingest([folder / "902.txt"], store, workers=0, again=True)
    assert fates(report) == {"902.txt": Fate.CHANGED}
    assert "Tệp không đổi" in report.files[0].message
    assert "nội dung khác" not in report.files[0].message
    assert len(store.versions(SECOND)) == 1


def test_changed_version_of_a_known_document_is_kept_beside_it(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "901-mới.txt").write_bytes(decision(901, cited=902) + "Điều 3. Thêm\nNội dung thêm.\n".encode())
    report = ingest([folder / "901-mới.txt"], store)
    assert fates(report) == {"901-mới.txt": Fate.CHANGED}
    assert "nội dung khác" in report.files[0].message
    assert len(store.versions(FIRST)) == 2
    document = store.get(FIRST)
    assert document is not None
    assert "Điều 3. Thêm" in document.text  # the fuller reading is shown


def test_document_without_number_or_date_is_kept_and_marked(store: Store, tmp_path: Path) -> None:
    (tmp_path / "quy-che.txt").write_text(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nQUY CHẾ\nlàm việc của tổ giả định\n\n"
        "Điều 1. Phạm vi\nQuy chế này quy định việc thử.\nĐiều 2. Thi hành\nMọi người thi hành.\n"
    )
    report = ingest([tmp_path / "quy-che.txt"], store)
    (entry,) = report.files
    assert entry.outcome is Fate.NEW
    assert entry.id is not None
    assert store.has(entry.id)
    assert {"no-number", "no-date"} & {remark.code for remark in entry.remarks}
    assert entry.message


def test_text_of_200_mb_and_an_empty_file_have_their_place_in_the_report(store: Store, tmp_path: Path) -> None:
    (tmp_path / "rỗng.txt").touch()
    with (tmp_path / "to.txt").open("wb") as stream:
        stream.truncate(200 * 2**20)
    report = ingest([tmp_path / "rỗng.txt", tmp_path / "to.txt"], store)
    assert {entry.file: entry.code for entry in report.failed} == {"rỗng.txt": "empty", "to.txt": "too-large"}
    assert "200 MB" in report.failed[1].message
    assert {entry.code for entry in store.quarantined()} == {"empty", "too-large"}


def test_fault_of_the_program_costs_one_file(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(pages: Pages, *, source: Source) -> Document:
        if source.file.endswith("901.txt"):
            raise ZeroDivisionError
        return structure(pages, source=source)

    monkeypatch.setattr(pipeline, "structure", faulty)
    report = ingest([folder / "901.txt", folder / "902.txt"], store, workers=0)
    assert fates(report) == {"901.txt": Fate.FAILED, "902.txt": Fate.NEW}
    assert report.failed[0].code == "fault"


def test_file_that_changes_while_it_is_read_is_told(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(pages: Pages, *, source: Source) -> Document:
        (folder / "901.txt").write_bytes(decision(901) + b"\n")
        return structure(pages, source=source)

    monkeypatch.setattr(pipeline, "structure", changing)
    (entry,) = ingest([folder / "901.txt"], store, workers=0).files
    assert (entry.outcome, "thay đổi trong lúc đọc" in entry.message) == (Fate.FAILED, True)


def test_fault_in_following_references_costs_one_document(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(document: Document, lookup: object) -> object:
        if document.id == FIRST:
            raise IndexError
        return references(document, lookup)  # type: ignore[arg-type]

    monkeypatch.setattr(linking, "references", faulty)
    report = ingest([folder], store, workers=0)
    assert report.count(Fate.NEW) == 2
    assert outcomes(store, FIRST)["Quyết định số 902/2025/QĐ-UBND"] is Outcome.UNKNOWN_DOCUMENT
    assert str(FIRST) in caplog.text
    assert (report.unlinked, report.has_failures) == ((FIRST,), True)
    assert str(FIRST) in report.as_text()
    assert json.loads(json.dumps(report.as_json()))["unlinked"] == [str(FIRST)]

    monkeypatch.setattr(linking, "references", references)
    assert ingest([folder / "902.txt"], store, workers=0, again=True).unlinked == ()
    assert outcomes(store, FIRST)["Quyết định số 902/2025/QĐ-UBND"] is Outcome.RESOLVED
    assert {entry.code for entry in store.quarantined()} == {"no-law"}


def test_references_are_followed_alike_in_processes_and_in_this_one(tmp_path: Path) -> None:
    ends = []
    for workers in (0, 1, 2):
        with Store.open(f"sqlite:///{tmp_path}/kho-{workers}.db") as store:
            report = ingest([many(tmp_path / f"{workers}" / "van-ban")], store, workers=workers)
            ends.append((report.linked, contents(store)))
    assert ends[1:] == [ends[0]] * 2


def test_reader_that_is_killed_costs_one_file(store: Store, folder: Path) -> None:
    (folder / "900.txt").write_bytes(b"")
    report = take([Deadly(folder / "900.txt", "900.txt", 1), *walk([folder])], store, workers=1)
    assert report.count(Fate.NEW) == 2
    assert {entry.file: entry.code for entry in report.failed}["900.txt"] == "memory"
    (entry,) = Arrivals(store).waiting("memory")
    assert entry.origin is not None


class Deadly(SourceFile):
    """A file whose reader dies of it."""

    def read(self) -> tuple[str, Pages]:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def test_file_of_several_documents_gives_each_its_own_place(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "split", halves)
    (folder / "công báo.txt").write_bytes(decision(904, cited=905) + decision(905, cited=902))
    report = ingest([folder], store, workers=0)
    issue = [entry for entry in report.files if entry.part]
    assert [(str(entry.id), entry.part) for entry in issue] == [
        ("ubnd-ha-tinh/2025/904-2025-qd-ubnd", 1),
        ("ubnd-ha-tinh/2025/905-2025-qd-ubnd", 2),
    ]
    assert (report.totals()["files"], report.totals()["new"]) == (4, 4)
    first, second = (store.get(entry.id) for entry in issue if entry.id)
    assert first is not None
    assert second is not None
    assert first.source is not None
    assert second.source is not None
    assert (first.source.part, second.source.part) == (1, 2)
    assert first.source.sha256 == second.source.sha256
    assert store.original(first.source.sha256) == (folder / "công báo.txt").read_bytes()
    assert outcomes(store, first.id)["Quyết định số 905/2025/QĐ-UBND"] is Outcome.RESOLVED
    assert fates(ingest([folder], store, workers=0))["công báo.txt"] is Fate.UNCHANGED


def test_file_of_several_documents_that_was_half_kept_is_finished(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "split", halves)
    (folder / "công báo.txt").write_bytes(decision(904) + decision(905))
    save, kept = store.save, []

    def killed(document: Document, found: object = (), *, original: bytes | None = None) -> object:
        if kept:
            raise KeyboardInterrupt
        kept.append(document.id)
        return save(document, found, original=original)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest([folder / "công báo.txt"], store, workers=0)
    monkeypatch.setattr(store, "save", save)
    assert store.totals().documents == 1
    ingest([folder / "công báo.txt"], store, workers=0)
    assert store.totals().documents == 2


def test_file_read_into_fewer_documents_than_before_forgets_the_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "công báo.txt").write_bytes(decision(904) + decision(905))
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "split", halves)
        ingest([folder / "công báo.txt"], store, workers=0)
    monkeypatch.setattr(pipeline, "split", lambda pages: (pages,))
    ingest([folder / "công báo.txt"], store, workers=0, again=True)
    assert [str(document.id) for document in store.documents()] == ["ubnd-ha-tinh/2025/904-2025-qd-ubnd"]


CLOSING = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Giả Định\n"


def test_issue_of_the_gazette_is_taken_apart_by_its_letterheads(store: Store, tmp_path: Path) -> None:
    (tmp_path / "cong-bao.txt").write_bytes(decision(904) + CLOSING.encode() + decision(905, cited=904))
    report = ingest([tmp_path / "cong-bao.txt"], store)
    assert [(str(entry.id).rpartition("/")[2], entry.part) for entry in report.files] == [
        ("904-2025-qd-ubnd", 1),
        ("905-2025-qd-ubnd", 2),
    ]
    again = ingest([tmp_path / "cong-bao.txt"], store)
    assert [(entry.outcome, entry.id) for entry in again.files] == [(Fate.UNCHANGED, report.files[0].id)]


def halves(pages: Pages) -> tuple[Pages, ...]:
    """A file with two letterheads, cut before the second."""
    heads = [at for at, line in enumerate(pages.lines) if line.text == "ỦY BAN NHÂN DÂN"]
    if len(heads) < 2:
        return (pages,)
    return replace(pages, lines=pages.lines[: heads[1]]), replace(pages, lines=pages.lines[heads[1] :])


def test_mended_file_leaves_the_quarantine(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "tin.txt").write_bytes(decision(903))
    assert fates(ingest([folder], store))["tin.txt"] is Fate.NEW
    assert store.quarantined() == ()


def test_progress_is_told_file_by_file(store: Store, folder: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []

    def tell(entry: FileReport, done: int, every: int | None) -> None:
        seen.append((entry.file, done, every))

    ingest([folder], store, workers=0, progress=tell)
    assert [(done, every) for _, done, every in seen] == [(1, 3), (2, 3), (3, 3)]


def test_report_as_json_and_as_text(store: Store, folder: Path) -> None:
    report = ingest([folder], store)
    told = json.loads(json.dumps(report.as_json()))
    assert told["totals"]["new"] == 2
    assert told["files"][0]["id"] == str(FIRST)
    text = report.as_text()
    assert "3 tệp: 2 mới, 1 lỗi." in text
    assert "van-ban/tin.txt" in text


def test_report_of_very_many_files_lists_some_and_counts_all() -> None:
    tally = Tally(most=10)
    for number in range(100):
        tally.add(FileReport(f"{number:03}.txt", Fate.NEW, provisions=2))
    for number in range(100, 130):
        tally.add(FileReport(f"{number}.txt", Fate.FAILED, message="hỏng", code="unreadable"))
    report = tally.report()
    assert (report.count(Fate.NEW), report.count(Fate.FAILED)) == (100, 30)
    assert (report.totals()["files"], report.totals()["provisions"]) == (130, 200)
    assert (len(report.files), len(report.failed), report.left_out) == (20, 10, 110)
    assert report.as_json()["not_listed"] == 110
    whole = joined([report, report])
    assert whole.left_out == 220


def many(folder: Path) -> Path:
    """Twelve decisions that cite one another, two of them twice, one in two versions."""
    folder.mkdir(parents=True)
    for number in range(901, 913):
        (folder / f"{number}.txt").write_bytes(decision(number, cited=901 + (number * 7) % 12))
    (folder / "bản sao 905.txt").write_bytes(decision(905, cited=901 + (905 * 7) % 12))
    (folder / "bản khác 906.txt").write_bytes(decision(906, cited=901) + "Điều 3. Thêm\nNội dung thêm.\n".encode())
    (folder / "tin.txt").write_text("Tin trong ngày.\n")
    return folder


def contents(store: Store) -> list[object]:
    """Everything that `traluat show` could print, and what is held beside it."""
    return [
        *((document, store.references_out(document.id)) for document in store.documents()),
        store.sources(),
        store.quarantined(),
        store.missing(),
    ]


def test_end_does_not_depend_on_order_or_on_the_number_of_processes(tmp_path: Path) -> None:
    folder = many(tmp_path / "van-ban")
    files = sorted(folder.iterdir())
    runs = (
        *([([file], 0) for file in files], [([file], 0) for file in files[::-1]], [(files, 1)], [(files[::-1], 2)]),
        *([([folder], 1)], [([folder], 2)]),
    )
    ends = []
    for number, run in enumerate(runs):
        with Store.open(f"sqlite:///{tmp_path}/kho-{number}.db") as store:
            for paths, workers in run:
                ingest(paths, store, workers=workers)
            ends.append(contents(store))
    assert ends[1:4] == [ends[0]] * 3  # given one by one, files are named by themselves
    assert ends[5] == ends[4]


RUN = """
import sys
from pathlib import Path
from corpus.store import Store
from ingest.pipeline import ingest
if __name__ == "__main__":
    with Store.open(sys.argv[1]) as store:
        ingest([Path(sys.argv[2])], store)
"""


def run_killed(url: str, folder: Path, after: float) -> bool:
    """Run an ingest and kill it after some seconds; True when it had ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, url, str(folder)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        return process.wait(timeout=after) == 0
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return False


def test_killed_run_is_finished_by_the_next_with_the_same_end(tmp_path: Path) -> None:
    folder = many(tmp_path / "van-ban")
    with Store.open(f"sqlite:///{tmp_path}/whole.db") as store:
        start = time.monotonic()
        assert run_killed(f"sqlite:///{tmp_path}/timed.db", folder, 600)
        takes = time.monotonic() - start
        ingest([folder], store)
        expected = contents(store)
    chance = random.Random(4)
    url = f"sqlite:///{tmp_path}/killed.db"
    for _ in range(5):
        run_killed(url, folder, takes * chance.uniform(0.3, 0.95))
    assert run_killed(url, folder, 600)
    with Store.open(url) as store:
        assert contents(store) == expected


@pytest.mark.skipif(
    not DOCUMENTS.exists() and not os.environ.get("CI"),
    reason="the shared real documents are not beside the repository",
)
def test_real_files_of_every_folder_are_read(store: Store) -> None:
    chosen = [
        path for folder in sorted(DOCUMENTS.iterdir()) if folder.is_dir() for path in sorted(folder.iterdir())[:2]
    ]
    report = ingest(chosen, store, workers=2)
    assert not [entry for entry in report.failed if entry.code == "fault"]
    assert report.count(Fate.NEW) > len(chosen) / 2
