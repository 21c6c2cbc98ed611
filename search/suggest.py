"""Suggestions while typing: numbers and titles of documents first, then headings of provisions."""

from __future__ import annotations

from corpus.address import ProvisionId
from corpus.errors import AddressError
from corpus.text import fold, nfc, old_tones
from search.analysis import LONGEST_BEGINNING
from search.answer import Suggestion
from search.index import Clause, Entry, Filter, Minimum, Plan, SearchIndex


def suggest(q: str, index: SearchIndex, *, limit: int) -> tuple[Suggestion, ...]:
    """At most `limit`; every word of `q` begins a word of the number, title or heading. Needs two keys."""
    begun = tuple(dict.fromkeys(_beginnings(q)))
    if sum(map(len, begun)) < 2:
        return ()
    wanted = (Minimum("prefixes", begun, len(begun)),)
    scored = (Clause("prefixes", tuple((term, 1.0) for term in begun)),)
    heads = index.search(Plan(scored, wanted, filters=(Filter("level", ("",)),), limit=limit, count=False)).hits
    hits = list(heads)
    if len(hits) < limit:
        more = index.search(Plan(scored, wanted, limit=limit * 2, count=False)).hits
        hits += [hit for hit in more if hit.entry.level]
    return tuple(shown for hit in hits[:limit] if (shown := _shown(hit.entry)))


def _beginnings(q: str) -> list[str]:
    words = fold(old_tones(nfc(q).lower())).split()
    return [bare[:LONGEST_BEGINNING] for word in words if (bare := word.strip('.,;:()"“”'))]


def _shown(entry: Entry) -> Suggestion | None:
    try:
        id = ProvisionId.parse(entry.id)
    except AddressError:
        return None
    name = ", ".join((*reversed(entry.labels), entry.name))
    return Suggestion(id, name, entry.heading or entry.title)
