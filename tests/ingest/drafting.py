"""Documents written down in a few lines, for tests of references.

    tieu-de | Sửa đổi một số điều của …
    dieu-1 Điều 1. | Phạm vi
    dieu-1.khoan-1 1. | Sửa đổi khoản 2 Điều 5 như sau: «2. Nội dung mới.»

A line is a zone or a provision (path, label), a bar, and its text; « » stand for quotation marks around new wording.
"""

from __future__ import annotations

from datetime import date

from corpus.address import DocumentId, Path
from corpus.model import Document, Metadata, Provision, Reference, Zone, ZoneSpan
from corpus.text import Span
from ingest.references import Lookup, references

_ZONES = {str(zone) for zone in Zone}


def draft(
    lines: str,
    *,
    id: str = "ubnd-ha-tinh/2025/1-2025-qd-ubnd",
    number: str | None = "1/2025/QĐ-UBND",
    kind: str | None = "Quyết định",
    issuer: str | None = "Ủy ban nhân dân tỉnh Hà Tĩnh",
    issued: date | None = date(2025, 11, 20),
    title: str | None = None,
) -> Document:
    """The document that the lines write down."""
    text = ""
    provisions: list[Provision] = []
    zones: list[ZoneSpan] = []
    for line in filter(None, map(str.strip, lines.strip().splitlines())):
        head, _, words = line.partition("|")
        words = words.strip().replace("\\n", "\n")
        place, _, label = head.strip().partition(" ")
        start = len(text)
        if place in _ZONES:
            text += words
            zones.append(ZoneSpan(Zone(place), Span(start, len(text))))
        else:
            text += f"{label} {words}" if label else words
            provisions.append(Provision(Path.parse(place), label, None, words, Span(start, len(text))))
        text += "\n"
    quoted = tuple(Span(start, text.index("»", start) + 1) for start, letter in enumerate(text) if letter == "«")
    text = text.replace("«", "“").replace("»", "”")
    metadata = Metadata(number=number, kind=kind, issuer=issuer, issued=issued, title=title)
    return Document(DocumentId.parse(id), metadata, text, tuple(provisions), tuple(zones), quoted)


def shown(document: Document, lookup: Lookup | None = None) -> list[str]:
    """Its references, one a line: `source: document#path relation [quoted]`."""
    return [_row(reference) for reference in references(document, lookup)]


def _row(reference: Reference) -> str:
    target = reference.target
    where = str(target.document) if target.document is not None else f"?{target.number or target.name}"
    path = f"#{target.path}" if target.path else ""
    return f"{reference.source}: {where}{path} {reference.relation}{' quoted' if reference.quoted else ''}"
