"""Invented documents for the tests of the window, built from short lines; no real person and no real document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from corpus.address import DocumentId, Path
from corpus.model import (
    Cell,
    Document,
    Metadata,
    Outcome,
    Provision,
    Reference,
    Relation,
    Source,
    Status,
    Target,
    Zone,
    ZoneSpan,
)
from corpus.text import Span

Line = tuple[str, ...]  # ("", text) | (zone, text) | (path, label, heading, text) | (path, label, "", cell, cell …)

COLUMNS = ("Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian")
ZONES = {zone.value for zone in Zone}


def document(
    id: str,
    *lines: Line,
    kind: str,
    number: str,
    issuer: str,
    title: str,
    issued: date = date(2025, 8, 13),
    status: Status = Status.IN_FORCE,
    signer: str | None = "Người Ký Giả Định",
) -> Document:
    """A document whose text is its lines, one under the other, with spans that fit."""
    text: list[str] = []
    provisions: list[Provision] = []
    zones: list[ZoneSpan] = []
    at = 0
    for what, *rest in lines:
        if what and what not in ZONES:
            piece, provision = _provision(what, rest, at)
            provisions.append(provision)
        else:
            piece = rest[0]
            if what:
                zones.append(ZoneSpan(Zone(what), Span(at, at + len(piece))))
        text.append(piece)
        at += len(piece) + 1
    return Document(
        id=DocumentId.parse(id),
        metadata=Metadata(
            number=number,
            kind=kind,
            issuer=issuer,
            title=title,
            issued=issued,
            effective=issued,
            signer=signer,
            place="Hà Tĩnh",
        ),
        text="\n".join(text),
        provisions=tuple(provisions),
        zones=tuple(zones),
        source=Source(
            file=f"{id.rsplit('/', 1)[-1]}.txt", sha256=hashlib.sha256(id.encode()).hexdigest(), media_type="text/plain"
        ),
        status=status,
    )


def _provision(path: str, rest: list[str], at: int) -> tuple[str, Provision]:
    label, heading, *values = rest
    if ".dong-" in path:
        piece, cells = label, []
        for column, value in zip(COLUMNS, values, strict=True):
            start = at + len(piece) + 1
            piece += "\n" + value
            cells.append(Cell(column, Span(start, start + len(value))))
        body = "\n".join(values)
        return piece, Provision(Path.parse(path), label, None, body, Span(at, at + len(piece)), cells=tuple(cells))
    body = values[0] if values else ""
    piece = f"{label} {heading}".strip() if heading else label
    if body:
        piece += ("\n" if heading else " ") + body
    return piece, Provision(Path.parse(path), label, heading or None, body, Span(at, at + len(piece)))


def reference(
    document: Document,
    source: str,
    quote: str,
    target: str | None,
    *,
    path: str = "",
    relation: Relation = Relation.CITES,
    outcome: Outcome = Outcome.RESOLVED,
    number: str | None = None,
    name: str | None = None,
    nth: int = 0,
) -> Reference:
    """A reference at the nth place where the quote stands in the document."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    known = target if target in (None, "this") else DocumentId.parse(target or "")
    return Reference(
        source=source,
        quote=quote,
        span=Span(start, start + len(quote)),
        target=Target(known, number=number, name=name, path=Path.parse(path)),  # type: ignore[arg-type]
        relation=relation,
        quoted=False,
        outcome=outcome,
    )


PLAN_ID = "ubnd-ha-tinh/2025/901-kh-ubnd"
DECREE_ID = "cp/2024/902-2024-nd-cp"
DECISION_ID = "ubnd-ha-tinh/2025/903-qd-ubnd"
MISSING_ID = "bct/2025/904-nq-tw"


