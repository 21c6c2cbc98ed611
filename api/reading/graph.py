"""The surroundings of a document as nodes in order: whom it cites by rank of the issuer, itself, who cites it.

What is drawn repeats the lists of the page; it is never the only place of a fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from api.reading import titles
from api.reading.links import HeldOf
from api.reading.relations import CitedDocument, Citer
from corpus import graph, vocabulary
from corpus.address import DocumentId
from corpus.graph import Link
from corpus.model import Reference, Relation

#: More documents than this are cut to the most cited of each group.
MOST = 30
OF_A_GROUP = 10
_LONGEST_LABEL = 28
_UNKNOWN = "Cơ quan khác"
_PARTY = frozenset({"tinh-uy", "du-ubnd", "bdvtu", "bnctu", "btctu", "btgdvtu", "btgtu", "ducqd"})
_ASSEMBLY = frozenset({"qh", "ubtvqh"})
_GOVERNMENT = frozenset({"cp", "ttg", "hdbt", "hdcp", "hdnn", "ctn"})
#: Groups from the top of the drawing down.
GROUPS = ("Đảng", "Quốc hội", "Chính phủ, Thủ tướng Chính phủ", "Bộ, ngành trung ương", "Địa phương", _UNKNOWN)
_STRONG = frozenset(Relation) - {Relation.CITES, Relation.ISSUED_WITH}


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the drawing. `strong`: by more than mere mention; `below`: what an opened node shows of its own."""

    key: str
    href: str
    label: str
    told: str
    held: bool
    mentions: int
    strong: bool
    group: str
    open_href: str = ""
    below: tuple[Node, ...] = ()
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes under a name; `more` says how many the drawing leaves to the list at `more_href`."""

    name: str
    nodes: tuple[Node, ...]
    more: int = 0
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything drawn: groups above and below this document, and links between those above."""

    label: str
    cited: tuple[Group, ...]
    citing: tuple[Group, ...]
    among: tuple[tuple[str, str], ...] = ()


def group_of(id: DocumentId | None, name: str) -> str:
    """The group of an issuer; a law that is known by name only belongs to the Assembly."""
    if id is None or id.issuer == vocabulary.UNKNOWN_ISSUER:
        return GROUPS[1] if name.startswith(("Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh")) else _UNKNOWN
    base = vocabulary.base_code(id.issuer)
    known = next((body for body in vocabulary.bodies() if body.code == base), None)
    if base in _ASSEMBLY:
        return GROUPS[1]
    if base in _GOVERNMENT:
        return GROUPS[2]
    if known is None:
        return GROUPS[4] if id.issuer.startswith(("ubnd-", "hdnd-")) else _UNKNOWN
    if known.level == "party" or base in _PARTY:
        return GROUPS[0]
    return GROUPS[4] if known.is_provincial else GROUPS[3]


def cited_nodes(cited: Iterable[CitedDocument], references: Iterable[Reference]) -> list[Node]:
    """A node for each document cited."""
    strong = {str(one.target.document) for one in references if one.relation in _STRONG and not one.quoted}
    return [
        Node(
            key=str(one.id or one.href),
            href=one.href,
            label=short_label(one.name),
            told=_told(one.name, one.title, f"Dẫn {one.mentions} lần", held=one.held),
            held=one.held,
            mentions=one.mentions,
            strong=str(one.id) in strong,
            group=group_of(one.id, one.name),
        )
        for one in cited
    ]


def citing_nodes(citers: Iterable[Citer]) -> list[Node]:
    """A node for each document that cites."""
    return [
        Node(
            key=str(one.id),
            href=one.href,
            label=short_label(one.name),
            told=_told(one.name, one.title, f"Dẫn tới {len(one.mentions)} lần", held=True),
            held=True,
            mentions=len(one.mentions),
            strong=bool(one.relations & _STRONG),
            group="Dẫn tới văn bản này",
        )
        for one in citers
    ]


def grouped(nodes: Sequence[Node], names: Sequence[str], held: HeldOf, *, more_href: str) -> tuple[Group, ...]:
    """The nodes by group, the highest rank first; of many only the most cited, those opened always."""
    found = []
    cut = len(nodes) > MOST
    for name in names:
        inside = [node for node in nodes if node.group == name]
        kept = sorted(inside, key=lambda node: (not node.opened, -node.mentions))[: OF_A_GROUP if cut else None]
        if kept:
            found.append(Group(name, tuple(_ranked(kept, held)), len(inside) - len(kept), more_href))
    return tuple(found)


def _ranked(nodes: Sequence[Node], held: HeldOf) -> list[Node]:
    """By rank of kind and issuer; what has no id stands last, as it came."""
    ids = {DocumentId.parse(node.key): node for node in nodes if "/" in node.key and not node.key.startswith("/")}
    order = graph.by_rank(ids, lambda id: _rank(id, held))
    placed = [ids[id] for id in order]
    return [*placed, *(node for node in nodes if node not in placed)]


def _rank(id: DocumentId, held: HeldOf) -> int:
    found = held(id)
    kind = vocabulary.kind_by_name(found.metadata.kind) if found and found.metadata.kind else None
    return vocabulary.rank_of(kind, id.issuer)


def with_openers(nodes: Iterable[Node], page: str, opened: Sequence[str]) -> list[Node]:
    """Each held document gets a link that opens or closes it in the drawing."""
    made = []
    for node in nodes:
        on = node.key in opened
        keys = [key for key in opened if key != node.key] if on else [*opened, node.key]
        asked = "&".join(f"mo={key}" for key in keys)
        href = f"{page}?{asked}#do-thi" if asked else f"{page}#do-thi"
        made.append(replace(node, open_href=href if node.held else "", opened=on and node.held))
    return made


def among(links: Iterable[Link], shown: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The links between documents of the drawing, each pair once."""
    pairs = {(str(link.source), str(link.target)): None for link in links}
    return tuple(pair for pair in pairs if pair[0] in shown and pair[1] in shown and pair[0] != pair[1])


def short_label(name: str) -> str:
    """The name as short as the drawing has room for; long names of laws are cut at a blank."""
    short = titles.SHORT_KINDS
    for kind, letters in short.items():
        if name.startswith(f"{kind} ") and len(name) > _LONGEST_LABEL:
            name = f"{letters} {name.removeprefix(kind).strip()}"
    if len(name) <= _LONGEST_LABEL:
        return name
    return name[:_LONGEST_LABEL].rpartition(" ")[0] + " …"


def _told(name: str, title: str, mentions: str, *, held: bool) -> str:
    about = f"{name}: {title}" if title and title != name else name
    return f"{about}. {mentions}" + ("" if held else ". Chưa có trong thư viện")
