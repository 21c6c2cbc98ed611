"""Features from stretches of a question that stand in one piece, and from windows that hold much of it."""

from __future__ import annotations

import numpy as np

from search.ranking.counted import HEADING, TEXT, Asking, Counted, Longs, Table, pair_weights, share, weighed

_NARROW, _WIDE, _FAR = 15, 40, 100  # syllables of a window
_NEVER = 1 << 60
_LEAST = 1e-9


def of_stretches(asking: Asking, counted: Counted) -> dict[str, Table]:
    """All of them."""
    return _runs(asking, counted) | _weighed(asking, counted) | _windows(asking, counted)


def _runs(asking: Asking, counted: Counted) -> dict[str, Table]:
    """Stretches of the query that stand in one piece in heading or text."""
    inside = (counted.zone == HEADING) | (counted.zone == TEXT)
    steps = max(len(asking.order) - 2, 1)
    made = {}
    for length, name in ((3, "triple_share"), (4, "quad_share")):
        at = np.flatnonzero((counted.run >= length) & inside)
        begun = np.zeros((counted.size, counted.pair_times.shape[2]), bool)
        begun[counted.owner[at], counted.pair[at]] = True
        made[name] = begun.sum(axis=1) / steps
    longest, heading = np.zeros(counted.size), np.zeros(counted.size)
    np.maximum.at(longest, counted.owner[inside], counted.run[inside])
    there = counted.zone == HEADING
    np.maximum.at(heading, counted.owner[there], counted.run[there])
    exact = np.minimum(heading / np.maximum(counted.lengths[:, HEADING], 1), 1.0)
    return made | {"longest_run": longest, "heading_run": heading, "heading_exact": exact}


def _weighed(asking: Asking, counted: Counted) -> dict[str, Table]:
    """The same by what the pairs of the stretches weigh."""
    _, weight = pair_weights(asking)
    total = max(float(weight.sum()), _LEAST)
    inside = np.flatnonzero((counted.zone == HEADING) | (counted.zone == TEXT))
    run, pair = counted.run[inside], counted.pair[inside]
    sums = np.append(0.0, np.cumsum(np.where(pair >= 0, weight[np.maximum(pair, 0)], 0.0)))
    ends = np.minimum(np.arange(len(inside)) + np.maximum(run - 1, 0), len(inside))
    heaviest = np.zeros(counted.size)
    np.maximum.at(heaviest, counted.owner[inside], (sums[ends] - sums[:-1]) / total)
    at = inside[run >= 3]
    begun = np.zeros((counted.size, len(weight)), bool)
    begun[counted.owner[at], counted.pair[at]] = True
    return {"idf_run": heaviest, "idf_triples": weighed(begun, weight) / total}


def _windows(asking: Asking, counted: Counted) -> dict[str, Table]:
    """The most of the query that stands together in a window of the text."""
    text = np.flatnonzero(counted.zone == TEXT)
    content = asking.idf * asking.content
    told = {"window_narrow": (_NARROW, asking.idf), "window_wide": (_WIDE, asking.idf)}
    told |= {"window_content": (_WIDE, content), "window_far": (_FAR, content)}
    best = _best_windows(counted, text, counted.term[text], told)
    paired = text[counted.pair[text] >= 0]
    _, weight = pair_weights(asking)
    return best | _best_windows(counted, paired, counted.pair[paired], {"window_pairs": (_WIDE, weight)})


def _best_windows(counted: Counted, at: Longs, of: Longs, told: dict[str, tuple[int, Table]]) -> dict[str, Table]:
    """By name, of a width and weights of what is numbered by `of`, the best share in a window that begins in `at`."""
    best = {name: np.zeros(counted.size) for name in told}
    if not len(at):
        return best
    place, owner = counted.place[at], counted.owner[at]
    many = len(next(iter(told.values()))[1])
    following = np.full((len(at), many), _NEVER, np.int64)
    following[np.arange(len(at)), of] = place
    following = np.minimum.accumulate(following[::-1], axis=0)[::-1]
    ahead = following - place[:, None]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    for name, (width, weight) in told.items():
        best[name][owner[firsts]] = np.maximum.reduceat(share(ahead < width, weight), firsts)
    return best
