"""A number that two held documents share: told apart by place, issuer or year, else left open."""

from __future__ import annotations

import pytest

from corpus.address import DocumentId, Path
from corpus.model import Document, Outcome
from ingest.references import NoLibrary, references
from tests.ingest.drafting import draft

_HELD = tuple(
    map(
        DocumentId.parse,
        (
            "ubnd-ha-tinh/2025/15-2025-qd-ubnd",
            "ubnd-nghe-an/2025/15-2025-qd-ubnd",
            "ubnd-nghe-an/2024/9-qd-ubnd",
            "ubnd-nghe-an/2025/9-qd-ubnd",
        ),
    )
)


class _Two(NoLibrary):
    """Two provinces with a decision of one number, and one province with a number of two years."""

    def by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        name = number.lower().replace("/", "-").replace("đ", "d")
        return tuple(one for one in _HELD if str(one).endswith(f"/{name}") and year in (None, one.year))

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        return frozenset({Path.parse("dieu-1")}) if document in _HELD else None


def _of_ministry(lines: str) -> Document:
    return draft(lines, kind="Thông tư", number="3/2025/TT-BTC", id="btc/2025/3-2025-tt-btc", issuer="Bộ Tài chính")


def _followed(words: str, *, by_ministry: bool = False) -> tuple[str, Outcome]:
    line = f"dieu-2 Điều 2. | Theo {words}."
    (found,) = references(_of_ministry(line) if by_ministry else draft(line), _Two())
    return str(found.target.document), found.outcome


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Quyết định số 15/2025/QĐ-UBND", _HELD[0], id="the citing document's own province"),
        pytest.param("Quyết định số 15/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Nghệ An", _HELD[1], id="the one named"),
    ],
)
def test_place_and_issuer_tell_two_bodies_apart(words: str, expected: DocumentId) -> None:
    assert _followed(words) == (str(expected), Outcome.RESOLVED)


def test_without_place_it_stays_open_and_no_document_is_chosen() -> None:
    assert _followed("Quyết định số 15/2025/QĐ-UBND", by_ministry=True) == ("None", Outcome.AMBIGUOUS)


def test_the_place_said_once_holds_for_later_mentions() -> None:
    lines = (
        "dieu-1 Điều 1. | Theo Quyết định số 15/2025/QĐ-UBND ngày 01/02/2025 của UBND tỉnh Nghệ An.\n"
        "dieu-2 Điều 2. | Theo Quyết định số 15/2025/QĐ-UBND."
    )
    found = references(_of_ministry(lines), _Two())
    assert [str(one.target.document) for one in found] == [str(_HELD[1])] * 2


def test_the_year_tells_a_number_that_comes_again_each_year() -> None:
    of_nghe_an = "Quyết định số 9/QĐ-UBND ngày 02/03/2024 của Ủy ban nhân dân tỉnh Nghệ An"
    assert _followed(of_nghe_an, by_ministry=True) == (str(_HELD[2]), Outcome.RESOLVED)
    assert _followed("Quyết định số 9/QĐ-UBND", by_ministry=True) == ("None", Outcome.AMBIGUOUS)
