"""How well search finds: index bare articles, ask questions, score the run. All through the product's own code.

    python -m tests.quality.retrieval run --articles A.jsonl[.xz] --questions Q.jsonl --engine embedded --out RUN
    python -m tests.quality.retrieval related --articles A.jsonl[.xz] --questions Q.jsonl --engine embedded --out RUN
    python -m tests.quality.retrieval score --run RUN --qrels Q.jsonl [--cross]

A run is TREC, tab-separated because ids may hold blanks: qid Q0 docid rank score tag, the best 100.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.address import Level
from corpus.bodies import issuer_of_number
from corpus.citation import find_citations
from corpus.errors import AddressError
from corpus.kinds import kind_by_name, kind_of_number, rank_of
from corpus.laws import by_name, laws
from corpus.model import Target
from corpus.number import DocumentNumber
from search.engines import ENGINES, open_index
from search.index import Entry, Hit, SearchIndex
from search.query import understand
from search.related import akin
from search.retrieve import retrieve
from search.subject import subject
from search.tuning import Tuning, tuning

DEPTH = 100
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_NUMBER = re.compile(r"\d+[/-]\S+")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, packed with xz or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def year_of(number: str) -> int | None:
    """The year a number holds; None where it holds none."""
    found = _YEAR.search(number)
    return int(found[1]) if found else None


def entry(article: Mapping[str, Any], order: int, *, title: str = "", citing: bool = False) -> Entry:
    """A bare article as an entry of the index; all but `id` and `text` may be missing.

    `title` is that of its document; a document that goes by its name needs none.
    """
    id, number = str(article["id"]), str(article.get("number") or "")
    text = str(article["text"])
    heading = str(article.get("title") or "") or _heading(text)
    return Entry(
        id=id,
        document=number or id.partition("@")[0],
        path=str(article.get("article") or ""),
        text=text.removeprefix(heading).lstrip() if heading else text,
        heading=heading,
        title=title if _NUMBER.match(number) else number,
        name=number if _NUMBER.match(number) else "",
        number=number,
        year=year_of(number) or 0,
        rank=_rank(number),
        order=order,
        cites=tuple(cited(text)) if citing else (),
    )


def cited(text: str) -> dict[str, None]:
    """Ids of the documents and articles elsewhere that a text cites; laws called by name go by the table of laws."""
    found: dict[str, None] = {}
    for target in (target for citation in find_citations(text) for target in citation.targets):
        article = next((step.number for step in target.path.steps if step.level is Level.ARTICLE), None)
        for number in _numbers(target):
            found |= dict.fromkeys([number.lower(), *([f"{number.lower()}@{article}"] if article else [])])
    return found


def _numbers(target: Target) -> list[str]:
    if target.number or not target.name:
        return [target.number] if target.number else []
    return [law.number for law in by_name(target.name, year=target.year) if law.number]


def _heading(text: str) -> str:
    """The first line where it is plainly a heading: short, no sentence, a blank line after it."""
    first, blank, rest = text.partition("\n\n")
    plain = blank and rest and "\n" not in first and len(first) < 200 and first[-1:].isalnum() and first[:1].isalpha()
    return first if plain else ""


def entries(path: Path, *, as_of: int | None = None, citing: bool = False) -> Iterator[Entry]:
    """The articles of a file; `as_of` leaves later years out, `citing` reads what they cite."""
    named = titles(path)
    for order, article in enumerate(lines(path)):
        number = str(article.get("number") or "")
        year = year_of(number)
        if as_of is None or year is None or year <= as_of:
            yield entry(article, order, title=named.get(number, ""), citing=citing)


def titles(path: Path) -> dict[str, str]:
    """The titles that the documents of a file go without: of laws from the table of laws, else their subject."""
    first: dict[str, list[str]] = {}
    for article in lines(path):
        first.setdefault(str(article.get("number") or ""), []).append(str(article["text"]))
    known = {law.number.lower(): law.name for law in laws() if law.number}
    return {number: known.get(number.lower()) or subject(texts) for number, texts in first.items() if number}


@cache
def _rank(number: str) -> int:
    """The rank of the kind of document that a number tells, as the indexer has it; what goes by its name is a law."""
    law = kind_by_name("Luật")
    try:
        read = DocumentNumber.parse(number)
    except AddressError:
        return rank_of(law, "")
    issuer = issuer_of_number(read)
    return rank_of(kind_of_number(read) or law, issuer[0] if issuer else "")


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the questions that have an answer."""

    questions: int
    acc1: float
    acc10: float
    r10: float
    r100: float
    mrr10: float
    ndcg10: float

    def __str__(self) -> str:
        names = ("Acc@1", "Acc@10", "R@10", "R@100", "MRR@10", "nDCG@10")
        values = (self.acc1, self.acc10, self.r10, self.r100, self.mrr10, self.ndcg10)
        shown = "  ".join(f"{name} {value:.4f}" for name, value in zip(names, values, strict=True))
        return f"{self.questions} questions  {shown}"


