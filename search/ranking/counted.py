"""A query made ready, and where its syllables stand in many candidates at once: what the features are counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.text import fold
from search import analysis
from search.index import Entry, Hit
from search.places import Places, numbered, places
from search.query import Query
from search.ranking.asked import Asked, asked

Table = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

HEADING, DOCUMENT, CONTEXT, TEXT = range(4)
ZONES = 4

_MOST_TERMS = 40  # different syllables of a query that are looked at
_LONGEST = 9  # syllables of the longest stretch of a query that is told from a shorter one
_FAR = 1 << 40  # between the places of two zones, so that no stretch and no window reaches over
_LEAST = 1e-9
_COMMON_PAIR = 9.0  # the highest idf of a pair that is only guessed
_IS, _FINE, _LISTS = "là", "phạt", "gồm"
_UNITS = ("đồng", "ngày", "tháng", "năm", "giờ", "tuổi")  # what amounts and times are told in


@dataclass(frozen=True, slots=True)
class Asking:
    """A query made ready: its syllables in order as numbers of different ones, with their weights."""

    asked: Asked
    terms: tuple[str, ...]
    order: Longs
    idf: Table
    content: Table  # 1 where the syllable tells what the question is about, not that it asks
    number: Table  # 1 where it is a number
    pairs: Longs  # code a * len(terms) + b of neighbouring syllables, each once
    pair_idf: Table
    pair_content: Table
    bare: bool

    @property
    def wanted(self) -> tuple[str, ...]:
        """The terms whose places in the candidates are needed: its own, and some that tell what an answer does."""
        return (*self.terms, *self.extra)

    @property
    def extra(self) -> tuple[str, ...]:
        """`là` behind a term defines it, `phạt` fines, `gồm` lists, units tell amounts and times."""
        said = (_IS, _FINE, _LISTS, *_UNITS)
        return tuple(map(fold, said)) if self.bare else said


def prepare(query: Query, weights: Mapping[str, float], pair_weights: Mapping[str, float]) -> Asking:
    """Make a query ready; the weights are idf of its syllables and of its pairs (`a_b`), guessed where missing."""
    read = asked(query.plain)
    about = analysis.syllables(read.about)
    said, about = (analysis.folded(of) if query.bare else list(of) for of in (query.syllables, about))
    terms = tuple(dict.fromkeys(said))[:_MOST_TERMS]
    place = {name: n for n, name in enumerate(terms)}
    said = [name for name in said if name in place]
    size = len(terms)
    codes = dict.fromkeys(place[a] * size + place[b] for a, b in pairwise(said))
    named = [(terms[code // size], terms[code % size]) for code in codes]
    idf = [weights.get(name, 0.0) for name in terms]
    guessed = [min(idf[place[a]] + idf[place[b]], _COMMON_PAIR) for a, b in named]
    told, told_pairs = set(about), set(pairwise(about))
    return Asking(
        asked=read,
        terms=terms,
        order=np.array([place[name] for name in said], np.int64),
        idf=np.array(idf),
        content=np.array([float(name in told) for name in terms]),
        number=np.array([float(name[0].isdigit()) for name in terms]),
        pairs=np.array(list(codes), np.int64),
        pair_idf=np.array([pair_weights.get(f"{a}_{b}", guess) for (a, b), guess in zip(named, guessed, strict=True)]),
        pair_content=np.array([float(pair in told_pairs) for pair in named]),
        bare=query.bare,
    )


def pair_weights(asking: Asking) -> tuple[Table, Table]:
    """Weights of the pairs, and the same of those that tell what the question is about; never empty."""
    if not len(asking.pairs):
        return np.zeros(1), np.zeros(1)
    return asking.pair_idf, asking.pair_idf * asking.pair_content


def weighed(rows: npt.NDArray[np.bool_] | Table, weight: Table) -> Table:
    """The weighted sum of each row; not by `@`, whose threads cost twenty times the sum itself on a busy machine."""
    found: Table = np.einsum("ij,j->i", rows, weight)
    return found


def share(held: npt.NDArray[np.bool_], weight: Table) -> Table:
    """Of each row, the share of the weight that it holds."""
    return weighed(held, weight) / max(float(weight.sum()), _LEAST)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each syllable and pair of a query stands in each zone of each candidate, and every occurrence."""

    size: int
    times: Table  # candidates × zones × terms
    pair_times: Table  # candidates × zones × pairs
    lengths: Table  # candidates × zones, in syllables
    zone: Longs  # of each occurrence, as are the following
    owner: Longs
    term: Longs
    place: Longs
    pair: Longs  # the pair of the query that begins here, or -1
    run: Longs  # syllables of the longest stretch of the query that begins here
    defined: Table  # candidates: syllables of the longest stretch of content that stands before `là`
    fines: Table  # candidates: how often `phạt` is said
    lines: Longs  # places where the lines of the texts begin, through all candidates
    ends: Longs  # where each ends
    line_owner: Longs  # whose it is
    defining: Longs  # places of `là` and `gồm` in texts
    units: Longs  # places of units in texts


