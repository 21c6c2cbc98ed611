"""Lines to a document: header, zones, provisions with paths, quoted wording, tables, problems."""

from ingest.structure.assemble import structure
from ingest.structure.several import split

__all__ = ["split", "structure"]