def score(run: Mapping[str, Sequence[str]], wanted: Mapping[str, frozenset[str]]) -> Scores:
    """Measures of a run (question → ids, best first) against the relevant ids of each question."""
    sums = [0.0] * 6
    asked = {question: relevant for question, relevant in wanted.items() if relevant}
    for question, relevant in asked.items():
        found = run.get(question, ())
        ranks = [rank for rank, id in enumerate(found[:DEPTH], start=1) if id in relevant]
        near = [rank for rank in ranks if rank <= 10]
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
        values = (
            1.0 if ranks[:1] == [1] else 0.0,
            1.0 if near else 0.0,
            len(near) / len(relevant),
            len(ranks) / len(relevant),
            1 / near[0] if near else 0.0,
            sum(1 / math.log2(rank + 1) for rank in near) / ideal,
        )
        sums = [total + value for total, value in zip(sums, values, strict=True)]
    count = max(len(asked), 1)
    return Scores(len(asked), *(total / count for total in sums))


def read_run(path: Path) -> dict[str, list[str]]:
    """Question → ids by rank."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        question, _, id, rank, _, _ = line.split("\t")
        ranked.setdefault(question, []).append((int(rank), id))
    return {question: [id for _, id in sorted(found)] for question, found in ranked.items()}


def read_wanted(path: Path, *, cross: bool = False) -> dict[str, frozenset[str]]:
    """Question → relevant ids, given as `relevant` or `related`; with `cross`, only those of other documents."""
    wanted = {}
    for line in lines(path):
        relevant = {str(id) for id in line.get("relevant") or line.get("related") or ()}
        own = document_of(str(line["id"]))
        wanted[str(line["id"])] = frozenset(id for id in relevant if not cross or document_of(id) != own)
    return wanted


def document_of(id: str) -> str:
    """The document of an article id."""
    return id.rpartition("@")[0] or id


def answer(question: str, index: SearchIndex, tuned: Tuning) -> tuple[Hit, ...]:
    """The product's ranking for a question."""
    return retrieve(understand(question), index, tuned, limit=DEPTH, count=False).results.hits


def beside(id: str, index: SearchIndex, tuned: Tuning) -> tuple[Hit, ...]:
    """The product's related provisions for an article."""
    source = index.get([id]).get(id)
    found = akin(source, index, tuned.related)[:DEPTH] if source else ()
    return tuple(Hit(one.entry, one.score) for one in found)


def write(out: Path, answers: Iterable[tuple[str, Sequence[Hit]]], *, tag: str) -> None:
    """Write a run."""
    with out.open("w", encoding="utf-8") as file:
        for question, hits in answers:
            for rank, hit in enumerate(hits, start=1):
                print(question, "Q0", hit.entry.id, rank, f"{hit.score:.6f}", tag, sep="\t", file=file)


def _index(arguments: argparse.Namespace, folder: Path) -> SearchIndex:
    index = open_index(arguments.engine, folder=folder, url=arguments.url)
    if arguments.index is None or index.count() == 0:
        began = time.perf_counter()
        count = index.replace(entries(arguments.articles, as_of=arguments.as_of, citing=arguments.command == "related"))
        print(f"{count} articles indexed in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return index


def _run(arguments: argparse.Namespace) -> None:
    tuned = tuning()
    # The engine may still put a file in order while its folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        index = _index(arguments, arguments.index or Path(temporary))
        questions = list(lines(arguments.questions))
        began = time.perf_counter()
        if arguments.command == "run":
            answers = [(str(q["id"]), answer(str(q["text"]), index, tuned)) for q in questions]
        else:
            answers = [(str(q["id"]), beside(str(q["id"]), index, tuned)) for q in questions]
        spent = time.perf_counter() - began
        print(f"{len(questions)} questions, {1000 * spent / max(len(questions), 1):.1f} ms each", file=sys.stderr)
        write(arguments.out, answers, tag=f"traluat-{arguments.engine}")
        index.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line described at the top."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.retrieval", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, does in (("run", "answer questions {id, text}"), ("related", "related articles of questions {id}")):
        command = commands.add_parser(name, help=does)
        command.add_argument("--articles", type=Path, required=True)
        command.add_argument("--questions", type=Path, required=True)
        command.add_argument("--engine", choices=ENGINES, default="embedded")
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--as-of", type=int, metavar="YEAR", help="leave later documents out")
        command.add_argument("--index", type=Path, help="keep the index in this folder and use it again")
        command.add_argument("--url", help="address of the server, for --engine elastic")
    scoring = commands.add_parser("score", help="measure a run")
    scoring.add_argument("--run", type=Path, required=True)
    scoring.add_argument("--qrels", type=Path, required=True)
    scoring.add_argument("--cross", action="store_true", help="count other documents only")
    parsed = parser.parse_args(arguments)
    if parsed.command == "score":
        print(score(read_run(parsed.run), read_wanted(parsed.qrels, cross=parsed.cross)))
    else:
        _run(parsed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
