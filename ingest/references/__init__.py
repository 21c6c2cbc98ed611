"""References of a document: extract, identify, resolve, relate; and what was not read. `references(document,
lookup)` is the whole.
"""

from ingest.references.absent import absent
from ingest.references.extract import references
from ingest.references.lookup import Lookup, NoLibrary
from ingest.references.unread import unread

__all__ = ["Lookup", "NoLibrary", "absent", "references", "unread"]
