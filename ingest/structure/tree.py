"""Which of the possible labels are units, decided by sequence: several readings are kept and the cheapest wins.

A reading is a stack of open units. At each possible label it may go on with a series (khoản 3 after khoản 2), open a
deeper one (a label that is the first of its kind), start a list that is no structure (`1.` inside a point), or take the
label for ordinary text; every choice has a price, gaps and disorder a high one. At most `_BEAM` readings are kept, so
the time is linear. Numbering is never mended: units keep the number printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.structure import prices
from ingest.structure.markers import Marker, Style

_BEAM = 5
_HOPELESS = 4.5  # a reading that is so much dearer than the best one never catches up
_DEEPEST = 10  # units within units; keeps every step of the search small


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible label: where it stands, and what it may be; `weight` scales the price of taking it for text."""

    at: int  # index of the paragraph
    offset: int  # in the paragraph
    options: tuple[Marker, ...]
    weight: float = 1.0


class Frame(NamedTuple):
    """An open unit; `listed` ones are items of a list, content and no unit."""

    style: Style
    ordinal: tuple[int, ...]
    marker: Marker
    parent: Frame | None
    listed: bool
    key: int  # the same for stacks of the same units
    at: Candidate
    depth: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that was found: its label, the unit around it, and what is wrong with its number, if anything."""

    at: int
    offset: int
    marker: Marker
    parent: Unit | None
    fault: str = ""


class _Trail(NamedTuple):
    before: _Trail | None
    frame: Frame
    fault: str


class _Reading(NamedTuple):
    cost: float
    top: Frame | None
    article: tuple[int, ...]
    chapter: tuple[int, ...]
    loose: tuple[int, ...]  # the last khoản before the Roman heading, where numbers run on
    trail: _Trail | None


#: A choice for a label, made into a frame only where its reading is kept: price, the frame around, whether an item of
#: a list, what is wrong with the number, the khoản that closes with it. Plain tuples: a dozen are weighed for each
#: label and reading.
_Move = tuple[float, "Frame | None", bool, str, tuple[int, ...]]
#: What a reading of a label would be: cost, the reading before, the label taken for a unit with its move, or None.
_Offer = tuple[float, _Reading, "tuple[Marker, _Move] | None"]


def build(candidates: Sequence[Candidate]) -> list[Unit]:
    """The units among the candidates, in their order."""
    readings = [_Reading(0.0, None, (), (), (), None)]
    keys = _Keys()
    for candidate in candidates:
        readings = _step(readings, candidate, keys)
    return _units(readings[0].trail)


class _Keys(dict[tuple[Style, tuple[int, ...], bool, int], int]):
    """One small number for each stack of open units, so that stacks compare at once; 0 is the empty one."""

    def of(self, option: Marker, parent: Frame | None, listed: bool) -> int:
        return self.setdefault((option.style, option.ordinal, listed, parent.key if parent else 0), len(self) + 1)


def _step(readings: list[_Reading], candidate: Candidate, keys: _Keys) -> list[_Reading]:
    best: dict[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]], _Offer] = {}
    text_cost = max(prices.TEXT[option.style] for option in candidate.options) * candidate.weight
    options = [(option, prices.is_first(option)) for option in candidate.options]
    for reading in readings:
        cost, top, article, chapter, loose, _ = reading
        key = (top.key if top else 0, article, chapter, loose)
        if (known := best.get(key)) is None or cost + text_cost < known[0]:
            best[key] = (cost + text_cost, reading, None)
        for option, first in options:
            counted = option.ordinal if option.style is Style.ARTICLE else article
            chaptered = option.ordinal if option.style is Style.CHAPTER else chapter
            for move in _moves(reading, option, first=first):
                key = (keys.of(option, move[1], move[2]), counted, chaptered, move[4] or loose)
                if (known := best.get(key)) is None or cost + move[0] < known[0]:
                    best[key] = (cost + move[0], reading, (option, move))
    kept = sorted(best.values(), key=_cost)[:_BEAM]
    limit = kept[0][0] + _HOPELESS
    return [_taken(offer, candidate, keys) for offer in kept if offer[0] <= limit]


def _cost(offer: _Offer) -> float:
    return offer[0]


def _taken(offer: _Offer, candidate: Candidate, keys: _Keys) -> _Reading:
    cost, reading, choice = offer
    if choice is None:
        return _Reading(cost, *reading[1:])
    option, (_, parent, listed, fault, loose) = choice
    depth = parent.depth + 1 if parent else 0
    key = keys.of(option, parent, listed)
    frame = Frame(option.style, option.ordinal, option, parent, listed, key, candidate, depth)
    return _Reading(
        cost,
        frame,
        option.ordinal if option.style is Style.ARTICLE else reading.article,
        option.ordinal if option.style is Style.CHAPTER else reading.chapter,
        loose or reading.loose,
        reading.trail if listed else _Trail(reading.trail, frame, fault),
    )


def _moves(reading: _Reading, option: Marker, *, first: bool) -> Iterable[_Move]:
    if option.style <= Style.ARTICLE:
        return (_heading_move(reading, option),)
    if option.style is Style.DECIMAL:
        return _decimal_moves(reading, option)
    return _item_moves(reading, option, first=first)


def _heading_move(reading: _Reading, option: Marker) -> _Move:
    """A heading closes everything deeper; articles and chapters count on through the whole instrument."""
    under = reading.top
    if option.style is Style.ARTICLE and (around := _nearest(under, Style.ARTICLE)):
        under = around.parent
        last: tuple[int, ...] = reading.article
    else:
        last = reading.article if option.style is Style.ARTICLE else ()
        while under is not None and under.style >= option.style:
            if option.style is Style.ARTICLE and under.style in (Style.CAPITAL, Style.ROMAN):
                break
            if under.style is option.style:
                last = under.ordinal
            under = under.parent
    if option.style is Style.CHAPTER:
        last = reading.chapter
    cost, fault = prices.heading_price(option, last)
    return cost, under, False, fault, ()


def _item_moves(reading: _Reading, option: Marker, *, first: bool) -> list[_Move]:
    moves: list[_Move] = []
    frame = reading.top
    style, ordinal, beyond = option.style, option.ordinal, 0.0
    while frame is not None:
        if frame.style is Style.ARTICLE:
            if style is not Style.ROMAN and style is not Style.CAPITAL:
                break
            beyond = prices.BEYOND
        if frame.style is style:
            price = prices.follows(option, frame.ordinal)
            if price is not None:
                mixed = prices.MIXED if frame.marker.delimiter != option.delimiter else 0.0
                loose = _closed_number(reading.top, frame)
                moves.append((price + mixed + beyond, frame.parent, frame.listed, "gap" if price else "", loose))
            elif not frame.listed and ordinal == frame.ordinal and style <= Style.NUMBER:
                moves.append((prices.REPEATED, frame.parent, False, "duplicate", ()))
            elif not frame.listed and first:
                moves.append((prices.RESTART, frame.parent, False, "restart", ()))
        frame = frame.parent
    if (opening := _opening_move(reading, option, first=first)) is not None:
        moves.append(opening)
    return moves


def _opening_move(reading: _Reading, option: Marker, *, first: bool) -> _Move | None:
    """A series opens: a deeper one, or a list."""
    top = reading.top
    if top is not None and top.depth >= _DEEPEST:
        return None
    if top is not None and top.listed:
        return (prices.NESTED_LIST, top, True, "", ()) if first else None
    inner = option.style is Style.CAPITAL and top is not None and top.style is Style.ROMAN  # II. > A. > 1.
    deeper = top is None or option.style > top.style or inner
    if not deeper:
        return (prices.LIST, top, True, "", ()) if first else None
    if first:
        return prices.FIRST, top, False, "", ()
    if option.style is Style.NUMBER and reading.loose and prices.follows(option, reading.loose) == 0:
        return prices.RUNNING_ON, top, False, "", ()
    return prices.late(option), top, False, "not-first", ()


def _decimal_moves(reading: _Reading, option: Marker) -> Iterator[_Move]:
    stem, last = option.ordinal[:-1], option.ordinal[-1]
    frame = reading.top
    while frame is not None:
        siblings = frame.style is Style.DECIMAL and frame.ordinal[:-1] == stem
        if siblings and last > frame.ordinal[-1]:
            gap = last - frame.ordinal[-1] - 1
            yield prices.gap_price(gap), frame.parent, frame.listed, "gap" if gap else "", ()
            return
        parent = (frame.style is Style.NUMBER and frame.ordinal[:1] == stem) or (
            frame.style is Style.DECIMAL and frame.ordinal == stem
        )
        if parent and not frame.listed:
            yield prices.gap_price(last - 1), frame, False, "gap" if last > 1 else "", ()
            return
        if frame.style is Style.ARTICLE or frame.style in (Style.ROMAN, Style.CAPITAL):
            if last == 1 and len(stem) == 1:
                yield 0.2 if stem == frame.ordinal[:1] else 0.9, frame, False, "", ()
            return
        frame = frame.parent
    if last == 1:
        yield 1.0, None, False, "", ()


def _closed_number(top: Frame | None, until: Frame) -> tuple[int, ...]:
    """The khoản that closes when a Roman heading goes on; later khoản may count on from it."""
    if until.style not in (Style.ROMAN, Style.CAPITAL):
        return ()
    while top is not None and top is not until:
        if top.style is Style.NUMBER and not top.listed:
            return top.ordinal
        top = top.parent
    return ()


def _nearest(frame: Frame | None, style: Style) -> Frame | None:
    while frame is not None and frame.style is not style:
        frame = frame.parent
    return frame


def _units(trail: _Trail | None) -> list[Unit]:
    steps: list[_Trail] = []
    while trail is not None:
        steps.append(trail)
        trail = trail.before
    made: dict[int, Unit] = {}
    found: list[Unit] = []
    for step in reversed(steps):
        frame = step.frame
        parent = frame.parent
        while parent is not None and parent.listed:
            parent = parent.parent
        unit = Unit(frame.at.at, frame.at.offset, frame.marker, made.get(id(parent)) if parent else None, step.fault)
        made[id(frame)] = unit
        found.append(unit)
    return found


__all__ = ["Candidate", "Unit", "build"]
