"""Effects of what changed, and the statuses that follow, after references were followed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from corpus.address import DocumentId
from corpus.effects import Effect
from corpus.store import Standings, Store
from ingest.references.effects import effects

log = logging.getLogger(__name__)

_PURPOSE = "effects"
_LINKS = "links"


def settle(
    store: Store, *, today: date | None = None, told: Callable[[int, int], None] = lambda done, every: None
) -> int:
    """Work out the effects of all documents changed since the last call, and every status that they, or the calendar,
    change; says how many statuses did.

    The mark is set last, as in `ingest.linking.link`: a call that was killed is done again with the same end.
    """
    today = today or date.today()
    standings = Standings(store)
    changes = store.changed_since(store.mark(_PURPOSE))
    marks = [_PURPOSE, *([_LINKS] if store.mark(_LINKS) >= store.revision() else [])]
    before = store.revision()
    changed = 0
    for done, change in enumerate(sorted(changes, key=lambda one: one.id), start=1):
        changed += standings.settle(change.id, _effects(store, change.id), today=today)
        told(done, len(changes))
    if standings.has_due(today=today):
        changed += standings.restate_due(today=today)
    if changes or store.revision() > before:
        for mark in marks:  # statuses restated here are no changes to work out, or to follow, again
            store.set_mark(mark, store.revision())
        log.info("effects of %d documents worked out, %d statuses changed", len(changes), changed)
    return changed


def is_settled(store: Store, *, today: date | None = None) -> bool:
    """True where `settle` has nothing to do."""
    due = Standings(store).has_due(today=today or date.today())
    return not due and store.mark(_PURPOSE) >= store.revision()


def _effects(store: Store, document_id: DocumentId) -> tuple[Effect, ...]:
    document = store.get(document_id)
    if document is None:
        return ()
    found = tuple(edge.reference for edge in store.references_out(document_id))
    try:
        return effects(document, found)
    except (ValueError, LookupError, TypeError, AttributeError):  # one document must not stop all others
        log.exception("cannot work out the effects of %s", document_id)
        return ()
