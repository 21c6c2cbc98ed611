"""Bytes to lines: `read` takes any file this library understands; one module per format."""

from ingest.readers.reading import MAX_BYTES, check_size, read

__all__ = ["MAX_BYTES", "check_size", "read"]
