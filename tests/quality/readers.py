"""How much of a file the readers keep, against extractions by other programs, and how well scans are read.

    python -m tests.quality.readers pdf [FOLDER|FILE ...]     characters kept against pdftotext
    python -m tests.quality.readers docx [FOLDER|FILE ...]    characters kept against LibreOffice's export as text
    python -m tests.quality.readers ocr [FILE ...] [--pages N] [--dpi 150 200 300]
                                                              error rate of pages drawn, spoilt a little and read back

Characters are compared as multisets without blanks, so that the order of columns and cells does not count. What the
reader leaves out on purpose is no loss: running heads and page numbers, the stamp of a digital signature (an
annotation, not text of the page), and table heads printed again, as counted by the reader. The characters that are
really lost are listed, most frequent first.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

from corpus.errors import SourceError
from ingest.readers import ocr, pdf, read
from ingest.readers.ocr_sheet import sheet_of
from ingest.readers.page_pictures import drawn, opened_pdf
from ingest.readers.pdf_layout import laid_out

_ON_PURPOSE = re.compile(
    r"CÔNG BÁO\s?/\s?Số|^\W*(?:Trang\s*)?\d{1,4}\W*$|^\s*(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký)\s*:"
    r"|^\s*\S*@\S*gov\.vn\s*$"
)
DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
LEAST = 0.995
_MINUTES = 10
#: One sign for those that programs write differently.
_ALIKE = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "."})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a file: characters of the reference, those left out on purpose, those lost."""

    name: str
    every: int
    left_out: int
    lost: Counter[str]

    @property
    def share(self) -> float:
        return 1 - max(sum(self.lost.values()), 0) / self.every if self.every else 1.0


def letters(text: str) -> Counter[str]:
    """The characters of a text, blanks and look-alikes aside."""
    return Counter(letter for letter in unicodedata.normalize("NFC", text).translate(_ALIKE) if is_shown(letter))


def is_shown(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter)[0] not in "CZ" and letter not in "_.|"


def compared(path: Path, reference: str) -> Kept:
    """A file as read here against the text another program gives. Raises SourceError where it is not read."""
    pages = read(path.read_bytes(), name=path.name)
    wanted = letters(reference)
    ours = letters("".join(line.text for line in pages.lines))
    purpose = letters("\n".join(line for line in reference.splitlines() if _ON_PURPOSE.search(line)))
    lost = wanted - ours - purpose
    repeated = min(dict(pages.left_out).get("đầu bảng lặp lại", 0), sum(lost.values()))
    for letter, count in lost.most_common() if repeated else ():
        lost[letter] -= round(count * repeated / sum(lost.values())) if repeated < sum(lost.values()) else count
    return Kept(path.name, sum(wanted.values()), sum(purpose.values()) + repeated, +lost)


def files(given: Sequence[Path], ending: str) -> list[Path]:
    every = [
        file for path in given or [DATA] for file in (sorted(path.rglob(f"*{ending}")) if path.is_dir() else [path])
    ]
    return [file for file in every if file.suffix == ending]


def pdf_kept(given: Sequence[Path]) -> Iterator[Kept]:
    """Every PDF with a text layer against pdftotext."""
    for path in files(given, ".pdf"):
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, timeout=120)
        if len(done.stdout) > 2000 and "scans" not in path.parts:
            yield from _tried(path, done.stdout)


def docx_kept(given: Sequence[Path]) -> Iterator[Kept]:
    """Every Word file, old ones too, against LibreOffice's export."""
    paths = [*files(given, ".docx"), *files(given, ".doc")]
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += ["txt:Text (encoded):UTF8", "--outdir", folder, *map(str, paths)]
        subprocess.run(command, capture_output=True, timeout=60 * _MINUTES)
        for path in paths:
            made = Path(folder, f"{path.stem}.txt")
            if made.exists():
                yield from _tried(path, made.read_text("utf-8-sig"))
            else:
                print(f"{path.name}: not exported by LibreOffice")


