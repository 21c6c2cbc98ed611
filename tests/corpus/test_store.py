"""One contract of the store, run on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import sqlite3
import string
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from corpus.address import POINT_LETTERS, DocumentId, Level, Path, Step
from corpus.errors import StoreBusy, StoreError
from corpus.graph import Link, link_of
from corpus.model import (
    Cell,
    Document,
    Metadata,
    Outcome,
    Problem,
    Provision,
    Reference,
    Relation,
    Source,
    Status,
    Target,
    Zone,
    ZoneSpan,
)
from corpus.store import Missing, Saved, Store
from corpus.text import Span

PLAN = DocumentId.parse("ubnd-ha-tinh/2025/1-kh-ubnd")
LAW = DocumentId.parse("qh/2024/99-2024-qh15")


def provision(path: str, text: str = "Nội dung giả định.") -> Provision:
    return Provision(Path.parse(path), f"{path}.", None, text, Span(0, len(text)))


def document(
    name: DocumentId = PLAN,
    *,
    text: str = "văn bản giả định",
    file: str = "a.txt",
    sha: str = "",
    paths: str = "dieu-1",
) -> Document:
    return Document(
        name,
        Metadata(number=name.number.upper().replace("-", "/", 1), kind="Kế hoạch", title="Kế hoạch giả định"),
        text,
        tuple(map(provision, paths.split())),
        source=Source(file, sha or f"sha of {file}", "text/plain"),
    )


def mention(
    target: DocumentId | str | None,
    path: str = "",
    *,
    source: str = "dieu-1",
    number: str | None = None,
    name: str | None = None,
    year: int | None = None,
    outcome: Outcome = Outcome.RESOLVED,
) -> Reference:
    wanted = Target(target, number, name, year, Path.parse(path))  # type: ignore[arg-type]
    return Reference(source, "trích", Span(0, 5), wanted, Relation.CITES, False, outcome)


def unheld(number: str | None = None, **told: object) -> Reference:
    return mention(told.pop("id", None), number=number, outcome=Outcome.UNKNOWN_DOCUMENT, **told)  # type: ignore[arg-type]


# Round trip

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
_SPANS = st.tuples(st.integers(0, 999), st.integers(0, 99)).map(lambda ends: Span(ends[0], sum(ends)))
_NUMBERS = st.from_regex(r"[0-9]{1,3}[a-z]?(-[0-9]{1,2})?", fullmatch=True) | st.sampled_from(POINT_LETTERS)
_PATHS = st.lists(st.builds(Step, st.sampled_from(Level), _NUMBERS), min_size=1, max_size=4).map(tuple).map(Path)
_IDS = st.builds(
    DocumentId,
    st.sampled_from(["cp", "ubnd-ha-tinh", "chua-ro"]),
    st.integers(0, 2030),
    st.from_regex(r"[0-9]{1,3}(\.[0-9])?(-[a-z]{1,5}){1,3}", fullmatch=True),
)
_METADATA = st.builds(
    Metadata,
    **{name: st.none() | _TEXT for name in ("number", "kind", "issuer", "title", "signer", "place", "field")},
    **{name: st.none() | st.dates(date(1945, 1, 1), date(2035, 1, 1)) for name in ("issued", "effective", "expires")},
)
_PROVISIONS = st.builds(
    Provision,
    _PATHS,
    _TEXT,
    st.none() | _TEXT,
    _TEXT,
    _SPANS,
    st.none() | st.integers(1, 500),
    st.lists(st.builds(Cell, _TEXT, _SPANS), max_size=3).map(tuple),
)
_DOCUMENTS = st.builds(
    Document,
    _IDS,
    _METADATA,
    _TEXT,
    st.lists(_PROVISIONS, max_size=5).map(tuple),
    st.lists(st.builds(ZoneSpan, st.sampled_from(Zone), _SPANS), max_size=3).map(tuple),
    st.lists(_SPANS, max_size=3).map(tuple),
    st.lists(st.builds(Problem, _TEXT, _TEXT, st.none() | _SPANS), max_size=3).map(tuple),
    st.none()
    | st.builds(
        Source, _TEXT, st.text(string.hexdigits, min_size=64, max_size=64), _TEXT, st.none() | st.integers(1, 9999)
    ),
    st.lists(st.integers(0, 9999), max_size=4).map(tuple),
    st.lists(st.tuples(_TEXT, st.integers(0, 999)), max_size=3).map(tuple),
    st.sampled_from(Status),
)
_TARGETS = st.builds(
    Target,
    st.none() | st.just("this") | _IDS,
    st.none() | _TEXT,
    st.none() | _TEXT,
    st.none() | st.integers(0, 2030),
    _PATHS | st.just(Path()),
)
_REFERENCES = st.builds(
    Reference, _TEXT, _TEXT, _SPANS, _TARGETS, st.sampled_from(Relation), st.booleans(), st.sampled_from(Outcome)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(drawn=_DOCUMENTS, references=st.lists(_REFERENCES, max_size=4).map(tuple))
def test_what_is_saved_is_read_back_equal(store: Store, drawn: Document, references: tuple[Reference, ...]) -> None:
    serial = f"{store.totals().documents}-x"
    source = replace(drawn.source, sha256=serial) if drawn.source else None
    saved = replace(drawn, id=replace(drawn.id, number=serial), source=source)
    assert store.save(saved, references) is Saved.NEW
    assert store.get(saved.id) == saved
    assert tuple(edge.reference for edge in store.references_out(saved.id)) == references


def test_the_source_is_read_back_with_its_bytes(store: Store) -> None:
    saved = document(file="kế hoạch.pdf", sha="ab")
    store.save(saved, original=b"\x00\xff")
    assert store.get(PLAN) == saved
    assert store.original("ab") == b"\x00\xff"
    assert store.source_known("ab") == PLAN
    assert store.source_known("cd") is None
    assert [(held.sha256, held.files, held.document) for held in store.sources()] == [("ab", ("kế hoạch.pdf",), PLAN)]


def test_one_provision_is_read_alone(store: Store) -> None:
    saved = document(paths="dieu-1 dieu-1.khoan-2 dieu-10")
    store.save(saved)
    assert store.provision(PLAN, Path.parse("dieu-1.khoan-2")) == saved.provisions[1]
    assert store.provision(PLAN, Path.parse("dieu-3")) is None
    assert store.paths(PLAN) == {unit.path for unit in saved.provisions}
    assert store.paths(LAW) is None


def test_a_document_without_provisions_is_held_with_no_paths(store: Store) -> None:
    store.save(document(paths=""))
    assert store.paths(PLAN) == frozenset()


def test_what_is_not_held_is_none(store: Store) -> None:
    assert store.get(PLAN) is None
    assert store.header(PLAN) is None
    assert not store.has(PLAN)
    assert store.references_out(PLAN) == store.references_in(PLAN) == ()
    assert store.original("ab") is None


# What saving means


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    assert store.save(document(), (mention("this", "dieu-1"),)) is Saved.NEW
    before = store.changed_since(0)
    assert store.save(document(), (mention("this", "dieu-1"),)) is Saved.UNCHANGED
    assert store.changed_since(0) == before


def test_the_same_text_in_another_file_is_a_duplicate(store: Store) -> None:
    store.save(document(file="b.txt"))
    mark = store.changed_since(0)
    assert store.save(document(file="a.txt")) is Saved.DUPLICATE
    assert store.save(document(file="a.txt")) is Saved.UNCHANGED
    assert store.changed_since(0) == mark
    assert len(store.versions(PLAN)) == 2


def test_the_same_file_under_another_name_is_a_duplicate_with_the_first_name_shown(store: Store) -> None:
    store.save(document(file="b.txt", sha="1"))
    assert store.save(document(file="a.txt", sha="1")) is Saved.DUPLICATE
    shown = store.get(PLAN)
    assert shown is not None
    assert shown.source == Source("a.txt", "1", "text/plain")
    assert len(store.versions(PLAN)) == 1


def test_another_text_of_a_known_document_is_a_change_and_both_are_kept(store: Store) -> None:
    store.save(document(file="a.txt", text="ngắn"))
    assert store.save(document(file="b.txt", text="dài hơn nhiều")) is Saved.CHANGED
    shown = store.get(PLAN)
    assert shown is not None
    assert shown.text == "dài hơn nhiều"
    assert [(v.files, v.current) for v in store.versions(PLAN)] == [(("a.txt",), False), (("b.txt",), True)]


def test_a_better_reading_of_the_same_file_replaces_the_former(store: Store) -> None:
    store.save(document(paths="dieu-1 dieu-2"))
    assert store.save(document(paths="dieu-1")) is Saved.CHANGED
    assert store.paths(PLAN) == {Path.parse("dieu-1")}
    assert len(store.versions(PLAN)) == 1


READINGS = (
    document(file="a.txt", text="một", paths="dieu-1 dieu-2"),
    document(file="b.txt", text="hai dài hơn", paths="dieu-1"),
    document(file="c.txt", text="hai dài bằng", paths="dieu-1"),
    document(file="d.txt", text="hai dài hơn", paths="dieu-1"),
)


@pytest.mark.parametrize("order", [pytest.param(o, id="".join(map(str, o))) for o in itertools.permutations(range(4))])
def test_what_is_shown_does_not_depend_on_the_order_of_arrival(tmp_path: FilePath, order: tuple[int, ...]) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        for turn in (0, 1):
            for n in order:
                saved = store.save(READINGS[n], (mention("this", "dieu-1", source=f"dieu-{n + 1}"),))
                assert turn == 0 or saved is Saved.UNCHANGED
        assert store.get(PLAN) == READINGS[0]
        assert [edge.reference.source for edge in store.references_out(PLAN)] == ["dieu-1"]
        assert [version.files[0] for version in store.versions(PLAN)] == ["a.txt", "b.txt", "c.txt", "d.txt"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_the_shown_reading_is_kept_when_a_better_one_goes(tmp_path: FilePath, order: tuple[int, ...]) -> None:
    """A file first read as the plan, then as another document: the plan shows its next reading, byte for byte."""
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        for n in order:
            store.save(READINGS[n], (unheld(f"{n}/NQ-CP"),))
        assert store.save(replace(READINGS[0], id=LAW)) is Saved.NEW
        assert store.get(PLAN) == max(READINGS[1:3], key=lambda d: (len(d.text), d.text))
        assert store.get(LAW) == replace(READINGS[0], id=LAW)


def test_a_document_whose_only_file_became_another_is_withdrawn_for_the_index(store: Store) -> None:
    store.save(document())
    mark = store.changed_since(0)[-1].revision
    store.save(document(LAW))
    assert not store.has(PLAN)
    assert {(change.id, change.held) for change in store.changed_since(mark)} == {(PLAN, False), (LAW, True)}


def test_revisions_grow_and_a_mark_leaves_out_what_was_seen(store: Store) -> None:
    store.save(document(PLAN, file="a"))
    store.save(document(LAW, file="b"))
    first, second = store.changed_since(0)
    assert (first.id, second.id) == (PLAN, LAW)
    assert store.changed_since(first.revision) == (second,)
    store.save(document(PLAN, file="c", text="bản khác dài hơn bản trước"))
    assert [change.id for change in store.changed_since(second.revision)] == [PLAN]


# References


def test_references_are_found_from_both_ends(store: Store) -> None:
    to_clause, to_article = mention(LAW, "dieu-5.khoan-2"), mention(LAW, "dieu-5", source="can-cu")
    store.save(document(), (to_clause, to_article, mention("this", "dieu-1")))
    assert [edge.reference for edge in store.references_out(PLAN, Path.parse("dieu-1"))] == [
        to_clause,
        mention("this", "dieu-1"),
    ]
    incoming = store.references_in(LAW)
    assert [(edge.document, edge.reference) for edge in incoming] == [(PLAN, to_clause), (PLAN, to_article)]
    assert store.cited_by_counts(LAW) == {"dieu-5.khoan-2": 1, "dieu-5": 1}


def test_references_to_a_provision_include_those_below_only_when_asked(store: Store) -> None:
    paths = ("dieu-5", "dieu-5.khoan-2", "dieu-5.khoan-2.diem-a", "dieu-5a", "dieu-50", "")
    store.save(document(), tuple(mention(LAW, path) for path in paths))

    def found(path: str, below: bool) -> list[str]:
        return [str(e.reference.target.path) for e in store.references_in(LAW, Path.parse(path), below=below)]

    assert found("dieu-5", False) == ["dieu-5"]
    assert found("dieu-5", True) == ["dieu-5", "dieu-5.khoan-2", "dieu-5.khoan-2.diem-a"]
    assert found("", False) == [""]
    assert found("", True) == list(paths)


def test_own_references_are_told_apart(store: Store) -> None:
    store.save(document(), (mention("this", "dieu-1"),))
    assert len(store.references_in(PLAN)) == 1
    assert store.references_in(PLAN, own=False) == ()
    assert store.cited_by_counts(PLAN, own=False) == {}


def test_references_followed_anew_replace_the_old_and_their_counts(store: Store) -> None:
    store.save(document(), (unheld("2/NQ-CP"),))
    store.replace_references(PLAN, (mention(LAW),))
    header = store.header(PLAN)
    assert header is not None
    assert (header.references, header.unresolved) == (1, 0)
    assert store.missing() == ()
    assert store.save(document(), (mention(LAW),)) is Saved.CHANGED  # other words were read


def test_references_that_lead_elsewhere_are_a_revision_for_the_index_and_the_same_are_none(store: Store) -> None:
    store.save(document(), (unheld("2/NQ-CP"),))
    before = store.revision()
    assert not store.replace_references(PLAN, (unheld("2/NQ-CP"),))
    assert store.revision() == before
    assert store.replace_references(PLAN, (mention(LAW, number="2/NQ-CP"),))
    assert [change.id for change in store.changed_since(before)] == [PLAN]
    assert not store.replace_references(LAW, ())


def test_references_only_resolved_further_are_no_change(store: Store) -> None:
    target = DocumentId.parse("cp/2025/2-nq-cp")
    store.save(document(), (unheld("2/NQ-CP"),))
    assert store.save(document(), (mention(target, number="2/NQ-CP"),)) is Saved.UNCHANGED
    assert [edge.document for edge in store.references_in(target)] == [PLAN]


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param(unheld("99/2024/QH15"), id="by number"),
        pytest.param(unheld("099/2024/qh15"), id="by the number written otherwise"),
        pytest.param(unheld(name="LUẬT GIẢ ĐỊNH"), id="by name"),
        pytest.param(unheld(id=LAW), id="by id"),
        pytest.param(mention(LAW, "dieu-9", outcome=Outcome.NO_SUCH_PROVISION), id="provision not found before"),
        pytest.param(
            mention(DocumentId.parse("qh/2020/99-2024-qh15"), number="99/2024/QH15"), id="resolved to its namesake"
        ),
    ],
)
def test_a_document_that_arrives_is_waited_for(store: Store, reference: Reference) -> None:
    store.save(document(), (reference,))
    assert store.waiting_for(LAW, number="99/2024/QH15", names=["Luật giả định"]) == (PLAN,)


def test_a_document_that_nothing_names_is_not_waited_for(store: Store) -> None:
    store.save(document(), (unheld("98/2024/QH15"), mention("this", "dieu-1")))
    assert store.waiting_for(LAW, number="99/2024/QH15", names=["Luật giả định"]) == ()
    assert store.waiting_for(PLAN) == ()


# Lookup


def test_documents_are_found_by_number_however_written(store: Store) -> None:
    other = DocumentId.parse("hdnd-nghe-an/2025/01-2025-nq-hdnd")
    own = DocumentId.parse("hdnd-ha-tinh/2025/01-2025-nq-hdnd")
    for name in (other, own):
        store.save(Document(name, Metadata(number="01/2025/NQ-HĐND"), "x", source=Source(str(name), str(name), "t")))
    assert store.by_number("1/2025/nq-hdnd") == (own, other)
    assert store.by_number("01/2025/NQ-HĐND", issuer="hdnd-ha-tinh") == (own,)
    assert store.by_number("01/2025/NQ-HĐND", year=2024) == ()
    assert store.by_number("01/2025/NQ-HĐND", year=2025) == (own, other)


def test_documents_are_found_by_whole_title(store: Store) -> None:
    store.save(Document(LAW, Metadata(number="99/2024/QH15", kind="Luật", title="Hoà giải giả định"), "x"))
    assert store.by_title("LUẬT HÒA GIẢI GIẢ ĐỊNH") == (LAW,)
    assert store.by_title("Luật Hoà giải giả định", year=2024) == (LAW,)
    assert store.by_title("Luật Hoà giải giả định", year=2023) == ()
    assert store.by_title("Luật Hoà giải") == ()


def test_headers_are_filtered(store: Store) -> None:
    store.save(document(PLAN, file="a"))
    law = Document(LAW, Metadata(kind="Luật"), "x", status=Status.IN_FORCE, problems=(Problem("p", "m"),))
    store.save(law, (unheld("1/NQ-CP"),))
    assert [header.id for header in store.headers()] == [LAW, PLAN]
    assert [header.id for header in store.headers(kind=["Luật", "Nghị định"])] == [LAW]
    assert [header.id for header in store.headers(issuer="ubnd-ha-tinh", year=2025)] == [PLAN]
    assert [header.id for header in store.headers(status=Status.IN_FORCE)] == [LAW]
    header = store.header(LAW)
    assert header is not None
    assert (header.metadata, header.provisions, header.references, header.unresolved, header.problems) == (
        law.metadata,
        0,
        1,
        1,
        1,
    )


# Missing


def test_missing_documents_are_counted_once_however_they_are_named(store: Store) -> None:
    full = DocumentId.parse("bct/2025/66-nq-tw")
    store.save(
        document(),
        (
            unheld("66-NQ/TW", id=full),
            unheld("66-NQ/TW"),
            unheld("66-NQ/TW", year=2025),
            unheld("66-NQ/TW", id=DocumentId.parse("chua-ro/2025/66-nq-tw")),
            unheld("2/NQ-CP"),
        ),
    )
    store.save(document(LAW, file="b"), (unheld("66-NQ/TW", id=full),))
    first, second = store.missing()
    assert first == Missing(full, "66-NQ/TW", None, 2025, 5, 2)
    assert (second.number, second.mentions, second.documents) == ("2/NQ-CP", 1, 1)
    assert store.missing(limit=1) == (first,)
    assert len(store.mentions_of(first)) == 5
    assert [edge.reference.target.number for edge in store.mentions_of(second)] == ["2/NQ-CP"]


def test_missing_namesakes_of_two_issuers_stay_apart_and_take_no_vague_mention(store: Store) -> None:
    one, two = (DocumentId.parse(f"hdnd-{place}/2025/1-2025-nq-hdnd") for place in ("ha-tinh", "nghe-an"))
    number = "1/2025/NQ-HĐND"
    store.save(document(), (unheld(number, id=one), unheld(number, id=two), unheld(number)))
    assert sorted((str(m.id), m.mentions) for m in store.missing()) == [("None", 1), (str(one), 1), (str(two), 1)]


def test_missing_laws_join_by_name_and_year_not_by_name_alone(store: Store) -> None:
    name = "Luật Giả định"
    store.save(
        document(),
        (
            unheld("99/2024/QH15", id=LAW, name=name),
            unheld(name="luật giả định", year=2024),
            unheld(name=name, year=2013),
            unheld(name=name),
        ),
    )
    assert [(m.number, m.year, m.mentions) for m in store.missing()] == [
        ("99/2024/QH15", 2024, 2),
        (None, None, 1),
        (None, 2013, 1),
    ]


def test_a_document_held_is_not_missing(store: Store) -> None:
    store.save(document(LAW, file="b"))
    store.save(document(), (unheld(id=LAW), mention("this", outcome=Outcome.UNKNOWN_DOCUMENT)))
    assert store.missing() == ()


# Quarantine and totals


def test_a_file_in_quarantine_leaves_it_when_it_is_read(store: Store) -> None:
    store.quarantine("a.txt", "sha of a.txt", "unreadable", "Tệp hỏng; hãy xuất lại.")
    store.quarantine("a.txt", "sha of a.txt", "empty", "Tệp rỗng.")
    (entry,) = store.quarantined()
    assert (entry.file, entry.code, entry.message) == ("a.txt", "empty", "Tệp rỗng.")
    store.save(document())
    assert store.quarantined() == ()


def test_totals(store: Store) -> None:
    store.save(document(paths="dieu-1 dieu-2"), (unheld("2/NQ-CP"), mention("this", "dieu-1")))
    store.quarantine("b.txt", "0", "empty", "Tệp rỗng.")
    totals = store.totals()
    assert (totals.documents, totals.provisions, totals.references, totals.unresolved) == (1, 2, 2, 1)
    assert (totals.problems, totals.sources, totals.quarantined) == (0, 1, 1)


# One writer, many readers


def test_a_second_writer_is_told_who_holds_the_store(store: Store, url: str) -> None:
    with Store.open(url, patience=0) as other, store.writing("nạp"):
        store.save(document())
        with pytest.raises(StoreBusy, match="đang được ghi bởi"):
            other.save(document(LAW, file="b"))
        assert other.get(PLAN) is not None
    with Store.open(url) as other:
        assert other.save(document(LAW, file="b")) is Saved.NEW


def test_a_failed_save_leaves_the_old_document_whole(store: Store) -> None:
    store.save(document(), (mention("this"),))
    broken = mention("this", source=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)null"):
        store.save(document(text="bản dài hơn, có lỗi ở dẫn chiếu"), (broken,))
    assert store.get(PLAN) == document()
    assert len(store.references_out(PLAN)) == 1


def test_documents_come_by_id(store: Store) -> None:
    store.save(document(PLAN, file="a"))
    store.save(document(LAW, file="b"))
    assert [held.id for held in store.documents()] == [LAW, PLAN]


# Opening


@pytest.mark.parametrize("url", ["kho.db", "mysql://x/y", "nothing+at+all://"])
def test_an_address_that_is_none_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite"):
        Store.open(url)


def test_a_store_of_another_version_is_refused(tmp_path: FilePath) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    Store.open(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 999 WHERE key = 'schema'")
    engine.dispose()
    with pytest.raises(StoreError, match="999"):
        Store.open(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: FilePath) -> None:
    (tmp_path / "store.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="TRALUAT_DATABASE_URL"):
        Store.open(f"sqlite:///{tmp_path / 'store.db'}")


def test_a_store_in_memory_serves_tests() -> None:
    with Store.open("sqlite://") as store:
        store.save(document())
        assert store.get(PLAN) == document()


def test_missing_documents_are_counted_anew_after_every_change(store: Store) -> None:
    store.save(document(), (unheld("2/NQ-CP"),))
    assert [entry.mentions for entry in store.missing()] == [1]
    store.save(document(LAW, file="b"), (unheld("2/NQ-CP"),))
    assert [entry.mentions for entry in store.missing()] == [2]
    store.replace_references(LAW, ())
    assert [entry.mentions for entry in store.missing()] == [1]


def test_each_user_of_the_store_has_its_own_mark(store: Store) -> None:
    assert store.mark("nối") == 0
    store.set_mark("nối", 3)
    store.set_mark("nối", 5)
    store.set_mark("chỉ mục", 2)
    assert (store.mark("nối"), store.mark("chỉ mục")) == (5, 2)


def test_the_number_in_the_id_is_waited_for_too_with_or_without_zeros(store: Store) -> None:
    arriving = DocumentId.parse("hdnd-ha-tinh/2025/01-2025-nq-hdnd")
    store.save(document(), (unheld("1/2025/NQ-HĐND"),))
    store.save(document(LAW, file="b"), (unheld("01/2025/NQ-HĐND"),))
    assert store.waiting_for(arriving) == (LAW, PLAN)


def test_documents_may_be_written_while_all_are_read(store: Store) -> None:
    for n in range(3):
        store.save(document(replace(PLAN, number=f"{n}-kh-ubnd"), file=f"{n}"))
    for held in store.documents():
        store.replace_references(held.id, (mention("this"),))
    assert [header.references for header in store.headers()] == [1, 1, 1]


def test_readers_see_whole_documents_while_one_writes(store: Store) -> None:
    """Each state has as many provisions as its text says; readers in other threads never meet a mixture."""

    def reading(n: int) -> Document:
        return document(text=f"{n}", paths=" ".join(f"dieu-{k}" for k in range(1, n + 2)))

    def read(_: int) -> bool:
        held = store.get(PLAN)
        return held is not None and len(held.provisions) == int(held.text) + 1

    store.save(reading(0))
    with ThreadPoolExecutor(4) as readers:
        results = readers.map(read, range(120))
        for n in range(40):
            store.save(reading(n % 5))
        assert all(results)


def test_links_are_the_references_between_documents(store: Store) -> None:
    amends = replace(mention(LAW, "dieu-1"), relation=Relation.AMENDS)
    inside_wording = replace(mention(LAW), quoted=True)
    found = (mention(LAW), amends, inside_wording, mention("this"), unheld("2/NQ-CP"))
    store.save(document(), found)
    expected = [link for reference in found if (link := link_of(PLAN, reference))]
    assert list(store.links()) == expected
    assert [link.relation for link in expected] == [Relation.CITES, Relation.AMENDS]
    assert store.links([Relation.AMENDS]) == (Link(PLAN, LAW, Relation.AMENDS),)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="TRALUAT_DATABASE_URL") as refused:
        Store.open("postgresql+psycopg://ai:mat-khau@127.0.0.1:1/kho?connect_timeout=2")
    assert "127.0.0.1:1" in str(refused.value)
    assert "mat-khau" not in str(refused.value)


@pytest.mark.parametrize(
    ("cause", "raised"),
    [
        pytest.param("database or disk is full", StoreError, id="disk full"),
        pytest.param("database is locked", StoreBusy, id="locked by a foreign program"),
    ],
)
def test_what_keeps_the_store_from_writing_is_said(
    monkeypatch: pytest.MonkeyPatch, cause: str, raised: type[StoreError]
) -> None:
    def fail(_: object) -> None:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError(cause))

    with Store.open("sqlite://") as store:
        monkeypatch.setattr("corpus.store.documents.count_write", fail)
        with pytest.raises(raised):
            store.save(document())
