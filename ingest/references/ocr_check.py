"""References read by recognition (OCR): a number resolves one only after a check, for a digit misread is another law.

A number on a recognised page is trusted when it has a plausible form (a kind of document that exists, a year that can
be) and was read with confidence; or when the text gives the same number a second time, or the table of laws knows the
law by that number under the name that stands beside it. Names and mentions of the document itself hold no such number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus import laws
from corpus.errors import AddressError
from corpus.model import OCR_NUMBER, Document, Outcome, Reference
from corpus.number import DocumentNumber
from corpus.vocabulary import kind_of_number

_FIRST_YEAR = 1945


def checked(document: Document, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The references, those that only an unchecked number would resolve called ambiguous, without a target."""
    pages = {one.page for one in document.recognised}
    if not pages:
        return tuple(references)
    doubtful = [problem.span for problem in document.problems if problem.code == OCR_NUMBER and problem.span]
    places = {(key, one.span) for one in references if (key := _key(one))}
    readings = Counter(key for key, _ in places)
    done = []
    for one in references:
        key = _key(one)
        if key is not None and document.page_at(one.span.start) in pages:
            sure = not any(span.overlaps(one.span) for span in doubtful)
            if not ((sure and _is_plausible(document, one)) or readings[key] > 1 or _is_known_law(one)):
                one = _doubted(one)
        done.append(one)
    return tuple(done)


def _key(reference: Reference) -> str | None:
    """The number that a mention of another document prints; None where it prints none."""
    target = reference.target
    if target.document == "this" or target.number is None or not any(map(str.isdigit, reference.quote)):
        return None
    try:
        return DocumentNumber.parse(target.number).key
    except AddressError:
        return target.number


def _is_plausible(document: Document, reference: Reference) -> bool:
    try:
        number = DocumentNumber.parse(reference.target.number or "")
    except AddressError:
        return False
    last = document.id.year or reference.target.year or 9999
    return kind_of_number(number) is not None and (number.year is None or _FIRST_YEAR <= number.year <= last)


def _is_known_law(reference: Reference) -> bool:
    law = laws.by_number(reference.target.number or "")
    name = reference.target.name
    return law is not None and name is not None and laws.name_key(name) == laws.name_key(law.name)


def _doubted(reference: Reference) -> Reference:
    if reference.outcome not in (Outcome.RESOLVED, Outcome.NO_SUCH_PROVISION):
        return reference
    return replace(reference, target=replace(reference.target, document=None), outcome=Outcome.AMBIGUOUS)
