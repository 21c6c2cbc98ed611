"""Letterhead, title, zones, dates, signer. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Document, Source
from ingest.pages import Line, Pages, Place
from ingest.structure import structure
from ingest.structure.closing import signer
from ingest.structure.dates import effective, expires
from ingest.structure.paragraphs import paragraphs

Declared = tuple[tuple[str, str], ...]


def read(text: str, declared: Declared = (), *, whole: bool = True) -> Document:
    lines = tuple(Line(line, whole=whole) for line in text.strip().splitlines())
    return structure(Pages(lines, "text/plain", declared=declared), source=Source("a.txt", "ab" * 32, "text/plain"))


PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:
84/2025/QĐ- UBND
Hà Tĩnh, ngày 02 tháng 12 năm 2025
QUYẾT ĐỊNH
BAN HÀNH QUY ĐỊNH
GIẢ ĐỊNH CỦA TỈNH
ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Giả định ngày 16/6/2025;
Theo đề nghị của Giám đốc Sở Giả định.
Ủy ban nhân dân tỉnh ban hành Quyết định giả định.
Điều 1. Nội dung.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Người Ký Giả"""


def test_decision_of_a_province() -> None:
    document = read(PROVINCE)
    said = document.metadata
    assert str(document.id) == "ubnd-ha-tinh/2025/84-2025-qd-ubnd"
    assert (said.number, said.kind, said.issuer) == ("84/2025/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Hà Tĩnh")
    assert (said.title, said.place) == ("BAN HÀNH QUY ĐỊNH GIẢ ĐỊNH CỦA TỈNH", "Hà Tĩnh")
    assert (said.issued, said.effective, said.signer) == (date(2025, 12, 2), date(2025, 12, 2), "Người Ký Giả")


def test_zones_of_the_introduction_and_the_close() -> None:
    document = read(PROVINCE)
    zones = [(zone.zone.value, zone.span.of(document.text).split("\n")[0][:20]) for zone in document.zones]
    assert zones == [
        ("tieu-de", "QUYẾT ĐỊNH"),
        ("mo-dau", "ỦY BAN NHÂN DÂN TỈNH"),
        ("can-cu", "Căn cứ Luật Giả định"),
        ("mo-dau", "Ủy ban nhân dân tỉnh"),
        ("ket", "Nơi nhận:"),
    ]


