"""The reference engine: everything in dictionaries, slow and obviously right. The others are compared with it.

BM25 with k1 1.2 and b 0.75, idf ln(1 + (N - n + 0.5) / (n + 0.5)), and field lengths rounded down to the 256
steps that one byte holds, as Lucene and tantivy do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import IndexMissing, SearchError
from search.compose import compose
from search.engines import shape
from search.fields import KEYWORDS, TOKENS
from search.index import Clause, Entry, Facet, Minimum, Phrase, Plan, Results, silent
from search.state import Generation, Role, State, Turned
from search.tuning import Tuning, tuning

K1, B = 1.2, 0.75


def rounded_length(length: int) -> int:
    """The length that is left after one byte has held it: exact to 40, then eight steps a doubling."""
    if length < 40:
        return length
    step = 1 << ((length - 24).bit_length() - 4)
    return (length - 24) // step * step + 24


@dataclass(slots=True)
class _Indexed:
    entry: Entry
    values: dict[str, tuple[list[str], ...]]
    counts: dict[str, Counter[str]]
    lengths: dict[str, int]


class _State:
    """One generation: its entries, the mean length of each field and how many entries hold each term."""

    def __init__(self, entries: dict[str, _Indexed], mark: int) -> None:
        self.entries = entries
        self.mark = mark
        size = max(len(entries), 1)
        self.means = {name: sum(one.lengths[name] for one in entries.values()) / size for name in TOKENS}
        self.holds = {name: Counter(term for one in entries.values() for term in one.counts[name]) for name in TOKENS}


class MemoryIndex:
    """A SearchIndex in memory; gone when the process ends."""

    def __init__(self, *, tuned: Tuning | None = None) -> None:
        self._tuned = tuned or tuning()
        self._state: _State | None = None
        self._before: _State | None = None

    def search(self, plan: Plan) -> Results:
        state = self._serving()
        met = [(self._score(state, one, plan), one) for one in state.entries.values() if _meets(one, plan)]
        found = [(score, one) for score, one in met if score > 0 or _needs_no_score(plan)]
        kept = [(score, one) for score, one in found if _passes(one.entry, plan, but=None)]
        kept.sort(key=lambda pair: _order(pair[0], pair[1].entry, plan.sort))
        hits = tuple(shape.hit(one.entry, score, plan) for score, one in kept[plan.offset : plan.offset + plan.limit])
        if not plan.count:
            return Results(hits)
        facets = tuple(_facet(name, [one.entry for _, one in found], plan) for name in plan.facets)
        counts = Counter(one.entry.document for _, one in kept)
        matches = {document: counts[document] for document in (*(hit.entry.document for hit in hits), *plan.also)}
        return Results(hits, len(kept), len(counts), matches, facets)

    def get(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        entries = self._serving().entries
        return {name: entries[name].entry for name in ids if name in entries}

    def of_document(self, document: str) -> tuple[Entry, ...]:
        found = [one.entry for one in self._serving().entries.values() if one.entry.document == document]
        return tuple(sorted(found, key=lambda entry: entry.order))

    def frequency(self, field: str, terms: Sequence[str]) -> Mapping[str, int]:
        holds = self._serving().holds[field]
        return {term: holds[term] for term in terms}

    def count(self) -> int:
        return len(self._state.entries) if self._state else 0

    @property
    def mark(self) -> int:
        return self._state.mark if self._state else 0

    def replace(self, entries: Iterable[Entry], *, mark: int = 0, said: Callable[[str], None] = silent) -> int:
        state = _State({entry.id: self._indexed(entry) for entry in entries}, mark)
        self._before, self._state = self._state, state
        return len(state.entries)

    def update(self, entries: Iterable[Entry], *, documents: Iterable[str], mark: int = 0) -> int:
        serving = self._serving()
        if 0 < mark < serving.mark:
            return 0
        gone = frozenset(documents)
        kept = {name: one for name, one in serving.entries.items() if one.entry.document not in gone}
        fresh = {entry.id: self._indexed(entry) for entry in entries}
        self._state = _State(kept | fresh, mark or serving.mark)
        return len(fresh)

    def rollback(self) -> Turned:
        if self._state is None or self._before is None:
            raise SearchError("Không còn bản chỉ mục trước nào để quay lại.")
        self._state, self._before = self._before, self._state
        now, back = self.state().generations
        return Turned(now, back)

    def snapshot(self, name: str, place: str = "") -> Generation:
        raise SearchError("Chỉ mục trong bộ nhớ không có bản sao.")

    def restore(self, name: str, place: str = "") -> Turned:
        raise SearchError("Chỉ mục trong bộ nhớ không có bản sao.")

    def state(self) -> State:
        held = ((self._state, Role.SERVING), (self._before, Role.PREVIOUS))
        found = (Generation(role.value, role, len(one.entries), 0, one.mark) for one, role in held if one)
        return State("memory", "", generations=tuple(found))

    def close(self) -> None:
        self._state = self._before = None

    def _serving(self) -> _State:
        if self._state is None:
            raise IndexMissing("Chưa có chỉ mục tìm kiếm; chạy `traluat reindex` để lập.")
        return self._state

    def _indexed(self, entry: Entry) -> _Indexed:
        values = compose(entry, self._tuned.repeat)
        counts = {name: Counter(token for value in values[name] for token in value) for name in TOKENS}
        return _Indexed(entry, values, counts, {name: found.total() for name, found in counts.items()})

    def _score(self, state: _State, one: _Indexed, plan: Plan) -> float:
        return sum(self._clause(state, one, clause) for clause in plan.clauses)

    def _clause(self, state: _State, one: _Indexed, clause: Clause) -> float:
        size, mean = len(state.entries), state.means[clause.field]
        score = 0.0
        for term, weight in clause.terms:
            times = one.counts[clause.field][term]
            if times:
                holds = state.holds[clause.field][term]
                idf = math.log(1 + (size - holds + 0.5) / (holds + 0.5))
                length = rounded_length(one.lengths[clause.field]) / mean
                score += weight * idf * times * (K1 + 1) / (times + K1 * (1 - B + B * length))
        return score * clause.boost


def _meets(one: _Indexed, plan: Plan) -> bool:
    if any(str(getattr(one.entry, no.field)) in no.values for no in plan.without):
        return False
    if not all(between.low <= int(getattr(one.entry, between.field)) <= between.high for between in plan.ranges):
        return False
    if any(_matched(one, minimum) < minimum.count for minimum in plan.minimums):
        return False
    return all(_holds(one, phrase) for phrase in plan.phrases) and not any(_holds(one, no) for no in plan.excluded)


def _matched(one: _Indexed, minimum: Minimum) -> int:
    return sum(term in one.counts[minimum.field] for term in minimum.terms)


def _holds(one: _Indexed, phrase: Phrase) -> bool:
    return any(
        value[at : at + len(run)] == list(run)
        for run in phrase.runs
        for value in one.values[phrase.field]
        for at in range(len(value) - len(run) + 1)
    )


def _needs_no_score(plan: Plan) -> bool:
    return not plan.clauses or bool(plan.minimums) or bool(plan.phrases)


def _passes(entry: Entry, plan: Plan, *, but: str | None) -> bool:
    return all(str(getattr(entry, f.field)) in f.values for f in plan.filters if f.field != but)


def _order(score: float, entry: Entry, sort: str) -> tuple[float, str]:
    if not sort:
        return -score, entry.id
    number = int(getattr(entry, sort.removeprefix("-")))
    return (number if sort.startswith("-") else -number), entry.id


def _facet(name: str, entries: list[Entry], plan: Plan) -> Facet:
    assert name in KEYWORDS
    pairs = {(str(getattr(e, name)), e.document) for e in entries if _passes(e, plan, but=name)}
    counts = Counter(value for value, _ in pairs)
    return Facet(name, tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))
