"""Bytes to lines: `read` takes any file this library understands; one module per format."""

from ingest.readers.reading import read

__all__ = ["read"]
