"""Recognised text: safe repairs told one by one, doubtful numbers shown, references that only they would resolve."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.address import DocumentId, Path
from corpus.model import Document, Outcome, RecognisedPage, Reference, Source
from ingest.pages import Line, Pages, Unsure
from ingest.readers.ocr_repair import repaired
from ingest.references import references
from ingest.structure import structure

CITED = DocumentId.parse("ubnd-ha-tinh/2025/990-2025-qd-ubnd")
TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 901/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Tĩnh, ngày 05 tháng 9 năm 2025
QUYẾT ĐỊNH
Về việc thử nghiệm kho văn bản giả định
Điều 1. Phạm vi
1. Việc thử nghiệm thực hiện theo khoản 1 Điều 2 Quyết định số 990/2025/QĐ-UBND của Ủy ban nhân dân tỉnh.
2. Việc khác thực hiện theo khoản 1 Điều này."""


class Library:
    """A library that holds the cited decision."""

    def by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        return (CITED,) if number == "990/2025/QĐ-UBND" else ()

    def by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        return ()

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        return frozenset([Path.parse("dieu-2.khoan-1")]) if document == CITED else None


def document(text: str = TEXT, *unsure: str, scanned: bool = True) -> Document:
    lines = tuple(Line(line, page=1, whole=True) for line in text.split("\n"))
    pages = Pages(lines, "application/pdf", pages=1)
    if scanned:
        words = tuple(Unsure(1, word, 0.4) for word in unsure)
        pages = replace(pages, recognised=(RecognisedPage(1, 0.9),), unsure=words)
    return structure(pages, source=Source("a.pdf", "0" * 64, "application/pdf", 1))


def outer(found: tuple[Reference, ...]) -> list[tuple[str, Outcome]]:
    return [(str(one.target.document), one.outcome) for one in found if one.target.document != "this"]


RESOLVED, DOUBTED = (str(CITED), Outcome.RESOLVED), ("None", Outcome.AMBIGUOUS)


def test_number_read_with_confidence_resolves() -> None:
    assert outer(references(document(), Library())) == [RESOLVED]


def test_number_read_without_confidence_resolves_nothing() -> None:
    found = references(document(TEXT, "990/2025/QĐ-UBND"), Library())
    assert outer(found) == [DOUBTED]
    assert next(one for one in found if one.target.document is None).target.number == "990/2025/QĐ-UBND"


def test_the_same_doubt_about_a_file_with_letters_does_not_matter() -> None:
    assert outer(references(document(TEXT, "990/2025/QĐ-UBND", scanned=False), Library())) == [RESOLVED]


def test_second_mention_confirms_a_number() -> None:
    again = TEXT + "\n3. Quyết định số 990/2025/QĐ-UBND được công bố trên trang của tỉnh."
    assert outer(references(document(again, "990/2025/QĐ-UBND"), Library())) == [RESOLVED, RESOLVED]


def test_number_of_the_future_resolves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "paths", lambda *_: frozenset([Path.parse("dieu-2.khoan-1")]))
    assert outer(references(document(TEXT.replace("990/2025", "990/2095")), Library())) == [DOUBTED]


def test_mentions_of_the_document_itself_need_no_check() -> None:
    found = references(document(TEXT, "1"), Library())
    assert [one.outcome for one in found if one.target.document == "this"] == [Outcome.RESOLVED]


def test_doubtful_number_is_shown_where_it_stands() -> None:
    made = document(TEXT, "990/2025/QĐ-UBND")
    (problem,) = [one for one in made.problems if one.code == "ocr-number"]
    assert problem.span is not None
    assert problem.span.of(made.text) == "990/2025/QĐ-UBND"
    assert "40%" in problem.message


def test_doubtful_words_of_a_page_are_one_problem() -> None:
    made = document(TEXT, "thử", "khác", "không-có")
    (problem,) = [one for one in made.problems if one.code == "ocr-unsure"]
    assert "2 chữ" in problem.message


def test_document_knows_its_recognised_pages() -> None:
    assert document().recognised == (RecognisedPage(1, 0.9),)
    assert document(scanned=False).recognised == ()


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:", id="heading"),
        pytest.param("CỘNG HOÀ XÃ HỘT CHỦ NGHĨA VIẸT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="the nation"),
        pytest.param("Độc lập - Tự đo - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc", id="the motto"),
        pytest.param("TÍNH HÀ TĨNH", "TỈNH HÀ TĨNH", id="a province"),
        pytest.param("Điêu 5. Phạm vi", "Điều 5. Phạm vi", id="an article"),
        pytest.param("Điều I. Phạm vi", "Điều 1. Phạm vi", id="the first article"),
        pytest.param("_ Đại diện sở", "- Đại diện sở", id="a dash"),
        pytest.param("theo Quyết định số 689/QĐĐ-TTG năm", "theo Quyết định số 689/QĐ-TTg năm", id="a symbol"),
    ],
)
def test_what_can_be_one_thing_only_is_put_right_and_told(read: str, meant: str) -> None:
    lines, problems = repaired([Line(read, page=1), Line("Điều 2. Hiệu lực", page=1)], frozenset([1]))
    assert lines[0].text == meant
    assert [problem.code for problem in problems] == ["ocr-corrected"]


@pytest.mark.parametrize(
    "text",
    [
        "UỶ BAN NHÂN DÂN",
        "Căn cứ Luật Đát đai",
        "1. Điều nay quy định",
        "Số: 44ƒ/KH-UBND",
        "Ông Nguyễn Văn Thử_Nghiệm",
        "quyết đinh này",
    ],
)
def test_wording_and_digits_stay_as_recognised(text: str) -> None:
    assert repaired([Line(text, page=1)], frozenset([1])) == ((Line(text, page=1),), ())


def test_page_with_letters_is_not_repaired() -> None:
    line = Line("QUYÉT ĐỊNH:", page=2)
    assert repaired([line], frozenset([1])) == ((line,), ())


def test_first_article_of_roman_numbers_stays() -> None:
    lines, _ = repaired([Line("Điều I", page=1), Line("Điều II", page=1)], frozenset([1]))
    assert [line.text for line in lines] == ["Điều I", "Điều II"]
