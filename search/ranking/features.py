"""What the ranker looks at: numbers about a query and a candidate that exist for any library.

Everything is counted from the words of query and candidates, their scores, and how often words stand in the index. No
year, date, name or number of a document is a feature: such a model would learn when its questions were asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.index import Hit
from search.ranking.counted import DOCUMENT, HEADING, TEXT, Asking, Counted, Table, count, pair_weights, share, weighed
from search.ranking.documents import among_alike, of_documents
from search.ranking.kinds import of_kinds
from search.ranking.lines import of_lines
from search.ranking.stretches import of_stretches

_K1, _B = 1.2, 0.75
_REPEAT = np.array([5.0, 2.0, 1.0, 1.0])  # how much an occurrence counts in the joint score, by zone
_TYPICAL = {HEADING: 10.0, DOCUMENT: 12.0, TEXT: 300.0}  # syllables of a zone
_TYPICAL_JOINT = 400.0
_LEAST = 1e-9

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
    "line_content", "line_pairs", "line_bm25", "line_named", "line_named_pairs", "line_head", "line_defines",
    "line_units", "line_many", "lines", "line_place",
    "rel_line_content", "rel_line_pairs", "rel_line_bm25", "rel_line_named", "rel_line_named_pairs", "rel_line_head",
    "idf_run", "rel_idf_run", "idf_triples", "rel_idf_triples", "window_far", "window_pairs", "rel_window_pairs",
    "alike_count", "alike_score", "alike_title", "alike_rank",
    "doc_score", "doc_heading", "doc_line", "title_pairs_share",
    "class_asked", "class_match", "class_other",
)  # fmt: skip


#: What is also told as a share of the best in the list.
_COMPARED = {
    "text_pairs": "text_pairs", "heading_pairs": "heading_pairs", "title_pairs": "title_pairs", "pairs": "bm25_pairs",
    "window": "window_content", "pair_content": "pair_content", "named_content": "named_content",
    "named_pairs": "named_pairs", "all_content": "all_content", "heading_exact": "heading_exact",
    "triple": "triple_share", "run": "longest_run", "text_syllables": "text_syllables",
    "heading_syllables": "heading_syllables", "rest": "bm25_rest",
    "line_content": "line_content", "line_pairs": "line_pairs", "line_bm25": "line_bm25", "line_named": "line_named",
    "line_named_pairs": "line_named_pairs", "line_head": "line_head", "idf_run": "idf_run",
    "idf_triples": "idf_triples", "window_pairs": "window_pairs",
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
    columns |= of_stretches(asking, counted)
    columns |= of_lines(asking, counted)
    columns |= of_documents(asking, counted, hits, columns["score_share"])
    columns |= among_alike(hits, columns)
    columns |= of_kinds(asking, counted, hits)
    columns |= {f"rel_{short}": _of_best(columns[name]) for short, name in _COMPARED.items()}
    return np.column_stack([columns[name] for name in NAMES])


def _of_best(values: Table) -> Table:
    return values / max(float(values.max()), _LEAST)


def _scored(score: Table) -> dict[str, Table]:
    best = score.max()
    return {
        "score": score,
        "score_share": score / max(best, _LEAST),
        "score_gap": best - score,
        "place": np.log1p(np.arange(len(score))),
    }


def _bm25(times: Table, length: Table, idf: Table, typical: float) -> Table:
    norm = _K1 * (1 - _B + _B * length / typical)
    return weighed(times * (_K1 + 1) / (times + norm[:, None]), idf)


def _likeness(asking: Asking, counted: Counted, score: Table) -> dict[str, Table]:
    """BM25 over all zones together and over each alone; the engine's score without the first is that of words."""
    weight = asking.idf * asking.content
    pair_idf, pair_weight = pair_weights(asking)
    length = weighed(counted.lengths, _REPEAT)
    joint = np.einsum("ijk,j->ik", counted.times, _REPEAT)
    joint_pairs = np.einsum("ijk,j->ik", counted.pair_times, _REPEAT)
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
    pair_idf, pair_weight = pair_weights(asking)
    own = (counted.times[:, HEADING] + counted.times[:, TEXT]) > 0
    own_pairs = (counted.pair_times[:, HEADING] + counted.pair_times[:, TEXT]) > 0
    title = counted.times[:, DOCUMENT] > 0
    length = counted.lengths
    return {
        "covered": own.mean(axis=1),
        "covered_content": share(own, content),
        "covered_weight": share(own, idf),
        "covered_content_weight": share(own, idf * content),
        "missing_heaviest": np.where(own, 0.0, idf * content).max(axis=1),
        "all_content": share(own | title, idf * content),
        "pair_share": share(own_pairs, pair_idf),
        "pair_content": share(own_pairs, pair_weight),
        "numbers": share(own, asking.number),
        "text_length": np.log1p(length[:, TEXT]),
        "heading_length": length[:, HEADING],
        "title_length": np.log1p(length[:, DOCUMENT]),
        "text_density": weighed(counted.times[:, TEXT], content) / np.sqrt(np.maximum(length[:, TEXT], 1)),
    }


def _naming(asking: Asking, counted: Counted) -> dict[str, Table]:
    """How the heading and the title of the document share the query between them."""
    weight = asking.idf * asking.content
    _, pair_weight = pair_weights(asking)
    heading, title = counted.times[:, HEADING] > 0, counted.times[:, DOCUMENT] > 0
    pairs = counted.pair_times > 0
    precise = heading.sum(axis=1) / np.maximum(counted.lengths[:, HEADING], 1)
    recalled = share(heading, weight)
    outside = weighed(~heading, weight)
    return {
        "heading_covered": share(heading, asking.idf),
        "heading_content": recalled,
        "heading_precise": precise,
        "heading_coverage_f": 2 * precise * recalled / np.maximum(precise + recalled, _LEAST),
        "heading_pairs_share": share(pairs[:, HEADING], pair_weight),
        "heading_first": share(heading, asking.content * _opening(asking)),
        "title_content": share(title, weight),
        "named_content": share(heading | title, weight),
        "named_pairs": share(pairs[:, HEADING] | pairs[:, DOCUMENT], pair_weight),
        "rest_in_title": np.where(outside > 0, weighed(~heading & title, weight) / np.maximum(outside, _LEAST), 1.0),
    }


def _opening(asking: Asking) -> Table:
    """1 for the first three syllables that tell what a question is about."""
    opening = np.zeros(len(asking.terms))
    opening[asking.order[asking.content[asking.order] > 0][:3]] = 1.0
    return opening
