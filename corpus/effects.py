"""What documents do to the force of others, one provision at a time: repeal, replace, amend, suspend, keep.

An `Effect` belongs to the document that acts, and names its target as a reference does; the date is resolved there,
so that a target is judged from its effects alone (`corpus.status`). A hint is what a third document tells in passing
("Luật X đã được sửa đổi, bổ sung theo Luật Y"): evidence that Y acts on X, no act of the document that says it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.address import DocumentId, Path
from corpus.model import Target
from corpus.text import Span


class EffectKind(StrEnum):
    """What is done to the target."""

    AMENDS = "sua-doi-bo-sung"  # lời văn được sửa
    ADDS = "bo-sung"  # điều khoản mới, trước đó chưa có
    WORDS = "thay-cum-tu"  # thay, bỏ hoặc thêm cụm từ
    REPLACES = "thay-the"
    REPEALS = "bai-bo"
    CORRECTS = "dinh-chinh"
    CONSOLIDATES = "hop-nhat"
    SUSPENDS = "ngung-hieu-luc"
    KEEPS = "tiep-tuc-co-hieu-luc"  # phần giữ lại khi văn bản hết hiệu lực; thời hạn được kéo dài
    BEGINS = "co-hieu-luc"  # ngày có hiệu lực riêng của một phần chính văn bản này


class Dated(StrEnum):
    """Where the date of an effect is from."""

    DOCUMENT = "van-ban"  # the day on which the acting document takes effect
    CLAUSE = "dieu-khoan"  # a day that the clause, or the final article, says of this part
    TOLD = "dan-chieu"  # of a hint: the other document's date, or the day on which it was told
    UNKNOWN = "chua-ro"


#: Kinds after which the target, or its wording as printed there, is no longer in force.
ENDING = frozenset({EffectKind.REPEALS, EffectKind.REPLACES})
CHANGING = frozenset({EffectKind.AMENDS, EffectKind.WORDS, *ENDING})


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words taken out and put in: “old” bằng “new”; one of them is empty where words are only dropped or added."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One act on one target. `source` is the acting provision (or a zone), `span` the mention of the target in it."""

    kind: EffectKind
    source: str
    quote: str
    span: Span
    target: Target
    begins: date | None = None
    dated: Dated = Dated.UNKNOWN
    ends: date | None = None  # of what is suspended or kept: the last day
    partly: bool = False  # "một số điều", "nội dung …": less than the target as a whole
    unless: str | None = None  # the exception, as written: "trừ trường hợp quy định tại …"
    words: tuple[Exchange, ...] = field(default=())
    by: Target | None = None  # of a hint: the document that acts
    hint: bool = False

    @property
    def whole(self) -> bool:
        """True where it reaches the target document as a whole."""
        return not self.target.path and not self.partly

    @property
    def document(self) -> DocumentId | None:
        """The id of the target, where it is known and another document."""
        found = self.target.document
        return found if isinstance(found, DocumentId) else None

    def reaches(self, path: Path) -> bool:
        """True where the provision at `path` lies in what is acted on as a whole."""
        return not self.partly and path.is_within(self.target.path)
