"""Features from the lines of a candidate: its clauses and points, of which one alone often holds the answer."""

from __future__ import annotations

import numpy as np

from search.ranking.counted import DOCUMENT, HEADING, TEXT, Asking, Counted, Longs, Table, pair_weights, share, weighed

_K1, _B = 1.2, 0.75
_TYPICAL = 50.0  # syllables of a line
_HEAD = 4  # syllables from the beginning of a line within which a stretch stands at its head
_NEAR = 6  # syllables between a stretch at the head of a line and the word that defines it
_MANY = 0.5  # share of the question from which a line counts

_BEST = ("line_content", "line_pairs", "line_bm25", "line_named", "line_named_pairs")
_OTHERS = ("line_head", "line_defines", "line_units", "line_many", "lines", "line_place")


def of_lines(asking: Asking, counted: Counted) -> dict[str, Table]:
    """What the best line of each candidate holds, where it stands, and what stands at the head of any line."""
    made = {name: np.zeros(counted.size) for name in (*_BEST, *_OTHERS)}
    inside = np.flatnonzero(counted.zone == TEXT)
    if not len(inside):
        return made
    line = _line(counted, counted.place[inside])
    held = _held(asking, counted, inside, line)
    owner = counted.line_owner
    for name in _BEST:
        np.maximum.at(made[name], owner, held[name])
    made["lines"] = np.log1p(np.bincount(owner, minlength=counted.size).astype(float))
    made["line_many"] = np.log1p(np.bincount(owner, held["line_content"] >= _MANY, minlength=counted.size))
    best = _best(owner, held["line_bm25"])
    made["line_place"] = np.log1p(best - np.searchsorted(owner, np.arange(counted.size)))
    units = np.bincount(_line(counted, counted.units), minlength=len(owner))
    made["line_units"] = np.log1p(units[best])
    return made | _heads(asking, counted, inside, line)


def _line(counted: Counted, place: Longs) -> Longs:
    """The line in which a place stands."""
    return np.searchsorted(counted.lines, place, side="right") - 1


def _best(owner: Longs, score: Table) -> Longs:
    """The first of the best lines of each candidate; each has one at least."""
    order = np.lexsort((np.arange(len(owner)), -score, owner))
    return order[np.flatnonzero(np.diff(owner[order], prepend=-1))]


def _held(asking: Asking, counted: Counted, inside: Longs, line: Longs) -> dict[str, Table]:
    """Of each line the share of the question that it holds, alone and with heading and title, and its BM25."""
    terms, pairs = len(asking.terms), counted.pair_times.shape[2]
    many, owner = len(counted.lines), counted.line_owner
    weight = asking.idf * asking.content
    _, pair_weight = pair_weights(asking)
    times = np.bincount(line * terms + counted.term[inside], minlength=many * terms).reshape(many, terms).astype(float)
    pair = counted.pair[inside]
    code = (line * pairs + pair)[pair >= 0]
    pair_times = np.bincount(code, minlength=many * pairs).reshape(many, pairs).astype(float)
    around = counted.times[:, [HEADING, DOCUMENT]].max(axis=1) > 0
    around_pairs = counted.pair_times[:, [HEADING, DOCUMENT]].max(axis=1) > 0
    norm = (_K1 * (1 - _B + _B * (counted.ends - counted.lines) / _TYPICAL))[:, None]
    likeness = weighed(times * (_K1 + 1) / (times + norm), weight)
    return {
        "line_content": share(times > 0, weight),
        "line_pairs": share(pair_times > 0, pair_weight),
        "line_bm25": likeness + weighed(pair_times * (_K1 + 1) / (pair_times + norm), pair_weight),
        "line_named": share((times > 0) | around[owner], weight),
        "line_named_pairs": share((pair_times > 0) | around_pairs[owner], pair_weight),
    }


def _heads(asking: Asking, counted: Counted, inside: Longs, line: Longs) -> dict[str, Table]:
    """The longest stretch of what is asked about at the head of a line, and the longest that is then defined."""
    told = asking.content[counted.term[inside]] > 0
    head = np.flatnonzero((counted.place[inside] - counted.lines[line] < _HEAD) & told)
    run = counted.run[inside][head].astype(float) / max(float(asking.content.sum()), 1.0)
    owner = counted.line_owner[line[head]]
    made = {name: np.zeros(counted.size) for name in ("line_head", "line_defines")}
    np.maximum.at(made["line_head"], owner, run)
    defining = np.sort(counted.defining)
    if len(defining):
        start = counted.place[inside][head]
        end = start + counted.run[inside][head]
        following = np.searchsorted(defining, start)  # the question may hold the defining word too: X là gì
        at = defining[np.minimum(following, len(defining) - 1)]
        near = (following < len(defining)) & (at - end <= _NEAR)
        np.maximum.at(made["line_defines"], owner[near], run[near])
    return made