HEADS = [
    pytest.param(
        "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nSố: 44/2025/QĐ-CTUBND\nCỘNG HÒA XÃ HỘI\n"
        "CHỦ NGHĨA VIỆT NAM\nGia Lai, ngày 20 tháng11 năm 2025\n"
        "QUYẾT ĐỊNH\nGIẢ ĐỊNH",
        ("44/2025/QĐ-CTUBND", "Quyết định", "Chủ tịch Ủy ban nhân dân tỉnh Gia Lai", "GIẢ ĐỊNH", date(2025, 11, 20)),
        id="chairman",
    ),
    pytest.param(
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nSố: 900/KH-UBND\n"
        "Hà Tĩnh, ngày 13 tháng 8 năm 2025\nKẾ HOẠCH\nGIẢ ĐỊNH",
        ("900/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Hà Tĩnh", "GIẢ ĐỊNH", date(2025, 8, 13)),
        id="province-from-the-place",
    ),
    pytest.param(
        "QUỐC HỘI\nLuật số: 900/2025/QH15\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Hà Nội, ngày 10 tháng 12 năm 2025\nLUẬT\nGIẢ ĐỊNH",
        ("900/2025/QH15", "Luật", "Quốc hội", "GIẢ ĐỊNH", date(2025, 12, 10)),
        id="law",
    ),
    pytest.param(
        "ĐẢNG BỘ TỈNH HÀ TĨNH\nBAN CHẤP HÀNH\n*\nSố 900-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Hà Tĩnh, ngày 05 tháng 9 năm 2025\nNGHỊ QUYẾT\nvề điều giả định",
        ("900-NQ/TU", "Nghị quyết", "Ban Chấp hành Đảng bộ tỉnh Hà Tĩnh", "về điều giả định", date(2025, 9, 5)),
        id="party",
    ),
    pytest.param(
        "BỘ TƯ PHÁP - BỘ CÔNG AN\nSố: 900/2025/TTLT-BTP-\nBCA\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Hà Nội, ngày 01 tháng 01 năm 2025\n"
        "THÔNG TƯ LIÊN TỊCH\nQuy định giả định",
        (
            "900/2025/TTLT-BTP-BCA",
            "Thông tư liên tịch",
            "Bộ Tư pháp - Bộ Công an",
            "Quy định giả định",
            date(2025, 1, 1),
        ),
        id="joint",
    ),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_heads(head: str, expected: tuple[object, ...]) -> None:
    said = read(f"{head}\nCăn cứ Luật Giả định;\nĐiều 1. Nội dung.\nĐiều 2. Nội dung.").metadata
    assert (said.number, said.kind, said.issuer, said.title, said.issued) == expected


def test_letterhead_in_two_columns_with_torn_words() -> None:
    cells = [
        (0, 0, "ỦY BAN NHÂN"),
        (0, 0, "DÂN"),
        (0, 0, "THÀNH PHỐ CẦN THƠ"),
        (0, 1, "CỘNG HÒA XÃ"),
        (0, 1, "HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, 0, "Số:"),
        (1, 0, "90/CT-UBND"),
        (1, 1, "Cần Thơ, ngày"),
        (1, 1, "18 tháng 11 năm 2025"),
    ]
    lines = [Line(text, place=Place(0, row, column)) for row, column, text in cells]
    lines += [Line(text, whole=True) for text in ("CHỈ THỊ", "VỀ GIẢ ĐỊNH", "Thời gian qua.", "1. Một.", "2. Hai.")]
    document = structure(Pages(tuple(lines), "text/markdown"), source=Source("a.md", "0" * 64, "text/markdown"))
    said = document.metadata
    assert (said.number, said.kind) == ("90/CT-UBND", "Chỉ thị")
    assert said.issuer == "Ủy ban nhân dân thành phố Cần Thơ"
    assert said.issued == date(2025, 11, 18)


def test_the_page_fills_only_what_the_text_leaves_open() -> None:
    declared = (
        ("Số hiệu", "85/2025/QĐ-UBND"),
        ("Ngày có hiệu lực", "Đã biết"),
        ("Người ký", "Người Khác"),
        ("Lĩnh vực", "Bộ máy hành chính"),
    )
    document = read(PROVINCE, declared)
    assert document.metadata.number == "84/2025/QĐ-UBND"
    assert document.metadata.signer == "Người Ký Giả"
    assert document.metadata.field == "Bộ máy hành chính"
    assert [p.code for p in document.problems] == ["declared-differs"]


def test_date_of_effect_from_the_page_where_the_text_gives_none() -> None:
    text = PROVINCE.replace(" có hiệu lực kể từ ngày ký", "")
    assert read(text, (("Ngày có hiệu lực", "05/12/2025"),)).metadata.effective == date(2025, 12, 5)


def test_a_missing_number_is_named() -> None:
    document = read(PROVINCE.replace("84/2025/QĐ- UBND", "/2025/QĐ-UBND"))
    assert document.metadata.number is None
    assert str(document.id) == "ubnd-ha-tinh/2025/khong-so-abababab"
    assert "no-number" in {problem.code for problem in document.problems}


def test_effect_before_issue_is_reported() -> None:
    document = read(PROVINCE.replace("kể từ ngày ký", "kể từ ngày 01/01/2024"))
    assert "effect-before-issue" in {problem.code for problem in document.problems}


ISSUED = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Quyết định này có hiệu lực kể từ ngày ký.", ISSUED, id="signed"),
        pytest.param("Nghị quyết này có hiệu lực thi hành từ ngày ban hành.", ISSUED, id="issued"),
        pytest.param(
            "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025, trừ khoản 2.", date(2025, 7, 1), id="date"
        ),
        pytest.param("Thông tư này có hiệu lực từ ngày 15/8/2025.", date(2025, 8, 15), id="slashes"),
        pytest.param("Nghị định này có hiệu lực sau 45 ngày, kể từ ngày ký ban hành.", date(2025, 7, 16), id="days"),
        pytest.param("Luật này có hiệu lực từ ngày công bố.", None, id="publication"),
        pytest.param("Từ ngày Thông tư này có hiệu lực, bãi bỏ các quy định cũ.", None, id="clause-of-effect"),
        pytest.param("Quyết định này có hiệu lực từ ngày 31/02/2026.", None, id="impossible"),
    ],
)
def test_effective(text: str, expected: date | None) -> None:
    assert effective([text], ISSUED) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nghị quyết này có hiệu lực thi hành kể từ ngày 18 tháng 11 năm 2025 đến ngày 31 tháng 12 năm 2025.", 31),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2025 cho đến ngày 30/12/2025.", 30),
        ("Quyết định này có hiệu lực từ ngày 01/7/2025. Hồ sơ nộp đến ngày 31/12/2025 được giải quyết.", None),
        (
            "Quyết định này có hiệu lực từ ngày 01/7/2025 và thay thế Quyết định số 5/2020/QĐ-UBND áp dụng đến ngày"
            " 31/12/2025.",
            None,
        ),
    ],
)
def test_end_of_effect_said_beside_its_beginning(text: str, day: int | None) -> None:
    assert expires([text]) == (date(2025, 12, day) if day else None)


def test_expires() -> None:
    text = "Nghị quyết này có hiệu lực từ ngày 01/7/2025 và được thực hiện đến hết ngày 31 tháng 12 năm 2027."
    assert expires([text]) == date(2027, 12, 31)


