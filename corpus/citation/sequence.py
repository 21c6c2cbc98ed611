"""What one citation says of its neighbours.

Nghị quyết số 57-NQ/TW, Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị     the issuer stands once, for both
khoản 1, khoản 2 Điều này … quy định tại từng khoản nêu trên                       the units named before
Quyết định số 313/2005/QĐ-TTg … khoản 4 Điều 1 của Quyết định nêu trên             the document named before
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.address import Level, Path, Step
from corpus.citation.notation import Citation, Mention
from corpus.model import Target
from corpus.text import Span

_LISTED = re.compile(r"\s*(?:,|;)?\s*(?:và\s+)?(?:các\s+)?")
_OPEN = re.compile(r"\s*\(\s*(?:các\s+|tại\s+)?")
_ABOVE_OR_THIS = re.compile(r"(?:này|trên|đây)$")
_ABOVE = re.compile(r"(?:nêu\s+trên|nói\s+trên|trên\s+đây)$")
# Between a row or section and the document of its appendix: "của Phụ lục danh mục … kèm theo Chương trình … tại".
_ENCLOSED = re.compile(
    r"(?P<appendix>\s*,?\s*(?:của|tại|thuộc)?\s*Phụ\s+lục\s[^.;:\n“”\"]{2,400}?\skèm\s*theo)?"
    r"(?:\s+(?:Chương\s+trình|Kế\s+hoạch|Đề\s+án|Chiến\s+lược|Quy\s+hoạch|Phương\s+án)\s[^.;:\n“”\"]{0,150}?"
    r"(?:ban\s+hành\s+)?(?:tại|theo))?\s+"
)
_WITH_IT = re.compile(r"kèm\s*theo$")
_IN_APPENDIX = frozenset({Level.PART, Level.SECTION, Level.SUBSECTION, Level.ROW})


def in_sequence(text: str, citations: Iterable[Citation]) -> list[Citation]:
    """The citations of a text, in order, each completed by those beside it."""
    placed = _beside_appendix(text, _enclosed(text, list(citations)))
    firm = [citation for citation in placed if not _is_loose(text, citation)]
    return _shared_issuers(text, _in_brackets(text, _looking_back(firm)))


# Between rows and those of the same list that name the appendix: "; bãi bỏ 01 danh mục thủ tục hành chính có".
_GOES_ON = re.compile(
    r"\s*[;,]?\s*(?:và\s+)?(?:(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|hủy\s+bỏ)\s+)?[^.;:\n“”\"]{0,80}"
)


def _beside_appendix(text: str, citations: list[Citation]) -> list[Citation]:
    """ "số thứ tự 10 tại mục A, phần I; bãi bỏ số thứ tự 31 tại mục B, phần I, Phụ lục 1 kèm theo Quyết định số X":
    the first row is of that appendix too.
    """
    for at in range(len(citations) - 2, -1, -1):
        here, after = citations[at], citations[at + 1]
        outer = after.targets[0].path.steps
        if (
            here.mention is None
            and after.mention is not None
            and after.mention.number
            and all(any(step.level is Level.ROW for step in one.path.steps) for one in (*here.targets, *after.targets))
            and outer[0].level is Level.APPENDIX
            and all(one.path.steps[0].level in _IN_APPENDIX for one in here.targets)
            and _GOES_ON.fullmatch(text, here.span.end, after.span.start)
        ):
            citations[at] = _beside(here, after.mention, outer)
    return citations


def _beside(citation: Citation, mention: Mention, beside: tuple[Step, ...]) -> Citation:
    targets = []
    for target in citation.targets:
        first = target.path.steps[0].level
        above = [step for step in beside if step.level.depth < first.depth]
        path = Path((*above, *target.path.steps))
        targets.append(Target(None, mention.number, mention.name, mention.year, path))
    there = replace(mention, span=citation.span, dated=citation.span.end)
    return replace(citation, targets=tuple(targets), within=(None,) * len(targets), mention=there)


def _is_loose(text: str, citation: Citation) -> bool:
    """True for what names no unit one could find: "số thứ tự 5", "đạt điểm 50", "Phần 9: Xác định tạp chất"."""
    if citation.mention is not None or len(citation.within) != len(citation.targets):
        return False
    for target in citation.targets:
        if not target.path:
            return False
        first = target.path.steps[0]
        score = first.level is Level.CLAUSE and _SCORE.fullmatch(citation.quote) is not None
        part = first.level is Level.PART and text[citation.span.end : citation.span.end + 2].lstrip().startswith(":")
        if not (first.level is Level.ROW or score or part):
            return False
    return Level.CLAUSE not in citation.within or not citation.quote.endswith("này")


_SCORE = re.compile(r"(?i:điểm)(?:[\s\d.,;]|và|hoặc|đến|từ)*")


def _enclosed(text: str, citations: list[Citation]) -> list[Citation]:
    """Rows and sections of an appendix whose long title stands between them and the document it came with."""
    out: list[Citation] = []
    taken: set[int] = set()
    for at, citation in enumerate(citations):
        if at in taken:
            continue
        later = next((n for n in range(at + 1, min(at + 4, len(citations))) if _holds(text, citation, citations[n])), 0)
        mention = citations[later].mention
        if later and mention is not None:
            taken.add(later)
            end = mention.span.end if later == at + 1 else citation.span.end
            citation = _in_appendix_of(citation, mention, Span(citation.span.start, end), text)
        out.append(citation)
    return out


def _holds(text: str, citation: Citation, later: Citation) -> bool:
    mention = later.mention
    if citation.mention is not None or mention is None or not mention.number or not later.whole:
        return False
    if later.span.start - citation.span.end > 700:
        return False
    first = {target.path.steps[0].level for target in citation.targets if target.path}
    found = _ENCLOSED.fullmatch(text, citation.span.end, later.span.start)
    if found is None:
        return False
    if first == {Level.APPENDIX}:
        return found["appendix"] is None and _WITH_IT.search(citation.quote) is not None
    return found["appendix"] is not None and bool(first) and first <= _IN_APPENDIX


def _in_appendix_of(citation: Citation, mention: Mention, span: Span, text: str) -> Citation:
    """The units in the appendix of the document; the quote goes on to its number where no other stands between."""
    targets = []
    for target in citation.targets:
        steps = target.path.steps
        if steps[0].level is not Level.APPENDIX:
            steps = (Step(Level.APPENDIX), *steps)
        targets.append(Target(None, mention.number, mention.name, mention.year, Path(steps)))
    there = mention if span.end == mention.span.end else replace(mention, span=span, dated=span.end)
    whole = replace(citation, span=span, quote=span.of(text))
    return replace(whole, targets=tuple(targets), within=(None,) * len(targets), mention=there)


def _looking_back(citations: Iterable[Citation]) -> list[Citation]:
    out: list[Citation] = []
    last: dict[str, Mention] = {}
    for citation in citations:
        mention = citation.mention
        if mention is not None and mention.back and mention.kind in last:
            citation = _of_document(citation, last[mention.kind])
        elif mention is None and _ABOVE.search(citation.quote):
            citation = _of_units(citation, out)
        elif mention is not None and mention.kind and not mention.own:
            last[mention.kind] = mention
        out.append(citation)
    return out


def _of_document(citation: Citation, before: Mention) -> Citation:
    targets = tuple(replace(t, number=before.number, name=before.name, year=before.year) for t in citation.targets)
    assert citation.mention is not None
    mention = replace(before, span=citation.mention.span, dated=citation.mention.dated, back=True)
    return replace(citation, targets=targets, mention=mention)


def _of_units(citation: Citation, before: list[Citation]) -> Citation:
    """The units of the same level in the citation before, where "khoản nêu trên" names none itself."""
    level = citation.within[0]
    if not before or any(target.path for target in citation.targets):
        return citation
    units = [
        (target, within)
        for target, within in zip(before[-1].targets, before[-1].within, strict=True)
        if target.path and target.path.last.level is level
    ]
    if not units:
        return citation
    return replace(citation, targets=tuple(target for target, _ in units), within=tuple(within for _, within in units))


def _in_brackets(text: str, citations: list[Citation]) -> list[Citation]:
    """ "Điều 32 (điểm đ khoản 8; điểm đ khoản 9)": what stands in brackets lies in the article before them, and is
    what is meant.
    """
    out: list[Citation] = []
    for citation in citations:
        before = out[-1] if out else None
        if (
            before is None
            or citation.mention is not None
            or not _OPEN.fullmatch(text, before.span.end, citation.span.start)
        ):
            out.append(citation)
            continue
        article, base = before.targets[-1], before.within[-1]
        inner = all(within in (Level.ARTICLE, Level.CLAUSE) for within in citation.within)
        if (
            not inner
            or not article.path
            or article.path.last.level is not Level.ARTICLE
            or _ABOVE_OR_THIS.search(citation.quote)
        ):
            out.append(citation)
            continue
        targets = tuple(replace(article, path=Path((*article.path.steps, *one.path.steps))) for one in citation.targets)
        inside = replace(citation, targets=targets, within=(base,) * len(targets))
        if len(before.targets) == 1:
            span = Span(before.span.start, citation.span.end)
            out[-1] = replace(inside, span=span, quote=span.of(text))
        else:
            out[-1] = replace(before, targets=before.targets[:-1], within=before.within[:-1])
            out.append(inside)
    return out


def _shared_issuers(text: str, citations: list[Citation]) -> list[Citation]:
    for at in range(len(citations) - 2, -1, -1):
        here, after = citations[at].mention, citations[at + 1].mention
        if (
            here is None
            or after is None
            or here.issuer
            or not after.issuer
            or _body(here) is None
            or _body(here) != _body(after)
        ):
            continue
        if _LISTED.fullmatch(text, here.dated, citations[at + 1].span.start):
            citations[at] = replace(citations[at], mention=replace(here, issuer=after.issuer))
    return citations


def _body(mention: Mention) -> str | None:
    """The last part of a number, which names the body: TW in 66-NQ/TW."""
    return re.split(r"[-/]", mention.number)[-1] if mention.number else None
