"""Whether the letters that a PDF brings along can be used, page by page; where not, the page has to be recognised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text import fold
from ingest.readers import law_signs
from ingest.readers.pdf_glyphs import Sheet
from ingest.readers.syllables import share_of_syllables

_PER_PAGE = 40  # letters; a page of a scan shows fewer, those of a running head or a stamp of the mail room
_UNMAPPED = 0.2  # share of letters without a meaning that makes a text layer worthless
_PICTURED = 0.25  # share of a page that a picture must cover to be a scan; letterheads and seals are smaller
_WHOLE_PAGE = 0.7  # and from which on the letters are those of an earlier recognition
_MARKED = 0.05  # share of letters with Vietnamese marks below which recognised text is worthless
_JUDGED = 200  # letters from which on their share of marks or syllables says something
_SYLLABLES = 0.7  # share of words that are Vietnamese syllables below which recognised text is worthless
_SMALL_WORDS = 0.04  # their share in an English text
_GLUED = 9  # letters of a word, on average, from which on blanks are missing

EMPTY = "trang quét, chưa có lớp chữ"
BROKEN = "lớp chữ hỏng (phông chữ không có bảng mã)"
UNMARKED = "lớp chữ nhận dạng kém (chữ không dấu)"
GIBBERISH = "lớp chữ nhận dạng kém (không thành tiếng Việt)"


def faults(sheets: Sequence[Sheet]) -> dict[int, str]:
    """The pages whose letters are missing or worthless, with the reason to be shown."""
    empty = all(len(_letters(one)) < _PER_PAGE for one in sheets)
    found = {one.number: fault for one in sheets if (fault := _fault(one, empty=empty))}
    if found:
        return found
    text = "\n".join(map(_text, sheets))
    return dict.fromkeys((one.number for one in sheets), UNMARKED) if _is_unmarked(text) else {}


def _fault(one: Sheet, *, empty: bool) -> str | None:
    letters = _letters(one)
    if len(letters) < _PER_PAGE:
        return EMPTY if empty or one.pictured > _PICTURED else None
    if sum(1 for text in letters if text.startswith("(cid:")) > _UNMAPPED * len(letters):
        return BROKEN
    if one.pictured < _WHOLE_PAGE:
        return None
    if _is_unmarked(_text(one)):
        return UNMARKED
    return GIBBERISH if len(letters) > _JUDGED and _is_gibberish(_text(one)) else None


def _text(one: Sheet) -> str:
    return "".join(glyph.text for glyph in one.glyphs)


def _letters(one: Sheet) -> list[str]:
    return [glyph.text for glyph in one.glyphs if glyph.text.strip()]


def _is_unmarked(text: str) -> bool:
    """Whether a longer text is written without the marks of Vietnamese, and is not English either."""
    letters = [letter for letter in text if letter.isalpha()]
    marked = sum(1 for letter in letters if fold(letter) != letter.lower())
    return len(letters) > _JUDGED and marked < _MARKED * len(letters) and not _is_english(fold(text))


def _is_gibberish(text: str) -> bool:
    return share_of_syllables(text) < _SYLLABLES and not _is_english(fold(text))


def _is_english(folded: str) -> bool:
    """Whether a folded text is English; told by its small words, of which none is a Vietnamese word without marks."""
    words = re.findall(r"[a-z]+", folded)
    if sum(map(len, words)) > _GLUED * len(words):  # the file holds no blanks
        return law_signs.is_english("".join(words))
    return sum(1 for word in words if word in ("of", "and", "shall", "by")) > _SMALL_WORDS * len(words)
