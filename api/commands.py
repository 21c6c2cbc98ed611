"""The commands of `traluat`, a function each: arguments, settings and a terminal in, exit status out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing

from api import answers, judging, schemas, search_answers, wiring
from api.citing_text import citations
from api.force import tell
from api.force_answers import Effect as EffectAnswer
from api.force_answers import JudgedDocument
from api.reading import relations, titles, wording
from api.reading.explain_view import place_view
from api.reading.standing import StandingView
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus import vocabulary
from corpus.address import Path, ProvisionId
from corpus.citation import Citation
from corpus.errors import AddressError, TraluatError
from corpus.model import Document, Target
from corpus.store import Edge, Standings
from search.reading import sentences


class NotHeld(TraluatError):
    """What was asked for is not in the library."""


def cite(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Citations in the text on standard input."""
    if arguments.lines:
        for line in sys.stdin:
            found = citations(line.rstrip("\r\n"))
            terminal.json([answers.FoundCitation.of(one).json_object() for one in found], indent=None)
        return 0
    found = citations(sys.stdin.read())
    if terminal.as_json:
        terminal.json([answers.FoundCitation.of(one).json_object() for one in found])
        return 0
    for one in found:
        terminal.line(f"{one.span.start}-{one.span.end}\t{one.quote}\t{_targets(one)}")
    return 0


def _targets(citation: Citation) -> str:
    return "; ".join(map(_target, citation.targets))


def _target(target: Target) -> str:
    document = str(target.document) if target.document else target.number or target.name or "?"
    return f"{document}#{target.path}" if target.path else document


