"""Read one citation at a position: unit groups from the inside out, then the document; contexts are inherited from
the right.

    citation  = chain { separator chain } [ of ] [ attached ] document?
    chain     = group { [","] ["của" | "tại" | "thuộc"] group }        each group inside the next: điểm a khoản 1 Điều 5
    group     = unit-word label { "," | "và" | "đến" label } | unit-word "này"

A chain that lacks outer levels takes them from the chain on its right: in "điểm a, b khoản 1 và khoản 3 Điều 5, Điều
7 Nghị định
số 01/2021/NĐ-CP" the first two lie in Điều 5, all of them in the decree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product

from corpus.address import Level, Path, Step
from corpus.citation.documents import read_document, read_initials
from corpus.citation.notation import Citation, Mention
from corpus.citation.units import Group, between, decimal, may_begin_group, read_group
from corpus.model import Target
from corpus.text import Span

_LINK = re.compile(
    r"""
    (?P<lost>\s+và\s+khoản\s+(?=Điều\s+\d))   # "khoản 4 và khoản Điều 5": a number is missing in print
  | (?P<join>\s*[,;]?\s*(?:và|hoặc|hay|và/hoặc)\s+(?:(?:tại|theo|của)\s+)?|\s*;\s*(?:tại\s+)?)
  | (?P<to>\s*,?\s*(?:đến|tới)\s+(?:hết\s+)?|\s*[–-]\s+)
  | (?P<of>\s*,?\s*(?:(?:(?:được\s+)?quy\s+định\s+|nêu\s+)?tại|của|thuộc|trong|ở|vào)\s+)
  | (?P<comma>\s*,\s*)
  | (?P<next>\s*)
    """,
    re.VERBOSE | re.IGNORECASE,  # headings in capitals join their units by the same words
)
_TO_DOCUMENT = re.compile(
    r"\s*,?\s*\(?\s*(?:(?:được\s+)?(?:ban\s+hành\s+)?kèm\s*theo\s+|(?:(?:nêu\s+)?tại|của|thuộc|trong|ở)\s+)?(?:(?:bản|các|cả)\s+)?",
    re.IGNORECASE,
)
# "Phụ lục 3 (Danh mục …) của Hiệp định …", "Phụ lục 4 Danh mục … của Luật …"
_AFTER_TITLE = re.compile(
    r"\s*\([^()\n]{2,100}\)\s*(?:của|(?:được\s+)?(?:ban\s+hành\s+)?(?:đính\s+)?kèm\s*theo)\s+(?=[A-ZĐ])"
    r"|\s*[-–,]?\s*Danh\s+mục\s[^.;:()\n“”\"]{2,150}?\s(?:của|(?:được\s+)?ban\s+hành\s+kèm\s*theo)\s+"
    r"(?=(?:Luật|Bộ\s+luật|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư)\s)"
)
# "Quy chế ứng phó sự cố ban hành kèm theo …": the instrument issued with a document.
_ATTACHED = re.compile(
    r"(?:Quy\s+chế|Quy\s+định|Điều\s+lệ|Quy\s+chuẩn|Nội\s+quy|Bản\s+quy\s+định|Chương\s+trình|Đề\s+án|Chiến\s+lược|Danh\s+mục"
    r"|Kế\s+hoạch|Hướng\s+dẫn|Bộ\s+tiêu\s+chí|Quy\s+tắc|Quy\s+trình|Phương\s+án|Định\s+mức|Bảng\s+giá|Tiêu\s+chuẩn|Mức|Biểu)"
    r"(?!\w)[^.;:()\n“”\"]{0,200}?\s(?:được\s+)?(?:ban\s+hành\s*(?:theo|tại)|(?:ban\s+hành\s*)?kèm\s*theo)\s+"
)
# "Mẫu số 01. Biểu rà soát, ban hành kèm theo Nghị định …": a form with its title.
_AFTER_FORM = re.compile(
    r"\s*[.:]?\s+(?!Ban\s+hành|Kèm)[A-ZĐÀ-Ỹ][^.;:\n“”\"]{2,250}?,?\s+(?:được\s+)?(?:ban\s+hành\s+)?kèm\s*theo\s+"
    r"(?=(?:Luật|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư)\s)"
)
# "Mẫu số 04 (đối với …) hoặc Mẫu số 05", "khoản 2 Điều 56 (đối với …) của Luật …": said of the unit before.
_ASIDE = re.compile(
    r"\s*\((?:đối\s+với|áp\s+dụng|dành|dùng|trừ|bao\s+gồm|gồm|nếu)(?!\w)[^()\d\n]{0,200}\)(?=\s*[,;]?\s*\w)"
)
_OWNED = re.compile(r"\s*,?\s*(?:của|tại|thuộc)\s+")
_OUTER_OF_ARTICLE = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
_IN_APPENDIX = frozenset({Level.PART, Level.SECTION, Level.ROW})
_OUTSIDE_OF_ARTICLE = frozenset({Level.APPENDIX, Level.FORM})
_MOST_TARGETS = 2000


@dataclass(slots=True)
class _Link:
    """A group, how it hangs on the group after it, and whether it holds what stands before it."""

    group: Group
    inside_next: bool = False
    holds_previous: bool = False
    how: str = "next"  # what stands between the group before and this one


def read_citation(text: str, pos: int) -> Citation | None:
    """Read the citation that begins at a position; None where there is none."""
    named = _NAME_AND.match(text, pos) if text[pos : pos + 1] in "ĐÐđð" else None
    if named is not None:
        return _with_its_article(text, pos, read_citation(text, named.end()))
    first = read_group(text, pos) if may_begin_group(text, pos) else None
    if first is None:
        mention = read_document(text, pos) or read_initials(text, pos)
        return None if mention is None else _whole(text, mention)
    links, end = _read_groups(text, first)
    mention = None if links[-1].group.this or links[-1].group.above else _read_owner(text, end, links[-1].group.level)
    last = end if mention is None else mention.span.end
    targets, within = _targets(links, mention)
    if not targets:
        return None
    start = links[0].group.start
    span = Span(min(start, min(link.group.start for link in links[:2])), last)
    return Citation(span, span.of(text), targets, within, mention)


# "tên Điều và khoản 1 Điều 39": the article that the khoản lies in, and the khoản.
_NAME_AND = re.compile(r"(?<=[Tt]ên\s)[ĐÐđð]iều\s*(?:,|\s(?:và|hoặc))\s+(?=(?:khoản|điểm)\s+[\da-zđ])")


def _with_its_article(text: str, pos: int, citation: Citation | None) -> Citation | None:
    steps = citation.targets[0].path.steps if citation else ()
    if citation is None or not steps or steps[0].level is not Level.ARTICLE:
        return citation
    article = replace(citation.targets[0], path=Path(steps[:1]))
    span = Span(pos, citation.span.end)
    targets, within = (article, *citation.targets), (citation.within[0], *citation.within)
    return replace(citation, span=span, quote=span.of(text), targets=targets, within=within)


def _whole(text: str, mention: Mention) -> Citation:
    return Citation(mention.span, mention.span.of(text), (_target(mention, Path()),), (None,), mention)


def _read_groups(text: str, first: Group) -> tuple[list[_Link], int]:
    links, end = [_Link(first)], first.end
    while not (links[-1].group.this or links[-1].group.above):
        found = _LINK.match(text, end)
        assert found is not None
        group = read_group(text, found.end())
        if group is None and (aside := _ASIDE.match(text, end)) is not None:
            found = _LINK.match(text, aside.end())
            assert found is not None
            group = read_group(text, found.end()) if found.lastgroup in ("join", "of", "comma") else None
        if group is None or (found.lastgroup == "next" and found[0].count("\n") > 1):
            break
        if links[-1].group.level is Level.ARTICLE and found[0].strip() == "trong":
            break  # "vào sau Điều 120 trong Mục 4 Chương VIII": two places
        if not _append(links, group, found.lastgroup or "next"):
            break
        end = group.end
    return _turned(links), end


def _turned(links: list[_Link]) -> list[_Link]:
    """ "Điều 5, khoản 2 Thông tư này" goes from the outside in: a last khoản or điểm without an article lies in the
    one before it.
    """
    if len(links) < 2 or links[-1].how != "comma" or links[-1].holds_previous or links[-1].group.this:
        return links
    before, last = links[-2:]
    if before.group.level is Level.ARTICLE and last.group.level in (Level.CLAUSE, Level.POINT):
        inner = _Link(last.group, inside_next=True, holds_previous=before.holds_previous)
        return [*links[:-2], inner, _Link(before.group, holds_previous=True)]
    return links


def _append(links: list[_Link], group: Group, how: str) -> bool:
    """Hang a further group on the chain; False where the sentence has gone on to something else."""
    last = links[-1]
    how = "of" if how == "lost" else how
    if how == "next" and group.level is Level.CLAUSE and _has_letters(last.group):
        last.group = _as_points(last.group)  # "các khoản a, b khoản 4 Điều 33", a slip of the drafter
    outer = group.level.depth < last.group.level.depth or _holds_its_like(group, last.group)
    if how == "to":
        if group.level is not last.group.level or group.this:
            return False
        filled = between(last.group.steps[-1][0], group.steps[0][0])
        links[-1] = _Link(
            replace(last.group, steps=(*last.group.steps, *filled, *group.steps), end=group.end),
            False,
            last.holds_previous,
        )
        return True
    in_list = how == "comma" and group.level is Level.APPENDIX and last.group.level not in _IN_APPENDIX
    if how in ("next", "of", "comma") and outer and not in_list:
        last.inside_next = True
        links.append(_Link(group, holds_previous=True))
    elif how == "next" and group.level.depth > last.group.level.depth:  # "Điều 5 khoản 2": from the outside in
        links[-1:] = [
            _Link(group, inside_next=True, holds_previous=last.holds_previous),
            _Link(last.group, holds_previous=True),
        ]
    elif how in ("join", "comma"):
        links.append(_Link(group, how=how))
    else:
        return False
    return True


def _holds_its_like(outer: Group, inner: Group) -> bool:
    """ "tiết 1 tiết a"; "tiểu mục I, tiểu mục A4": one inside the other, told by their different numbering."""
    if outer.level is not inner.level or outer.this or inner.this:
        return False
    if outer.level is Level.SUBPOINT:
        return True
    numbered = all(step.number.isdigit() for steps in inner.steps for step in steps)
    lettered = all(step.number[:1].isalpha() for steps in outer.steps for step in steps)
    return outer.level is Level.SUBSECTION and numbered and lettered


def _has_letters(group: Group) -> bool:
    numbers = [step.number for steps in group.steps for step in steps]
    return group.level is Level.CLAUSE and bool(numbers) and all(number.isalpha() for number in numbers)


def _as_points(group: Group) -> Group:
    steps = tuple(tuple(Step(Level.POINT, step.number) for step in steps) for steps in group.steps)
    return replace(group, level=Level.POINT, steps=steps)


def _read_owner(text: str, end: int, level: Level) -> Mention | None:
    """The document that the groups before belong to; an appendix or form may have its title before it."""
    aside = _ASIDE.match(text, end)
    if aside is not None and _OWNED.match(text, aside.end()):
        end = aside.end()
    lead = _AFTER_TITLE.match(text, end) if level is Level.APPENDIX else None
    lead = lead or (_AFTER_FORM.match(text, end) if level is Level.FORM else None)
    lead = lead or _TO_DOCUMENT.match(text, end)
    at = lead.end() if lead else end
    attached = _ATTACHED.match(text, at)
    if attached is not None:
        mention = read_document(text, attached.end())
        if mention is not None and not mention.back:
            return replace(mention, attached=True)
    if at == end and end < len(text) and text[end].isalnum() and text[end - 1].isalnum() and not text[end].isupper():
        return None
    return read_document(text, at) or read_initials(text, at) or _bare_kind(text, end)


# "khoản 2 Điều 8 của Nghị định;": without "này" or number.
_BARE_KIND = re.compile(
    r"\s+(?:của|tại)\s+(?P<kind>Nghị\s+(?:định|quyết)|Thông\s+tư|Quyết\s+định|Luật|Bộ\s+luật)(?=\s*[;.,)]|\s*$)"
)


def _bare_kind(text: str, end: int) -> Mention | None:
    found = _BARE_KIND.match(text, end)
    if found is None:
        return None
    return Mention(Span(*found.span("kind")), " ".join(found["kind"].split()), own=True, dated=found.end())


def _targets(links: list[_Link], mention: Mention | None) -> tuple[tuple[Target, ...], tuple[Level | None, ...]]:
    """Walk the groups from right to left, each taking from its right what it lacks."""
    found: list[tuple[list[Path], Level | None]] = []
    contexts: list[tuple[Step, ...]] = [()]
    anchor: Level | None = None
    paths: list[tuple[Step, ...]] = [()]
    for link in reversed(links):
        group = link.group
        if anchor is not None and group.level.depth <= anchor.depth:
            anchor = None  # "Điều 36 và khoản 1 Điều này": Điều 36 lies in no article
        if group.this or group.above:
            anchor, contexts, paths = group.level, [()], [()]
        else:
            outers = paths if link.inside_next else _above(contexts, group.level)
            paths = [(*outer, *steps) for outer, steps in product(outers, group.steps)][:_MOST_TARGETS]
            contexts = outers  # a unit that stands in the list holds nothing of what is listed before it
        if not link.holds_previous:
            found.append(([Path(_plain(path)) for path in paths], anchor))
    targets: list[Target] = []
    within: list[Level | None] = []
    for group_paths, level in reversed(found):
        for path in group_paths:
            targets.append(_target(mention, path))
            within.append(level if level is not None else _implied(path, mention))
    return tuple(targets), tuple(within)


def _above(contexts: list[tuple[Step, ...]], level: Level) -> list[tuple[Step, ...]]:
    """What holds a unit of a level, of what holds the units to its right; an article stands in no appendix."""
    left_out = _OUTSIDE_OF_ARTICLE if level is Level.ARTICLE else frozenset()
    return list(
        dict.fromkeys(
            tuple(step for step in context if step.level.depth < level.depth and step.level not in left_out)
            for context in contexts
        )
    )


def _plain(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Articles carry no chapter in their path; "điểm 8.5 Phụ lục I" lies in khoan-8."""
    first = next((at for at, step in enumerate(steps) if step.level is Level.CLAUSE), None)
    if first is not None and re.fullmatch(r"\d+(?:-\d+)+", steps[first].number):
        steps = (*steps[:first], *decimal(Level.CLAUSE, steps[first].number), *steps[first + 1 :])
    if any(step.level is Level.ARTICLE for step in steps):
        return tuple(step for step in steps if step.level not in _OUTER_OF_ARTICLE)
    return steps


_IMPLIED = {Level.SUBPOINT: Level.POINT, Level.POINT: Level.CLAUSE, Level.CLAUSE: Level.ARTICLE}


def _implied(path: Path, mention: Mention | None) -> Level | None:
    """Where a path begins that names no document: "khoản 2" in this article, "Điều 7" in this instrument."""
    if mention is not None:
        return Level.ATTACHED if mention.own and mention.attached else None
    return _IMPLIED.get(path.steps[0].level, Level.ATTACHED) if path else None


def _target(mention: Mention | None, path: Path) -> Target:
    if mention is None or mention.own:
        return Target("this", path=path)
    if mention.attached and path and path.steps[0].level not in (Level.APPENDIX, Level.FORM, Level.ATTACHED):
        rows = any(step.level is Level.ROW for step in path.steps)  # a list, without articles, is an appendix
        path = Path((Step(Level.APPENDIX if rows else Level.ATTACHED), *path.steps))
    return Target(None, mention.number, mention.name, mention.year, path)
