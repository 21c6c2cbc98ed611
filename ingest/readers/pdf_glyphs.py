"""The letters and rules of a PDF page, turned so that its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTLine, LTPage, LTRect

_THIN = 2.5  # points; a rectangle thinner than this is a rule
_SHORT_RULE = 8.0  # points; anything shorter is decoration


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter: where it stands (x grows to the right, y upwards), its size in points and its looks."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """A point inside the letter, for telling which cell of a table it stands in."""
        return self.base + self.size * 0.3


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its x when upright, its y otherwise; it runs from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its letters and rules, its width, the usual size of its text, and how many letters stand askew.

    `pictured` is the share of the page that its largest picture covers.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    size: float
    askew: int
    pictured: float = 0.0


def sheet(page: LTPage, number: int) -> Sheet:
    """A page of pdfminer as a sheet. Text that runs sideways is turned; letters that run otherwise are dropped."""
    chars = [part for part in _parts(page) if isinstance(part, LTChar)]
    turns = Counter(_turn(char) for char in chars if char.get_text().strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    glyphs = tuple(_glyph(char, turn) for char in chars if _turn(char) == turn)
    rules = tuple(_turned(rule, turn) for part in _parts(page) for rule in _rules(part))
    size = median([glyph.size for glyph in glyphs if glyph.text.strip()] or [12.0])
    askew = sum(turns.values()) - turns.get(turn, 0)
    width, height = (page.width, page.height) if turn % 2 == 0 else (page.height, page.width)
    return Sheet(number, glyphs, rules, width, height, size, askew, _pictured(page))


def _parts(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    for part in container:
        if isinstance(part, LTContainer) and not isinstance(part, LTChar):
            yield from _parts(part)
        else:
            yield part


def _pictured(page: LTPage) -> float:
    area = page.width * page.height or 1.0
    return max((part.width * part.height / area for part in _parts(page) if isinstance(part, LTImage)), default=0.0)


def _turn(char: LTChar) -> int:
    """Quarter turns of a letter against upright: 0, 1 (text runs up), 2, 3 (text runs down); 9 for anything between."""
    a, b = char.matrix[:2]
    if abs(b) < 0.1 * abs(a) and a > 0:
        return 0
    if abs(a) < 0.1 * abs(b):
        return 1 if b > 0 else 3
    return 2 if abs(b) < 0.1 * abs(a) else 9


def _glyph(char: LTChar, turn: int) -> Glyph:
    x, y = char.matrix[4:6]
    name = char.fontname.lower()
    left, right, base = char.x0, char.x1, y
    if turn == 1:
        left, right, base = char.y0, char.y1, -x
    elif turn == 2:
        left, right, base = -char.x1, -char.x0, -y
    elif turn == 3:
        left, right, base = -char.y1, -char.y0, x
    return Glyph(
        char.get_text(),
        left,
        right,
        base,
        char.size if turn % 2 == 0 else char.width,
        "bold" in name or "black" in name,
        "italic" in name or "oblique" in name,
    )


def _rules(part: LTComponent) -> Iterator[Rule]:
    """Thin rectangles and straight lines; a large rectangle gives its four edges."""
    if not isinstance(part, LTCurve):
        return
    wide, high = part.x1 - part.x0, part.y1 - part.y0
    if wide <= _THIN and high >= _SHORT_RULE:
        yield Rule(True, (part.x0 + part.x1) / 2, part.y0, part.y1)
    elif high <= _THIN and wide >= _SHORT_RULE:
        yield Rule(False, (part.y0 + part.y1) / 2, part.x0, part.x1)
    elif isinstance(part, LTRect) and not isinstance(part, LTLine) and part.stroke and min(wide, high) >= _SHORT_RULE:
        yield Rule(True, part.x0, part.y0, part.y1)
        yield Rule(True, part.x1, part.y0, part.y1)
        yield Rule(False, part.y0, part.x0, part.x1)
        yield Rule(False, part.y1, part.x0, part.x1)


def _turned(rule: Rule, turn: int) -> Rule:
    turned = not rule.upright
    if turn == 1:  # x' = y, y' = -x
        return Rule(turned, rule.at, -rule.end, -rule.start) if turned else Rule(turned, -rule.at, rule.start, rule.end)
    if turn == 2:
        return Rule(rule.upright, -rule.at, -rule.end, -rule.start)
    if turn == 3:  # x' = -y, y' = x
        return Rule(turned, -rule.at, rule.start, rule.end) if turned else Rule(turned, rule.at, -rule.end, -rule.start)
    return rule
