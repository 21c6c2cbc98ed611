"""The table of constitutions, codes, laws and ordinances: which number a name means, at which time.

`laws.toml` holds facts only (name, number, dates), mined from how documents cite each other; its header names the command.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from corpus.address import DocumentId
from corpus.text import old_tones


@dataclass(frozen=True, slots=True)
class Law:
    """A law as cited by name: `Luật Đất đai`, `31/2024/QH15`."""

    name: str
    number: str | None
    issued: date | None
    effective: date | None
    id: DocumentId | None

    @property
    def year(self) -> int | None:
        """The year that people put after the name: that of issue."""
        return self.issued.year if self.issued else None


_WORDS = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """What makes two names the same: words without case, commas, or the two ways to place a tone."""
    return " ".join(_WORDS.findall(old_tones(name.lower())))


@cache
def laws() -> tuple[Law, ...]:
    """Every law of the table, oldest first within a name."""
    raw = tomllib.loads(files("corpus").joinpath("laws.toml").read_text(encoding="utf-8"))
    return tuple(_law(entry) for entry in raw["law"])


def _law(entry: Mapping[str, object]) -> Law:
    number, issued, effective, known = (entry.get(key) for key in ("number", "issued", "effective", "id"))
    return Law(
        name=str(entry["name"]),
        number=str(number) if number else None,
        issued=issued if isinstance(issued, date) else None,
        effective=effective if isinstance(effective, date) else None,
        id=DocumentId.parse(str(known)) if known else None,
    )


@cache
def _by_key() -> dict[str, tuple[Law, ...]]:
    table: dict[str, list[Law]] = {}
    for law in laws():
        table.setdefault(name_key(law.name), []).append(law)
    return {key: tuple(sorted(found, key=lambda law: law.issued or date.min)) for key, found in table.items()}


@cache
def _by_number() -> dict[str, Law]:
    return {law.number: law for law in laws() if law.number}


def by_number(number: str) -> Law | None:
    """The law of a number: `31/2024/QH15`."""
    return _by_number().get(number)


def by_name(name: str, *, year: int | None = None, on: date | None = None) -> tuple[Law, ...]:
    """The laws that a name may mean, best first; exactly one where it is certain.

    `year` is the year that the citation gives (of issue). `on` is the date of the citing text: the law then issued last, unless the
    one before was still in force and the new one not yet (both are then returned, that in force first).
    """
    found = _by_key().get(name_key(name), ())
    if year is not None:
        return tuple(law for law in found if law.year == year)
    if on is None or len(found) < 2:
        return found
    known = [law for law in found if law.issued is not None and law.issued <= on]
    if not known:
        return found[:1]
    last = known[-1]
    if len(known) > 1 and last.effective is not None and last.effective > on:
        return (known[-2], last)
    return (last,)


@cache
def names() -> tuple[str, ...]:
    """The distinct names of the table."""
    return tuple({name_key(law.name): law.name for law in laws()}.values())
