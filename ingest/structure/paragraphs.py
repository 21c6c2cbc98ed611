"""Lines to paragraphs: what a page or a typist wrapped is joined, what starts a unit starts a paragraph.

A line goes on in the next only by evidence: the next starts in lower case, or the line ends in a word that cannot
end a sentence ("của", "số", "Điều"), or its last word stands where the lines of this text are wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pages import Line, Place
from ingest.structure.markers import Style, markers


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a table cell's paragraph of the document, with what its lines say about its form."""

    text: str
    page: int | None = None
    place: Place | None = None
    bold: bool = False
    centered: bool = False
    footnote: bool = False

    @property
    def capitals(self) -> bool:
        return is_capitals(self.text)


_ENDS = re.compile(r"[.;:!?…][\"”’')\]]*$")
_RUNNING = re.compile(r"^(?:CÔNG BÁO\s?/.{0,60}|\d{1,4}\s+CÔNG BÁO.{0,60}|CÔNG BÁO/.{0,60}\d{1,4})$")
_ENACTING = re.compile(r"(?<=[.;]) \*{0,2}(?P<words>QUYẾT (?:ĐỊNH|NGHỊ)\s?:)\s?\*{0,2}\s*(?=\*{0,2}Điều\s1\b)")
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét)\s")
_FIRST_ARTICLE = re.compile(r"(?<=[.;:])\s(?=Điều 1\. [^\W\d_a-z])")
_PAGE_NUMBER = re.compile(r"^[-–\s]*(?:Trang\s+)?\d{1,4}[-–\s]*$")
_BULLET = re.compile(r"^[-–+*•●○]\s*(?=\S)")
#: Names with a dash in them, torn there: Thi đua - Khen thưởng.
_COMPOUND = re.compile(
    r"(?:thi đua\n[-–] khen thưởng|kinh tế\n[-–] (?:xã hội|kỹ thuật)|lao động\n[-–] thương binh|"
    r"quốc phòng\n[-–] an ninh|chính trị\n[-–] xã hội|công báo\n[-–] tin học|"
    r"khoa học\n[-–] kỹ thuật|văn hóa\n[-–] (?:xã hội|thông tin))",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"(?:^|[\s(])(?:của|và|các|những|theo|tại|ngày|tháng|năm|số|số:|khoản|điều|điểm|mục|chương|phần|hoặc|với|từ|đến|trong|"
    r"cho|về|do|bởi|là|được|bị|để|khi|Luật|Điều|Khoản|Điểm|Nghị định|Thông tư|Nghị quyết|Sở|Bộ|Số:|Căn|Căn cứ|một|trên|"
    r"phụ lục|Phụ lục)$"
)
#: A heading's word alone, and the number that opens the next line: PHẦN / II. NỘI DUNG
_BARE_WORD = re.compile(r"(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục|Điều)")
_BARE_NUMBER = re.compile(r"(?:[IVXL]{1,6}|\d{1,3})(?:\s?[.:]|$)")
_NO_WIDTH = 10**6


def is_capitals(text: str) -> bool:
    """True for a text in capitals: at least two letters, nearly all of them capitals."""
    if sum(map(str.islower, text[:60])) > 6:
        return False
    upper = sum(map(str.isupper, text))
    return upper >= 2 and sum(map(str.islower, text)) <= upper * 0.1


def paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """The paragraphs of a file's lines, in their order; running heads of the official gazette are dropped."""
    kept = _without_margins([line for line in lines if not _RUNNING.match(line.text)])
    width = _width(kept)
    found: list[Paragraph] = []
    buffer: list[Line] = []
    blank = False
    for line in kept:
        if not line.text:
            blank = True
            continue
        if buffer and not _goes_on(buffer, line, width=width, blank=blank):
            found.extend(_split(_joined(buffer)))
            buffer = []
        buffer.append(line)
        blank = False
    if buffer:
        found.extend(_split(_joined(buffer)))
    return found


