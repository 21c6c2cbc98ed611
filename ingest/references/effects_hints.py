"""What a document tells in passing of what others did: history inside a citation.

Luật X số … đã được sửa đổi, bổ sung một số điều theo Luật số Y và Luật số Z     Y and Z amend X
Nghị định số A (được thay thế bằng Nghị định số B)                                B replaces A
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.address import DocumentId
from corpus.effects import Dated, Effect, EffectKind
from corpus.laws import by_number
from corpus.model import Document, Reference, Target
from corpus.text import Span
from ingest.references.effects_tiers import may_act_on

_TOLD = re.compile(
    r"[^.;\n]{0,260}?(?:đã\s+|đã\s+được\s+|được\s+|bị\s+)(?:(?:(?P<replaced>thay\s+thế)|(?P<ended>bãi\s+bỏ))(?:\s+(?:toàn\s+bộ|một\s+phần))?\s+"
    r"|(?P<amended>sửa\s+đổi|bổ\s+sung)[^.;:\n“”]{0,90}?)"
    r"(?:theo|bởi|tại|bằng|qua)(?:\s+(?:quy\s+định\s+(?:tại|của)|các))?\s*(?:khoản\s+\d+\w?\s+|Điều\s+\d+\w?\s+|của\s+)*$",
    re.IGNORECASE,
)
#: Between two documents of a list: ", ", " ngày 1 tháng 2 năm 2013 của Quốc hội và ".
_AND = re.compile(
    r"\s*(?:\(?ngày\s+[\d/.\-]+(?:\s*tháng\s*\d{1,2}\s*năm\s*\d{4})?\)?)?\s*(?:của\s+[^,;.()]{3,60}?)?\s*(?:,|và|;|,\s*và)\s*"
)
_UNSURE = re.compile(r"(?i)(?:nếu|khi|trường\s+hợp|sẽ|dự\s+kiến|đề\s+nghị|đề\s+xuất|chưa|không)(?!\w)")
_KINDS = {"replaced": EffectKind.REPLACES, "ended": EffectKind.REPEALS, "amended": EffectKind.AMENDS}


def hints(document: Document, references: Sequence[Reference]) -> Iterator[Effect]:
    """Each act told of, once: X, and the document that acted on it."""
    mentions = _distinct(references)
    seen: set[tuple[str, str, EffectKind]] = set()
    for at, (subject, end) in enumerate(mentions[:-1]):
        told = _TOLD.fullmatch(document.text, end, mentions[at + 1][0].span.start)
        if told is None or _UNSURE.search(told[0]) or subject.target.document == "this" or not _known(subject.target):
            continue
        kind = _KINDS[told.lastgroup or "amended"]
        whole = Target(subject.target.document, subject.target.number, subject.target.name, subject.target.year)
        for actor in _listed(document.text, mentions[at + 1 :]):
            key = (_name(whole), _name(actor.target), kind)
            if key in seen or not _known(actor.target) or actor.target.document == "this" or key[0] == key[1]:
                continue
            seen.add(key)
            if not _possible(actor.target, whole):
                continue
            yield _hint(document, kind, subject, whole, actor.target)


def _hint(document: Document, kind: EffectKind, subject: Reference, whole: Target, actor: Target) -> Effect:
    law = by_number(actor.number) if actor.number else None
    day = law.effective if law is not None and law.effective else None
    by = Target(actor.document, actor.number, actor.name, actor.year)
    partly = kind is EffectKind.AMENDS or bool(subject.target.path)
    told = day or document.metadata.issued
    return Effect(
        kind, subject.source, subject.quote, subject.span, whole, told, Dated.TOLD if told else Dated.UNKNOWN,
        partly=partly, by=by, hint=True,
    )  # fmt: skip


def _distinct(references: Sequence[Reference]) -> list[tuple[Reference, int]]:
    """One reference for each mention, in the order of the text, with the end of the mention."""
    found: dict[Span, Reference] = {}
    for one in references:
        found.setdefault(one.span, one)
    return [(one, span.end) for span, one in sorted(found.items())]


def _listed(text: str, onwards: Sequence[tuple[Reference, int]]) -> Iterator[Reference]:
    """The first of these mentions and those that a list joins to it."""
    for at, (one, end) in enumerate(onwards[:12]):
        yield one
        if at + 1 >= len(onwards) or not _AND.fullmatch(text, end, onwards[at + 1][0].span.start):
            return


def _possible(actor: Target, subject: Target) -> bool:
    """A decree does not amend a law: the history belongs to another document of the sentence."""
    if not isinstance(actor.document, DocumentId) or not isinstance(subject.document, DocumentId):
        return True
    return may_act_on(actor.document, subject.document)


def _known(target: Target) -> bool:
    return isinstance(target.document, DocumentId) or bool(target.number)


def _name(target: Target) -> str:
    return str(target.document or target.number or target.name or "")
