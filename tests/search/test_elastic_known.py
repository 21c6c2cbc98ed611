"""Numbers of an index kept for a moment: asked once, forgotten by time and by writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.engines.elastic_known import SIZE_KEPT, TERMS_KEPT, Known


class Server:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.now = 0.0
        self.holds = {"đất": 7, "rừng": 3}
        self.asked: list[tuple[str, ...]] = []

    def clock(self) -> float:
        return self.now

    def terms(self, wanted: Sequence[str]) -> Mapping[str, int]:
        self.asked.append(tuple(wanted))
        return {term: self.holds.get(term, 0) for term in wanted}

    def size(self) -> int:
        self.asked.append(())
        return sum(self.holds.values())


def test_only_unknown_terms_are_asked_and_fields_are_kept_apart() -> None:
    server = Server()
    known = Known(server.clock)
    assert known.frequency("syllables", ("đất", "vắng"), server.terms) == {"đất": 7, "vắng": 0}
    assert known.frequency("syllables", ("vắng", "rừng", "rừng"), server.terms) == {"vắng": 0, "rừng": 3}
    assert known.frequency("folded", ("đất",), server.terms) == {"đất": 7}
    assert server.asked == [("đất", "vắng"), ("rừng",), ("đất",)]


def test_numbers_are_asked_again_after_their_time() -> None:
    server = Server()
    known = Known(server.clock)
    known.frequency("syllables", ("đất",), server.terms)
    assert known.size(server.size) == 10
    server.holds["đất"] = 9
    server.now = SIZE_KEPT
    assert (known.size(server.size), known.frequency("syllables", ("đất",), server.terms)) == (12, {"đất": 7})
    server.now = TERMS_KEPT
    assert known.frequency("syllables", ("đất",), server.terms) == {"đất": 9}


def test_own_write_forgets_even_what_was_asked_during_it() -> None:
    server = Server()
    known = Known(server.clock)
    known.frequency("syllables", ("đất",), server.terms)
    known.forget()
    server.holds["đất"] = 9

    def written_meanwhile(wanted: Sequence[str]) -> Mapping[str, int]:
        told = server.terms(wanted)
        known.forget()
        server.holds["đất"] = 11
        return told

    assert known.frequency("syllables", ("đất",), written_meanwhile) == {"đất": 9}
    assert known.frequency("syllables", ("đất",), server.terms) == {"đất": 11}