def _split(paragraph: Paragraph) -> list[Paragraph]:
    """The enacting words in the middle of a paragraph stand alone: a dump lost the breaks around them."""
    if _BASIS.match(paragraph.text) and (article := _FIRST_ARTICLE.search(paragraph.text)):
        basis = paragraph.text[: article.start()].rstrip()
        return [*_split(replace(paragraph, text=basis)), replace(paragraph, text=paragraph.text[article.end() :])]
    if "QUYẾT" not in paragraph.text or not (match := _ENACTING.search(paragraph.text)):
        return [paragraph]
    parts = [paragraph.text[: match.start()], match["words"], paragraph.text[match.end("words") :]]
    return [replace(paragraph, text=part.strip(" *")) for part in parts if part.strip(" *")]


def _without_margins(lines: list[Line]) -> list[Line]:
    """The lines without page numbers: numbers alone where one page ends or the next begins."""
    kept = []
    for at, line in enumerate(lines):
        first = at == 0 or lines[at - 1].page != line.page
        last = at + 1 == len(lines) or lines[at + 1].page != line.page
        if line.page is None or line.place is not None or not (first or last) or not _PAGE_NUMBER.match(line.text):
            kept.append(line)
    return kept


def _width(lines: Sequence[Line]) -> int:
    """Where this text wraps its lines; a very large number where it does not."""
    lengths = sorted(
        len(line.text)
        for line, after in pairwise(lines)
        if not line.whole and line.place is None and after.text[:1].islower() and not _ENDS.search(line.text)
    )
    lengths = [length for length in lengths if length < 200]
    return lengths[len(lengths) * 9 // 10] if len(lengths) >= 8 else _NO_WIDTH


def _goes_on(buffer: list[Line], line: Line, *, width: int, blank: bool) -> bool:
    before = buffer[-1]
    text, last = line.text, before.text
    if line.place != before.place or line.footnote != before.footnote:
        return False
    if not blank and _BARE_WORD.fullmatch(last) and _BARE_NUMBER.match(text):
        return True
    if before.whole or line.whole:
        return line.page is not None and _is_torn(last, text)
    dangling = DANGLING.search(last) is not None
    if _BULLET.match(text):
        torn = text[:1] in "-–" and text[2:3].islower() and not _ENDS.search(last)
        return not blank and ((torn and len(last) > 0.8 * width) or _COMPOUND.search(f"{last}\n{text}") is not None)
    if options := markers(text):
        return dangling and not blank and _is_in_sentence(last, options[0].style)
    if text[0].islower() or text[0] in ",;.)":
        return not _ENDS.search(last) and not (is_capitals(last) and len(last) < 60)
    if blank or _ENDS.search(last):
        return False
    return dangling or _is_name_torn(last, text) or _is_wrapped(before, line, width)


def _is_name_torn(last: str, text: str) -> bool:
    """`Số: 01/2022/TTLT-BTC-` / `BCA-BQP`; `Ủy ban nhân dân` / `Thành phố đề nghị`."""
    if last.endswith("-") and len(last) < 60 and is_capitals(last) and is_capitals(text):
        return True
    return last.endswith(("nhân dân", "Hội đồng", "Ủy ban")) and text.startswith(("Thành phố ", "Tỉnh ", "Nhân dân "))


def _is_wrapped(before: Line, line: Line, width: int) -> bool:
    """True where the next word would not have fitted any more."""
    if before.place is not None or before.bold != line.bold or is_capitals(before.text) != is_capitals(line.text):
        return False
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0]) > width * 0.93


def _is_torn(last: str, text: str) -> bool:
    """True where a page, or a reader of pages, tore a sentence: it goes on in lower case."""
    if not text[0].islower() or _ENDS.search(last) or is_capitals(last) or len(last) < 30:
        return False
    return not markers(text)


def _is_in_sentence(last: str, style: Style) -> bool:
    """A label after "khoản" or "tại" is a reference; a number alone may be one after any dangling word."""
    return (
        style in (Style.ARTICLE, Style.CHAPTER, Style.SECTION, Style.PART, Style.NUMBER, Style.LETTER)
        and len(last) > 20
    )


def _joined(lines: list[Line]) -> Paragraph:
    first = lines[0]
    text = first.text
    for line in lines[1:]:
        text += line.text if text.endswith("/") and line.text[:1].isdigit() else f" {line.text}"
    return Paragraph(
        text,
        first.page,
        first.place,
        all(line.bold for line in lines),
        all(line.centered for line in lines),
        first.footnote,
    )
