"""The judgement of a held document or provision at a date, as a view, for pages, API and command line."""

from __future__ import annotations

from datetime import date

from api.reading import wording
from api.reading.standing import StandingView, case_acts, standing_view
from corpus.address import DocumentId, Path
from corpus.model import Document
from corpus.provision_status import judge_provision
from corpus.status import judge
from corpus.store import Standings, Store


def standing(
    store: Store, document: Document, on: date | None = None, *, places: wording.Labels | None = None
) -> StandingView | None:
    """The status of a held document at a date (today without one).

    With `places`, the labels of its provisions, also those that acts reach.
    """
    standings = Standings(store)
    case = standings.case(document.id)
    if case is None:
        return None
    judgement = judge(case, on or date.today())
    return standing_view(
        judgement,
        document.metadata,
        newest=standings.newest(),
        acts=case_acts(case) if places is not None else (),
        own=document.id if places is not None else None,
        labels=places,
    )


def provision_standing(store: Store, document: DocumentId, path: Path, on: date | None = None) -> StandingView | None:
    """The status of one provision of a held document at a date."""
    standings = Standings(store)
    case = standings.case(document)
    if case is None:
        return None
    judgement = judge_provision(case, path, on or date.today())
    return standing_view(judgement, case.metadata, newest=standings.newest())
