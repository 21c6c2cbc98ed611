"""The search page: an answer with the links that change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from api.reading import cards, inline, links, titles, wording
from api.reading.cards import Badge
from api.reading.explain_view import place_view
from corpus import vocabulary
from corpus.address import DocumentId
from corpus.text import fold
from search import answer
from search.labels import facet_label
from search.service import SORTS
from search.snippets import Snippet

#: Facet of the search -> its parameter in addresses of pages.
PARAMETERS = {"status": "hieu-luc", "kind": "loai", "issuer": "co-quan", "year": "nam"}
SORT_PARAMETERS = {"": "", "issued": "moi", "-rank": "bac"}
_VALUES_SHOWN = 8
_EXPORTS = (("csv", "tải CSV"), ("xlsx", "tải XLSX"), ("atom", "theo dõi bằng Atom"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page says: query, filters by facet, sort, page."""

    q: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def href(self, **changes: object) -> str:
        """The page with something changed; everything else goes back to its first page."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        pairs: list[tuple[str, str]] = [("q", asked.q)]
        for name, parameter in PARAMETERS.items():
            pairs += [(parameter, value) for value in asked.filters.get(name, ())]
        if asked.sort:
            pairs.append(("sap-xep", SORT_PARAMETERS[asked.sort]))
        if asked.page > 1:
            pairs.append(("trang", str(asked.page)))
        return "/tim-kiem?" + urlencode(pairs)

    def export(self, form: str) -> str:
        """The same search as a file or feed: csv, xlsx, atom."""
        return self.href().replace("/tim-kiem?", f"/tim-kiem.{form}?", 1)

    def toggled(self, name: str, value: str) -> str:
        """The page with a value of a facet chosen, or no longer chosen."""
        chosen = self.filters.get(name, ())
        kept = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return self.href(filters={**self.filters, name: kept})

    @property
    def filtered(self) -> bool:
        return any(self.filters.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """A link with a count: a value of a facet, another sort, a try."""

    href: str
    text: str
    count: int = 0
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FacetView:
    name: str
    values: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    href: str
    trail: str
    heading: str
    text: Markup
    why: str
    place: tuple[str, ...] = ()  # why it stands where it does, where that was asked


@dataclass(frozen=True, slots=True)
class GroupView:
    href: str
    name: str
    badge: Badge | None
    title: str
    facts: str
    hits: tuple[HitView, ...]
    more: int
    more_href: str
    earlier: tuple[Choice, ...] = ()  # documents of earlier years that stand with it


@dataclass(frozen=True, slots=True)
class Pages:
    number: int
    last: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the page of results shows."""

    q: str
    total: int
    documents: int
    understood: tuple[str, ...]
    facets: tuple[FacetView, ...]
    applied: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    groups: tuple[GroupView, ...]
    choices: tuple[answer.Choice, ...]
    pages: Pages
    exports: tuple[Choice, ...]
    permalink: str
    explained: str  # the same list with why each hit stands where it does
    said: tuple[Choice, ...]  # filters read from the words; the link is the search without
    meant: Choice | None
    nearest: tuple[GroupView, ...]


def search_view(found: answer.Answer, asked: Asked) -> SearchView:
    """The view of an answer."""
    return SearchView(
        q=asked.q,
        total=found.total,
        documents=found.documents,
        understood=found.understood,
        facets=tuple(_facet(facet, asked) for facet in sorted(found.facets, key=_place) if facet.values),
        applied=tuple(_applied(found, asked)),
        sorts=tuple(Choice(asked.href(sort=sort), text, chosen=sort == asked.sort) for sort, text in SORTS.items()),
        groups=tuple(_group(group, asked) for group in found.groups),
        choices=found.choices,
        pages=_pages(found, asked),
        exports=tuple(Choice(asked.export(form), text) for form, text in _EXPORTS),
        permalink=asked.href(page=asked.page),
        explained=asked.href(page=asked.page) + "&giai-thich=1",
        said=tuple(_said(found, asked)),
        meant=_meant(found, asked),
        nearest=tuple(_group(group, asked) for group in found.nearest),
    )


