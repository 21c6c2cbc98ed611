"""The kind of an instrument that was read in an English translation, by the heading that sites give it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.paragraphs import Paragraph

#: The words of the official translations on vbpl.vn.
_KINDS = {
    "CONSTITUTION": "Hiến pháp",
    "CODE": "Bộ luật",
    "LAW": "Luật",
    "ORDINANCE": "Pháp lệnh",
    "RESOLUTION": "Nghị quyết",
    "DECREE": "Nghị định",
    "DECISION": "Quyết định",
    "DIRECTIVE": "Chỉ thị",
    "CIRCULAR": "Thông tư",
    "JOINT CIRCULAR": "Thông tư liên tịch",
}
_HEAD = 30  # paragraphs


def kind_of_translation(paragraphs: Sequence[Paragraph]) -> str | None:
    """The Vietnamese kind of "DECREE" alone in its line before the body; None where no such line stands."""
    for paragraph in paragraphs[:_HEAD]:
        if paragraph.text.startswith(("Pursuant to", "Article")):
            return None
        words = re.sub(r"[\s*_]+", " ", paragraph.text).strip()
        if words in _KINDS:
            return _KINDS[words]
    return None
