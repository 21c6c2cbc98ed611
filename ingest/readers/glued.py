"""Lines that an export glued together by losing the breaks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.pages import Line

#: Where two lines of every letterhead and signature meet without a blank: …VIỆT NAM|Độc lập…, (Đã ký)|Trần Văn A.
_SEAM = re.compile(r"(?<=VIỆT NAM)(?=Độc lập)|(?<=\([Đđ]ã ký\))(?=[^\W\d_])|(?<=Hạnh phúc)(?=[^\W\d_])")


def unglued(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with glued ones taken apart."""
    for line in lines:
        if _SEAM.search(line.text):
            yield from (replace(line, text=part.strip()) for part in _SEAM.split(line.text))
        else:
            yield line
