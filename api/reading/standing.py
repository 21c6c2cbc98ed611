"""Hiệu lực as it is shown: the status with its reasons, and the provisions that acts reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.reading import acted, cards, links, wording
from api.reading.acted import ActMark
from api.reading.cards import Badge
from api.reading.reasons import Sentence, at_place, sentences
from corpus import vocabulary
from corpus.address import DocumentId, Path
from corpus.effects import EffectKind
from corpus.model import Metadata, Status
from corpus.status import Act, Case, Judgement


@dataclass(frozen=True, slots=True)
class StandingView:
    """What is shown of a judgement."""

    status: Status
    name: str
    badge: Badge | None
    on: date
    reasons: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    coverage: str
    places: tuple[PlaceView, ...] = ()
    declared: str | None = None  # what the page said, where that is another status

    @property
    def marks(self) -> acted.Marks:
        """What stands beside each provision that acts reach."""
        return acted.by_path(place.mark for place in self.places if place.mark)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A provision that acts reach: its address, what was done, by which act."""

    href: str
    place: str
    sentence: Sentence
    mark: ActMark | None = None


def standing_view(
    judgement: Judgement,
    metadata: Metadata,
    *,
    newest: date | None,
    acts: Iterable[Act] = (),
    own: DocumentId | None = None,
    labels: wording.Labels | None = None,
) -> StandingView:
    """The view of a judgement; with `acts` also the provisions that they reach, in the document `own`."""
    name = status_name(judgement)
    drawn = cards.badge(judgement.status, metadata.kind)
    declared = vocabulary.status_by_name(metadata.declared_status or "")
    differs = declared not in (None, Status.UNKNOWN, judgement.status) and judgement.status is not Status.UNKNOWN
    places = tuple(_places(acts, judgement.on, own, labels or {})) if own else ()
    return StandingView(
        status=judgement.status,
        name=name,
        badge=Badge(drawn.css, name) if drawn else None,
        on=judgement.on,
        reasons=tuple(sentences(judgement.reasons, judgement.on)),
        warnings=tuple(sentences(judgement.warnings, judgement.on)),
        coverage=coverage(newest, found=any(reason.act for reason in judgement.reasons)),
        places=places,
        declared=vocabulary.status_names()[declared] if differs and declared else None,
    )


def status_name(judgement: Judgement) -> str:
    """The status in words; parts that are only suspended, and wordings that were replaced, by their own name."""
    if judgement.suspended_partly:
        return "Ngưng hiệu lực một phần"
    if judgement.amended and judgement.status is Status.PARTLY_EXPIRED:
        return "Đã được sửa đổi"
    return vocabulary.status_names()[judgement.status]


def coverage(newest: date | None, *, found: bool) -> str:
    """How far the library's knowledge goes."""
    if found:
        return f"Theo các văn bản có trong thư viện, {until(newest)}."
    return f"Không thấy văn bản sửa đổi, thay thế hoặc bãi bỏ nào trong thư viện, {until(newest)}."


def until(newest: date | None) -> str:
    """The day up to which the library's data go."""
    return f"dữ liệu đến ngày {wording.short_date(newest)}" if newest else "thư viện chưa có dữ liệu"


def _places(acts: Iterable[Act], on: date, own: DocumentId, labels: wording.Labels) -> Iterator[PlaceView]:
    """The provisions that acts in force reach, in the order of the document; the last act on each."""
    found: dict[tuple[Path, EffectKind], Act] = {}
    for act in acts:
        effect = act.effect
        if effect.hint or act.void or not effect.target.path or effect.begins is None:
            continue
        kept = found.get((effect.target.path, effect.kind))
        if kept is None or (kept.effect.begins or date.min) < effect.begins:
            found[effect.target.path, effect.kind] = act
    for (path, _), act in sorted(found.items(), key=lambda one: (one[0][0], one[0][1])):
        words = wording.capitalized(wording.place(path, labels))
        href = links.document_href(own, path) if path in labels else ""
        sentence = at_place(act, on)
        shown = acted.mark(act.effect, on, link=sentence.link, href=sentence.href)
        yield PlaceView(href, words, sentence, shown)


def case_acts(case: Case) -> tuple[Act, ...]:
    """The acts of a case that pages list by provision."""
    return tuple(act for act in case.acts if act.effect.kind is not EffectKind.KEEPS)
