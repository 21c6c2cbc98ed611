"""The introduction of an instrument in its zones: legal basis and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Zone, ZoneSpan
from corpus.text import Span
from ingest.structure.paragraphs import Paragraph

_BASIS = re.compile(
    r"^[-–*+]?\s*(?:Căn\s+cứ|CĂN\s+CỨ|Chiểu|Thực\s+hiện|Theo\s|Xét\s|Trên\s+cơ\s+sở|Sau\s+khi|Được\s+sự|Tiếp\s+theo|Thi\s+hành|Để\s+thực\s+hiện|"
    r"Triển\s+khai)"
)
_ENACTS = re.compile(
    r"ban hành (?:Luật|Bộ luật|Nghị|Quyết|Thông tư|Pháp lệnh|Kế hoạch|Chỉ thị|Quy|Chương|Hướng)|quyết nghị|quyết định:",
    re.IGNORECASE,
)
#: … của Chính phủ. Ủy ban nhân dân tỉnh ban hành Kế hoạch …, in one paragraph
_ENACTING = re.compile(
    r"(?<=[.;,])\s(?=(?:Chính phủ|Quốc hội|Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|Bộ (?!luật)|Thủ tướng|Chủ tịch|Giám đốc|"
    r"Sở |Tỉnh ủy|Thành ủy|Đảng ủy|Ban )(?:(?!việc |đề nghị|đã |được )[^.;,\n]){0,80}? ban hành "
    r"(?:Luật|Bộ luật|Nghị|Quyết|Thông tư|Pháp lệnh|Kế hoạch|Chỉ thị|Quy|Chương|Hướng)[^\n]*$)"
)


def with_enacting(zones: Iterable[ZoneSpan], text: str) -> Iterator[ZoneSpan]:
    """The zones, a basis cut where the sentence that enacts stands in the last paragraph of it."""
    for zone in zones:
        last = text.rfind("\n", zone.span.start, zone.span.end) + 1 if zone.zone is Zone.BASIS else 0
        begin = max(last, zone.span.start)
        found = _ENACTING.search(text[begin : zone.span.end]) if zone.zone is Zone.BASIS else None
        if found is None:
            yield zone
            continue
        yield ZoneSpan(Zone.BASIS, Span(zone.span.start, begin + found.start()))
        yield ZoneSpan(Zone.INTRODUCTION, Span(begin + found.end(), zone.span.end))


def introduction(paragraphs: Sequence[Paragraph], start: int, end: int) -> list[tuple[Zone, int, int]]:
    """Zones over [start, end) of paragraphs: stretches of basis and of other introduction."""
    found: list[tuple[Zone, int, int]] = []
    for at in range(start, end):
        zone = _zone(paragraphs[at].text, found[-1][0] if found else None)
        if found and found[-1][0] is zone:
            found[-1] = (zone, found[-1][1], at + 1)
        else:
            found.append((zone, at, at + 1))
    return found


def _zone(text: str, before: Zone | None) -> Zone:
    if _BASIS.match(text):
        return Zone.BASIS
    goes_on = before is Zone.BASIS and (
        text[:1].islower() or (text.rstrip().endswith(";") and not _ENACTS.search(text))
    )
    return Zone.BASIS if goes_on else Zone.INTRODUCTION
