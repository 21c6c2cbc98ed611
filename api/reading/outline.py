"""The outline of a document: two levels, articles under the chapter they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.reading import titles, wording
from api.reading.units import HEADINGS, Paragraph, Part, Table, Unit, ZoneBlock
from corpus.address import Level, Path
from corpus.model import Zone

#: A document with more entries folds them by chapter.
UNFOLDED = 40
_LONGEST_NAME = 90
_LONGEST_NUMBER = 6  # a longer label in capitals is words: PHỤ LỤC II
_HOLD_ARTICLES = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline and the lines below it."""

    href: str
    text: str
    children: tuple[Entry, ...] = ()
    folded: bool = False


def outline(text: str, parts: Iterable[Part]) -> tuple[Entry, ...]:
    """The entries of a document; none for one without provisions."""
    entries: list[Entry] = []
    for part in parts:
        if isinstance(part, ZoneBlock) and part.zone is Zone.TITLE:
            entries.append(Entry("#tieu-de", "Phần mở đầu"))
        elif isinstance(part, Unit):
            _add(entries, text, part)
    if len(entries) == 1 and entries[0].href == "#tieu-de":
        return ()
    if sum(1 + len(entry.children) for entry in entries) > UNFOLDED:
        return tuple(Entry(e.href, e.text, e.children, folded=bool(e.children)) for e in entries)
    return tuple(entries)


def _add(entries: list[Entry], text: str, unit: Unit) -> None:
    """What belongs to an entry goes below it: articles to the last chapter or section, sections to their chapter."""
    entry = Entry(f"#{unit.path}", words(text, unit), tuple(_below(text, unit)))
    last = entries[-1] if entries else None
    if last and _takes(last, unit):
        entries[-1] = Entry(last.href, last.text, (*last.children, Entry(entry.href, entry.text), *entry.children))
    else:
        entries.append(entry)


def _takes(entry: Entry, unit: Unit) -> bool:
    if entry.href == "#tieu-de":
        return False
    path = Path.parse(entry.href.removeprefix("#"))
    if unit.level is Level.ARTICLE:
        return path.last.level in _HOLD_ARTICLES and unit.path.parent == _attached(path)
    return path != unit.path and unit.path.is_within(path)


def _attached(path: Path) -> Path:
    """The attached instrument that a path stands in; the empty path in the main one."""
    return Path(tuple(step for step in path.steps[:1] if step.level in (Level.ATTACHED, Level.APPENDIX)))


def _below(text: str, unit: Unit) -> Iterable[Entry]:
    if unit.level is Level.ARTICLE:
        return
    headed = any(below.heading for below in unit.units)
    for part in unit.content:
        if isinstance(part, Table):
            for row in part.rows:
                if row.section:
                    yield Entry(f"#{row.unit.path}", words(text, row.unit))
        elif isinstance(part, Unit) and (part.level in HEADINGS or part.level is Level.ARTICLE or headed):
            yield Entry(f"#{part.path}", words(text, part))


def words(text: str, unit: Unit) -> str:
    """`I. Mục đích, yêu cầu`, `Điều 5. Hội nghị`, `Phụ lục: Danh mục nhiệm vụ`."""
    label = unit.number.of(text).strip()
    if unit.level is Level.ATTACHED:
        label = titles.sentence_case(label)
    elif not label or (len(label) > _LONGEST_NUMBER and label.isupper()):
        label = wording.capitalized(wording.step_words(unit.path.last, label))
    if not unit.heading:
        return f"{label} {_first_words(text, unit)}".strip()
    heading = titles.sentence_case(unit.heading.of(text).replace("\n", " "))
    gap = " " if label.endswith((".", ")", ":")) else ". "
    return f"{label}{gap}{heading}"


def _first_words(text: str, unit: Unit) -> str:
    """The beginning of a unit without heading, up to its colon where that is near: `3. Sở Nội vụ: phối hợp …`."""
    own = next((block for block in unit.split()[0] if isinstance(block, Paragraph)), None)
    if own is None:
        return ""
    beginning = own.span.of(text)[:_LONGEST_NAME].replace("\n", " ")
    before, colon, _ = beginning.partition(":")
    return before if colon and unit.level is not Level.ARTICLE else beginning
