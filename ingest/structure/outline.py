"""The units of one instrument: possible labels to the tree, rows of appendix tables below them, each with its path."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.address import Level, Path, Step
from ingest.structure import prices, tables, tree
from ingest.structure.markers import HEADING_STYLES, LEVELS, UPPER, Marker, Style, markers
from ingest.structure.paragraphs import DANGLING, Paragraph, is_capitals
from ingest.structure.scopes import Scope, is_closing

_RULE = re.compile(r"^[\W_]*$")
_LETTERHEAD = re.compile(rf"^(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|[{UPPER}\s_]{{5,80}}Số\s*:)")  # where a dump put it behind
_ARTICLE = re.compile(rf"[ *]\*{{0,2}}(?P<label>Điều \d{{1,3}}\*{{0,2}}\s?[.:]\*{{0,2}} ?(?=[{UPPER}]))")
_BOXES = re.compile(r"^.{0,80}[□☐].{0,80}[□☐]")
_FIRST = re.compile(rf" 1\. [{UPPER}]")
_SECOND = re.compile(rf"[.;:/] 2\. [{UPPER}]")
_GLUED = re.compile(rf"[^\d\s] (?P<label>(?:\d{{1,2}}\.|[a-zđ]\)) (?=[{UPPER}]))")
_UNSTOPPED = re.compile(rf"^1 (?=[{UPPER}][^\W\d_A-Z])")  # 1 Trường hợp …, the full stop lost
_FEW = 4  # numbers behind a closing that may be notes; more are the text itself, with a signature as an example
_LAST_WORDS = re.compile(
    r"^(?:Trên đây|Quá trình|Trong quá trình|Yêu cầu (?:các|Thủ trưởng|Giám đốc)|"
    r"(?:Chủ tịch )?(?:Ủy ban nhân dân|UBND) (?:tỉnh|[Tt]hành phố) (?:yêu cầu|giao|đề nghị)|"
    r"(?:Kế hoạch|Chỉ thị|Chương trình|Nghị quyết|Hướng dẫn|Kết luận) này|Nhận được|Đề nghị các|Giao )"
)
_POINTS = re.compile(rf": (?P<label>a\) (?=[{UPPER}]))[^\n]*?[;.] b\) (?=[{UPPER}])")
_POINT = re.compile(rf"[;.] (?P<letter>[a-zđ])\) (?=[{UPPER}])")


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
    candidates = [c for c in _candidates(paragraphs, scope, skipped, framed) if c.options]
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
    paragraphs: Sequence[Paragraph], scope: Scope, skipped: set[int], framed: set[int]
) -> Iterator[tree.Candidate]:
    unit_of_form = bool(scope.path) and scope.path.last.level in (Level.FORM, Level.APPENDIX)
    article: Marker | None = None
    for at in range(scope.body, scope.end):
        paragraph = paragraphs[at]
        if at in skipped or at in framed or paragraph.footnote:
            continue
        text = paragraph.text
        options = markers(text) or _unstopped(paragraphs, at)
        if options and options[0].style is Style.ARTICLE:
            article = options[0]
        if options and _BOXES.search(text):
            options = ()  # a. Có □ b. Không □
        if unit_of_form and options and options[0].style is Style.BRACKETED:
            options = ()  # notes to the blanks of a form
        found = list(_units(paragraphs, at, options))
        if article is not None and options[:1] != (article,) and (lost := _next_article(article, text, 0)):
            found.append(tree.Candidate(at, lost[1], _shifted((lost[0],), lost[1]), 0.3))
            found.extend(_run_on(at, lost[1], lost[0], text[lost[1] :]))
            found.sort(key=lambda candidate: candidate.offset)
            article = lost[0]
        yield from found


def _unstopped(paragraphs: Sequence[Paragraph], at: int) -> tuple[Marker, ...]:
    """The first khoản without its full stop, only where an article stands before it and khoản 2 is next."""
    first = _UNSTOPPED.match(paragraphs[at].text)
    if first is None or not at or not any(m.style is Style.ARTICLE for m in markers(paragraphs[at - 1].text)):
        return ()
    after = (m for paragraph in paragraphs[at + 1 : at + 40] for m in markers(paragraph.text)[:1])
    following = next((m for m in after if m.style in (Style.ARTICLE, Style.NUMBER)), None)
    if following is None or following.style is not Style.NUMBER or following.ordinal != (2, 0):
        return ()
    return (Marker(Style.NUMBER, (1, 0), "1", "1", first.end(), following.delimiter),)


def _units(paragraphs: Sequence[Paragraph], at: int, options: tuple[Marker, ...]) -> Iterator[tree.Candidate]:
    """The label that a paragraph begins with, and further ones in it."""
    text = paragraphs[at].text
    offset = 0
    while options:
        yield tree.Candidate(at, offset, _shifted(options, offset), _weight(paragraphs, at, options[0], text))
        outer, end = options[0], options[0].end
        options = _inner(outer, text[end:])
        if not options:
            yield from _run_on(at, offset, outer, text)
        offset += end
        text = text[end:]


def _shifted(options: tuple[Marker, ...], offset: int) -> tuple[Marker, ...]:
    if not offset:
        return options
    return tuple(Marker(o.style, o.ordinal, o.number, o.label, o.end + offset, o.delimiter) for o in options)


def _inner(outer: Marker, rest: str) -> tuple[Marker, ...]:
    """A first smaller unit in the same paragraph: `Điều 5. 1. Cơ quan …`, `1. a) …`."""
    if outer.style not in (Style.ARTICLE, Style.NUMBER, Style.ROMAN) or not rest:
        return ()
    wanted = {Style.ARTICLE: Style.NUMBER, Style.NUMBER: Style.LETTER, Style.ROMAN: Style.NUMBER}[outer.style]
    found = markers(rest)[:1]
    return found if found and found[0].style is wanted and found[0].ordinal == (1, 0) else ()


def _run_on(at: int, offset: int, outer: Marker, text: str) -> Iterator[tree.Candidate]:
    """Further articles in the same paragraph, and what stands in them."""
    position, begin = outer.end, 0
    while True:
        after = _next_article(outer, text, position) if outer.style is Style.ARTICLE else None
        end = after[1] if after else len(text)
        first = _FIRST.search(text, position, end) if after or begin else None
        if first and _SECOND.search(text, first.end(), end):
            yield from _clauses(at, offset, text, position, end)
        else:
            yield from _points(at, offset, outer, begin, text, end)
        if after is None:
            return
        outer, begin = after
        yield tree.Candidate(at, offset + begin, _shifted((outer,), offset + begin), 0.3)
        position = begin + outer.end


def _points(at: int, offset: int, outer: Marker, begin: int, text: str, end: int) -> Iterator[tree.Candidate]:
    """Further points in the same paragraph: `a) Có tổ chức; b) Phạm tội 02 lần; c) …`."""
    position = begin + outer.end
    if outer.style in (Style.NUMBER, Style.ARTICLE) and (opening := _POINTS.search(text, position, end)):
        start = opening.start("label")
        outer = markers(text[start : start + 40])[0]
        position = start + outer.end
        yield tree.Candidate(at, offset + start, _shifted((outer,), offset + start))
    while outer.style is Style.LETTER and outer.delimiter == ")":
        found = next((m for m in _POINT.finditer(text, position, end) if _is_next(outer, m["letter"])), None)
        if found is None:
            return
        start = found.start("letter")
        outer = markers(text[start : start + 40])[0]
        position = start + outer.end
        yield tree.Candidate(at, offset + start, _shifted((outer,), offset + start))


def _clauses(at: int, offset: int, text: str, position: int, end: int) -> Iterator[tree.Candidate]:
    """The clauses and points of an article that a dump glued: `Hiệu lực thi hành 1. Quyết định … 2. Các …: a) …`."""
    expected = {Style.NUMBER: 1, Style.LETTER: 1}
    for match in _GLUED.finditer(text, position, end):
        start = match.start("label")
        marker = next(iter(markers(text[start : start + 40])), None)
        if marker is None or expected.get(marker.style) != marker.ordinal[0]:
            continue
        expected[marker.style] += 1
        if marker.style is Style.NUMBER:
            expected[Style.LETTER] = 1
        yield tree.Candidate(at, offset + start, _shifted((marker,), offset + start), 0.6)


def _next_article(outer: Marker, text: str, position: int) -> tuple[Marker, int] | None:
    """`… kèm theo. Điều 2. Quyết định này …`: the very next article in the same paragraph, and where it begins."""
    for match in _ARTICLE.finditer(text, position):
        if DANGLING.search(text[max(0, match.start() - 20) : match.start()].rstrip(" *")):
            continue
        found = markers(text[match.start("label") :])
        if found and found[0].ordinal == (outer.ordinal[0] + 1, 0):
            return found[0], match.start("label")
    return None


def _is_next(outer: Marker, letter: str) -> bool:
    return prices.follows(markers(f"{letter}) X")[0], outer.ordinal) == 0


def _weight(paragraphs: Sequence[Paragraph], at: int, option: Marker, text: str) -> float:
    """How dear it is to take a label for text: headings in bold or capitals more, words in lower case less."""
    paragraph = paragraphs[at]
    rest = text[option.end : option.end + 80]
    if option.style is Style.ARTICLE and at and paragraphs[at - 1].text.endswith(":"):
        return 0.5  # new wording without quote marks
    if option.style is Style.ROMAN and (paragraph.bold or is_capitals(rest)):
        return 1.6
    if option.style in (Style.NUMBER, Style.ROMAN, Style.CAPITAL) and rest[:1].islower():
        return 0.6
    if option.style is Style.NUMBER and rest[:1].isupper() and len(rest) > 12:
        return 1.0 if at and paragraphs[at - 1].text.endswith(":") else 1.6
    return 1.3 if paragraph.bold else 1.0


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