def _tried(path: Path, reference: str) -> Iterator[Kept]:
    try:
        yield compared(path, reference)
    except SourceError as error:
        print(f"{path.name}: {error}")


def show(found: Iterator[Kept]) -> int:
    """Print the files, and the worst; 1 where one is below the least share."""
    every = list(found)
    for one in sorted(every, key=lambda kept: kept.share):
        if one.share < LEAST or len(every) < 50:
            lost = " ".join(f"{letter}{count}" for letter, count in one.lost.most_common(8))
            print(f"{one.share:.4f} {one.name} of {one.every}, on purpose {one.left_out}, lost {lost}")
    total = sum(one.every for one in every)
    lost = sum(sum(one.lost.values()) for one in every)
    below = sum(one.share < LEAST for one in every)
    print(f"{len(every)} files, {total} characters: {1 - lost / max(total, 1):.5f} kept; {below} files below {LEAST}")
    return 1 if below else 0


# Recognition of pages drawn from files whose text is known


def distance(one: str, other: str) -> int:
    """Edits (insert, delete, replace) from one text to the other."""
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        now = [at]
        for place, against in enumerate(other, start=1):
            now.append(min(before[place] + 1, now[-1] + 1, before[place - 1] + (letter != against)))
        before = now
    return before[-1]


def spoilt(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A picture as a scanner gives it: a little skewed, blurred and speckled."""
    grey = picture.convert("L").rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.effect_noise(grey.size, 24).point(lambda value: value // 6)
    return Image.composite(grey, noise, grey.point(lambda value: 255 if value > 25 else 230))


def ocr_errors(given: Sequence[Path], pages: int, every_dpi: Sequence[int]) -> int:
    """Print the share of wrong characters of some pages of some files, by resolution."""
    chance = random.Random(1)
    for dpi in every_dpi:
        wrong = total = 0
        for path in given:
            for number, truth in _known_pages(path, pages, chance):
                got = _read_back(path, number, dpi, chance)
                wrong += distance(truth, got)
                total += len(truth)
        print(f"{dpi} dpi: {wrong / max(total, 1):.4f} of {total} characters wrong", flush=True)
    return 0


def _known_pages(path: Path, pages: int, chance: random.Random) -> Iterator[tuple[int, str]]:
    sheets = [sheet for sheet in pdf.sheets_of(path.read_bytes()) if len(sheet.glyphs) > 500]
    for sheet in chance.sample(sheets, min(pages, len(sheets))):
        lines, _ = laid_out([sheet])
        yield sheet.number, _plain("".join(line.text for line in lines))


def _read_back(path: Path, number: int, dpi: int, chance: random.Random) -> str:
    with opened_pdf(path.read_bytes()) as document:
        picture = spoilt(drawn(document, number, dpi=dpi), chance)
    fitted, scale = ocr.fitting(picture, dpi)
    lines, _ = laid_out([sheet_of(ocr.recognised(fitted), fitted, 1, dpi=scale)])
    return _plain("".join(line.text for line in lines))


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text).translate(_ALIKE) if not letter.isspace())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.readers", description=(__doc__ or "").split("\n")[0])
    what = parser.add_subparsers(dest="what", required=True)
    for name in ("pdf", "docx"):
        what.add_parser(name).add_argument("paths", nargs="*", type=Path)
    by_picture = what.add_parser("ocr")
    by_picture.add_argument("paths", nargs="+", type=Path)
    by_picture.add_argument("--pages", type=int, default=2, help="of each file")
    by_picture.add_argument("--dpi", type=int, nargs="+", default=[150, 200, 300])
    given = parser.parse_args(arguments)
    if given.what == "ocr":
        return ocr_errors(given.paths, given.pages, given.dpi)
    return show((pdf_kept if given.what == "pdf" else docx_kept)(given.paths))


if __name__ == "__main__":
    sys.exit(main())
