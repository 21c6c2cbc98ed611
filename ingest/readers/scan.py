"""Pages without usable letters: drawn, recognised, laid out like others, and marked as recognised.

What is recognised never passes for what a file brought along: every such page is named with its confidence, words read
with little confidence are listed, and every correction is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Problem, RecognisedPage
from ingest.pages import Pages, Unsure
from ingest.readers import ocr, ocr_repair
from ingest.readers.ocr_sheet import sheet_of
from ingest.readers.page_pictures import drawn, opened_pdf, picture_page, picture_pages
from ingest.readers.pdf_glyphs import Sheet
from ingest.readers.pdf_layout import laid_out
from ingest.readers.syllables import share_of_syllables

MISSING = ocr.MISSING
_MOST_PAGES = 500  # of one file; more are a whole volume, to be taken apart
_UNSURE = 0.6  # confidence below which a word is shown as unsure
_UNSURE_NUMBER = 0.8  # and a word with a digit, where no other letter tells a wrong one
_POOR = 0.8  # mean confidence below which a whole page is called poor
_UNREAD = 0.55  # mean confidence, and share of syllables, below which a page is in another script, or illegible
_HOPELESS = 0.45  # mean confidence that says so by itself
_TELLING = 30  # words from which on that can be told


@dataclass(slots=True)
class Recognised:
    """The pages of a file that were recognised."""

    sheets: dict[int, Sheet] = field(default_factory=dict)
    pages: list[RecognisedPage] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    illegible: list[int] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)


def is_possible() -> bool:
    """Whether the program that recognises letters is installed."""
    return ocr.is_available()


def recognised_pages(data: bytes, numbers: Sequence[int]) -> Recognised:
    """Some pages of a PDF by recognition. Raises ScannedSource where it fails."""
    found = Recognised(passed_over=list(numbers[_MOST_PAGES:]))
    with opened_pdf(data) as document:
        for number in numbers[:_MOST_PAGES]:
            picture = drawn(document, number, dpi=ocr.DPI)
            _add(found, number, picture, dpi=picture.width / document.get_page_size(number - 1)[0] * 72)
    return found


def reader_of(media_type: str) -> Callable[[bytes], Pages]:
    """The reader of pictures of a media type."""

    def read(data: bytes) -> Pages:
        """The lines of a picture, or of the pages of a TIFF. Raises ScannedSource where no program can read them."""
        count = picture_pages(data)
        found = Recognised(passed_over=list(range(_MOST_PAGES + 1, count + 1)))
        for number in range(1, min(count, _MOST_PAGES) + 1):
            picture = picture_page(data, number)
            _add(found, number, picture, dpi=_dots_an_inch(picture.width, picture.height))
        lines, left_out = laid_out([found.sheets[number] for number in sorted(found.sheets)])
        return marked(Pages(lines, media_type, pages=count, left_out=left_out), found)

    return read


def _dots_an_inch(width: int, height: int) -> float:
    """What a picture of an A4 page would have: the resolution that cameras and programs write down is often wrong."""
    return max(min(width, height) / 8.27, max(width, height) / 11.69)


def _add(found: Recognised, number: int, picture: ocr.Picture, *, dpi: float) -> None:
    picture, dpi = ocr.fitting(picture, dpi)
    picture, words = _upright(picture)
    mean = ocr.mean_confidence(words)
    if len(words) > _TELLING and _is_illegible(words, mean):
        found.illegible.append(number)
        words = ()
    found.sheets[number] = sheet_of(words, picture, number, dpi=dpi)
    found.pages.append(RecognisedPage(number, round(mean, 3)))
    found.unsure += [
        Unsure(number, word.text, word.confidence)
        for word in words
        if word.confidence < (_UNSURE_NUMBER if any(map(str.isdigit, word.text)) else _UNSURE)
        and any(map(str.isalnum, word.text))
    ]


def _is_illegible(words: Sequence[ocr.Word], mean: float) -> bool:
    """Whether a page is in another script, or cannot be read at all: chance gives some syllables everywhere."""
    share = share_of_syllables(" ".join(word.text for word in words))
    return mean < _HOPELESS or (mean < _UNREAD and share < _UNREAD)


def _upright(picture: ocr.Picture) -> tuple[ocr.Picture, tuple[ocr.Word, ...]]:
    """A page and its words; one that was laid sideways or upside down on the scanner is turned."""
    words = ocr.recognised(picture)
    mean = ocr.mean_confidence(words)
    if mean >= _POOR or not (turns := ocr.quarter_turns(picture)):
        return picture, words
    upright = ocr.turned(picture, turns)
    again = ocr.recognised(upright)
    return (upright, again) if ocr.mean_confidence(again) > mean else (picture, words)


def marked(pages: Pages, found: Recognised) -> Pages:
    """Pages with the marks of recognition, what is safe to repair repaired, and a word on what to check."""
    lines, repairs = ocr_repair.repaired(pages.lines, frozenset(one.page for one in found.pages))
    return replace(
        pages,
        lines=lines,
        recognised=tuple(found.pages),
        unsure=tuple(found.unsure),
        problems=(*pages.problems, *_problems(found, pages.pages or 0), *repairs),
    )


def _problems(found: Recognised, pages: int) -> list[Problem]:
    told = [one for one in found.pages if one.confidence and one.page not in found.illegible]
    shown = listed([one.page for one in told], pages)
    mean = sum(one.confidence for one in told) / max(len(told), 1)
    message = f"{shown} do máy nhận dạng chữ (OCR), độ tin cậy trung bình {mean:.0%}; hãy đối chiếu ảnh trang."
    problems = [Problem("recognised", message)]
    if found.illegible:
        message = (
            f"{listed(found.illegible, pages)} không phải chữ tiếng Việt hoặc không đọc được, đã bỏ qua; hãy xem ảnh."
        )
        problems.append(Problem("unread-pages", message))
    if poor := [one.page for one in found.pages if 0 < one.confidence < _POOR and one.page not in found.illegible]:
        problems.append(
            Problem("poor-recognition", f"{listed(poor, pages)} nhận dạng kém; hãy đọc ảnh trang hoặc quét lại rõ hơn.")
        )
    if found.passed_over:
        message = f"{listed(found.passed_over, pages)} chưa được nhận dạng (quá {_MOST_PAGES} trang); hãy tách tệp ra."
        problems.append(Problem("unread-pages", message))
    return problems


def listed(numbers: Sequence[int], pages: int) -> str:
    """`Trang 2, 3, 7`, or all of them in one word."""
    if len(numbers) == pages and pages > 1:
        return f"Cả {pages} trang"
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return "Trang " + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)
