"""A test run ends when its tests have: what would keep the process alive is named, and stops it."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator

import pytest

_SECONDS_TO_END = 60


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_unconfigure() -> Iterator[None]:
    yield
    # A thread or process that nobody ended would hold the interpreter for ever: print where, and fail.
    faulthandler.dump_traceback_later(_SECONDS_TO_END, exit=True, file=sys.__stderr__)
