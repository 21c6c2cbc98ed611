"""What acts did to single provisions, as the short marks that stand beside them in the text and in its exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from api.reading import wording
from corpus.address import Path
from corpus.effects import Effect, EffectKind

_WORDS = {
    EffectKind.AMENDS: "sửa đổi, bổ sung",
    EffectKind.ADDS: "bổ sung",
    EffectKind.WORDS: "thay từ ngữ",
    EffectKind.REPLACES: "thay thế",
    EffectKind.REPEALS: "bãi bỏ",
    EffectKind.CORRECTS: "đính chính",
    EffectKind.SUSPENDS: "ngưng hiệu lực",
    EffectKind.BEGINS: "có hiệu lực",
}
_ENDS = frozenset({EffectKind.REPEALS, EffectKind.REPLACES})


@dataclass(frozen=True, slots=True)
class ActMark:
    """One act on one provision. `css`: out where its text no longer applies as printed, part for all else."""

    path: Path
    kind: EffectKind
    css: str
    said: str  # "Bãi bỏ từ 01/07/2024"
    link: str  # "khoản 2 Điều 1 Thông tư 12/2024/TT-NHNN"
    href: str
    begins: date | None
    ends: date | None

    @property
    def text(self) -> str:
        """The whole mark as a sentence, for paper and word processors."""
        return f"{self.said}, theo {self.link}"


def mark(effect: Effect, on: date, *, link: str, href: str) -> ActMark | None:
    """The mark of an effect on a provision, by the act that `link` names; None where nothing changes there."""
    kind, begins, ends = effect.kind, effect.begins, effect.ends
    if kind not in _WORDS:  # a consolidation
        return None
    will = "sẽ " if begins and begins > on else ""
    said = f"{will}{_WORDS[kind]}{' một phần' if effect.partly else ''} từ {wording.short_date(begins)}"
    said += f" đến hết {wording.short_date(ends)}" if ends else ""
    css = "out" if kind in _ENDS and not effect.partly and not will else "part"
    return ActMark(effect.target.path, kind, css, wording.capitalized(said), link, href, begins, ends)


Marks = Mapping[str, tuple[ActMark, ...]]


def by_path(marks: Iterable[ActMark]) -> Marks:
    """The marks of each provision, by the text of its path, earliest first."""
    found: dict[str, tuple[ActMark, ...]] = {}
    for one in sorted(marks, key=lambda mark: mark.begins or date.min):
        found[str(one.path)] = (*found.get(str(one.path), ()), one)
    return found
