"""The units of one instrument: possible labels to the tree, rows of appendix tables below them, each with its path."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.address import Level, Path, Step
from ingest.structure import tables, tree
from ingest.structure.inside import labels, next_article, next_unstopped, run_on, shifted, unstopped
from ingest.structure.markers import HEADING_STYLES, LEVELS, UPPER, Marker, Style, markers
from ingest.structure.paragraphs import Paragraph
from ingest.structure.scopes import Scope, is_closing

_RULE = re.compile(r"^[\W_]*$")
_LETTERHEAD = re.compile(rf"^(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|[{UPPER}\s_]{{5,80}}Số\s*:)")  # where a dump put it behind
_BOXES = re.compile(r"^.{0,80}[□☐].{0,80}[□☐]")
_FEW = 4  # numbers behind a closing that may be notes; more are the text itself, with a signature as an example
_LAST_WORDS = re.compile(
    r"^(?:Trên đây|Quá trình|Trong quá trình|Yêu cầu (?:các|Thủ trưởng|Giám đốc)|"
    r"(?:Chủ tịch )?(?:Ủy ban nhân dân|UBND) (?:tỉnh|[Tt]hành phố) (?:yêu cầu|giao|đề nghị)|"
    r"(?:Kế hoạch|Chỉ thị|Chương trình|Nghị quyết|Hướng dẫn|Kết luận) này|Nhận được|Đề nghị các|Giao )"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in place: from `offset` in paragraph `at`; its own words begin `words` characters into that paragraph."""

    path: Path
    at: int
    offset: int
    words: int
    label: str
    style: Style | None = None
    fault: str = ""
    row: tables.Row | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The units of a scope in document order, and where its closing begins."""

    entries: tuple[Entry, ...]
    closing: int


def outline(
    paragraphs: Sequence[Paragraph], scope: Scope, *, skipped: set[int], framed: set[int], noted: bool
) -> Outline:
    """Read the units of a scope; `skipped` paragraphs are quoted, `framed` ones stand in tables.

    `noted` says that labels may carry the marks of footnotes, as in a consolidated text.
    """
    candidates = [c for c in _candidates(paragraphs, scope, skipped, framed, noted=noted) if c.options]
    if not noted:
        candidates = [_unnoted(candidate) for candidate in candidates]
    closing = _closing(paragraphs, scope, candidates)
    candidates = [candidate for candidate in candidates if candidate.at < closing]
    if not scope.path:
        candidates = _without_introduction(candidates)
    units = tree.build(candidates)
    paths: dict[int, Path] = {}
    entries = [_entry(unit, scope.path, paths) for unit in units]
    if scope.path:
        entries = _with_rows(paragraphs, scope, entries, closing)
    return Outline(tuple(entries), closing)


def _unnoted(candidate: tree.Candidate) -> tree.Candidate:
    """Without the reading of a decimal number as a khoản with the mark of a footnote."""
    if not any(option.delimiter == ".n" for option in candidate.options):
        return candidate
    return replace(candidate, options=tuple(one for one in candidate.options if one.delimiter != ".n"))


def _candidates(
    paragraphs: Sequence[Paragraph], scope: Scope, skipped: set[int], framed: set[int], *, noted: bool
) -> Iterator[tree.Candidate]:
    unit_of_form = bool(scope.path) and scope.path.last.level in (Level.FORM, Level.APPENDIX)
    article: Marker | None = None
    before: Marker | None = None  # the last khoản of the article
    for at in range(scope.body, scope.end):
        paragraph = paragraphs[at]
        if at in skipped or at in framed or paragraph.footnote:
            continue
        text = paragraph.text
        options = markers(text) or unstopped(paragraphs, at) or next_unstopped(before, text)
        if options and options[0].style is Style.ARTICLE:
            article, before = options[0], None
        elif options and options[0].style is Style.NUMBER:
            before = options[0] if article and not noted else None  # the notes of a consolidated text are `3 Khoản này`
        if options and _BOXES.search(text):
            options = ()  # a. Có □ b. Không □
        if unit_of_form and options and options[0].style is Style.BRACKETED:
            options = ()  # notes to the blanks of a form
        found = list(labels(paragraphs, at, options))
        if article is not None and options[:1] != (article,) and (lost := next_article(article, text, 0)):
            found.append(tree.Candidate(at, lost[1], shifted((lost[0],), lost[1]), 0.3))
            found.extend(run_on(at, lost[1], lost[0], text[lost[1] :]))
            found.sort(key=lambda candidate: candidate.offset)
            article = lost[0]
        yield from found


def _closing(paragraphs: Sequence[Paragraph], scope: Scope, candidates: Sequence[tree.Candidate]) -> int:
    """Where recipients and signature begin, or the end of the scope."""
    if scope.path and scope.path.last.level is Level.FORM:
        return scope.end
    after = candidates[0].at if candidates else scope.body
    articles = any(c.options[0].style is Style.ARTICLE for c in candidates)
    strong = max((c.at for c in candidates if c.options[0].style <= Style.ROMAN), default=-1)
    numbers = [c.at for c in candidates if c.options[0].style in (Style.NUMBER, Style.DECIMAL)]
    for at in range(max(after + 1, strong + 1), scope.end):
        if is_closing(paragraphs[at].text) and len(numbers) - bisect_right(numbers, at) < _FEW:
            return _before_closing(paragraphs, candidates, at, articles=articles)
    return scope.end


def _before_closing(
    paragraphs: Sequence[Paragraph], candidates: Sequence[tree.Candidate], at: int, *, articles: bool
) -> int:
    """Rules and a letterhead above the closing belong to it, in plans also the last words ("Trên đây là …")."""
    last = max((c.at for c in candidates if c.at < at), default=at)
    while at > last + 1 and (_RULE.match(paragraphs[at - 1].text) or _LETTERHEAD.match(paragraphs[at - 1].text)):
        at -= 1
    if articles:
        return at
    for before in range(max(last + 1, at - 3), at):
        if _LAST_WORDS.match(paragraphs[before].text):
            return before
    return at


def _without_introduction(candidates: list[tree.Candidate]) -> list[tree.Candidate]:
    """Where the instrument has articles, numbers before the first article or chapter belong to the introduction."""
    article = next((n for n, c in enumerate(candidates) if c.options[0].style is Style.ARTICLE), None)
    if article is None:
        return candidates
    first = next((n for n, c in enumerate(candidates[:article]) if c.options[0].style in HEADING_STYLES), article)
    before = candidates[:first]
    if len(before) > 40 or any(c.options[0].style in (Style.ROMAN, Style.CAPITAL) for c in before):
        return candidates
    return candidates[first:]


def _entry(unit: tree.Unit, base: Path, paths: dict[int, Path]) -> Entry:
    marker = unit.marker
    step = Step(_level(unit), marker.number)
    parent = unit.parent
    around = base if marker.style is Style.ARTICLE or parent is None else paths[id(parent)]
    path = around / step
    paths[id(unit)] = path
    return Entry(path, unit.at, unit.offset, marker.end, marker.label, marker.style, unit.fault)


def _level(unit: tree.Unit) -> Level:
    """The level of a unit; A. is a part, also below Phần I, and a section below any other heading."""
    if unit.marker.style is Style.CAPITAL and unit.parent is not None and unit.parent.marker.style is not Style.PART:
        return Level.SECTION
    return LEVELS[unit.marker.style]


def _with_rows(paragraphs: Sequence[Paragraph], scope: Scope, entries: list[Entry], closing: int) -> list[Entry]:
    """Rows go below the unit that is open where they stand; tables inside an article are content."""
    found: list[Entry] = []
    position = 0
    around = scope.path
    units = {entry.at for entry in entries}
    for row in tables.rows(paragraphs, scope.body, closing, units=units):
        while position < len(entries) and entries[position].at < row.first:
            around = entries[position].path
            found.append(entries[position])
            position += 1
        if any(step.level is Level.ARTICLE for step in around.steps):
            continue
        path = Path((*_beside(around, row), *row.steps))
        found.append(Entry(path, row.first, 0, len(paragraphs[row.first].text), row.label, row=row))
    found.extend(entries[position:])
    return found


def _beside(around: Path, row: tables.Row) -> tuple[Step, ...]:
    """The steps around a row: the section II of a table stands beside the heading I above the table, not below it."""
    first = row.steps[0]
    last = around.last if around.steps else None
    if last is None or last.level is not first.level:
        return around.steps
    return around.steps[:-1] if tables.rank(first.number) > tables.rank(last.number) > 0 else around.steps
