"""A two-label linear-chain CRF for word boundaries, decoded from cached sums of weights instead of feature strings.

The model scores each token by features of the tokens two to its left up to two to its right: single tokens, pairs
and triples, as they are, in lower case, by capital letters, by digits, by a dictionary. What two neighbours add to
the scores of the tokens around them is always the same, so it is worked out once for a pair and kept; triples
matter only where one is known to the model or the dictionary. Only the difference between "inside a word" and
"begins a word" counts.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")

_BEFORE, _AFTER = "\0before", "\0after"  # what stands outside the line; the model calls them BOS and EOS
_OUTSIDE = {_BEFORE: "BOS", _AFTER: "EOS"}
_ONE = ("-2", "-1", "0", "1", "2")
_TWO = ("-2,-1", "-1,0", "0,1", "1,2")
_THREE = ("-2,0", "-1,1", "0,2")
_WITH_DIGITS = frozenset({"-1", "0", "1"})
_CLOSE = 1e-7  # scores nearer than this may be told apart by the order of additions alone
_MOST_PAIRS = 1_500_000  # remembered; beyond this the cache is emptied
_STARTS, _OUTER, _TITLES = (
    1,
    2,
    4,
)  # flags of a pair: may begin an unusual triple, holds an end of the line, both are titles


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, and between labels (begin→begin, begin→inside, inside→begin, inside→inside)."""

    weights: Mapping[str, float]
    steps: tuple[float, float, float, float]


def read_model(data: bytes) -> Model:
    """Read a model file of the CRFsuite format with the labels B-W and I-W. Raises ValueError for anything else."""
    if data[:4] != b"lCRF":
        raise ValueError("no CRFsuite model")
    features, labels_at, names_at = struct.unpack_from("<III", data, 28)
    labels = {name: number for number, name in _strings(data, labels_at).items()}
    if set(labels) != {"B-W", "I-W"}:
        raise ValueError(f"labels {sorted(labels)}, expected B-W and I-W")
    names = _strings(data, names_at)
    sign = {labels["I-W"]: 1.0, labels["B-W"]: -1.0}
    weights: dict[str, float] = {}
    steps = {(a, b): 0.0 for a in sign for b in sign}
    (count,) = struct.unpack_from("<I", data, features + 8)
    for kind, source, label, weight in struct.iter_unpack("<IIId", data[features + 12 : features + 12 + 20 * count]):
        if kind == 0:
            weights[names[source]] = weights.get(names[source], 0.0) + sign[label] * weight
        else:
            steps[source, label] += weight
    b, i = labels["B-W"], labels["I-W"]
    return Model(weights, (steps[b, b], steps[b, i], steps[i, b], steps[i, i]))


def _strings(data: bytes, at: int) -> dict[int, str]:
    """A constant quark database of the file: number -> string."""
    tables = [struct.unpack_from("<II", data, at + 24 + 8 * n)[0] for n in range(256)]
    end = min(at + offset for offset in tables if offset)
    place, found = at + 24 + 8 * 256, {}
    while place < end:
        number, size = struct.unpack_from("<II", data, place)
        found[number] = data[place + 8 : place + 7 + size].decode("utf-8", "replace")
        place += 8 + size
    return found


def is_title(text: str) -> bool:
    """True when every word begins with what has no lower case form different from itself."""
    return all((first := word[:1]) and first.upper() == first for word in text.split(" "))


