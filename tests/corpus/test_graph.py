"""Who refers to whom: surroundings, counts, chains and cycles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.address import DocumentId, Path
from corpus.graph import Direction, Graph, Link, by_rank, link_of
from corpus.model import Outcome, Reference, Relation, Target
from corpus.text import Span


def doc(n: int) -> DocumentId:
    return DocumentId("cp", 2000 + n, f"{n}-nd-cp")


def cites(a: int, b: int) -> Link:
    return Link(doc(a), doc(b), Relation.CITES)


def replaces(a: int, b: int) -> Link:
    return Link(doc(a), doc(b), Relation.REPLACES)


LINKS = st.lists(
    st.builds(Link, st.integers(0, 8).map(doc), st.integers(0, 8).map(doc), st.sampled_from(Relation)), max_size=25
)


def test_surroundings_grow_with_depth_in_both_directions() -> None:
    graph = Graph([cites(1, 2), cites(3, 2), cites(3, 4), cites(4, 5)])
    assert graph.neighbourhood(doc(1)) == {doc(1): 0, doc(2): 1}
    assert graph.neighbourhood(doc(1), depth=3) == {doc(1): 0, doc(2): 1, doc(3): 2, doc(4): 3}
    assert graph.neighbourhood(doc(9), depth=2) == {doc(9): 0}


def test_surroundings_follow_only_the_relations_asked_for() -> None:
    graph = Graph([cites(1, 2), replaces(1, 3)])
    assert graph.neighbourhood(doc(1), relations={Relation.REPLACES}) == {doc(1): 0, doc(3): 1}


def test_counts_are_by_relation_and_direction() -> None:
    graph = Graph([cites(1, 2), cites(1, 2), replaces(3, 1)])
    assert graph.counts(doc(1)) == {(Direction.IN, Relation.REPLACES): 1, (Direction.OUT, Relation.CITES): 2}
    assert graph.counts(doc(9)) == {}


def test_a_chain_goes_from_the_replaced_to_the_last() -> None:
    graph = Graph([replaces(2, 1), replaces(3, 2), cites(4, 3)])
    assert graph.chain(doc(1)) == (doc(1), doc(2), doc(3))
    assert graph.chain(doc(3)) == (doc(3),)


def test_a_chain_stops_where_two_replace_one() -> None:
    graph = Graph([replaces(2, 1), replaces(3, 2), replaces(4, 2)])
    assert graph.chain(doc(1)) == (doc(1), doc(2))
    assert graph.replaced_by(doc(2)) == (doc(3), doc(4))


def test_a_chain_through_a_circle_ends() -> None:
    graph = Graph([replaces(2, 1), replaces(1, 2)])
    assert graph.chain(doc(1)) == (doc(1), doc(2))


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([replaces(2, 1), replaces(3, 2)], (), id="chain"),
        pytest.param([replaces(2, 1), replaces(1, 2)], ((doc(1), doc(2)),), id="two"),
        pytest.param([replaces(2, 1), replaces(3, 2), replaces(1, 3)], ((doc(1), doc(2), doc(3)),), id="three"),
        pytest.param([cites(2, 1), replaces(1, 2)], (), id="another relation closes no circle"),
        pytest.param([replaces(1, 1)], (), id="itself"),
    ],
)
def test_circles_of_replacement(links: list[Link], expected: tuple[tuple[DocumentId, ...], ...]) -> None:
    assert Graph(links).replacement_cycles() == expected


def test_a_very_long_chain_is_walked_without_recursion() -> None:
    graph = Graph(replaces(n + 1, n) for n in range(5000))
    assert graph.replacement_cycles() == ()
    assert len(graph.chain(doc(0))) == 5001


@given(LINKS)
def test_two_documents_are_in_one_circle_just_when_each_leads_to_the_other(links: list[Link]) -> None:
    graph = Graph(links)

    def reach(start: DocumentId) -> set[DocumentId]:
        found, waiting = set(), [start]
        while waiting:
            for later in graph.replaced_by(waiting.pop()):
                if later not in found:
                    found.add(later)
                    waiting.append(later)
        return found

    circles = graph.replacement_cycles()
    for one in graph.documents:
        mates = {other for circle in circles if one in circle for other in circle}
        assert mates == {other for other in reach(one) if one in reach(other)}


@given(LINKS, st.randoms())
def test_the_order_of_links_does_not_matter(links: list[Link], chance: object) -> None:
    shuffled = list(links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Graph(links), Graph(shuffled)
    for document in one.documents:
        assert one.counts(document) == other.counts(document)
        assert list(one.neighbourhood(document, depth=3)) == list(other.neighbourhood(document, depth=3))


def test_the_highest_and_then_the_latest_comes_first() -> None:
    ranks = {doc(1): 2, doc(2): 1, doc(3): 2}
    assert by_rank(ranks, ranks.__getitem__) == (doc(2), doc(3), doc(1))


@pytest.mark.parametrize(
    ("target", "quoted", "expected"),
    [
        pytest.param(doc(2), False, cites(1, 2), id="another document"),
        pytest.param("this", False, None, id="own provision"),
        pytest.param(doc(1), False, None, id="itself by number"),
        pytest.param(None, False, None, id="known by words only"),
        pytest.param(doc(2), True, None, id="inside new wording"),
    ],
)
def test_the_link_of_a_reference(target: DocumentId | str | None, quoted: bool, expected: Link | None) -> None:
    wanted = Target(target, path=Path.parse("dieu-1"))  # type: ignore[arg-type]
    reference = Reference("dieu-1", "q", Span(0, 1), wanted, Relation.CITES, quoted, Outcome.RESOLVED)
    assert link_of(doc(1), reference) == expected
