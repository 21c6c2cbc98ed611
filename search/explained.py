"""What an explanation says: how a query was read, and why a hit stands where it stands. Frozen, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """A part of the query that was understood as more than words: what it is, its value, and how that is called."""

    what: str  # document, provision, serial, kind, issuer, place, year, issued, status
    value: str
    label: str
    words: str = ""  # as typed; empty where the value follows from the whole


@dataclass(frozen=True, slots=True)
class Least:
    """Of so many different syllables a hit must hold `anywhere`, and `own` outside the title of its document."""

    syllables: int
    anywhere: int
    own: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read. `expanded`: what was looked for besides, by what was typed; `restored`: the likeliest marks
    of a query typed without; `corrected`: as it may have been meant, offered and not applied."""

    text: str
    taken: tuple[Taken, ...] = ()
    bare: bool = False
    restored: str = ""
    corrected: str = ""
    expanded: tuple[tuple[str, str], ...] = ()
    syllables: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    least: Least | None = None  # nothing where any of the words is enough


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the query in a hit: how telling it is in the whole index (idf), and what it gave to the score."""

    term: str
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class FieldScore:
    """BM25 of one field of a hit, and the terms that gave most of it."""

    field: str
    score: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Lift:
    """A feature of the learned ranker, its value for the hit, and how far it lifted (or lowered) the hit."""

    feature: str
    value: float
    by: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does; places count from 1, 0 is none."""

    engine_score: float
    engine_place: int
    place: int
    fields: tuple[FieldScore, ...]
    lacking: tuple[str, ...]  # syllables of the query that the hit does not hold
    ranked: bool  # the learned ranker ordered this answer
    lifts: tuple[Lift, ...] = ()
    demoted: bool = False  # it is no longer in force and went back for that
    addressed: bool = False  # the query is its address