def test_wrapped_lines_are_joined_and_headings_are_not() -> None:
    text = """Điều 1. Phạm vi điều chỉnh
Quyết định này quy định về việc quản lý, khai thác và sử dụng hệ
thống thông tin; áp dụng đối với các cơ quan, tổ chức theo quy định
của pháp luật, trừ trường hợp quy định tại khoản 2 và khoản 3 của
Điều 5. Cơ quan quản lý có trách nhiệm bảo đảm kinh phí cho hệ
thống; cơ quan sử dụng có trách nhiệm bảo đảm an toàn thông tin mà
mình quản lý; cơ quan khác có trách nhiệm phối hợp khi được cơ quan
có thẩm quyền yêu cầu; cá nhân có trách nhiệm giữ bí mật thông tin
theo quy định; các trường hợp khác do người đứng đầu cơ quan quyết
định.
Điều 2. Hiệu lực"""
    found = [paragraph.text for paragraph in paragraphs(Line(line) for line in text.splitlines())]
    assert [line[:12] for line in found] == ["Điều 1. Phạm", "Quyết định n", "Điều 2. Hiệu"]


def test_a_page_that_prints_a_preview_first_gives_the_document_once() -> None:
    lines = PROVINCE.splitlines()
    preview = lines[: lines.index("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.")]
    document = read("\n".join(["Quyết định 84/2025/QĐ-UBND", *preview, *lines]))
    assert document.text == "\n".join(lines)
    assert dict(document.left_out)["printed-twice"] == sum(map(len, preview))
    assert [str(p.path) for p in document.provisions] == ["dieu-1", "dieu-2"]


def test_pages_of_the_provisions() -> None:
    lines = (
        Line("Điều 1. Phạm vi", page=1, whole=True),
        Line("Quyết định này quy định về việc quản lý và", page=1, whole=True),
        Line("71", page=2, whole=True),
        Line("khai thác văn bản.", page=2, whole=True),
        Line("Điều 2. Hiệu lực", page=2, whole=True),
        Line("4", page=3, place=Place(0, 0, 0), whole=True),
    )
    document = structure(
        Pages(lines, "application/pdf", pages=2), source=Source("a.pdf", "0" * 64, "application/pdf", 2)
    )
    assert [p.page for p in document.provisions] == [1, 2]
    assert document.text.endswith("\n4"), "a number in a table is no page number"
    assert document.provisions[0].text == "Quyết định này quy định về việc quản lý và khai thác văn bản."
    assert document.page_at(document.provisions[1].span.start) == 2


def test_the_motto_of_a_form_does_not_cut_off_the_law_before_it() -> None:
    document = read(
        "Điều 1. Phạm vi\nĐiều 2. Mẫu\nMẪU ĐƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    )
    assert [str(p.path) for p in document.provisions] == ["dieu-1", "dieu-2"]
    assert "before-letterhead" not in dict(document.left_out)


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("CHỦ TỊCH QUỐC HỘI(Đã ký)\nNgười Ký Giả", "Người Ký Giả"),
        ("CHỦ TỊCH QUỐC HỘIĐã ký: Người Ký Giả", "Người Ký Giả"),
        ("CHỦ TICH QUỐC HỘI\n(Đã ký)\nNgười Ký Giả", "Người Ký Giả"),
        ("Người Ký Giả\n(Đã ký)", "Người Ký Giả"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNgười Ký Giả", "Người Ký Giả"),
        ("CHỦ TỊCH QUỐC HỘI", None),
    ],
)
def test_who_signed(closing: str, expected: str | None) -> None:
    lines = [Line(line, whole=True) for line in f"Điều 9. Giả định.\n{closing}".splitlines()]
    assert signer(paragraphs(lines), 1, 9) == expected


BEHIND = """## NGHỊ ĐỊNH
Về việc giả định
Căn cứ Luật Giả định ngày 01 tháng 01 năm 2015;
Điều 1. Phạm vi
Điều 2. Nghị định này có hiệu lực kể từ ngày ký./.
CHÍNH PHỦ _______ Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ______ Hà Nội, ngày 05 tháng 3 năm 2019
Nơi nhận: - Như trên;
TM. CHÍNH PHỦ"""


def test_a_letterhead_behind_the_text_is_read_and_belongs_to_no_article() -> None:
    document = read(BEHIND.format(number="901/2019/NĐ-CP"))
    known = document.metadata
    assert (known.number, known.issued, known.issuer) == ("901/2019/NĐ-CP", date(2019, 3, 5), "Chính phủ")
    assert document.provisions[-1].span.of(document.text).endswith("kể từ ngày ký./.")


def test_the_letterhead_of_another_kind_behind_the_text_is_a_form() -> None:
    assert read(BEHIND.format(number="901/QĐ-UBND")).metadata.number is None
