"""Only what the library waits for: the rows of a data set that are cited and not held, round after round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus import vocabulary
from corpus.errors import AddressError
from corpus.names import name_key
from corpus.number import DocumentNumber
from corpus.store import Missing, Store
from ingest.datasets.dataset import Dataset, RowItem, Told
from ingest.report import Report

#: Takes items into the library and follows references.
Take = Callable[[Iterator[RowItem]], Report]


@dataclass(slots=True)
class Wanted:
    """The documents that are cited and not held, found by the number or the name that a row declares."""

    _by_number: defaultdict[str, list[tuple[int | None, str | None]]] = field(default_factory=lambda: defaultdict(list))
    _by_name: defaultdict[str, set[int | None]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, missing: tuple[Missing, ...]) -> Wanted:
        """What `Store.missing` lists."""
        made = cls()
        for one in missing:
            year = one.year or (one.id.year if one.id else None) or None
            issuer = one.id.issuer if one.id and one.id.issuer != vocabulary.UNKNOWN_ISSUER else None
            if number := _number(one.number):
                made._by_number[number.key].append((year or number.year, issuer))
            elif one.name:
                made._by_name[name_key(one.name)].add(year)
        return made

    def has(self, told: Told) -> bool:
        """True for a row that may be one of them: no year or issuer that both say differs."""
        number = _number(told.get("number"))
        year = (number.year if number else None) or _year(told.get("issued"))
        if number is not None and (waiting := self._by_number.get(number.key)):
            issuer = _issuer(number, told.get("issuer"))
            if any(_same(year, other) and _same(issuer, office) for other, office in waiting):
                return True
        return any(_same(year, other) for name in _names(told) for other in self._by_name.get(name, ()))


def cited_rounds(dataset: Dataset, store: Store, take: Take, *, depth: int | None = None) -> Iterator[Report]:
    """Take what is wanted, then what that wants, until nothing new is or `depth` rounds are done; a report a round."""
    tried: set[str] = set()
    while depth is None or depth > 0:
        wanted = Wanted.of(store.missing())
        before = len(tried)

        def is_new(told: Told, wanted: Wanted = wanted) -> bool:
            if told.get("id", "") in tried or not wanted.has(told):
                return False
            tried.add(told["id"])
            return True

        report = take(dataset.rows(is_new))
        if len(tried) == before:
            return
        yield report
        depth = depth - 1 if depth is not None else None


def _number(text: str | None) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(text) if text else None
    except AddressError:
        return None


def _issuer(number: DocumentNumber, declared: str | None) -> str | None:
    """The slug of the issuer, where the declared name or the symbol tells it."""
    where = vocabulary.province_in(declared) if declared else None
    province = where.slug if where else None
    found = vocabulary.issuer_of_number(number, province=province)
    if found is None and declared:
        found = vocabulary.body_by_name(declared, province=province)
    return found[0] if found else None


def _year(day: str | None) -> int | None:
    last = (day or "").rpartition("/")[2]
    return int(last) if last.isdigit() and len(last) == 4 else None


def _names(told: Told) -> set[str]:
    title, kind = told.get("title"), told.get("kind")
    if not title:
        return set()
    key = name_key(title)
    return {key, f"{name_key(kind)} {key}"} if kind else {key}


def _same(one: object, other: object) -> bool:
    return one is None or other is None or one == other
