"""The pool of nodes: one question asks each node before it asks one again."""

from __future__ import annotations

import pytest
from elastic_transport import BaseNode, NodeConfig, Urllib3HttpNode

from search.engines.elastic_pool import Pool


@pytest.fixture
def pool() -> Pool:
    configs = [NodeConfig("http", "127.0.0.1", 9200 + number) for number in range(3)]
    return Pool(configs, node_class=Urllib3HttpNode, dead_node_backoff_factor=0.0)  # back at once, the worst case


def attempts(pool: Pool, number: int) -> list[BaseNode]:
    """The nodes of a question whose attempts all fail."""
    asked = []
    for _ in range(number):
        node = pool.get()
        pool.mark_dead(node)
        asked.append(node)
    return asked


def test_a_question_tries_every_node_before_one_again(pool: Pool) -> None:
    for _ in range(20):
        assert len(set(attempts(pool, 3))) == 3


def test_after_all_have_failed_it_begins_anew(pool: Pool) -> None:
    attempts(pool, 3)
    assert len(set(attempts(pool, 3))) == 3


def test_after_an_answer_all_may_be_asked(pool: Pool) -> None:
    attempts(pool, 2)
    pool.mark_live(pool.get())
    assert {pool.get() for _ in range(30)} == set(pool.all())


def test_the_only_node_is_asked_again() -> None:
    alone = Pool([NodeConfig("http", "127.0.0.1", 9200)], node_class=Urllib3HttpNode)
    assert len(set(attempts(alone, 3))) == 1