def count(asking: Asking, hits: Sequence[Hit]) -> Counted:
    """Look at all candidates at once."""
    found = _placed(asking, hits)
    at, term, text, lengths = _occurrences(asking, found)
    lines, ends, line_owner = _lines([places for _, places in found])
    size, terms, pairs = len(hits), len(asking.terms), max(len(asking.pairs), 1)
    numbers = numbered(asking.wanted)
    is_, fine, lists, *units = (numbers[name] for name in asking.extra)
    fines = np.bincount(text[term == fine] // ZONES, minlength=size).astype(float)
    own = term < terms
    defining, of_units = (at[np.isin(term, of) & (text % ZONES == TEXT)] for of in ((is_, lists), units))
    defined = _defining(asking, at, term, text, is_, size)
    at, term, text = at[own], term[own], text[own]
    times = np.bincount(text * terms + term, minlength=size * ZONES * terms)
    pair = _pairs(asking, at, term)
    kept = pair >= 0
    pair_times = np.bincount(text[kept] * pairs + pair[kept], minlength=size * ZONES * pairs)
    return Counted(
        size=size,
        times=times.reshape(size, ZONES, terms).astype(float),
        pair_times=pair_times.reshape(size, ZONES, pairs).astype(float),
        lengths=lengths.reshape(size, ZONES).astype(float),
        zone=text % ZONES,
        owner=text // ZONES,
        term=term,
        place=at,
        pair=pair,
        run=_runs(asking, term, pair),
        defined=defined,
        fines=fines,
        lines=lines,
        ends=ends,
        line_owner=line_owner,
        defining=defining,
        units=of_units,
    )


def _pairs(asking: Asking, at: Longs, term: Longs) -> Longs:
    """The pair of the query that begins at each occurrence, or -1."""
    terms = len(asking.terms)
    table = np.full(terms * terms, -1, np.int64)
    table[asking.pairs] = np.arange(len(asking.pairs))
    beside = np.diff(at, append=-_FAR) == 1
    return np.where(beside, table[term * terms + np.append(term[1:], 0)], -1)


def _occurrences(asking: Asking, placed: Sequence[tuple[Entry, Places]]) -> tuple[Longs, Longs, Longs, Longs]:
    """Place, term and zone (counted through all candidates) of every occurrence, and the lengths of the zones."""
    wanted = numbered(asking.wanted)
    at: list[npt.NDArray[np.integer]] = []
    term: list[npt.NDArray[np.integer]] = []
    sizes: list[int] = []
    lengths: list[int] = []
    seen: dict[str, tuple[Longs, Longs, int]] = {}

    def short(text: str) -> tuple[Longs, Longs, int]:
        if text not in seen:
            seen[text] = _short(_said(text, asking.bare), wanted)
        return seen[text]

    for entry, found in placed:
        for held in (
            (found.heading.at, found.heading.term, found.heading.length),
            short(f"{entry.name or entry.number} {entry.title}"),
            short(entry.context),
            (found.text.at, found.text.term, found.text.length),
        ):
            at.append(held[0])
            term.append(held[1])
            sizes.append(len(held[0]))
            lengths.append(held[2])
    text = np.repeat(np.arange(len(sizes)), sizes)
    places_ = np.concatenate(at).astype(np.int64) + text * _FAR
    return places_, np.concatenate(term).astype(np.int64), text, np.array(lengths, np.int64)


def _placed(asking: Asking, hits: Sequence[Hit]) -> list[tuple[Entry, Places]]:
    """Each entry with the places of the wanted terms, worked out where the engine did not tell them."""
    wanted = numbered(asking.wanted)
    return [
        (hit.entry, hit.places or places(hit.entry.heading, hit.entry.text, wanted, bare=asking.bare)) for hit in hits
    ]


def _lines(found: Sequence[Places]) -> tuple[Longs, Longs, Longs]:
    """Begin, end and candidate of every line of the texts; the places as those of occurrences."""
    begun = [one.lines.astype(np.int64) for one in found]
    ended = [np.append(lines[1:], one.text.length) for lines, one in zip(begun, found, strict=True)]
    owner = np.repeat(np.arange(len(begun)), [len(lines) for lines in begun])
    base = (owner * ZONES + TEXT) * _FAR
    return np.concatenate(begun) + base, np.concatenate(ended) + base, owner


def _short(said: Sequence[str], wanted: Mapping[str, int]) -> tuple[Longs, Longs, int]:
    """Occurrences in a short text, which many candidates share."""
    found = [(at, wanted[one]) for at, one in enumerate(said) if one in wanted]
    return np.array([at for at, _ in found], np.int64), np.array([term for _, term in found], np.int64), len(said)


@lru_cache(maxsize=4096)
def _said(text: str, bare: bool) -> tuple[str, ...]:
    said = analysis.syllables(text)
    return tuple(analysis.folded(said) if bare else said)


def _defining(asking: Asking, at: Longs, term: Longs, text: Longs, is_: int, size: int) -> Table:
    """How long a stretch of what the question is about stands right before `là`, by candidate."""
    told = np.append(asking.content, np.zeros(len(asking.extra))) > 0
    longest = np.zeros(size)
    for n in np.flatnonzero(term == is_):
        m = n
        while m > 0 and at[m] - at[m - 1] == 1 and told[term[m - 1]] and n - m < _LONGEST:
            m -= 1
        longest[text[n] // ZONES] = max(longest[text[n] // ZONES], n - m)
    return longest


def _runs(asking: Asking, term: Longs, pair: Longs) -> Longs:
    """At each occurrence the length of the stretch of the query, in syllables, that begins there."""
    base = len(asking.terms) + 1
    longest = np.where(pair >= 0, 2, 1)
    chained = np.append(pair >= 0, False)
    at = np.flatnonzero(chained[:-1] & chained[1:])
    code = term.copy()
    for length in range(2, min(len(asking.order), _LONGEST) + 1):
        code[: len(term) - length + 1] = code[: len(term) - length + 1] * base + term[length - 1 :]
        if length == 2:
            continue
        windows = np.lib.stride_tricks.sliding_window_view(asking.order, length)
        asked_for = windows @ (base ** np.arange(length)[::-1])
        at = at[at + length <= len(term)]
        at = at[np.isin(code[at], asked_for)]
        longest[at] = length
        if not len(at):
            break
        at = at[chained[np.minimum(at + length - 1, len(term))]]
    return longest
