"""Entries as lines of bulk requests, in this process and in workers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from search.compose import compose
from search.engines import elastic_lines
from search.engines.elastic_lines import Errand, Line, SetAside, analysed, deletion, errands
from search.index import Entry
from search.tuning import tuning

REPEAT = tuning().repeat


def entry(number: int, text: str = "văn bản giả định") -> Entry:
    return Entry(f"a/2031/{number}#dieu-1", f"a/2031/{number}", "dieu-1", text)


def test_a_line_carries_id_and_version_and_the_entry() -> None:
    (made,) = analysed(errands([entry(1)], REPEAT, 7), 0)
    assert isinstance(made, Line)
    action, source = map(json.loads, made.data.split(b"\n"))
    assert action == {"index": {"_id": entry(1).id, "version": 7, "version_type": "external_gte"}}
    assert source["document"] == "a/2031/1"
    assert source["syllables"] == ["văn bản giả định"]
    assert json.loads(deletion("x", 8).data)["delete"] == {"_id": "x", "version": 8, "version_type": "external_gte"}


def test_errands_are_bounded_by_entries_and_by_text() -> None:
    assert [len(one.entries) for one in errands(map(entry, range(450)), REPEAT, 1)] == [200, 200, 50]
    long = [entry(number, "x" * 150_000) for number in range(4)]
    assert [len(one.entries) for one in errands(long, REPEAT, 1)] == [3, 1]


def test_entries_are_taken_from_their_source_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def source() -> Iterator[Entry]:
        for number in range(5000):
            taken.append(number)
            yield entry(number)

    next(iter(analysed(errands(source(), REPEAT, 1), 0)))
    assert len(taken) <= 1000


def test_an_entry_whose_analysis_fails_is_set_aside_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(one: Entry, repeat: object) -> object:
        if one.id == entry(2).id:
            raise ValueError("hỏng")
        return compose(one, REPEAT)

    monkeypatch.setattr("search.engines.elastic_lines.compose", failing)
    made = list(analysed(errands([entry(1), entry(2), entry(3)], REPEAT, 1), 0))
    assert [type(one) for one in made] == [Line, SetAside, Line]
    assert made[1] == SetAside(entry(2).id, "ValueError: hỏng")


def dying(errand: Errand) -> list[Line | SetAside]:
    """As a library does that ends its process at one text."""
    if any(one.text == "chết" for one in errand.entries):
        os._exit(9)
    return [Line(one.id, b"") for one in errand.entries]


def test_an_entry_that_ends_its_worker_is_set_aside_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_lines, "lines", dying)
    held = [entry(number, "chết" if number == 350 else "văn bản giả định") for number in range(801)]
    made = list(analysed(errands(held, REPEAT, 1), 2))
    assert {one.id for one in made if isinstance(one, Line)} == {one.id for one in held} - {held[350].id}
    (aside,) = [one for one in made if isinstance(one, SetAside)]
    assert (aside.id, aside.reason.partition(":")[0]) == (held[350].id, "WorkerDied")
