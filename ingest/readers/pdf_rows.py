"""Letters to rows of text: one baseline a row, blanks from gaps, rows split where a wide gap separates two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.lines import clean
from ingest.readers.pdf_glyphs import Glyph

_SAME_ROW = 0.45  # of the size: letters whose baselines differ less stand in one row
_SMALL = 0.8  # of the size: a smaller letter may be raised or lowered
_RAISED = 0.62  # of the size: how far it may be raised
_BLANK = 0.18  # of the size: a gap this wide is a blank even where the file holds none
_COLUMNS = 0.9  # of the size: a gap this wide, and much wider than the others of its row, separates columns
_WIDER = 2.2
#: The heading of every document, its blanks left out, where something stands before it in the same row.
_NATION = re.compile(r".(CỘNGHÒAXÃHỘI|CỘNGHOÀXÃHỘI|Độclập-Tựdo|ĐẢNGCỘNGSẢNVIỆTNAM$)")


@dataclass(frozen=True, slots=True)
class Row:
    """A run of text on one baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    page: int


def rows(glyphs: Iterable[Glyph], page: int) -> list[Row]:
    """Rows from top to bottom, each whole."""
    return [row for line in _baselines(glyphs) if (row := _row(sorted(line, key=_by_left), page))]


def runs(glyphs: Iterable[Glyph], page: int) -> list[list[Row]]:
    """Rows from top to bottom, each cut at the wide gaps that separate columns."""
    found: list[list[Row]] = []
    for line in _baselines(glyphs):
        cut = [row for run in _cut(sorted(line, key=_by_left)) if (row := _row(run, page))]
        if cut and found and _numbers(found[-1], cut[0]):
            number = found.pop()[0].text.strip("[]")
            cut[0] = replace(cut[0], text=f"[{number}] {cut[0].text}")
        if cut:
            found.append(cut)
    return found


def _numbers(before: list[Row], row: Row) -> bool:
    """Whether a row is the raised number of the footnote that begins in the row below it."""
    number = before[0]
    if len(before) > 1 or not re.fullmatch(r"\[?\d{1,3}\]?", number.text):
        return False
    return number.base - row.base < _RAISED * max(number.size, row.size) and number.right <= row.left + 1


def joined(parts: list[Row]) -> Row:
    """The runs of one row as one row again."""
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        text=" ".join(part.text for part in parts),
        right=parts[-1].right,
        bold=all(part.bold for part in parts),
        italic=all(part.italic for part in parts),
    )


def _by_left(glyph: Glyph) -> float:
    return glyph.left


def _baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Letters by baseline, from the top; a raised or lowered small letter joins the line it overlaps."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.base):
        if lines and _joins(lines[-1], glyph):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def _joins(line: list[Glyph], glyph: Glyph) -> bool:
    small, large = sorted((line[0].size, glyph.size))
    lowered = line[0].base - glyph.base
    if small < _SMALL * large:
        return lowered <= (_RAISED if line[0].size == small else _SAME_ROW) * large
    return lowered <= _SAME_ROW * small


def _cut(line: list[Glyph]) -> list[list[Glyph]]:
    """The line cut at gaps that separate columns, and before the nation's name or motto of a letterhead."""
    shown = [glyph for glyph in line if glyph.text.strip()]
    if len(shown) < 2:
        return [line]
    size = median(glyph.size for glyph in shown)
    gaps = [right.left - left.right for left, right in pairwise(shown)]
    blanks = [gap for gap in gaps if gap > _BLANK * size]
    usual = median(blanks) if len(blanks) > 2 else 0.3 * size
    cuts = [at for at, gap in enumerate(gaps, start=1) if gap > _COLUMNS * size and gap > _WIDER * usual]
    if not cuts and (nation := _NATION.search("".join(glyph.text[:1] for glyph in shown))):
        cuts = [nation.start(1)]
    return [shown[start:end] for start, end in pairwise((0, *cuts, len(shown)))]


def _row(run: list[Glyph], page: int) -> Row | None:
    shown = [glyph for glyph in run if glyph.text.strip()]
    if not shown:
        return None
    text, before, blank = "", None, _blank(shown)
    size, base = median(glyph.size for glyph in shown), median(glyph.base for glyph in shown)
    note = ""  # digits of a reference to a footnote: small and raised
    for glyph in run:
        if glyph.text.isdigit() and glyph.size < _SMALL * size and glyph.base > base + 0.12 * size:
            note += glyph.text
            before = glyph
            continue
        if note:
            text, note = f"{text}[{note}]", ""
        if before is not None and not text.endswith(" ") and glyph.left - before.right > blank:
            text += " "
        if before is not None and _is_printed_twice(before, glyph):
            continue
        text += glyph.text
        before = glyph
    if note:
        text = f"{text}[{note}]"
    return Row(
        clean(text),
        shown[0].left,
        max(glyph.right for glyph in shown),
        base,
        size,
        all(glyph.bold for glyph in shown),
        all(glyph.italic for glyph in shown),
        page,
    )


def _blank(shown: list[Glyph]) -> float:
    """The least gap that is a blank: letters set closer than usual have narrower blanks."""
    size = median(glyph.size for glyph in shown)
    gaps = [right.left - left.right for left, right in pairwise(shown)]
    return _BLANK * size + min(median(gaps), 0.0) if len(gaps) > 8 else _BLANK * size


def _is_printed_twice(before: Glyph, glyph: Glyph) -> bool:
    """A letter over itself, shifted a little: how some programs print bold."""
    return before.text == glyph.text and glyph.text.strip() != "" and abs(glyph.left - before.left) < 0.1 * glyph.size
