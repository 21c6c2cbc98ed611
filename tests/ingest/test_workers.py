"""Work over processes: order, faults, deaths, time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time

import pytest

from ingest import workers
from ingest.workers import OutOfTime, WorkerDied, in_order


def work(item: int) -> int:
    if item == 3:
        raise ValueError("three")
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 7:
        time.sleep(30)
    time.sleep(0.01 * (item % 3))
    return item * 10


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_order_and_a_fault_costs_its_item(count: int) -> None:
    results = list(in_order(work, [1, 2, 3, 4], workers=count))
    assert [item for item, _ in results] == [1, 2, 3, 4]
    assert [result for _, result in results if not isinstance(result, Exception)] == [10, 20, 40]
    assert isinstance(results[2][1], ValueError)


def test_death_of_a_process_costs_its_item() -> None:
    results = dict(in_order(work, [1, 5, 2, 5, 4, 6], workers=2))
    assert isinstance(results.pop(5), WorkerDied)
    assert results == {1: 10, 2: 20, 4: 40, 6: 60}


def test_item_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 1)
    ((_, result),) = [(7, workers._attempt(lambda item: workers._limited(work, item), 7))]
    assert isinstance(result, OutOfTime)


def test_worker_that_does_not_hear_its_alarm_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 0.2)  # the worker itself, a fresh process, keeps its own limit
    monkeypatch.setattr(workers, "GRACE", 0.2)
    results = dict(in_order(work, [7, 1, 2], workers=2))
    assert isinstance(results.pop(7), OutOfTime)
    assert results == {1: 10, 2: 20}


class Unsendable(Exception):
    def __init__(self, first: str, second: str) -> None:  # rebuilt from its message alone, this raises
        super().__init__(first)


def stubborn(item: int) -> object:
    if item == 1:
        raise Unsendable("one", "two")
    return (lambda: item) if item == 2 else item


def test_what_cannot_cross_to_the_parent_costs_its_item() -> None:
    results = dict(in_order(stubborn, [1, 2, 3], workers=2))
    assert isinstance(results[1], Exception)
    assert isinstance(results[2], RuntimeError)
    assert results[3] == 3


def test_no_process_and_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    list(in_order(work, [1, 5, 2, 5, 4, 6], workers=2))
    next(iter(in_order(work, [1, 2, 4, 6], workers=2)))  # a run that is not read to its end
    assert multiprocessing.active_children() == []
    assert threading.active_count() == before


def test_no_items_give_no_results() -> None:
    assert list(in_order(work, [], workers=2)) == []
