"""Coverage-guided fuzzing of the way from bytes to references, where atheris is installed.

    python tests/fuzz/atheris_pipeline.py tests/fuzz/corpus -max_len=4096 -timeout=10 -max_total_time=3600

Every input is read as a plain text, a saved page or a page dump (its first byte says which), taken apart and searched
for references. Only a `SourceError`, the refusal of a file, is expected; anything else is a finding, and so is an
input that takes longer than `-timeout` seconds. Inputs of the corpus folder are invented.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path

atheris = importlib.import_module("atheris")  # not among the dependencies: a tool one installs for an hour

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["corpus", "ingest"]):
    from corpus.errors import SourceError
    from corpus.model import Source
    from ingest.readers import read
    from ingest.references import references, unread
    from ingest.structure import structure

_NAMES = ("van-ban.txt", "trang.html", "trang.md")


def one_input(data: bytes) -> None:
    """Read one input to its references, and check what must hold of any document."""
    if not data:
        return
    name, content = _NAMES[data[0] % len(_NAMES)], data[1:]
    try:
        pages = read(content, name=name)
    except SourceError:
        return
    source = Source(name, hashlib.sha256(content).hexdigest(), pages.media_type, pages.pages)
    document = structure(pages, source=source)
    paths = [provision.path for provision in document.provisions]
    assert len(paths) == len(set(paths))
    for provision in document.provisions:
        assert 0 <= provision.span.start <= provision.span.end <= len(document.text)
    found = references(document)
    for reference in found:
        assert reference.span.of(document.text) == reference.quote
    for span in unread(document, found):
        assert 0 <= span.start < span.end <= len(document.text)


def main() -> None:
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
