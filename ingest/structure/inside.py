"""Labels inside a paragraph, and labels that lost their full stop: what stands at its start is not all there is.

"Điều 5. 1. Cơ quan …", "a) Có tổ chức; b) Phạm tội 02 lần; …", "… kèm theo. Điều 2. Quyết định này …", "3 Hạng đất …"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure import prices, tree
from ingest.structure.markers import UPPER, Marker, Style, markers
from ingest.structure.paragraphs import DANGLING, Paragraph, is_capitals

_ARTICLE = re.compile(rf"[ *]\*{{0,2}}(?P<label>Điều \d{{1,3}}\*{{0,2}}\s?[.:]\*{{0,2}} ?(?=[{UPPER}]))")
_FIRST = re.compile(rf" 1\. [{UPPER}]")
_SECOND = re.compile(rf"[.;:/] 2\. [{UPPER}]")
_GLUED = re.compile(rf"[^\d\s] (?P<label>(?:\d{{1,2}}\.|[a-zđ]\)) (?=[{UPPER}]))")
_UNSTOPPED = re.compile(rf"^1 (?=[{UPPER}][^\W\d_A-Z])")  # 1 Trường hợp …, the full stop lost
_NEXT_UNSTOPPED = re.compile(rf"^(?P<number>\d{{1,2}}) (?=[{UPPER}][^\W\d_A-Z])")
_POINTS = re.compile(rf": (?P<label>a\) (?=[{UPPER}]))[^\n]*?[;.] b\) (?=[{UPPER}])")
_POINT = re.compile(rf"[;.] (?P<letter>[a-zđ])\) (?=[{UPPER}])")


def unstopped(paragraphs: Sequence[Paragraph], at: int) -> tuple[Marker, ...]:
    """The first khoản without its full stop, only where an article stands before it and khoản 2 is next."""
    first = _UNSTOPPED.match(paragraphs[at].text)
    if first is None or not at or not any(m.style is Style.ARTICLE for m in markers(paragraphs[at - 1].text)):
        return ()
    after = (m for paragraph in paragraphs[at + 1 : at + 40] for m in markers(paragraph.text)[:1])
    following = next((m for m in after if m.style in (Style.ARTICLE, Style.NUMBER)), None)
    if following is None or following.style is not Style.NUMBER or following.ordinal != (2, 0):
        return ()
    return (Marker(Style.NUMBER, (1, 0), "1", "1", first.end(), following.delimiter),)


def next_unstopped(before: Marker | None, text: str) -> tuple[Marker, ...]:
    """The next khoản of an article without its full stop: `3 Hạng đất …` behind `2. …`."""
    found = _NEXT_UNSTOPPED.match(text) if before else None
    if found is None or before is None or int(found["number"]) != before.ordinal[0] + 1:
        return ()
    number = found["number"]
    return (Marker(Style.NUMBER, (int(number), 0), number, number, found.end(), before.delimiter),)


def labels(paragraphs: Sequence[Paragraph], at: int, options: tuple[Marker, ...]) -> Iterator[tree.Candidate]:
    """The label that a paragraph begins with, and further ones in it."""
    text = paragraphs[at].text
    offset = 0
    while options:
        yield tree.Candidate(at, offset, shifted(options, offset), _weight(paragraphs, at, options[0], text))
        outer, end = options[0], options[0].end
        options = _inner(outer, text[end:])
        if not options:
            yield from run_on(at, offset, outer, text)
        offset += end
        text = text[end:]


def shifted(options: tuple[Marker, ...], offset: int) -> tuple[Marker, ...]:
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


def run_on(at: int, offset: int, outer: Marker, text: str) -> Iterator[tree.Candidate]:
    """Further articles in the same paragraph, and what stands in them."""
    position, begin = outer.end, 0
    while True:
        after = next_article(outer, text, position) if outer.style is Style.ARTICLE else None
        end = after[1] if after else len(text)
        first = _FIRST.search(text, position, end) if after or begin else None
        if first and _SECOND.search(text, first.end(), end):
            yield from _clauses(at, offset, text, position, end)
        else:
            yield from _points(at, offset, outer, begin, text, end)
        if after is None:
            return
        outer, begin = after
        yield tree.Candidate(at, offset + begin, shifted((outer,), offset + begin), 0.3)
        position = begin + outer.end


def _points(at: int, offset: int, outer: Marker, begin: int, text: str, end: int) -> Iterator[tree.Candidate]:
    """Further points in the same paragraph: `a) Có tổ chức; b) Phạm tội 02 lần; c) …`."""
    position = begin + outer.end
    if outer.style in (Style.NUMBER, Style.ARTICLE) and (opening := _POINTS.search(text, position, end)):
        start = opening.start("label")
        outer = markers(text[start : start + 40])[0]
        position = start + outer.end
        yield tree.Candidate(at, offset + start, shifted((outer,), offset + start))
    while outer.style is Style.LETTER and outer.delimiter == ")":
        found = next((m for m in _POINT.finditer(text, position, end) if _is_next(outer, m["letter"])), None)
        if found is None:
            return
        start = found.start("letter")
        outer = markers(text[start : start + 40])[0]
        position = start + outer.end
        yield tree.Candidate(at, offset + start, shifted((outer,), offset + start))


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
        yield tree.Candidate(at, offset + start, shifted((marker,), offset + start), 0.6)


def next_article(outer: Marker, text: str, position: int) -> tuple[Marker, int] | None:
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
