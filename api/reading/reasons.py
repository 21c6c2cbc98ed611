"""Why a document or provision has its status, as sentences that link to the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.reading import links, relations, titles, wording
from corpus import laws
from corpus.address import Path
from corpus.effects import Effect, EffectKind, Exchange
from corpus.model import Metadata, Target, Zone
from corpus.status import TRACE_YEARS, Act, Reason, Why

_PLACES_SHOWN = 6
_ZONES = frozenset(map(str, Zone))
_WORDS = {
    EffectKind.AMENDS: "được sửa đổi, bổ sung",
    EffectKind.ADDS: "được bổ sung",
    EffectKind.WORDS: "được thay cụm từ",
    EffectKind.REPLACES: "bị thay thế",
    EffectKind.REPEALS: "bị bãi bỏ",
    EffectKind.CORRECTS: "được đính chính",
    EffectKind.CONSOLIDATES: "được hợp nhất",
    EffectKind.SUSPENDS: "bị ngưng hiệu lực",
    EffectKind.KEEPS: "tiếp tục có hiệu lực",
    EffectKind.BEGINS: "có hiệu lực riêng",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A reason in words: `before`, the words of a link, `after`; its facts beside it for machines."""

    why: Why
    before: str
    link: str = ""
    href: str = ""
    after: str = ""
    day: date | None = None
    kind: EffectKind | None = None
    document: str | None = None
    source: str | None = None
    path: str | None = None
    hint: bool = False

    @property
    def text(self) -> str:
        return f"{self.before}{self.link}{self.after}"


def sentences(reasons: Iterable[Reason], on: date) -> Iterator[Sentence]:
    """A sentence for each reason, in their order; the many changes by one act are one sentence, and what others tell
    of an act that is read itself is none.
    """
    groups: dict[object, list[Reason]] = {}
    for number, reason in enumerate(reasons):
        groups.setdefault(number if reason.why is not Why.ACT or reason.act is None else _group(reason.act), []).append(
            reason
        )
    read = {str(one.act.document) for one in reasons if one.act and not one.act.effect.hint}
    for same in groups.values():
        acts = [one.act for one in same if one.act]
        if not acts or same[0].why is not Why.ACT:
            yield _other(same[0], on)
        elif not acts[0].effect.hint or _by(acts[0].effect) not in read:
            yield _of_acts(acts)


def _group(act: Act) -> object:
    effect = act.effect
    kind = EffectKind.AMENDS if effect.kind is EffectKind.WORDS else effect.kind
    if effect.hint:
        return _by(effect) or str(act.document), kind
    return str(act.document), kind, effect.begins


def _by(effect: Effect) -> str:
    return str(effect.by.document or effect.by.number) if effect.by else ""


def _of_acts(acts: list[Act]) -> Sentence:
    first = acts[0]
    effect = first.effect
    paths = list(dict.fromkeys(act.effect.target.path for act in acts if act.effect.target.path))
    what = _WORDS[effect.kind if len({act.effect.kind for act in acts}) == 1 else EffectKind.AMENDS]
    if not paths and effect.partly and effect.kind not in (EffectKind.AMENDS, EffectKind.WORDS):
        what += " một phần"
    since = f" từ {wording.short_date(effect.begins)}" if effect.begins else ""
    if effect.hint:
        return _told(first, what)
    name, href = actor(first)
    where = relations.source_words(effect.source) if len(acts) == 1 or not paths else ""
    link = f"{where} {name}" if where and not _is_zone(effect.source) else name
    after = f" đến hết ngày {wording.short_date(effect.ends)}" if effect.ends else ""
    after += f": {_listed(paths)}" if paths else ""
    after += f", {effect.unless}" if effect.unless else ""
    return Sentence(
        Why.ACT,
        wording.capitalized(f"{what}{since} bởi "),
        link,
        f"{href}{relations.source_anchor(effect.source)}",
        after + ("" if after.endswith(".") else "."),
        day=effect.begins,
        kind=effect.kind,
        document=str(first.document),
        source=effect.source,
        path=str(effect.target.path),
    )


def _told(act: Act, what: str) -> Sentence:
    """What a third document tells: "theo dẫn chiếu của …"."""
    effect = act.effect
    by = act_name(effect.by, act.actor) if effect.by else "văn bản khác"
    teller = titles.name(act.metadata) if act.metadata else str(act.document)
    return Sentence(
        Why.ACT,
        wording.capitalized(f"{what} bởi {by}, theo dẫn chiếu của "),
        teller,
        f"/vb/{act.document}{relations.source_anchor(effect.source)}",
        ".",
        day=effect.begins,
        kind=effect.kind,
        document=str(effect.by.document) if effect.by and effect.by.document else None,
        source=effect.source,
        path=str(effect.target.path),
        hint=True,
    )


def _is_zone(source: str) -> bool:
    return not source or source in _ZONES


def _listed(paths: list[Path]) -> str:
    shown = ", ".join(wording.place(path) for path in paths[:_PLACES_SHOWN])
    more = len(paths) - _PLACES_SHOWN
    return f"{shown} và {more} chỗ khác" if more > 0 else shown


