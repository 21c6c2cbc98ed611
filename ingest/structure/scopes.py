"""The instruments inside one file: the main one, what is issued together with it, its appendices and forms.

"QUY CHẾ" … "(Ban hành kèm theo Quyết định số …)"   attached: kem-theo, kem-theo-2
"PHỤ LỤC II" · "Phụ lục I.1" · "PHỤ LỤC"             appendix: phu-luc-2, phu-luc-1-1, phu-luc
"DANH MỤC" … "(Kèm theo Kế hoạch số …)"              appendix without a number
"Mẫu số 03"                                          form: mau-3, inside the appendix it stands in
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.address import Level, Path, Step
from ingest.structure.markers import UPPER, Style, markers, roman_value
from ingest.structure.paragraphs import Paragraph, is_capitals

_NUMBER = r"(?P<number>[IVX]{1,6}|\d{1,3}|[A-Z])(?P<sub>(?:[.\-]\d{1,2}|[a-zA-Z](?![^\W_]))*)"
_APPENDIX = re.compile(
    rf"^(?P<word>PHỤ\s+LỤC|Phụ\s+lục)(?:\s+(?:(?:SỐ|số|Số)\s*:?\s*)?{_NUMBER})?(?![^\W_])\s*(?P<rest>.*)$", re.DOTALL
)
_FORM = re.compile(
    r"^(?P<word>(?:BIỂU\s+)?MẪU(?:\s+(?:BIỂU|ĐƠN))?|(?:Biểu\s+)?[Mm]ẫu(?:\s+biểu)?)\s*(?:(?:SỐ|số|Số)\s*:?\s*)?"
    r"(?P<number>\d{1,3})(?P<sub>(?:[.\-]\d{1,2}|[a-zđA-Z](?![^\W_]))*)(?![^\W_])\s*(?P<rest>.*)$",
    re.DOTALL,
)
_WITH = re.compile(
    r"^[(\[]?\s*(?:Được\s+)?(?:ban hành|kèm|phê duyệt|đính kèm|công bố)[^.;]{0,40}?(?:theo|cùng|tại)\b", re.IGNORECASE
)
_BLANK = re.compile(r"số\s*:?\s*(?:\.{3,}|…|_{3,})")
_INSTRUMENT = re.compile(
    r"^(?:QUY\s+CHẾ|QUY\s+ĐỊNH|ĐIỀU\s+LỆ|NỘI\s+QUY|KẾ\s+HOẠCH|CHƯƠNG\s+TRÌNH|ĐỀ\s+ÁN|PHƯƠNG\s+ÁN|HƯỚNG\s+DẪN|CHIẾN\s+LƯỢC|"
    r"QUY\s+TRÌNH|QUY\s+TẮC|QUY\s+CHUẨN|TIÊU\s+CHÍ|BỘ\s+TIÊU\s+CHÍ)\b"
)
_PLAIN_TITLE = re.compile(r"(?:QUY\s+CHẾ|QUY\s+ĐỊNH|KẾ\s+HOẠCH|CHƯƠNG\s+TRÌNH|ĐỀ\s+ÁN|PHƯƠNG\s+ÁN|ĐIỀU\s+LỆ|NỘI\s+QUY)")
_LETTERHEAD = re.compile(
    r"^(?:FILE\s|T[ỆẬ]P\s|CỘNG\s+H[OÒ][ÀA]|Độc lập|ĐỘC LẬP|ỦY BAN|UỶ BAN|HỘI ĐỒNG|[-_*—–\s]{3,}$|TỈNH |THÀNH PHỐ )"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of paragraphs [start, end): heading up to `body`, then its units, all below `path`."""

    path: Path
    start: int
    body: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Opening:
    at: int
    level: Level
    number: str
    label: str
    body: int


def scopes(paragraphs: Sequence[Paragraph], *, start: int, skipped: set[int], framed: set[int]) -> list[Scope]:
    """The main instrument from `start`, and what follows it; nothing opens in `skipped` or `framed` paragraphs."""
    openings = _openings(paragraphs, start, skipped, framed)
    first = openings[0].at if openings else len(paragraphs)
    found = [Scope(Path(), start, start, first)]
    outer = Path()
    attached = bare = 0
    for at, opening in enumerate(openings):
        end = openings[at + 1].at if at + 1 < len(openings) else len(paragraphs)
        if opening.level is Level.ATTACHED:
            attached += 1
            step = Step(Level.ATTACHED, "" if attached == 1 else str(attached))
        elif not opening.number:
            bare += 1
            step = Step(Level.APPENDIX, "" if bare == 1 else str(bare))
        else:
            step = Step(opening.level, opening.number)
        path = outer / step if opening.level is Level.FORM else Path((step,))
        if opening.level is not Level.FORM:
            outer = path
        found.append(Scope(path, opening.at, opening.body, end, opening.label))
    return found


