"""Constructor calls: settings -> store, index, library. Nothing is opened before it is asked for."""

from __future__ import annotations

from api.library import Library
from api.settings import Settings
from corpus.store import Store
from search.engines import open_index
from search.index import SearchIndex


def store(settings: Settings) -> Store:
    """The store; a folder for it is made where it lies in the home folder."""
    settings.home.mkdir(parents=True, exist_ok=True)
    return Store.open(settings.database_url)


def index(settings: Settings) -> SearchIndex:
    """The index of the chosen engine."""
    return open_index(
        settings.engine,
        folder=settings.index_folder,
        url=settings.elasticsearch_url,
        access=settings.elasticsearch,
        writing=settings.writing,
    )


def library(settings: Settings) -> Library:
    """Store and index together; an index in memory is filled here, as nothing else could have."""
    made = Library(store(settings), index(settings))
    if settings.engine == "memory":
        made.rebuild_index()
    return made