def actor(act: Act) -> tuple[str, str]:
    """Name and page of the document that acts."""
    name = titles.name(act.metadata) if act.metadata else str(act.document)
    return name, links.document_href(act.document)


def act_name(target: Target, metadata: Metadata | None) -> str:
    """What a document is called: by what is held of it, else as it was cited."""
    law = laws.by_number(target.number) if target.number else None
    if metadata is None and law is not None:
        return f"{law.name} số {law.number}"
    return titles.name(metadata) if metadata else relations.target_name(target)


def _other(reason: Reason, on: date) -> Sentence:
    day = wording.short_date(reason.day)
    if reason.act is not None:
        name, href = actor(reason.act)
        if reason.why is Why.NO_ACT_DATE:
            what = _WORDS[reason.act.effect.kind].capitalize()
            after = ", văn bản đó không ghi ngày có hiệu lực; hãy đối chiếu."
        else:
            what = f"Có ghi {_WORDS[reason.act.effect.kind]}"
            after = f", nhưng văn bản đó ban hành {day}, trước văn bản này; một trong hai chỗ đọc hoặc ghi sai."
        return Sentence(
            reason.why, f"{what} bởi ", name, href, after, reason.day, reason.act.effect.kind, str(reason.act.document)
        )
    if reason.foundation is not None:
        one = reason.foundation
        name = relations.missing_name(one.number, one.name) or str(one.document)
        after = (
            f" đã hết hiệu lực từ {day}. Theo khoản 2 Điều 57 Luật số 64/2025/QH15, văn bản quy định chi tiết hoặc"
            " sửa đổi nó cũng hết hiệu lực, trừ phần được công bố tiếp tục có hiệu lực; hãy đối chiếu văn bản công bố."
        )
        return Sentence(
            reason.why, "Văn bản gốc ", name, f"/vb/{one.document}", after, reason.day, document=str(one.document)
        )
    if reason.successor is not None:
        later = reason.successor
        return Sentence(
            reason.why,
            f"Đã có luật mới cùng tên, có hiệu lực từ {day}: ",
            f"{later.name} số {later.number or ''}".strip(),
            f"/vb/{later.document}" if later.document else "",
            ".",
            reason.day,
            document=str(later.document) if later.document else None,
        )
    return Sentence(reason.why, _plain(reason, day, on), day=reason.day)


def _plain(reason: Reason, day: str, on: date) -> str:
    if reason.why is Why.BEGINS:
        start = reason.start
        if start and start.signed:
            return f"Có hiệu lực từ ngày ban hành {day} (văn bản cá biệt hoặc hành chính, không ghi ngày khác)."
        source = "" if start is None or start.stated else " (theo bảng luật)"
        waits = ", chưa đến" if reason.day and reason.day > on else ""
        return f"Có hiệu lực từ ngày {day}{source}{waits}."
    if reason.why is Why.NO_DATE:
        return "Văn bản không ghi ngày có hiệu lực, và không nguồn nào khác cho biết."
    if reason.why is Why.TERM:
        return f"Hết thời hạn ghi trong văn bản, ngày {day}."
    if reason.why is Why.PERIOD:
        return f"Tên văn bản cho biết văn bản dành cho thời kỳ đến hết {day[-4:]}; thời kỳ đó đã qua."
    if reason.why is Why.NO_TRACE:
        return (
            f"Từ {day} không văn bản nào trong thư viện lấy làm căn cứ hoặc sửa đổi văn bản này; quá {TRACE_YEARS} năm"
            " không có dấu vết thì không khẳng định còn hiệu lực."
        )
    if reason.why is Why.PAPER:
        return "Loại văn bản này không có hiệu lực riêng để còn hay hết."
    return f"Ngày hết hiệu lực ({day}) trước ngày có hiệu lực; một trong hai ngày ghi hoặc đọc sai."


def at_place(act: Act, on: date) -> Sentence:
    """What an act does to a provision, said beside it."""
    effect = act.effect
    name, href = actor(act)
    will = "sẽ " if effect.begins and effect.begins > on else ""
    words = "; ".join(map(_exchange, effect.words[:3]))
    what = _WORDS[effect.kind] + (" một phần" if effect.partly else "") + (f" ({words})" if words else "")
    where = "" if _is_zone(effect.source) else relations.source_words(effect.source)
    until = f" đến hết ngày {wording.short_date(effect.ends)}" if effect.ends else ""
    return Sentence(
        Why.ACT,
        f"{will}{what} từ {wording.short_date(effect.begins)}{until} bởi ",
        f"{where} {name}".strip(),
        f"{href}{relations.source_anchor(effect.source)}",
        "",
        day=effect.begins,
        kind=effect.kind,
        document=str(act.document),
        source=effect.source,
        path=str(effect.target.path),
    )


def _exchange(one: Exchange) -> str:
    if one.old and one.new:
        return f"“{one.old}” bằng “{one.new}”"
    return f"bỏ “{one.old}”" if one.old else f"thêm “{one.new}”"
