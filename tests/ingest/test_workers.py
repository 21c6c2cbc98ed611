"""Work over processes: order, faults, deaths, time."""

from __future__ import annotations

import os
import signal
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


def test_no_items_give_no_results() -> None:
    assert list(in_order(work, [], workers=2)) == []
