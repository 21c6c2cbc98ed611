"""The words of the field in one place: kinds, bodies, provinces, relations, statuses, abbreviations, ids of documents.

Names are compared without regard to case and tone placement; a name typed without any diacritics also matches.
The longest whole name wins, and what is not one whole known name is None, never a guess. The data are TOML tables.
"""

from __future__ import annotations

from functools import cache

from corpus.address import UNKNOWN_ISSUER, DocumentId, Level
from corpus.bodies import (
    Body,
    base_code,
    bodies,
    bodies_of_number,
    body_by_code,
    body_by_name,
    body_of_part,
    issuer_of_number,
)
from corpus.kinds import Kind, kind_at_start, kind_by_code, kind_by_name, kind_of_number, kinds, rank_of
from corpus.model import Relation, Status
from corpus.names import NameTable, is_bare, name_key
from corpus.number import DocumentNumber
from corpus.places import Province, former_provinces, province_in, province_named, provinces
from corpus.wordlists import table

__all__ = [
    "UNKNOWN_ISSUER",
    "Body",
    "Kind",
    "NameTable",
    "Province",
    "abbreviations",
    "base_code",
    "bodies",
    "bodies_of_number",
    "body_by_code",
    "body_by_name",
    "body_of_part",
    "document_id",
    "expand",
    "former_provinces",
    "is_bare",
    "issuer_of_number",
    "kind_at_start",
    "kind_by_code",
    "kind_by_name",
    "kind_of_number",
    "kinds",
    "level_names",
    "name_key",
    "passive_names",
    "province_in",
    "province_named",
    "provinces",
    "rank_of",
    "relation_names",
    "shorten",
    "status_by_name",
    "status_names",
]


def document_id(number: DocumentNumber, *, issuer_slug: str | None, year: int | None) -> DocumentId:
    """issuer / year / number: the year in the number, else that of issue, else 0.

    A number's own year goes first, so that a mention with a mistyped date means the same document. The chairman of a
    committee, and the standing committee of a council, number their documents in its register: a `QĐ-UBND` is the
    committee's, whoever signed it.
    """
    slug = issuer_slug or UNKNOWN_ISSUER
    office, _, rest = slug.partition("-")
    registers = {body.code for body in bodies_of_number(number)}
    if office in ("ct", "tt") and base_code(slug) not in registers and base_code(rest) in registers:
        slug = rest
    return DocumentId(slug, number.year or year or 0, number.slug)


@cache
def relation_names() -> dict[Relation, str]:
    """What a document does to its target, in Vietnamese: "sửa đổi, bổ sung"."""
    return {Relation(code): name for code, name in table("terms")["relations"].items()}


@cache
def passive_names() -> dict[Relation, str]:
    """The same seen from the target: "bị thay thế bởi"."""
    return {Relation(code): name for code, name in table("terms")["relations_passive"].items()}


@cache
def status_names() -> dict[Status, str]:
    """Hiệu lực, as pages name it: "Còn hiệu lực"."""
    return {Status(code): name for code, name in table("terms")["statuses"].items()}


@cache
def _statuses() -> NameTable[Status]:
    declared = [(name, Status(code)) for name, code in table("terms")["declared_statuses"].items()]
    return NameTable([*((name, status) for status, name in status_names().items()), *declared])


def status_by_name(text: str) -> Status | None:
    """The status that a page declares in words."""
    return _statuses().get(text)


@cache
def level_names() -> dict[Level, str]:
    """The word for each level, in Vietnamese: "khoản"."""
    return {Level(code): name for code, name in table("terms")["levels"].items()}


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations of the trade and what they stand for: UBND → Ủy ban nhân dân, QPPL → quy phạm pháp luật."""
    return dict(table("terms")["abbreviations"])


@cache
def _expansions() -> dict[str, str]:
    return {short.lower(): full for short, full in abbreviations().items()}


@cache
def _shortenings() -> NameTable[str]:
    return NameTable((full, short) for short, full in abbreviations().items())


def expand(short: str) -> str | None:
    """What an abbreviation stands for, whatever its case; None where it is not in the table."""
    return _expansions().get(short.lower())


def shorten(full: str) -> str | None:
    """The abbreviation of a whole term."""
    return _shortenings().get(full)
