"""The drawing of a document's surroundings: one column of documents, arcs on its left, an SVG that needs no script.

Above: the documents cited, by rank; on the band: this one; below: those that cite it. Heavy arcs are basis, guidance
or change, light ones mere mention, dotted ones run between the documents above. Units are pixels of the viewBox.
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from api.reading.graph import Group, Node, Surroundings

_STEP = 27
_GROUP = 26
_DOT = 100
_TEXT = 114
_END = 346
_OPEN = 358
_LEFT = -18
_WIDTH = 394
_INDENT = 16


def svg(drawn: Surroundings) -> Markup:
    """The drawing as one element."""
    return Markup(_Drawing(drawn).svg())


class _Drawing:
    def __init__(self, drawn: Surroundings) -> None:
        self._drawn = drawn
        self._nodes: list[str] = []
        self._arcs: list[str] = []
        self._tips: list[str] = []
        self._y: dict[str, int] = {}
        self._below: list[tuple[int, int, Node]] = []
        self._at = 28

    def svg(self) -> str:
        for group in self._drawn.cited:
            self._group(group)
        me = self._at + 14
        self._me(me)
        self._at = me + 47
        for group in self._drawn.citing:
            self._group(group)
        self._draw_arcs(me)
        height = self._at + 6
        label = escape(f"Đồ thị dẫn chiếu của {self._drawn.label}; các danh sách trong trang nói cùng nội dung")
        return (
            f'<div role="group" aria-label="{label}"><svg class="graph" viewBox="{_LEFT} 6 {_WIDTH} {height}">'
            + "".join((*self._arcs, *self._tips, *self._nodes))
            + "</svg></div>"
        )

    def _group(self, group: Group) -> None:
        self._text(_TEXT, self._at, group.name)
        self._at += _GROUP - 4
        for node in group.nodes:
            self._node(node)
        if group.more:
            self._nodes.append(
                f'<a href="{escape(group.more_href)}"><text x="{_TEXT}" y="{self._at + 5}">'
                f"{group.more} văn bản nữa</text></a>"
            )
            self._at += _STEP
        self._at += 6

    def _node(self, node: Node, depth: int = 0) -> None:
        y, shift = self._at, depth * _INDENT
        if not depth:
            self._y[node.key] = y
        css = "" if node.held else ' class="no"'
        self._nodes.append(
            f'<a href="{escape(node.href)}"{css}><title>{escape(node.told)}</title>'
            f'<circle cx="{_DOT + shift}" cy="{y}" r="{5 - depth}"/>'
            f'<text x="{_TEXT + shift}" y="{y + 5}">{escape(node.label)}</text></a>'
        )
        self._text(_END, y + 5, str(node.mentions), end=True)
        if node.open_href:
            self._opener(node, y)
        self._at += _STEP
        for below in node.below:
            self._below.append((y, self._at, below))
            self._node(below, depth + 1)

    def _opener(self, node: Node, y: int) -> None:
        words = "Thu gọn" if node.opened else "Mở dẫn chiếu của"
        sign = "−" if node.opened else "+"
        self._nodes.append(
            f'<a class="mo" href="{escape(node.open_href)}" aria-label="{words} {escape(node.label)}">'
            f'<rect x="{_OPEN - 6}" y="{y - 12}" width="24" height="24" rx="3"/>'
            f'<text x="{_OPEN + 6}" y="{y + 5}" text-anchor="middle">{sign}</text></a>'
        )

    def _me(self, y: int) -> None:
        self._nodes.append(
            f'<g class="me"><rect x="{_DOT - 12}" y="{y - 18}" width="{_END - _DOT + 12}" height="36" rx="3"/>'
            f'<circle cx="{_DOT}" cy="{y}" r="6"/><text x="{_TEXT}" y="{y + 5}">{escape(self._drawn.label)}</text></g>'
        )

    def _text(self, x: int, y: int, words: str, *, end: bool = False) -> None:
        anchor = ' text-anchor="end"' if end else ""
        self._nodes.append(f'<text class="g" x="{x}" y="{y}"{anchor}>{escape(words)}</text>')

    def _draw_arcs(self, me: int) -> None:
        cited = [node for group in self._drawn.cited for node in group.nodes]
        citing = [node for group in self._drawn.citing for node in group.nodes]
        reach = max((abs(self._y[node.key] - me) for node in (*cited, *citing)), default=1)
        for source, target in self._drawn.among:
            self._arc(self._y[source], self._y[target], reach, "far", _DOT - 9, _DOT - 9)
        for node in cited:
            self._arc(me - 6, self._y[node.key], reach, "do" if node.strong else "", _DOT - 14, _DOT - 9)
            self._tip(_DOT - 9, self._y[node.key])
        for node in citing:
            self._arc(self._y[node.key], me + 6, reach, "do" if node.strong else "", _DOT - 9, _DOT - 14)
        if citing:
            self._tip(_DOT - 14, me + 6)
        for parent, child, node in self._below:
            css = ' class="do"' if node.strong else ""
            self._arcs.append(f'<path{css} d="M{_DOT} {parent + 6}V{child}H{_DOT + _INDENT - 5}"/>')

    def _arc(self, start: int, end: int, reach: int, css: str, x_start: int, x_end: int) -> None:
        """A curve that bows further to the left the longer it is, never past the edge of the drawing."""
        bow = round(30 + 100 * min(abs(start - end) / max(reach, 1), 1))
        kind = f' class="{css}"' if css else ""
        self._arcs.append(
            f'<path{kind} d="M{x_start} {start}C{x_start - bow} {start} {x_end - bow} {end} {x_end} {end}"/>'
        )

    def _tip(self, x: int, y: int) -> None:
        self._tips.append(f'<path class="tip" d="M{x - 5} {y - 4}l6 4-6 4"/>')
