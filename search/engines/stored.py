"""Entries as an index keeps them: texts as numbers of words, so that one small record is both the text and its tokens.

A record holds what stands beside the text as JSON, and heading and text as a row of 16-bit numbers, each a token of
`search.analysis` as it is written or what separates two of them where that is not one blank; both packed by zlib.
The words stand in a vocabulary that grows while an index is written and is kept beside it. Rare words (long
numbers, and all that come when the vocabulary is full) are spelt out behind the numbers, 0 standing for them.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from corpus.text import fold
from search import analysis
from search.index import Entry, Part
from search.places import Numbers, Places, Run, Spans, by_number, lines, numbers, places

#: Raise it when records come out differently: an index of another format is built anew.
FORMAT = 1

_SPELT = 0
_MOST = 65_535  # words that 16 bits can number
_LONG_NUMBER = 4  # characters from which a token that begins with a digit is spelt out
_LONG_GAP = 6  # characters from which what separates two tokens is spelt out
_JOIN = "\x00"  # swallows the blank after it, see `_glued`
_PLAIN, _NUMBERED = b"P", b"N"
_HEAD = struct.Struct("<III")  # bytes of the packed JSON, numbers of the heading, numbers of the text
_APART = ("heading", "text")
_NAMES = tuple(one.name for one in fields(Entry) if one.name not in _APART)
_IS_WORD = re.compile(r"[^\W_]")


class Vocabulary:
    """Words and separators by number."""

    def __init__(self, written: Iterable[str] = ()) -> None:
        self._written = [_JOIN, *written]
        self._numbers = {word: number for number, word in enumerate(self._written)}
        self._glued = [_glued(word) for word in self._written]
        self._forms: dict[bool, dict[str, list[int]]] = {}
        self._gaps = self._widths = numbers([])
        self._breaks = np.zeros(0, bool)

    def __len__(self) -> int:
        return len(self._written)

    def words(self) -> list[str]:
        """What to build the same vocabulary from."""
        return self._written[1:]

    def word(self, number: int) -> str:
        """The word of a number."""
        return self._written[number]

    def pack(self, entry: Entry) -> bytes:
        """An entry as a record; new words are taken in."""
        beside = zlib.compress(_beside(entry))
        heading, text = self._numbered(entry.heading), self._numbered(entry.text)
        row = np.array([*heading[0], *text[0]], dtype="<u2").tobytes()
        spelt = _JOIN.join([*heading[1], *text[1]]).encode()
        head = _HEAD.pack(len(beside), len(heading[0]), len(text[0]))
        record = _NUMBERED + head + beside + zlib.compress(row + spelt)
        if _JOIN in entry.text or _JOIN in entry.heading or self.unpack(record) != entry:
            said = json.dumps([entry.heading, entry.text], ensure_ascii=False).encode("utf-8", "surrogatepass")
            return _PLAIN + _HEAD.pack(len(beside), 0, 0) + beside + zlib.compress(said)
        return record

    def unpack(self, record: bytes) -> Entry:
        """The inverse of `pack`."""
        return self.open(record).entry()

    def open(self, record: bytes) -> Record:
        """A record to be read in parts."""
        return Record(record, self)

    def finder(self, wanted: Mapping[str, int], *, bare: bool) -> Callable[[Record], Places]:
        """What `search.places.places` says of a record's entry, from its numbers alone."""
        told, terms = self._told(wanted, bare), by_number(wanted)
        any_spelt = len(self) >= _MOST or any(len(term) > _LONG_NUMBER and term[0].isdigit() for term in wanted)

        def find(record: Record) -> Places:
            if record.plain:
                return places(*record.texts(), wanted, bare=bare)
            here, broken = told[record.row], self._breaks[record.row]
            for at, word in record.spelt():
                if any_spelt or not _IS_WORD.match(word):
                    here[at] = _as_told(word, wanted, bare)
                    broken[at] = "\n" in word
            told_text = here[record.split :]
            text = _run(told_text)
            begun = np.cumsum(told_text >= 0)[broken[record.split :]].tolist()
            return Places(
                terms,
                _run(here[: record.split]),
                text,
                lines(begun, text.length),
                lambda: record.spans(told_text > 0),
            )

        return find

    def written(self, row: Numbers, spelt: Iterable[tuple[int, str]]) -> list[str]:
        """The words of a row, each as it is glued to the next."""
        words = list(map(self._glued.__getitem__, row.tolist()))
        for at, word in spelt:
            words[at] = _glued(word)
        return words

    def widths(self) -> Numbers:
        """By number of a word, the characters it takes up together with the blank behind it."""
        if len(self._widths) != len(self._written):
            self._widths = numbers([_width(word) for word in self._written])
        return self._widths

    def _numbered(self, text: str) -> tuple[list[int], list[str]]:
        row: list[int] = []
        spelt: list[str] = []
        before = 0
        for start, end in analysis.spans(text):
            gap = text[before:start]
            if gap != " " and (gap or before):
                self._number(gap, row, spelt, rare=len(gap) >= _LONG_GAP)
            word = text[start:end]
            self._number(word, row, spelt, rare=end - start > _LONG_NUMBER and word[0].isdigit())
            before = end
        if before < len(text):
            self._number(text[before:], row, spelt, rare=len(text) - before >= _LONG_GAP)
        return row, spelt

    def _number(self, word: str, row: list[int], spelt: list[str], *, rare: bool) -> None:
        number = None if rare else self._numbers.get(word)
        if number is None and not rare and len(self._written) < _MOST:
            number = self._numbers[word] = len(self._written)
            self._written.append(word)
            self._glued.append(_glued(word))
        row.append(number or _SPELT)
        if not number:
            spelt.append(word)

    def _told(self, wanted: Mapping[str, int], bare: bool) -> Numbers:
        """By number of a word: 0 an unwanted word, -1 a separator, else 1 + the number of the wanted term."""
        if len(self._gaps) != len(self._written):
            self._gaps = numbers([0 if _IS_WORD.match(word) else -1 for word in self._written])
            self._gaps[_SPELT] = 0
            self._breaks = np.array(["\n" in word for word in self._written], bool)
            self._forms = {}
        told = self._gaps.copy()
        forms = self._of_form(bare)
        for term, number in wanted.items():
            told[forms.get(term, [])] = number + 1
        return told

    def _of_form(self, bare: bool) -> dict[str, list[int]]:
        """Numbers of the words by the token they are."""
        if bare not in self._forms:
            words = [word if _IS_WORD.match(word) else "" for word in self._written]
            level = [analysis.whole(word) if word else "" for word in analysis.leveled("\n".join(words)).split("\n")]
            forms: dict[str, list[int]] = {}
            for number, form in enumerate(fold("\n".join(level)).split("\n") if bare else level):
                if form:
                    forms.setdefault(form, []).append(number)
            self._forms[bare] = forms
        return self._forms[bare]


