"""Word's automatic numbers as text: numbering.xml, styles that number, levels, restarts and start overrides.

<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>   list 3, second level
<w:lvlText w:val="%1.%2."/>                                  -> "2.1."
<w:lvlText w:val="Điều %1."/>                                -> "Điều 7."
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_text import Look, W, properties, switched_on
from ingest.readers.numerals import numeral

_Element = etree._Element
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLETS = re.compile(r"^[\uf000-\uf0ff•·o§Øü➢▪●○■□◦–—−*]$")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # level (from 1) whose advance restarts this one; 0: never
    legal: bool = False  # isLgl: print outer levels as decimal
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    list_id: str | None
    level: int | None
    bold: bool | None
    italic: bool | None
    centered: bool | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where each stands; `label` must be called for every paragraph in order."""

    levels: dict[str, dict[int, _Level]]  # list id -> level -> definition
    abstract: dict[str, str]  # list id -> definition it shares its count with
    overridden: dict[tuple[str, int], int]  # start overrides of a list
    styles: dict[str, _Style]
    default_style: str | None
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """The numbering of a document from its two parts, either of which may be missing."""
        known, default = _styles(styles)
        levels: dict[str, dict[int, _Level]] = {}
        abstract: dict[str, str] = {}
        overridden: dict[tuple[str, int], int] = {}
        if numbering is not None:
            definitions = _definitions(numbering)
            for number in numbering.findall(W + "num"):
                list_id, definition = number.get(W + "numId") or "", properties_of(number, "abstractNumId")
                levels[list_id] = dict(definitions.get(definition, {}))
                abstract[list_id] = definition
                for override in number.findall(W + "lvlOverride"):
                    level = int(override.get(W + "ilvl") or 0)
                    if (own := override.find(W + "lvl")) is not None:
                        levels[list_id][level] = _level(own)
                    if (start := override.find(W + "startOverride")) is not None:
                        overridden[list_id, level] = _integer(start.get(W + "val"), 1)
        return cls(levels, abstract, overridden, known, default)

    def label(self, paragraph: _Element) -> str | None:
        """The number Word prints before a paragraph, or None; advances the count."""
        list_id, level = self._list_of(paragraph)
        definition = self.levels.get(list_id or "", {}).get(level)
        if list_id in (None, "0") or definition is None or list_id is None:
            return None
        if definition.format == "bullet":
            return "-" if not definition.text or _BULLETS.match(definition.text) else definition.text
        self._advance(list_id, level)
        return _PLACEHOLDER.sub(
            lambda found: self._shown(list_id, int(found[1]) - 1, definition), definition.text
        ).strip()

    def look(self, paragraph: _Element) -> Look:
        """Bold, italic and centered as the paragraph's style says."""
        bold = italic = centered = None
        for style in self._chain(paragraph):
            bold = style.bold if bold is None else bold
            italic = style.italic if italic is None else italic
            centered = style.centered if centered is None else centered
        return Look(bool(bold), bool(italic), bool(centered))

    def _chain(self, paragraph: _Element) -> list[_Style]:
        name = properties(paragraph, "pPr", "pStyle") or self.default_style
        chain: list[_Style] = []
        while name and (style := self.styles.get(name)) and style not in chain and len(chain) < 20:
            chain.append(style)
            name = style.parent
        return chain

    def _list_of(self, paragraph: _Element) -> tuple[str | None, int]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        list_id = level = None
        if own is not None:
            list_id = properties_of(own, "numId") or None
            text = properties_of(own, "ilvl")
            level = int(text) if text.isdigit() else None
        style_name = properties(paragraph, "pPr", "pStyle") or self.default_style
        for style in self._chain(paragraph):
            if list_id is None and style.list_id:
                list_id = style.list_id
                if level is None:
                    level = style.level if style.level is not None else self._level_of_style(list_id, style_name)
        return list_id, level or 0

    def _level_of_style(self, list_id: str, style: str | None) -> int:
        for level, definition in self.levels.get(list_id, {}).items():
            if definition.style and definition.style == style:
                return level
        return 0

    def _advance(self, list_id: str, level: int) -> None:
        """Count one on; lists made from one definition share a count until one of them overrides its start."""
        key = self.abstract[list_id]
        definition = self.levels[list_id][level]
        if (list_id, level) in self.overridden and (list_id, level) not in self.seen:
            self.counts[key, level] = self.overridden[list_id, level]
        elif (key, level) in self.counts:
            self.counts[key, level] += 1
        else:
            self.counts[key, level] = definition.start
        self.seen.add((list_id, level))
        for outer in range(level):
            self.counts.setdefault((key, outer), self.levels[list_id].get(outer, _Level()).start)
        for inner in range(level + 1, 9):
            restart = self.levels[list_id].get(inner, _Level()).restart
            if restart is None or (restart > 0 and level < restart):
                self.counts.pop((key, inner), None)

    def _shown(self, list_id: str, level: int, shown_by: _Level) -> str:
        definition = self.levels[list_id].get(level, _Level())
        number = self.counts.get((self.abstract[list_id], level), definition.start)
        return numeral(number, "decimal" if shown_by.legal else definition.format)


def properties_of(element: _Element, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def _definitions(numbering: _Element) -> dict[str, dict[int, _Level]]:
    found: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}  # style link -> definition that holds the levels
    borrowed: dict[str, str] = {}
    for definition in numbering.findall(W + "abstractNum"):
        name = definition.get(W + "abstractNumId") or ""
        found[name] = {int(lvl.get(W + "ilvl") or 0): _level(lvl) for lvl in definition.findall(W + "lvl")}
        if link := properties_of(definition, "styleLink"):
            links[link] = name
        if link := properties_of(definition, "numStyleLink"):
            borrowed[name] = link
    for name, link in borrowed.items():
        found[name] = found.get(links.get(link, ""), found[name])
    return found


def _level(element: _Element) -> _Level:
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    return _Level(
        start=_integer(properties_of(element, "start"), 1),
        format=properties_of(element, "numFmt") or "decimal",
        text=properties_of(element, "lvlText"),
        restart=None if restart is None else _integer(restart.get(W + "val"), 0),
        legal=switched_on(legal, False),
        style=properties_of(element, "pStyle") or None,
    )


def _styles(part: _Element | None) -> tuple[dict[str, _Style], str | None]:
    found: dict[str, _Style] = {}
    default = None
    for style in [] if part is None else part.findall(W + "style"):
        if style.get(W + "type") != "paragraph":
            continue
        name = style.get(W + "styleId") or ""
        if style.get(W + "default") in ("1", "true"):
            default = name
        level = properties(style, "pPr/" + W + "numPr", "ilvl")
        bold, italic = style.find(f"{W}rPr/{W}b"), style.find(f"{W}rPr/{W}i")
        alignment = properties(style, "pPr", "jc")
        found[name] = _Style(
            parent=properties_of(style, "basedOn") or None,
            list_id=properties(style, "pPr/" + W + "numPr", "numId") or None,
            level=int(level) if level and level.isdigit() else None,
            bold=None if bold is None else switched_on(bold, True),
            italic=None if italic is None else switched_on(italic, True),
            centered=None if alignment is None else alignment == "center",
        )
    return found, default


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else default
