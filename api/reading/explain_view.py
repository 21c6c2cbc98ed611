"""How a query was read and why a hit stands where it stands, in words for the search page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search import answer
from search.explained import Explanation, FieldScore
from search.fields import field

_TERMS_SHOWN = 5
_FIELDS = {
    "syllables": "Từng tiếng",
    "bigrams": "Hai tiếng liền nhau",
    "words": "Từ ghép",
    "folded": "Bỏ dấu",
}


def reading_view(found: answer.Answer) -> tuple[str, ...]:
    """How the query was read, a sentence each."""
    reading = found.reading
    return tuple(_reading(found)) if reading else ("Câu hỏi được tìm theo từng từ.",)


def _reading(found: answer.Answer) -> Iterator[str]:
    reading = found.reading
    assert reading is not None
    for one in reading.taken:
        yield f"{one.label}{f' (từ “{one.words}”)' if one.words else ''}"
    yield f"Tìm theo các tiếng: {', '.join(reading.syllables)}" if reading.syllables else "Không còn tiếng nào để tìm"
    if reading.bare:
        restored = f"; dấu có lẽ là “{reading.restored}”" if reading.restored else ""
        yield f"Gõ không dấu, nên tìm cả những từ khác dấu{restored}"
    yield from (f"“{typed}” cũng được tìm là “{sought}”" for typed, sought in reading.expanded)
    if reading.phrases:
        yield f"Đúng nguyên cụm: {_quoted(reading.phrases)}"
    if reading.excluded:
        yield f"Không được có: {_quoted(reading.excluded)}"
    if reading.least:
        yield f"Phải có ít nhất {reading.least.anywhere} trong {reading.least.syllables} tiếng khác nhau"


def place_view(why: Explanation) -> tuple[str, ...]:
    """Why a hit stands where it does, a sentence each."""
    return tuple(_place(why))


def _place(why: Explanation) -> Iterator[str]:
    if why.addressed:
        yield "Câu hỏi là địa chỉ của chính nơi này"
    moved = "giữ nguyên" if why.engine_place == why.place else "đưa về đây"
    before = f"; so khớp từ thì thứ {why.engine_place}, mô hình xếp hạng {moved}" if why.ranked else ""
    yield f"Thứ {why.place} trong danh sách{before}; điểm so khớp {_number(why.engine_score)}"
    yield from (_field(one) for one in why.fields if one.score)
    if why.lacking:
        yield f"Không có: {_quoted(why.lacking)}"
    if why.demoted:
        yield "Đã hết hiệu lực, nên bị lùi lại"


def _field(one: FieldScore) -> str:
    terms = ", ".join(f"{term.term.replace('_', ' ')} {_number(term.score)}" for term in one.terms[:_TERMS_SHOWN])
    return f"{_FIELDS.get(one.field) or field(one.field).label or one.field}: {_number(one.score)} ({terms})"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