def _openings(paragraphs: Sequence[Paragraph], start: int, skipped: set[int], framed: set[int]) -> list[_Opening]:
    found: list[_Opening] = []
    closed = False
    for at in range(start, len(paragraphs)):
        if at in skipped:
            continue
        text = paragraphs[at].text
        if not closed and is_closing(text):
            closed = True
        opening = None if at in framed else _opening(paragraphs, at, closed=closed)
        if opening is None or (found and at < found[-1].body):
            continue
        if found and _repeats(found[-1], opening):
            continue  # a running head
        found.append(opening)
        closed = True
    return _without_contents(found)


def _repeats(before: _Opening, opening: _Opening) -> bool:
    return opening.number != "" and (before.level, before.number) == (opening.level, opening.number)


def _without_contents(openings: list[_Opening]) -> list[_Opening]:
    """A list of contents names appendices that open again later; only the last opening of a name counts there."""
    last = {(o.level, o.number): at for at, o in enumerate(openings)}
    kept = []
    for at, opening in enumerate(openings):
        again = last[(opening.level, opening.number)] > at
        bare = at + 1 < len(openings) and openings[at + 1].at == opening.body
        if again and bare and opening.number:
            continue
        kept.append(opening)
    return kept


def _opening(paragraphs: Sequence[Paragraph], at: int, *, closed: bool) -> _Opening | None:
    text = paragraphs[at].text
    first = text[:1]
    if first in "PpM B" or first == "m":
        match = _APPENDIX.match(text)
        if match and _is_appendix_heading(match, paragraphs, at) and not _is_blank(paragraphs, at):
            number = _number(match["number"], match["sub"])
            label = text[: match.start("rest")].strip()
            return _Opening(at, Level.APPENDIX, number, label, _body(paragraphs, at))
        match = _FORM.match(text) if closed and not _is_list_of_forms(paragraphs, at) else None
        if match and _is_form_heading(match, paragraphs[at]):
            label = text[: match.start("rest")].strip()
            return _Opening(at, Level.FORM, _number(match["number"], match["sub"]), label, _body(paragraphs, at))
    if not closed or not is_capitals(text) or len(text) > 500:
        return None
    return _attached(paragraphs, at)


def _attached(paragraphs: Sequence[Paragraph], at: int) -> _Opening | None:
    """A title in capitals, with "(Ban hành kèm theo …)" within the next paragraphs."""
    text = paragraphs[at].text
    named = _INSTRUMENT.match(text)
    if _is_heading_of_chapter(paragraphs, at) or is_closing(text) or _LETTERHEAD.match(text):
        return None
    if markers(text) and not _is_list_in_parts(paragraphs, at):
        return None
    label = named[0] if named else ""
    level = Level.ATTACHED if named else Level.APPENDIX
    for after in range(at + 1, min(at + 8, len(paragraphs))):
        line = paragraphs[after]
        if _WITH.match(line.text):
            return None if _BLANK.search(line.text) else _Opening(at, level, "", label, _body(paragraphs, at))
        if _APPENDIX.match(line.text):
            return None
        options = markers(line.text)
        if options and named and options[0].style in (Style.CHAPTER, Style.ARTICLE) and options[0].ordinal == (1, 0):
            return _Opening(at, Level.ATTACHED, "", label, after)
        if options or not (line.capitals or line.bold or line.centered) or is_closing(line.text):
            break
    if _PLAIN_TITLE.fullmatch(text) and _is_below_signature(paragraphs, at):
        return _Opening(at, level, "", label, _body(paragraphs, at))
    return None


