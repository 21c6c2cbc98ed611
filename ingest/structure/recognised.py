"""Words that were recognised with little confidence, found again in the text and shown there as problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model import OCR_NUMBER, Problem
from corpus.text import Span
from ingest.pages import Unsure

_NAMED = 10  # words named in the message of a page


def unsure_words(unsure: Sequence[Unsure], text: str, page_starts: Sequence[int]) -> Iterator[Problem]:
    """A problem for every number or date read with little confidence, and one a page for its other words."""
    others: dict[int, list[tuple[str, Span]]] = {}
    position, page = 0, 0
    for one in unsure:
        if one.page != page:
            page = one.page
            position = page_starts[page - 1] if page <= len(page_starts) else len(text)
        end = page_starts[page] if page < len(page_starts) else len(text)
        at = text.find(one.word, position, end + len(one.word))  # a row may go on over the end of its page
        if at < 0:
            continue  # a word that a repair changed, or that the reader left out
        span = Span(at, at + len(one.word))
        position = span.end
        if any(map(str.isdigit, one.word)):
            message = (
                f"Số “{one.word}” ở trang {page} nhận dạng không chắc ({one.confidence:.0%}); hãy đối chiếu ảnh trang."
            )
            yield Problem(OCR_NUMBER, message, span)
        else:
            others.setdefault(page, []).append((one.word, span))
    for number, words in others.items():
        named = ", ".join(f"“{word}”" for word, _ in words[:_NAMED])
        more = " …" if len(words) > _NAMED else ""
        message = f"Trang {number} có {len(words)} chữ nhận dạng không chắc: {named}{more}; hãy đối chiếu ảnh trang."
        yield Problem("ocr-unsure", message, words[0][1])
