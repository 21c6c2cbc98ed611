"""PDF letters in the old encodings: fonts that bring no Unicode along give Latin letters in place of Vietnamese."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Problem
from ingest.readers import legacy
from ingest.readers.legacy import Conversion
from ingest.readers.pdf_glyphs import Sheet
from ingest.readers.syllables import share_of_syllables


def to_unicode(sheets: list[Sheet]) -> tuple[list[Sheet], tuple[Problem, ...]]:
    """Pages with old letters converted, by the evidence of the whole file, and a problem that says so."""
    told = legacy.told_by_evidence("\n".join(map(_text, sheets)))
    if told is None:
        return sheets, ()
    name, meant = told
    return [_converted(one, meant) for one in sheets], (legacy.converted_problem(name),)


def _text(one: Sheet) -> str:
    return "".join(glyph.text for glyph in one.glyphs)


def _converted(one: Sheet, meant: Conversion) -> Sheet:
    before = _text(one)
    if share_of_syllables(meant(before)) < share_of_syllables(before):
        return one
    return replace(one, glyphs=tuple(replace(glyph, text=meant(glyph.text)) for glyph in one.glyphs))
