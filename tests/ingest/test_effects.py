"""Effects: what clauses of invented documents do to others, since when, and what does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.effects import Effect
from corpus.model import Document
from ingest.references import references
from ingest.references.effects import effects
from tests.ingest.drafting import draft

DECREE = {
    "id": "cp/2031/501-2031-nd-cp",
    "number": "501/2031/NĐ-CP",
    "kind": "Nghị định",
    "issuer": "Chính phủ",
    "issued": date(2031, 3, 1),
}


def made(lines: str, *, effective: date | None = date(2031, 5, 1), **changes: object) -> tuple[Effect, ...]:
    return effects_of(draft(lines, **{**DECREE, **changes}), effective)  # type: ignore[arg-type]


def effects_of(document: Document, effective: date | None) -> tuple[Effect, ...]:
    document = replace(document, metadata=replace(document.metadata, effective=effective))
    return effects(document, references(document))


def row(effect: Effect) -> str:
    target = effect.target
    where = str(target.document) if target.document else f"?{target.number or target.name}"
    path = f"#{target.path}" if target.path else ""
    marks = " partly" * effect.partly + " told" * effect.hint
    return f"{effect.kind} {where}{path} {effect.begins}{marks}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "dieu-9 Điều 9. | Bãi bỏ Nghị định số 7/2020/NĐ-CP ngày 01 tháng 02 năm 2020 của Chính phủ.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-05-01"],
            id="a whole document",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Nghị định số 7/2020/NĐ-CP hết hiệu lực kể từ ngày 15 tháng 8 năm 2031.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-08-15"],
            id="from a day said in the clause",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Bãi bỏ một số điều của Nghị định số 7/2020/NĐ-CP.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-05-01 partly"],
            id="some articles",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Bãi bỏ một số điều của Nghị định số 7/2020/NĐ-CP và Nghị định số 8/2021/NĐ-CP.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-05-01 partly", "bai-bo cp/2021/8-2021-nd-cp 2031-05-01 partly"],
            id="some articles of two",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Nghị định này thay thế Danh mục thủ tục tại Nghị định số 7/2020/NĐ-CP.",
            ["thay-the cp/2020/7-2020-nd-cp 2031-05-01 partly"],
            id="a list inside a document",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Nghị định số 7/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực, "
            "trừ các trường hợp sau đây:\n"
            "dieu-9.diem-a a) | Điều 15 Nghị định số 7/2020/NĐ-CP tiếp tục có hiệu lực đến hết ngày 31/12/2031.",
            [
                "bai-bo cp/2020/7-2020-nd-cp 2031-05-01",
                "tiep-tuc-co-hieu-luc cp/2020/7-2020-nd-cp#dieu-15 2031-05-01",
            ],
            id="a list of what is kept",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Bãi bỏ khoản 3 Điều 5 và Điều 8 Nghị định số 7/2020/NĐ-CP.",
            [
                "bai-bo cp/2020/7-2020-nd-cp#dieu-5.khoan-3 2031-05-01",
                "bai-bo cp/2020/7-2020-nd-cp#dieu-8 2031-05-01",
            ],
            id="single provisions",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực:\n"
            "dieu-9.diem-a a) | Nghị định số 7/2020/NĐ-CP;\n"
            "dieu-9.diem-b b) | Điều 2 Nghị định số 8/2021/NĐ-CP.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-05-01", "bai-bo cp/2021/8-2021-nd-cp#dieu-2 2031-05-01"],
            id="a list",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Các Nghị định sau hết hiệu lực kể từ ngày Nghị định này có hiệu lực: "
            "Nghị định số 7/2020/NĐ-CP ngày 01/02/2020; Nghị định số 8/2021/NĐ-CP ngày 03/4/2021.",
            ["bai-bo cp/2020/7-2020-nd-cp 2031-05-01", "bai-bo cp/2021/8-2021-nd-cp 2031-05-01"],
            id="a list in one sentence",
        ),
        pytest.param(
            "dieu-9 Điều 9. | Nghị định này thay thế Nghị định số 7/2020/NĐ-CP.",
            ["thay-the cp/2020/7-2020-nd-cp 2031-05-01"],
            id="replacement",
        ),
        pytest.param(
            "dieu-1 Điều 1. | Bổ sung Điều 5a vào sau Điều 5 Nghị định số 7/2020/NĐ-CP như sau: «Điều 5a. Mới.»",
            ["bo-sung cp/2020/7-2020-nd-cp#dieu-5a 2031-05-01"],
            id="a new article",
        ),
        pytest.param(
            "dieu-1 Điều 1. | Sửa đổi, bổ sung Điều 5 Nghị định số 7/2020/NĐ-CP như sau:\n"
            "dieu-1.khoan-1 1. | Sửa đổi khoản 2 như sau: «2. Mới.»\n"
            "dieu-1.khoan-2 2. | Bãi bỏ khoản 3.",
            [
                "sua-doi-bo-sung cp/2020/7-2020-nd-cp#dieu-5 2031-05-01 partly",
                "sua-doi-bo-sung cp/2020/7-2020-nd-cp#dieu-5.khoan-2 2031-05-01",
                "bai-bo cp/2020/7-2020-nd-cp#dieu-5.khoan-3 2031-05-01",
            ],
            id="an article changed clause by clause is changed in part",
        ),
        pytest.param(
            "dieu-1 Điều 1. | Ngưng hiệu lực thi hành khoản 8 Điều 8 của Nghị định số 7/2020/NĐ-CP.",
            ["ngung-hieu-luc cp/2020/7-2020-nd-cp#dieu-8.khoan-8 2031-05-01"],
            id="suspension",
        ),
    ],
)
def test_acts_reach_their_targets(lines: str, expected: list[str]) -> None:
    assert [row(effect) for effect in made(lines)] == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            "dieu-1 Điều 1. | Xây dựng phương án cắt giảm thủ tục theo hướng: Bãi bỏ điều kiện kinh doanh dịch vụ "
            "giám định trong Nghị định số 7/2020/NĐ-CP.",
            id="a wish",
        ),
        pytest.param(
            "dieu-1.diem-a a) | Hủy bỏ tài liệu kế toán trước thời hạn theo quy định của Nghị định số 7/2020/NĐ-CP;",
            id="an act on papers",
        ),
        pytest.param("dieu-9 Điều 9. | Bãi bỏ Điều 3 Luật số 7/2020/QH14.", id="a decree does not repeal a law"),
        pytest.param(
            "dieu-1 Điều 1. | Chính phủ có quyền đình chỉ việc thi hành văn bản trái với Nghị định số 7/2020/NĐ-CP.",
            id="a power",
        ),
    ],
)
def test_what_is_no_act_has_no_effect(lines: str) -> None:
    assert [row(effect) for effect in made(lines) if not effect.hint] == []


def test_exchanged_words_come_with_their_place() -> None:
    (effect,) = made(
        "dieu-1 Điều 1. | Thay thế cụm từ “Bộ Cũ”, “Sở Cũ” bằng cụm từ “Bộ Mới” tại Điều 7 Nghị định số 7/2020/NĐ-CP."
    )

    assert row(effect) == "thay-cum-tu cp/2020/7-2020-nd-cp#dieu-7 2031-05-01"
    assert [(one.old, one.new) for one in effect.words] == [("Bộ Cũ", "Bộ Mới"), ("Sở Cũ", "Bộ Mới")]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        pytest.param("Bỏ cụm từ “cấp huyện,” tại Điều 7", ("cấp huyện,", ""), id="dropped"),
        pytest.param("Bổ sung cụm từ “đặc khu” vào sau cụm từ “xã” tại Điều 7", ("", "đặc khu"), id="added"),
        pytest.param("Thay cụm từ “A” thành “B” tại Điều 7", ("A", "B"), id="thành"),
    ],
)
def test_words_dropped_and_added(clause: str, expected: tuple[str, str]) -> None:
    (effect,) = made(f"dieu-1 Điều 1. | {clause} Nghị định số 7/2020/NĐ-CP.")

    assert [(one.old, one.new) for one in effect.words] == [expected]


def test_a_part_that_begins_on_its_own_day_acts_on_that_day() -> None:
    found = made(
        "dieu-1 Điều 1. | Bãi bỏ Điều 2 Nghị định số 7/2020/NĐ-CP.\n"
        "dieu-2 Điều 2. | Bãi bỏ Điều 3 Nghị định số 7/2020/NĐ-CP.\n"
        "dieu-3.khoan-1 1. | Nghị định này có hiệu lực từ ngày 01/5/2031, trừ quy định tại khoản 2 Điều này.\n"
        "dieu-3.khoan-2 2. | Điều 2 của Nghị định này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2031."
    )

    assert [row(effect) for effect in found] == [
        "co-hieu-luc this#dieu-2 2031-09-01",
        "bai-bo cp/2020/7-2020-nd-cp#dieu-2 2031-05-01",
        "bai-bo cp/2020/7-2020-nd-cp#dieu-3 2031-09-01",
    ]


def test_an_exception_is_kept_and_its_provisions_go_on() -> None:
    ended, kept = made(
        "dieu-9 Điều 9. | Nghị định số 7/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực, "
        "trừ quy định tại Điều 15 tiếp tục có hiệu lực đến hết ngày 31 tháng 12 năm 2031."
    )

    assert ended.whole
    assert ended.unless is not None
    assert ended.unless.startswith("trừ quy định tại Điều 15")
    assert row(kept) == "tiep-tuc-co-hieu-luc cp/2020/7-2020-nd-cp#dieu-15 2031-05-01"
    assert kept.ends == date(2031, 12, 31)


def test_history_inside_a_citation_is_a_hint_and_no_act() -> None:
    found = made(
        "dieu-1 Điều 1. | Thực hiện theo Nghị định số 7/2020/NĐ-CP đã được sửa đổi, bổ sung một số điều theo "
        "Nghị định số 8/2021/NĐ-CP và Nghị định số 9/2022/NĐ-CP."
    )

    assert [(row(one), str(one.by.document) if one.by else "") for one in found] == [
        ("sua-doi-bo-sung cp/2020/7-2020-nd-cp 2031-03-01 partly told", "cp/2021/8-2021-nd-cp"),
        ("sua-doi-bo-sung cp/2020/7-2020-nd-cp 2031-03-01 partly told", "cp/2022/9-2022-nd-cp"),
    ]


def test_without_a_day_of_effect_the_act_has_none() -> None:
    (effect,) = made("dieu-9 Điều 9. | Bãi bỏ Nghị định số 7/2020/NĐ-CP.", effective=None)

    assert effect.begins is None


def test_an_individual_decision_acts_when_signed() -> None:
    document = draft(
        "dieu-2 Điều 2. | Quyết định này thay thế Quyết định số 15/QĐ-UBND ngày 02/3/2030 của Ủy ban nhân dân tỉnh.",
        id="ubnd-ha-tinh/2031/77-qd-ubnd",
        number="77/QĐ-UBND",
        issued=date(2031, 6, 3),
    )

    (effect,) = effects_of(document, None)

    assert row(effect) == "thay-the ubnd-ha-tinh/2030/15-qd-ubnd 2031-06-03"


def test_a_consolidated_text_only_tells() -> None:
    found = made(
        "dieu-9 Điều 9. | Nghị định này thay thế Nghị định số 7/2020/NĐ-CP.",
        id="cp/2031/3-vbhn-vpcp",
        number="3/VBHN-VPCP",
    )

    assert [effect.hint for effect in found if effect.target.number == "7/2020/NĐ-CP"] == [True]
