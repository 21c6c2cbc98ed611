"""Work over processes: order, faults, deaths, time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import workers
from corpus.workers import OutOfTime, WorkerDied, in_order


def work(item: int) -> int:
    if item == 3:
        raise ValueError("three")
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 7:
        time.sleep(30)
    if item == 8:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as deaf as a loop inside a library
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


def test_item_that_takes_too_long_is_given_up() -> None:
    results = dict(in_order(work, [7, 1, 2], workers=2, seconds=lambda item: 0.3 if item == 7 else 60))
    assert isinstance(results.pop(7), OutOfTime)
    assert results == {1: 10, 2: 20}


def test_worker_that_does_not_hear_its_alarm_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.2)
    results = dict(in_order(work, [8, 1, 2], workers=2, seconds=lambda item: 0.2))
    assert isinstance(results.pop(8), OutOfTime)
    assert results == {1: 10, 2: 20}


def test_death_of_a_worker_takes_along_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.2)
    told = tmp_path / "pid"
    ((_, result),) = in_order(starting, [told], workers=1, seconds=lambda item: 1.0)
    assert isinstance(result, OutOfTime)
    assert has_ended(int(told.read_text()))


def test_end_of_the_parent_ends_its_workers(tmp_path: Path) -> None:
    """Also by kill -9, in the middle of an item, with all that they started."""
    told = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(told)], cwd=Path(__file__).parents[2])
    while not told.exists() or not told.read_text():
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    assert has_ended(int(told.read_text()))


PARENT = """
import sys
from pathlib import Path
from corpus.workers import in_order
from tests.corpus.test_workers import starting
if __name__ == "__main__":
    list(in_order(starting, [Path(sys.argv[1])], workers=1))
"""


def starting(told: Path) -> None:
    """Start a program, tell its number, and be deaf."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    started = subprocess.Popen(["sleep", "60"])
    told.write_text(str(started.pid))
    time.sleep(60)


def has_ended(pid: int) -> bool:
    """Whether a process goes away; one whose parent did not ask for its end yet counts."""
    for _ in range(250):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


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
