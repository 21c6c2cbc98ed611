"""Documents and references to rows and back, without loss; the digest of a reading."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from corpus.address import AddressError, DocumentId, DocumentNumber, Path
from corpus.model import (
    Cell,
    Document,
    Metadata,
    Outcome,
    Problem,
    Provision,
    RecognisedPage,
    Reference,
    Relation,
    Source,
    Status,
    Target,
    Zone,
    ZoneSpan,
)
from corpus.names import name_key
from corpus.text import Span

Row = dict[str, Any]
_DATES = ("issued", "effective", "expires")
_METADATA = tuple(field.name for field in fields(Metadata))


def dump(value: Any) -> str:
    """Compact JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def key_of_number(text: str) -> str:
    """What numbers are compared by; for what is no number, its letters and digits."""
    try:
        return DocumentNumber.parse(text).key
    except AddressError:
        return name_key(text).replace(" ", "-")


def document_key(document: DocumentId) -> str:
    """The number key of an id: its last part without leading zeros."""
    return document.number.lstrip("0") or "0"


# Metadata


def metadata_json(metadata: Metadata) -> str:
    pairs = ((name, getattr(metadata, name)) for name in _METADATA)
    return dump({name: str(value) if name in _DATES else value for name, value in pairs if value is not None})


def metadata_of(text: str) -> Metadata:
    known: dict[str, Any] = json.loads(text)
    for name in _DATES:
        if name in known:
            known[name] = date.fromisoformat(known[name])
    return Metadata(**known)


# Documents


def document_row(document: Document, references: Sequence[Reference]) -> Row:
    """The row of a document, but for its revision and source."""
    metadata = document.metadata
    return {
        "id": str(document.id),
        "issuer": document.id.issuer,
        "year": document.id.year,
        "number_key": key_of_number(metadata.number) if metadata.number else document_key(document.id),
        "kind": metadata.kind,
        "status": document.status.value,
        "issued": str(metadata.issued) if metadata.issued else None,
        "properties": metadata_json(metadata),
        "provisions": len(document.provisions),
        "mentions": len(references),
        "unresolved": unresolved(references),
        "problems": len(document.problems),
        "rest": rest_json(document),
        "text": document.text,
    }


def unresolved(references: Sequence[Reference]) -> int:
    return sum(reference.outcome is not Outcome.RESOLVED for reference in references)


def rest_json(document: Document) -> str:
    """What has no column of its own, as short lists."""
    recognised = [(one.page, one.confidence) for one in document.recognised]
    return dump(
        {
            **({"recognised": recognised} if recognised else {}),
            "zones": [(z.zone, z.span.start, z.span.end) for z in document.zones],
            "quoted": [(s.start, s.end) for s in document.quoted],
            "problems": [(p.code, p.message, _ends(p.span)) for p in document.problems],
            "page_starts": document.page_starts,
            "left_out": document.left_out,
        }
    )


def document_of(row: Mapping[Any, Any], units: tuple[Provision, ...], source: Source | None) -> Document:
    rest = json.loads(row["rest"])
    return Document(
        id=DocumentId.parse(row["id"]),
        metadata=metadata_of(row["properties"]),
        text=row["text"],
        provisions=units,
        zones=tuple(ZoneSpan(Zone(zone), Span(start, end)) for zone, start, end in rest["zones"]),
        quoted=tuple(Span(start, end) for start, end in rest["quoted"]),
        problems=tuple(Problem(code, message, _span(ends)) for code, message, ends in rest["problems"]),
        source=source,
        page_starts=tuple(rest["page_starts"]),
        left_out=tuple((reason, count) for reason, count in rest["left_out"]),
        status=Status(row["status"]),
        recognised=tuple(RecognisedPage(page, confidence) for page, confidence in rest.get("recognised", ())),
    )


