"""One decree in ten layouts: the same provisions with the same text, and the same references, ten times."""

from __future__ import annotations

import html as markup
from collections.abc import Callable
from textwrap import wrap

import pytest

from corpus.model import Document, Reference
from ingest.pipeline import understand
from tests.ingest import making
from tests.ingest.old_letters import vni

TEXT = """CHÍNH PHỦ
Số: 902/2025/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 9 năm 2025
NGHỊ ĐỊNH
Quy định chi tiết việc thử nghiệm kho văn bản giả định
Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;
Chính phủ ban hành Nghị định quy định chi tiết việc thử nghiệm kho văn bản giả định.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc thử nghiệm kho văn bản giả định tại các cơ quan, tổ chức và cá nhân có liên quan.
Điều 2. Nguyên tắc
1. Việc thử nghiệm thực hiện theo khoản 2 Điều 3 Nghị định số 901/2024/NĐ-CP ngày 01 tháng 3 năm 2024 \
của Chính phủ, bảo đảm các yêu cầu sau đây:
a) Đúng quy định tại Điều 1 Nghị định này;
b) Không làm thay đổi nội dung của văn bản được đưa vào kho;
c) Tuân thủ điểm a, b khoản 1 Điều này và các quy định khác của pháp luật có liên quan.
2. Cơ quan thử nghiệm chịu trách nhiệm về kết quả.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Hiệu lực thi hành
1. Nghị định này có hiệu lực kể từ ngày 01 tháng 10 năm 2025.
2. Nghị định số 900/2020/NĐ-CP ngày 15 tháng 5 năm 2020 của Chính phủ về kho văn bản hết hiệu lực kể từ \
ngày Nghị định này có hiệu lực thi hành.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Thử"""
LINES = TEXT.split("\n")
PARAGRAPHS = "".join(f"<p>{markup.escape(line)}</p>" for line in LINES)
MENU = "<div class='menu'><a href='/'>Trang chủ</a><a href='/van-ban'>Văn bản</a></div>"


def page(inside: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{inside}</body></html>".encode()


def printed() -> bytes:
    """The decree on pages, every paragraph with its first row set in."""
    rows = [row for line in LINES for row in wrap(line, 86, initial_indent="      ")]
    pages = [rows[at : at + 40] for at in range(0, len(rows), 40)]
    return making.pdf(
        [
            (
                [
                    (60.0 + 5 * (len(row) - len(row.lstrip())), 790 - 18 * n, 10.0, row.strip())
                    for n, row in enumerate(one)
                ],
                [],
            )
            for one in pages
        ]
    )


LAYOUTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("a.txt", lambda: TEXT.encode()),
    "text in UTF-16": ("a.txt", lambda: TEXT.encode("utf-16")),
    "text in VNI": ("a.txt", lambda: vni(TEXT).encode("latin-1")),
    "text read as Latin-1": ("a.txt", lambda: TEXT.encode().decode("latin-1").encode()),
    "Markdown": ("a.md", lambda: "\n\n".join(f"**{t}**" if t.startswith("Điều ") else t for t in LINES).encode()),
    "unknown page": ("a.html", lambda: page(PARAGRAPHS)),
    "vbpl.vn": ("a.html", lambda: page(f"{MENU}<div data-vbpl-content-root='1'>{PARAGRAPHS}</div>")),
    "thuvienphapluat.vn": (
        "a.html",
        lambda: page(f"{MENU}<div id='divContentDoc'><div class='content1'>{PARAGRAPHS}</div></div>"),
    ),
    "luatvietnam.vn": ("a.html", lambda: page(f"{MENU}<div class='the-document-body'>{PARAGRAPHS}</div>")),
    "Word": ("a.docx", lambda: making.docx("".join(map(making.paragraph, LINES)))),
    "PDF": ("a.pdf", printed),
}

Reading = tuple[Document, tuple[Reference, ...]]


def understood(layout: str) -> Reading:
    name, build = LAYOUTS[layout]
    return understand(build(), name=name)


def provisions(reading: Reading) -> list[tuple[str, str, str | None, str]]:
    return [(str(one.path), one.label, one.heading, " ".join(one.text.split())) for one in reading[0].provisions]


def mentions(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            one.source,
            " ".join(one.quote.split()),
            str(one.target.document),
            str(one.target.path),
            one.relation,
            one.outcome,
        )
        for one in reading[1]
    ]


def test_the_decree_is_understood_at_all() -> None:
    reading = understood("text")
    assert [path for path, *_ in provisions(reading)] == [
        *("chuong-1", "dieu-1", "dieu-2", "dieu-2.khoan-1", "dieu-2.khoan-1.diem-a", "dieu-2.khoan-1.diem-b"),
        *("dieu-2.khoan-1.diem-c", "dieu-2.khoan-2", "chuong-2", "dieu-3", "dieu-3.khoan-1", "dieu-3.khoan-2"),
    ]
    assert len(mentions(reading)) == 8


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "text"])
def test_layout_gives_the_same_decree(layout: str) -> None:
    reading, plain = understood(layout), understood("text")
    assert provisions(reading) == provisions(plain)
    assert mentions(reading) == mentions(plain)
    assert (reading[0].id, reading[0].metadata) == (plain[0].id, plain[0].metadata)
