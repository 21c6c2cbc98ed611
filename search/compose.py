"""Entry -> the values of its token fields: one joint field per tokenisation, heading and title weighted by repetition.

Measured on real questions, one length-normalised field over heading, title and text does far better than
fields scored apart; repetition is how a heading counts more inside it in every engine alike. A value is one
run of tokens; phrases never reach from one value into the next.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re

from search import analysis
from search.fields import FIELDS
from search.index import Entry
from search.tuning import Repeats


def fingerprint(repeats: Repeats) -> str:
    """What an index is made by: analysis, fields, weights. An index with another fingerprint is built anew."""
    made_by = (analysis.VERSION, FIELDS, tuple(field.name for field in dataclasses.fields(Entry)), repeats)
    return hashlib.sha256(repr(made_by).encode()).hexdigest()[:16]


def compose(entry: Entry, repeats: Repeats) -> dict[str, tuple[list[str], ...]]:
    """Field -> its values; a value repeated is counted again."""
    name = f"{entry.name or entry.number} {_serial(entry.number)} {entry.title}".strip()
    parts = [
        (entry.heading, repeats.heading),
        (name, repeats.title if entry.level else repeats.heading),
        (entry.context, repeats.context),
        (entry.text, repeats.text),
    ]
    kept = [(text, times) for text, times in parts if text and times]
    fields: dict[str, tuple[list[str], ...]] = {}
    plain = [(analysis.syllables(text), times) for text, times in kept]
    bare = [(analysis.folded(found), times) for found, times in plain]
    fields["syllables"] = _repeat(plain)
    fields["bigrams"] = _repeat([(analysis.bigrams(found), times) for found, times in plain])
    fields["words"] = _repeat([(analysis.segmented(text), times) for text, times in kept])
    fields["folded"] = _repeat(bare)
    own = {
        token
        for (found, _), (text, _) in zip(plain, kept, strict=True)
        if text is not name or not entry.level
        for token in found
    }
    fields["own"] = (sorted(own),)
    fields["own_folded"] = (sorted(set(analysis.folded(own))),)
    fields["cites"] = (list(entry.cites),)
    shown = f"{entry.name or entry.number} {entry.heading or entry.title}"
    fields["prefixes"] = (analysis.beginnings(analysis.folded(analysis.syllables(shown))),)
    return fields


def _serial(number: str) -> str:
    """The 444 of 444/KH-UBND, by which people call a document."""
    found = re.match(r"\d+(?=[/-])", number)
    return found[0] if found else ""


def _repeat(values: list[tuple[list[str], int]]) -> tuple[list[str], ...]:
    return tuple(found for found, times in values if found for _ in range(times))
