"""The comparison of formats: what it sums up, and that it shows a provision that one file of a document lacks."""

from __future__ import annotations

from pathlib import Path

from corpus.store import Store
from ingest.pipeline import ingest
from ingest.sources import walk
from tests.ingest.making import decision
from tests.quality import formats


def test_provision_that_only_one_file_of_a_document_has_is_shown(tmp_path: Path) -> None:
    whole = decision(901, cited=902)
    (tmp_path / "901.txt").write_bytes(whole)
    (tmp_path / "901.md").write_bytes(whole + "Điều 9. Thêm\nNội dung thêm.\n".encode())
    (tmp_path / "tin.md").write_text("Tin trong ngày.\n")
    with Store.open(f"sqlite:///{tmp_path}.db") as store:
        report = ingest([tmp_path], store, workers=0)
    (pair,) = formats.pairs(report.files, {file.name: file.path for file in walk([tmp_path])})
    by_ending = dict(zip((Path(name).suffix for name in pair.files), pair.only, strict=True))
    assert by_ending == {".md": ("dieu-9",), ".txt": ()}
    assert 0.5 < pair.agreement < 1
    head, *lines = formats.table(report.files)
    assert head.split()[:3] == ["format", "files", "failed"]
    assert [line.split()[:3] for line in lines] == [["md", "2", "1"], ["txt", "1", "0"]]
