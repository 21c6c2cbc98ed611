"""Bytes to lines: `read` takes any file this library understands; one module per format."""

from ingest.readers.page_pictures import has_page_images, page_image
from ingest.readers.reading import MAX_BYTES, check_size, read

__all__ = ["MAX_BYTES", "check_size", "has_page_images", "page_image", "read"]
