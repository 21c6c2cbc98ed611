"""What acts did to a document's provisions, in the terms of Akoma Ntoso: events, passive modifications, their times.

Đình chỉ, ngưng hiệu lực is an `efficacyMod` (inapplication); sửa đổi a substitution, thay thế a replacement, bãi bỏ a
repeal, bổ sung an insertion. The own date of a part (`có hiệu lực riêng`) is entry into efficacy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from api.reading.acted import ActMark
from corpus.effects import EffectKind

_TEXTUAL = {
    EffectKind.AMENDS: "substitution",
    EffectKind.WORDS: "substitution",
    EffectKind.CORRECTS: "substitution",
    EffectKind.REPLACES: "replacement",
    EffectKind.REPEALS: "repeal",
    EffectKind.ADDS: "insertion",
}
_EFFICACY = {EffectKind.SUSPENDS: "inapplication", EffectKind.BEGINS: "entryIntoEfficacy"}
_FIRST_EVENT = 10  # below are the document's own: issued, in force, expired


@dataclass(frozen=True, slots=True)
class Passive:
    """Pieces for the places that the schema has for them; all empty where nothing acts on the document."""

    events: str = ""
    analysis: str = ""
    temporal: str = ""
    references: str = ""


def passive(marks: Iterable[ActMark], eids: Mapping[str, str], base: str) -> Passive:
    """The acts on provisions that stand in the document; `eids`: path -> eId, `base`: the address of the site."""
    shown = [one for one in marks if str(one.path) in eids and one.begins]
    if not shown:
        return Passive()
    events, mods, groups, sources = [], [], [], []
    for at, one in enumerate(shown, start=1):
        begin, end = f"e_{_FIRST_EVENT + 2 * at}", f"e_{_FIRST_EVENT + 2 * at + 1}"
        events.append(_event(begin, str(one.begins), at, "repeal" if one.kind is EffectKind.REPEALS else "amendment"))
        if one.ends:
            events.append(_event(end, str(one.ends), at, "amendment"))
        href = escape(f"{base}{one.href}")
        until = f' end="#{end}"' if one.ends else ""
        times = f'<timeInterval start="#{begin}"{until} refersTo="#vb_{at}"/>'
        groups.append(f'<temporalGroup eId="tg_{at}">{times}</temporalGroup>')
        mods.append(_modification(one, at, href, eids[str(one.path)]))
        sources.append(f'<passiveRef eId="vb_{at}" href="{href}" showAs="{escape(one.link)}"/>')
    return Passive(
        "".join(events),
        f'<analysis source="#traluat"><passiveModifications>{"".join(mods)}</passiveModifications></analysis>\n',
        f'<temporalData source="#traluat">{"".join(groups)}</temporalData>\n',
        "".join(sources),
    )


def _event(eid: str, day: str, source: int, kind: str) -> str:
    return f'<eventRef eId="{eid}" date="{day}" source="#vb_{source}" type="{kind}"/>'


def _modification(one: ActMark, at: int, href: str, eid: str) -> str:
    element = "textualMod" if one.kind in _TEXTUAL else "efficacyMod"
    kind = _TEXTUAL.get(one.kind) or _EFFICACY[one.kind]
    when = "force" if one.kind in _TEXTUAL else "efficacy"
    return (
        f'<{element} type="{kind}" eId="mod_{at}"><source href="{href}"/>'
        f'<destination href="#{eid}"/><{when} period="#tg_{at}"/></{element}>'
    )
