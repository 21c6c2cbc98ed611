"""Lists of references: who changed a document, what the cited are called, the words around a mention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.reading import relations, wording
from api.reading.document_view import notes, state
from api.reading.relations import Citer
from corpus.address import DocumentId
from corpus.model import Problem, Relation
from corpus.text import Span
from tests.api import build


def citer(name: str, *, whole: tuple[Relation, ...] = (), part: tuple[Relation, ...] = ()) -> Citer:
    return Citer(
        id=DocumentId("cp", 2025, name),
        href=f"/vb/cp/2025/{name}",
        name=name,
        title="",
        badge=None,
        relations=frozenset((*whole, *part)),
        acts_on_whole=frozenset(whole),
        mentions=(),
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        pytest.param(citer("a", whole=(Relation.REPLACES,)), ["bị thay thế bởi"], id="replaced"),
        pytest.param(citer("a", whole=(Relation.REPEALS,)), ["bị bãi bỏ bởi"], id="repealed"),
        pytest.param(citer("a", part=(Relation.REPEALS,)), ["bị bãi bỏ một phần bởi"], id="a provision repealed"),
        pytest.param(
            citer("a", part=(Relation.AMENDS, Relation.REPEALS)), ["được sửa đổi, bổ sung bởi"], id="provisions changed"
        ),
        pytest.param(citer("a", whole=(Relation.CITES, Relation.BASIS)), [], id="only cited"),
    ],
)
def test_what_was_done_to_a_document_and_whether_in_part(one: Citer, words: list[str]) -> None:
    assert list(relations.amenders([one])) == words


def test_the_sentence_on_force_names_a_few_and_counts_the_rest() -> None:
    made, _ = build.plan()
    found = state(made, [citer(str(n), whole=(Relation.AMENDS,)) for n in range(6)], today=date(2026, 11, 24))

    assert found.since == "Có hiệu lực từ ngày 13/08/2025"
    assert [(act.words, len(act.by), act.more) for act in found.acts] == [("được sửa đổi, bổ sung bởi", 4, 2)]
    assert found.judged == "24/11/2026"


def test_notes_name_the_provision_they_belong_to() -> None:
    made, _ = build.plan()
    at = made.text.index("Phân công rõ việc")
    problems = (Problem("x", "Xem lại.", Span(at, at + 5)), Problem("y", "Cả văn bản."))
    told = notes(replace(made, problems=problems), wording.labels(made))

    assert [(note.href, note.place) for note in told] == [("#muc-1.khoan-2", "khoản 2 Mục I"), ("", "")]


@pytest.mark.parametrize(
    ("number", "name", "quote", "called"),
    [
        pytest.param("66-NQ/TW", None, "", "Nghị quyết 66-NQ/TW", id="kind from the number"),
        pytest.param("178-QĐ/TW", None, "Quy định số 178-QĐ/TW", "Quy định 178-QĐ/TW", id="kind from the words"),
        pytest.param("43/2019/QH14", "LUẬT GIÁO DỤC", "", "Luật Giáo dục 43/2019/QH14", id="law with name"),
        pytest.param(None, "Luật Đất đai", "", "Luật Đất đai", id="name only"),
        pytest.param("số lạ", None, "", "số lạ", id="no number at all"),
    ],
)
def test_what_the_cited_are_called(number: str | None, name: str | None, quote: str, called: str) -> None:
    assert relations.missing_name(number, name, quote) == called


def test_the_words_around_a_mention_stay_in_its_line_and_end_at_blanks() -> None:
    text = "dòng trước\n" + "đầu " * 60 + "Nghị định X" + " cuối" * 60 + "\ndòng sau"
    start = text.index("Nghị định X")
    before, after = relations.context(text, start, start + len("Nghị định X"))

    assert before.startswith("… đầu")
    assert after.endswith("cuối …")
    assert "dòng" not in before + after
