"""The store of documents, provisions, references and the files behind them (SQLAlchemy Core; SQLite or PostgreSQL)."""

from corpus.store.arrivals import Arrivals, Fetched, Waiting
from corpus.store.documents import Change, Header
from corpus.store.edges import Edge
from corpus.store.health import DocumentHealth, Health, health
from corpus.store.missing import Missing
from corpus.store.save import Saved
from corpus.store.sources import HeldSource, Quarantined, Version
from corpus.store.standings import Differing, Standings
from corpus.store.store import Store, Totals
from corpus.store.tables_rows import TableRow

__all__ = [
    "Arrivals",
    "Change",
    "Differing",
    "DocumentHealth",
    "Edge",
    "Fetched",
    "Header",
    "Health",
    "HeldSource",
    "Missing",
    "Quarantined",
    "Saved",
    "Standings",
    "Store",
    "TableRow",
    "Totals",
    "Version",
    "Waiting",
    "health",
]
