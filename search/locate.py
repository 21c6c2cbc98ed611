"""Where a provision is in the index: the entry that is it or holds it, and its labels."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.address import Path, ProvisionId
from search.index import Entry, SearchIndex


def holding(ids: Sequence[ProvisionId], index: SearchIndex) -> dict[ProvisionId, Entry]:
    """For each provision the smallest entry that holds it; those the index does not know are left out."""
    above = {id: [str(ProvisionId(id.document, path)) for path in _upwards(id.path)] for id in ids}
    found = index.get(list(dict.fromkeys(name for names in above.values() for name in names)))
    nearest = {id: next((found[name] for name in names if name in found), None) for id, names in above.items()}
    return {id: entry for id, entry in nearest.items() if entry is not None}


def _upwards(path: Path) -> list[Path]:
    return [Path(path.steps[:n]) for n in range(len(path.steps), -1, -1)]


def labels_in(entry: Entry, path: Path) -> tuple[str, ...]:
    """The labels of a provision that an entry is or holds, outermost first."""
    whole = Path.parse(entry.path)
    names = {part.path: part.label for part in entry.parts}
    below = [Path(path.steps[:n]) for n in range(len(whole.steps) + 1, len(path.steps) + 1)]
    return (*entry.labels, *(names[str(step)] for step in below if str(step) in names))
