"""The references of a document grouped for lists: which documents it cites, and who cites it, each with the places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from api.reading import cards, links, titles, wording
from api.reading.cards import Badge
from api.reading.law import Mention
from api.reading.links import HeldOf
from api.reading.search_view import Choice
from corpus import vocabulary
from corpus.address import DocumentId, Path
from corpus.errors import AddressError
from corpus.model import Outcome, Reference, Relation, Target, Zone
from corpus.number import DocumentNumber
from corpus.text import fold

_ZONES = {Zone.TITLE: "tiêu đề", Zone.BASIS: "căn cứ", Zone.INTRODUCTION: "phần mở đầu", Zone.CLOSING: "phần kết"}
_CONTEXT = 110  # characters shown on each side of a mention
_CHANGES = (Relation.REPLACES, Relation.REPEALS, Relation.AMENDS, Relation.CORRECTS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in this document: a link and its words."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that this one cites: how often and where."""

    href: str
    name: str
    title: str
    badge: Badge | None
    held: bool
    mentions: int
    places: tuple[Place, ...]
    more: int
    id: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class Citer:
    """A document that cites this one, with each place and what it cites."""

    id: DocumentId
    href: str
    name: str
    title: str
    badge: Badge | None
    relations: frozenset[Relation]
    acts_on_whole: frozenset[Relation]  # of these the ones that name the document as a whole
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Tally:
    target: Target
    quote: str
    mentions: int = 0
    sources: dict[str, None] = field(default_factory=dict)


def source_words(source: str, labels: wording.Labels | None = None) -> str:
    """The place of a mention in words: `Điểm a khoản 3 Mục II`, `căn cứ`."""
    if source in set(Zone):
        return _ZONES[Zone(source)]
    try:
        path = Path.parse(source)
    except AddressError:
        return source
    return wording.place(path, labels)


def source_anchor(source: str) -> str:
    """The fragment of a place: the path, or the zone."""
    return f"#{source}" if source else ""


def cited_documents(
    references: Iterable[Reference], own: DocumentId, held: HeldOf, labels: wording.Labels
) -> tuple[CitedDocument, ...]:
    """The other documents cited, most mentions first; a mention of several provisions counts once."""
    tallies: dict[object, _Tally] = {}
    seen: set[tuple[object, int]] = set()
    for one in references:
        key = _key(one.target)
        if key in ("this", own, "") or one.outcome is Outcome.AMBIGUOUS:
            continue
        tally = tallies.setdefault(key, _Tally(one.target, one.quote))
        tally.sources.setdefault(one.source)
        if (key, one.span.start) not in seen:
            seen.add((key, one.span.start))
            tally.mentions += 1
    ordered = sorted(tallies.values(), key=lambda tally: -tally.mentions)
    return tuple(_cited(tally, held, labels) for tally in ordered)


def _key(target: Target) -> object:
    return target.document if target.document is not None else links.missing_key(target)


def _cited(tally: _Tally, held: HeldOf, labels: wording.Labels) -> CitedDocument:
    target = tally.target
    found = held(target.document) if isinstance(target.document, DocumentId) else None
    places = [Place(source_anchor(source), source_words(source, labels)) for source in tally.sources]
    return CitedDocument(
        href=links.missing_href(target),
        name=titles.name(found.metadata) if found else target_name(target, tally.quote),
        title=titles.title(found.metadata) if found else "",
        badge=cards.known_badge(found.status, found.metadata.kind) if found else cards.NOT_HELD,
        held=found is not None,
        mentions=tally.mentions,
        places=tuple(places[:4]),
        more=max(len(places) - 4, 0),
        id=target.document if isinstance(target.document, DocumentId) else None,
    )


def target_name(target: Target, quote: str = "") -> str:
    """What a document is called by those who cite it: kind and number, or the law's name."""
    return missing_name(target.number, target.name, quote) or (str(target.document) if target.document else "")


def missing_name(number: str | None, name: str | None, quote: str = "") -> str:
    """`Nghị quyết 66-NQ/TW`: the kind as the quote or the number tells it; without a number the name that is cited."""
    if not number:
        return titles.law_name(name) if name else ""
    kind = _kind_in(quote) or _kind_of(number)
    if kind:
        return f"{kind.name} {number}"
    return f"{titles.law_name(name)} {number}" if name else number


def _kind_in(quote: str) -> vocabulary.Kind | None:
    """The kind before the number in a quote that names a document: `… Quy định số 178-QĐ/TW`."""
    words = quote.split()
    at = next((n for n, word in enumerate(words) if any(map(str.isdigit, word))), 0)
    before = words[: at - 1] if at and fold(words[at - 1]) == "so" else words[:at]
    for start in range(len(before)):
        kind = vocabulary.kind_by_name(" ".join(before[start:]))
        if kind:
            return kind
    return None


def _kind_of(number: str) -> vocabulary.Kind | None:
    try:
        return vocabulary.kind_of_number(DocumentNumber.parse(number))
    except AddressError:
        return None


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a quote in its line, cut at blanks; dots where words were left out."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[max(first, start - _CONTEXT) : start], text[end : min(last, end + _CONTEXT)]
    if start - _CONTEXT > first:
        before = "… " + before.partition(" ")[2]
    if end + _CONTEXT < last:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def with_relation(citers: Iterable[Citer], relation: Relation) -> tuple[Citer, ...]:
    """The citing documents that have this relation, each with those of its mentions that do."""
    name = vocabulary.relation_names()[relation]
    return tuple(
        replace(one, mentions=tuple(mention for mention in one.mentions if mention.relation == name))
        for one in citers
        if relation in one.relations
    )


def relation_choices(
    citers: Sequence[Citer], href: Callable[[str], str], chosen: Relation | None
) -> tuple[Choice, ...]:
    """Links that keep one relation in a list of citing documents, and all; none where there is but one relation."""
    counts = {relation: len(with_relation(citers, relation)) for relation in Relation}
    found = [relation for relation, count in counts.items() if count]
    if len(found) < 2:
        return ()
    names = vocabulary.relation_names()
    every = Choice(href(""), "tất cả", len(citers), chosen is None)
    return (every, *(Choice(href(one), names[one], counts[one], chosen is one) for one in found))


def amenders(citers: Iterable[Citer]) -> dict[str, list[Citer]]:
    """Who changed or ended this document, by what they did: `bị thay thế bởi` → those documents.

    An act on a provision alone changes the document in part.
    """
    found: dict[str, list[Citer]] = {}
    for citer in citers:
        words = _act(citer)
        if words:
            found.setdefault(words, []).append(citer)
    return found


def _act(citer: Citer) -> str:
    whole, part = citer.acts_on_whole, citer.relations
    for relation in _CHANGES:
        if relation in whole:
            return vocabulary.passive_names()[relation]
    if Relation.AMENDS in part:
        return vocabulary.passive_names()[Relation.AMENDS]
    for relation in _CHANGES:
        if relation in part:
            return vocabulary.passive_names()[relation].replace(" bởi", " một phần bởi")
    return ""
