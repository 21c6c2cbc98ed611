"""How well citations are read: `python -m tests.quality.citations [DATA] [--list N] [--faults]`.

Three sets of ../shared/data/citations: the forms (every form read, with the targets a reader wrote down in
`citation_forms.tsv`), the sentences of vnlegaltext-dev (mentions of documents: precision, recall, F1) and the
relation clauses (what was read, shown for a reader). `floors.toml` holds what must not be lost again.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from corpus.address import DocumentId, Level, Path
from corpus.citation import Mention, find_citations
from corpus.model import Document, Metadata, Provision, Target, Zone, ZoneSpan
from corpus.text import Span
from ingest.references import references
from tests.quality.label_faults import LABELS, Marked, fault_of_label, fault_of_ours, labelled, names_labelled

HERE = FilePath(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "citations"
_DATE = re.compile(
    r"\s*,?\s*ngày\s*\d{1,2}\s*(?:tháng\s*\d{1,2}\s*năm\s*\d{4}|[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A mention that only one side has; `ours` says which."""

    sentence: str
    text: str
    mark: Marked
    ours: bool
    reason: str


def read_lines(path: FilePath) -> Iterator[dict[str, object]]:
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def found_in(text: str) -> list[Marked]:
    """What we read: the mentions of documents other than the text's own, with the date that follows, as the labels
    have it.
    """
    marks = []
    for citation in find_citations(text):
        mention = citation.mention
        if mention is None or mention.own or mention.back:
            continue
        label = _label(mention)
        if label is not None:
            date = _DATE.match(text, mention.span.end)
            marks.append(Marked(Span(mention.span.start, date.end() if date else mention.span.end), label))
    return marks


def _label(mention: Mention) -> str | None:
    kind = mention.kind or _kind_of(mention.number or "")
    if kind == "Luật" and mention.number and mention.number.startswith("Luật"):
        return None
    return LABELS.get(kind)


def _kind_of(number: str) -> str:
    for sign, kind in (
        ("TTLT", "Thông tư liên tịch"),
        ("NĐ-", "Nghị định"),
        ("TT-", "Thông tư"),
        ("QĐ-", "Quyết định"),
        ("NQ", "Nghị quyết"),
    ):
        if sign in number:
            return kind
    return ""


def compare(rows: Sequence[dict[str, object]]) -> tuple[Counter[str], list[Disagreement]]:
    """Counts (right, exact, ours, theirs) and every mention that only one side has. Two mentions are the same where
    they overlap.
    """
    counts: Counter[str] = Counter()
    apart: list[Disagreement] = []
    often = names_labelled(rows)
    for row in rows:
        text, name = str(row["text"]), str(row["id"])
        theirs, ours = labelled(row), found_in(text)
        counts["theirs"] += len(theirs)
        counts["ours"] += len(ours)
        free = list(theirs)
        for mark in ours:
            same = next((one for one in free if one.label == mark.label and one.span.overlaps(mark.span)), None)
            if same is None:
                apart.append(Disagreement(name, text, mark, True, fault_of_label(text, mark, often, theirs)))
                continue
            free.remove(same)
            counts["right"] += 1
            counts["exact"] += same.span == mark.span
        apart.extend(Disagreement(name, text, mark, False, fault_of_ours(text, mark)) for mark in free)
    return counts, apart


def report(
    counts: Counter[str], apart: Sequence[Disagreement], shown: int, *, faults: bool = False
) -> dict[str, float]:
    right, ours, theirs = counts["right"], counts["ours"], counts["theirs"]
    excused_ours = sum(1 for one in apart if one.ours and one.reason)
    excused_theirs = sum(1 for one in apart if not one.ours and one.reason)
    figures = {
        **_figures("", right, ours, theirs),
        **_figures("fair_", right, ours - excused_ours, theirs - excused_theirs),
    }
    figures["exact"] = counts["exact"] / max(right, 1)
    print(f"vnlegaltext-dev: {theirs} labels, {ours} read, {right} the same, of these {counts['exact']} to the letter")
    for prefix, words in (("", "against the labels as they are"), ("fair_", "faults of the labels set aside")):
        shares = (figures[prefix + name] for name in ("precision", "recall", "f1"))
        print("  {}: P {:.4f} R {:.4f} F1 {:.4f}".format(words, *shares))
    for (side, reason), number in sorted(
        Counter((one.ours, one.reason) for one in apart).items(), key=lambda pair: -pair[1]
    ):
        print(f"  {number:5d} only {'ours' if side else 'theirs'}: {reason or 'ours to explain'}")
    ceiling = _figures("", theirs - excused_theirs, theirs - excused_theirs + excused_ours, theirs)
    print(
        f"  {excused_ours + excused_theirs} of {len(apart)} disagreements are the labels' fault; without any fault of"
    )
    print("  ours the labels as they are would give F1 {:.4f}".format(ceiling["f1"]))
    for one in apart if faults else [other for other in apart if not other.reason][:shown]:
        start, end = one.mark.span.start, one.mark.span.end
        before, after = one.text[max(0, start - 60) : start], one.text[end : end + 60]
        sign, said = "+" if one.ours else "-", one.mark.span.of(one.text)
        print(f"  {one.sentence} {sign}{one.mark.label} …{before}⟦{said}⟧{after}… {one.reason}".rstrip())
    return figures


