"""Words for addresses and dates as people write them: `điểm a khoản 3 Mục II`, `ngày 05 tháng 02 năm 2025`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from corpus.address import Level, Path, Step
from corpus.model import Document

#: Level -> its word inside a sentence; from the article up with a capital (Nghị định 30/2020, Phụ lục II).
_WORDS = {
    Level.ATTACHED: "văn bản ban hành kèm theo",
    Level.APPENDIX: "Phụ lục",
    Level.FORM: "Mẫu số",
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
    Level.SUBPOINT: "tiết",
    Level.ROW: "dòng",
}
_LABEL_NUMBER = re.compile(
    r"^(?:phụ lục|mẫu(?: số)?|phần|chương|mục|tiểu mục|điều|khoản|điểm|tiết)?\s*(?:số\s*)?(.*?)[\s.):,–-]*$",
    re.IGNORECASE,
)

_LONGEST_NUMBER = 12  # longer ones are words in capitals

Labels = Mapping[Path, str]


def labels(document: Document) -> Labels:
    """The label each provision has in print: `II.`, `Điều 5a.`, `đ)`."""
    return {provision.path: provision.label for provision in document.provisions}


def step_words(step: Step, label: str | None = None) -> str:
    """One step: `Mục II`, `khoản 3`, `Phụ lục`; the number as printed, or rebuilt where no label is known."""
    said = _labelled(step.level, label) if label else ""
    if said:
        return said
    number = step.number.replace("-", ".")
    number = "đ" + number[2:] if number.startswith("dd") else number
    return f"{_WORDS[step.level]} {number}".strip()


@lru_cache(maxsize=4096)
def _labelled(level: Level, label: str) -> str:
    """The level with the number of its label (`II`, `5a`, `đ`, `1.1`); empty where the label holds none.

    What is attached is called by its kind: `Quy định ban hành kèm theo`.
    """
    if level is Level.ATTACHED:
        return f"{label.strip().capitalize()} ban hành kèm theo"
    found = _LABEL_NUMBER.match(label.strip())
    if not found or not found[1]:
        return ""
    number = found[1] if len(found[1]) <= _LONGEST_NUMBER else found[1].lower()
    return f"{_WORDS[level]} {number}"


def capitalized(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def place(path: Path, known: Labels | None = None) -> str:
    """An address in a sentence, inside out: `điểm a khoản 3 Mục II`."""
    names = _step_names(path, known or {})
    return " ".join(reversed(names))


def trail(path: Path, known: Labels | None = None) -> str:
    """An address from outside in, for lists: `Mục II › Khoản 3 › Điểm a`."""
    return " › ".join(capitalized(name) for name in _step_names(path, known or {}))


def _step_names(path: Path, known: Labels) -> list[str]:
    names = []
    for depth, step in enumerate(path.steps, start=1):
        names.append(step_words(step, known.get(Path(path.steps[:depth]))))
    return names


def short_date(day: date | None) -> str:
    """13/08/2025."""
    return f"{day:%d/%m/%Y}" if day else ""


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2025`: a zero before days under 10 and months 1 and 2 (Nghị định 30/2020, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def today() -> str:
    """The day of this answer: 24/11/2026."""
    return short_date(date.today())


def count(number: int) -> str:
    """41.380: thousands by a full stop."""
    return f"{number:,}".replace(",", ".")
