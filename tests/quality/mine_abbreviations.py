"""Abbreviations that texts of the law explain themselves, counted, beside those the table has.

    python -m tests.quality.mine_abbreviations --articles A.jsonl.xz … [--least 3] [--share 0.8]

Looked for are an abbreviation in brackets behind the words whose initials it is: "Ủy ban nhân dân (UBND)", "(sau đây
viết tắt là UBND)". Printed is, by abbreviation, every reading with the documents that give it, those that contradict
the table of `corpus/terms.toml` first; whether a reading is right is for the eye.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.text import fold, nfc, old_tones
from corpus.vocabulary import abbreviations
from tests.quality.retrieval import lines

_SHORT = re.compile(
    r"\s*(?:[(“\"]|\([“\"])\s*(?:(?:sau đây|dưới đây)?\s*(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+)?là:?\s*[“\"]?\s*)?"
    r"(?P<short>[A-ZĐ][A-ZĐa-z]{0,3}[A-ZĐ]{1,8})\s*[”\")]"
)
_BEFORE = 120  # characters in front of an abbreviation in which what it stands for is looked for
_BREAK = re.compile(r"[^\w\s,]")
_SMALL = frozenset({"và", "của", "về", "các", "cho", "trong", "ở", "theo", "với", "là", "tại", "từ"})


def readings(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations that a text explains, with what they stand for."""
    for match in _SHORT.finditer(text):
        before = _BREAK.split(text[max(match.start() - _BEFORE, 0) : match.start()])[-1]
        full = spelt(match["short"], re.findall(r"[^\W\d_]+", before))
        if full:
            yield match["short"], full


def spelt(short: str, words: list[str]) -> str:
    """The last words whose initials are the abbreviation; small words between them may go without one."""
    letters = [letter for letter in short if letter.isupper()]
    at, taken = len(words), 0
    while letters and at:
        at -= 1
        taken += 1
        initial = words[at][0].upper()
        if initial == letters[-1] or (letters[-1] == "D" and initial == "Đ") or fold(initial).upper() == letters[-1]:
            letters.pop()
        elif words[at].lower() not in _SMALL:
            return ""
    return " ".join(words[-taken:]) if not letters and taken > 1 else ""


def mined(files: Iterable[Path]) -> dict[str, Counter[str]]:
    """Abbreviation → what it stands for, with the number of documents that say so."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in files:
        for article in lines(file):
            document = str(article.get("number") or str(article["id"]).partition("@")[0])
            for short, full in readings(nfc(str(article["text"]))):
                said[short, old_tones(full.lower())].add(document)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (short, full), documents in said.items():
        found[short][full] = len(documents)
    return found


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.mine_abbreviations")
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--least", type=int, default=3, help="documents that say so")
    parser.add_argument("--share", type=float, default=0.8, help="of the documents that explain the abbreviation")
    arguments = parser.parse_args()
    known = {short: old_tones(full.lower()) for short, full in abbreviations().items()}
    rows = []
    for short, found in mined(arguments.articles).items():
        whole = found.total()
        for full, documents in found.items():
            if documents >= arguments.least and documents / whole >= arguments.share:
                state = "known" if known.get(short) == full else "contradicts" if short in known else "new"
                rows.append((state, -documents, short, full, whole))
    for state, documents, short, full, whole in sorted(rows, key=lambda row: (row[0] != "contradicts", row)):
        print(f"{state}\t{short}\t{full}\t{-documents} of {whole}")
    told = Counter(row[0] for row in rows)
    print(f"{len(rows)} readings: {', '.join(f'{count} {state}' for state, count in sorted(told.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
