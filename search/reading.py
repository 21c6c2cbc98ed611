"""How a query was read, told back: in values for programs, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.address import Path
from corpus.kinds import kind_by_code
from corpus.model import Target
from search import abbreviations, analysis
from search.explained import Least, Reading, Taken
from search.index import SearchIndex
from search.labels import issuer_name, path_labels
from search.plan import minimums
from search.query import Query
from search.said import chips, filter_value
from search.spelling import Speller
from search.tuning import Tuning
from search.typed import Sought


def reading(query: Query, asked: Query, index: SearchIndex, tuned: Tuning, *, corrected: str = "") -> Reading:
    """The reading of a query, and as it was `asked` of the index in the end (it may have lost its diacritics).

    `corrected` is what it may have been meant to be.
    """
    restored = ""
    if asked.bare and query.syllables:
        restored = " ".join(Speller(index, index.count()).read(analysis.folded(query.syllables)).syllables)
    least = minimums(asked, tuned)
    return Reading(
        text=query.text,
        taken=tuple(_taken(query)),
        bare=asked.bare,
        restored=restored,
        corrected=corrected,
        expanded=abbreviations.pairs(query.syllables),
        syllables=query.syllables,
        words=tuple(analysis.segmented(restored or query.plain)),
        phrases=tuple(map(" ".join, query.phrases)),
        excluded=tuple(map(" ".join, query.excluded)),
        least=Least(len(least[0].terms), least[0].count, least[1].count) if least else None,
    )


def _taken(query: Query) -> Iterator[Taken]:
    if query.address:
        yield from _address(query.address)
    if query.sought:
        yield from _sought(query.sought)
    for piece, chip in zip(query.filters, chips(query), strict=True):
        what = "issuer" if piece.what == "body" else piece.what
        yield Taken(what, filter_value(piece), chip.label.partition(": ")[2], chip.words)


def _address(target: Target) -> Iterator[Taken]:
    if target.document or target.number or target.name:
        named = target.name or target.number or str(target.document)
        yield Taken("document", target.number or named, named)
    if target.year and not target.number:
        yield Taken("year", str(target.year), str(target.year))
    if target.path:
        yield _provision(target.path)


def _sought(wanted: Sought) -> Iterator[Taken]:
    yield Taken("serial", wanted.serial, f"số {wanted.serial}")
    kind = kind_by_code(wanted.kind) if wanted.kind else None
    if kind:
        yield Taken("kind", kind.code, kind.name)
    if wanted.body:
        slug = f"{wanted.body}-{wanted.place}" if wanted.place else wanted.body
        yield Taken("issuer", slug, _called(slug, wanted.body))
    if wanted.year:
        yield Taken("year", str(wanted.year), str(wanted.year))
    if wanted.path:
        yield _provision(wanted.path)


def _called(slug: str, body: str) -> str:
    """The name of a body; of one that every province has, its kind alone where no province is said."""
    name = issuer_name(slug)
    return body.upper() if name == slug or "{" in name else name


def _provision(path: Path) -> Taken:
    return Taken("provision", str(path), ", ".join(reversed(path_labels(path))))


_CALLED = {
    "document": "văn bản", "provision": "điều khoản", "serial": "số hiệu", "kind": "loại văn bản", "issuer": "cơ quan",
    "place": "địa phương", "year": "năm ban hành", "issued": "ban hành", "status": "hiệu lực",
}  # fmt: skip


def sentences(told: Reading) -> tuple[str, ...]:
    """The same for people, a sentence each, without its full stop."""
    said = [f"Đọc là {_CALLED[one.what]}: {one.label}" for one in told.taken]
    if told.bare:
        said.append(f"Gõ không dấu; các từ có lẽ là “{told.restored}”, mọi cách viết có dấu khác cũng được tìm")
    said += [f"“{typed}” được tìm cả “{also}”" for typed, also in told.expanded]
    said += [f"Phải có đúng cụm từ “{phrase}”" for phrase in told.phrases]
    said += [f"Không được có “{no}”" for no in told.excluded]
    if told.words:
        said.append(f"Các từ: {', '.join(word.replace('_', ' ') for word in told.words)}")
    if told.least:
        some = f"ít nhất {told.least.anywhere} trong {told.least.syllables} tiếng"
        every = "tất cả các tiếng" if told.least.anywhere == told.least.syllables else some
        said.append(f"Mỗi kết quả có {every}, ít nhất {told.least.own} tiếng ở chính điều khoản")
    elif told.syllables and not told.taken:
        said.append("Câu dài: không buộc có đủ các từ, điều khoản gần nhất đứng trước")
    if told.corrected:
        said.append(f"Có thể ý là “{told.corrected}”")
    return tuple(said)
