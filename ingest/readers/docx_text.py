"""The text of one Word paragraph: runs joined, tracked changes accepted, breaks, symbols, notes and text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.pages import Line, Place
from ingest.readers.lines import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")
#: Containers whose text is not in the accepted document, or is read elsewhere.
_SKIPPED = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText")}
_SYMBOLS = {"F02D": "-", "F0B7": "-", "F0A7": "-", "F0D8": "-", "F0FC": "✓"}

_Element = etree._Element


@dataclass(frozen=True, slots=True)
class Look:
    """What the style of a paragraph says about its runs."""

    bold: bool = False
    italic: bool = False
    centered: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    bold: bool
    italic: bool


def properties(element: _Element, holder: str, name: str) -> str | None:
    """The `val` of a property element such as `<w:tcPr><w:gridSpan w:val="2"/>`."""
    found = element.find(f"{W}{holder}/{W}{name}")
    return None if found is None else found.get(W + "val", "")


def switched_on(element: _Element | None, default: bool) -> bool:
    """Word's on/off properties: present without a value means on."""
    return default if element is None else element.get(W + "val", "1") not in _OFF


def paragraph_lines(
    paragraph: _Element,
    *,
    notes: list[str],
    label: str | None = None,
    look: Look | None = None,
    place: Place | None = None,
) -> Iterator[Line]:
    """The lines of a paragraph (several where it holds line breaks), the automatic number before the first."""
    look = look or Look()
    runs = [_Run(f"{label} ", look.bold, look.italic)] if label else []
    runs += _runs(paragraph, look, notes)
    alignment = properties(paragraph, "pPr", "jc")
    centered = alignment == "center" if alignment else look.centered
    for part in _split(runs):
        text = clean("".join(run.text for run in part))
        shown = [run for run in part if run.text.strip()]
        if text or place is None:
            yield Line(
                text,
                place=place,
                whole=True,
                bold=bool(shown) and all(run.bold for run in shown),
                italic=bool(shown) and all(run.italic for run in shown),
                centered=centered,
            )


def _split(runs: list[_Run]) -> Iterator[list[_Run]]:
    part: list[_Run] = []
    for run in runs:
        pieces = run.text.split("\n")
        for at, piece in enumerate(pieces):
            if at:
                yield part
                part = []
            part.append(_Run(piece, run.bold, run.italic))
    yield part


def _runs(parent: _Element, look: Look, notes: list[str]) -> Iterator[_Run]:
    for child in parent:
        if child.tag in _SKIPPED:
            continue
        if child.tag == W + "r":
            yield from _run(child, look, notes)
        elif isinstance(child.tag, str) and child.tag.startswith(W) and child.tag != W + "txbxContent":
            yield from _runs(child, look, notes)


def _run(run: _Element, look: Look, notes: list[str]) -> Iterator[_Run]:
    settings = run.find(W + "rPr")
    if settings is not None and switched_on(settings.find(W + "vanish"), False):
        return
    bold = look.bold if settings is None else switched_on(settings.find(W + "b"), look.bold)
    italic = look.italic if settings is None else switched_on(settings.find(W + "i"), look.italic)
    text = "".join(_pieces(run, notes))
    if settings is not None and switched_on(settings.find(W + "caps"), False):
        text = text.upper()
    if text:
        yield _Run(text, bold, italic)


def _pieces(run: _Element, notes: list[str]) -> Iterator[str]:
    for child in run:
        tag = child.tag
        if tag == W + "t":
            yield child.text or ""
        elif tag in (W + "tab", W + "ptab"):
            yield " "
        elif tag in (W + "br", W + "cr"):
            yield "\n"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == W + "sym":
            yield _SYMBOLS.get((child.get(W + "char") or "").upper(), " ")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            notes.append(note_key(child))
            yield f"[{len(notes)}]"


def note_key(element: _Element) -> str:
    """What a note and the marks that refer to it are known by: both kinds of notes are numbered from 1 in a file."""
    kind = "endnote" if element.tag in (W + "endnote", W + "endnoteReference") else "footnote"
    return f"{kind} {element.get(W + 'id')}"


def text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """The contents of the text boxes anchored in a paragraph, each once (Word also stores a fallback copy)."""
    for box in paragraph.iter(W + "txbxContent"):
        inside_fallback = inside_other = False
        parent = box.getparent()
        while parent is not None and parent is not paragraph:
            inside_fallback |= parent.tag == _MC + "Fallback"
            inside_other |= parent.tag == W + "txbxContent"
            parent = parent.getparent()
        if not inside_other and (not inside_fallback or not _has_choice(box)):
            yield box


def _has_choice(box: _Element) -> bool:
    parent = box.getparent()
    while parent is not None:
        if parent.tag == _MC + "AlternateContent":
            choice = parent.find(_MC + "Choice")
            return choice is not None and next(choice.iter(W + "txbxContent"), None) is not None
        parent = parent.getparent()
    return False
