"""Mapping files: which column of a data set holds what. TOML, for example

name = "vbpl"                    # documents are called vbpl/<id>
address = "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID={id}"     # optional

[columns]                        # ours = theirs; `id` and one of html, text, markdown are needed
id = "id"
html = "content_html"
number = "so_ky_hieu"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import TraluatError

_SHIPPED = Path(__file__).parent / "mappings"

#: Columns that hold the document, and the media type of each; the first one present counts.
CONTENT = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}

#: Columns that describe it, and the property of a law site's page that each stands for.
PROPERTIES = {
    "number": "Số hiệu",
    "kind": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "issued": "Ngày ban hành",
    "effective": "Ngày có hiệu lực",
    "expires": "Ngày hết hiệu lực",
    "signer": "Người ký",
    "title": "Trích yếu",
    "status": "Tình trạng",
    "field": "Lĩnh vực",
}

_OTHERS = ("id", "url")


class UnusableMapping(TraluatError):
    """A mapping, or a data set that does not fit it; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: our name to the data set's. `metadata_id`: the id column of a second file with the properties."""

    name: str
    columns: dict[str, str]
    metadata_id: str
    address: str | None = None
    file: str = ""  # the path, or the name of a shipped one, to find it again

    @classmethod
    def read(cls, given: str) -> Mapping:
        """The mapping in a file, or one that comes with the program, by its name. Raises UnusableMapping."""
        path = Path(given)
        if not path.exists() and (known := _SHIPPED / f"{given}.toml").exists():
            path = known
        try:
            told = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise UnusableMapping(
                f"không có tệp ánh xạ {given}; viết một tệp .toml, hoặc chọn trong {', '.join(shipped())}."
            ) from error
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UnusableMapping(f"tệp ánh xạ {given} không đọc được: {error}.") from error
        return cls.of(told, given=given if path != Path(given) else str(path.absolute()))

    @classmethod
    def of(cls, told: dict[str, Any], *, given: str) -> Mapping:
        """The mapping that a table says. Raises UnusableMapping."""
        columns = told.get("columns")
        known = {*CONTENT, *PROPERTIES, *_OTHERS}
        if not isinstance(columns, dict) or not all(isinstance(value, str) for value in columns.values()):
            raise UnusableMapping(f"tệp ánh xạ {given} thiếu bảng [columns] (tên của ta = tên cột, trong ngoặc kép).")
        if odd := sorted(set(columns) - known):
            raise UnusableMapping(f"tệp ánh xạ {given}: không hiểu {', '.join(odd)}; dùng {', '.join(sorted(known))}.")
        if "id" not in columns or not set(columns) & set(CONTENT):
            raise UnusableMapping(f"tệp ánh xạ {given} cần cột id và một trong {', '.join(CONTENT)}.")
        return cls(
            name=str(told.get("name") or Path(given).stem),
            columns=columns,
            metadata_id=str(told.get("metadata", {}).get("id", columns["id"])),
            address=told.get("address"),
            file=given,
        )


def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the program."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))
