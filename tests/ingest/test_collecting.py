"""Reading without the collector of cycles leaves it as it was."""

from __future__ import annotations

import gc

import pytest

from ingest.collecting import uncollected


def test_the_collector_goes_on_after_an_error() -> None:
    def fail() -> None:
        with uncollected():
            assert not gc.isenabled()
            raise ValueError("giả định")

    with pytest.raises(ValueError, match="giả định"):
        fail()
    assert gc.isenabled()


def test_who_runs_without_it_keeps_doing_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
