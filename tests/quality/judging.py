"""A document as the parser understands it, compared with its annotation; totals of a set, gains and losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.laws import by_name, by_number, name_key
from corpus.model import Document, Reference, Target
from tests.quality.annotation import MARKED, Annotation, Wanted, mark

METADATA = ("number", "kind", "issuer", "title", "issued", "effective", "expires", "signer")

#: (source, target, path): what makes two references the same.
Triple = tuple[str, str, str]


@dataclass(slots=True)
class Count:
    """Right, missing and extra ones of a comparison of sets."""

    right: int = 0
    missing: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.missing + self.extra
        return 2 * self.right / total if total else 1.0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.missing += other.missing
        self.extra += other.extra


@dataclass(slots=True)
class Share:
    """How many of some were right."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0

    def see(self, right: bool) -> None:
        self.right += right
        self.of += 1

    def add(self, other: Share) -> None:
        self.right += other.right
        self.of += other.of


@dataclass(slots=True)
class Score:
    """The comparison of a document, or the sum of a set; `notes` are the differences, one a line."""

    documents: int = 0
    paths: Count = field(default_factory=Count)
    references: Count = field(default_factory=Count)
    relations: Share = field(default_factory=Share)
    quoted: Share = field(default_factory=Share)
    quotes: Share = field(default_factory=Share)
    metadata: dict[str, Share] = field(default_factory=dict)
    ordered: Share = field(default_factory=Share)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.documents += other.documents
        for name in ("paths", "references", "relations", "quoted", "quotes", "ordered"):
            getattr(self, name).add(getattr(other, name))
        for name, share in other.metadata.items():
            self.metadata.setdefault(name, Share()).add(share)

    @property
    def all_metadata(self) -> Share:
        total = Share()
        for share in self.metadata.values():
            total.add(share)
        return total


def judge(annotation: Annotation, document: Document, references: Sequence[Reference]) -> Score:
    """The score of one document."""
    score = Score(documents=1)
    _judge_metadata(annotation, document, score)
    _judge_paths(annotation, document, score)
    _judge_references(annotation, references, score)
    return score


def said(document: Document, name: str) -> str | None:
    """A field of the metadata as JSON has it."""
    value = getattr(document.metadata, name)
    return None if value is None else str(value)


def _judge_metadata(annotation: Annotation, document: Document, score: Score) -> None:
    for name in METADATA:
        if name not in annotation.metadata:
            continue
        wanted, got = annotation.metadata[name], said(document, name)
        shown = mark(got) if got is not None and name in MARKED else got
        score.metadata.setdefault(name, Share()).see(shown == wanted)
        if shown != wanted:
            score.notes.append(f"{name}: wanted {wanted!r}, got {got!r}")


def _judge_paths(annotation: Annotation, document: Document, score: Score) -> None:
    found = [path for path in (str(provision.path) for provision in document.provisions) if annotation.judges(path)]
    found = [path for path in found if path not in annotation.open_paths]
    _compare("path", set(annotation.paths), set(found), score.paths, score.notes)
    common = set(annotation.paths) & set(found)
    in_order = [path for path in found if path in common] == [path for path in annotation.paths if path in common]
    score.ordered.see(in_order)
    if not in_order:
        score.notes.append("paths in another order")


def _compare(what: str, wanted: set[str], found: set[str], count: Count, notes: list[str]) -> None:
    count.add(Count(len(wanted & found), len(wanted - found), len(found - wanted)))
    notes.extend(f"{what} missing {one}" for one in sorted(wanted - found))
    notes.extend(f"{what} extra {one}" for one in sorted(found - wanted))


# References: the annotation says what the words say; the parser may know more (the number of a law cited by name)


def same_target(wanted: str, got: Target) -> bool:
    """True where the document that the annotation names is the one the parser found."""
    if wanted == "this" or got.document == "this":
        return wanted == got.document
    name, _, year = wanted.partition(";")
    if year and got.year is not None and int(year) != got.year:
        return False
    if got.number is not None and got.number.casefold() == name.casefold():
        return True
    keys = _keys(got)
    law = by_number(name)
    if law is not None and got.number is None:
        return any(name_key(one) in keys for one in (law.name, *law.also))
    return name_key(name) in keys


def _keys(target: Target) -> set[str]:
    """The names that a target goes by; the table's own where only the number was printed."""
    if target.name is not None:
        table = by_name(target.name, year=target.year)
        also = (one for law in table if len(table) == 1 for one in (law.name, *law.also))
        return {name_key(one) for one in (target.name, *also)}
    law = by_number(target.number) if target.number else None
    return {name_key(one) for one in (law.name, *law.also)} if law else set()


def printed(target: Target) -> str:
    """A target as an annotation writes it."""
    if target.document == "this":
        return "this"
    if target.number:
        return target.number
    return f"{target.name};{target.year}" if target.year else f"{target.name}"


