"""Relative mentions: from the place of a mention up the tree of its own document.

"khoản 2 Điều này" in dieu-5.khoan-4.diem-a is dieu-5.khoan-2; a bare "Điều 7" inside an attached regulation is one of its own articles.
"""

from __future__ import annotations

from corpus.address import Level, Path, Step

_ATTACHED = frozenset({Level.ATTACHED})
_IMPLIED_BY = {Level.ARTICLE: Level.CLAUSE, Level.CLAUSE: Level.POINT, Level.POINT: Level.SUBPOINT}


def climb(path: Path, within: Level | None, source: Path, known: frozenset[Path]) -> Path:
    """The absolute path of a relative one; where the enclosing unit does not exist, the path as it stands."""
    if within is None:
        return path
    if within is Level.ATTACHED:
        return _in_attached(path, source, known)
    enclosing = _enclosing(source, within)
    if enclosing is None:
        return _nearest(path, source, known)
    return _join(enclosing, path)


def _enclosing(source: Path, level: Level) -> Path | None:
    for depth in range(len(source.steps), 0, -1):
        if source.steps[depth - 1].level is level:
            return Path(source.steps[:depth])
    return None


def _in_attached(path: Path, source: Path, known: frozenset[Path]) -> Path:
    """The path inside the attached instrument (or appendix) that holds the source, where it has such a unit."""
    if not source or not path:
        return path
    first = source.steps[0]
    if first.level is Level.ATTACHED or (
        first.level is Level.APPENDIX and path.steps[0].level not in (Level.APPENDIX, Level.FORM)
    ):
        inner = _join(Path((first,)), path)
        if first.level is Level.ATTACHED or inner in known:
            return inner
        return path
    return path


def _nearest(path: Path, source: Path, known: frozenset[Path]) -> Path:
    """A bare "khoản 2" in a document without articles: the nearest enclosing unit that has such a child."""
    for depth in range(len(source.steps), -1, -1):
        candidate = _join(Path(source.steps[:depth]), path)
        if candidate in known:
            return candidate
    return path


def _join(outer: Path, inner: Path) -> Path:
    return Path((*outer.steps, *inner.steps))


def attached_step(source: Path) -> Step | None:
    """The step of the attached instrument that a path lies in."""
    return source.steps[0] if source and source.steps[0].level in _ATTACHED else None