def _ends(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span is not None else None


def _span(ends: Sequence[int] | None) -> Span | None:
    return Span(ends[0], ends[1]) if ends else None


def provision_row(document: str, position: int, unit: Provision) -> Row:
    cells = [(cell.column, cell.span.start, cell.span.end) for cell in unit.cells]
    return {
        "document": document,
        "position": position,
        "path": str(unit.path),
        "label": unit.label,
        "heading": unit.heading,
        "text": unit.text,
        "start": unit.span.start,
        "end": unit.span.end,
        "page": unit.page,
        "cells": dump(cells) if cells else None,
    }


def provision_of(row: Mapping[Any, Any]) -> Provision:
    cells = json.loads(row["cells"]) if row["cells"] else ()
    return Provision(
        path=Path.parse(row["path"]),
        label=row["label"],
        heading=row["heading"],
        text=row["text"],
        span=Span(row["start"], row["end"]),
        page=row["page"],
        cells=tuple(Cell(column, Span(start, end)) for column, start, end in cells),
    )


# References


def mention_row(document: str, position: int, reference: Reference) -> Row:
    target = reference.target
    itself = target.document == "this"
    return {
        "document": document,
        "position": position,
        "source": reference.source,
        "quote": reference.quote,
        "start": reference.span.start,
        "end": reference.span.end,
        "itself": itself,
        "target": document if itself else str(target.document) if target.document else None,
        "target_path": str(target.path),
        "number": target.number,
        "number_key": _number_key(target, itself=itself),
        "name": target.name,
        "name_key": None if itself or target.name is None else name_key(target.name),
        "year": target.year,
        "relation": reference.relation.value,
        "quoted": reference.quoted,
        "outcome": reference.outcome.value,
    }


def _number_key(target: Target, *, itself: bool) -> str | None:
    if itself:
        return None
    if target.number is not None:
        return key_of_number(target.number)
    return document_key(target.document) if isinstance(target.document, DocumentId) else None


def reference_of(row: Mapping[Any, Any]) -> Reference:
    document = "this" if row["itself"] else DocumentId.parse(row["target"]) if row["target"] else None
    return Reference(
        source=row["source"],
        quote=row["quote"],
        span=Span(row["start"], row["end"]),
        target=Target(document, row["number"], row["name"], row["year"], Path.parse(row["target_path"])),  # type: ignore[arg-type]
        relation=Relation(row["relation"]),
        quoted=row["quoted"],
        outcome=Outcome(row["outcome"]),
    )


# Readings: a document with its references as one value


def pack(document: Document, references: Sequence[Reference]) -> bytes:
    """A whole reading, compressed; the file's facts stay in their own columns."""
    return zlib.compress(_reading(document, references, resolution=True).encode(), 6)


def _reading(document: Document, references: Sequence[Reference], *, resolution: bool) -> str:
    found = [mention_row("", 0, reference) for reference in references]
    for row in found:
        for name in ("document", "position", *(() if resolution else ("target", "outcome"))):
            del row[name]
    return dump(
        {
            "id": str(document.id),
            "properties": metadata_json(document.metadata),
            "text": document.text,
            "rest": rest_json(document),
            "status": document.status.value,
            "provisions": [provision_row("", n, unit) for n, unit in enumerate(document.provisions)],
            "references": found,
        }
    )


def unpack(data: bytes, source: Source | None) -> tuple[Document, tuple[Reference, ...]]:
    whole = json.loads(zlib.decompress(data))
    document = document_of(whole, tuple(map(provision_of, whole["provisions"])), source)
    return document, tuple(map(reference_of, whole["references"]))


def digest(document: Document, references: Sequence[Reference]) -> str:
    """Equal for equal readings, whatever file they came from and however far their references could be followed."""
    return hashlib.sha256(_reading(replace(document, source=None), references, resolution=False).encode()).hexdigest()


def names_of(document: Document) -> set[str]:
    """The keys under which a document is cited by name: its title, with its kind before it where the title lacks it."""
    title, kind = document.metadata.title, document.metadata.kind
    if not title:
        return set()
    key = name_key(title)
    if not kind or key.startswith(name_key(kind)):
        return {key}
    return {key, f"{name_key(kind)} {key}"}
