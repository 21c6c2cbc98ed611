"""What the ranker looks at: numbers about a query and a candidate that exist for any library.

Everything is counted from the words of query and candidates, their scores, and how often words stand in the index. No
year, date, name or number of a document is a feature: such a model would learn when its questions were asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.index import Hit
from search.ranking.counted import DOCUMENT, HEADING, TEXT, Asking, Counted, Table, count
from search.ranking.documents import of_documents

_K1, _B = 1.2, 0.75
_REPEAT = np.array([5.0, 2.0, 1.0, 1.0])  # how much an occurrence counts in the joint score, by zone
_TYPICAL = {HEADING: 10.0, DOCUMENT: 12.0, TEXT: 300.0}  # syllables of a zone
_TYPICAL_JOINT = 400.0
_NARROW, _WIDE = 15, 40  # syllables of a window
_NEVER = 1 << 60
_LEAST = 1e-9

_AMENDING = re.compile(r"^\W*(?:sửa đổi|bổ sung|bãi bỏ|thay thế)", re.IGNORECASE)
_MEANING = re.compile(r"giải thích (?:từ ngữ|thuật ngữ)|^\W*định nghĩa|khái niệm", re.IGNORECASE)
_FRAME = re.compile(
    r"phạm vi (?:điều chỉnh|áp dụng)|đối tượng áp dụng|hiệu lực|điều khoản (?:thi hành|chuyển tiếp)|tổ chức thực hiện"
    r"|trách nhiệm thi hành",
    re.IGNORECASE,
)

NAMES = (
    "score_share", "score_gap", "place",
    "bm25_syllables", "bm25_pairs", "bm25_rest",
    "text_syllables", "text_pairs", "heading_syllables", "heading_pairs", "title_syllables", "title_pairs",
    "covered", "covered_content", "covered_weight", "covered_content_weight", "missing_heaviest",
    "heading_covered", "heading_content", "heading_precise", "heading_pairs_share", "title_content",
    "pair_share", "pair_content", "triple_share", "quad_share", "longest_run", "heading_run",
    "window_narrow", "window_wide", "window_content",
    "text_length", "heading_length", "title_length",
    "of_document", "document_best", "document_sum", "document_place", "in_document_place", "document_covered",
    "neighbour_score", "text_density",
    "amending", "meaning", "meaning_asked", "defines", "frame", "fines", "fine_asked", "amount_asked",
    "numbers",
    "named_content", "named_pairs", "all_content", "rest_in_title", "heading_exact", "heading_first",
    "heading_coverage_f",
    "rel_text_pairs", "rel_heading_pairs", "rel_title_pairs", "rel_pairs", "rel_window", "rel_pair_content",
    "rel_named_content", "rel_named_pairs", "rel_all_content", "rel_heading_exact", "rel_triple", "rel_run",
    "rel_text_syllables",
    "rel_heading_syllables", "rel_rest",
)  # fmt: skip


#: What is also told as a share of the best in the list.
_COMPARED = {
    "text_pairs": "text_pairs", "heading_pairs": "heading_pairs", "title_pairs": "title_pairs", "pairs": "bm25_pairs",
    "window": "window_content", "pair_content": "pair_content", "named_content": "named_content",
    "named_pairs": "named_pairs", "all_content": "all_content", "heading_exact": "heading_exact",
    "triple": "triple_share", "run": "longest_run", "text_syllables": "text_syllables",
    "heading_syllables": "heading_syllables", "rest": "bm25_rest",
}  # fmt: skip


def features(asking: Asking, hits: Sequence[Hit]) -> Table:
    """A row of `NAMES` for each candidate; the candidates come best first with the scores of the engine."""
    if not hits:
        return np.zeros((0, len(NAMES)))
    counted = count(asking, hits)
    columns = _scored(np.array([hit.score for hit in hits]))
    columns |= _likeness(asking, counted, columns["score"])
    columns |= _coverage(asking, counted)
    columns |= _naming(asking, counted)
    columns |= _stretches(asking, counted)
    columns |= _windows(asking, counted)
    columns |= of_documents(asking, counted, hits, columns["score_share"])
    columns |= _kinds(asking, counted, hits)
    columns |= {f"rel_{short}": _of_best(columns[name]) for short, name in _COMPARED.items()}
    return np.column_stack([columns[name] for name in NAMES])


def _of_best(values: Table) -> Table:
    return values / max(float(values.max()), _LEAST)


def _share(held: npt.NDArray[np.bool_], weight: Table) -> Table:
    # not `@`: its threads cost twenty times the sum itself on a busy machine
    found: Table = np.einsum("ij,j->i", held, weight)
    return found / max(float(weight.sum()), _LEAST)


def _scored(score: Table) -> dict[str, Table]:
    best = score.max()
    return {
        "score": score,
        "score_share": score / max(best, _LEAST),
        "score_gap": best - score,
        "place": np.log1p(np.arange(len(score))),
    }


def _pair_weight(asking: Asking) -> tuple[Table, Table]:
    """Weights of the pairs, and the same of those that tell what the question is about; never empty."""
    if not len(asking.pairs):
        return np.zeros(1), np.zeros(1)
    return asking.pair_idf, asking.pair_idf * asking.pair_content


def _bm25(times: Table, length: Table, idf: Table, typical: float) -> Table:
    norm = _K1 * (1 - _B + _B * length / typical)
    return (times * (_K1 + 1) / (times + norm[:, None])) @ idf


def _likeness(asking: Asking, counted: Counted, score: Table) -> dict[str, Table]:
    """BM25 over all zones together and over each alone; the engine's score without the first is that of words."""
    weight = asking.idf * asking.content
    pair_idf, pair_weight = _pair_weight(asking)
    length = counted.lengths @ _REPEAT
    joint = np.tensordot(counted.times, _REPEAT, axes=(1, 0))
    joint_pairs = np.tensordot(counted.pair_times, _REPEAT, axes=(1, 0))
    syllables = _bm25(joint, length, asking.idf, _TYPICAL_JOINT)
    pairs = _bm25(joint_pairs, length, pair_idf, _TYPICAL_JOINT)
    made = {"bm25_syllables": syllables, "bm25_pairs": pairs, "bm25_rest": score - syllables - pairs}
    for zone, name in ((TEXT, "text"), (HEADING, "heading"), (DOCUMENT, "title")):
        held = counted.lengths[:, zone]
        made[f"{name}_syllables"] = _bm25(counted.times[:, zone], held, weight, _TYPICAL[zone])
        made[f"{name}_pairs"] = _bm25(counted.pair_times[:, zone], held, pair_weight, _TYPICAL[zone])
    return made


