"""What engines share: entries as bytes, and facets from a count of provisions by document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

from search.fields import FACETS
from search.index import Entry, Facet, Hit, Part, Plan, Results
from search.places import numbered, places

_NAMES = tuple(f.name for f in fields(Entry))
_BETWEEN = "\x1f"


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
    return _BETWEEN.join((entry.document, *(str(getattr(entry, name)) for name in FACETS)))


def uncard(text: str) -> tuple[str, ...]:
    """The document and its facet values, in the order of FACETS."""
    return tuple(text.split(_BETWEEN))


def count(counted: Iterable[tuple[tuple[str, ...], int]], plan: Plan, hits: tuple[Hit, ...]) -> Results:
    """Totals under all filters, and each facet under all filters but its own, from (card, provisions) pairs."""
    filters = [(FACETS.index(f.field) + 1, frozenset(f.values)) for f in plan.filters]
    columns = [(FACETS.index(name) + 1, Counter[str]()) for name in plan.facets]
    total = documents = 0
    shown = dict.fromkeys((*(hit.entry.document for hit in hits), *plan.also), 0)
    for card_values, provisions in counted:
        failed = [column for column, values in filters if card_values[column] not in values]
        if not failed:
            total += provisions
            documents += 1
            if card_values[0] in shown:
                shown[card_values[0]] += provisions
        if len(failed) < 2:
            for column, counter in columns:
                if not failed or failed == [column]:
                    counter[card_values[column]] += 1
    facets = tuple(
        Facet(name, tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0]))))
        for name, (_, counter) in zip(plan.facets, columns, strict=True)
    )
    return Results(hits, total, documents, shown, facets)
