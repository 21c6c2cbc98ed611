"""A data set: its rows as items that the pipeline reads, each a document with the properties its columns declare."""

from __future__ import annotations

import hashlib
import html
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import RowUnusable, SourceError
from corpus.text import printable
from corpus.workers import SECONDS
from ingest.datasets.mapping import CONTENT, PROPERTIES, Mapping, UnusableMapping
from ingest.datasets.tables import Row, Table, open_table
from ingest.pages import Pages
from ingest.readers import read

_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")

#: What the columns of a row say under our names; only what is there.
Told = dict[str, str]


@dataclass(frozen=True, slots=True)
class RowItem:
    """A row to read. `data` is kept as its original: the text, with the properties before it, to stand alone."""

    name: str
    data: bytes
    content: str
    media_type: str
    declared: tuple[tuple[str, str], ...]
    origin: str
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    broken: SourceError | None = None
    seconds: float = SECONDS

    def load(self) -> bytes:
        """The bytes that are kept."""
        if self.broken is not None:
            raise self.broken
        return self.data

    def sha256(self) -> str:
        """The digest of the bytes that are kept."""
        return hashlib.sha256(self.load()).hexdigest()

    def read(self) -> tuple[str, Pages]:
        """The lines of the content; what the columns declare goes before what a page around it says."""
        digest = self.sha256()
        pages = read(self.content.encode(), name=self.name, media_type=self.media_type)
        declared = {**dict(pages.declared), **dict(self.declared)}
        return digest, replace(pages, declared=tuple(declared.items()))


class Dataset:
    """Some files of one shape, and, where the properties lie in others, those joined to them by id."""

    def __init__(self, files: Sequence[Path], mapping: Mapping, *, metadata: Sequence[Path] = ()) -> None:
        self._files, self._metadata_files = [path.absolute() for path in files], [path.absolute() for path in metadata]
        self._mapping = mapping
        self._tables = [open_table(path) for path in files]
        self._metadata = [open_table(path) for path in metadata]
        self._check()

    def count(self) -> int | None:
        """How many rows there are, where that is cheap to say."""
        counts = [table.count() for table in self._tables]
        return sum(count for count in counts if count is not None) if None not in counts else None

    def rows(self, keep: Callable[[Told], bool] = lambda told: True) -> Iterator[RowItem]:
        """The rows that `keep` wants to see after their properties (`id` among them), read as they come."""
        if self._metadata:
            with _Joined(self._described(self._metadata, self._mapping.metadata_id), keep) as joined:
                yield from self._items(joined.has, joined.told)
        else:
            yield from self._items(keep, lambda told: told)

    def described(self) -> Iterator[Told]:
        """The properties of every row, without the texts."""
        tables = self._metadata or self._tables
        return self._described(tables, self._mapping.metadata_id if self._metadata else self._mapping.columns["id"])

    def _check(self) -> None:
        mapping = self._mapping
        for path, table in zip(self._files, self._tables, strict=True):
            held = table.columns()
            lacking = [mapping.columns["id"]] if mapping.columns["id"] not in held else []
            if not held & {mapping.columns[name] for name in CONTENT if name in mapping.columns}:
                lacking += [mapping.columns[name] for name in CONTENT if name in mapping.columns]
            if lacking:
                raise UnusableMapping(
                    f"{path.name} không có cột {', '.join(lacking)} mà ánh xạ {mapping.name} cần; "
                    f"tệp có {', '.join(sorted(held)) or 'không cột nào'}."
                )
        for path, table in zip(self._metadata_files, self._metadata, strict=True):
            if mapping.metadata_id not in table.columns():
                raise UnusableMapping(f"{path.name} không có cột {mapping.metadata_id} để nối với dữ liệu.")

    def _described(self, tables: Sequence[Table], id_column: str) -> Iterator[Told]:
        columns = {**self._light, "id": id_column}
        names = tuple(columns.values())
        for table in tables:
            for row in table.rows(names, light=names, keep=lambda row: True):
                yield _told(row, columns)

    @property
    def _light(self) -> dict[str, str]:
        """The mapping without the texts."""
        return {ours: theirs for ours, theirs in self._mapping.columns.items() if ours not in CONTENT}

    def _items(self, keep: Callable[[Told], bool], told_of: Callable[[Told], Told]) -> Iterator[RowItem]:
        columns = self._mapping.columns
        light = tuple(self._light.values())

        def wanted(row: Row) -> bool:
            return keep(_told(row, self._light))

        for table in self._tables:
            for number, row in enumerate(table.rows(tuple(columns.values()), light=light, keep=wanted), start=1):
                yield self._item(told_of(_told(row, columns)), number)

    def _item(self, told: Told, number: int) -> RowItem:
        id = told.get("id")
        name = printable(f"{self._mapping.name}/{id or f'dòng-{number}'}")
        content, kind = next(((told[one], kind) for one, kind in CONTENT.items() if one in told), ("", ""))
        broken = None
        if not id:
            broken = RowUnusable("Dòng dữ liệu hỏng hoặc thiếu mã (id); hãy kiểm tra tệp dữ liệu.")
        elif not content:
            broken = RowUnusable("Dòng dữ liệu không có nội dung văn bản; hãy nạp văn bản này từ nguồn khác.")
        declared = tuple((label, told[one]) for one, label in PROPERTIES.items() if one in told)
        return RowItem(
            name=name,
            data=_standing_alone(content, kind, declared),
            content=content,
            media_type=kind,
            declared=declared,
            origin=self._origin(id or ""),
            address=self._address(told),
            broken=broken,
        )

    def _address(self, told: Told) -> str | None:
        if "url" in told:
            return told["url"]
        return self._mapping.address.replace("{id}", told["id"]) if self._mapping.address and "id" in told else None

    def _origin(self, id: str) -> str:
        files, others = [str(path) for path in self._files], [str(path) for path in self._metadata_files]
        return json.dumps({"dataset": files, "metadata": others, "mapping": self._mapping.file, "row": id})


