"""References of a document: extract, identify, resolve, relate. `references(document, lookup)` is the whole of it."""

from ingest.references.extract import references
from ingest.references.lookup import Lookup, NoLibrary

__all__ = ["Lookup", "NoLibrary", "references"]
