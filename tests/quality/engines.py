"""Two engines on the same questions: hits, order, totals and facets side by side, and why they differ where they do.

    python -m tests.quality.engines --articles A.jsonl[.xz] --questions Q.jsonl [Q.jsonl ...] --index FOLDER
                                    --url http://localhost:9200/alias [--most 500] [--limit 20]

The embedded engine (kept in FOLDER) and Elasticsearch (under the alias) are filled where they are empty, then asked
what the product asks: the plan of each question with all facets, the ranked answer, the related provisions of its first
hit, suggestions for its first words. Hits of one score may stand in any order (a tie); scores are compared to
0.1 per cent, since both engines keep them in single precision. Every difference is put under its cause; exit status 1
where one has none.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.text import fold
from search.engines import open_index
from search.fields import FACETS
from search.index import Clause, Hit, Minimum, Plan, Results, SearchIndex
from search.plan import plan
from search.query import understand
from search.related import akin
from search.retrieve import retrieve
from search.spelling import Speller
from search.tuning import Tuning, tuning
from tests.quality.retrieval import entries, lines

NEAR = 1e-3
EXPLAINED = ("tie", "at the end")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two engines do not say the same, and why."""

    question: str
    what: str  # hits, scores, total, documents, facet kind, ...
    cause: str
    shown: str


def compared(one: Results, other: Results, question: str, what: str) -> Iterator[Difference]:
    """The differences of two answers to one plan."""
    yield from ordered(one.hits, other.hits, question, what)
    for name in ("total", "documents"):
        ours, theirs = getattr(one, name), getattr(other, name)
        if ours != theirs:
            yield Difference(question, f"{what}: {name}", "unexplained", f"{ours} and {theirs}")
    for ours_facet, theirs_facet in zip(one.facets, other.facets, strict=True):
        if ours_facet != theirs_facet:
            odd = set(ours_facet.values) ^ set(theirs_facet.values)
            cause = "unexplained" if odd else "order"
            yield Difference(question, f"{what}: facet {ours_facet.field}", cause, str(sorted(odd)[:4]))


def ordered(one: Sequence[Hit], other: Sequence[Hit], question: str, what: str) -> Iterator[Difference]:
    """The differences of two lists of hits; hits of one score are a tie, which the end of the list may cut."""
    if [hit.entry.id for hit in one] == [hit.entry.id for hit in other]:
        worst = max((_apart(a.score, b.score) for a, b in zip(one, other, strict=True)), default=0.0)
        if worst > NEAR:
            yield Difference(question, f"{what}: scores", "unexplained", f"{worst:.4f} apart")
        return
    scores = {hit.entry.id: hit.score for hit in one}
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a.entry.id == b.entry.id:
            continue
        theirs = scores.get(b.entry.id)
        near = _apart(a.score, b.score) <= NEAR and (theirs is None or _apart(theirs, a.score) <= NEAR)
        end = near and theirs is None and one[-1].score >= a.score * (1 - NEAR)
        cause = "at the end" if end else "tie" if near and theirs is not None else "unexplained"
        yield Difference(question, f"{what}: order", cause, f"place {place + 1}: {a.entry.id} and {b.entry.id}")
        return
    yield Difference(question, f"{what}: hits", "unexplained", f"{len(one)} and {len(other)}")


def _apart(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-9)


def asked(question: str, one: SearchIndex, other: SearchIndex, tuned: Tuning, limit: int) -> Iterator[Difference]:
    """All that the product asks for one question, of both."""
    query = understand(question)
    made = plan(query, tuned, speller=Speller(one, one.count()), facets=FACETS, limit=limit)
    first = one.search(made)
    yield from compared(first, other.search(made), question, "plan")
    narrow = _narrowed(first)
    if narrow:
        filtered = plan(query, tuned, speller=Speller(one, one.count()), filters=narrow, facets=FACETS, limit=limit)
        yield from compared(one.search(filtered), other.search(filtered), question, "filtered")
    ranked, again = (retrieve(query, index, tuned, facets=FACETS, limit=limit).results for index in (one, other))
    yield from compared(ranked, again, question, "ranked")
    if ranked.hits:
        id = ranked.hits[0].entry.id
        yield from ordered(_beside(id, one, tuned, limit), _beside(id, other, tuned, limit), question, "related")
    begun = suggestion(" ".join(question.split()[:2]), limit)
    yield from ordered(one.search(begun).hits, other.search(begun).hits, question, "suggestions")


def _beside(id: str, index: SearchIndex, tuned: Tuning, limit: int) -> list[Hit]:
    return [Hit(near.entry, near.score) for near in akin(index.get([id])[id], index, tuned.related)[:limit]]


def suggestion(q: str, limit: int) -> Plan:
    """What is asked of an engine while somebody types."""
    begun = tuple(dict.fromkeys(fold(q.lower()).split()))
    scored = (Clause("prefixes", tuple((term, 1.0) for term in begun)),)
    return Plan(scored, (Minimum("prefixes", begun, len(begun)),), limit=limit, count=False)


def _narrowed(found: Results) -> dict[str, tuple[str, ...]]:
    """A filter that a reader might choose next: the commonest year."""
    years = next((facet.values for facet in found.facets if facet.field == "year"), ())
    return {"year": (years[0][0],)} if years else {}


def filled(index: SearchIndex, articles: Path, most: int | None) -> SearchIndex:
    """The index with the articles in it."""
    if index.count() == 0:
        index.replace(islice(entries(articles, citing=True), most))
    return index


def table(found: Sequence[Difference], questions: int) -> Iterator[str]:
    """Questions and differences by what and cause."""
    odd = {difference.question for difference in found}
    yield f"{questions} questions, {questions - len(odd)} with the same answers to the letter"
    for (what, cause), count in sorted(Counter((d.what, d.cause) for d in found).items()):
        yield f"{count:5}  {what:24} {cause}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.engines", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--index", type=Path, required=True, help="folder of the embedded engine")
    parser.add_argument("--url", required=True, help="address of Elasticsearch with an alias as its path")
    parser.add_argument("--most", type=int, default=500, help="questions, taken evenly from each file")
    parser.add_argument("--limit", type=int, default=20, help="hits of an answer")
    parser.add_argument("--entries", type=int, help="articles, the first of the file")
    given = parser.parse_args(arguments)
    one = filled(open_index("embedded", folder=given.index), given.articles, given.entries)
    other = filled(open_index("elastic", url=given.url), given.articles, given.entries)
    tuned = tuning()
    texts: list[str] = []
    for path in given.questions:
        every = [str(line["text"]) for line in lines(path)]
        share = given.most // len(given.questions)
        texts += every[:: max(len(every) // share, 1)][:share]
    found = [difference for text in texts for difference in asked(text, one, other, tuned, given.limit)]
    for difference in found:
        if difference.cause not in EXPLAINED:
            print(f"{difference.what}: {difference.cause}: {difference.shown} [{difference.question[:70]}]")
    print("\n".join(table(found, len(texts))))
    one.close()
    other.close()
    return 1 if any(difference.cause not in EXPLAINED for difference in found) else 0


if __name__ == "__main__":
    sys.exit(main())
