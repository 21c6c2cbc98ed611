"""Tasks: rows of appendix tables with a body in charge, as a list that can be filtered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from api.reading import links, wording
from api.reading.search_view import Choice, FacetView
from corpus.address import DocumentId, Level
from corpus.store import TableRow
from corpus.text import fold

#: Words of a column's name -> what it holds; the first that fits counts, columns without one join the task's name.
_ROLES = (
    ("lead", re.compile(r"\bchu tri\b")),
    ("partners", re.compile(r"\bphoi hop\b")),
    ("time", re.compile(r"\bthoi (?:gian|han|diem)\b|\bhoan thanh\b|\btien do\b")),
    ("product", re.compile(r"\bket qua\b|\bsan pham\b|\bdau ra\b")),
    ("name", re.compile(r"\bnhiem vu\b|\bnoi dung\b|\bcong viec\b|\bhoat dong\b")),
)
#: Bodies in one cell: each line, after semicolons, and after commas before a capital (Sở Tư pháp, Sở Ngoại vụ).
_BETWEEN = re.compile(r"[;\n]|,\s*(?=[A-ZĐ])")
_MANY = re.compile(r"^Các Sở\b")
_VALUES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Task:
    """A row: what is to be done, by whom, with whom, what comes of it, until when."""

    document: DocumentId
    href: str
    place: str
    name: str
    lead: str
    partners: str
    product: str
    time: str

    @property
    def leads(self) -> tuple[str, ...]:
        return bodies(self.lead)

    @property
    def partner_bodies(self) -> tuple[str, ...]:
        return bodies(self.partners)


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the list: its parameter, its name, the values a task has for it."""

    parameter: str
    name: str
    values: Callable[[Task], tuple[str, ...]]


FILTERS = (
    Filter("chu-tri", "Cơ quan chủ trì", lambda task: task.leads),
    Filter("phoi-hop", "Cơ quan phối hợp", lambda task: task.partner_bodies),
    Filter("thoi-gian", "Thời gian", lambda task: (task.time,) if task.time else ()),
    Filter("ket-qua", "Kết quả", lambda task: (task.product,) if task.product else ()),
)
BY_DOCUMENT = Filter("van-ban", "Văn bản", lambda task: (str(task.document),))


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks that fit what was chosen, and the filters with their counts."""

    page: str
    total: int
    tasks: tuple[Task, ...]
    facets: tuple[FacetView, ...]
    applied: tuple[Choice, ...]
    words: str
    chosen: Mapping[str, str]

    def export(self, form: str) -> str:
        """The address of the same list as a file."""
        asked = {**self.chosen, **({"tu": self.words} if self.words else {})}
        return f"{self.page}.{form}" + (f"?{urlencode(asked)}" if asked else "")


def bodies(cell: str) -> tuple[str, ...]:
    """The bodies named in a cell, each once, in one spelling: `các Sở, ban, ngành` is `Các sở, ban, ngành`."""
    pieces = (" ".join(piece.strip(" .,:-–+").split()) for piece in _BETWEEN.split(cell))
    return tuple(dict.fromkeys(_MANY.sub("Các sở", wording.capitalized(piece)) for piece in pieces if piece))


def task(row: TableRow) -> Task | None:
    """The task that a row is; None for a row of another kind of table and for headings between rows."""
    if row.path.last.level is not Level.ROW:
        return None
    found: dict[str, list[str]] = {}
    for column, value in row.cells:
        words = fold(column)
        role = next((role for role, pattern in _ROLES if pattern.search(words)), "name")
        if value:
            found.setdefault(role, []).append(" ".join(value.split()) if role != "lead" else value)
    if not found.get("lead") or not found.get("name"):
        return None
    said = {role: "; ".join(values) for role, values in found.items()}
    return Task(
        document=row.document,
        href=links.document_href(row.document, row.path),
        place=wording.capitalized(wording.place(row.path, row.labels)),
        name=said["name"],
        lead=said["lead"],
        partners=said.get("partners", ""),
        product=said.get("product", ""),
        time=said.get("time", ""),
    )


def tasks(rows: Iterable[TableRow], document: DocumentId | None = None) -> list[Task]:
    """All tasks among the rows, or those of one document."""
    wanted = (row for row in rows if document is None or row.document == document)
    return [made for made in map(task, wanted) if made]


def task_list(
    everything: Sequence[Task],
    chosen: Mapping[str, str],
    words: str,
    *,
    page: str,
    filters: Sequence[Filter],
    names: Callable[[str], str] = str,
) -> TaskList:
    """The tasks under all filters; each filter counts under the others. `names` gives documents their names."""
    asked = {f.parameter: chosen[f.parameter] for f in filters if chosen.get(f.parameter)}
    kept = [one for one in everything if _has_words(one, words)]
    shown = _fitting(kept, asked, filters)

    def href(parameter: str, value: str | None) -> str:
        pairs = {**asked, parameter: value, "tu": words}
        left = {name: said for name, said in pairs.items() if said}
        return f"{page}?{urlencode(left)}" if left else page

    def text(one: Filter, value: str) -> str:
        return names(value) if one is BY_DOCUMENT else value

    facets = []
    for one in filters:
        counts = Counter(v for t in _fitting(kept, asked, filters, but=one) for v in one.values(t))
        values = []
        if one.parameter in asked:
            counts.setdefault(asked[one.parameter], 0)  # what was chosen stays in sight, to be taken back
        for value, count in counts.most_common():
            on = asked.get(one.parameter) == value
            values.append(Choice(href(one.parameter, None if on else value), text(one, value), count, on))
        top = tuple(v for n, v in enumerate(values) if n < _VALUES_SHOWN or v.chosen)
        if values:
            facets.append(FacetView(one.name, top, tuple(v for v in values if v not in top)))
    applied = [Choice(href(f.parameter, None), text(f, asked[f.parameter])) for f in filters if f.parameter in asked]
    return TaskList(page, len(everything), tuple(shown), tuple(facets), tuple(applied), words, asked)


def _has_words(one: Task, words: str) -> bool:
    said = f" {fold(' '.join((one.name, one.lead, one.partners, one.product, one.time)))} "
    return all(word in said for word in fold(words).split())


def _fitting(
    found: Iterable[Task], asked: Mapping[str, str], filters: Sequence[Filter], *, but: Filter | None = None
) -> list[Task]:
    wanted = [(f, asked[f.parameter]) for f in filters if f.parameter in asked and f is not but]
    return [one for one in found if all(value in f.values(one) for f, value in wanted)]
