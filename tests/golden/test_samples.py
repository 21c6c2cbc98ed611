"""The samples themselves: marked as invented, and the made ones equal to what their script writes."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest.readers import read
from tests.golden.make_docx import build

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
INVENTED = sorted(file.name for file in SAMPLES.iterdir() if file.name != "444-kh-ubnd.txt")


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_document_says_so_before_anything_else(name: str) -> None:
    lines = read((SAMPLES / name).read_bytes(), name=name).lines
    first = next(line.text for line in lines if line.text and not line.text.isdigit())
    assert "văn bản giả định" in first.lower()


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml"])
def test_the_word_sample_is_what_its_script_writes(part: str, tmp_path: Path) -> None:
    build(tmp_path / "decree.docx")
    with ZipFile(tmp_path / "decree.docx") as written, ZipFile(SAMPLES / "nghi-dinh-902-2025-nd-cp.docx") as kept:
        assert written.read(part) == kept.read(part)