class Segmenter:
    """Finds word boundaries between tokens; the same answer as the model on all its features."""

    def __init__(self, model: Model, dictionary: Iterable[str]) -> None:
        self._weight = model.weights.get
        self._steps = model.steps
        self._dictionary = frozenset(dictionary)
        surfaces = {
            value for name in model.weights for key, _, value in [name.partition("=")] if key in _triples_as_they_are()
        }
        listed = {words for words in self._dictionary if words.count(" ") == 2}
        self._triple_starts = {value.rsplit(" ", 1)[0] for value in surfaces if " " in value}
        self._listed_starts = {words.rsplit(" ", 1)[0] for words in listed}
        self._usual = [self._weight(f"T[{place}].is_in_dict=False", 0.0) for place in _THREE]
        self._usual[2] += self._weight("T[0,2].istitle=False", 0.0)
        self._forget()

    def _forget(self) -> None:
        self._ones: dict[str, list[float]] = _Filled(self._new_one)
        self._pairs: dict[tuple[str, str], tuple[float, float, float, float, float, int]] = _Filled(self._new_pair)
        self._triples: dict[tuple[str, str, str], list[float]] = _Filled(self._new_triple)

    def inside(self, tokens: Sequence[str]) -> list[bool] | None:
        """For each token of a line, whether it belongs to the word begun before it; None if two answers are as good."""
        if not tokens:
            return []
        if len(self._pairs) > _MOST_PAIRS:
            self._forget()
        return _best(self._leanings([_BEFORE, _BEFORE, *tokens, _AFTER, _AFTER, _AFTER]), self._steps)

    def _leanings(self, row: list[str]) -> list[float]:
        """For each token within the row, how much the features prefer "inside" to "begins"."""
        pairs = list(map(self._pairs.__getitem__, pairwise(row)))
        two_left, left, here, right, two_right, flags = zip(*pairs, strict=True)
        usual = sum(self._usual)
        sums = [
            usual + a + b + c + d + e
            for a, b, c, d, e in zip(two_left[4:], left[3:], here[2:], right[1:], two_right, strict=False)
        ]
        last = len(sums) + 2
        for place, (first, second) in enumerate(pairwise(flags)):
            if first & _STARTS or second & _OUTER or first & second & _TITLES:
                for at, more in zip(
                    (place + 2, place + 1, place),
                    self._triples[row[place], row[place + 1], row[place + 2]],
                    strict=True,
                ):
                    if 2 <= at < last:
                        sums[at - 2] += more
        return sums

    def _sum(self, place: str, value: str, kinds: Iterable[str]) -> float:
        outside = _OUTSIDE.get(value)
        if outside:
            return sum(self._weight(f"T[{place}]{kind}={outside}", 0.0) for kind in kinds)
        return sum(self._weight(f"T[{place}]{kind}={self._shape(kind, value)}", 0.0) for kind in kinds)

    def _shape(self, kind: str, value: str) -> str:
        if kind == "":
            return value
        if kind == ".lower":
            return value.lower()
        if kind == ".istitle":
            return str(is_title(value))
        if kind == ".isdigit":
            return str(value.isascii() and value.isdigit())
        return str(value.lower() in self._dictionary)

    def _new_one(self, token: str) -> list[float]:
        """What a token adds to the token two before it, one before, itself, one after, two after."""
        kinds = ("", ".lower", ".istitle", ".is_in_dict")
        return [self._sum(p, token, (*kinds, ".isdigit") if p in _WITH_DIGITS else kinds) for p in reversed(_ONE)]

    def _new_pair(self, pair: tuple[str, str]) -> tuple[float, float, float, float, float, int]:
        """What a pair, its left token's own part included, adds to the tokens around that left token; and its flags."""
        words = _joined(*pair)
        kinds = ("", ".lower", ".is_in_dict")
        ahead, this, next_, after = (
            self._sum(p, words, (*kinds, ".istitle") if p == "0,1" else kinds) for p in reversed(_TWO)
        )
        one = self._ones[pair[0]]
        outer = words in _OUTSIDE
        starts = outer or words in self._triple_starts or words.lower() in self._listed_starts
        titles = not outer and is_title(words)
        flags = starts * _STARTS | outer * _OUTER | titles * _TITLES
        return one[0], one[1] + ahead, one[2] + this, one[3] + next_, one[4] + after, flags

    def _new_triple(self, words: tuple[str, str, str]) -> list[float]:
        """What a triple adds beyond the usual: to its last token, its middle one, its first."""
        joined = _joined(*words)
        kinds = ("", ".is_in_dict")
        sums = [self._sum(p, joined, (*kinds, ".istitle") if p == "0,2" else kinds) for p in _THREE]
        return [own - usual for own, usual in zip(sums, self._usual, strict=True)]


def _joined(*words: str) -> str:
    """The words of a feature; a feature that reaches out of the line has the name of that end for its value."""
    for outside in _OUTSIDE:
        if outside in words:
            return outside
    return " ".join(words)


def _triples_as_they_are() -> frozenset[str]:
    return frozenset(f"T[{place}]" for place in _THREE)


def _best(leaning: Sequence[float], steps: tuple[float, float, float, float]) -> list[bool] | None:
    """Viterbi over two labels; None when a choice on the best way is so close that rounding could decide it."""
    begin_begin, begin_inside, inside_begin, inside_inside = steps
    begins, inside = 0.0, leaning[0]
    choices = []
    for lean in leaning[1:]:
        to_begin, to_inside = inside + inside_begin, inside + inside_inside
        gain_begin, gain_inside = to_begin - (begins + begin_begin), to_inside - (begins + begin_inside)
        choices.append((gain_begin, gain_inside))
        begins, inside = (
            to_begin if gain_begin > 0 else begins + begin_begin,
            (to_inside if gain_inside > 0 else begins + begin_inside) + lean,
        )
    gain = inside - begins
    labels = [gain > 0]
    close = -_CLOSE < gain < _CLOSE
    for choice in reversed(choices):
        gain = choice[labels[-1]]
        close = close or -_CLOSE < gain < _CLOSE
        labels.append(gain > 0)
    if close:
        return None
    labels.reverse()
    return labels


class _Filled(dict[_K, _V]):
    """A dictionary that makes what it lacks."""

    def __init__(self, make: Callable[[_K], _V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._make(key)
        return value
