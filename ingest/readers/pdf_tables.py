"""Tables of a PDF page, from the rules around their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_glyphs import Glyph, Rule, Sheet

_NEAR = 3.0  # points within which two rules stand at one place
_LEAST_COLUMNS, _LEAST_ROWS = 2, 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The frame of a table: x of its upright rules, y of its level rules from the top, and the rules themselves."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]

    @property
    def top(self) -> float:
        return self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]

    def holds(self, glyph: Glyph) -> bool:
        return (
            self.bottom - _NEAR < glyph.height < self.top + _NEAR
            and self.columns[0] - _NEAR < glyph.middle < self.columns[-1] + _NEAR
        )

    def cells(self, glyphs: list[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
        """Letters by (row, column) of the cell they stand in; a merged cell goes by its upper left corner."""
        found: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
        corners: dict[tuple[int, int], tuple[int, int]] = {}
        falling = [-y for y in self.rows]
        for glyph in glyphs:
            column = min(max(bisect_right(self.columns, glyph.middle) - 1, 0), len(self.columns) - 2)
            row = min(max(bisect_right(falling, -glyph.height) - 1, 0), len(self.rows) - 2)
            if (row, column) not in corners:
                corners[row, column] = self._corner(row, column)
            found[corners[row, column]].append(glyph)
        return found

    def _corner(self, row: int, column: int) -> tuple[int, int]:
        middle_y = (self.rows[row] + self.rows[row + 1]) / 2
        while column > 0 and not _crossed(self.upright, self.columns[column], middle_y):
            column -= 1
        middle_x = (self.columns[column] + self.columns[column + 1]) / 2
        while row > 0 and not _crossed(self.level, self.rows[row], middle_x):
            row -= 1
        return row, column


def _crossed(rules: tuple[Rule, ...], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= along <= rule.end + _NEAR for rule in rules)


def grids(sheet: Sheet) -> list[Grid]:
    """The tables of a page from top to bottom: groups of rules that touch, with two columns or more."""
    found = [grid for group in _touching(list(sheet.rules)) if (grid := _grid(group))]
    found.sort(key=lambda grid: -grid.top)
    return [grid for at, grid in enumerate(found) if not any(_within(grid, other) for other in found[:at])]


def _within(grid: Grid, other: Grid) -> bool:
    return grid.bottom >= other.bottom - _NEAR and other.columns[0] - _NEAR <= grid.columns[0] <= other.columns[-1]


def _grid(rules: list[Rule]) -> Grid | None:
    upright = tuple(rule for rule in rules if rule.upright)
    level = tuple(rule for rule in rules if not rule.upright)
    columns, rows = _places(upright), _places(level)
    if len(columns) <= _LEAST_COLUMNS or len(rows) <= _LEAST_ROWS:
        return None
    return Grid(tuple(columns), tuple(reversed(rows)), upright, level)


def _places(rules: tuple[Rule, ...]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules connected by crossing or meeting."""
    leader = list(range(len(rules)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    upright = [at for at, rule in enumerate(rules) if rule.upright]
    level = [at for at, rule in enumerate(rules) if not rule.upright]
    for one in upright:
        for other in level:
            if _meet(rules[one], rules[other]):
                leader[find(one)] = find(other)
    for family in (upright, level):
        family.sort(key=lambda at: (rules[at].at, rules[at].start))
        for before, after in pairwise(family):
            if abs(rules[before].at - rules[after].at) <= _NEAR and rules[after].start <= rules[before].end + _NEAR:
                leader[find(before)] = find(after)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[find(at)].append(rule)
    return list(groups.values())


def _meet(upright: Rule, level: Rule) -> bool:
    crosses = level.start - _NEAR <= upright.at <= level.end + _NEAR
    return crosses and upright.start - _NEAR <= level.at <= upright.end + _NEAR
