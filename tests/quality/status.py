"""How right effects and statuses are, on the files of ../shared/data/documents.

    python -m tests.quality.status effects [--differences]     against clauses read by hand: precision, recall
    python -m tests.quality.status outcomes --home FOLDER [--differences]   references followed as a reader would
    python -m tests.quality.status declared --home FOLDER      derived statuses against those that pages declare
    python -m tests.quality.status lives --home FOLDER         how long documents known to have ended lived, and
                                                               how often an ended one still served as a basis

`--home` is a TRALUAT_HOME into which the documents were ingested. A line of effects.jsonl is one acting provision with
all it does: `{"file", "source", "effects": [[kind, document, path, begins, partly], …]}`, no text.
A line of outcomes.jsonl is a file with some of its references: `{"file", "outcomes": [[source, target, path, outcome],
…]}`, targets written as in the annotations, followed in the library of that folder; `statuses` are what a reader says
of the document on some days: `[[day, status], …]`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from sqlalchemy import select

from corpus.effects import ENDING, Effect, EffectKind
from corpus.model import Metadata, Status
from corpus.status import judge
from corpus.store import Standings, Store
from corpus.store.tables import documents, effects, mentions
from corpus.vocabulary import status_by_name, status_names
from ingest import pipeline
from ingest.references.effects import effects as effects_of
from tests.quality.judging import same_target

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
READ = Path(__file__).with_name("effects.jsonl")
FOLLOWED = Path(__file__).with_name("outcomes.jsonl")
#: A status alone in an element of a page: a badge, which the property table of some sites lacks.
_BADGE = re.compile(r">\s*(Còn hiệu lực|Hết hiệu lực(?: một phần| toàn bộ)?|Chưa có hiệu lực|Ngưng hiệu lực)\s*<")
#: Kinds that are not acts on others.
_ASIDE = frozenset({EffectKind.BEGINS, EffectKind.CONSOLIDATES})

Row = tuple[str, str, str, str, bool]


def row(effect: Effect) -> Row:
    """An effect as the file of judged clauses writes it."""
    target = effect.target
    document = str(target.document or target.number or target.name or "")
    return effect.kind.value, document, str(target.path), str(effect.begins or ""), effect.partly


def judged() -> Iterator[tuple[str, str, Counter[Row]]]:
    """File, acting provision and its effects, as read by hand."""
    for line in READ.read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield entry["file"], entry["source"], Counter((a, b, c, d, bool(e)) for a, b, c, d, e in entry["effects"])


def made(file: str) -> dict[str, Counter[Row]]:
    """The effects of a file by acting provision, without hints and the days of its own parts."""
    path = DATA / file
    document, references = pipeline.understand(path.read_bytes(), name=path.name)
    found: dict[str, Counter[Row]] = {}
    for effect in effects_of(document, references):
        if not effect.hint and effect.kind not in _ASIDE:
            found.setdefault(effect.source, Counter())[row(effect)] += 1
    return found


def measure_effects(*, differences: bool) -> tuple[float, float]:
    """Precision and recall over the judged clauses."""
    right = wanted = got = 0
    cache: dict[str, dict[str, Counter[Row]]] = {}
    for file, source, expected in judged():
        found = cache.setdefault(file, made(file)).get(source, Counter())
        right += sum((found & expected).values())
        wanted += sum(expected.values())
        got += sum(found.values())
        if differences:
            for sign, rows in (("-", expected - found), ("+", found - expected)):
                for one in rows.elements():
                    print(f"{sign} {file} {source} {one}")
    precision, recall = right / got if got else 1.0, right / wanted if wanted else 1.0
    print(
        f"effects: {wanted} judged in {sum(1 for _ in judged())} clauses; precision {precision:.4f} recall {recall:.4f}"
    )
    return precision, recall


def measure_outcomes(home: Path, *, differences: bool) -> tuple[int, int]:
    """How many of the references read by hand end where a reader would, and how many statuses are as read; files the
    library lacks are passed over."""
    right = total = agreed = days = 0
    with Store.open(f"sqlite:///{home}/library.db") as store:
        standings = Standings(store)
        held = {file.rsplit("/", 1)[-1]: one.document for one in store.sources() for file in one.files}
        for entry in map(json.loads, FOLLOWED.read_text("utf-8").splitlines()):
            id = held.get(entry["file"].rsplit("/", 1)[-1])
            if id is None:
                continue
            references = [edge.reference for edge in store.references_out(id)]
            for source, target, path, outcome in entry["outcomes"]:
                found = {
                    one.outcome.value
                    for one in references
                    if one.source == source and str(one.target.path) == path and same_target(target, one.target)
                }
                total += 1
                right += found == {outcome}
                if differences and found != {outcome}:
                    print(f"{entry['file']} {source} {target} {path}: wanted {outcome}, got {sorted(found)}")
            case = standings.case(id)
            for day, status in entry.get("statuses", ()):
                derived = judge(case, date.fromisoformat(day)).status.value if case else None
                days += 1
                agreed += derived == status
                if differences and derived != status:
                    print(f"{entry['file']} on {day}: wanted {status}, got {derived}")
    print(f"outcomes: {right} of {total}, statuses: {agreed} of {days} as read by hand")
    return right, total


def declared_by(store: Store, folder: Path) -> Iterator[tuple[str, Metadata, str]]:
    """The documents whose page declares a status: id, metadata, the words."""
    badges = {
        path.name: found[1]
        for path in folder.rglob("*.html")
        if (found := _BADGE.search(path.read_text("utf-8", errors="replace")))
    }
    files = {file.rsplit("/", 1)[-1]: held.document for held in store.sources() for file in held.files}
    known = {str(header.id): header.metadata for header in store.headers()}
    for name, metadata in known.items():
        words = metadata.declared_status
        if not words:
            words = next((badges[file] for file, id in files.items() if str(id) == name and file in badges), None)
        if words and status_by_name(words):
            yield name, metadata, words


def measure_declared(home: Path) -> tuple[int, int]:
    """How many declared statuses the derived ones agree with; every disagreement with its reasons."""
    with Store.open(f"sqlite:///{home}/library.db") as store:
        standings = Standings(store)
        held = {str(header.id): header for header in store.headers()}
        agreed = total = 0
        for name, _, words in declared_by(store, DATA):
            declared, derived = status_by_name(words), held[name].status
            total += 1
            agreed += declared is derived
            case = standings.case(held[name].id)
            if declared is not derived and case is not None:
                why = ", ".join(f"{one.why} {one.day}" for one in judge(case, date.today()).reasons[:3])
                print(f"differs {name}: page {words}; derived {status_names()[derived]} ({why})")
        counts = Counter(header.status for header in held.values())
    print(f"declared: {agreed} of {total} agree")
    print("derived:", ", ".join(f"{status_names()[one]} {counts[one]}" for one in Status))
    return agreed, total


def measure_lives(home: Path) -> None:
    """How long documents known to have ended lived, and how often they served as a basis after their end."""
    with Store.open(f"sqlite:///{home}/library.db") as store, store.reading() as connection:
        ends: dict[str, str] = {}
        whole = select(effects.c.target, effects.c.begins).where(
            effects.c.kind.in_([kind.value for kind in ENDING]), effects.c.target_path == "", ~effects.c.partly
        )
        for target, begins in connection.execute(whole.where(~effects.c.hint, effects.c.begins.is_not(None))):
            if target:
                ends[target] = min(begins, ends.get(target, begins))
        lives = sorted(
            int(day[:4]) - int(name.split("/")[1]) for name, day in ends.items() if name.split("/")[1] > "1900"
        )
        cited = select(mentions.c.document, mentions.c.target, documents.c.issued).join(
            documents, documents.c.id == mentions.c.document
        )
        bases = connection.execute(cited.where(mentions.c.relation == "can-cu").distinct()).all()
    late = [(a, b) for a, b, issued in bases if b in ends and issued and issued >= ends[b] and "vbhn" not in a]
    share = {years: sum(life <= years for life in lives) / len(lives) for years in (1, 3, 5, 10, 15, 20)}
    print(f"{len(lives)} documents known to have ended lived {median(lives)} years in the median")
    print("ended within years of issue:", ", ".join(f"{years}: {part:.2f}" for years, part in share.items()))
    print(f"{len(late)} of {len(bases)} bases had ended when they were cited as one: {late}")


def main(argv: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["effects", "outcomes", "declared", "lives"])
    options.add_argument("--home", type=Path)
    options.add_argument("--differences", action="store_true")
    given = options.parse_args(argv)
    if given.what == "effects":
        measure_effects(differences=given.differences)
        return 0
    if given.home is None:
        options.error("--home is needed: the library of ../shared/data/documents")
    if given.what == "outcomes":
        measure_outcomes(given.home, differences=given.differences)
    elif given.what == "declared":
        measure_declared(given.home)
    else:
        measure_lives(given.home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
