"""The store: one object over the tables; every method is one transaction."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from corpus.address import DocumentId, DocumentNumber, Path
from corpus.errors import StoreBusy, StoreError
from corpus.graph import Link
from corpus.model import Document, Provision, Reference, Relation
from corpus.names import name_key
from corpus.store import between, documents, edges, readings, rows, sources
from corpus.store.connect import connect, is_memory
from corpus.store.documents import Change, Filter, Header
from corpus.store.edges import Edge
from corpus.store.missing import Missing, MissingDocuments
from corpus.store.remembered import Remembered
from corpus.store.save import Saved, relink, save
from corpus.store.sources import HeldSource, Quarantined, Version
from corpus.store.tables import documents as documents_table
from corpus.store.tables import quarantine as quarantine_table
from corpus.store.tables import sources as sources_table
from corpus.store.tables_rows import TableRow, rows_naming
from corpus.store.writer import Writer

log = logging.getLogger(__name__)

#: How tables of tasks name the column of the body in charge, as printed.
TASK_COLUMNS = ("chủ trì", "Chủ trì", "CHỦ TRÌ")


@dataclass(frozen=True, slots=True)
class Totals:
    """What the store holds, in numbers."""

    documents: int
    provisions: int
    references: int
    unresolved: int
    problems: int
    sources: int
    quarantined: int


class Store:
    """Documents, references and the files behind them. Many may read while one writes."""

    def __init__(self, engine: Engine, *, patience: float = 5.0) -> None:
        self._engine = engine
        self._writer = Writer(engine, patience=patience)
        self._missing = MissingDocuments()
        self._headers = Remembered(documents.headers)
        self._totals = Remembered(_totals)
        self._tasks = Remembered(lambda connection: rows_naming(connection, TASK_COLUMNS))

    @classmethod
    def open(cls, url: str, *, patience: float = 5.0) -> Store:
        """Open `sqlite:///path.db` or `postgresql+psycopg://…`, making the tables where there are none.

        `patience`: seconds to wait for another writer. Raises StoreError.
        """
        return cls(connect(url), patience=patience)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    @contextmanager
    def writing(self, purpose: str = "ghi") -> Iterator[None]:
        """Hold the right to write over several calls, as a long ingest does. Raises StoreBusy, naming the holder."""
        with self._writer.held(purpose):
            yield

    def save(self, document: Document, references: Sequence[Reference] = (), *, original: bytes | None = None) -> Saved:
        """Keep a reading of a document, whole or not at all; says what it was: new, unchanged, changed or duplicate."""
        with self._write("ghi văn bản") as connection:
            return save(connection, document, references, original)

    def replace_references(self, document: DocumentId, references: Sequence[Reference]) -> bool:
        """The same references, followed anew. True, and a new revision, where that led elsewhere than before."""
        with self._write("nối dẫn chiếu") as connection:
            return relink(connection, str(document), references)

    def quarantine(self, file: str, sha256: str, code: str, message: str) -> None:
        """Remember that a file could not be read, and why; saving it later takes it out again."""
        with self._write("ghi tệp lỗi") as connection:
            sources.put_in_quarantine(connection, Quarantined(file, sha256, code, message))

    @contextmanager
    def for_reports(self, *, write: bool = False) -> Iterator[Connection]:
        """A connection for the functions of `corpus.store.reports`; `write`: in a transaction of the one writer."""
        if write:
            with self._write("ghi báo lỗi") as connection:
                yield connection
        else:
            with self._engine.connect() as connection:
                yield connection

    @contextmanager
    def _write(self, purpose: str) -> Iterator[Connection]:
        with self._writer.held(purpose), self._engine.connect() as connection:
            try:
                with connection.execution_options(writes=True).begin():
                    documents.count_write(connection)
                    yield connection
            except OperationalError as error:
                if "locked" in str(error.orig):
                    raise StoreBusy("Kho dữ liệu đang được một chương trình khác ghi; thử lại sau.") from error
                raise StoreError(
                    f"Không ghi được vào kho dữ liệu: {error.orig}. Kiểm tra dung lượng đĩa và quyền ghi."
                ) from error

    @property
    def url(self) -> str | None:
        """What `open` takes, for another process; None for a store in the memory of this one."""
        return None if is_memory(self._engine) else self._engine.url.render_as_string(hide_password=False)

    # For the modules of this package that keep tables of their own

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self, purpose: str) -> Iterator[Connection]:
        """A connection inside one transaction that writes. Raises StoreBusy, naming the holder."""
        with self._write(purpose) as connection:
            yield connection

    # Reading documents

    def has(self, document: DocumentId) -> bool:
        with self._engine.connect() as connection:
            return documents.has(connection, str(document))

    def get(self, document: DocumentId) -> Document | None:
        with self._engine.connect() as connection:
            return documents.get(connection, str(document))

    def header(self, document: DocumentId) -> Header | None:
        with self._engine.connect() as connection:
            return documents.header(connection, str(document))

    def headers(
        self, *, kind: Filter = None, issuer: Filter = None, year: Filter = None, status: Filter = None
    ) -> Iterator[Header]:
        """Headers by id; each filter takes one value or several: kind's name, issuer's slug, year, status."""
        with self._engine.connect() as connection:
            if kind is issuer is year is status is None:
                return iter(self._headers.get(connection))
            return iter(documents.headers(connection, kind=kind, issuer=issuer, year=year, status=status))

    def documents(self) -> Iterator[Document]:
        """The documents held now, by id, one in memory at a time; the store may be written to between two of them."""
        with self._engine.connect() as connection:
            held = list(map(DocumentId.parse, documents.ids(connection)))
        for name in held:
            if document := self.get(name):
                yield document

    def provision(self, document: DocumentId, path: Path) -> Provision | None:
        with self._engine.connect() as connection:
            return documents.provision(connection, str(document), path)

    def changed_since(self, mark: int) -> tuple[Change, ...]:
        """What was saved or withdrawn after a revision, in order; keep the last one's revision as the next mark."""
        with self._engine.connect() as connection:
            return tuple(documents.changed_since(connection, mark))

    def revision(self) -> int:
        """The revision of the last change."""
        with self._engine.connect() as connection:
            return documents.revision(connection)

    def mark(self, purpose: str) -> int:
        """The revision up to which a task (linking references, say) has caught up with the changes; 0 at first."""
        with self._engine.connect() as connection:
            return documents.mark(connection, purpose)

    def set_mark(self, purpose: str, revision: int) -> None:
        """Remember that a task has caught up with the changes up to a revision."""
        with self._write("ghi dấu") as connection:
            documents.set_mark(connection, purpose, revision)

    # What following a reference asks of a library (the port `ingest.references.Lookup`)

    def by_number(
        self, number: DocumentNumber | str, *, year: int | None = None, issuer: str | None = None
    ) -> tuple[DocumentId, ...]:
        """The documents with this number, of this year and issuer (slug) where they are known."""
        with self._engine.connect() as connection:
            found = documents.by_number(connection, rows.key_of_number(str(number)), year=year, issuer=issuer)
            return tuple(map(DocumentId.parse, found))

    def by_title(self, name: str, *, year: int | None = None) -> tuple[DocumentId, ...]:
        """The documents with this whole title, of this year where it is known."""
        with self._engine.connect() as connection:
            return tuple(map(DocumentId.parse, documents.by_title(connection, name_key(name), year=year)))

    def paths(self, document: DocumentId) -> frozenset[Path] | None:
        """The paths of a document; None where it is not held."""
        with self._engine.connect() as connection:
            return documents.paths(connection, str(document))

    def task_rows(self) -> tuple[TableRow, ...]:
        """Rows of tables in all documents that have a column for the body in charge (cơ quan chủ trì)."""
        with self._engine.connect() as connection:
            return self._tasks.get(connection)

    # References

    def references_out(
        self, document: DocumentId, path: Path | None = None, *, below: bool = False
    ) -> tuple[Edge, ...]:
        """The references a document makes; with a path those standing there, with `below` in units inside it too."""
        with self._engine.connect() as connection:
            return edges.outgoing(connection, str(document), path, below=below)

    def references_in(
        self, document: DocumentId, path: Path | None = None, *, below: bool = False, own: bool = True
    ) -> tuple[Edge, ...]:
        """The references to a document or provision; `below` adds those to units inside it; `own`: its own too."""
        with self._engine.connect() as connection:
            return edges.incoming(connection, str(document), path, below=below, own=own)

    def cited_by_counts(self, document: DocumentId, *, own: bool = True) -> dict[str, int]:
        """How often each path is cited; "" is the document as a whole."""
        with self._engine.connect() as connection:
            return edges.counts(connection, str(document), own=own)

    def links(self, relations: Collection[Relation] | None = None) -> tuple[Link, ...]:
        """The references between documents, for `corpus.graph.Graph`; all relations, or some."""
        with self._engine.connect() as connection:
            return edges.links(connection, relations)

    def links_among(self, documents: Collection[DocumentId]) -> tuple[Link, ...]:
        """The links among these documents, each pair and relation once."""
        with self._engine.connect() as connection:
            return between.links_among(connection, list(map(str, documents)))

    def waiting_for(
        self, document: DocumentId, *, number: str | None = None, names: Collection[str] = ()
    ) -> tuple[DocumentId, ...]:
        """The other documents whose references this one's arrival or change may touch: by id, number or title."""
        keys = {rows.document_key(document), *({rows.key_of_number(number)} if number else ())}
        with self._engine.connect() as connection:
            return edges.concerned(connection, str(document), number_keys=keys, titles=names)

    def missing(self, limit: int | None = None) -> tuple[Missing, ...]:
        """Documents cited and not held, most mentions first."""
        with self._engine.connect() as connection:
            return self._missing.ranked(connection, limit)

    def mentions_of(self, wanted: Missing) -> tuple[Edge, ...]:
        """The references that an entry of `missing` counts."""
        with self._engine.connect() as connection:
            return self._missing.mentions_of(connection, wanted)

    # Files

    def source_known(self, sha256: str) -> DocumentId | None:
        """The document that this file was read into."""
        with self._engine.connect() as connection:
            row = sources.find(connection, sha256)
            return DocumentId.parse(row["document"]) if row else None

    def sources(self) -> tuple[HeldSource, ...]:
        with self._engine.connect() as connection:
            return sources.held(connection)

    def original(self, sha256: str) -> bytes | None:
        """The bytes of a file, as it was read."""
        with self._engine.connect() as connection:
            return sources.original(connection, sha256)

    def versions(self, document: DocumentId) -> tuple[Version, ...]:
        """The readings held of a document, by the file they came from."""
        with self._engine.connect() as connection:
            return sources.versions(connection, str(document))

    def version(self, document: DocumentId, key: str) -> Document | None:
        """One of the readings held of a document, by the beginning of its key in `versions`; None where none fits."""
        with self._engine.connect() as connection:
            return readings.version(connection, str(document), key)

    def quarantined(self) -> tuple[Quarantined, ...]:
        with self._engine.connect() as connection:
            return sources.quarantined(connection)

    def totals(self) -> Totals:
        """The store in numbers, counted once for each state of it: every page of the window asks."""
        with self._engine.connect() as connection:
            return self._totals.get(connection)


def _totals(connection: Connection) -> Totals:
    columns = documents_table.c
    sums = [func.coalesce(func.sum(columns[name]), 0) for name in ("provisions", "mentions", "unresolved", "problems")]
    counted = connection.execute(select(func.count(), *sums).select_from(documents_table)).one()
    held = connection.execute(select(func.count()).select_from(sources_table)).scalar_one()
    failed = connection.execute(select(func.count()).select_from(quarantine_table)).scalar_one()
    shown, units, references, unresolved, problems = map(int, counted)
    return Totals(shown, units, references, unresolved, problems, int(held), int(failed))
