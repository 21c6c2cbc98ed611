"""Work spread over processes: results in order, few in flight, a time limit, and a death that costs one item."""

from __future__ import annotations

import logging
import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 300  # for one item
MEMORY = 4 * 2**30  # bytes of address space of one worker
_AHEAD = 4  # items in flight for every worker


class WorkerDied(Exception):
    """The process that worked on an item was killed: by the system for want of memory, or by a fault in a library."""


class OutOfTime(Exception):
    """An item took longer than its limit."""


def in_order(
    task: Callable[[Item], Result], items: Iterable[Item], *, workers: int
) -> Iterator[tuple[Item, Result | Exception]]:
    """Every item with its result, or with what was raised, in the order of the items.

    `task` must be a function of a module. With fewer than two workers everything runs in this process.
    """
    if workers < 2:
        yield from ((item, _attempt(task, item)) for item in items)
        return
    pool = _Pool(task, workers)
    try:
        yield from pool.run(items)
    finally:
        pool.close()


def _attempt(task: Callable[[Item], Result], item: Item) -> Result | Exception:
    try:
        return task(item)
    except Exception as error:
        return error


class _Pool(Generic[Item, Result]):
    """Processes that work ahead a little; when one dies, what was in flight is tried again, one item at a time."""

    def __init__(self, task: Callable[[Item], Result], workers: int) -> None:
        self._task = task
        self._workers = workers
        self._waiting: deque[tuple[Item, Future[Result]]] = deque()
        self._executor = self._started()

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Exception]]:
        for item in items:
            self._submit(item)
            if len(self._waiting) >= self._workers * _AHEAD:
                yield self._first()
        while self._waiting:
            yield self._first()
        self._executor.shutdown(wait=True)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_limit_memory)

    def _submit(self, item: Item) -> None:
        try:
            future = self._executor.submit(_limited, self._task, item)
        except BrokenProcessPool as error:  # noticed only now; the item is tried again with those in flight
            future = Future()
            future.set_exception(error)
        self._waiting.append((item, future))

    def _first(self) -> tuple[Item, Result | Exception]:
        item, future = self._waiting.popleft()
        try:
            return item, future.result()
        except BrokenProcessPool:
            return item, self._after_death(item)
        except Exception as error:
            return item, error

    def _after_death(self, item: Item) -> Result | Exception:
        """Try an item by itself in fresh processes, and put those behind it back to work."""
        log.warning("a worker died; trying again what was in flight")
        self.close()
        self._executor = self._started()
        result: Result | Exception
        try:
            result = self._executor.submit(_limited, self._task, item).result()
        except BrokenProcessPool:
            self.close()
            self._executor = self._started()
            result = WorkerDied("the process reading this file died")
        except Exception as error:
            result = error
        behind = [waiting for waiting, _ in self._waiting]
        self._waiting.clear()
        for waiting in behind:
            self._submit(waiting)
        return result


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl+C and ends the run in order


def _limited(task: Callable[[Item], Result], item: Item) -> Result:
    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime(f"longer than {SECONDS} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        return task(item)
    finally:
        signal.alarm(0)
