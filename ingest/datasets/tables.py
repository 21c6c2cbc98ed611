"""The files of a data set as streams of rows; no more than a few rows are in memory at a time."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from ingest.datasets.mapping import UnusableMapping

#: A row by the data set's column names; a value is whatever the file holds.
Row = dict[str, Any]

_LONGEST = 256 * 2**20  # bytes of one line
_BATCH = 64  # rows with their texts
_LIGHT_BATCH = 4096  # rows without
_OPENERS: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


class Table(Protocol):
    """A file of rows."""

    def columns(self) -> frozenset[str]:
        """The names of its columns."""
        ...

    def count(self) -> int | None:
        """How many rows it has, where that is cheap to say."""
        ...

    def rows(self, columns: Collection[str], *, light: Sequence[str], keep: Callable[[Row], bool]) -> Iterator[Row]:
        """The rows that `keep` wants to see after their `light` columns, with these columns; broken ones are empty."""
        ...


def open_table(path: Path) -> Table:
    """The table in a file, by its ending. Raises UnusableMapping, naming the mend."""
    if not path.is_file():
        raise UnusableMapping(f"không có tệp {path}; hãy kiểm tra lại đường dẫn.")
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    if endings[-1:] == [".parquet"]:
        return _Parquet(path)
    if {".jsonl", ".ndjson"} & set(endings):
        return _Lines(path)
    raise UnusableMapping(f"{path.name}: chỉ đọc .parquet, .jsonl và .ndjson (kèm .gz, .xz, .bz2).")


class _Lines:
    """JSON lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def columns(self) -> frozenset[str]:
        return frozenset(next((name for name in ([*row] for row in self._read()) if name), []))

    def count(self) -> int | None:
        if self._path.suffix.lower() in _OPENERS:
            return None
        with self._path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))

    def rows(self, columns: Collection[str], *, light: Sequence[str], keep: Callable[[Row], bool]) -> Iterator[Row]:
        for row in self._read():
            if keep(row):
                yield {name: row.get(name) for name in columns}

    def _read(self) -> Iterator[Row]:
        opener = _OPENERS.get(self._path.suffix.lower())
        try:
            with opener(self._path) if opener else self._path.open("rb") as stream:
                while line := stream.readline(_LONGEST):
                    if line.strip():
                        yield _row(line)
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise UnusableMapping(f"{self._path.name} hỏng hoặc tải dở ({error}); hãy tải lại.") from error


def _row(line: bytes) -> Row:
    """The object in a line; an empty one where there is none, which has no id and so is told as unusable."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class _Parquet:
    """Parquet, through pyarrow, which is an extra of this program."""

    def __init__(self, path: Path) -> None:
        try:
            parquet: Any = import_module("pyarrow.parquet")
        except ImportError as error:
            raise UnusableMapping("đọc .parquet cần thêm pyarrow; hãy cài: pip install 'traluat[parquet]'.") from error
        self._path = path
        try:
            self._file = parquet.ParquetFile(path, memory_map=True)
        except (OSError, ValueError) as error:
            raise UnusableMapping(f"{path.name} không phải tệp Parquet đọc được; hãy tải lại.") from error

    def columns(self) -> frozenset[str]:
        return frozenset(self._file.schema_arrow.names)

    def count(self) -> int | None:
        return int(self._file.metadata.num_rows)

    def rows(self, columns: Collection[str], *, light: Sequence[str], keep: Callable[[Row], bool]) -> Iterator[Row]:
        """The light columns of a row group first; the heavy ones only where a row is wanted."""
        for group in range(self._file.num_row_groups):
            wanted = [keep(row) for row in self._group(group, light, _LIGHT_BATCH)]
            if any(wanted):
                kept = iter(wanted)
                yield from (row for row in self._group(group, columns, _BATCH) if next(kept))

    def _group(self, group: int, columns: Collection[str], size: int) -> Iterator[Row]:
        held = [name for name in columns if name in self.columns()]
        for batch in self._file.iter_batches(batch_size=size, row_groups=[group], columns=held):
            yield from batch.to_pylist()
