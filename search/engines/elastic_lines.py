"""Entries as lines of bulk requests: analysed by `search.analysis`, in this process or in workers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.workers import in_order
from search.compose import compose
from search.engines import shape
from search.fields import FIELDS, STORED, TOKENS, Type
from search.index import Entry
from search.tuning import Repeats

_SOME = 200  # entries of one errand to a worker
_LONG = 400_000  # characters of text at which an errand is full
_FEW = 600  # up to so many entries are analysed here: starting workers would take longer


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry adds to a bulk request."""

    id: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that is not in the index, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Errand:
    """Entries for a worker. `version`: of the store; the server keeps what has a higher one."""

    entries: tuple[Entry, ...]
    repeat: Repeats
    version: int


def errands(entries: Iterable[Entry], repeat: Repeats, version: int) -> Iterator[Errand]:
    """The entries in errands of bounded size."""
    some: list[Entry] = []
    length = 0
    for entry in entries:
        some.append(entry)
        length += len(entry.text)
        if len(some) >= _SOME or length >= _LONG:
            yield Errand(tuple(some), repeat, version)
            some, length = [], 0
    if some:
        yield Errand(tuple(some), repeat, version)


def analysed(found: Iterable[Errand], workers: int) -> Iterator[Line | SetAside]:
    """The lines of all errands; an entry whose analysis fails, hangs or kills its process is set aside alone."""
    failed: list[Errand] = []
    for errand, result in _spread(found, workers):
        if isinstance(result, Exception):
            failed += [Errand((entry,), errand.repeat, errand.version) for entry in errand.entries]
        else:
            yield from result
    for errand, result in in_order(lines, failed, workers=workers):
        if isinstance(result, Exception):
            yield SetAside(errand.entries[0].id, f"{type(result).__name__}: {result}"[:300])
        else:
            yield from result


def _spread(found: Iterable[Errand], workers: int) -> Iterator[tuple[Errand, Sequence[Line | SetAside] | Exception]]:
    """Workers are started only where there is work for them."""
    source = iter(found)
    first: list[Errand] = []
    for errand in source:
        first.append(errand)
        if sum(len(one.entries) for one in first) > _FEW:
            yield from in_order(lines, _both(first, source), workers=workers, preload=[__name__])
            return
    yield from in_order(lines, first, workers=0)


def _both(first: Iterable[Errand], rest: Iterable[Errand]) -> Iterator[Errand]:
    yield from first
    yield from rest


def lines(errand: Errand) -> list[Line | SetAside]:
    """The work of a worker."""
    made: list[Line | SetAside] = []
    for entry in errand.entries:
        try:
            made.append(line(entry, errand.repeat, errand.version))
        except Exception as error:  # of one entry; the others are not to suffer for it
            made.append(SetAside(entry.id, f"{type(error).__name__}: {error}"[:300]))
    return made


def line(entry: Entry, repeat: Repeats, version: int) -> Line:
    """An entry as the two lines of an index action."""
    values = compose(entry, repeat)
    source: dict[str, Any] = {name: [" ".join(value) for value in values[name]] for name in TOKENS}
    source |= {one.name: getattr(entry, one.name) for one in FIELDS if one.type is Type.NUMBER}
    source |= {one.name: str(getattr(entry, one.name)) for one in FIELDS if one.type is Type.KEYWORD}
    source[STORED] = shape.pack(entry).decode()
    return Line(entry.id, _action("index", entry.id, version) + b"\n" + _json(source))


def deletion(id: str, version: int) -> Line:
    """A delete action."""
    return Line(id, _action("delete", id, version))


def _action(kind: str, id: str, version: int) -> bytes:
    return _json({kind: {"_id": id, "version": version, "version_type": "external_gte"}})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
