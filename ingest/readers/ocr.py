"""Letters out of pictures of pages, by Tesseract with its Vietnamese model, where it is installed.

Tesseract runs as a program of its own, one page at a time and on one core: pages of other files are read beside it by
other workers. Its hOCR output keeps what the layout needs: boxes, base lines, sizes, and the confidence of each word.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from lxml import etree
from PIL import Image

from corpus.errors import ScannedSource
from corpus.text import nfc
from ingest.readers.syllables import is_syllable, share_of_syllables

log = logging.getLogger(__name__)

DPI = 300  # dots an inch, at which Tesseract's models were trained
_SECONDS = 120  # for one page; a dense page needs eight
_LANGUAGE = "vie"
_NOISE = 0.35  # confidence below which a mark without letters is dirt on the paper
_SPECK = 0.6  # a single mark that stands alone in its line, or at its end
_SCRAWL = 0.5  # a line of so little confidence, with so few syllables, is a signature or a stamp
_LEAST_DPI, _MOST_DPI = 220, 420  # beyond these a picture is scaled to DPI
MISSING = (
    "máy chủ chưa cài chương trình nhận dạng chữ; hãy cài gói tesseract-ocr và tesseract-ocr-vie rồi nạp lại, "
    "hoặc nạp bản có lớp chữ."
)
_LINES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
_MARK = re.compile(r"\d+|[\da-zđA-ZĐ][.)/:]|[-–+.;:,]")
_TITLE = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")


#: A picture of a page.
Picture = Image.Image


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its box and base line in pixels (y grows downwards), size, confidence from 0 to 1."""

    text: str
    left: float
    right: float
    base: float
    size: float
    confidence: float
    slope: float = 0.0  # of its line
    line: int = 0

    @property
    def is_noise(self) -> bool:
        """A blot, a fold or a piece of a stamp taken for punctuation."""
        return not any(letter.isalnum() for letter in self.text) and self.confidence < _NOISE

    @property
    def is_blot(self) -> bool:
        """Something small at the end of a line that is neither a number nor the mark of an item."""
        if len(self.text) > 2 or self.confidence >= _SPECK or _MARK.fullmatch(self.text):
            return False
        return len(self.text) == 1 or not is_syllable(self.text.lower())


@cache
def is_available() -> bool:
    """Whether Tesseract and its Vietnamese model are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return _LANGUAGE in done.stdout.split()


def fitting(picture: Picture, dpi: float) -> tuple[Picture, float]:
    """A picture in grey near the resolution that recognition was made for, and its resolution then."""
    grey = picture.convert("L")
    if _LEAST_DPI <= dpi <= _MOST_DPI:
        return grey, dpi
    factor = DPI / dpi
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
    return grey.resize(size, Image.Resampling.LANCZOS), DPI


def recognised(picture: Picture) -> tuple[Word, ...]:
    """The words of a page in reading order.

    Raises ScannedSource where Tesseract is missing, or fails on this picture.
    """
    if not is_available():
        raise ScannedSource(f"Trang quét, chưa có lớp chữ; {MISSING}")
    return tuple(_kept(_words(_run(picture, "-l", _LANGUAGE, "--psm", "3", "hocr"))))


def quarter_turns(picture: Picture) -> int:
    """How often a page has to be turned by 90° clockwise to stand upright; 0 also where that cannot be told."""
    try:
        said = _run(picture, "-l", "osd", "--psm", "0").decode("utf-8", "replace")
    except ScannedSource:  # too few letters to tell, or no model for it
        return 0
    found = re.search(r"^Rotate: (\d+)", said, re.MULTILINE)
    return int(found[1]) // 90 if found else 0


def turned(picture: Picture, turns: int) -> Picture:
    """A picture turned clockwise by quarter turns."""
    return picture.rotate(-90 * turns, expand=True)


def mean_confidence(words: Sequence[Word]) -> float:
    """The confidence of the words that hold a letter or digit, by their length; 0 where there are none."""
    told = [word for word in words if any(map(str.isalnum, word.text))]
    letters = sum(len(word.text) for word in told)
    return sum(word.confidence * len(word.text) for word in told) / letters if letters else 0.0


def _run(picture: Picture, *arguments: str) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=1, dpi=(DPI, DPI))
    command = ["tesseract", "stdin", "stdout", "--dpi", str(DPI), *arguments]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=held.getvalue(), capture_output=True, timeout=_SECONDS, env=environment, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise ScannedSource(
            f"Nhận dạng chữ một trang quá {_SECONDS} giây; hãy quét lại rõ hơn ở 300 điểm một inch rồi nạp lại."
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        log.info("Tesseract failed: %s", error)
        raise ScannedSource("Không nhận dạng được chữ của trang quét; hãy quét lại rồi nạp lại.") from error
    return done.stdout


def _kept(words: Iterator[Word]) -> Iterator[Word]:
    """Words without noise: lines that are no text, and blots beside a line."""
    for _, line in groupby(words, key=lambda word: word.line):
        yield from _told(list(line))


def _told(line: list[Word]) -> list[Word]:
    letters = sum(len(word.text) for word in line)
    mean = sum(word.confidence * len(word.text) for word in line) / letters
    text = " ".join(word.text for word in line)
    if (letters < 3 and mean < _SPECK) or (mean < _SCRAWL and share_of_syllables(text) < _SCRAWL):
        log.debug("taken for no text: %s", text)
        return []
    line = [word for word in line if not word.is_noise]
    while line and line[0].is_blot:
        del line[0]
    while line and line[-1].is_blot:
        del line[-1]
    return line


def _words(hocr: bytes) -> Iterator[Word]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser)
    lines = (element for element in root.iter("{*}span") if element.get("class") in _LINES)
    for number, line in enumerate(lines):
        yield from _words_of(line, number)


def _words_of(line: etree._Element, number: int) -> Iterator[Word]:
    title = line.get("title") or ""
    box, base, size = _TITLE.search(title), _BASELINE.search(title), _SIZE.search(title)
    if box is None:
        return
    left, bottom = float(box[1]), float(box[4])
    slope, lift = (float(base[1]), float(base[2])) if base else (0.0, 0.0)
    for word in line.iter("{*}span"):
        if word.get("class") != "ocrx_word":
            continue
        text = nfc("".join(word.itertext())).strip()
        said = word.get("title") or ""
        inner, sure = _TITLE.search(said), _CONFIDENCE.search(said)
        if not text or inner is None:
            continue
        start, end = float(inner[1]), float(inner[3])
        middle = (start + end) / 2
        yield Word(
            text,
            start,
            end,
            bottom + lift + slope * (middle - left),
            float(size[1]) if size else float(inner[4]) - float(inner[2]),
            int(sure[1]) / 100 if sure else 0.0,
            slope,
            number,
        )