class Record:
    """A record opened: what stands beside the texts, their words by number, and, if asked for, the texts."""

    __slots__ = ("_beside", "_packed", "_read", "_spelt", "_vocabulary", "plain", "row", "split")

    def __init__(self, record: bytes, vocabulary: Vocabulary) -> None:
        size, heading, text = _HEAD.unpack_from(record, 1)
        at = 1 + _HEAD.size
        self.plain = record[:1] == _PLAIN
        self.split = heading
        self._vocabulary = vocabulary
        self._beside = record[at : at + size]
        self._packed = zlib.decompress(record[at + size :])
        self.row: Numbers = np.frombuffer(self._packed, dtype="<u2", count=0 if self.plain else heading + text)
        self._read: dict[str, Any] | None = None
        self._spelt: list[tuple[int, str]] | None = None

    def entry(self, *, texts: bool = True) -> Entry:
        """The entry, its text left empty unless `texts`."""
        if self._read is None:
            self._read = dict(zip(_NAMES, json.loads(zlib.decompress(self._beside).decode()), strict=True))
            self._read["labels"], self._read["cites"] = tuple(self._read["labels"]), tuple(self._read["cites"])
        parts = tuple(Part(*part) for part in self._read["parts"]) if texts else ()
        heading, text = self.texts(whole=texts)
        return Entry(**{**self._read, "heading": heading, "text": text, "parts": parts})

    def texts(self, *, whole: bool = True) -> tuple[str, str]:
        """Heading and text; without the text unless `whole`."""
        if self.plain:
            heading, text = json.loads(self._packed)
            return heading, text if whole else ""
        row = self.row if whole else self.row[: self.split]
        spelt = [] if row.all() else [(at, word) for at, word in self.spelt() if at < len(row)]
        words = self._vocabulary.written(row, spelt)
        return _joined(words[: self.split]), _joined(words[self.split :]) if whole else ""

    def spans(self, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Spans:
        """Where words of the text stand in it, in characters."""
        row = self.row[self.split :]
        widths = self._vocabulary.widths()[row]
        for at, word in self.spelt():
            if at >= self.split:
                widths[at - self.split] = _width(word)
        ends = np.cumsum(widths)
        if len(row) and not self._begins_with_a_word():
            ends += 1  # nothing stands before the first separator whose blank it could take
        return np.stack([ends[wanted] - widths[wanted], ends[wanted] - 1], axis=1).astype(np.int32)

    def _begins_with_a_word(self) -> bool:
        number = int(self.row[self.split])
        word = dict(self.spelt())[self.split] if number == _SPELT else self._vocabulary.word(number)
        return bool(_IS_WORD.match(word))

    def spelt(self) -> list[tuple[int, str]]:
        """The words that have no number, by their place."""
        if self._spelt is None:
            words = self._packed[2 * len(self.row) :].decode().split(_JOIN)
            places = (self.row == _SPELT).nonzero()[0].tolist() if len(self._packed) > 2 * len(self.row) else []
            self._spelt = list(zip(places, words, strict=True)) if places else []
        return self._spelt


def _as_told(word: str, wanted: Mapping[str, int], bare: bool) -> int:
    if not _IS_WORD.match(word):
        return -1
    token = analysis.syllables(word)
    found = wanted.get((analysis.folded(token) if bare else token)[0]) if token else None
    return 0 if found is None else found + 1


def _run(told: Numbers) -> Run:
    kept = told[told >= 0]
    at = kept.nonzero()[0]
    return Run(len(kept), at.astype(np.int32), kept[at] - 1)


def _beside(entry: Entry) -> bytes:
    parts = [[part.path, part.label, part.start] for part in entry.parts]
    values = [parts if name == "parts" else getattr(entry, name) for name in _NAMES]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _glued(word: str) -> str:
    """A word brings the blank before it along; a separator takes that blank from the word behind it."""
    return f" {word}" if _IS_WORD.match(word) else word + _JOIN


def _width(word: str) -> int:
    """A separator takes away the blank of the word before it."""
    return len(word) + 1 if _IS_WORD.match(word) else len(word) - 1


def _joined(row: Sequence[str]) -> str:
    return (_JOIN + "".join(row)).replace(f"{_JOIN} ", "").replace(_JOIN, "")