def _judge_references(annotation: Annotation, references: Sequence[Reference], score: Score) -> None:
    if annotation.references is None:
        return
    judged = [one for one in references if annotation.judges(one.source)]
    wanted = _by_triple(annotation.references)
    pairs, rest = _pair(wanted, judged)
    found = {_triple(one) for one in rest if not _open(annotation, one)}
    missing = {key for key in wanted if key not in pairs}
    missing -= annotation.open_references
    score.references.add(Count(len(pairs), len(missing), len(found)))
    quotes = {_triple(one): " ".join(one.quote.split())[:80] for one in rest}
    score.notes.extend(f"reference missing {' | '.join(key)}" for key in sorted(missing))
    score.notes.extend(f"reference extra {' | '.join(key)}  « {quotes[key]}" for key in sorted(found))
    for key, gots in pairs.items():
        _judge_pair(key, wanted[key], gots, score)


def _by_triple(references: Iterable[Wanted]) -> dict[Triple, list[Wanted]]:
    """The annotated references by what makes them the same; a law named once with and once without its year is one."""
    found: dict[Triple, list[Wanted]] = {}
    for want in references:
        at = (want.source, want.path)
        keys = (key for key in found if (key[0], key[2]) == at and same_target(key[1], _named(want.target)))
        key = next(keys, (want.source, want.target, want.path))
        found.setdefault(key, []).append(want)
    return found


def _named(target: str) -> Target:
    """The target that an annotation's words name."""
    if target == "this":
        return Target("this")
    name, _, year = target.partition(";")
    if name[:1].isdigit():
        return Target(None, number=name)
    return Target(None, name=name, year=int(year) if year else None)


def _triple(one: Reference) -> Triple:
    return one.source, printed(one.target), str(one.target.path)


def _open(annotation: Annotation, one: Reference) -> bool:
    return any(
        one.source == source and str(one.target.path) == path and (target == "*" or same_target(target, one.target))
        for source, target, path in annotation.open_references
    )


def _pair(
    wanted: Iterable[Triple], references: Iterable[Reference]
) -> tuple[dict[Triple, list[Reference]], list[Reference]]:
    """Which references of the parser are which annotated ones, and those that are none."""
    by_place: dict[tuple[str, str], list[Triple]] = {}
    for key in wanted:
        by_place.setdefault((key[0], key[2]), []).append(key)
    pairs: dict[Triple, list[Reference]] = {}
    rest: list[Reference] = []
    for one in references:
        keys = by_place.get((one.source, str(one.target.path)), [])
        pair = next((key for key in keys if same_target(key[1], one.target)), None)
        if pair is None:
            rest.append(one)
        else:
            pairs.setdefault(pair, []).append(one)
    return pairs, rest


def _judge_pair(key: Triple, wants: Sequence[Wanted], gots: Sequence[Reference], score: Score) -> None:
    judgements: tuple[tuple[str, Share, Callable[[Wanted], object], Callable[[Reference], object]], ...] = (
        ("relation", score.relations, lambda want: want.relation, lambda got: str(got.relation)),
        ("quoted", score.quoted, lambda want: want.quoted, lambda got: got.quoted),
    )
    for what, share, of_want, of_got in judgements:
        wanted, got = {of_want(one) for one in wants}, {of_got(one) for one in gots}
        share.see(wanted == got)
        if wanted != got:
            score.notes.append(f"{what} of {' | '.join(key)}: wanted {_list(wanted)}, got {_list(got)}")
    marks = {one.quote for one in wants}
    if None not in marks:
        found = {mark(one.quote) for one in gots}
        score.quotes.see(marks == found)
        if marks != found:
            score.notes.append(f"quote of {' | '.join(key)}: got {[one.quote for one in gots]}")


def _list(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values)))


# Sets


def figures(score: Score) -> dict[str, float]:
    """The figures of a set that floors are kept for."""
    return {
        "paths_f1": score.paths.f1,
        "references_f1": score.references.f1,
        "relations": score.relations.value,
        "metadata": score.all_metadata.value,
    }


def lines(name: str, score: Score) -> Iterator[str]:
    """The figures of a set in words."""
    yield f"{name}: {score.documents} documents"
    for what, count in (("paths", score.paths), ("references", score.references)):
        yield (
            f"  {what:<11} P {count.precision:.4f}  R {count.recall:.4f}  F1 {count.f1:.4f}"
            f"  ({count.right} right, {count.missing} missing, {count.extra} extra)"
        )
    shares = [("relations", score.relations), ("quoted", score.quoted), ("quotes", score.quotes)]
    shares += [("order", score.ordered), ("metadata", score.all_metadata)]
    shares += [(f"  {field}", share) for field, share in score.metadata.items()]
    for what, share in shares:
        yield f"  {what:<11} {share.value:.4f}  ({share.right} of {share.of})"


def changes(before: Iterable[str], now: Iterable[str]) -> tuple[list[str], list[str]]:
    """(gains, losses): differences of the last run that are gone, and new ones."""
    old, new = Counter(before), Counter(now)
    return sorted((old - new).elements()), sorted((new - old).elements())
