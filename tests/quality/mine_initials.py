"""Names of laws cut to initials, counted: "Luật BHXH", "Bộ luật TTHS", "BLDS", and how texts explain them.

    python -m tests.quality.mine_initials FILE… [--least 2]

A file is a text, or lines of JSON (packed or not) whose strings are searched. Printed is, for each cut name, how often
it is used, the full names that "(sau đây gọi tắt là …)" or brackets give it, and what `corpus.laws` makes of it; what
contradicts that is marked with "!" and looked at by eye before `corpus/laws.py` is changed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.citation.names import INITIALS
from corpus.laws import by_name, name_key
from corpus.text import nfc

_CUT = r"(?:(?:Luật|Bộ luật|Pháp lệnh)\s+[A-ZĐ][A-ZĐ&]{2,9}|BL[A-ZĐ]{2,4})(?![\w/\-])"
_USED = re.compile(rf"(?<![\w/\-]){_CUT}")
_EXPLAINED = re.compile(
    r"(?P<full>(?:Luật|Bộ luật|Pháp lệnh)\s+(?:(?!Luật|Bộ luật|số|năm)[^\W\d_]+,?\s+){1,11}?)"
    r"(?:(?:số|năm)\s[^()]{1,40})?\(\s*(?:(?:sau đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+)?là:?\s*)?[“\"]?"
    rf"(?P<cut>{_CUT})[”\"]?\s*\)"
)


def texts(file: Path) -> Iterator[str]:
    """The texts of a file; every string of its lines where these are JSON."""
    with (lzma.open if file.suffix == ".xz" else open)(file, "rt", encoding="utf-8") as lines:
        if ".jsonl" not in file.suffixes:
            yield nfc(lines.read())
            return
        for line in lines:
            yield from (nfc(value) for value in json.loads(line).values() if isinstance(value, str))


def count(found: Iterable[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How often each cut name is used, and the names in full that it stands for where it is explained."""
    used: Counter[str] = Counter()
    explained: dict[str, Counter[str]] = defaultdict(Counter)
    for text in found:
        used.update(" ".join(one[0].split()) for one in _USED.finditer(text))
        for one in _EXPLAINED.finditer(text):
            explained[" ".join(one["cut"].split())][name_key(one["full"])] += 1
    return used, explained


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--least", type=int, default=2)
    options = parser.parse_args(arguments)
    used, explained = count(text for file in options.files for text in texts(file))
    for cut, times in used.most_common():
        if times < options.least:
            break
        laws = by_name(INITIALS.get(cut, cut))
        known = laws[-1].name if laws else "?"
        told = "; ".join(f"{name} {number}" for name, number in explained.get(cut, Counter()).most_common(3))
        against = told and not any(name_key(known) == name for name in explained[cut])
        print(f"{'!' if against else ' '} {times:6d} {cut}: {known}" + (f" ({told})" if told else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
