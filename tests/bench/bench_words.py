"""Words: ours beside the library's own function on every line of a set, equality and speed in one run.

    python -m tests.bench.bench_words --articles A.jsonl.xz [--fuzzed 20000] [--reached FILE]

A line that stood before is not asked again: both answers depend on the line alone. `--reached` keeps how far a run
came, so that one that was stopped goes on from there. Exits with 1 where an answer differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from search import words
from tests.quality.retrieval import lines

BATCH = 2000  # lines
SHOWN = 200  # characters of a line that differs
ODD = ("\xa0", "İ", "ß", "\u0301", "\u200b", "$", "...", "--", "<3", "=)", "\t", "“", "”", "½", "㎡", "Ǆ", "\x1f", "𝐀")


@dataclass(slots=True)
class Tally:
    """What a run has seen so far; seconds are of the processor."""

    lines: int = 0
    asked: int = 0
    differences: int = 0
    characters: int = 0
    ours: float = 0.0
    stock: float = 0.0

    def compare(self, chosen: list[str]) -> None:
        """Ask both for the same lines."""
        began = time.process_time()
        quick = words.segment(chosen)
        between = time.process_time()
        slow = [words.stock(line) for line in chosen]
        self.stock += time.process_time() - between
        self.ours += between - began
        self.asked += len(chosen)
        self.characters += sum(map(len, chosen))
        for line, ours, theirs in zip(chosen, quick, slow, strict=True):
            if ours != theirs:
                self.differences += 1
                print(f"differs: {line[:SHOWN]!r}", flush=True)

    def said(self, name: str) -> str:
        """One line of the report."""
        ours, stock = (self.characters / 1000 / max(spent, 1e-9) for spent in (self.ours, self.stock))
        return (
            f"{name}: {self.lines} lines, {self.asked} different ones, {self.characters / 1e6:.1f} million characters, "
            f"{self.differences} differences; kchar/s {ours:.0f} ours, {stock:.0f} stock, {ours / stock:.1f} times"
        )


def different(articles: Path, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Every line of the set with its number; those met for the first time only."""
    number = 0
    for article in lines(articles):
        for line in str(article["text"]).split("\n"):
            number += 1
            key = hash(line)
            if key not in seen:
                seen.add(key)
                yield number, line


def fuzzed(chosen: Iterable[str], chance: random.Random) -> Iterator[str]:
    """Real lines spoilt: letters lost, doubled, moved, in another case, blanks lost, odd characters put in."""
    for line in chosen:
        letters = list(line[chance.randrange(max(len(line) - 40, 1)) :][: chance.randrange(20, 200)])
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(letters) + 1)
            how = chance.randrange(5)
            if how == 0:
                letters[at:at] = chance.choice(ODD)
            elif how == 1:
                letters[at : at + 1] = []
            elif how == 2:
                letters[at:at] = letters[at : at + 2]
            elif how == 3:
                letters[at : at + 4] = "".join(letters[at : at + 4]).swapcase()
            else:
                letters[at : at + 2] = reversed(letters[at : at + 2])
        yield "".join(letters)


def every_line(articles: Path, reached: Path | None, kept: list[str]) -> Tally:
    """All lines, from where an earlier run came to; one in twenty stays in `kept`."""
    tally = Tally(**json.loads(reached.read_text())) if reached and reached.exists() else Tally()
    begun = tally.lines
    waiting = (one for one in different(articles, set()) if one[0] > begun)
    while batch := list(islice(waiting, BATCH)):
        kept += [line for _, line in batch[::20]]
        tally.compare([line for _, line in batch])
        tally.lines = batch[-1][0]
        print(tally.said("so far"), file=sys.stderr, flush=True)
        if reached:
            reached.write_text(json.dumps(asdict(tally)))
    return tally


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_words")
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--fuzzed", type=int, default=20_000, help="spoilt lines to compare besides")
    parser.add_argument("--reached", type=Path, help="keep here how far the run came, and go on from there")
    arguments = parser.parse_args()
    kept: list[str] = []
    tally = every_line(arguments.articles, arguments.reached, kept)
    print(tally.said("every line"))
    if not kept:
        kept = [line for _, line in islice(different(arguments.articles, set()), 0, None, 20)]
    chance, spoilt = random.Random(6), Tally()
    chosen = [chance.choice(kept) for _ in range(arguments.fuzzed)]
    spoilt.lines = len(chosen)
    for at in range(0, len(chosen), BATCH):
        spoilt.compare(list(fuzzed(chosen[at : at + BATCH], chance)))
    print(spoilt.said("spoilt lines"))
    return 1 if tally.differences or spoilt.differences else 0


if __name__ == "__main__":
    sys.exit(main())
