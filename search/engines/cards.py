"""Facets of the embedded engine: every document has a number, and beside the index stand its facet values by number.

tantivy counts hits by that number, which is quick; all facets follow from that one count by adding up columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from search.engines import shape
from search.fields import FACETS
from search.index import Entry, Facet, Hit, Plan, Results
from search.places import Numbers, numbers

_DOCUMENT = "document"


class Cards:
    """Documents with their facet values, by number; a document whose values change gets another number."""

    def __init__(self, written: Iterable[str] = ()) -> None:
        self._written = list(written)
        self._numbers = {card: number for number, card in enumerate(self._written)}
        self._columns: dict[str, tuple[list[str], Numbers]] = {}
        self._places: dict[str, int] = {}  # of the ids of documents in their column

    def written(self) -> Sequence[str]:
        """What to build the same from."""
        return self._written

    def number(self, entry: Entry) -> int:
        """The number of an entry's document; a new one is taken in."""
        card = shape.card(entry)
        number = self._numbers.get(card)
        if number is None:
            number = self._numbers[card] = len(self._written)
            self._written.append(card)
            self._columns.clear()
        return number

    def count(self, held: Mapping[int, int], plan: Plan, hits: tuple[Hit, ...]) -> Results:
        """Totals under all filters, and each facet under all filters but its own, from provisions by number."""
        documents = numbers(list(held))
        provisions = numbers(list(held.values()))
        failed = np.zeros(len(documents), np.int32)
        passes = {f.field: self._passes(f.field, f.values, documents) for f in plan.filters}
        for passing in passes.values():
            failed += ~passing
        kept = failed == 0
        names, column = self._column(_DOCUMENT)
        held_by = np.bincount(column[documents[kept]], weights=provisions[kept], minlength=len(names))
        shown = {
            name: int(held_by[self._places[name]]) if name in self._places else 0
            for name in (*(hit.entry.document for hit in hits), *plan.also)
        }
        facets = []
        for name in plan.facets:
            but_own = kept | ((failed == 1) & ~passes[name]) if name in passes else kept
            facets.append(Facet(name, self._values(name, documents[but_own])))
        return Results(hits, int(provisions[kept].sum()), int(np.count_nonzero(held_by)), shown, tuple(facets))

    def _passes(
        self, name: str, values: Sequence[str], documents: Numbers
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        held, column = self._column(name)
        chosen = np.array([value in values for value in held], dtype=np.bool_)
        passing: np.ndarray[tuple[int], np.dtype[np.bool_]] = chosen[column[documents]]
        return passing

    def _values(self, name: str, documents: Numbers) -> tuple[tuple[str, int], ...]:
        held, column = self._column(name)
        counts = np.bincount(column[documents], minlength=len(held)).tolist()
        pairs = [(value, count) for value, count in zip(held, counts, strict=True) if count]
        return tuple(sorted(pairs, key=lambda item: (-item[1], item[0])))

    def _column(self, name: str) -> tuple[list[str], Numbers]:
        """The different values of a facet (or ids of documents), and the value of each document as a number."""
        if name not in self._columns:
            place = 0 if name == _DOCUMENT else 1 + FACETS.index(name)
            values = [card.split(shape.BETWEEN)[place] for card in self._written]
            order = {value: number for number, value in enumerate(dict.fromkeys(values))}
            self._columns[name] = list(order), numbers([order[value] for value in values])
            if name == _DOCUMENT:
                self._places = order
        return self._columns[name]
