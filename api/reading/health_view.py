"""The page /suc-khoe: how far references lead, what statuses follow, where pages declare others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.health import words
from api.reading import standing, titles
from corpus import vocabulary
from corpus.model import Status
from corpus.store import Differing, DocumentHealth, Health


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the table, and its share of the whole in per cent."""

    name: str
    number: int
    share: str


@dataclass(frozen=True, slots=True)
class DifferingView:
    href: str
    name: str
    declared: str
    derived: str


@dataclass(frozen=True, slots=True)
class WorstView:
    href: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HealthView:
    """What the page shows."""

    sentence: str
    coverage: str
    numbers: tuple[Number, ...]
    statuses: tuple[Number, ...]
    differing: tuple[DifferingView, ...]
    worst: tuple[WorstView, ...]


def health_view(
    total: Health,
    worst: Sequence[DocumentHealth],
    statuses: Mapping[Status, int],
    differing: Sequence[Differing],
    newest: date | None,
) -> HealthView:
    """The view of the library's health."""
    names = vocabulary.status_names()
    parts = (
        ("Tới điều khoản", total.to_provision),
        ("Tới văn bản", total.to_document),
        ("Ra ngoài thư viện", total.outside),
        ("Không có điều khoản", total.no_such_provision),
        ("Chưa chắc văn bản nào", total.ambiguous),
    )
    documents = sum(statuses.values())
    return HealthView(
        sentence=words(total),
        coverage=standing.until(newest),
        numbers=tuple(_number(name, number, total.found) for name, number in parts),
        statuses=tuple(_number(names[one], statuses.get(one, 0), documents) for one in Status),
        differing=tuple(
            DifferingView(f"/vb/{one.id}", titles.name(one.metadata), names[one.declared], names[one.derived])
            for one in differing
        ),
        worst=tuple(WorstView(f"/vb/{one.id}", titles.name(one.metadata), words(one.health)) for one in worst),
    )


def _number(name: str, number: int, whole: int) -> Number:
    share = f"{100 * number / whole:.1f} %".replace(".", ",") if whole else ""
    return Number(name, number, share)
