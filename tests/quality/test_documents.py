"""Documents are understood as they were annotated; the measure itself on an invented one."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from pathlib import Path

import pytest

from ingest import pipeline
from tests.quality import documents
from tests.quality.annotation import FOLDER, load, load_all, mark
from tests.quality.judging import Score, changes, figures, judge
from tests.quality.signs import signs, survey

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["documents"]
TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 901/2031/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày 05 tháng 3 năm 2031

QUYẾT ĐỊNH
Về tủ sách pháp luật giả định

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Thư viện số 46/2019/QH14;

QUYẾT ĐỊNH:

Điều 1. Phạm vi điều chỉnh
1. Quyết định này quy định tủ sách giả định.
2. Việc mượn sách theo khoản 1 Điều này.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 15 tháng 3 năm 2031.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Giả Văn Định
"""
RIGHT: dict[str, object] = {
    "file": "giả-định.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "set": "dev",
    "metadata": {"number": "901/2031/QĐ-UBND", "issued": "2031-03-05", "signer": mark("Giả Văn Định")},
    "paths": ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2", "dieu-2"],
    "references": [
        ["can-cu", "46/2019/QH14", "", "can-cu", mark("Luật Thư viện số 46/2019/QH14"), False],
        ["dieu-1.khoan-2", "this", "dieu-1.khoan-1", "dan-chieu", None, False],
        ["dieu-2", "this", "", "dan-chieu", None, False],
    ],
}


def score(tmp_path: Path, **changed: object) -> Score:
    """The invented document against its annotation, changed in places."""
    path = tmp_path / "giả-định.json"
    path.write_text(json.dumps(RIGHT | changed, ensure_ascii=False), encoding="utf-8")
    document, references = pipeline.understand(TEXT.encode(), name="giả-định.txt")
    return judge(load(path), document, references)


def test_a_document_as_annotated_is_right(tmp_path: Path) -> None:
    right = score(tmp_path)
    assert right.notes == []
    assert figures(right) == {"paths_f1": 1.0, "references_f1": 1.0, "relations": 1.0, "metadata": 1.0}
    assert (right.paths.right, right.references.right, right.quotes.of) == (4, 3, 1)


def test_what_differs_is_named(tmp_path: Path) -> None:
    wrong = score(
        tmp_path,
        metadata={"number": "902/2031/QĐ-UBND", "signer": mark("Ai Khác")},
        paths=["dieu-1", "dieu-1.khoan-2", "dieu-1.khoan-1", "dieu-3"],
        references=[
            ["can-cu", "Luật Thư viện;2019", "", "dan-chieu", mark("Luật Thư viện"), False],
            ["dieu-1.khoan-2", "this", "dieu-1.khoan-9", "dan-chieu", None, False],
            ["dieu-2", "this", "", "dan-chieu", None, True],
        ],
    )
    assert (wrong.paths.right, wrong.paths.missing, wrong.paths.extra) == (3, 1, 1)
    assert (wrong.references.right, wrong.references.missing, wrong.references.extra) == (2, 1, 1)
    assert (wrong.relations.right, wrong.quoted.right, wrong.quotes.right, wrong.ordered.right) == (1, 1, 0, 0)
    assert wrong.all_metadata.right == 0
    assert [note.split()[0] for note in wrong.notes].count("reference") == 2


def test_a_law_named_with_another_year_is_another_law(tmp_path: Path) -> None:
    other = score(tmp_path, references=[["can-cu", "Luật Thư viện;2001", "", "can-cu", None, False]])
    assert (other.references.right, other.references.missing) == (0, 1)


def test_what_is_left_open_is_not_judged(tmp_path: Path) -> None:
    open_ = score(
        tmp_path,
        paths=["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2"],
        open_paths=["dieu-2"],
        references=[],
        open_references=[["can-cu", "46/2019/QH14", ""]],
        only=["can-cu", "dieu-2"],
    )
    assert (open_.references.missing, open_.references.extra) == (0, 1)  # dieu-2 is judged, dieu-1 is not
    assert open_.paths.extra == 0


def test_where_only_provisions_were_read_no_reference_is_judged(tmp_path: Path) -> None:
    read = score(tmp_path, references=None)
    assert (read.paths.right, read.references.extra, read.references.missing) == (4, 0, 0)


def test_gains_and_losses_are_told_apart() -> None:
    assert changes(["a", "b"], ["b", "c"]) == (["a"], ["c"])


def test_signs_tell_what_to_read() -> None:
    assert not set(signs(*pipeline.understand(TEXT.encode(), name="giả-định.txt")))
    odd = TEXT.replace("theo khoản 1 Điều này", "theo khoản 9 Điều 7 Quyết định này").replace("2. Việc", "4. Việc")
    odd = odd.replace("từ ngày 15 tháng 3 năm 2031", "từ ngày 15 tháng 3 năm 2030").replace(
        "CHỦ TỊCH\nGiả Văn Định", ""
    )
    found = signs(*pipeline.understand(odd.encode(), name="giả-định.txt"))
    assert {"own provision that is not there", "number left out in a list", "effect before issue", "no signer"} <= set(
        found
    )


def test_a_survey_names_the_files_with_most_of_a_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "một.txt").write_text(TEXT.replace("CHỦ TỊCH\nGiả Văn Định", ""), encoding="utf-8")
    (tmp_path / "hỏng.docx").write_bytes(b"PK\x03\x04")
    assert survey(tmp_path, worst=3) == 0
    printed = capsys.readouterr().out
    assert "no signer: 1 in 1 files: một.txt (1)" in printed
    assert "failed:" in printed


def test_an_annotation_holds_no_text() -> None:
    for path in FOLDER.glob("*.json"):
        annotation = load(path)
        marks = [annotation.metadata.get(name) for name in ("title", "signer")]
        marks += [one.quote for one in annotation.references or ()]
        assert all(one is None or (len(one) == 16 and int(one, 16) >= 0) for one in marks), path.name
        assert annotation.set in ("dev", "held-out", "held-out-2", "hard", "tables", "scans")


def test_no_set_falls_below_its_floor() -> None:
    if not documents.DATA.is_dir():
        if os.environ.get("CI"):
            pytest.fail("../shared/data/documents is missing")
        pytest.skip("the annotated documents are in ../shared/data/documents, which is not here")
    quick = [annotation.name for annotation in load_all() if annotation.set != "scans"]  # a scan takes its seconds
    sets = documents.measure(names=quick)
    assert sum(map(len, sets.values())) == len(quick)
    for name, scores in sets.items():
        reached = figures(documents.total(scores.values()))
        low = {key: (value, FLOORS[name][key]) for key, value in reached.items() if value < FLOORS[name][key]}
        assert not low, f"{name}: {low}"
