"""Recognised words as a page of letters and rules, so that a scan is laid out like any other page.

The page is set upright by the slope of its base lines; the rules of its tables are found in the picture as long dark
runs of pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.readers.ocr import DPI, Word
from ingest.readers.pdf_glyphs import Glyph, Rule, Sheet

_BLANK = 0.3  # of the size: the least gap between two words, whose boxes may overlap
_NARROW = 0.18  # of the size: the least width of a letter, so that none seems printed over another
_TYPE = 0.78  # of the height of a row with its marks, which recognition gives, is the size of its type
_USUAL = 0.74, 1.35  # of the usual size: recognised sizes within are that one
_LIMITS = 0.5, 2.0  # and beyond, those of a line that took in a stamp, or of dirt
_CROOKED = 0.002  # slope from which on a picture is turned before its rules are looked for
_DARK = 140  # of 255
_SHORTEST = 0.3  # inches; a shorter run of dark pixels is a letter
_THICKEST = 0.06  # inches; a thicker run is a picture
_BREAK = 3  # pixels of a rule that may be missing
_RULE_DPI = 150


def sheet_of(words: tuple[Word, ...], picture: Image.Image, number: int, *, dpi: float = DPI) -> Sheet:
    """A recognised page as a sheet in points; `dpi` are the dots an inch of the picture."""
    scale = 72 / dpi
    slope = median(word.slope for word in words) if words else 0.0
    usual = median([word.size for word in words] or [0.0])
    height = picture.height
    glyphs: list[Glyph] = []
    for _, line in groupby(words, key=lambda word: word.line):
        glyphs.extend(_glyphs(list(line), slope, usual, scale, height))
    size = median([glyph.size for glyph in glyphs] or [12.0])
    rules = tuple(_rules(picture, slope, scale * dpi / _RULE_DPI, dpi))
    return Sheet(number, tuple(glyphs), rules, picture.width * scale, height * scale, size, 0)


def _glyphs(line: list[Word], slope: float, usual: float, scale: float, height: float) -> Iterator[Glyph]:
    """The letters of a line, spread evenly over the boxes of their words; the words stand apart."""
    reached = float("-inf")
    for at, word in enumerate(line):
        size = usual if _USUAL[0] * usual < word.size < _USUAL[1] * usual else word.size
        size = min(max(size, _LIMITS[0] * usual), _LIMITS[1] * usual)
        size *= _TYPE
        base = word.base - slope * (word.left + word.right) / 2
        start = max(word.left, reached + _BLANK * size)
        end = min(word.right, line[at + 1].left - _BLANK * size) if at + 1 < len(line) else word.right
        step = max((end - start) / len(word.text), _NARROW * size)
        for place, letter in enumerate(word.text):
            yield _glyph(letter, start + place * step, start + (place + 1) * step, base, size, scale, height)
        reached = start + step * len(word.text)


def _glyph(text: str, left: float, right: float, base: float, size: float, scale: float, height: float) -> Glyph:
    return Glyph(text, left * scale, right * scale, (height - base) * scale, size * scale, False, False)


def _rules(picture: Image.Image, slope: float, scale: float, dpi: float) -> Iterator[Rule]:
    """The straight level and upright lines of a picture, in points."""
    grey = picture.convert("L")
    if abs(slope) > _CROOKED:
        angle = float(np.degrees(np.arctan(slope)))
        grey = grey.rotate(angle, resample=Image.Resampling.BILINEAR, center=(0, 0), fillcolor=255)
    factor = _RULE_DPI / dpi
    small = grey.resize((max(1, round(grey.width * factor)), max(1, round(grey.height * factor))))
    dark = np.asarray(small) < _DARK
    height = dark.shape[0]
    for at, start, end in _runs(dark):
        yield Rule(False, (height - at) * scale, start * scale, end * scale)
    for at, start, end in _runs(dark.T):
        yield Rule(True, at * scale, (height - end) * scale, (height - start) * scale)


def _runs(dark: NDArray[np.bool_]) -> Iterator[tuple[float, float, float]]:
    """(middle, start, end) of the level lines in a picture: long runs of dark pixels, at most a few pixels thick."""
    shortest, thickest = round(_SHORTEST * _RULE_DPI), max(2, round(_THICKEST * _RULE_DPI))
    open_runs: list[list[int]] = []  # first row, last row, start, end
    for y in range(dark.shape[0]):
        for start, end in _row_runs(dark[y], shortest):
            met = next((run for run in open_runs if run[1] >= y - 2 and run[2] < end and start < run[3]), None)
            if met is None:
                open_runs.append([y, y, start, end])
            else:
                met[1], met[2], met[3] = y, min(met[2], start), max(met[3], end)
        ended = [run for run in open_runs if run[1] < y - 2]
        open_runs = [run for run in open_runs if run[1] >= y - 2]
        yield from ((((a + b) / 2, float(s), float(e)) for a, b, s, e in ended if b - a < thickest))
    yield from (((a + b) / 2, float(s), float(e)) for a, b, s, e in open_runs if b - a < thickest)


def _row_runs(row: NDArray[np.bool_], shortest: int) -> list[tuple[int, int]]:
    if int(row.sum()) < shortest:
        return []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    runs: list[list[int]] = []
    for start, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] <= _BREAK:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return [(start, end) for start, end in runs if end - start >= shortest]