def _told(row: Row, columns: dict[str, str]) -> Told:
    found = ((ours, _text(row.get(theirs))) for ours, theirs in columns.items())
    return {ours: value for ours, value in found if value}


def _text(value: Any) -> str:
    """A value as a page would print it: dates day first, lists joined, an object by its name."""
    if value is None or value != value:  # a missing number is unequal to itself
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    text = str(value).strip()
    iso = _ISO.match(text)
    return f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else text


def _standing_alone(content: str, kind: str, declared: Sequence[tuple[str, str]]) -> bytes:
    lines = "\n".join(f"{label}: {' '.join(value.split())}" for label, value in declared)
    if kind == CONTENT["html"]:
        return f"<!--\n{html.escape(lines)}\n-->\n{content}".encode()
    return f"---\n{lines}\n---\n\n{content}".encode()


class _Joined:
    """The properties of the rows that are wanted, by id, on disk while the texts are read."""

    def __init__(self, described: Iterator[Told], keep: Callable[[Told], bool]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="traluat-")
        self._held = sqlite3.connect(Path(self._folder.name) / "joined.db", isolation_level=None)
        self._held.execute("PRAGMA synchronous=OFF")
        self._held.execute("CREATE TABLE told (id TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID")
        self._held.execute("BEGIN")
        found = ((told["id"], json.dumps(told)) for told in described if "id" in told and keep(told))
        self._held.executemany("INSERT OR REPLACE INTO told VALUES (?, ?)", found)
        self._held.execute("COMMIT")

    def __enter__(self) -> _Joined:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()
        self._folder.cleanup()

    def has(self, told: Told) -> bool:
        return self._of(told) is not None

    def told(self, told: Told) -> Told:
        """What both files say of a row; the file with the properties goes first."""
        return {**told, **json.loads(self._of(told) or "{}")}

    def _of(self, told: Told) -> str | None:
        found = self._held.execute("SELECT told FROM told WHERE id = ?", (told.get("id", ""),)).fetchone()
        return str(found[0]) if found else None
