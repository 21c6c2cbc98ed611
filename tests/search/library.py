"""Builders: a small invented library in a store and an index over it."""

from __future__ import annotations

import hashlib
from datetime import date

from corpus.address import DocumentId, Path
from corpus.model import (
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
from corpus.store import Store
from corpus.text import Span
from search import indexer
from search.engines import open_index
from search.service import SearchService

PLAN = "ubnd-gia-dinh/2031/44-kh-ubnd"
DECISION = "ubnd-gia-dinh/2031/7-2031-qd-ubnd"
OTHER_DECISION = "ubnd-gia-dinh/2030/7-2030-qd-ubnd"


def provision(path: str, label: str, heading: str | None = None, text: str = "") -> Provision:
    return Provision(Path.parse(path), label, heading, text, Span(0, 1))


def document(id: str, number: str, kind: str, title: str, *provisions: Provision, text: str = "") -> Document:
    text = text or f"Văn bản giả định số {number}."
    known = DocumentId.parse(id)
    return Document(
        known,
        Metadata(
            number=number, kind=kind, issuer="Ủy ban nhân dân tỉnh Gia Định", title=title, issued=date(known.year, 5, 4)
        ),
        text,
        provisions,
        zones=(ZoneSpan(Zone.BASIS, Span(0, len(text))),),
        source=Source("giả-định.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain"),
        status=Status.IN_FORCE,
    )


def documents() -> list[Document]:
    return [
        document(
            PLAN,
            "44/KH-UBND",
            "Kế hoạch",
            "Triển khai công tác tư pháp năm 2031",
            provision("muc-1", "I.", "MỤC ĐÍCH"),
            provision("muc-1.khoan-1", "1.", None, "Nâng cao chất lượng hòa giải ở cơ sở."),
            provision("muc-1.khoan-2", "2.", None, "Bảo đảm kinh phí."),
            provision("muc-2", "II.", "NHIỆM VỤ"),
            provision("muc-2.khoan-1", "1.", "Tạo chuyển biến trong thi hành pháp luật"),
            provision("muc-2.khoan-1.diem-a", "a)", None, "Theo dõi tình hình thi hành pháp luật ở cấp xã."),
            provision("muc-2.khoan-1.diem-b", "b)", None, "Thửa đất chưa được cấp giấy chứng nhận."),
            provision("phu-luc", "PHỤ LỤC", None, "Danh mục nhiệm vụ"),
            provision("phu-luc.dong-1", "1", None, "Sơ kết việc thi hành pháp luật\nSở Tư pháp"),
            provision("phu-luc.dong-2", "2", None, "Tập huấn hòa giải viên\nSở Tư pháp"),
        ),
        document(
            DECISION,
            "7/2031/QĐ-UBND",
            "Quyết định",
            "Ban hành bảng giá đất",
            provision("chuong-1", "Chương I", "QUY ĐỊNH CHUNG"),
            provision("dieu-1", "Điều 1.", "Bảng giá đất", "Ban hành bảng giá đất trên địa bàn tỉnh."),
            provision("dieu-2", "Điều 2.", "Hiệu lực thi hành", ""),
            provision("dieu-2.khoan-1", "1.", None, "Quyết định này có hiệu lực từ ngày 01/6/2031."),
            provision("dieu-2.khoan-2", "2.", None, "Thừa phát lại không thu phí đo đạc thừa."),
        ),
        document(
            OTHER_DECISION,
            "7/2030/QĐ-UBND",
            "Quyết định",
            "Bảng giá đất năm 2030",
            provision("dieu-1", "Điều 1.", "Bảng giá đất", "Giá đất năm 2030."),
        ),
    ]


def reference(source: str, quote: str, target: Target, outcome: Outcome = Outcome.UNKNOWN_DOCUMENT) -> Reference:
    return Reference(source, quote, Span(0, 1), target, Relation.CITES, False, outcome)


def fill(store: Store) -> None:
    """Save the documents; the plan cites a resolution that is not held, and the decision the plan."""
    plan, decision, other = documents()
    resolution = Target(None, number="66-NQ/TW")
    store.save(plan, [reference("muc-1.khoan-1", "Nghị quyết số 66-NQ/TW", resolution)])
    store.save(
        decision,
        [
            reference("dieu-1", "Nghị quyết số 66-NQ/TW", resolution),
            reference(
                "dieu-2.khoan-1",
                "khoản 1 mục II Kế hoạch số 44/KH-UBND",
                Target(DocumentId.parse(PLAN), number="44/KH-UBND", path=Path.parse("muc-2.khoan-1")),
                Outcome.RESOLVED,
            ),
        ],
    )
    store.save(other)


def service(store: Store) -> SearchService:
    """A service over the library in the reference engine."""
    index = open_index("memory")
    indexer.rebuild(store, index)
    return SearchService(store, index)
