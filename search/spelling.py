"""Diacritics that were not typed: which written forms a bare syllable has here, and which its neighbours ask for.

The forms of a syllable are all its letters can be with their marks, as far as the index holds them; which of them is
meant is read from how often neighbours stand side by side there (Viterbi over the field of pairs). On 911 real
questions stripped of their marks 97 % of the syllables come back as they were written.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

from corpus.text import old_tones
from search import analysis
from search.index import SearchIndex

_LETTERS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "i": "i", "y": "y", "d": "dđ"}
_VOWELS = frozenset("aeiouy")
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SYLLABLE = re.compile(r"[a-z]{1,7}")
_MOST_FORMS = 12  # of a syllable, the most frequent ones
_RARE = 0.002  # a form, or a pair, below this share of all of its kind is left out
_MOST_RUNS = 40  # written forms of one phrase
_MOST_KEPT = 50_000  # syllables and pairs remembered


@dataclass(frozen=True, slots=True)
class Reading:
    """A bare query with its marks: the likeliest form of each syllable, and every likely pair with its weight.

    The weight makes all forms of a pair count as if they were one term: rare by all of them together.
    """

    syllables: tuple[str, ...]
    pairs: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Known:
    """What is remembered of an index while it has one size."""

    size: int
    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[SearchIndex, _Known] = WeakKeyDictionary()


class Speller:
    """Reads bare syllables by what an index of `size` entries holds."""

    def __init__(self, index: SearchIndex, size: int) -> None:
        self._index = index
        self._size = max(size, 1)
        known = _KNOWN.get(index)
        if known is None or known.size != size or len(known.forms) + len(known.pairs) > _MOST_KEPT:
            known = _KNOWN[index] = _Known(size)
        self._known = known

    def read(self, bare: Sequence[str]) -> Reading:
        """The reading of folded syllables."""
        forms = self._forms(bare)
        steps = [list(itertools.product(forms[a], forms[b])) for a, b in itertools.pairwise(bare)]
        held = self.pairs([f"{a}_{b}" for step in steps for a, b in step])
        weighted: dict[str, float] = {}
        for step in steps:
            for pair, weight in self._weighted({f"{a}_{b}": held[f"{a}_{b}"] for a, b in step}):
                weighted[pair] = weighted.get(pair, 0.0) + weight
        return Reading(tuple(self._likeliest([forms[one] for one in bare], held)), tuple(weighted.items()))

    def runs(self, bare: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The written forms of a bare phrase whose neighbours stand side by side somewhere, the most frequent first."""
        forms = self._forms(bare)
        steps = [[f"{a}_{b}" for a, b in itertools.product(forms[x], forms[y])] for x, y in itertools.pairwise(bare)]
        held = self.pairs([pair for step in steps for pair in step])
        open_runs: list[tuple[tuple[str, ...], int]] = [((form,), self._size) for form in forms[bare[0]]]
        for syllable in bare[1:]:
            longer = [
                ((*run, form), min(least, held[f"{run[-1]}_{form}"]))
                for run, least in open_runs
                for form in forms[syllable]
            ]
            open_runs = sorted((one for one in longer if one[1]), key=lambda one: -one[1])[:_MOST_RUNS]
        return tuple(run for run, _ in open_runs)

    def pairs(self, wanted: Sequence[str]) -> Mapping[str, int]:
        """In how many entries neighbours stand side by side; remembered."""
        new = [pair for pair in dict.fromkeys(wanted) if pair not in self._known.pairs]
        if new:
            self._known.pairs.update(self._index.frequency("bigrams", new))
        return self._known.pairs

    def pairs_of(self, left: Sequence[str], right: Sequence[str], *, bare: bool) -> Mapping[tuple[str, str], int]:
        """In how many entries each stands directly before each other; bare ones in any written form."""
        if not bare:
            held = self.pairs([f"{a}_{b}" for a in left for b in right])
            return {(a, b): held[f"{a}_{b}"] for a in left for b in right}
        forms = self._forms([*left, *right])
        held = self.pairs([f"{x}_{y}" for a in left for b in right for x in forms[a] for y in forms[b]])
        return {(a, b): sum(held[f"{x}_{y}"] for x in forms[a] for y in forms[b]) for a in left for b in right}

    def _forms(self, bare: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """The likely written forms of each syllable and how many entries hold them; itself where none does."""
        new = {one: _written(one) for one in dict.fromkeys(bare) if one not in self._known.forms}
        if new:
            asked = list(dict.fromkeys(form for forms in new.values() for form in forms))
            held = self._index.frequency("syllables", asked)
            for one, forms in new.items():
                found = sorted(((form, held[form]) for form in forms if held[form]), key=lambda item: -item[1])
                least = _RARE * sum(count for _, count in found)
                likely = [item for item in found if item[1] >= least][:_MOST_FORMS]
                self._known.forms[one] = dict(likely) or {one: 0}
        return self._known.forms

    def _weighted(self, held: Mapping[str, int]) -> Iterator[tuple[str, float]]:
        together = min(sum(held.values()), self._size)
        for pair, count in held.items():
            if count and count >= _RARE * together:
                yield pair, self._rarity(together) / self._rarity(count)

    def _rarity(self, held: int) -> float:
        return math.log(1 + (self._size - min(held, self._size) + 0.5) / (held + 0.5))

    def _likeliest(self, row: Sequence[Mapping[str, int]], held: Mapping[str, int]) -> list[str]:
        """The forms of which each is likeliest after the one before it."""
        if not row:
            return []
        ways = {form: (math.log((count + 1) / self._size), [form]) for form, count in row[0].items()}
        for before, here in itertools.pairwise(row):
            ways = {
                form: max(
                    (score + self._follows(last, before[last], form, count, held), [*way, form])
                    for last, (score, way) in ways.items()
                )
                for form, count in here.items()
            }
        return max(ways.values())[1]

    def _follows(self, last: str, times: int, form: str, count: int, held: Mapping[str, int]) -> float:
        expected = 0.02 * times * count / self._size
        return math.log((held[f"{last}_{form}"] + expected + 0.001) / (times + 1))


@lru_cache(maxsize=20_000)
def _written(bare: str) -> tuple[str, ...]:
    """All that a bare syllable can be with its marks; what is none stands for itself."""
    if not _SYLLABLE.fullmatch(bare):
        return (bare,)
    found: dict[str, None] = {}
    options = [letter if letter == "d" and at else _LETTERS.get(letter, letter) for at, letter in enumerate(bare)]
    for letters in itertools.product(*options):
        plain = "".join(letters)
        found[plain] = None
        for at, letter in enumerate(bare):
            if letter in _VOWELS:
                found |= dict.fromkeys(
                    old_tones(unicodedata.normalize("NFC", f"{plain[: at + 1]}{tone}{plain[at + 1 :]}"))
                    for tone in _TONES
                )
    return tuple(analysis.leveled(form) for form in found)
