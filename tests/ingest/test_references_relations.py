"""What each mention does to its target: own acts, bases, plans, lists, history; the decided cases of the convention."""

from __future__ import annotations

import pytest

from ingest.references import references
from tests.ingest.drafting import draft

Rows = list[tuple[str, str]]


def acts(lines: str, *, kind: str = "Quyết định", number: str = "1/2025/QĐ-UBND") -> Rows:
    """(number, name or path, relation) of each reference to another document."""
    document = draft(lines, kind=kind, number=number)
    return [
        (reference.target.number or reference.target.name or str(reference.target.path), str(reference.relation))
        for reference in references(document)
        if reference.target.document != "this"
    ]


A, B, C = "5/2019/QĐ-UBND", "6/2020/QĐ-UBND", "7/2021/QĐ-UBND"

OWN = [
    pytest.param(f"Bãi bỏ Quyết định số {A} ngày 01/02/2019 của Ủy ban nhân dân tỉnh.", [(A, "bai-bo")], id="repeals"),
    pytest.param(
        f"Bãi bỏ toàn bộ Quyết định số {A} và Quyết định số {B}.", [(A, "bai-bo"), (B, "bai-bo")], id="repeals two"
    ),
    pytest.param(
        f"Bãi bỏ Quyết định số {A} về phí và Quyết định số {B} sửa đổi, bổ sung Quyết định số {A}.",
        [(A, "bai-bo"), (B, "bai-bo"), (A, "dan-chieu")],
        id="decided: the document that the repealed one amended is only cited",
    ),
    pytest.param(
        f"Điều chỉnh nhiệm vụ tại khoản 2 Điều 3 Quyết định số {A}.", [(A, "sua-doi-bo-sung")], id="adjusts a task"
    ),
    pytest.param(f"Quyết định này thay thế Quyết định số {A}.", [(A, "thay-the")], id="replaces"),
    pytest.param(
        f"Quyết định này có hiệu lực từ ngày 01/12/2025 và thay thế Quyết định số {A}.",
        [(A, "thay-the")],
        id="takes effect and replaces",
    ),
    pytest.param(
        f"Quyết định số {A} hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", [(A, "bai-bo")], id="ends"
    ),
    pytest.param(
        f"Sửa đổi Điều 5 Quyết định số {A} đã được sửa đổi theo Quyết định số {B} và Quyết định số {C} như sau:",
        [(A, "sua-doi-bo-sung"), (B, "dan-chieu"), (C, "dan-chieu")],
        id="history inside a citation is no act",
    ),
    pytest.param(
        f"Quyết định này thay thế Quyết định số {A}; bãi bỏ Điều 3 của Quyết định số {B}.",
        [(A, "thay-the"), (B, "bai-bo")],
        id="two acts",
    ),
    pytest.param(f"Đính chính Quyết định số {A} như sau:", [(A, "dinh-chinh")], id="corrects"),
    pytest.param(
        "Quyết định này quy định chi tiết khoản 2 Điều 5 Luật Đất đai.",
        [("Luật Đất đai", "huong-dan")],
        id="gives details",
    ),
    pytest.param(
        f"Danh mục ban hành kèm theo Quyết định số {A}.", [(A, "dan-chieu")], id="decided: issued with another document"
    ),
]

OTHERS = [
    pytest.param(f"Sở Tư pháp trình Ủy ban nhân dân tỉnh bãi bỏ Quyết định số {A}.", id="somebody proposes"),
    pytest.param(f"Ủy ban nhân dân tỉnh có thẩm quyền sửa đổi, bổ sung Quyết định số {A}.", id="somebody may"),
    pytest.param(f"Trường hợp Quyết định số {A} được thay thế thì áp dụng văn bản mới.", id="in case"),
    pytest.param(f"Thực hiện theo Quyết định số {A} đã được sửa đổi.", id="as amended"),
    pytest.param("Chính phủ quy định chi tiết Luật Đất đai.", id="somebody else gives details"),
    pytest.param(f"Việc bãi bỏ giấy phép thực hiện theo Quyết định số {A}.", id="repeal of a permit"),
    pytest.param(f"Bổ sung số xe đã quy định tại Điều 2 Quyết định số {A}.", id="what is defined there"),
    pytest.param(f"Sửa đổi nhiệm vụ của Chương trình thực hiện Quyết định số {A}.", id="what the amended carries out"),
]


