"""A file that holds several documents, one after the other, taken apart: an issue of the gazette, acts saved together.

A further document begins at a letterhead of its own: motto, a complete number other than those before, a place and
date; with a kind or a subject below it, and a closing (recipients or signature) above it. What lacks any of these stays
in one piece: the sample letterheads of forms (their numbers are blank), an attached regulation (which has no number),
the same document printed again. A wrong cut is worse than none, so a second number under a motto that is not followed
is a problem to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus import vocabulary
from corpus.errors import AddressError
from corpus.model import Problem
from corpus.number import DocumentNumber
from corpus.text import fold
from ingest.pages import Line, Pages
from ingest.structure.dates import place_and_date
from ingest.structure.paragraphs import is_capitals
from ingest.structure.scopes import is_closing

_MOTTO = re.compile(r"cong hoa xa hoi|chu nghia viet nam$|dang cong san viet nam$")
_NUMBER = re.compile(
    r"^(?:luật\s+|pháp lệnh\s+|bộ luật\s+|nghị quyết\s+)?số\s*:\s*(?P<number>\d.{2,40})$", re.IGNORECASE
)
_ISSUED_WITH = re.compile(r"^[(\[]?\s*(?:được\s+)?(?:ban hành\s+)?(?:đính\s+)?kèm\s+theo\b", re.IGNORECASE)
_FORM = re.compile(r"^(?:(?:biểu\s+)?mẫu|phụ lục)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:v/v|về việc)\b", re.IGNORECASE)
_AROUND = 6  # lines between number and motto, place and date
_BELOW = 14  # lines from the number to the kind
_BACK = 8  # lines of a letterhead above its number


@dataclass(frozen=True, slots=True)
class _Head:
    """A letterhead: the first of its lines, the line of its number, the number; whether all else is there too."""

    start: int
    at: int
    number: DocumentNumber
    whole: bool


def split(pages: Pages) -> tuple[Pages, ...]:
    """The documents of a file, each with its own lines; one element where it holds one.

    What the page around declares goes to the document with the declared number, else to the first; so do the problems
    of the file to the first. Every part says which of how many it is.
    """
    lines = [(at, line) for at, line in enumerate(pages.lines) if line.text]
    heads = list(_heads([line for _, line in lines]))
    cuts = _cuts([line for _, line in lines], heads)
    if not cuts:
        return (_with_problem(pages, heads),)
    bounds = [0, *(lines[head.start][0] for head in cuts), len(pages.lines)]
    numbers = [heads[0].number, *(head.number for head in cuts)]
    return tuple(_part(pages, at, bounds[at : at + 2], numbers) for at in range(len(numbers)))


def _part(pages: Pages, at: int, bounds: Sequence[int], numbers: Sequence[DocumentNumber]) -> Pages:
    declared_number = dict(pages.declared).get("Số hiệu", "")
    owner = next((n for n, number in enumerate(numbers) if str(number) == declared_number.strip()), 0)
    message = f"Tệp chứa {len(numbers)} văn bản; đây là văn bản thứ {at + 1}, số {numbers[at]}."
    lines = pages.lines[bounds[0] : bounds[1]]
    own = {line.page for line in lines}
    return replace(
        pages,
        lines=lines,
        declared=pages.declared if at == owner else (),
        problems=(*(pages.problems if at == 0 else ()), Problem("several-documents", message)),
        left_out=pages.left_out if at == 0 else (),
        recognised=tuple(one for one in pages.recognised if one.page in own),
        unsure=tuple(one for one in pages.unsure if one.page in own),
    )


def _with_problem(pages: Pages, heads: Sequence[_Head]) -> Pages:
    """The file whole; a second number under a motto of its own is said."""
    other = next((head for head in heads[1:] if head.number.key != heads[0].number.key), None)
    if other is None:
        return pages
    message = (
        f"Trong văn bản có thêm một phần đầu với số {other.number}; chưa đủ dấu hiệu là văn bản riêng nên để nguyên, "
        "hãy kiểm tra tệp có chứa nhiều văn bản không."
    )
    return replace(pages, problems=(*pages.problems, Problem("second-letterhead", message)))


def _cuts(lines: Sequence[Line], heads: Sequence[_Head]) -> list[_Head]:
    """The heads that open a further document."""
    found: list[_Head] = []
    if not heads or not heads[0].whole or heads[0].at > 60:
        return found  # what the file begins with is not understood
    seen = {heads[0].number.key}
    last = heads[0].at
    for head in heads[1:]:
        if head.number.key in seen or not head.whole:
            continue
        if not any(is_closing(line.text.strip(" *_")) for line in lines[last + 1 : head.start]):
            continue
        seen.add(head.number.key)
        last = head.at
        found.append(head)
    return found


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    for at, line in enumerate(lines):
        text = line.text.strip(" *_")
        if len(text) > 60 or "số" not in text[:14].lower():
            continue
        found = _NUMBER.match(text)
        number = _number(found["number"]) if found else None
        if number is None:
            continue
        around = range(max(0, at - _AROUND), min(len(lines), at + _AROUND))
        motto = next((n for n in around if _is_motto(lines[n])), None)
        if motto is None:
            continue
        start = _start(lines, min(at, motto))
        yield _Head(start, at, number, _is_whole(lines, at, start))


def _number(printed: str) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(printed.split(",")[0].strip())
    except AddressError:
        return None


def _is_motto(line: Line) -> bool:
    return len(line.text) < 70 and _MOTTO.search(fold(line.text).strip(" *_")) is not None


def _start(lines: Sequence[Line], at: int) -> int:
    """The first line of a letterhead: its table from the first cell on, or the issuer's lines in capitals above it."""
    place = lines[at].place
    for _ in range(_BACK):
        before = lines[at - 1] if at else None
        if before is None or is_closing(before.text.strip(" *_")):
            break
        same_table = place is not None and before.place is not None and before.place.table == place.table
        above = before.place is None and place is None and len(before.text) < 90 and is_capitals(before.text)
        if not (same_table or above):
            break
        at -= 1
    return at


def _is_whole(lines: Sequence[Line], at: int, start: int) -> bool:
    """True for a letterhead with place and date, above a kind or a subject, of no form and nothing issued with."""
    below = lines[at + 1 : at + 1 + _BELOW]
    if any(_FORM.match(line.text.strip(" *_(")) for line in lines[max(0, start - 3) : start]):
        return False
    if any(_ISSUED_WITH.match(line.text.strip(" *_")) for line in below):
        return False
    dated = any(
        (found := place_and_date(line.text.strip(" *_"))) is not None and found[1] is not None
        for line in lines[start : at + _AROUND]
    )
    law = lines[at].text.lower().lstrip(" *_").startswith(("luật", "bộ luật", "pháp lệnh", "nghị quyết"))
    named = any(_names_kind(line.text.strip(" *_")) or _SUBJECT.match(line.text.strip(" *_")) for line in below)
    return named and (dated or law)


def _names_kind(text: str) -> bool:
    return is_capitals(text) and len(text) < 60 and vocabulary.kind_at_start(text) is not None