def _coverage(asking: Asking, counted: Counted) -> dict[str, Table]:
    """Which share of the query the provision holds, plain and weighted, and how long everything is."""
    idf, content = asking.idf, asking.content
    pair_idf, pair_weight = _pair_weight(asking)
    own = (counted.times[:, HEADING] + counted.times[:, TEXT]) > 0
    own_pairs = (counted.pair_times[:, HEADING] + counted.pair_times[:, TEXT]) > 0
    title = counted.times[:, DOCUMENT] > 0
    length = counted.lengths
    return {
        "covered": own.mean(axis=1),
        "covered_content": _share(own, content),
        "covered_weight": _share(own, idf),
        "covered_content_weight": _share(own, idf * content),
        "missing_heaviest": np.where(own, 0.0, idf * content).max(axis=1),
        "all_content": _share(own | title, idf * content),
        "pair_share": _share(own_pairs, pair_idf),
        "pair_content": _share(own_pairs, pair_weight),
        "numbers": _share(own, asking.number),
        "text_length": np.log1p(length[:, TEXT]),
        "heading_length": length[:, HEADING],
        "title_length": np.log1p(length[:, DOCUMENT]),
        "text_density": (counted.times[:, TEXT] @ content) / np.sqrt(np.maximum(length[:, TEXT], 1)),
    }


