"""Raw lines: what the text readers pass between their steps before a `Line` is made."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.text import nfc
from ingest.pages import Line, Place


@dataclass(frozen=True, slots=True)
class Raw:
    """One physical line in normal form; `bar` counts the cell separators that the line consists of or ends with.

    `hollow` says that the line holds marks without text (`** **`): a cell that is empty, but there.
    """

    text: str
    bold: bool = False
    italic: bool = False
    bar: int = 0
    whole: bool = False
    hollow: bool = False

    @property
    def only_bars(self) -> bool:
        return self.bar > 0 and not self.text

    def line(self, place: Place | None = None) -> Line:
        return Line(self.text, place=place, whole=self.whole, bold=self.bold, italic=self.italic)


def clean(text: str) -> str:
    """A single line in normal form: one kind of blank, no newline, nothing at the ends."""
    return nfc(text).replace("\n", " ").strip()