def _figures(prefix: str, right: int, ours: int, theirs: int) -> dict[str, float]:
    precision, recall = right / max(ours, 1), right / max(theirs, 1)
    return {
        f"{prefix}precision": precision,
        f"{prefix}recall": recall,
        f"{prefix}f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def form_targets(row: dict[str, object]) -> str:
    """The targets of the citations that meet the form shown in its sentence: `document#path@within`, none as `-`."""
    text, form = str(row["sentence"]), str(row["citation"])
    start = text.find(form)
    shown = [
        f"{_document(target)}#{target.path}" + (f"@{within}" if within not in (None, Level.ATTACHED) else "")
        for citation in find_citations(text)
        if citation.span.start < start + len(form) and citation.span.end > start
        for target, within in zip(citation.targets, citation.within, strict=True)
    ]
    return "; ".join(shown) or "-"


def _document(target: Target) -> str:
    return str(target.document) if target.document is not None else f"?{target.number or target.name or ''}"


def report_forms(rows: Sequence[dict[str, object]], shown: int) -> dict[str, float]:
    """How many forms have the targets that a reader wrote down (`citation_forms.tsv`: number of the line, targets)."""
    lines = (HERE / "citation_forms.tsv").read_text(encoding="utf-8").splitlines()
    expected = dict(line.split("\t") for line in lines)
    got = [(number, form_targets(row)) for number, row in enumerate(rows)]
    wrong = [(number, targets) for number, targets in got if targets != expected.get(str(number))]
    print(f"citation-forms: {len(rows) - len(wrong)} of {len(rows)} read with the right targets")
    for number, targets in wrong[:shown]:
        print(f"  {number} {rows[number]['category']}: {targets}, not {expected.get(str(number))}")
    return {"forms": (len(rows) - len(wrong)) / max(len(rows), 1)}


def report_clauses(rows: Sequence[dict[str, object]]) -> None:
    """What was read in the relation clauses, as documents of one provision below their headings."""
    kinds: Counter[str] = Counter()
    for row in rows:
        kinds.update(str(reference.relation) for reference in references(_clause(row)))
    print("relation-clauses: " + ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))


def _clause(row: dict[str, object]) -> Document:
    """A clause as a document: the headings above it as articles and clauses, a whole text as its title and basis."""
    text, provisions, zones = "", [], []
    steps = (
        ("dieu-1", "grandparent_content"),
        ("dieu-1.khoan-1", "parent_content"),
        ("dieu-1.khoan-1.diem-a", "content"),
    )
    for path, name in steps:
        words = str(row[name])
        start, text = len(text), text + words + "\n"
        if row["clause_type"] == "vanban":
            zones.append(ZoneSpan(Zone.BASIS if name == "content" else Zone.TITLE, Span(start, len(text))))
        elif words:
            provisions.append(Provision(Path.parse(path), "", None, words, Span(start, len(text))))
    number = str(row["so_hieu"]) or None
    return Document(DocumentId("chua-ro", 0, "x"), Metadata(number=number), text, tuple(provisions), tuple(zones))


def report_speed() -> dict[str, float]:
    """Megabytes of UTF-8 a second: an invented text like the law, and endless repetitions (which must stay linear)."""
    sentence = (
        "Việc quản lý được thực hiện theo quy định tại điểm a, b khoản 2 Điều 15 Nghị định số 12/2021/NĐ-CP ngày "
        "03 tháng 4 năm 2021 của Chính phủ và quy định của pháp luật có liên quan; các cơ quan, tổ chức, cá nhân chịu "
        "trách nhiệm trước pháp luật về tính chính xác của thông tin, tài liệu do mình cung cấp và phối hợp với cơ "
        "quan nhà nước có thẩm quyền trong quá trình giải quyết hồ sơ. "
    )
    figures = {}
    pieces = {"text": sentence, "Điều 1, khoản 1, ": "Điều 1, khoản 1, ", "(((": "(", "one line": "a"}
    for name, piece in pieces.items():
        text = piece * (1_000_000 // len(piece))
        start = time.process_time()
        find_citations(text)
        speed = len(text.encode()) / 1e6 / max(time.process_time() - start, 1e-9)
        print(f"speed: {speed:.1f} MB/s on {name}")
        figures[f"speed_{name}"] = speed
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=FilePath, default=DATA)
    parser.add_argument("--list", type=int, default=20, help="how many unexplained disagreements are shown")
    parser.add_argument("--faults", action="store_true", help="show every disagreement, with whose fault it is")
    parser.add_argument("--forms", action="store_true", help="print the targets of every form, as citation_forms.tsv")
    options = parser.parse_args(arguments)
    forms = list(read_lines(options.data / "citation-forms.jsonl"))
    if options.forms:
        print("\n".join(f"{number}\t{form_targets(row)}" for number, row in enumerate(forms)))
        return 0
    figures = report_forms(forms, options.list)
    figures |= report(
        *compare(list(read_lines(options.data / "vnlegaltext-dev.jsonl"))), options.list, faults=options.faults
    )
    report_clauses(list(read_lines(options.data / "relation-clauses.jsonl")))
    report_speed()
    return below_floors(figures)


def below_floors(figures: dict[str, float]) -> int:
    """1 where a figure fell below what `floors.toml` says was once reached."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8")).get("citations", {})
    lost = {name: floor for name, floor in floors.items() if figures.get(name, 0.0) < floor}
    for name, floor in lost.items():
        print(f"below its floor: {name} {figures.get(name, 0.0):.4f} < {floor}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
