"""The introduction of an instrument in its zones: legal basis and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Zone
from ingest.structure.paragraphs import Paragraph

_BASIS = re.compile(
    r"^[-–*+]?\s*(?:Căn\s+cứ|CĂN\s+CỨ|Chiểu|Thực\s+hiện|Theo\s|Xét\s|Trên\s+cơ\s+sở|Sau\s+khi|Được\s+sự|Tiếp\s+theo|Thi\s+hành|Để\s+thực\s+hiện|"
    r"Triển\s+khai)"
)
_ENACTS = re.compile(
    r"ban hành (?:Luật|Bộ luật|Nghị|Quyết|Thông tư|Pháp lệnh|Kế hoạch|Chỉ thị|Quy|Chương|Hướng)|quyết nghị|quyết định:",
    re.IGNORECASE,
)


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
