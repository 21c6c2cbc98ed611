"""Several documents in one file: cut where a letterhead of its own follows a closing, and nowhere else."""

from __future__ import annotations

from corpus.model import Source
from ingest.pages import Line, Pages
from ingest.structure import split, structure

MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
CLOSING = ["Nơi nhận:", "- Như Điều 2;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Giả Định"]


def decision(number: str, *, day: str = "ngày 05 tháng 3 năm 2025", closing: bool = True) -> list[str]:
    return [
        "ỦY BAN NHÂN DÂN",
        "TỈNH GIẢ ĐỊNH",
        *MOTTO,
        f"Số: {number}",
        f"Giả Định, {day}",
        "QUYẾT ĐỊNH",
        "Về việc giả định",
        "Căn cứ Luật Giả định số 11/2024/QH15;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Việc giả định được thực hiện như kế hoạch.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        *(CLOSING if closing else []),
    ]


def pages(*parts: list[str], declared: tuple[tuple[str, str], ...] = ()) -> Pages:
    return Pages(tuple(Line(text, whole=True) for part in parts for text in part), "text/plain", declared=declared)


def codes(one: Pages) -> list[str]:
    return [problem.code for problem in one.problems]


def test_two_acts_with_their_letterheads_are_two_documents_with_their_own_ids() -> None:
    parts = split(pages(decision("12/QĐ-UBND"), decision("13/QĐ-UBND", day="ngày 06 tháng 3 năm 2025")))
    documents = [structure(part, source=Source("giả định.txt", "0" * 64, "text/plain")) for part in parts]
    assert [document.metadata.number for document in documents] == ["12/QĐ-UBND", "13/QĐ-UBND"]
    assert len({document.id for document in documents}) == 2
    for document in documents:
        assert [str(provision.path) for provision in document.provisions] == ["dieu-1", "dieu-2"]
        assert document.metadata.signer == "Nguyễn Văn Giả Định"
    assert all(codes(part) == ["several-documents"] for part in parts)
    assert "thứ 2, số 13/QĐ-UBND" in parts[1].problems[0].message


def test_no_line_is_lost_between_the_parts() -> None:
    whole = pages(decision("12/QĐ-UBND"), decision("13/QĐ-UBND"), decision("14/QĐ-UBND"))
    parts = split(whole)
    assert len(parts) == 3
    assert tuple(line for part in parts for line in part.lines) == whole.lines


def test_what_the_page_declares_goes_to_the_document_with_that_number() -> None:
    declared = (("Số hiệu", "13/QĐ-UBND"), ("Lĩnh vực", "Giả định"))
    first, second = split(pages(decision("12/QĐ-UBND"), decision("13/QĐ-UBND"), declared=declared))
    assert (first.declared, second.declared) == ((), declared)


def test_an_attached_regulation_belongs_to_its_decision() -> None:
    regulation = ["QUY ĐỊNH", "Về giả định", "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)", "Điều 1. Phạm vi"]
    whole = pages(decision("12/QĐ-UBND"), regulation)
    assert split(whole) == (whole,)


def test_an_attached_plan_with_its_own_letterhead_belongs_to_its_decision() -> None:
    plan = decision("15/KH-UBND")
    plan[6:8] = ["KẾ HOẠCH", "Thực hiện giả định", "(Kèm theo Quyết định số 12/QĐ-UBND)"]
    (only,) = split(pages(decision("12/QĐ-UBND"), plan))
    assert codes(only) == ["second-letterhead"]


def test_the_letterhead_of_a_form_opens_no_document() -> None:
    form = ["Mẫu số 01", *decision("…/QĐ-UBND"), "Mẫu số 02", *decision("99/QĐ-UBND")]
    (only,) = split(pages(decision("12/QĐ-UBND"), form))
    assert codes(only) == ["second-letterhead"]


def test_a_second_printing_of_the_same_document_is_no_second_document() -> None:
    whole = pages(decision("12/QĐ-UBND"), decision("12/QĐ-UBND"))
    assert split(whole) == (whole,)


def test_without_a_closing_above_it_a_letterhead_is_only_looked_at() -> None:
    (only,) = split(pages(decision("12/QĐ-UBND", closing=False), decision("13/QĐ-UBND")))
    assert codes(only) == ["second-letterhead"]


def test_a_law_and_a_decree_of_one_gazette_issue_are_two() -> None:
    law = ["QUỐC HỘI", *MOTTO, "Luật số: 99/2025/QH15", "LUẬT", "GIẢ ĐỊNH", "Điều 1. Phạm vi", "CHỦ TỊCH QUỐC HỘI"]
    decree = decision("77/2025/NĐ-CP")
    decree[0:2], decree[6] = ["CHÍNH PHỦ"], "NGHỊ ĐỊNH"
    assert len(split(pages(law, decree))) == 2
