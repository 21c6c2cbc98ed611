"""Records of the embedded engine: the same entry comes back, and its tokens are those of the analysis."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import stored
from search.engines.stored import Vocabulary
from search.index import Entry, Part
from search.places import Places, numbered, places

_WORDS = ("Điều", "điều", "ĐIỀU", "hoà", "hòa", "5", "5a", "01/2021/NĐ-CP", "01 / 2021/NĐ-CP", "1.000.000", "5\u0430/")
_GAPS = (" ", "  ", "\n", ", ", "; ", "_", ".......", "", "\t", "\x00", "\u00b2", "İ")
_PIECES = st.sampled_from((*_WORDS, *_GAPS))
_TEXTS = st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=40)


def entry(heading: str, text: str) -> Entry:
    return Entry("a#dieu-1", "a", "dieu-1", text, heading, labels=("Điều 1",), parts=(Part("x", "y", 3),), cites=("b",))


def told(found: Places) -> tuple[object, ...]:
    return (
        *((run.length, run.at.tolist(), run.term.tolist()) for run in (found.heading, found.text)),
        found.lines.tolist(),
        found.spans().tolist(),
    )


@settings(deadline=None, max_examples=300)
@given(_TEXTS, _TEXTS, st.booleans())
def test_an_entry_comes_back_as_it_was_with_the_same_places(heading: str, text: str, full: bool) -> None:
    vocabulary = Vocabulary([str(number) + "x" for number in range(stored._MOST if full else 3)])
    one = entry(heading, text)
    record = vocabulary.pack(one)
    again = Vocabulary(vocabulary.words())
    assert again.unpack(record) == one
    for bare, wanted in ((False, ("điều", "hòa", "5", "01/2021/nđ-cp", "5a")), (True, ("dieu", "hoa", "dat"))):
        expected = places(heading, text, numbered(wanted), bare=bare)
        assert told(again.finder(numbered(wanted), bare=bare)(again.open(record))) == told(expected)
        assert again.open(record).entry(texts=False) == replace(one, text="", parts=())


def test_words_are_shared_between_entries_and_records_are_small() -> None:
    vocabulary = Vocabulary()
    text = "Ủy ban nhân dân cấp xã thực hiện việc thu hồi đất; người sử dụng đất được báo trước. " * 20
    vocabulary.pack(entry("", text))
    held = len(vocabulary)
    assert len(vocabulary.pack(entry("", text.upper().lower()))) < len(text.encode()) / 10
    assert len(vocabulary) < held + 3


@pytest.mark.parametrize("text", ["\ud800", "a\x00b"])
def test_what_cannot_be_numbered_is_kept_as_it_is(text: str) -> None:
    vocabulary = Vocabulary()
    assert vocabulary.unpack(vocabulary.pack(entry("", text))).text == text
