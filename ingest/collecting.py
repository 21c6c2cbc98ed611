"""Work that allocates much and makes no cycles, done without the collector of cycles, which would walk it in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection of cycles while the block runs; counting references frees all else as always.

    A code of 700 articles is a hundred thousand small objects, all of them alive until it is done: the collector took
    an eighth of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