def _naming(asking: Asking, counted: Counted) -> dict[str, Table]:
    """How the heading and the title of the document share the query between them."""
    weight = asking.idf * asking.content
    _, pair_weight = _pair_weight(asking)
    heading, title = counted.times[:, HEADING] > 0, counted.times[:, DOCUMENT] > 0
    pairs = counted.pair_times > 0
    precise = heading.sum(axis=1) / np.maximum(counted.lengths[:, HEADING], 1)
    recalled = _share(heading, weight)
    outside = (~heading) @ weight
    return {
        "heading_covered": _share(heading, asking.idf),
        "heading_content": recalled,
        "heading_precise": precise,
        "heading_coverage_f": 2 * precise * recalled / np.maximum(precise + recalled, _LEAST),
        "heading_pairs_share": _share(pairs[:, HEADING], pair_weight),
        "heading_first": _share(heading, asking.content * _opening(asking)),
        "title_content": _share(title, weight),
        "named_content": _share(heading | title, weight),
        "named_pairs": _share(pairs[:, HEADING] | pairs[:, DOCUMENT], pair_weight),
        "rest_in_title": np.where(outside > 0, ((~heading & title) @ weight) / np.maximum(outside, _LEAST), 1.0),
    }


def _opening(asking: Asking) -> Table:
    """1 for the first three syllables that tell what a question is about."""
    opening = np.zeros(len(asking.terms))
    opening[asking.order[asking.content[asking.order] > 0][:3]] = 1.0
    return opening


def _stretches(asking: Asking, counted: Counted) -> dict[str, Table]:
    """Stretches of the query that stand in one piece in heading or text."""
    inside = (counted.zone == HEADING) | (counted.zone == TEXT)
    steps = max(len(asking.order) - 2, 1)
    made = {}
    for length, name in ((3, "triple_share"), (4, "quad_share")):
        at = np.flatnonzero((counted.run >= length) & inside)
        begun = np.zeros((counted.size, counted.pair_times.shape[2]), bool)
        begun[counted.owner[at], counted.pair[at]] = True
        made[name] = begun.sum(axis=1) / steps
    longest, heading = np.zeros(counted.size), np.zeros(counted.size)
    np.maximum.at(longest, counted.owner[inside], counted.run[inside])
    there = counted.zone == HEADING
    np.maximum.at(heading, counted.owner[there], counted.run[there])
    exact = np.minimum(heading / np.maximum(counted.lengths[:, HEADING], 1), 1.0)
    return made | {"longest_run": longest, "heading_run": heading, "heading_exact": exact}


def _windows(asking: Asking, counted: Counted) -> dict[str, Table]:
    """The most of the query that stands together in a window of the text."""
    at = np.flatnonzero(counted.zone == TEXT)
    best = {name: np.zeros(counted.size) for name in ("window_narrow", "window_wide", "window_content")}
    if not len(at):
        return best
    place, owner = counted.place[at], counted.owner[at]
    following = np.full((len(at), len(asking.terms)), _NEVER, np.int64)
    following[np.arange(len(at)), counted.term[at]] = place
    following = np.minimum.accumulate(following[::-1], axis=0)[::-1]
    ahead = following - place[:, None]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    for name, width, weight in (
        ("window_narrow", _NARROW, asking.idf),
        ("window_wide", _WIDE, asking.idf),
        ("window_content", _WIDE, asking.idf * asking.content),
    ):
        best[name][owner[firsts]] = np.maximum.reduceat(_share(ahead < width, weight), firsts)
    return best


def _kinds(asking: Asking, counted: Counted, hits: Sequence[Hit]) -> dict[str, Table]:
    """What kind of provision it is, and what kind of answer is wanted."""
    headings = [hit.entry.heading for hit in hits]
    ones = np.ones(counted.size)

    def told(pattern: re.Pattern[str]) -> Table:
        return np.array([float(bool(pattern.search(heading))) for heading in headings])

    return {
        "amending": told(_AMENDING),
        "meaning": told(_MEANING),
        "frame": told(_FRAME),
        "defines": counted.defined / max(float(asking.content.sum()), 1.0),
        "fines": np.log1p(counted.fines),
        "meaning_asked": ones * asking.asked.meaning,
        "fine_asked": ones * asking.asked.penalty,
        "amount_asked": ones * asking.asked.amount,
    }
