"""Relative mentions: from the place of a mention up the tree of its own document.

"khoản 2 Điều này" in dieu-5.khoan-4.diem-a is dieu-5.khoan-2; a bare "Điều 7" inside an attached regulation is one of
its own
articles; "mục 3" of a plan may be its khoản 3, and "Mẫu số 02" stands in an appendix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from corpus.address import Level, Path, Step

_CONTAINERS = frozenset({Level.ATTACHED, Level.APPENDIX})
_HEADINGS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
_BESIDE_THEM = frozenset({Level.APPENDIX, Level.FORM})


class Tree:
    """The paths of a document, asked for the one that a relative path means."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """`paths` in the order of the text: an article, whose path names no chapter, lies in the one before it."""
        ordered = tuple(paths)
        self.paths = frozenset(ordered)
        self._headed = dict(_under_headings(ordered))

    def __contains__(self, path: object) -> bool:
        return path in self.paths

    @cached_property
    def named(self) -> frozenset[Path]:
        """The paths by which a unit may be cited: its own, and that of a chapter without the part it stands in."""
        inner = (
            Path(path.steps[at:])
            for path in self.paths
            if path.last.level in _HEADINGS
            for at in range(1, len(path.steps))
            if path.steps[0].level in _HEADINGS and path.steps[at].level is Level.CHAPTER
        )
        return self.paths.union(inner)

    @cached_property
    def _forms(self) -> dict[Step, list[Path]]:
        found: dict[Step, list[Path]] = defaultdict(list)
        for path in self.paths:
            if path.last.level is Level.FORM:
                found[path.last].append(path)
        return found

    def climb(self, path: Path, within: Level | None, source: Path) -> Path:
        """The absolute path of a relative one; where no such unit exists, the most likely path as it stands."""
        likely = self._likely(path, within, source)
        if likely in self.paths or not path:
            return likely
        return next((one for one in self._others(path, source) if one in self.paths), likely)

    def _likely(self, path: Path, within: Level | None, source: Path) -> Path:
        if within is None or (within is Level.ATTACHED and not source):
            return path
        if within is not Level.ATTACHED:
            enclosing = self._heading(source, within) or _enclosing(source, within)
            return path if enclosing is None else _join(enclosing, path)
        first = source.steps[0]
        inner = _join(Path((first,)), path)
        if first.level in _CONTAINERS and inner in self.paths:
            return inner
        inside = first.level is Level.ATTACHED and bool(path) and path.steps[0].level not in _BESIDE_THEM
        return inner if inside else path

    def _heading(self, source: Path, level: Level) -> Path | None:
        """The chapter or section that the article of a source stands in."""
        if level not in _HEADINGS:
            return None
        article = next((n for n, step in enumerate(source.steps) if step.level is Level.ARTICLE), None)
        heading = self._headed.get(Path(source.steps[: article + 1])) if article is not None else None
        return None if heading is None else _enclosing(heading, level, exact=True)

    def _others(self, path: Path, source: Path) -> Iterator[Path]:
        """Where else the unit may stand: beside or above the source, as a khoản, in an appendix."""
        in_article = any(step.level is Level.ARTICLE for step in source.steps)
        for reading in (path, None if in_article else _as_clause(path)):
            if reading is not None:
                for depth in range(len(source.steps), -1, -1):
                    yield _join(Path(source.steps[:depth]), reading)
        first, rest = path.steps[0], path.steps[1:]
        if first.level is Level.FORM and len(self._forms[first]) == 1:
            yield Path((*self._forms[first][0].steps, *rest))


def _as_clause(path: Path) -> Path | None:
    """ "mục 3" read as khoản 3, as plans without articles number their parts."""
    first = path.steps[0]
    if first.level is not Level.SECTION:
        return None
    return Path((Step(Level.CLAUSE, first.number), *path.steps[1:]))


def _under_headings(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Every article with the chapter or section before it, inside the same instrument."""
    heading: Path | None = None
    for path in paths:
        if path.last.level in _HEADINGS:
            heading = path
        elif path.last.level is Level.ARTICLE and heading and _instrument(path) == _instrument(heading):
            yield path, heading


def _instrument(path: Path) -> Step | None:
    first = path.steps[0]
    return first if first.level in _CONTAINERS else None


def _enclosing(source: Path, level: Level, *, exact: bool = False) -> Path | None:
    levels = (level, Level.CLAUSE) if level is Level.SECTION and not exact else (level,)
    for wanted in levels:
        for depth in range(len(source.steps), 0, -1):
            if source.steps[depth - 1].level is wanted:
                return Path(source.steps[:depth])
    return None


def _join(outer: Path, inner: Path) -> Path:
    return Path((*outer.steps, *inner.steps))


def attached_step(source: Path) -> Step | None:
    """The step of the attached instrument that a path lies in."""
    return source.steps[0] if source and source.steps[0].level is Level.ATTACHED else None
