"""The text of the law as HTML. Written here and not in a template: a code of 500 articles has thousands of units.

Nothing but markup is decided here; what stands where is decided by `layout`, words and links by `law`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from api.reading.acted import ActMark
from api.reading.law import Box, Law
from api.reading.units import Block, Grid, Items, Paragraph, Part, Row, Table, Unit, ZoneBlock
from api.reading.wording import capitalized
from corpus.model import Zone
from corpus.text import Span


def law_html(law: Law, parts: Iterable[Part], *, prefix: str = "", top: int = 0) -> Markup:
    """Parts of a document as HTML; `prefix` keeps the anchors of several documents on one page apart.

    `top`: the rank that the highest heading of parts taken out of a document gets on their page; 0 leaves all as is.
    """
    parts = list(parts)
    highest = min((part.rank for part in parts if isinstance(part, Unit)), default=top)
    writer = _Writer(law, prefix, raised=max(highest - top, 0) if top else 0)
    for part in parts:
        writer.part(part)
    return Markup("".join(writer.out))


class _Writer:
    def __init__(self, law: Law, prefix: str, *, raised: int = 0) -> None:
        self._prefix = prefix
        self._raised = raised
        self.out: list[str] = []
        self._law = law

    def part(self, part: Part) -> None:
        if isinstance(part, Unit):
            self._unit(part)
        elif isinstance(part, Table):
            self._table(part)
        elif isinstance(part, ZoneBlock):
            self._zone(part)
        else:
            self._block(part)

    def _all(self, parts: Iterable[Part]) -> None:
        for part in parts:
            self.part(part)

    def _block(self, block: Block) -> None:
        law, out = self._law, self.out
        if isinstance(block, Paragraph):
            out.append(f"<p{_NEW if block.quoted else ''}>{law.html(block.span)}</p>\n")
        elif isinstance(block, Items):
            out.append(f'<ul class="dash{" new" if block.quoted else ""}">')
            for span in block.spans:
                css = ' class="plus"' if law.starts(span, "+") else ""
                out.append(f"<li{css}>{law.html(span)}</li>")
            out.append("</ul>\n")
        else:
            self._grid(block)

    def _grid(self, grid: Grid) -> None:
        self.out.append('<div class="scroll" tabindex="0" role="region" aria-label="Bảng"><table>')
        for row in grid.rows:
            cells = "".join(f"<td>{self._law.html(cell)}</td>" for cell in row)
            self.out.append(f"<tr>{cells}</tr>")
        self.out.append("</table></div>\n")

    def _zone(self, block: ZoneBlock) -> None:
        if block.zone is None:
            self._letter(block)
        elif block.zone is Zone.TITLE:
            lines = "".join(_line(self._law.html(span), tag) for span, tag in _title_lines(self._law, block))
            self.out.append(f'<div class="title"{_anchor(block)}>{lines}</div>\n')
        else:
            self.out.append(f'<div class="zone"{_anchor(block)}>')
            self._all(block.blocks)
            self.out.append("</div>\n")

    def _letter(self, block: ZoneBlock) -> None:
        law = self._law
        head = law.letterhead(block)
        if not head.two_sided:
            self._all(block.blocks)
            return
        left = "".join(_line(law.html(span), "" if law.has_digit(span) else "b") for span in head.left)
        right = "".join(_line(law.html(span), "i" if span in head.dated else "b") for span in head.right)
        self.out.append(f'<div class="letter"><div>{left}</div><div>{right}</div></div>\n')

    def _unit(self, unit: Unit) -> None:
        path = str(unit.path)
        if unit.centered:
            self._centered(unit, path)
        elif unit.flat:
            self._flat(unit, path)
        elif unit.article:
            self._article(unit, path)
        else:
            self._numbered(unit, path)

    def _heading(self, unit: Unit) -> str:
        """The element of its heading."""
        return f"h{max(unit.rank - self._raised, 2)}"

    def _number(self, unit: Unit, path: str) -> str:
        """The label as the link to its own place; a unit that bears none is named."""
        label = self._law.html(unit.number) or escape(capitalized(self._law.step(unit)))
        return f'<a class="n" href="#{self._prefix}{path}">{label}</a>'

    def _centered(self, unit: Unit, path: str) -> None:
        law, h = self._law, self._heading(unit)
        heading = f"<p><b>{law.html(unit.heading)}</b></p>" if unit.heading else ""
        notes = "".join(f"<p><i>{law.html(note)}</i></p>" for note in unit.notes)
        self.out.append(
            f'<section><div class="title unit flat" id="{self._prefix}{path}">{self._acts(unit, path)}'
            f"<{h}>{self._number(unit, path)}</{h}>{heading}{notes}{self._side(unit, path)}</div>{self._opened(path)}\n"
        )
        self._all(unit.content)
        self.out.append("</section>\n")

    def _flat(self, unit: Unit, path: str) -> None:
        h = self._heading(unit)
        heading = f" {self._law.html(unit.heading)}" if unit.heading else ""
        self.out.append(
            f'<section><div class="unit flat" id="{self._prefix}{path}">{self._acts(unit, path)}'
            f"<{h}>{self._number(unit, path)}{heading}</{h}>{self._side(unit, path)}</div>{self._opened(path)}\n"
        )
        self._all(unit.content)
        self.out.append("</section>\n")

    def _article(self, unit: Unit, path: str) -> None:
        own, below = unit.split()
        self.out.append(f'<section class="unit art" id="{self._prefix}{path}">{self._acts(unit, path)}')
        if unit.heading:
            h = self._heading(unit)
            self.out.append(f"<{h}>{self._number(unit, path)} {self._law.html(unit.heading)}</{h}>\n")
        else:
            text = ""
            if own and isinstance(own[0], Paragraph):
                text = f" {self._law.html(own[0].span)}"
                own = own[1:]
            self.out.append(f"<p>{self._number(unit, path)}{text}</p>\n")
        self._all(own)
        self.out.append(self._side(unit, path) + self._opened(path) + "\n")
        self._all(below)
        self.out.append("</section>\n")

    def _numbered(self, unit: Unit, path: str) -> None:
        own, below = unit.split()
        css = "unit" + (" headed" if unit.heading else "") + (" wide" if unit.wide else "")
        h = self._heading(unit)
        heading = f"<{h}>{self._law.html(unit.heading)}</{h}>" if unit.heading else ""
        acts = self._acts(unit, path)
        self.out.append(f'<div class="{css}" id="{self._prefix}{path}">{acts}{self._number(unit, path)}{heading}')
        self._all(own)
        self.out.append(self._side(unit, path) + self._opened(path) + "\n")
        self._all(below)
        self.out.append("</div>\n")

    def _acts(self, unit: Unit, path: str) -> str:
        """Before a provision that acts reach: what they did, who cites it, how to cite it; empty for all others."""
        acts = self._law.acts(path)
        return f'<div class="side acts">{"".join(map(_act, acts))}{self._links(unit, path)}</div>' if acts else ""

    def _side(self, unit: Unit, path: str) -> str:
        """Beside a provision: how many cite it, and how to cite it; before it already where acts reach it."""
        return "" if self._law.acts(path) else f'<div class="side">{self._links(unit, path)}</div>'

    def _links(self, unit: Unit, path: str) -> str:
        law = self._law
        cited = law.cited(path)
        by = f'<a class="by" href="{law.opened(path)}">{cited} văn bản dẫn</a>' if cited else ""
        words = escape(law.step(unit))
        cite = f'<a class="cite" href="{law.own(path)}#trich-dan">Trích dẫn<span class="hide"> {words}</span></a>'
        return by + cite

    def _opened(self, path: str) -> str:
        box = self._law.box(path)
        return _box_html(box, self._law) if box else ""

    def _table(self, table: Table) -> None:
        css = "sheet six" if len(table.columns) == 5 else "sheet"
        names = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
        self.out.append(
            f'<div class="{css}"><table><caption class="hide">{table.numbered} dòng</caption>'
            f'<thead><tr><th scope="col">TT</th>{names}</tr></thead>\n'
        )
        for row in table.rows:
            self._row(row, table.columns)
        self.out.append("</table></div>\n")

    def _row(self, row: Row, columns: tuple[str, ...]) -> None:
        law, unit = self._law, row.unit
        path = str(unit.path)
        number = self._number(unit, path)
        if row.section:
            heading = f" {law.html(unit.heading)}" if unit.heading else ""
            self.out.append(
                f'<tr class="part" id="{self._prefix}{path}"><th colspan="{len(columns) + 1}" scope="colgroup">'
                f"{self._row_acts(path)}{number}{heading}{self._opened(path)}</th></tr>\n"
            )
            return
        cited = law.cited(path)
        by = f'<br><a class="small" href="{law.opened(path)}">{cited} dẫn</a>' if cited else ""
        self.out.append(f'<tr id="{self._prefix}{path}"><td>{number}{by}</td>')
        if not unit.provision.cells:
            self.out.append(f'<td colspan="{len(columns) or 1}">{self._row_acts(path)}')
            self._all(unit.content)
            self.out.append("</td></tr>\n")
            return
        for at, column in enumerate(columns):
            span = unit.cell(column)
            name = f' data-name="{escape(column)}"' if at else ""
            acts = "" if at else self._row_acts(path)
            self.out.append(f"<td{name}>{acts}{law.cell(span) if span else ''}")
            if not at:
                self._all(unit.content)
                cite = f'<a class="cite" href="{law.own(path)}#trich-dan">Trích dẫn {escape(law.step(unit))}</a>'
                self.out.append(f"{cite}{self._opened(path)}")
            self.out.append("</td>")
        self.out.append("</tr>\n")

    def _row_acts(self, path: str) -> str:
        return "".join(f'<span class="acted {one.css}">{_act_words(one)}</span>' for one in self._law.acts(path))


_NEW = ' class="new"'


def _act(one: ActMark) -> str:
    return f'<p class="acted {one.css}">{_act_words(one)}</p>'


def _act_words(one: ActMark) -> str:
    return f'<b>{escape(one.said)}</b>, theo <a href="{escape(one.href)}">{escape(one.link)}</a>'


def _title_lines(law: Law, block: ZoneBlock) -> list[tuple[Span, str]]:
    """The kind of the document, its title in one piece however it was broken, and remarks in brackets."""
    first, *rest = [span for span in block.spans if not law.is_rule(span)] or block.spans
    title = [span for span in rest if not law.starts(span, "(")]
    remarks = [(span, "i") for span in rest if law.starts(span, "(")]
    together = [(Span(title[0].start, title[-1].end), "b")] if title else []
    if title and remarks and remarks[0][0].start < title[-1].end:
        return [(span, "b") for span in block.spans]
    return [(first, "b"), *together, *remarks]


def _line(html: str, tag: str) -> str:
    return f"<p><{tag}>{html}</{tag}></p>" if tag else f"<p>{html}</p>"


def _anchor(block: ZoneBlock) -> str:
    return f' id="{block.zone}"' if block.first else ""


def _box_html(box: Box, law: Law) -> str:
    """The list of those who cite a provision."""
    place = escape(law.place(box.path))
    mentions = "".join(
        f'<li><a href="{escape(one.href)}">{escape(one.name)}</a> '
        f'<span class="soft">{escape(one.place)}, {escape(one.relation)}</span></li>'
        for one in box.mentions
    )
    return (
        f'<div class="box" role="group" aria-label="Văn bản dẫn {place}">'
        f"<p><b>{box.documents} văn bản dẫn {place}</b></p>"
        f'{_relations(box)}<ul>{mentions}</ul><p><a href="{law.closed(box.path)}">Đóng</a></p></div>'
    )


def _relations(box: Box) -> str:
    """Links that keep only one relation in the list; none where there is but one."""
    links = "".join(
        f'<a class="by" href="{escape(one.href)}"{_HERE if one.chosen else ""}>{escape(one.text)} '
        f'<span class="num">{one.count}</span></a>'
        for one in box.relations
    )
    return f'<p class="chips">{links}</p>' if links else ""


_HERE = ' aria-current="true"'
