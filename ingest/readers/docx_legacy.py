"""Word text in the old encodings: told by the fonts of its runs, else by evidence, and converted where it stands."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from corpus.model import Problem
from ingest.readers import legacy
from ingest.readers.docx_text import W, properties
from ingest.readers.legacy import Conversion
from ingest.readers.syllables import share_of_syllables

_Element = etree._Element


def to_unicode(root: _Element, styles: _Element | None) -> tuple[Problem, ...]:
    """Convert the runs of a part in old letters; says so in a problem. Runs in Unicode stay, whatever their font."""
    fonts = _Fonts(styles)
    told: defaultdict[str, list[_Element]] = defaultdict(list)
    for run in root.iter(W + "r"):
        told[fonts.of(run)].append(run)
    changed = False
    for font, runs in told.items():
        meant = legacy.of_font(font) if font else None
        if meant is not None and _is_worth_it(_text(runs), meant):
            changed |= _convert(runs, meant)
    if changed:
        return (legacy.converted_problem("cũ của phông chữ (.Vn, VNI)"),)
    return _by_evidence(root)


def _by_evidence(root: _Element) -> tuple[Problem, ...]:
    runs = list(root.iter(W + "r"))
    lines = "\n".join(_text(list(paragraph.iter(W + "r"))) for paragraph in root.iter(W + "p"))
    found = legacy.told_by_evidence(lines)
    if found is None:
        return ()
    _convert(runs, found[1])
    return (legacy.converted_problem(found[0]),)


def _is_worth_it(text: str, meant: Conversion) -> bool:
    """Whether all text in a font reads better converted, and none of it is Unicode that was typed over it."""
    if not legacy.in_old_letters(text):
        return False
    return share_of_syllables(meant(text)) > share_of_syllables(text)


def _convert(runs: list[_Element], meant: Conversion) -> bool:
    for run in runs:
        for piece in run.iter(W + "t"):
            piece.text = meant(piece.text or "")
    return True


def _text(runs: list[_Element]) -> str:
    return "".join("".join(piece.text or "" for piece in run.iter(W + "t")) for run in runs)


class _Fonts:
    """The font of a run: its own, that of its style or its paragraph's, else the usual one of the document."""

    def __init__(self, styles: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._usual = self._default = ""
        if styles is None:
            return
        for style in styles.iter(W + "style"):
            self._styles[style.get(W + "styleId") or ""] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = style.get(W + "styleId") or ""
        self._usual = _font_in(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def of(self, run: _Element) -> str:
        own = _font_in(run.find(W + "rPr")) or self._styled(properties(run, "rPr", "rStyle"))
        if own:
            return own
        parent = run.getparent()
        while parent is not None and parent.tag != W + "p":
            parent = parent.getparent()
        named = properties(parent, "pPr", "pStyle") if parent is not None else None
        return self._styled(named or self._default) or self._usual

    def _styled(self, name: str | None) -> str:
        """The font of a style or of those it is based on; at most ten, for a file may name a circle."""
        for _ in range(10):
            style = self._styles.get(name or "")
            if style is None:
                return ""
            if found := _font_in(style.find(W + "rPr")):
                return found
            based = style.find(W + "basedOn")
            name = None if based is None else based.get(W + "val")
        return ""


def _font_in(settings: _Element | None) -> str:
    fonts = None if settings is None else settings.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