@pytest.mark.parametrize(("words", "expected"), OWN)
def test_own_acts(words: str, expected: Rows) -> None:
    assert acts(f"dieu-3 Điều 3. | {words}") == expected


@pytest.mark.parametrize("words", OTHERS)
def test_acts_of_others_are_none_of_this_document(words: str) -> None:
    assert {relation for _, relation in acts(f"dieu-3 Điều 3. | {words}")} == {"dan-chieu"}


BASIS = [
    pytest.param(
        "Căn cứ Luật Đất đai ngày 18/01/2024; Luật Nhà ở;",
        [("Luật Đất đai", "can-cu"), ("Luật Nhà ở", "can-cu")],
        id="a list of bases",
    ),
    pytest.param(
        "Căn cứ Nghị định số 1/2024/NĐ-CP của Chính phủ quy định chi tiết thi hành một số điều của Luật Đất đai;",
        [("1/2024/NĐ-CP", "can-cu"), ("Luật Đất đai", "dan-chieu")],
        id="decided: a document named in the title of a base",
    ),
    pytest.param(
        "Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15;",
        [("16/2023/QH15", "can-cu"), ("44/2024/QH15", "can-cu")],
        id="what amended a base is one",
    ),
    pytest.param(
        "Theo đề nghị của Sở Tư pháp tại Tờ trình số 9/TTr-STP ngày 01/3/2025;",
        [("9/TTr-STP", "dan-chieu")],
        id="a submission",
    ),
    pytest.param(
        "Căn cứ Nghị định số 1/2024/NĐ-CP của Chính phủ thi hành Luật Giá và Nghị định số 2/2025/NĐ-CP ngày 01/02/2025 "
        "của Chính phủ sửa đổi Nghị định số 1/2024/NĐ-CP;",
        [
            ("1/2024/NĐ-CP", "can-cu"),
            ("Luật Giá", "dan-chieu"),
            ("2/2025/NĐ-CP", "can-cu"),
            ("1/2024/NĐ-CP", "dan-chieu"),
        ],
        id="decided: what amends a base, with its own date, is one",
    ),
    pytest.param(
        "Căn cứ Luật Giá số 16/2023/QH15 (sửa đổi, bổ sung tại Luật số 44/2024/QH15);",
        [("16/2023/QH15", "can-cu"), ("44/2024/QH15", "can-cu")],
        id="what amended a base, in brackets",
    ),
    pytest.param(
        "Căn cứ Luật Giá;\\nTheo đề nghị tại Báo cáo số 9/BC-STP;\\nCăn cứ Luật Nhà ở;",
        [("Luật Giá", "can-cu"), ("9/BC-STP", "dan-chieu"), ("Luật Nhà ở", "can-cu")],
        id="each item for itself",
    ),
]


@pytest.mark.parametrize(("words", "expected"), BASIS)
def test_bases_are_bases_and_their_titles_only_cite(words: str, expected: Rows) -> None:
    assert acts(f"can-cu | {words}") == expected


def test_a_plan_carries_out_what_its_title_and_basis_name() -> None:
    lines = """
    tieu-de | KẾ HOẠCH\\nTHỰC HIỆN NGHỊ QUYẾT SỐ 66-NQ/TW; NGHỊ QUYẾT SỐ 140/NQ-CP VỀ THỰC HIỆN NGHỊ QUYẾT SỐ 66-NQ/TW
    can-cu | Thực hiện Nghị quyết số 66-NQ/TW; xét đề nghị tại Văn bản số 9/TTr-STP;
    muc-1 I. | Tổ chức thực hiện Nghị quyết số 66-NQ/TW.
    """
    assert acts(lines, kind="Kế hoạch", number="1/KH-UBND") == [
        ("66-NQ/TW", "huong-dan"),
        ("140/NQ-CP", "huong-dan"),
        ("66-NQ/TW", "dan-chieu"),
        ("66-NQ/TW", "huong-dan"),
        ("9/TTr-STP", "dan-chieu"),
        ("66-NQ/TW", "dan-chieu"),
    ]


def test_the_enacting_sentence_of_a_plan_carries_out() -> None:
    lines = "mo-dau | Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thi hành Luật Việc làm như sau:"
    assert acts(lines, kind="Kế hoạch", number="1/KH-UBND") == [("Luật Việc làm", "huong-dan")]


def test_a_plan_orders_no_repeal() -> None:
    lines = f"phu-luc.dong-2 2 | Trình ban hành Nghị quyết sửa đổi hoặc thay thế Quyết định số {A}"
    assert acts(lines, kind="Kế hoạch", number="1/KH-UBND") == [(A, "dan-chieu")]


