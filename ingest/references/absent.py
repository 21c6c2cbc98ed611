"""Citations of a provision that the cited document does not have, with what it does have.

"khoản 7 Điều 5" where Điều 5 ends with khoản 4 is a slip of the drafter, or a unit that was not read; either way a
person has to look, and the range that exists says where.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from corpus.address import Level, Path, Step
from corpus.model import Document, Outcome, Problem, Reference
from corpus.text import Span

ABSENT = "no-such-provision"
_WORDS = {
    Level.ATTACHED: "văn bản kèm theo", Level.APPENDIX: "Phụ lục", Level.FORM: "Mẫu số", Level.PART: "Phần",
    Level.CHAPTER: "Chương", Level.SECTION: "Mục", Level.SUBSECTION: "Tiểu mục", Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản", Level.POINT: "điểm", Level.SUBPOINT: "tiết", Level.ROW: "dòng",
}  # fmt: skip


def absent(document: Document, references: Iterable[Reference]) -> Iterator[Problem]:
    """A problem for each mention of a provision that the document itself lacks, with the range that exists."""
    children: dict[Path, list[Step]] = defaultdict(list)
    for provision in document.provisions:
        children[provision.path.parent].append(provision.path.last)
    seen: set[tuple[Span, Path]] = set()
    for reference in references:
        path = reference.target.path
        missing = reference.target.document == "this" and reference.outcome is Outcome.NO_SUCH_PROVISION
        if missing and not reference.quoted and (reference.span, path) not in seen:
            seen.add((reference.span, path))
            yield Problem(ABSENT, f"“{reference.quote[:200]}”: {_there_is(children, path)}", reference.span)


def _there_is(children: dict[Path, list[Step]], path: Path) -> str:
    """What exists where the path leaves the tree: "Điều 5 chỉ có khoản 1 đến khoản 4." """
    inside = next(
        (one for one in reversed((Path(), *path.ancestors())) if not one or one.last in children.get(one.parent, ())),
        Path(),
    )
    step = path.steps[len(inside.steps)]
    same = [one for one in children.get(inside, ()) if one.level is step.level]
    where = _spoken(inside) if inside else "văn bản"
    if not same:
        return f"{where} không có {_WORDS[step.level]} nào."
    return f"không có {_named(step)}; {where} chỉ có {_range(same)}."


def _range(steps: Sequence[Step]) -> str:
    first, last = min(steps), max(steps)
    return _named(first) if first == last else f"{_named(first)} đến {_named(last)}"


def _named(step: Step) -> str:
    number = "đ" if step.number == "dd" else step.number.replace("-", ".")
    return f"{_WORDS[step.level]} {number}".strip()


def _spoken(path: Path) -> str:
    return " ".join(_named(step) for step in reversed(path.steps))
