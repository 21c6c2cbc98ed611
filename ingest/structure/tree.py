"""Which of the possible labels are units, decided by sequence: several readings are kept and the cheapest wins.

A reading is a stack of open units. At each possible label it may go on with a series (khoản 3 after khoản 2), open a
deeper one (a label that is the first of its kind), start a list that is no structure (`1.` inside a point), or take the
label for ordinary text; every choice has a price, gaps and disorder a high one. At most `_BEAM` readings are kept, so
the time is linear. Numbering is never mended: units keep the number printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.structure import prices
from ingest.structure.markers import HEADING_STYLES, Marker, Style

_BEAM = 8
_DEEPEST = 10  # units within units; keeps every step of the search small


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible label: where it stands, and what it may be; `weight` scales the price of taking it for text."""

    at: int  # index of the paragraph
    offset: int  # in the paragraph
    options: tuple[Marker, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """An open unit; `listed` ones are items of a list, content and no unit."""

    style: Style
    ordinal: tuple[int, ...]
    marker: Marker
    parent: Frame | None
    listed: bool
    key: tuple[object, ...]
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


class _Move(NamedTuple):
    cost: float
    top: Frame | None
    frame: Frame | None
    fault: str = ""
    loose: tuple[int, ...] = ()


def build(candidates: Sequence[Candidate]) -> list[Unit]:
    """The units among the candidates, in their order."""
    readings = [_Reading(0.0, None, (), (), (), None)]
    for candidate in candidates:
        readings = _step(readings, candidate)
    return _units(readings[0].trail)


def _step(readings: list[_Reading], candidate: Candidate) -> list[_Reading]:
    best: dict[object, _Reading] = {}
    text_cost = max(prices.TEXT[option.style] for option in candidate.options) * candidate.weight
    for reading in readings:
        after = reading._replace(cost=reading.cost + text_cost)
        _keep(best, after)
        for option in candidate.options:
            for move in _moves(reading, option, candidate):
                _keep(best, _applied(reading, option, move))
    return sorted(best.values(), key=lambda reading: reading.cost)[:_BEAM]


def _keep(best: dict[object, _Reading], reading: _Reading) -> None:
    key = (reading.top.key if reading.top else None, reading.article, reading.chapter, reading.loose)
    known = best.get(key)
    if known is None or reading.cost < known.cost:
        best[key] = reading


def _applied(reading: _Reading, option: Marker, move: _Move) -> _Reading:
    frame = move.frame
    trail = reading.trail
    if frame is not None and not frame.listed:
        trail = _Trail(trail, frame, move.fault)
    return _Reading(
        reading.cost + move.cost,
        move.top,
        option.ordinal if option.style is Style.ARTICLE else reading.article,
        option.ordinal if option.style is Style.CHAPTER else reading.chapter,
        move.loose or reading.loose,
        trail,
    )


def _moves(reading: _Reading, option: Marker, candidate: Candidate) -> Iterator[_Move]:
    if option.style in HEADING_STYLES or option.style is Style.ARTICLE:
        yield _heading_move(reading, option, candidate)
    elif option.style is Style.DECIMAL:
        yield from _decimal_moves(reading, option, candidate)
    else:
        yield from _item_moves(reading, option, candidate)


def _heading_move(reading: _Reading, option: Marker, candidate: Candidate) -> _Move:
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
    frame = _frame(option, under, candidate)
    return _Move(cost, frame, frame, fault)


def _item_moves(reading: _Reading, option: Marker, candidate: Candidate) -> Iterator[_Move]:
    frame = reading.top
    inside_article = True
    while frame is not None:
        if frame.style is Style.ARTICLE:
            if option.style not in (Style.ROMAN, Style.CAPITAL):
                break
            inside_article = False
        if frame.style is option.style:
            price = prices.follows(option, frame.ordinal)
            if price is not None:
                mixed = prices.MIXED if frame.marker.delimiter != option.delimiter else 0.0
                beyond = 0.0 if inside_article else prices.BEYOND
                new = _frame(option, frame.parent, candidate, listed=frame.listed)
                loose = _closed_number(reading.top, frame)
                yield _Move(price + mixed + beyond, new, new, "gap" if price else "", loose)
            elif not frame.listed and option.ordinal == frame.ordinal and option.style <= Style.NUMBER:
                new = _frame(option, frame.parent, candidate)
                yield _Move(prices.REPEATED, new, new, "duplicate")
            elif not frame.listed and prices.is_first(option):
                new = _frame(option, frame.parent, candidate)
                yield _Move(prices.RESTART, new, new, "restart")
        frame = frame.parent
    yield from _opening_moves(reading, option, candidate)


def _opening_moves(reading: _Reading, option: Marker, candidate: Candidate) -> Iterator[_Move]:
    top = reading.top
    first = prices.is_first(option)
    if top is not None and top.depth >= _DEEPEST:
        return
    if top is not None and top.listed:
        if first:
            new = _frame(option, top, candidate, listed=True)
            yield _Move(prices.NESTED_LIST, new, new)
        return
    inner = option.style is Style.CAPITAL and top is not None and top.style is Style.ROMAN  # II. > A. > 1.
    deeper = top is None or option.style > top.style or inner
    if not deeper:
        if first:
            new = _frame(option, top, candidate, listed=True)
            yield _Move(prices.LIST, new, new)
        return
    new = _frame(option, top, candidate)
    if first:
        yield _Move(prices.FIRST, new, new)
    elif option.style is Style.NUMBER and reading.loose and prices.follows(option, reading.loose) == 0:
        yield _Move(prices.RUNNING_ON, new, new)
    else:
        yield _Move(prices.late(option), new, new, "not-first")


def _decimal_moves(reading: _Reading, option: Marker, candidate: Candidate) -> Iterator[_Move]:
    *stem, last = option.ordinal
    frame = reading.top
    while frame is not None:
        siblings = frame.style is Style.DECIMAL and frame.ordinal[:-1] == tuple(stem)
        if siblings and last > frame.ordinal[-1]:
            gap = last - frame.ordinal[-1] - 1
            new = _frame(option, frame.parent, candidate, listed=frame.listed)
            yield _Move(prices.gap_price(gap), new, new, "gap" if gap else "")
            return
        parent = (frame.style is Style.NUMBER and [frame.ordinal[0]] == stem) or (
            frame.style is Style.DECIMAL and list(frame.ordinal) == stem
        )
        if parent and not frame.listed:
            new = _frame(option, frame, candidate)
            yield _Move(prices.gap_price(last - 1), new, new, "gap" if last > 1 else "")
            return
        if frame.style is Style.ARTICLE or frame.style in (Style.ROMAN, Style.CAPITAL):
            if last == 1 and len(stem) == 1:
                new = _frame(option, frame, candidate)
                yield _Move(0.2 if stem == [frame.ordinal[0]] else 0.9, new, new)
            return
        frame = frame.parent
    if last == 1:
        new = _frame(option, None, candidate)
        yield _Move(1.0, new, new)


def _closed_number(top: Frame | None, until: Frame) -> tuple[int, ...]:
    """The khoản that closes when a Roman heading goes on; later khoản may count on from it."""
    if until.style not in (Style.ROMAN, Style.CAPITAL):
        return ()
    while top is not None and top is not until:
        if top.style is Style.NUMBER and not top.listed:
            return top.ordinal
        top = top.parent
    return ()


def _frame(option: Marker, parent: Frame | None, at: Candidate, *, listed: bool = False) -> Frame:
    key = (option.style, option.ordinal, listed, parent.key if parent else None)
    return Frame(option.style, option.ordinal, option, parent, listed, key, at, parent.depth + 1 if parent else 0)


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
