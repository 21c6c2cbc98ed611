"""Table cells written one a line: bars back to places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.pages import Line
from ingest.readers.lines import Raw


def place_closed(raws: Iterable[Raw]) -> Iterator[Line]:
    """Cells that are closed by a bar at the end of their last line."""
    for raw in raws:
        if not raw.only_bars:
            yield raw.line()


def place_opened(raws: Iterable[Raw]) -> Iterator[Line]:
    """Rows that are opened by a bar and whose cells are closed by one, each bar on a line of its own."""
    for raw in raws:
        if not raw.only_bars:
            yield raw.line()
