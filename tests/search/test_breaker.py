"""The circuit before a server: when it opens, when it tries again, when it closes."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import pytest

from search.engines.breaker import Breaker


@dataclass
class Clock:
    """A time that stands still until it is moved."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(3, 10.0, clock=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed("văn bản giả định")


def test_it_opens_after_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.wait() == 0.0
    fail(breaker, 1)
    assert breaker.wait() == 10.0


def test_a_success_between_begins_the_row_anew(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.succeeded()
    fail(breaker, 2)
    assert breaker.wait() == 0.0


def test_one_trial_passes_and_the_others_wait_for_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 4.0
    assert breaker.wait() == 6.0
    clock.now += 6.0
    assert breaker.wait() == 0.0
    assert breaker.wait() == 10.0


def test_a_trial_that_fails_begins_the_time_anew(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10.0
    assert breaker.wait() == 0.0
    clock.now += 7.0
    fail(breaker, 1)
    assert breaker.wait() == 10.0


def test_a_trial_that_never_reports_does_not_keep_it_open(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    for _ in range(2):
        clock.now += 10.0
        assert breaker.wait() == 0.0


def test_a_trial_that_succeeds_closes_it(breaker: Breaker, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    fail(breaker, 3)
    clock.now += 10.0
    assert breaker.wait() == 0.0
    breaker.succeeded()
    assert [breaker.wait() for _ in range(3)] == [0.0, 0.0, 0.0]
    fail(breaker, 2)
    assert breaker.wait() == 0.0
    assert "answers again" in caplog.text


def test_opening_is_told_once(breaker: Breaker, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        fail(breaker, 9)
    assert caplog.text.count("văn bản giả định") == 1


def test_of_many_threads_one_is_the_trial(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10.0
    start = threading.Barrier(16)
    waits: list[float] = []

    def ask() -> None:
        start.wait()
        waits.append(breaker.wait())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(waits) == [0.0] + [10.0] * 15