def _place(facet: answer.ShownFacet) -> int:
    """Status first: it is what a search is narrowed by most."""
    return list(PARAMETERS).index(facet.field) if facet.field in PARAMETERS else len(PARAMETERS)


def _facet(facet: answer.ShownFacet, asked: Asked) -> FacetView:
    values = [Choice(asked.toggled(facet.field, v.value), _label(v), v.count, v.chosen) for v in facet.values]
    shown = [v for n, v in enumerate(values) if n < _VALUES_SHOWN or v.chosen]
    return FacetView(facet.label, tuple(shown), tuple(v for v in values if v not in shown))


def _label(value: answer.FacetValue) -> str:
    return "Chưa rõ" if value.value == vocabulary.UNKNOWN_ISSUER else value.label


def _applied(found: answer.Answer, asked: Asked) -> Iterable[Choice]:
    labels = {(facet.field, value.value): value.label for facet in found.facets for value in facet.values}
    for name, values in asked.filters.items():
        for value in values:
            yield Choice(asked.toggled(name, value), labels.get((name, value), value))


def _said(found: answer.Answer, asked: Asked) -> Iterable[Choice]:
    """Filters that the search read from the words of the query."""
    for one in found.filters:
        yield Choice(asked.href(q=one.without) if one.without else "/", one.label, note=one.words)


def _meant(found: answer.Answer, asked: Asked) -> Choice | None:
    """The query as it may have been meant, where the answer tells one."""
    return Choice(asked.href(q=found.meant), found.meant) if found.meant else None


def _group(group: answer.Group, asked: Asked) -> GroupView:
    status = cards.status(group.status)
    issued = _date(group.issued)
    facts = ", ".join(filter(None, (_issuer(group), f"ban hành {wording.short_date(issued)}" if issued else "")))
    return GroupView(
        href=f"/vb/{group.document}",
        name=group.name,
        badge=cards.known_badge(status, facet_label("kind", group.kind) if group.kind else None),
        title=titles.about(facet_label("kind", group.kind) if group.kind else None, group.title),
        facts=facts,
        hits=tuple(_hit(hit) for hit in group.hits if hit.id.path),
        more=group.more,
        more_href=f"/vb/{group.document}",
        earlier=tuple(
            Choice(links.document_href(one.best.document, one.best.path), one.period, note=one.name)
            for one in group.earlier
        ),
    )


def _issuer(group: answer.Group) -> str:
    return "" if group.issuer in ("", vocabulary.UNKNOWN_ISSUER) else group.issuer_name


def _date(number: int) -> date | None:
    return date(number // 10000, number // 100 % 100, number % 100) if number else None


def _hit(hit: answer.Found) -> HitView:
    id: DocumentId = hit.id.document
    return HitView(
        href=links.document_href(id, hit.id.path),
        trail=" › ".join(hit.labels) or "Phần đầu văn bản",
        heading="" if fold(hit.heading) in fold(hit.snippet.text) else titles.sentence_case(hit.heading),
        text=highlighted(hit.snippet),
        why="; ".join(hit.why),
        place=place_view(hit.explanation) if hit.explanation else (),
    )


def highlighted(snippet: Snippet) -> Markup:
    """A snippet with its marks; dots where text was left out."""
    pieces: list[Markup] = []
    at = 0
    for mark in snippet.marks:
        pieces.append(inline.plain(snippet.text[at : mark.start]))
        pieces.append(Markup("<mark>{}</mark>").format(snippet.text[mark.start : mark.end]))
        at = mark.end
    pieces.append(inline.plain(snippet.text[at:]))
    body = Markup("").join(pieces)
    return Markup("{}{}{}").format("… " if snippet.before else "", body, " …" if snippet.after else "")


def _pages(found: answer.Answer, asked: Asked) -> Pages:
    return Pages(
        number=found.page,
        last=found.pages,
        previous=asked.href(page=found.page - 1) if found.page > 1 else "",
        next=asked.href(page=found.page + 1) if found.page < found.pages else "",
    )