TITLES = [
    pytest.param(
        f"QUYẾT ĐỊNH\\nBÃI BỎ TOÀN BỘ\\nQUYẾT ĐỊNH SỐ {A} VÀ QUYẾT ĐỊNH SỐ {B} VỀ SỬA ĐỔI, BỔ SUNG QUYẾT ĐỊNH SỐ {A}",
        [(A, "bai-bo"), (B, "bai-bo"), (A, "dan-chieu")],
        id="capitals over several lines",
    ),
    pytest.param(
        "THÔNG TƯ\\nQuy định chi tiết và hướng dẫn thi hành Luật Đất đai", [("Luật Đất đai", "huong-dan")], id="details"
    ),
    pytest.param(
        "LUẬT\\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐẤT ĐAI",
        [("Luật Đất đai", "sua-doi-bo-sung")],
        id="an amending law's own title",
    ),
    pytest.param(f"QUYẾT ĐỊNH\\nVề việc đính chính Quyết định số {A}", [(A, "dinh-chinh")], id="a correction"),
    pytest.param("LUẬT\\nĐẤT ĐAI", [], id="a law's own title is no reference"),
]


@pytest.mark.parametrize(("words", "expected"), TITLES)
def test_titles(words: str, expected: Rows) -> None:
    assert acts(f"tieu-de | {words}") == expected


def test_the_enacting_sentence_carries_the_own_act() -> None:
    act = f"bãi bỏ Quyết định số {A} và Quyết định số {B} sửa đổi Quyết định số {A}"
    assert acts(f"mo-dau | Ủy ban nhân dân tỉnh ban hành Quyết định {act}.") == [
        (A, "bai-bo"),
        (B, "bai-bo"),
        (A, "dan-chieu"),
    ]


def test_enacting_a_law_names_no_other() -> None:
    assert acts("mo-dau | Quốc hội ban hành Luật Đất đai.") == []
    lines = "mo-dau | Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15."
    assert acts(lines) == [("31/2024/QH15", "sua-doi-bo-sung")]


def test_items_of_a_list_share_the_act_above_them() -> None:
    lines = f"""
    dieu-1 Điều 1. | Bãi bỏ các văn bản sau đây:
    dieu-1.khoan-1 1. | Quyết định số {A} ngày 01/02/2019.
    dieu-1.khoan-2 2. | Các văn bản khác theo Quyết định số {B}.
    """
    assert acts(lines) == [(A, "bai-bo"), (B, "dan-chieu")]


def test_a_list_of_repealed_documents_in_an_appendix() -> None:
    lines = f"""
    phu-luc-1 Phụ lục I | DANH MỤC VĂN BẢN QUY PHẠM PHÁP LUẬT BÃI BỎ TOÀN BỘ
    phu-luc-1.khoan-1 1. | Quyết định số {A} ngày 01/02/2019 hướng dẫn Quyết định số {B}.
    """
    assert acts(lines) == [(A, "bai-bo"), (B, "dan-chieu")]


def test_a_list_of_procedures_repeals_no_document() -> None:
    lines = f"""
    phu-luc-1 Phụ lục I | DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ
    phu-luc-1.dong-1 1 | Quyết định số {A} ngày 01/02/2019 công bố thủ tục bị bãi bỏ
    """
    assert acts(lines) == [(A, "dan-chieu")]


def test_a_short_name_defined_here_is_one_more_mention() -> None:
    words = "Theo Nghị định số 80/2025/NĐ-CP (sau đây gọi là Nghị định số 80/2025/NĐ-CP) và Nghị định 80."
    assert acts(f"dieu-3 Điều 3. | {words}") == [("80/2025/NĐ-CP", "dan-chieu")] * 3


def test_a_law_whose_name_holds_another_s_is_one_mention() -> None:
    words = "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở ngày 01/01/2030"
    assert [name for name, _ in acts(f"dieu-3 Điều 3. | Theo {words}.")] == [
        "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở"
    ]


def test_an_item_that_says_the_act_once_more_has_that_of_the_list() -> None:
    lines = f"""
    dieu-1 Điều 1. | Bãi bỏ toàn bộ các Quyết định sau đây:
    dieu-1.khoan-1 1. | Quyết định bãi bỏ Quyết định số {A} ngày 01/02/2019 về phí giả định.
    """
    assert acts(lines) == [(A, "bai-bo")]
