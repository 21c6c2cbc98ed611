"""References of a document: targets of relative mentions, own and amended documents, short names, outcomes."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.address import DocumentId, Path
from corpus.model import Outcome
from ingest.references import NoLibrary, references, unread
from tests.ingest.drafting import draft, shown

RELATIVE = [
    pytest.param(
        "dieu-5.khoan-4 4. | Theo khoản 2 Điều này.",
        ["dieu-5.khoan-4: this#dieu-5.khoan-2 dan-chieu"],
        id="of this article",
    ),
    pytest.param(
        "dieu-5.khoan-4.diem-b b) | Theo điểm a khoản này.",
        ["dieu-5.khoan-4.diem-b: this#dieu-5.khoan-4.diem-a dan-chieu"],
        id="of this clause",
    ),
    pytest.param(
        "dieu-5.khoan-4 4. | Theo khoản 2.", ["dieu-5.khoan-4: this#dieu-5.khoan-2 dan-chieu"], id="bare clause"
    ),
    pytest.param(
        "dieu-5 Điều 5. | Theo Điều 7 và Điều này.",
        ["dieu-5: this#dieu-7 dan-chieu", "dieu-5: this#dieu-5 dan-chieu"],
        id="bare and this article",
    ),
    pytest.param(
        "kem-theo.dieu-5 Điều 5. | Theo Điều 7.",
        ["kem-theo.dieu-5: this#kem-theo.dieu-7 dan-chieu"],
        id="inside an attached instrument",
    ),
    pytest.param(
        "kem-theo.dieu-5 Điều 5. | Theo Điều 7 Quy chế này.",
        ["kem-theo.dieu-5: this#kem-theo.dieu-7 dan-chieu"],
        id="the attached instrument by its kind",
    ),
    pytest.param(
        "kem-theo.dieu-5 Điều 5. | Theo Điều 2 Quyết định này.",
        ["kem-theo.dieu-5: this#dieu-2 dan-chieu"],
        id="from the attached one to the main one",
    ),
    pytest.param(
        "muc-2.khoan-3.diem-a a) | Theo khoản 1.\nmuc-2.khoan-1 1. | x",
        ["muc-2.khoan-3.diem-a: this#muc-2.khoan-1 dan-chieu"],
        id="document without articles",
    ),
    pytest.param(
        "dieu-2 Điều 2. | Nhiệm vụ tại mục IV.\ndieu-2.khoan-4 4. | x",
        ["dieu-2: this#muc-4 dan-chieu"],
        id="a part is no clause of an article",
    ),
    pytest.param(
        "dieu-1 Điều 1. | Theo Mẫu số 02.\nphu-luc-1.mau-2 Mẫu số 02 | x",
        ["dieu-1: this#phu-luc-1.mau-2 dan-chieu"],
        id="a form stands in its appendix",
    ),
    pytest.param(
        "dieu-1 Điều 1. | Nhiệm vụ tại Phụ lục kèm theo.",
        ["dieu-1: this#phu-luc dan-chieu"],
        id="the appendix without a number",
    ),
    pytest.param("ket | Nơi nhận:\\n- Như Điều 3;", ["ket: this#dieu-3 dan-chieu"], id="among the recipients"),
]


@pytest.mark.parametrize(("lines", "expected"), RELATIVE)
def test_relative_mentions_climb_the_tree(lines: str, expected: list[str]) -> None:
    assert shown(draft(lines)) == expected


ITSELF = [
    pytest.param("Quyết định này có hiệu lực từ ngày 01/12/2025.", ["dieu-3: this dan-chieu"], id="clause of effect"),
    pytest.param(
        "Trước ngày Quyết định này có hiệu lực thi hành.", ["dieu-3: this dan-chieu"], id="before it takes effect"
    ),
    pytest.param("Các sở chịu trách nhiệm thi hành Quyết định này.", [], id="carrying out is no effect"),
    pytest.param("Các quy định trái với Quyết định này hết hiệu lực.", [], id="what is against it is not it"),
    pytest.param("Theo Điều 5 Quyết định này.", ["dieu-3: this#dieu-5 dan-chieu"], id="with a provision"),
    pytest.param("Ban hành kèm theo Quyết định này Quy chế.", ["dieu-3: this ban-hanh-kem-theo"], id="issued with it"),
    pytest.param(
        "Mẫu theo Phụ lục I ban hành kèm theo Quyết định này.",
        ["dieu-3: this#phu-luc-1 ban-hanh-kem-theo"],
        id="appendix issued with it",
    ),
    pytest.param("Theo Quyết định số 01/2025/QĐ-UBND của UBND tỉnh.", ["dieu-3: this dan-chieu"], id="its own number"),
    pytest.param(
        "Theo Quyết định số 1/2025/QĐ-UBND của UBND tỉnh Nghệ An.",
        ["dieu-3: ubnd-nghe-an/2025/1-2025-qd-ubnd dan-chieu"],
        id="the same number elsewhere",
    ),
]


@pytest.mark.parametrize(("words", "expected"), ITSELF)
def test_mentions_of_the_document_itself(words: str, expected: list[str]) -> None:
    assert shown(draft(f"dieu-3 Điều 3. | {words}")) == expected


def test_cover_of_an_attached_instrument_cites_the_document_by_its_number() -> None:
    lines = "kem-theo | QUY CHẾ\\n(Ban hành kèm theo Quyết định số 1/2025/QĐ-UBND ngày 20/11/2025 của UBND tỉnh)"
    assert shown(draft(lines)) == ["kem-theo: this ban-hanh-kem-theo"]


def test_a_full_mention_completes_the_brief_ones() -> None:
    lines = """
    can-cu | Căn cứ Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị;
    dieu-1 Điều 1. | Thực hiện Nghị quyết số 66-NQ/TW và Nghị quyết 66.
    """
    assert shown(draft(lines))[1:] == ["dieu-1: bct/2025/66-nq-tw dan-chieu"] * 2


def test_bodies_without_a_province_are_those_of_the_own_province() -> None:
    lines = "dieu-1 Điều 1. | Theo Nghị quyết số 5/2023/NQ-HĐND của HĐND tỉnh và Kế hoạch số 9/KH-UBND ngày 02/01/2024."
    assert shown(draft(lines)) == [
        "dieu-1: hdnd-ha-tinh/2023/5-2023-nq-hdnd dan-chieu",
        "dieu-1: ubnd-ha-tinh/2024/9-kh-ubnd dan-chieu",
    ]


@pytest.mark.parametrize(
    ("issued", "document"),
    [
        pytest.param(date(2015, 5, 1), "qh/2013/45-2013-qh13", id="then"),
        pytest.param(date(2025, 5, 1), "qh/2024/31-2024-qh15", id="now"),
    ],
)
def test_a_law_by_name_is_that_of_the_document_s_time(issued: date, document: str) -> None:
    assert shown(draft("dieu-1 Điều 1. | Theo Luật Đất đai.", issued=issued)) == [f"dieu-1: {document} dan-chieu"]


def test_a_law_not_in_the_table_is_known_once_it_is_cited_with_its_number() -> None:
    lines = """
    can-cu | Căn cứ Luật Thư viện giả định số 900/2024/QH15;
    dieu-1 Điều 1. | Theo khoản 2 Điều 5 Luật Thư viện giả định và các văn bản khác.
    """
    assert shown(draft(lines))[1] == "dieu-1: qh/2024/900-2024-qh15#dieu-5.khoan-2 dan-chieu"


AMENDING = """
tieu-de | Sửa đổi, bổ sung một số điều của Thông tư số 7/2020/TT-BTP
dieu-1 Điều 1. | Sửa đổi, bổ sung một số điều của Thông tư số 7/2020/TT-BTP
{lines}
"""
AMENDED = [
    pytest.param(
        "dieu-1.khoan-1 1. | Sửa đổi khoản 2 Điều 5 như sau:",
        ["dieu-5.khoan-2 sua-doi-bo-sung"],
        id="bare units are those of the amended document",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Bổ sung khoản 6 vào sau khoản 5 Điều 4 như sau:",
        ["dieu-4.khoan-6 sua-doi-bo-sung", "dieu-4.khoan-5 dan-chieu"],
        id="a new unit, and where it goes",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Sửa đổi khoản 2 và bổ sung khoản 5 vào Điều 26 như sau:",
        ["dieu-26.khoan-2 sua-doi-bo-sung", "dieu-26.khoan-5 sua-doi-bo-sung"],
        id="two acts on one article",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Sửa đổi Điều 5 như sau:\ndieu-1.khoan-1.diem-a a) | Bãi bỏ điểm d khoản 1;",
        ["dieu-5 sua-doi-bo-sung", "dieu-5.khoan-1.diem-d bai-bo"],
        id="the article stands above",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Sửa đổi khoản 2 Điều 5 như sau: «2. Theo khoản 1 Điều này và Điều 7 Thông tư này.»",
        ["dieu-5.khoan-2 sua-doi-bo-sung", "dieu-5.khoan-1 dan-chieu quoted", "dieu-7 dan-chieu quoted"],
        id="this inside new wording",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Bổ sung Điều 7a vào sau Điều 7: «Điều 7a. Tên\\n1. Một.\\n2. Theo khoản 1 Điều này.»",
        ["dieu-7a sua-doi-bo-sung", "dieu-7 dan-chieu", "dieu-7a.khoan-1 dan-chieu quoted"],
        id="headings inside new wording lead on",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Thay thế cụm từ “cũ” bằng cụm từ “mới” tại khoản 1 Điều 2; bãi bỏ khoản 3 Điều 8.",
        ["dieu-2.khoan-1 sua-doi-bo-sung", "dieu-8.khoan-3 bai-bo"],
        id="words exchanged",
    ),
    pytest.param(
        "dieu-1.khoan-1 1. | Bỏ cụm từ “quy định tại khoản 1 Điều này” tại khoản 3 Điều 169.",
        ["dieu-169.khoan-1 dan-chieu quoted", "dieu-169.khoan-3 sua-doi-bo-sung"],
        id="a mention inside the words exchanged",
    ),
]


@pytest.mark.parametrize(("lines", "expected"), AMENDED)
def test_an_amending_provision_speaks_of_the_amended_document(lines: str, expected: list[str]) -> None:
    document = draft(
        AMENDING.format(lines=lines),
        id="btp/2025/9-2025-tt-btp",
        number="9/2025/TT-BTP",
        kind="Thông tư",
        issuer="Bộ Tư pháp",
    )
    rows = [row.partition("btp/2020/7-2020-tt-btp#")[2] for row in shown(document)[2:]]
    assert rows == expected


def test_this_outside_quotation_marks_is_the_amending_document() -> None:
    lines = AMENDING.format(lines="dieu-2 Điều 2. | Theo khoản 1 Điều 1 Thông tư này.")
    document = draft(lines, id="btp/2025/9-2025-tt-btp", number="9/2025/TT-BTP", kind="Thông tư", issuer="Bộ Tư pháp")
    assert shown(document)[2:] == ["dieu-2: this#dieu-1.khoan-1 dan-chieu"]


def test_innermost_quotation_outside_an_amendment_is_of_the_document_named_before_it() -> None:
    lines = "ket | Luật số 907/2025/QH15 quy định như sau: «Luật này có hiệu lực từ ngày 01/3/2026.»"
    assert shown(draft(lines)) == [
        "ket: qh/2025/907-2025-qh15 dan-chieu",
        "ket: qh/2025/907-2025-qh15 dan-chieu quoted",
    ]


def test_a_list_that_details_a_law_means_the_law() -> None:
    lines = """
    dieu-1 Điều 1. | Nghị định này quy định chi tiết các điều, khoản sau đây của Luật Đất đai:
    dieu-1.khoan-1 1. | Quản lý theo khoản 3 Điều 12.
    """
    document = draft(lines, id="cp/2025/9-2025-nd-cp", number="9/2025/NĐ-CP", kind="Nghị định", issuer="Chính phủ")
    assert shown(document)[1] == "dieu-1.khoan-1: qh/2024/31-2024-qh15#dieu-12.khoan-3 huong-dan"


def test_this_of_another_kind_is_the_document_of_that_kind_named_before() -> None:
    lines = "dieu-1 Điều 1. | Theo Nghị định số 7/2018/NĐ-CP và khoản 2 Điều 5 Nghị định này."
    assert shown(draft(lines))[1] == "dieu-1: cp/2018/7-2018-nd-cp#dieu-5.khoan-2 dan-chieu"


NAMED = [
    pytest.param(date(2018, 5, 1), "qh/2013/45-2013-qh13", Outcome.UNKNOWN_DOCUMENT, id="in force then"),
    pytest.param(date(2024, 3, 1), "qh/2013/45-2013-qh13", Outcome.AMBIGUOUS, id="the next is issued already"),
    pytest.param(date(2025, 3, 1), "qh/2024/31-2024-qh15", Outcome.UNKNOWN_DOCUMENT, id="the next is in force"),
    pytest.param(date(1980, 3, 1), "?Luật Đất đai", Outcome.UNKNOWN_DOCUMENT, id="before all that are known"),
]


@pytest.mark.parametrize(("issued", "target", "outcome"), NAMED)
def test_a_law_by_its_name_alone_is_the_one_of_the_day_of_issue(issued: date, target: str, outcome: Outcome) -> None:
    document = draft("dieu-3 Điều 3. | Theo Luật Đất đai.", issued=issued)
    assert shown(document) == [f"dieu-3: {target} dan-chieu"]
    assert [reference.outcome for reference in references(document)] == [outcome]


def test_a_text_without_date_is_no_older_than_what_it_names() -> None:
    lines = "dieu-3 Điều 3. | Theo Luật Đất đai.\ndieu-4 Điều 4. | Quyết định số 7/2025/QĐ-TTg ngày 02/5/2025."
    assert shown(draft(lines, issued=None))[0] == "dieu-3: qh/2024/31-2024-qh15 dan-chieu"


def test_a_number_without_any_year_is_left_to_the_library() -> None:
    assert shown(draft("dieu-3 Điều 3. | Theo Quyết định số 920/QĐ-TTg.")) == ["dieu-3: ?920/QĐ-TTg dan-chieu"]


class _Library(NoLibrary):
    """Holds one decree with one article, and two decisions of one number."""

    def by_number(self, number: str, *, year: int | None = None, issuer: str | None = None) -> tuple[DocumentId, ...]:
        if number == "7-NQ/TW":
            return tuple(DocumentId("bct", year, "7-nq-tw") for year in (2020, 2021))
        return ()

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        return frozenset({Path.parse("dieu-1")}) if str(document) == "cp/2018/7-2018-nd-cp" else None


OUTCOMES = [
    pytest.param("Điều 1 Nghị định số 7/2018/NĐ-CP", Outcome.RESOLVED, id="held"),
    pytest.param("Điều 2 Nghị định số 7/2018/NĐ-CP", Outcome.NO_SUCH_PROVISION, id="held, without the article"),
    pytest.param("Nghị định số 8/2018/NĐ-CP", Outcome.UNKNOWN_DOCUMENT, id="not held"),
    pytest.param("Nghị quyết số 7-NQ/TW", Outcome.AMBIGUOUS, id="two hold the number"),
    pytest.param("Điều 3 Quyết định này", Outcome.RESOLVED, id="own"),
    pytest.param("Điều 4 Quyết định này", Outcome.NO_SUCH_PROVISION, id="own, and none"),
]


@pytest.mark.parametrize(("words", "outcome"), OUTCOMES)
def test_outcome_says_how_far_a_reference_was_followed(words: str, outcome: Outcome) -> None:
    found = references(draft(f"dieu-3 Điều 3. | Theo {words}."), _Library())
    assert [reference.outcome for reference in found] == [outcome]


def test_what_looks_like_a_reference_and_was_not_read_is_counted() -> None:
    document = draft("dieu-3 Điều 3. | Theo Quyết định số /2025/QĐ-UBND và khoản 2 Điều 5. Điều 3. Kết thúc")
    left = unread(document, references(document))
    assert [span.of(document.text) for span in left] == ["Điều 3"]