def plan() -> tuple[Document, tuple[Reference, ...]]:
    """An invented plan: sections, clauses, points, an appendix with two task rows."""
    made = document(
        PLAN_ID,
        ("", "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("", "Số: 901/KH-UBND\nHà Tĩnh, ngày 13 tháng 8 năm 2025"),
        ("tieu-de", "KẾ HOẠCH\nTRIỂN KHAI NGHỊ QUYẾT SỐ 904-NQ/TW CỦA BỘ CHÍNH TRỊ (VĂN BẢN GIẢ ĐỊNH)"),
        (
            "can-cu",
            "Thực hiện Nghị quyết số 904-NQ/TW của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        ),
        ("muc-1", "I.", "MỤC ĐÍCH, YÊU CẦU"),
        (
            "muc-1.khoan-1",
            "1.",
            "",
            "Tổ chức thi hành pháp luật đồng bộ trên địa bàn tỉnh theo Nghị quyết số 904-NQ/TW.",
        ),
        ("muc-1.khoan-2", "2.", "", "Phân công rõ việc, rõ cơ quan:\n- Rõ cơ quan chủ trì;\n- Rõ thời gian."),
        ("muc-2", "II.", "NHIỆM VỤ"),
        ("muc-2.khoan-1", "1.", "Theo dõi thi hành pháp luật"),
        (
            "muc-2.khoan-1.diem-a",
            "a)",
            "",
            "Thực hiện khoản 1 Điều 2 Nghị định số 902/2024/NĐ-CP; tham khảo Điều 9 Nghị định số 902/2024/NĐ-CP.",
        ),
        ("muc-2.khoan-1.diem-b", "b)", "", "Thực hiện nhiệm vụ tại khoản 2 Mục I Kế hoạch này và <Hướng dẫn> & mẫu."),
        ("ket", "Nơi nhận:\n- Các sở, ban, ngành;\n- Lưu: VT.\nNgười Ký Giả Định"),
        ("phu-luc", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ"),
        ("phu-luc.muc-1", "I", "Theo dõi thi hành pháp luật"),
        (
            "phu-luc.muc-1.dong-1",
            "1",
            "",
            "Tổ chức hội nghị tập huấn",
            "Sở Tư pháp",
            "Các sở, ban, ngành",
            "Hội nghị",
            "Năm 2026",
        ),
        ("phu-luc.muc-1.dong-2", "2", "", "Báo cáo kết quả", "Sở Nội vụ", "", "Báo cáo", "Hằng năm"),
        kind="Kế hoạch",
        number="901/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="TRIỂN KHAI NGHỊ QUYẾT SỐ 904-NQ/TW CỦA BỘ CHÍNH TRỊ (VĂN BẢN GIẢ ĐỊNH)",
    )
    unknown = Outcome.UNKNOWN_DOCUMENT
    return made, (
        reference(
            made,
            "tieu-de",
            "NGHỊ QUYẾT SỐ 904-NQ/TW",
            MISSING_ID,
            number="904-NQ/TW",
            relation=Relation.GUIDES,
            outcome=unknown,
        ),
        reference(
            made,
            "can-cu",
            "Nghị quyết số 904-NQ/TW",
            MISSING_ID,
            number="904-NQ/TW",
            relation=Relation.GUIDES,
            outcome=unknown,
        ),
        reference(
            made, "muc-1.khoan-1", "Nghị quyết số 904-NQ/TW", MISSING_ID, number="904-NQ/TW", outcome=unknown, nth=1
        ),
        reference(
            made,
            "muc-2.khoan-1.diem-a",
            "khoản 1 Điều 2 Nghị định số 902/2024/NĐ-CP",
            DECREE_ID,
            path="dieu-2.khoan-1",
            number="902/2024/NĐ-CP",
        ),
        reference(
            made,
            "muc-2.khoan-1.diem-a",
            "Điều 9 Nghị định số 902/2024/NĐ-CP",
            DECREE_ID,
            path="dieu-9",
            number="902/2024/NĐ-CP",
            outcome=Outcome.NO_SUCH_PROVISION,
        ),
        reference(made, "muc-2.khoan-1.diem-b", "khoản 2 Mục I Kế hoạch này", "this", path="muc-1.khoan-2"),
    )


def decree(articles: int = 3) -> tuple[Document, tuple[Reference, ...]]:
    """An invented decree with one chapter and as many articles as asked for."""
    body: list[Line] = []
    for n in range(1, articles + 1):
        body += [
            (f"dieu-{n}", f"Điều {n}.", f"Nội dung giả định thứ {n}"),
            (f"dieu-{n}.khoan-1", "1.", "", f"Cơ quan chủ trì theo dõi thi hành pháp luật về nội dung thứ {n}."),
            (f"dieu-{n}.khoan-2", "2.", "", "Cơ quan phối hợp thực hiện:"),
            (f"dieu-{n}.khoan-2.diem-a", "a)", "", "Cung cấp thông tin;"),
            (f"dieu-{n}.khoan-2.diem-dd", "đ)", "", f"Báo cáo theo khoản 1 Điều {n} Nghị định này."),
        ]
    made = document(
        DECREE_ID,
        ("tieu-de", "NGHỊ ĐỊNH\nVề theo dõi thi hành pháp luật (văn bản giả định)"),
        ("can-cu", "Căn cứ Luật Giả định số 905/2023/QH15;"),
        ("chuong-1", "Chương I", "QUY ĐỊNH CHUNG"),
        *body,
        kind="Nghị định",
        number="902/2024/NĐ-CP",
        issuer="Chính phủ",
        title="Về theo dõi thi hành pháp luật (văn bản giả định)",
        issued=date(2024, 2, 5),
    )
    inner = [
        reference(
            made, f"dieu-{n}.khoan-2.diem-dd", f"khoản 1 Điều {n} Nghị định này", "this", path=f"dieu-{n}.khoan-1"
        )
        for n in range(1, articles + 1)
    ]
    law = reference(
        made,
        "can-cu",
        "Luật Giả định số 905/2023/QH15",
        "qh/2023/905-2023-qh15",
        number="905/2023/QH15",
        relation=Relation.BASIS,
        outcome=Outcome.UNKNOWN_DOCUMENT,
    )
    return made, (law, *inner)


def decision() -> tuple[Document, tuple[Reference, ...]]:
    """An invented decision that names the plan and one of its points."""
    made = document(
        DECISION_ID,
        ("tieu-de", "QUYẾT ĐỊNH\nThành lập Tổ giúp việc (văn bản giả định)"),
        ("can-cu", "Căn cứ Kế hoạch số 901/KH-UBND;"),
        (
            "dieu-1",
            "Điều 1.",
            "",
            "Lập Tổ giúp việc thực hiện điểm a khoản 1 Mục II Kế hoạch số 901/KH-UBND và Nghị quyết số 904-NQ/TW.",
        ),
        ("dieu-2", "Điều 2.", "", "Quyết định này có hiệu lực kể từ ngày ký."),
        kind="Quyết định",
        number="903/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Thành lập Tổ giúp việc (văn bản giả định)",
        issued=date(2025, 9, 1),
    )
    return made, (
        reference(made, "can-cu", "Kế hoạch số 901/KH-UBND", PLAN_ID, number="901/KH-UBND", relation=Relation.BASIS),
        reference(
            made,
            "dieu-1",
            "điểm a khoản 1 Mục II Kế hoạch số 901/KH-UBND",
            PLAN_ID,
            path="muc-2.khoan-1.diem-a",
            number="901/KH-UBND",
        ),
        reference(
            made, "dieu-1", "Nghị quyết số 904-NQ/TW", MISSING_ID, number="904-NQ/TW", outcome=Outcome.UNKNOWN_DOCUMENT
        ),
    )


def all_documents() -> Iterable[tuple[Document, tuple[Reference, ...]]]:
    return (plan(), decree(), decision())
