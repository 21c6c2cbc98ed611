"""What engines share: entries as bytes, hits with places, and documents with their facet values as one string."""

from __future__ import annotations

import json
from dataclasses import fields

from search.fields import FACETS
from search.index import Entry, Hit, Part, Plan
from search.places import numbered, places

_NAMES = tuple(f.name for f in fields(Entry))
#: Between the values of a card.
BETWEEN = "\x1f"


def pack(entry: Entry) -> bytes:
    """An entry as JSON, values in the order of its fields."""
    parts = [[part.path, part.label, part.start] for part in entry.parts]
    values = [parts if name == "parts" else getattr(entry, name) for name in _NAMES]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(packed: bytes | str) -> Entry:
    """The inverse of `pack`."""
    values = dict(zip(_NAMES, json.loads(packed), strict=True))
    values["labels"], values["cites"] = tuple(values["labels"]), tuple(values["cites"])
    values["parts"] = tuple(Part(*part) for part in values["parts"])
    return Entry(**values)


def hit(entry: Entry, score: float, plan: Plan) -> Hit:
    """A hit with the places its plan wants to know."""
    if not plan.wanted:
        return Hit(entry, score)
    found = places(entry.heading, entry.text, numbered(plan.wanted), bare=plan.wanted_bare)
    return Hit(entry, score, found)


def card(entry: Entry) -> str:
    """A document with the values of its facets, in one string."""
    return BETWEEN.join((entry.document, *(str(getattr(entry, name)) for name in FACETS)))
