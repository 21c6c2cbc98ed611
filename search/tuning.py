"""The numbers of `tuning.toml` as types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often the parts of an entry stand in its joint fields; 0 leaves a part out."""

    heading: int
    title: int
    context: int
    text: int


@dataclass(frozen=True, slots=True)
class Minimum:
    """How many of a query's syllables must be met."""

    all_up_to: int
    share: float
    own: float
    sentence_from: int
    telling: int
    of_telling: int


@dataclass(frozen=True, slots=True)
class Window:
    """Sizes of snippets, in characters."""

    window: int
    margin: int


@dataclass(frozen=True, slots=True)
class Related:
    """Related provisions: how many terms are looked for, how deep, and what references are worth beside likeness."""

    terms: int
    depth: int
    linked_depth: int
    exact: float
    document: float
    shared: float
    per_document: int
    ended_share: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """When the learned ranker orders, and how far what has no force any more goes back."""

    syllables_from: int
    ended_less: float
    ended_share: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """All of it; `typed` and `bare` are boosts by field."""

    repeat: Repeats
    typed: tuple[tuple[str, float], ...]
    bare: tuple[tuple[str, float], ...]
    minimum: Minimum
    fallback_below: int
    untyped_below: float
    snippet: Window
    related: Related
    ranking: Ranking
    hits_per_document: int
    depth_per_document: int


def read(text: str) -> Tuning:
    """Read a tuning file; an unknown or missing name raises TypeError."""
    raw = tomllib.loads(text)
    return Tuning(
        repeat=Repeats(**raw["repeat"]),
        typed=tuple(raw["typed"].items()),
        bare=tuple(raw["bare"].items()),
        minimum=Minimum(**raw["minimum"]),
        fallback_below=raw["fallback"]["below"],
        untyped_below=raw["fallback"]["untyped_below"],
        snippet=Window(**raw["snippet"]),
        related=Related(**raw["related"]),
        ranking=Ranking(**raw["ranking"]),
        hits_per_document=raw["page"]["hits_per_document"],
        depth_per_document=raw["page"]["depth_per_document"],
    )


@cache
def tuning() -> Tuning:
    """The tuning that ships with the package."""
    return read(files("search").joinpath("tuning.toml").read_text(encoding="utf-8"))
