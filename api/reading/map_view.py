"""Lược đồ: a document among the others, counted by relation both ways, listed, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from api.reading import arcs, graph, wording
from api.reading.document_view import Head, Reading, head
from api.reading.relations import CitedDocument, Citer, cited_documents, with_relation
from corpus.address import DocumentId
from corpus.graph import Link
from corpus.model import Relation

#: Relations as rows of the table, in this order, zeros too: "0 sửa đổi" is an answer.
ROWS = (
    (Relation.BASIS, "Căn cứ ban hành"),
    (Relation.GUIDES, "Thực hiện, quy định chi tiết, hướng dẫn"),
    (Relation.CITES, "Dẫn chiếu"),
    (Relation.AMENDS, "Sửa đổi, bổ sung"),
    (Relation.REPLACES, "Thay thế"),
    (Relation.REPEALS, "Bãi bỏ"),
    (Relation.CORRECTS, "Đính chính"),
    (Relation.CONSOLIDATES, "Hợp nhất"),
    (Relation.ISSUED_WITH, "Ban hành kèm theo"),
)
_BELOW_A_NODE = 12


@dataclass(frozen=True, slots=True)
class Cited:
    """The documents that this one cites by one relation."""

    anchor: str
    name: str
    documents: tuple[CitedDocument, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """The documents that cite this one by one relation."""

    anchor: str
    name: str
    documents: tuple[Citer, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: how many documents by this relation, each way."""

    name: str
    cites: int
    cites_anchor: str
    cited_by: int
    cited_by_anchor: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The page."""

    head: Head
    rows: tuple[Row, ...]
    cites: int
    cited_by: int
    missing: int
    cited: tuple[Cited, ...]
    citing: tuple[Citing, ...]
    drawing: Markup


ReadingOf = Callable[[DocumentId], Reading | None]
LinksAmong = Callable[[Sequence[DocumentId]], Sequence[Link]]


def map_view(reading: Reading, opened: Sequence[str], reading_of: ReadingOf, links_among: LinksAmong) -> MapView:
    """The page of a document; `opened` are the ids whose own references the drawing shows too."""
    document = reading.document
    labels = wording.labels(document)
    everything = cited_documents(reading.references, document.id, reading.held, labels)
    cited, citing = [], []
    rows = []
    for relation, name in ROWS:
        mentions = [one for one in reading.references if one.relation is relation]
        out = cited_documents(mentions, document.id, reading.held, labels)
        into = with_relation(reading.citers, relation)
        cited.append(Cited(f"di-{relation}", name, out))
        citing.append(Citing(f"den-{relation}", name, into))
        rows.append(Row(name, len(out), f"#di-{relation}", len(into), f"#den-{relation}"))
    return MapView(
        head=head(reading),
        rows=tuple(rows),
        cites=len(everything),
        cited_by=len(reading.citers),
        missing=sum(not one.held for one in everything),
        cited=tuple(one for one in cited if one.documents),
        citing=tuple(one for one in citing if one.documents),
        drawing=_drawing(reading, everything, opened, reading_of, links_among),
    )


def _drawing(
    reading: Reading,
    cited: Sequence[CitedDocument],
    opened: Sequence[str],
    reading_of: ReadingOf,
    links_among: LinksAmong,
) -> Markup:
    page = f"/vb/{reading.document.id}/luoc-do"
    above = graph.with_openers(graph.cited_nodes(cited, reading.references), page, opened)
    below = graph.with_openers(graph.citing_nodes(reading.citers), page, opened)
    above, below = [[_with_own(node, reading_of) for node in nodes] for nodes in (above, below)]
    top = graph.grouped(above, graph.GROUPS, reading.held, more_href=f"{page}#dan-toi")
    bottom = graph.grouped(below, ("Dẫn tới văn bản này",), reading.held, more_href=f"{page}#duoc-dan")
    shown = {node.key for group in top for node in group.nodes}
    ids = [one.id for one in cited if one.id and str(one.id) in shown]
    among = graph.among(links_among(ids), shown) if len(ids) > 1 else ()
    label = graph.short_label(head(reading).name)
    return arcs.svg(graph.Surroundings(label, top, bottom, among))


def _with_own(node: graph.Node, reading_of: ReadingOf) -> graph.Node:
    """An opened node with the documents that it cites itself, the most cited first."""
    found = reading_of(DocumentId.parse(node.key)) if node.opened else None
    if found is None:
        return node
    labels = wording.labels(found.document)
    cited = cited_documents(found.references, found.document.id, found.held, labels)[:_BELOW_A_NODE]
    return replace(node, below=tuple(graph.cited_nodes(cited, found.references)))