def search(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Provisions for a query, grouped by document."""
    if arguments.page < 1 or not 1 <= arguments.size <= 100:
        raise Unusable("--page từ 1, --size từ 1 đến 100.")
    with closing(wiring.library(settings)) as library:
        found = library.search.search(
            " ".join(arguments.query),
            kind=arguments.kind,
            issuer=arguments.issuer,
            year=arguments.year,
            status=arguments.status,
            page=arguments.page,
            size=arguments.size,
            explain=arguments.explain,
        )
    if terminal.as_json:
        terminal.json(search_answers.SearchAnswer.of(found, explained=arguments.explain).json_object())
        return 0
    for said in sentences(found.reading) if arguments.explain and found.reading else ():
        terminal.line(f"· {said}")
    if found.jump:
        terminal.line(f"→ {found.jump}")
    for choice in found.choices:
        terminal.line(f"? {choice.id}  {choice.name}{f' ({choice.note})' if choice.note else ''}")
    if found.not_held:
        missing = found.not_held
        called = relations.missing_name(missing.number, missing.name)
        terminal.line(f"{called}: chưa có trong thư viện; {missing.documents} văn bản dẫn tới, {missing.mentions} lần")
    terminal.line(f"{found.total} điều khoản trong {found.documents} văn bản, trang {found.page}/{found.pages}")
    for group in found.groups:
        terminal.line(f"\n{group.name}  {titles.sentence_case(group.title)}")
        for hit in group.hits:
            terminal.line(f"  {hit.id}  {' › '.join(hit.labels)}")
            terminal.line(f"    {' '.join(hit.snippet.text.split())}")
            for said in place_view(hit.explanation) if hit.explanation else ():
                terminal.line(f"      · {said}")
    return 0


def show(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """A document, or one provision of it."""
    id = _id(arguments.id)
    with closing(wiring.store(settings)) as store:
        document = store.get(id.document)
        if document is None:
            raise NotHeld(f"thư viện chưa có {id.document}; `traluat ingest` đưa văn bản vào.")
        references = tuple(edge.reference for edge in store.references_out(id.document))
        acts = Standings(store).made_by(id.document)
        judged = (
            judging.provision_standing(store, id.document, id.path)
            if id.path and document.provision(id.path)
            else judging.standing(store, document)
        )
    if id.path:
        return _show_provision(document, id, judged, terminal)
    if terminal.as_json:
        terminal.json(JudgedDocument.judged(document, references, acts, judged).json_object())
    else:
        _show_heading(document, judged, terminal)
        terminal.line(document.text)
    return 0


def _show_heading(document: Document, judged: StandingView | None, terminal: Terminal) -> None:
    m = document.metadata
    terminal.line(f"{document.id}  {titles.name(m)}")
    issued = wording.short_date(m.issued)
    terminal.line(", ".join(filter(None, (m.issuer, issued))))
    if judged is not None:
        tell(judged, terminal.line)
    terminal.line(f"{len(document.provisions)} điều khoản, {len(document.problems)} ghi chú khi đọc")
    for problem in document.problems:
        terminal.line(f"  ! {problem.message}")
    terminal.line()


def _show_provision(document: Document, id: ProvisionId, judged: StandingView | None, terminal: Terminal) -> int:
    within = [one for one in document.provisions if one.path.is_within(id.path)]
    if not within or within[0].path != id.path:
        raise NotHeld(f"{id.document} không có {id.path}.")
    if terminal.as_json:
        terminal.json([schemas.Provision.of(one, document.text).json_object() for one in within])
        return 0
    if judged is not None:
        tell(judged, terminal.note)
    for one in within:
        terminal.line(one.span.of(document.text))
    return 0


def references(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """The references of a document or provision: those it makes, and those made to it."""
    id = _id(arguments.id)
    with closing(wiring.store(settings)) as store:
        paths = store.paths(id.document)
        if paths is None:
            raise NotHeld(f"thư viện chưa có {id.document}; `traluat ingest` đưa văn bản vào.")
        if id.path and id.path not in paths:
            raise NotHeld(f"{id.document} không có {id.path}.")
        path = id.path or None
        out = store.references_out(id.document, path, below=path is not None)
        into = store.references_in(id.document, path, below=path is not None, own=False)
        acts = [one for one in Standings(store).made_by(id.document) if path is None or _stands_in(one.source, path)]
    if terminal.as_json:
        terminal.json(
            {
                "id": str(id),
                "references": [schemas.Reference.of(edge.reference).json_object() for edge in out],
                "cited_by": [
                    {"document": str(edge.document), **schemas.Reference.of(edge.reference).json_object()}
                    for edge in into
                ],
                "effects": [EffectAnswer.of(one).json_object() for one in acts],
            }
        )
        return 0
    terminal.line(f"Dẫn tới ({len(out)}):")
    _edges(out, terminal)
    own = [one for one in acts if not one.hint and one.target.document != "this"]
    terminal.line(f"Tác động tới hiệu lực ({len(own)}):")
    for act in own:
        terminal.line(f"  {act.source}  {act.kind}: {_target(act.target)} (từ {act.begins or 'chưa rõ ngày'})")
    terminal.line(f"Được dẫn ({len(into)}):")
    for edge in into:
        one = edge.reference
        terminal.line(
            f"  {edge.document}#{one.source}  {vocabulary.relation_names()[one.relation]}: {_flat(one.quote)}"
        )
    return 0


def _stands_in(source: str, path: Path) -> bool:
    return source == str(path) or source.startswith(f"{path}.")


def _edges(edges: Sequence[Edge], terminal: Terminal) -> None:
    for edge in edges:
        one = edge.reference
        relation = vocabulary.relation_names()[one.relation]
        terminal.line(f"  {one.source}  {relation}: {_flat(one.quote)} → {_target(one.target)} ({one.outcome})")


def _flat(text: str) -> str:
    return " ".join(text.split())


def related(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Provisions of other documents to look at beside one."""
    id = _id(arguments.id)
    with closing(wiring.library(settings)) as library:
        if not library.store.has(id.document):
            raise NotHeld(f"thư viện chưa có {id.document}; `traluat ingest` đưa văn bản vào.")
        found = library.search.related(id, arguments.limit)
    if terminal.as_json:
        terminal.json([search_answers.Related.of(one).json_object() for one in found])
        return 0
    for one in found:
        words = " › ".join((one.name, *one.labels))
        terminal.line(f"{one.id}  {words}  {one.heading}".rstrip() + f"  ({'; '.join(one.reasons)})")
    return 0


def _id(text: str) -> ProvisionId:
    try:
        return ProvisionId.parse(text.removeprefix("/vb/"))
    except AddressError as error:
        raise Unusable(f"'{text}' không phải địa chỉ; viết như cp/2025/80-2025-nd-cp hoặc thêm #dieu-5.") from error
