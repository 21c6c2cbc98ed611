"""Open data sets: rows of JSON lines and Parquet become documents; only those that are cited, where that is asked."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus.address import DocumentId
from corpus.model import Outcome
from corpus.store import Arrivals, Missing, Store
from ingest.datasets import Dataset, Mapping, Wanted, cited_rounds, shipped, tables
from ingest.datasets.mapping import UnusableMapping
from ingest.pipeline import take
from ingest.report import Fate, Report
from tests.ingest.making import decision

Row = dict[str, Any]

MAPPING = Mapping.of(
    {
        "name": "bộ-mẫu",
        "address": "https://luat.example/{id}",
        "columns": {
            "id": "ma",
            "html": "html",
            "text": "chu",
            "number": "so",
            "kind": "loai",
            "issuer": "co_quan",
            "issued": "ngay",
            "title": "ten",
            "status": "tinh_trang",
        },
    },
    given="mau.toml",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/kho.db") as opened:
        yield opened


def row(number: int, *, cited: int = 990) -> Row:
    return {"ma": number, "chu": decision(number, cited=cited).decode(), "so": f"{number}/2025/QĐ-UBND"}


def lines(path: Path, rows: Sequence[Row]) -> Path:
    text = "".join(json.dumps(one, ensure_ascii=False, default=str) + "\n" for one in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def parquet(path: Path, rows: Sequence[Row]) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=2)
    return path


def write(path: Path, rows: Sequence[Row]) -> Path:
    return parquet(path, rows) if path.suffix == ".parquet" else lines(path, rows)


def ids(report: Report) -> list[str]:
    return [str(entry.id).rpartition("/")[2] for entry in report.files]


@pytest.mark.parametrize("name", ["vb.jsonl", "vb.jsonl.gz", "vb.parquet"])
def test_rows_become_documents_with_address_and_bytes(store: Store, tmp_path: Path, name: str) -> None:
    dataset = Dataset([write(tmp_path / name, [row(901, cited=902), row(902)])], MAPPING)
    report = take(dataset.rows(), store, workers=0)
    assert [entry.outcome for entry in report.files] == [Fate.NEW] * 2
    document = store.get(DocumentId.parse("ubnd-ha-tinh/2025/901-2025-qd-ubnd"))
    assert document is not None
    assert document.source is not None
    assert (document.source.file, document.source.address) == ("bộ-mẫu/901", "https://luat.example/901")
    assert decision(901, cited=902).strip() in (store.original(document.source.sha256) or b"")
    outcomes = {edge.reference.quote: edge.reference.outcome for edge in store.references_out(document.id)}
    assert outcomes["Quyết định số 902/2025/QĐ-UBND"] is Outcome.RESOLVED


def test_second_run_over_a_data_set_changes_nothing(store: Store, tmp_path: Path) -> None:
    dataset = Dataset([lines(tmp_path / "vb.jsonl", [row(901), row(902)])], MAPPING)
    take(dataset.rows(), store, workers=0)
    assert [entry.outcome for entry in take(dataset.rows(), store, workers=2).files] == [Fate.UNCHANGED] * 2


def test_columns_declare_what_the_text_leaves_open(store: Store, tmp_path: Path) -> None:
    told = {
        "ma": 7,
        "html": "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Điều 1. Phạm vi</p><p>Thông tư này quy định việc thử.</p>",
        "so": "908/2024/TT-BTP",
        "loai": "Thông tư",
        "co_quan": "Bộ Tư pháp",
        "ngay": date(2024, 3, 5),
        "ten": "Quy định giả định",
        "tinh_trang": "Còn hiệu lực",
    }
    report = take(Dataset([parquet(tmp_path / "vb.parquet", [told])], MAPPING).rows(), store, workers=0)
    (entry,) = report.files
    assert str(entry.id) == "btp/2024/908-2024-tt-btp"
    header = store.header(entry.id) if entry.id else None
    assert header is not None
    assert header.metadata.issued == date(2024, 3, 5)
    assert (header.metadata.title, header.metadata.kind) == ("Quy định giả định", "Thông tư")
    assert header.metadata.declared_status == "Còn hiệu lực"


def test_dates_are_read_in_the_ways_that_sets_write_them(tmp_path: Path) -> None:
    rows = [{**row(n), "ngay": day} for n, day in enumerate(["2024-03-05", "05/03/2024", "2024-03-05T00:00:00", None])]
    dataset = Dataset([lines(tmp_path / "vb.jsonl", rows)], MAPPING)
    assert [told.get("issued") for told in dataset.described()] == ["05/03/2024"] * 3 + [None]


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_properties_in_a_second_file_are_joined_by_id(store: Store, tmp_path: Path, ending: str) -> None:
    mapping = Mapping.of(
        {"columns": {"id": "id", "text": "chu", "number": "so", "title": "ten"}, "metadata": {"id": "mã"}},
        given="nối.toml",
    )
    content = write(tmp_path / f"c{ending}", [{"id": n, "chu": decision(n).decode()} for n in (901, 902, 903)])
    properties = write(tmp_path / f"m{ending}", [{"mã": 902, "so": "902/2025/QĐ-UBND"}, {"mã": 901, "so": "901"}])
    dataset = Dataset([content], mapping, metadata=[properties])
    assert {one.name: dict(one.declared) for one in dataset.rows()} == {
        "nối/901": {"Số hiệu": "901"},
        "nối/902": {"Số hiệu": "902/2025/QĐ-UBND"},
    }
    assert [one.name for one in dataset.rows(lambda told: told.get("number") == "901")] == ["nối/901"]


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_only_cited_takes_what_the_library_waits_for_and_what_that_waits_for(
    store: Store, tmp_path: Path, ending: str
) -> None:
    (tmp_path / "900.txt").write_bytes(decision(900, cited=901))
    chain = [row(901, cited=902), row(950), row(902, cited=903), row(951), row(903, cited=901)]
    dataset = Dataset([write(tmp_path / f"vb{ending}", chain)], MAPPING)
    rounds = [*_from(store, dataset, tmp_path / "900.txt")]
    assert [ids(report) for report in rounds] == [["901-2025-qd-ubnd"], ["902-2025-qd-ubnd"], ["903-2025-qd-ubnd"]]
    assert store.totals().documents == 4
    assert [*cited_rounds(dataset, store, lambda items: take(items, store, workers=0))] == []


def test_depth_limits_the_rounds(store: Store, tmp_path: Path) -> None:
    (tmp_path / "900.txt").write_bytes(decision(900, cited=901))
    dataset = Dataset([lines(tmp_path / "vb.jsonl", [row(901, cited=902), row(902)])], MAPPING)
    rounds = [*_from(store, dataset, tmp_path / "900.txt", depth=1)]
    assert [ids(report) for report in rounds] == [["901-2025-qd-ubnd"]]


def _from(store: Store, dataset: Dataset, start: Path, depth: int | None = None) -> Iterator[Report]:
    from ingest.pipeline import ingest

    ingest([start], store, workers=0)
    yield from cited_rounds(dataset, store, lambda items: take(items, store, workers=0), depth=depth)


def missing(number: str | None = None, name: str | None = None, year: int | None = None, id: str = "") -> Missing:
    return Missing(DocumentId.parse(id) if id else None, number, name, year, 1, 1)


@pytest.mark.parametrize(
    ("waiting", "told", "wanted"),
    [
        pytest.param(missing("80/2025/NĐ-CP"), {"number": "80/2025/NĐ-CP"}, True, id="number"),
        pytest.param(missing("80/2025/NĐ-CP"), {"number": "080/2025/ND-CP"}, True, id="number written otherwise"),
        pytest.param(missing("80/2025/NĐ-CP"), {"number": "81/2025/NĐ-CP"}, False, id="another number"),
        pytest.param(missing("12/NQ-CP", year=2024), {"number": "12/NQ-CP", "issued": "01/02/2024"}, True, id="year"),
        pytest.param(
            missing("12/NQ-CP", year=2024), {"number": "12/NQ-CP", "issued": "01/02/2023"}, False, id="no year"
        ),
        pytest.param(
            missing("01/2024/QĐ-UBND", id="ubnd-ha-tinh/2024/01-2024-qd-ubnd"),
            {"number": "01/2024/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Nghệ An"},
            False,
            id="another province",
        ),
        pytest.param(
            missing("01/2024/QĐ-UBND", id="ubnd-ha-tinh/2024/01-2024-qd-ubnd"),
            {"number": "01/2024/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh"},
            True,
            id="this province",
        ),
        pytest.param(
            missing(name="Luật Giả định", year=2023),
            {"kind": "Luật", "title": "Giả định", "issued": "03/01/2023"},
            True,
            id="name",
        ),
        pytest.param(
            missing(name="Luật Giả định", year=2023),
            {"kind": "Luật", "title": "Giả định", "issued": "03/01/2013"},
            False,
            id="an older law of the name",
        ),
        pytest.param(missing(name="Luật Giả định"), {"title": "Luật Giả định khác"}, False, id="part of a name"),
    ],
)
def test_row_is_wanted_when_nothing_that_both_say_differs(waiting: Missing, told: dict[str, str], wanted: bool) -> None:
    assert Wanted.of((waiting,)).has(told) is wanted


def test_texts_of_rows_nobody_wants_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path / "vb.parquet", [row(n) for n in range(901, 907)])
    table = tables._Parquet(path)
    read: list[tuple[int, tuple[str, ...]]] = []
    group = table._group

    def watched(number: int, columns: Sequence[str], size: int) -> Iterator[Row]:
        read.append((number, tuple(columns)))
        return group(number, columns, size)

    monkeypatch.setattr(table, "_group", watched)
    found = list(table.rows(("ma", "chu"), light=("ma",), keep=lambda one: one["ma"] == 904))
    assert [one["ma"] for one in found] == [904]
    assert [number for number, columns in read if "chu" in columns] == [1]


def test_broken_and_empty_rows_are_told_and_cost_themselves(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "vb.jsonl", [row(901), {"ma": 5, "so": "5/2025/QĐ-UBND"}, row(902)])
    path.write_bytes(path.read_bytes() + b"{hong\n[1]\n")
    report = take(Dataset([path], MAPPING).rows(), store, workers=0)
    assert report.count(Fate.NEW) == 2
    assert [(entry.file, entry.code) for entry in report.failed] == [
        ("bộ-mẫu/5", "row"),
        ("bộ-mẫu/dòng-4", "row"),
        ("bộ-mẫu/dòng-5", "row"),
    ]
    origin = next(one.origin for one in Arrivals(store).waiting() if one.entry.file == "bộ-mẫu/5")
    assert json.loads(origin or "")["row"] == "5"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "thiếu bảng"),
        ({"columns": {"id": "id"}}, "một trong"),
        ({"columns": {"text": "t"}}, "cần cột id"),
        ({"columns": {"id": "id", "text": "t", "số": "x"}}, "không hiểu số"),
    ],
)
def test_mapping_that_cannot_be_used_says_what_it_lacks(told: dict[str, Any], said: str) -> None:
    with pytest.raises(UnusableMapping, match=said):
        Mapping.of(told, given="x.toml")


@pytest.mark.parametrize("name", ["vb.jsonl", "vb.parquet"])
def test_data_set_without_the_columns_says_which_it_has(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableMapping, match=r"không có cột html, chu .* tệp có ma, so"):
        Dataset([write(tmp_path / name, [{"ma": 1, "so": "1/NQ-CP"}])], MAPPING)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("không-có.jsonl", None, "không có tệp"),
        ("a.csv", b"x", "chỉ đọc"),
        ("a.parquet", b"PAR1 x", "không phải tệp Parquet"),
        ("a.jsonl.gz", b"\x1f\x8b\x08 x", "hỏng"),
    ],
)
def test_file_that_is_no_data_set_says_so(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnusableMapping, match=said):
        Dataset([tmp_path / name], MAPPING)


def test_parquet_without_its_library_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    path = parquet(tmp_path / "vb.parquet", [row(901)])
    monkeypatch.setattr(tables, "import_module", absent)
    with pytest.raises(UnusableMapping, match=r"traluat\[parquet\]"):
        Dataset([path], MAPPING)


@pytest.mark.parametrize("name", shipped())
def test_shipped_mappings_are_read_by_their_name(name: str) -> None:
    assert Mapping.read(name).columns["id"]


def test_mapping_in_a_file_is_read_and_an_absent_one_named(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('[columns]\nid = "a"\ntext = "b"\n')
    assert Mapping.read(str(tmp_path / "m.toml")).name == "m"
    assert tomllib.loads((tmp_path / "m.toml").read_text())["columns"]["id"] == "a"
    with pytest.raises(UnusableMapping, match="vbpl"):
        Mapping.read("không-có")
