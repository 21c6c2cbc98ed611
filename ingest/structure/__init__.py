"""Lines to a document: header, zones, provisions with paths, quoted wording, tables, problems."""

from ingest.structure.assemble import structure

__all__ = ["structure"]
