"""THE field table: what the index holds of an entry. Schemas, mappings, filters, facets and API docs derive from it.

A field is one of:
  KEYWORD  one value taken as it is; filtered by, counted for facets
  NUMBER   one whole number; sorted by
  TOKENS   values cut into tokens by `search.analysis`; scored by BM25 over all values of the field together
Everything else of an entry is kept beside these as it is (`STORED`), to be handed back with a hit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """How a field is indexed."""

    KEYWORD = "keyword"
    NUMBER = "number"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Field:
    """One indexed field; `label` is its name on pages, `positions` allows phrases in it, `counted` scores in it."""

    name: str
    type: Type
    label: str = ""
    facet: bool = False
    positions: bool = False
    counted: bool = True


FIELDS = (
    Field("id", Type.KEYWORD),
    Field("document", Type.KEYWORD),
    Field("level", Type.KEYWORD),  # of the path's last step; empty for the head of a document
    Field("kind", Type.KEYWORD, "Loại văn bản", facet=True),
    Field("issuer", Type.KEYWORD, "Cơ quan ban hành", facet=True),
    Field("year", Type.KEYWORD, "Năm ban hành", facet=True),
    Field("status", Type.KEYWORD, "Hiệu lực", facet=True),
    Field("issued", Type.NUMBER),  # yyyymmdd, 0 where unknown
    Field("rank", Type.NUMBER),  # rank of the kind of document, 1 the highest
    Field("syllables", Type.TOKENS, positions=True),
    Field("bigrams", Type.TOKENS),
    Field("words", Type.TOKENS),
    Field("folded", Type.TOKENS),
    Field("own", Type.TOKENS, counted=False),  # syllables of the provision itself, without the title of its document
    Field("own_folded", Type.TOKENS, counted=False),
    Field("cites", Type.TOKENS, counted=False),  # ids of what the provision cites elsewhere
    Field("prefixes", Type.TOKENS),  # beginnings of the words of numbers, titles and headings, for suggestions
)

#: The name of the one stored field: the whole entry as JSON.
STORED = "entry"

KEYWORDS = tuple(f.name for f in FIELDS if f.type is Type.KEYWORD)
NUMBERS = tuple(f.name for f in FIELDS if f.type is Type.NUMBER)
TOKENS = tuple(f.name for f in FIELDS if f.type is Type.TOKENS)
FACETS = tuple(f.name for f in FIELDS if f.facet)


def field(name: str) -> Field:
    """The field of that name; KeyError says which names there are."""
    for candidate in FIELDS:
        if candidate.name == name:
            return candidate
    raise KeyError(f"no field '{name}'; there are {', '.join(f.name for f in FIELDS)}")
