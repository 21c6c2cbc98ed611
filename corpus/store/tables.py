"""The tables of the store. Everything else in this package speaks to the database through them.

sources ── originals            a file read into a document: its facts, and its bytes
   ├─ files                     the names it was met under
   └─ addresses                 the addresses it was fetched at
documents ─┬─ provisions        the reading shown now, one of a document's sources
           ├─ names             titles under which it is cited
           ├─ mentions          its references, one row each; found from both ends by index
           ├─ effects           what it does to the force of others, found from both ends; the days of its own parts
           └─ turns             the day on which its status next changes
quarantine                      files that could not be read
   └─ origins                   where each of them lies
withdrawn                       documents that no source holds any longer, for the index to forget
meta                            schema version, revision counter
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

SCHEMA_VERSION = 3  # older ones are brought up by `migrations`

#: Byte order on every database, so that ranges of paths and the order of ids are the same everywhere.
_PLAIN: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", _PLAIN, primary_key=True),
    Column("value", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", _PLAIN, primary_key=True),
    Column("revision", Integer, nullable=False, unique=True),
    Column("source", _PLAIN, nullable=False),  # the key of the source whose reading this is
    Column("issuer", _PLAIN, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number_key", _PLAIN, nullable=False),
    Column("kind", _PLAIN),
    Column("status", _PLAIN, nullable=False),
    Column("issued", _PLAIN),
    Column("properties", Text, nullable=False),  # Metadata as JSON
    Column("provisions", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("unresolved", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Column("rest", Text, nullable=False),  # zones, quoted, problems, pages as JSON
    Column("text", Text, nullable=False),
    Index("documents_by_number", "number_key"),
    Index("documents_by_kind", "kind"),
    Index("documents_by_year", "year"),
)

provisions = Table(
    "provisions",
    metadata,
    Column("document", _PLAIN, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("path", _PLAIN, nullable=False),
    Column("label", Text, nullable=False),
    Column("heading", Text),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("cells", Text),  # JSON, null for most
    Index("provisions_by_path", "document", "path"),
)

names = Table(
    "names",
    metadata,
    Column("document", _PLAIN, primary_key=True),
    Column("name_key", _PLAIN, primary_key=True),
    Index("names_by_key", "name_key"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("document", _PLAIN, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source", _PLAIN, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("itself", Boolean, nullable=False),  # the target is "this"
    Column("target", _PLAIN),  # id of the target, the citing document itself included
    Column("target_path", _PLAIN, nullable=False),
    Column("number", Text),
    Column("number_key", _PLAIN),
    Column("name", Text),
    Column("name_key", _PLAIN),
    Column("year", Integer),
    Column("relation", _PLAIN, nullable=False),
    Column("quoted", Boolean, nullable=False),
    Column("outcome", _PLAIN, nullable=False),
    Index("mentions_by_target", "target", "target_path"),
    Index("mentions_by_number", "number_key"),
    Index("mentions_by_name", "name_key"),
    Index("mentions_by_outcome", "outcome"),
)

effects = Table(
    "effects",
    metadata,
    Column("document", _PLAIN, primary_key=True),  # that acts, or tells
    Column("position", Integer, primary_key=True),
    Column("kind", _PLAIN, nullable=False),
    Column("target", _PLAIN),  # id of the target; the document's own for its parts
    Column("target_path", _PLAIN, nullable=False),
    Column("actor", _PLAIN),  # of a hint: id of the document that acts
    Column("begins", _PLAIN),
    Column("ends", _PLAIN),
    Column("partly", Boolean, nullable=False),
    Column("hint", Boolean, nullable=False),
    Column("rest", Text, nullable=False),  # place, words, exception as JSON
    Index("effects_by_target", "target", "kind"),
)

turns = Table(
    "turns",
    metadata,
    Column("document", _PLAIN, primary_key=True),
    Column("day", _PLAIN, nullable=False),
    Index("turns_by_day", "day"),
)

sources = Table(
    "sources",
    metadata,
    # sha256 of the bytes; the later documents of one file add "#2" and so on; "none:" and the digest without a file
    Column("key", _PLAIN, primary_key=True),
    Column("document", _PLAIN, nullable=False),
    Column("digest", _PLAIN, nullable=False),  # of the reading: document and references, without the file's facts
    Column("media_type", Text),
    Column("pages", Integer),
    Column("provisions", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("reading", LargeBinary),  # the whole reading, compressed; null for the one shown now
    Index("sources_by_document", "document"),
)

files = Table(
    "files",
    metadata,
    Column("key", _PLAIN, primary_key=True),
    Column("file", _PLAIN, primary_key=True),
    Index("files_by_name", "file"),
)

originals = Table(
    "originals",
    metadata,
    Column("key", _PLAIN, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address", _PLAIN, primary_key=True),
    Column("key", _PLAIN, nullable=False),  # sha256 of the bytes
    Column("etag", Text),  # what the server said of this version, for the next request
    Column("last_modified", Text),
    Index("addresses_by_key", "key"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("file", _PLAIN, primary_key=True),
    Column("sha256", _PLAIN, nullable=False),
    Column("code", _PLAIN, nullable=False),
    Column("message", Text, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    Column("file", _PLAIN, primary_key=True),  # the name in quarantine
    Column("origin", Text, nullable=False),  # a path, an address, a row of a data set
)

withdrawn = Table(
    "withdrawn",
    metadata,
    Column("id", _PLAIN, primary_key=True),
    Column("revision", Integer, nullable=False),
)
