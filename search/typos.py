"""Did you mean: the query with its likely slips of the keyboard mended, by the index's own syllables and pairs.

Asked only where next to nothing was found, so that a right query never pays for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from search.index import SearchIndex
from search.query import Query
from search.spelling import Speller

_MOST_SYLLABLES = 12
_MOST_FORMS = 10  # of a syllable
_CHANGED = 3.0  # what a change must gain, in natural logarithms
_PLAIN = "abcdeghiklmnopqrstuvxy"
_MARKED = _PLAIN + "đàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def meant(query: Query, index: SearchIndex, size: int) -> str:
    """The query as it may have been meant; empty where it is likely enough as it is."""
    said = query.syllables
    if not 0 < len(said) <= _MOST_SYLLABLES or query.phrases or query.excluded or not size:
        return ""
    field = "folded" if query.bare else "syllables"
    edits = {one: _edited(one, query.bare) for one in dict.fromkeys(said) if one.isalpha()}
    held = index.frequency(field, list(dict.fromkeys(form for forms in edits.values() for form in forms)))
    row = [_forms(one, edits.get(one, ()), held) for one in said]
    best = _best(row, said, Speller(index, size), size, query.bare)
    return "" if best == list(said) else " ".join(best)


def _forms(said: str, edits: Sequence[str], counts: Mapping[str, int]) -> dict[str, int]:
    found = sorted(((form, counts.get(form, 0)) for form in edits if counts.get(form, 0)), key=lambda item: -item[1])
    return {said: counts.get(said, 0), **dict(found[:_MOST_FORMS])}


def _edited(word: str, bare: bool) -> tuple[str, ...]:
    """All that is one slip away, the word itself first."""
    return tuple(dict.fromkeys((word, *_slips(word, _PLAIN if bare else _MARKED))))


def _slips(word: str, letters: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in letters)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in letters)


def _best(row: Sequence[Mapping[str, int]], said: Sequence[str], speller: Speller, size: int, bare: bool) -> list[str]:
    """The likeliest forms side by side, a change counted against them."""

    def changed(form: str, place: int) -> float:
        return _CHANGED if form != said[place] else 0.0

    ways = {form: (math.log((count + 0.01) / size) - changed(form, 0), [form]) for form, count in row[0].items()}
    for place in range(1, len(row)):
        before, pairs = row[place - 1], speller.pairs_of(list(ways), list(row[place]), bare=bare)
        longer: dict[str, tuple[float, list[str]]] = {}
        for form, count in row[place].items():
            longer[form] = max(
                (score + _follows(pairs[last, form], before[last], count, size) - changed(form, place), [*way, form])
                for last, (score, way) in ways.items()
            )
        ways = longer
    return max(ways.values())[1]


def _follows(together: int, before: int, count: int, size: int) -> float:
    return math.log((together + 0.02 * before * count / size + 0.001) / (before + 1))
