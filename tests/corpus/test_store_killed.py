"""A writer killed at any point leaves the old document or the new one, whole, and a lock that is free."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path as FilePath

import pytest

from corpus.address import DocumentId, Path
from corpus.model import Document, Metadata, Outcome, Provision, Reference, Relation, Source, Target
from corpus.store import Store
from corpus.text import Span

NAME = DocumentId.parse("ubnd-ha-tinh/2025/1-kh-ubnd")
ROOT = FilePath(__file__).parents[2]
WRITER = """
import sys
from tests.corpus.test_store_killed import Store, reading
with Store.open(sys.argv[1]) as store, store.writing("thử"):
    print("writing", flush=True)
    for n in range(10**6):
        document, references = reading(n % 7)
        store.save(document, references, original=b"x" * n)
"""


def reading(n: int) -> tuple[Document, tuple[Reference, ...]]:
    """The n-th reading of one file: n + 1 provisions, as many references."""
    paths = [Path.parse(f"dieu-{k}") for k in range(1, n + 2)]
    provisions = tuple(Provision(path, "Điều", None, "giả định" * 50, Span(0, 1)) for path in paths)
    document = Document(NAME, Metadata(), f"{n}", provisions, source=Source("a", "sha", "text/plain"))
    references = (
        Reference(str(path), "q", Span(0, 1), Target("this"), Relation.CITES, False, Outcome.RESOLVED) for path in paths
    )
    return document, tuple(references)


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_writer_leaves_a_whole_document_and_a_free_lock(tmp_path: FilePath, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    Store.open(url).close()
    with subprocess.Popen([sys.executable, "-c", WRITER, url], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        time.sleep(random.Random(seed).uniform(0.01, 0.4))
        writer.kill()
    with Store.open(url, patience=0) as store:
        if held := store.get(NAME):
            document, references = reading(int(held.text))
            assert held == document
            assert tuple(edge.reference for edge in store.references_out(NAME)) == references
            header = store.header(NAME)
            assert header is not None
            assert (header.provisions, header.references) == (len(document.provisions), len(references))
        store.save(*reading(6))
        assert store.get(NAME) == reading(6)[0]
