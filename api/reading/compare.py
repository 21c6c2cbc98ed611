"""Two texts of the law side by side: provisions paired by likeness, the words that differ marked.

Provisions with equal words are paired first, in order; between two such pairs the rest is paired by how many words
they share, in order too, so that a changed clause stands beside what it was and a new one beside nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from markupsafe import Markup

from api.reading import wording
from corpus.address import Path
from corpus.model import Document
from corpus.text import fold

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
#: Provisions that share fewer of their words than this are no two versions of one another (Dice, 0 to 1).
ALIKE = 0.5
_SAME_PLACE = 0.1  # what standing at the same place is worth beside likeness
_LARGEST_GAP = 40_000  # pairs compared by likeness between two equal ones; above this only places are compared
_LONGEST = 6_000  # tokens of a provision whose words are compared one by one


@dataclass(frozen=True, slots=True)
class Piece:
    """A provision, or text outside any: where it stands, what it is called, its own words."""

    place: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the comparison: `same`, `changed`, `gone` (only on the left) or `new` (only on the right)."""

    kind: str
    left_place: str
    right_place: str
    left_href: str
    right_href: str
    left: Markup
    right: Markup


@dataclass(frozen=True, slots=True)
class Comparison:
    """All lines, and how many of each kind."""

    pairs: tuple[Pair, ...]
    counts: dict[str, int]


def pieces(document: Document, path: Path | None = None) -> list[Piece]:
    """The provisions of a document in order, or one with those below it; places are told from there."""
    labels = wording.labels(document)
    found = []
    for one in document.provisions:
        if path and not one.path.is_within(path):
            continue
        text = " ".join(part for part in (one.heading, one.text) if part)
        within = Path(one.path.steps[len(path.steps) :]) if path else one.path
        found.append(Piece(wording.capitalized(wording.place(one.path, labels)), within, text))
    if not document.provisions and not path:
        lines = [line for line in document.text.split("\n") if line.strip()]
        found = [Piece(f"Dòng {n}", Path(), line) for n, line in enumerate(lines, start=1)]
    return found


def compare(left: Sequence[Piece], right: Sequence[Piece], *, left_page: str, right_page: str) -> Comparison:
    """The comparison of two lists of provisions; pages are the addresses their places are anchors of."""
    pairs = []
    for a, b in _paired(left, right):
        pairs.append(_pair(a, b, left_page, right_page))
    return Comparison(tuple(pairs), dict(Counter(pair.kind for pair in pairs)))


def _pair(a: Piece | None, b: Piece | None, left_page: str, right_page: str) -> Pair:
    if a is None or b is None:
        kind = "new" if a is None else "gone"
        left, right = Markup.escape(a.text if a else ""), Markup.escape(b.text if b else "")
    elif _words(a.text) == _words(b.text):
        kind, left, right = "same", Markup.escape(a.text), Markup.escape(b.text)
    else:
        kind = "changed"
        left, right = word_by_word(a.text, b.text)
    return Pair(
        kind=kind,
        left_place=a.place if a else "",
        right_place=b.place if b else "",
        left_href=f"{left_page}#{a.path}" if a and a.path else "",
        right_href=f"{right_page}#{b.path}" if b and b.path else "",
        left=left,
        right=right,
    )


def word_by_word(before: str, after: str) -> tuple[Markup, Markup]:
    """Both texts with the words that only one of them has in `del` and `ins`."""
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(a) + len(b) > _LONGEST:
        return Markup("<del>{}</del>").format(before), Markup("<ins>{}</ins>").format(after)
    left, right = [], []
    for kind, a1, a2, b1, b2 in _joined(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a):
        old, new = escape("".join(a[a1:a2]), quote=False), escape("".join(b[b1:b2]), quote=False)
        left.append(old if kind == "equal" or not old else f"<del>{old}</del>")
        right.append(new if kind == "equal" or not new else f"<ins>{new}</ins>")
    return Markup("".join(left)), Markup("".join(right))


Code = tuple[str, int, int, int, int]


def _joined(codes: Sequence[tuple[str, int, int, int, int]], a: Sequence[str]) -> list[Code]:
    """Changes that only blanks keep apart as one: words are marked, not every gap between them."""
    out: list[Code] = []
    for code in codes:
        kind, a1, a2, _, b2 = code
        blank = kind == "equal" and not "".join(a[a1:a2]).strip()
        if out and out[-1][0] != "equal" and (kind != "equal" or blank):
            _, first_a, _, first_b, _ = out[-1]
            out[-1] = ("replace", first_a, a2, first_b, b2)
        else:
            out.append(code)
    return out


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _paired(left: Sequence[Piece], right: Sequence[Piece]) -> list[tuple[Piece | None, Piece | None]]:
    """Every piece of both sides once, in order, with its counterpart or nothing."""
    a_keys, b_keys = [" ".join(_words(p.text)) for p in left], [" ".join(_words(p.text)) for p in right]
    matcher = SequenceMatcher(None, a_keys, b_keys, autojunk=False)
    found: list[tuple[Piece | None, Piece | None]] = []
    a_at = b_at = 0
    for block in matcher.get_matching_blocks():
        found += _gap(left[a_at : block.a], right[b_at : block.b])
        found += list(zip(left[block.a : block.a + block.size], right[block.b : block.b + block.size], strict=True))
        a_at, b_at = block.a + block.size, block.b + block.size
    return found


def _gap(left: Sequence[Piece], right: Sequence[Piece]) -> list[tuple[Piece | None, Piece | None]]:
    """The best pairing in order of what stands between two equal pairs (the longest weighted common sequence)."""
    if not left or not right:
        return [*((a, None) for a in left), *((None, b) for b in right)]
    bags = [Counter(_words(p.text)) for p in left], [Counter(_words(p.text)) for p in right]
    by_words = len(left) * len(right) <= _LARGEST_GAP
    scores = [
        [_likeness(left[i], right[j], bags[0][i], bags[1][j], by_words) for j in range(len(right))]
        for i in range(len(left))
    ]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            taken = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    found: list[tuple[Piece | None, Piece | None]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((left[i], None))
            i += 1
        else:
            found.append((None, right[j]))
            j += 1
    return [*found, *((a, None) for a in left[i:]), *((None, b) for b in right[j:])]


def _likeness(a: Piece, b: Piece, words_a: Counter[str], words_b: Counter[str], by_words: bool) -> float:
    """How much two provisions look like versions of one another; 0 for two that do not."""
    same_place = bool(a.path) and a.path == b.path
    if not by_words:
        return 1.0 if same_place else 0.0
    total = words_a.total() + words_b.total()
    shared = 2 * (words_a & words_b).total() / total if total else 0.0
    score = shared + (_SAME_PLACE if same_place else 0.0)
    return score if score >= ALIKE else 0.0
