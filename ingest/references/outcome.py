"""How far a target can be followed: in the document itself, or in the library."""

from __future__ import annotations

from dataclasses import replace

from corpus.address import Path
from corpus.model import Outcome, Target
from ingest.references.lookup import Lookup


def follow(
    target: Target, known: frozenset[Path], lookup: Lookup, *, ambiguous: bool = False
) -> tuple[Target, Outcome]:
    """The target with the id that the library knows, and the outcome; `known` are the document's own paths."""
    if target.document == "this":
        there = not target.path or target.path in known
        return target, Outcome.RESOLVED if there else Outcome.NO_SUCH_PROVISION
    document = target.document
    if document is None:
        if target.number is not None:
            found = lookup.by_number(target.number, year=target.year)
        elif target.name is not None:
            found = lookup.by_title(target.name, year=target.year)
        else:
            found = ()
        if len(found) != 1:
            return target, Outcome.AMBIGUOUS if ambiguous or len(found) > 1 else Outcome.UNKNOWN_DOCUMENT
        document = found[0]
        target = replace(target, document=document)
    elif ambiguous:
        return target, Outcome.AMBIGUOUS
    paths = lookup.paths(document)
    if paths is None:
        return target, Outcome.UNKNOWN_DOCUMENT
    return target, Outcome.RESOLVED if not target.path or target.path in paths else Outcome.NO_SUCH_PROVISION
