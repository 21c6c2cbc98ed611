"""The document within the paragraphs of a page: what stands before its letterhead, and what is printed twice.

Sites print a preview and then the whole text again. Two printings have letterheads with the same number; the earlier
one goes when its text is the beginning of the later one's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text import fold
from ingest.structure.markers import Style, markers
from ingest.structure.paragraphs import Paragraph

_MOTTO = re.compile(r"cong hoa xa hoi|chu nghia viet nam$|dang cong san viet nam")
_NUMBER_LINE = re.compile(r"^(?:luat\s+|phap lenh\s+|bo luat\s+)?so\s*:\s*(?P<number>.*\d.*)$")
_SUBJECT = re.compile(r"^(?:v/v|ve viec)\b")
_NUMBERED = re.compile(r"^(?:luat |bo luat |phap lenh |nghi quyet )?so\b")
_BEFORE_LETTERHEAD = 6
_SAME_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Window:
    """The paragraphs of the document, and the characters outside it by reason."""

    paragraphs: list[Paragraph]
    left_out: tuple[tuple[str, int], ...]


def window(paragraphs: Sequence[Paragraph]) -> Window:
    """The document's own paragraphs, each printing once."""
    left_out: dict[str, int] = {}
    kept = list(paragraphs)
    heads = _heads(kept)
    while len(heads) > 1 and (cut := _repeated(kept, heads)):
        start, end = cut
        left_out["printed-twice"] = left_out.get("printed-twice", 0) + _characters(kept[start:end])
        kept = kept[:start] + kept[end:]
        heads = _heads(kept)
    start = _start(kept)
    if start:
        left_out["before-letterhead"] = _characters(kept[:start])
        kept = kept[start:]
    return Window(kept, tuple(left_out.items()))


def _characters(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _heads(paragraphs: Sequence[Paragraph]) -> list[tuple[int, str]]:
    """Positions of number lines with their numbers, those only that a motto precedes or follows closely."""
    found = []
    for at, paragraph in enumerate(paragraphs):
        if len(paragraph.text) > 80 or "ố" not in paragraph.text[:12].lower():
            continue
        text = paragraph.text
        if text.endswith(":") and at + 1 < len(paragraphs):
            text = f"{text} {paragraphs[at + 1].text}"
        match = _NUMBER_LINE.match(fold(text))
        if match and any(_MOTTO.search(fold(p.text)) for p in paragraphs[max(0, at - 6) : at + 5] if len(p.text) < 60):
            found.append((at, re.sub(r"\s", "", match["number"])))
    return found


def _repeated(paragraphs: Sequence[Paragraph], heads: Sequence[tuple[int, str]]) -> tuple[int, int] | None:
    """The stretch of an earlier printing that is the beginning of a later one."""
    (first, number), *others = heads
    for second, other in others:
        if other != number:
            continue
        length = second - first
        same = sum(
            1
            for before, after in zip(paragraphs[first:second], paragraphs[second : second + length], strict=False)
            if before.text == after.text
        )
        if same < _SAME_SHARE * (length - _BEFORE_LETTERHEAD):
            continue
        back = 0
        while back < min(first, length - 1) and paragraphs[first - back - 1].text == paragraphs[second - back - 1].text:
            back += 1
        return first - back, second - back
    return None


def _start(paragraphs: Sequence[Paragraph]) -> int:
    """Where the letterhead begins: a few short lines before the motto, or 0 where there is none."""
    for at, paragraph in enumerate(paragraphs[:400]):
        if paragraph.text.startswith("Căn cứ ") or any(m.style <= Style.ROMAN for m in markers(paragraph.text)):
            return 0  # the law has begun; a later motto is a form's
        if len(paragraph.text) > 80 or not _MOTTO.search(fold(paragraph.text)):
            continue
        start = at
        while start > 0 and at - start < _BEFORE_LETTERHEAD and _is_letterhead(paragraphs[start - 1]):
            start -= 1
        return start
    return 0


def _is_letterhead(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) < 90 and (
        paragraph.capitals
        or not any(char.isalpha() for char in text)
        or _NUMBERED.match(fold(text)) is not None
        or _SUBJECT.match(fold(text)) is not None
    )
