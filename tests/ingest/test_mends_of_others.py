"""Instruments that a document is not: "Nghị định này" in a decision's list of procedures; papers of an office."""

from __future__ import annotations

from corpus.model import Outcome
from ingest.references import references
from tests.ingest.drafting import draft, shown

_TITLE = "Về việc công bố danh mục thủ tục hành chính và quy trình nội bộ"


def test_the_decree_of_the_same_part_of_the_appendix() -> None:
    lines = """
    phu-luc PHỤ LỤC | DANH MỤC
    phu-luc.muc-1 I. | Thủ tục theo Nghị định số 7/2025/NĐ-CP ngày 01/02/2025
    phu-luc.muc-1.khoan-1 1. | Trừ trường hợp tại khoản 1 Điều 26 Nghị định này và khoản 2 Điều 8 của Nghị định;
    phu-luc.muc-2 II. | Thủ tục khác
    phu-luc.muc-2.khoan-1 1. | Trừ trường hợp tại khoản 1 Điều 26 Nghị định này.
    """
    found = references(draft(lines, title=_TITLE))
    assert [(str(one.target.document or ""), str(one.target.path), one.outcome) for one in found[1:]] == [
        ("cp/2025/7-2025-nd-cp", "dieu-26.khoan-1", Outcome.UNKNOWN_DOCUMENT),
        ("cp/2025/7-2025-nd-cp", "dieu-8.khoan-2", Outcome.UNKNOWN_DOCUMENT),
        ("", "dieu-26.khoan-1", Outcome.AMBIGUOUS),
    ]


def test_a_slip_in_an_article_still_means_the_document_itself() -> None:
    lines = "dieu-1 Điều 1. | Theo Điều 2 Nghị quyết này.\ndieu-2 Điều 2. | Hết."
    assert shown(draft(lines)) == ["dieu-1: this#dieu-2 dan-chieu"]


def test_working_papers_of_a_procedure_are_no_forms_of_the_decision() -> None:
    words = ("Trả kết quả", "Mẫu 01, 05 và hồ sơ", "Mẫu 05.docx", "Mẫu số 02 kèm theo Nghị định số 7/2025/NĐ-CP")
    lines = "phu-luc.khoan-1 1. | " + "\\n".join(words)
    assert shown(draft(lines, title=_TITLE)) == ["phu-luc.khoan-1: cp/2025/7-2025-nd-cp#mau-2 dan-chieu"]


def test_a_form_that_a_rule_names_is_looked_for_though_it_is_missing() -> None:
    assert shown(draft("dieu-1 Điều 1. | Lập theo Mẫu số 05.")) == ["dieu-1: this#mau-5 dan-chieu"]


def test_forms_below_the_appendix_they_stand_in() -> None:
    lines = """
    kem-theo.dieu-7.khoan-2 2. | Mẫu theo quy định tại Phụ lục kèm theo Nghị định số 7/2025/NĐ-CP:
    kem-theo.dieu-7.khoan-2.diem-b b) | Đơn đề nghị: Mẫu số 02;
    """
    assert (
        shown(draft(lines, title=_TITLE))[1] == "kem-theo.dieu-7.khoan-2.diem-b: cp/2025/7-2025-nd-cp#mau-2 dan-chieu"
    )
