"""How what people type is read: the share of a table read as wanted, and real questions read as more than words.

    python -m tests.quality.readings [--questions Q.jsonl …]

The table is `tests/search/readings.tsv`. No real question of a set is meant as a filter or an address alone, so each
that is read so is printed: the answer might be hidden by it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from search.query import Query, understand
from tests.quality.retrieval import lines

TABLE = Path(__file__).parents[1] / "search" / "readings.tsv"


def reading(query: Query) -> str:
    address, wanted = query.address, query.sought
    if address:
        year = f" ({address.year})" if address.name and address.year and not address.number else ""
        path = f" # {address.path}" if address.path else ""
        return f"{address.number or address.name}{year}{path}"
    if wanted:
        said = (wanted.kind, wanted.serial, str(wanted.year or ""), wanted.body, wanted.place)
        return f"? {' '.join(filter(None, said))}" + (f" # {wanted.path}" if wanted.path else "")
    if query.filters:
        return "; ".join(f"{piece.what}={piece.value}" for piece in query.filters) + f" | {query.plain}"
    return "words"


def table() -> list[tuple[str, str]]:
    """What is typed, and the reading wanted."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#"))
    return [(typed, wanted) for typed, wanted in rows]


def misread(questions: Path) -> Iterator[tuple[str, str]]:
    """Questions that are read as filters, or as the address of a document."""
    for line in lines(questions):
        query = understand(str(line["text"]))
        if query.filters or query.address or query.sought:
            yield str(line["text"]), reading(query)


def main() -> int:
    """Print what is read otherwise than wanted, and the shares."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.readings")
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    right = 0
    for typed, wanted in table():
        found = reading(understand(typed)).strip()
        right += found == wanted.strip()
        if found != wanted.strip():
            print(f"{typed}\twanted {wanted}\tread {found}")
    print(f"table: {right} of {len(table())} read as wanted ({right / len(table()):.1%})")
    for questions in arguments.questions:
        found_in = list(misread(questions))
        for text, found in found_in:
            print(f"{questions.name}\t{text}\tread {found}")
        filters = sum("=" in found for _, found in found_in)
        size = sum(1 for _ in lines(questions))
        print(f"{questions.name}: {filters} of {size} read as filters, {len(found_in) - filters} as an address")
    return 0


if __name__ == "__main__":
    sys.exit(main())