def _is_list_in_parts(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True for "PHẦN I" alone in its line, with a title in capitals and "(Kèm theo Quyết định …)" right below it."""
    part = markers(paragraphs[at].text)[0]
    if part.style is not Style.PART or part.ordinal != (1, 0) or part.end < len(paragraphs[at].text):
        return False
    below = paragraphs[at + 1 : at + 4]
    with_it = next((n for n, paragraph in enumerate(below) if _WITH.match(paragraph.text)), 0)
    return with_it > 0 and all(is_capitals(paragraph.text) for paragraph in below[:with_it])


def _is_below_signature(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True right below an office and a name: a plan that its decision issues without a word in between."""
    below = at + 1 < len(paragraphs) and paragraphs[at + 1].capitals and not is_closing(paragraphs[at + 1].text)
    return below and any(_ROLE.match(paragraph.text) for paragraph in paragraphs[max(at - 4, 0) : at])


def _is_heading_of_chapter(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True for "QUY ĐỊNH CHUNG" below "Chương I"."""
    options = markers(paragraphs[at - 1].text) if at else ()
    return bool(options) and options[0].style <= Style.SUBSECTION and options[0].end >= len(paragraphs[at - 1].text)


def _body(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Where the heading block of an appendix ends: after "(Kèm theo …)", or before what is no heading any more."""
    end = at + 1
    limit = min(at + 9, len(paragraphs))
    for after in range(at + 1, limit):
        paragraph = paragraphs[after]
        if _WITH.match(paragraph.text):
            return after + 1
        if paragraph.place is not None or markers(paragraph.text) or _APPENDIX.match(paragraph.text):
            break
        if paragraph.capitals or paragraph.centered or paragraph.bold or _LETTERHEAD.match(paragraph.text):
            end = after + 1
        elif not any(_WITH.match(p.text) for p in paragraphs[after + 1 : after + 4]):
            break
    return end


def _is_appendix_heading(match: re.Match[str], paragraphs: Sequence[Paragraph], at: int) -> bool:
    paragraph, rest = paragraphs[at], match["rest"]
    capitals = match["word"].isupper()
    if not rest:
        return capitals or bool(match["number"]) or paragraph.centered or paragraph.bold
    if rest[0] in ".:-–(":
        lowered = rest.lstrip(".:-–( ")
        return (
            capitals or paragraph.bold or paragraph.centered or is_capitals(lowered) or bool(_WITH.match(rest))
        ) and not rest.startswith((";", ","))
    return is_capitals(rest) and (capitals or bool(match["number"]) or len(rest) > 10)


def _is_blank(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True for the appendix of a form, issued with a document whose number is still to be filled in."""
    lines = (paragraph.text for paragraph in paragraphs[at : at + 6])
    return any(_BLANK.search(line) for line in lines if _WITH.match(line))


def _is_list_of_forms(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """True where forms are only named, one a line or after a colon."""
    before = paragraphs[at - 1].text if at else ""
    after = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    return before.endswith(":") or _FORM.match(before) is not None or _FORM.match(after) is not None


def _is_form_heading(match: re.Match[str], paragraph: Paragraph) -> bool:
    rest = match["rest"]
    if not rest:
        return True
    if rest[0] in "/-" and len(paragraph.text) < 40:
        return True
    if rest[0] in ".:–-(":
        return len(paragraph.text) < 200
    return is_capitals(rest)


def _number(number: str | None, sub: str | None) -> str:
    if not number:
        return ""
    base = number if number.isdigit() else str(roman_value(number) or number.lower())
    base = str(int(base)) if base.isdigit() else base
    rest = (sub or "").replace(".", "-").lower().replace("đ", "dd")
    rest = re.sub(r"-0+(?=\d)", "-", rest)
    return base + rest


_CLOSING = re.compile(
    rf"^(?:Nơi\s+nhận\s*(?::|$)|NƠI\s+NHẬN\s*(?::|$)|(?:TM|T/M|KT|TL|TUQ|Q)\s?\.\s*[{UPPER}]|T/M\s|THAY\s+MẶT\s|"
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Hiến pháp)(?: sửa đổi[^.;]{0,80})? (?:này )?(?:đã )?(?:được|đã) "
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ|"
    r"Uỷ ban [Tt]hường vụ|Hội đồng nhân dân|HĐND)[^.;]{0,200}thông qua)"
)
_ROLE = re.compile(
    r"^(?:PHÓ\s+)?(?:CHỦ\s+TỊCH(?:\s+(?:QUỐC\s+HỘI|NƯỚC|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN))?|BỘ\s+TRƯỞNG(?:\s+BỘ\s.{3,50})?|THỨ\s+TRƯỞNG(?:\s.{3,50})?|"
    r"THỦ\s+TƯỚNG(?:\s+CHÍNH\s+PHỦ)?|THỐNG\s+ĐỐC|PHÓ\s+THỐNG\s+ĐỐC|(?:TỔNG\s+)?GIÁM\s+ĐỐC(?:\s+KHỐI\s.{3,50})?|"
    r"CHÁNH\s+ÁN|VIỆN\s+TRƯỞNG|TỔNG\s+BÍ\s+THƯ|"
    r"BÍ\s+THƯ|CHÁNH\s+VĂN\s+PHÒNG|TỔNG\s+KIỂM\s+TOÁN(?:\s+NHÀ\s+NƯỚC)?|TỔNG\s+THANH\s+TRA|TRƯỞNG\s+BAN|CHỦ\s+NHIỆM|XÁC\s+THỰC\s+VĂN\s+BẢN.*)$"
)


def is_closing(text: str) -> bool:
    """True for the first line of what closes an instrument: recipients, signature, or the formula of its passing."""
    return _CLOSING.match(text) is not None or _ROLE.match(text) is not None


__all__ = ["Scope", "is_closing", "scopes"]
