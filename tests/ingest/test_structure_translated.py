"""English translations: said to be one, and of which kind. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.model import Document, Source
from ingest.readers import read
from ingest.structure import structure

BODY = "<p>Pursuant to the Law on Nothing;</p><p>Article 1. Scope</p><p>The CIRCULAR</p><p>LAW</p>"


def document(head: str) -> Document:
    pages = read(f"<html><body>{head}{BODY}</body></html>".encode(), name="a.html")
    return structure(pages, source=Source("a.html", "0" * 64, pages.media_type))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("<p>DECREE</p><p>On nothing</p>", "Nghị định"),
        ("<p>THE MINISTRY</p><p>JOINT <b>CIRCULAR</b></p>", "Thông tư liên tịch"),
        ("<p>Decree on nothing</p>", None),
    ],
    ids=["decree", "joint circular", "no heading"],
)
def test_a_translation_is_a_problem_and_its_kind_is_read_where_the_heading_says_it(head: str, kind: str | None) -> None:
    found = document(head)
    assert (found.metadata.kind, "translation" in [problem.code for problem in found.problems]) == (kind, True)
