"""Addresses of documents and provisions: parse, format, order.

A document is `issuer/year/number` (`cp/2025/80-2025-nd-cp`); a provision is a path in it
(`dieu-5.khoan-2.diem-a`). `parse(format(x)) == x` holds for every type here. All forms are lower-case ASCII,
so the same string is store key, index key and URL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, total_ordering

from corpus.errors import AddressError
from corpus.number import DocumentNumber

__all__ = [
    "POINT_LETTERS",
    "UNKNOWN_ISSUER",
    "AddressError",
    "DocumentId",
    "DocumentNumber",
    "Level",
    "Path",
    "ProvisionId",
    "Step",
]


class Level(StrEnum):
    """The levels of a Vietnamese legal document; the value is the word used in paths."""

    ATTACHED = "kem-theo"  # văn bản ban hành kèm theo, đánh số lại từ Điều 1
    APPENDIX = "phu-luc"
    FORM = "mau"
    PART = "phan"
    CHAPTER = "chuong"
    SECTION = "muc"
    SUBSECTION = "tieu-muc"
    ARTICLE = "dieu"
    CLAUSE = "khoan"
    POINT = "diem"
    SUBPOINT = "tiet"
    ROW = "dong"  # dòng có số thứ tự của một bảng trong phụ lục

    __hash__ = str.__hash__  # Enum's own is written in Python, and paths are hashed by the hundred thousand

    @property
    def depth(self) -> int:
        """Position from the outside in; equal levels may still nest (khoan-1.khoan-1-1)."""
        return _DEPTHS[self]


_DEPTHS = {level: depth for depth, level in enumerate(Level)}

#: The order of letters in numbered points (a b c d đ e g h …); `dd` is đ.
POINT_LETTERS = (*"abcd", "dd", *"eghiklmnopqrstuvxy")
_LETTER_RANK = {letter: rank for rank, letter in enumerate(POINT_LETTERS, start=1)}

_STEP = re.compile(
    r"(?P<level>kem-theo|phu-luc|mau|phan|chuong|tieu-muc|muc|dieu|khoan|diem|tiet|dong)"
    r"(?:-(?P<number>[0-9a-z]+(?:-[0-9a-z]+)*))?"
)
_STEP_NUMBER = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")
_MAY_BE_BARE = frozenset({Level.ATTACHED, Level.APPENDIX})


@total_ordering
@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a level and its number in ASCII (`5`, `5a`, `dd`, `1-1`; empty for a bare phu-luc)."""

    level: Level
    number: str = ""

    def __post_init__(self) -> None:
        if not self.number and self.level not in _MAY_BE_BARE:
            raise AddressError(f"'{self.level}' needs a number, as in '{self.level}-1'")
        if self.number and not _STEP_NUMBER.fullmatch(self.number):
            raise AddressError(f"'{self.number}' is no number of a step; use lower-case ASCII letters and digits")

    def __str__(self) -> str:
        return f"{self.level}-{self.number}" if self.number else str(self.level)

    def __lt__(self, other: Step) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
        """Natural order: dieu-5 < dieu-5a < dieu-6 < dieu-10, diem-d < diem-dd < diem-e; 01 before 1."""
        return self.level.depth, _number_key(self.number), self.number

    @classmethod
    def parse(cls, text: str) -> Step:
        found = _STEP.fullmatch(text)
        if found is None:
            raise AddressError(f"'{text}' is no step of a path; write for example 'dieu-5', 'khoan-2', 'diem-dd'")
        return cls(Level(found["level"]), found["number"] or "")


def _number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    parts: list[tuple[int, int, str]] = []
    for piece in re.findall(r"\d+|[a-z]+", number):
        if piece.isdigit():
            parts.append((0, int(piece), ""))
        else:
            parts.append((1, _LETTER_RANK.get(piece, len(POINT_LETTERS) + 1), piece))
    return tuple(parts)


@total_ordering
@dataclass(frozen=True, slots=True)
class Path:
    """The address of a provision inside its document; the empty path is the whole document."""

    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return ".".join(map(str, self.steps))

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __lt__(self, other: Path) -> bool:
        return tuple(s.sort_key for s in self.steps) < tuple(s.sort_key for s in other.steps)

    def __truediv__(self, step: Step) -> Path:
        """`path / step`: the path one step further in."""
        return Path((*self.steps, step))

    @property
    def parent(self) -> Path:
        return Path(self.steps[:-1])

    @property
    def last(self) -> Step:
        if not self.steps:
            raise AddressError("the empty path has no last step")
        return self.steps[-1]

    def is_within(self, other: Path) -> bool:
        """True when this path is `other` or lies below it."""
        return self.steps[: len(other.steps)] == other.steps

    def ancestors(self) -> tuple[Path, ...]:
        """The proper ancestors, outermost first, without the empty path."""
        return tuple(Path(self.steps[:n]) for n in range(1, len(self.steps)))

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> Path:
        """Read `dieu-5.khoan-2.diem-a`; the empty string is the empty path.

        Raises AddressError for anything else than steps joined by dots.
        """
        return cls(tuple(Step.parse(piece) for piece in text.split("."))) if text else cls()

    @classmethod
    def of(cls, *steps: tuple[Level, str]) -> Path:
        return cls(tuple(Step(level, number) for level, number in steps))


#: The first part of the id of a document whose issuer neither its text nor its number tells.
UNKNOWN_ISSUER = "chua-ro"

_ID = re.compile(r"(?P<issuer>[a-z0-9]+(?:-[a-z0-9]+)*)/(?P<year>\d{4})/(?P<number>[a-z0-9]+(?:[-.+][a-z0-9]+)*)")


@total_ordering
@dataclass(frozen=True, slots=True)
class DocumentId:
    """issuer / year / number in slugs: `ubnd-ha-tinh/2025/444-kh-ubnd`. Year 0 (`0000`) means the text gives none."""

    issuer: str
    year: int
    number: str

    def __post_init__(self) -> None:
        if not 0 <= self.year <= 9999 or _ID.fullmatch(str(self)) is None:
            raise AddressError(f"'{self}' is no document id; write for example 'cp/2025/80-2025-nd-cp'")

    def __str__(self) -> str:
        return f"{self.issuer}/{self.year:04d}/{self.number}"

    def __lt__(self, other: DocumentId) -> bool:
        return (self.issuer, self.year, self.number) < (other.issuer, other.year, other.number)

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> DocumentId:
        found = _ID.fullmatch(text)
        if found is None:
            raise AddressError(f"'{text}' is no document id; write for example 'cp/2025/80-2025-nd-cp'")
        return cls(found["issuer"], int(found["year"]), found["number"])


@dataclass(frozen=True, slots=True)
class ProvisionId:
    """A document and a path in it: `cp/2025/80-2025-nd-cp#dieu-5`; without `#` the whole document."""

    document: DocumentId
    path: Path = Path()

    def __str__(self) -> str:
        return f"{self.document}#{self.path}" if self.path else str(self.document)

    @classmethod
    def parse(cls, text: str) -> ProvisionId:
        document, _, path = text.partition("#")
        return cls(DocumentId.parse(document), Path.parse(path))
