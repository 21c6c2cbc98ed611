"""Work spread over processes: results in order, few in flight, a time limit, and a death that costs one item."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from types import FrameType
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 300.0  # for one item, unless it is given its own
GRACE = 15  # seconds after which a worker that does not hear the alarm (it is inside a library) is killed
MEMORY = 4 * 2**30  # bytes of address space of one worker
_AHEAD = 4  # items in flight for every worker


class WorkerDied(Exception):
    """The process that worked on an item was killed: by the system for want of memory, or by a fault in a library."""


class OutOfTime(Exception):
    """An item took longer than its limit."""


def in_order(
    task: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    seconds: Callable[[Item], float] | None = None,
    preload: Sequence[str] = (),
) -> Iterator[tuple[Item, Result | Exception]]:
    """Every item with its result, or with what was raised, in the order of the items.

    `task` must be a function of a module. `seconds`: the limit of an item, where not all have the same. `preload`:
    modules loaded once, by the process that the first workers are forked from. With no worker everything runs in this
    process, without limits: for work that is trusted, and for tests.
    """
    if workers < 1:
        yield from ((item, _attempt(task, item)) for item in items)
        return
    pool = _Pool(task, workers, seconds or (lambda item: SECONDS), preload)
    try:
        yield from pool.run(items)
    finally:
        pool.close()


def _attempt(task: Callable[[Item], Result], item: Item) -> Result | Exception:
    try:
        return task(item)
    except Exception as error:
        return error


@dataclass(slots=True)
class _Job(Generic[Item, Result]):
    item: Item
    seconds: float
    deaths: int = 0
    result: Result | Exception | None = None
    done: bool = False

    def end(self, result: Result | Exception) -> None:
        self.result, self.done = result, True


class _Worker(Generic[Item, Result]):
    """One process and the pipe to it; it holds one job at a time, so that its death names the item it cost."""

    def __init__(self, task: Callable[[Item], Result], preload: Sequence[str]) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        self.pipe, theirs = context.Pipe()
        watched, self._alive = context.Pipe(duplex=False)
        self.job: _Job[Item, Result] | None = None
        self._until = 0.0
        self._process: ForkServerProcess = context.Process(target=_serve, args=(task, theirs, watched), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process closes the pipe
        watched.close()

    def give(self, job: _Job[Item, Result]) -> None:
        """Start a job; a worker that is gone already loses it at once, and `take` says so."""
        self.job, self._until = job, time.monotonic() + job.seconds + GRACE
        try:
            self.pipe.send((job.item, job.seconds))
        except OSError:
            log.debug("a worker ended before it was given work")

    def take(self) -> bool:
        """Read the result of the job into it; whether the worker lives on."""
        assert self.job is not None
        try:
            self.job.end(self.pipe.recv())
        except (EOFError, OSError):
            return False
        except Exception as error:  # an exception of a library that cannot be rebuilt on this side
            self.job.end(error)
        self.job = None
        return True

    @property
    def late(self) -> bool:
        return self.job is not None and time.monotonic() > self._until

    def kill(self) -> None:
        """End the process and what it started, Tesseract or LibreOffice."""
        if self._process.pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # ended, or not yet in its own group
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.pipe.close()
        self._alive.close()


class _Pool(Generic[Item, Result]):
    """Workers that run ahead a little; an item whose worker died is tried once more, then given up."""

    def __init__(
        self,
        task: Callable[[Item], Result],
        workers: int,
        seconds: Callable[[Item], float],
        preload: Sequence[str],
    ) -> None:
        self._task = task
        self._seconds = seconds
        self._preload = preload
        self._window = workers * _AHEAD
        self._most = workers
        self._workers: list[_Worker[Item, Result]] = []  # started when there is work for them
        self._jobs: deque[_Job[Item, Result]] = deque()  # in the order of the items, done or not
        self._waiting: deque[_Job[Item, Result]] = deque()  # those that no worker holds yet

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Exception]]:
        for item in items:
            job: _Job[Item, Result] = _Job(item, self._seconds(item))
            self._jobs.append(job)
            self._waiting.append(job)
            self._hand_out()
            while len(self._jobs) >= self._window:
                yield self._first()
        while self._jobs:
            yield self._first()

    def close(self) -> None:
        for worker in self._workers:
            worker.kill()

    def _first(self) -> tuple[Item, Result | Exception]:
        while not self._jobs[0].done:
            self._collect()
        job = self._jobs.popleft()
        return job.item, job.result  # type: ignore[return-value]  # a job that is done has a result

    def _hand_out(self) -> None:
        idle = [worker for worker in self._workers if worker.job is None]
        while self._waiting and (idle or len(self._workers) < self._most):
            if not idle:
                idle.append(_Worker(self._task, self._preload))
                self._workers += idle
            idle.pop().give(self._waiting.popleft())

    def _collect(self) -> None:
        """Wait until a worker has something to say, or a second has passed, and give out what waits."""
        holding = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        for pipe in wait(list(holding), timeout=1):
            assert isinstance(pipe, Connection)
            if not holding[pipe].take():
                self._replace(holding[pipe])
        for worker in [worker for worker in self._workers if worker.late]:
            assert worker.job is not None
            worker.job.end(OutOfTime(f"longer than {worker.job.seconds} s"))
            self._replace(worker)
        self._hand_out()

    def _replace(self, dead: _Worker[Item, Result]) -> None:
        job = dead.job
        dead.kill()
        self._workers.remove(dead)
        if job is None or job.done:
            return
        job.deaths += 1
        if job.deaths > 1:
            job.end(WorkerDied("the process that worked on it died"))
        else:  # the system may have killed it for what its neighbour ate
            log.warning("a worker died; trying again what it held")
            self._waiting.appendleft(job)


def _serve(task: Callable[[Item], Result], pipe: Connection, watched: Connection) -> None:
    """The life of a worker, in a process group of its own: an item in, its result out, until the parent is gone."""
    os.setsid()
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl+C and ends the run in order
    while True:
        try:
            item, seconds = pipe.recv()
        except EOFError:
            return
        result: object
        try:
            result = _limited(task, item, seconds)
        except Exception as error:
            result = error
        _answer(pipe, result)


def _end_with_parent(watched: Connection) -> None:
    """Wait for the parent's end of a pipe to close, also by kill -9; then end this process and all it started."""
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os.killpg(0, signal.SIGKILL)


def _answer(pipe: Connection, result: object) -> None:
    try:
        pipe.send(result)
    except OSError:  # the parent is gone
        raise SystemExit(1) from None
    except Exception as error:  # what cannot cross to the parent is told in words
        pipe.send(RuntimeError(f"{type(result).__name__}: {result} ({error})"))


def _limited(task: Callable[[Item], Result], item: Item, seconds: float) -> Result:
    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime(f"longer than {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return task(item)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
