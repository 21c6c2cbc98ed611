"""Statuses follow from what arrives, whatever the order, on SQLite and on PostgreSQL; invented documents only."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import create_engine

from corpus.address import DocumentId
from corpus.model import Document, Status
from corpus.store import Standings, Store
from corpus.store.tables import SCHEMA_VERSION, metadata
from ingest.linking import link
from ingest.references import references
from ingest.settling import is_settled, settle
from tests.ingest.drafting import draft

TODAY = date(2032, 1, 1)
OLD = DocumentId.parse("cp/2029/5-2029-nd-cp")
NEW = DocumentId.parse("cp/2031/6-2031-nd-cp")


def decree(number: int, year: int, lines: str, *, effective: date, title: str | None = None) -> Document:
    made = draft(
        lines,
        id=f"cp/{year}/{number}-{year}-nd-cp",
        number=f"{number}/{year}/NĐ-CP",
        kind="Nghị định",
        issuer="Chính phủ",
        issued=date(year, 1, 15),
        title=title,
    )
    return replace(made, metadata=replace(made.metadata, effective=effective))


def old() -> Document:
    return decree(5, 2029, "dieu-1 Điều 1. | Một.\ndieu-2 Điều 2. | Hai.", effective=date(2029, 3, 1))


def new(words: str = "Bãi bỏ Nghị định số 5/2029/NĐ-CP.") -> Document:
    return decree(6, 2031, f"dieu-1 Điều 1. | {words}", effective=date(2031, 3, 1))


def newest() -> Document:
    """It ends the decree that ended the old one, before that one began: the old one goes on."""
    return decree(7, 2031, "dieu-1 Điều 1. | Bãi bỏ Nghị định số 6/2031/NĐ-CP.", effective=date(2031, 2, 1))


def detailing() -> Document:
    lines = "tieu-de | NGHỊ ĐỊNH Sửa đổi, bổ sung một số điều của Nghị định số 5/2029/NĐ-CP\ndieu-1 Điều 1. | Một."
    return decree(8, 2030, lines, effective=date(2030, 3, 1))


def arrive(store: Store, documents: Iterable[Document], *, today: date = TODAY) -> None:
    for one in documents:
        store.save(one, references(one))
    link(store)
    settle(store, today=today)


def statuses(store: Store) -> dict[str, Status]:
    return {str(header.id): header.status for header in store.headers()}


def test_a_repeal_that_arrives_ends_what_is_held(store: Store) -> None:
    arrive(store, [old()])
    assert statuses(store) == {str(OLD): Status.IN_FORCE}
    mark = store.revision()

    arrive(store, [new()])

    assert statuses(store) == {str(OLD): Status.EXPIRED, str(NEW): Status.IN_FORCE}
    assert {change.id for change in store.changed_since(mark)} == {OLD, NEW}


def test_the_order_of_arrival_does_not_matter(url: str) -> None:
    documents = [old(), new(), newest(), detailing()]
    ends = []
    for order in itertools.permutations(documents):
        engine = create_engine(url)
        metadata.drop_all(engine)
        engine.dispose()
        with Store.open(url) as store:
            for one in order:
                arrive(store, [one])
            ends.append(statuses(store))

    assert all(one == ends[0] for one in ends)
    assert ends[0][str(OLD)] is Status.PARTLY_EXPIRED  # amended by its own amending decree, not repealed
    assert ends[0][str(NEW)] is Status.EXPIRED


def test_what_amends_an_ended_document_is_undecided(store: Store) -> None:
    arrive(store, [old(), detailing()])
    assert statuses(store)["cp/2030/8-2030-nd-cp"] is Status.IN_FORCE

    arrive(store, [new()])

    assert statuses(store)["cp/2030/8-2030-nd-cp"] is Status.UNKNOWN


def test_a_repeal_that_is_read_otherwise_later_is_taken_back(store: Store) -> None:
    arrive(store, [old(), new()])
    longer = new("Bãi bỏ Nghị định số 9/2029/NĐ-CP. " + "Nội dung dài hơn. " * 5)

    arrive(store, [longer])

    assert statuses(store)[str(OLD)] is Status.IN_FORCE


def test_settling_again_changes_nothing_and_makes_no_linking_work(store: Store) -> None:
    arrive(store, [old(), new()])
    mark = store.revision()

    assert settle(store, today=TODAY) == 0
    assert link(store).documents == 0
    assert store.revision() == mark
    assert is_settled(store, today=TODAY)


def test_a_status_turns_on_its_day(store: Store) -> None:
    arrive(store, [old(), new()], today=date(2031, 2, 1))
    assert statuses(store) == {str(OLD): Status.IN_FORCE, str(NEW): Status.NOT_YET}
    mark = store.revision()

    assert is_settled(store, today=date(2031, 2, 28))
    assert not is_settled(store, today=date(2031, 3, 1))
    settle(store, today=date(2031, 3, 1))

    assert statuses(store) == {str(OLD): Status.EXPIRED, str(NEW): Status.IN_FORCE}
    assert {change.id for change in store.changed_since(mark)} == {OLD, NEW}


def test_a_run_that_breaks_off_is_finished_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (old(), new(), newest(), detailing()):
        store.save(one, references(one))
    link(store)
    whole = Standings.settle

    left = [0]

    def broken(self: Standings, *arguments: object, **named: object) -> int:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return whole(self, *arguments, **named)  # type: ignore[arg-type]

    for allowed in range(4):
        left[0] = allowed
        monkeypatch.setattr(Standings, "settle", broken)
        with pytest.raises(KeyboardInterrupt):
            settle(store, today=TODAY)
        assert not is_settled(store, today=TODAY)
    monkeypatch.setattr(Standings, "settle", whole)
    settle(store, today=TODAY)

    assert statuses(store)[str(OLD)] is Status.PARTLY_EXPIRED
    assert statuses(store)[str(NEW)] is Status.EXPIRED


def test_a_library_of_schema_2_upgrades_itself(url: str) -> None:
    with Store.open(url) as store:
        for one in (old(), new()):
            store.save(one, references(one))
        link(store)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE effects")
        connection.exec_driver_sql("DROP TABLE turns")
        connection.exec_driver_sql("UPDATE meta SET value = 2 WHERE key = 'schema'")
    engine.dispose()

    with Store.open(url) as store:
        assert store.get(OLD) is not None
        assert not is_settled(store, today=TODAY)
        settle(store, today=TODAY)
        assert statuses(store) == {str(OLD): Status.EXPIRED, str(NEW): Status.IN_FORCE}
        with store.reading() as connection:
            version = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'schema'").scalar()
        assert version == SCHEMA_VERSION


def test_what_a_document_does_can_be_read_from_both_ends(store: Store) -> None:
    arrive(store, [old(), new()])
    standings = Standings(store)

    assert [one.target.document for one in standings.made_by(NEW)] == [OLD]
    case = standings.case(OLD)
    assert case is not None
    assert [(one.document, one.effect.source) for one in case.acts] == [(NEW, "dieu-1")]
    assert standings.newest() is None  # nothing issued up to the real day of today


def test_documents_declared_otherwise_are_listed(store: Store) -> None:
    page = replace(old(), metadata=replace(old().metadata, declared_status="Còn hiệu lực"))
    arrive(store, [page, new()])

    assert [(one.id, one.declared, one.derived) for one in Standings(store).differing()] == [
        (OLD, Status.IN_FORCE, Status.EXPIRED)
    ]
