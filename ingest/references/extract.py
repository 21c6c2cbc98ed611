"""From a document to its references: read the mentions, identify their documents, resolve what is relative, judge
the relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.address import DocumentNumber, Level, Path, Step
from corpus.citation import Citation, Mention
from corpus.errors import AddressError
from corpus.model import Document, Reference, Relation, Target
from corpus.text import Span
from corpus.vocabulary import kind_by_name
from ingest.collecting import uncollected
from ingest.references.acts import Situation
from ingest.references.amended import (
    Quotation,
    Scopes,
    amended_in,
    amends_here,
    carried_out,
    exchanges,
    guided_in,
    phrases,
    title_zone,
)
from ingest.references.articles import completed
from ingest.references.blocks import Block
from ingest.references.climb import Tree, attached_step
from ingest.references.counted import counts, nameless, opens_line, says_this
from ingest.references.elsewhere import Elsewhere
from ingest.references.identity import Register, target_of
from ingest.references.lookup import Lookup, NoLibrary
from ingest.references.ocr_check import checked
from ingest.references.others import Others
from ingest.references.outcome import follow
from ingest.references.reading import Read, read_blocks
from ingest.references.relation_words import PROCEDURES
from ingest.references.relations import Clauses

_OBJECTS = frozenset({Relation.AMENDS, Relation.REPEALS, Relation.REPLACES, Relation.CORRECTS})
_OUTSIDE = frozenset({Level.APPENDIX, Level.FORM})
_NOWHERE = Tree(())  # an amended document, whose own tree is not at hand


@dataclass(slots=True)
class _Reader:
    document: Document
    lookup: Lookup
    register: Register
    tree: Tree
    plan: bool
    procedures: bool
    elsewhere: Elsewhere
    others: Others
    scopes: Scopes = field(default_factory=Scopes)
    words: dict[Path, str] = field(default_factory=dict)
    latest: Mention | None = None  # the document named last: whose wording a quotation outside an amendment is

    def references(self, reads: Sequence[Read]) -> Iterator[Reference]:
        for provision in self.document.provisions:
            self.words[provision.path] = "\n".join(filter(None, (provision.heading, provision.text)))
        self._find_scopes(reads)
        for read in reads:
            if read.citations:
                yield from self._block(read)

    def _situation(self, block: Block) -> Situation:
        return Situation(block.zone, self.plan, self.procedures)

    def _find_scopes(self, reads: Sequence[Read]) -> None:
        around: Mention | None = None  # what the chapter amends: "Chương I. Sửa đổi … Nghị định số A"
        for read in reads:
            block = read.block
            if block.quoted:
                continue
            situation = self._situation(block)
            mention = amended_in(block, self.document.text, read.citations, situation)
            if block.path and block.path.last.level in (Level.PART, Level.CHAPTER):
                around = mention
            elif block.path and block.path.last.level is Level.ARTICLE:
                mention = mention or around
            if mention is not None and block.path:
                self.scopes.documents.setdefault(block.path, mention)
            elif mention is not None and title_zone(block.zone) and self.scopes.title is None:
                self.scopes.title = mention
            guided = guided_in(block, self.document.text, read.citations, situation)
            if guided is not None and block.path:
                self.scopes.guided.setdefault(block.path, guided)

    def _block(self, read: Read) -> Iterator[Reference]:
        relations = self._relations(read)
        quotation = self._quotation(read.block)
        named = self.others.block(read.block)
        inline = self._inline(read)
        for at, citation in enumerate(read.citations):
            citation = named.meant(citation, self.document.text)
            mention = citation.mention
            counted = counts(self.document.text, read, at, citation, relations[at])
            if counted and not self._working_form(read, citation):
                if any(phrase.contains(citation.span) for phrase in inline):
                    yield from self._in_phrase(read, at, inline)
                else:
                    onwards = [citation, *read.citations[at + 1 : at + 8]]
                    yield from self._mention(read, onwards, relations[at], quotation)
            if mention is not None and not (mention.own or mention.back):
                named.add(mention)
                if not read.block.quoted and opens_line(self.document.text, read, at):
                    self.latest = mention

    def _working_form(self, read: Read, citation: Citation) -> bool:
        """ "Mẫu 05 Phiếu kiểm soát quá trình" in the table of an internal procedure: a paper of the office."""
        in_appendix = bool(read.block.path) and read.block.path.steps[0].level is Level.APPENDIX
        if not self.procedures or citation.mention is not None or not in_appendix:
            return False
        forms = all(one.path and one.path.steps[0].level is Level.FORM for one in citation.targets)
        return forms and not any(
            self.tree.climb(one.path, within, read.block.path) in self.tree
            for one, within in zip(citation.targets, citation.within, strict=True)
        )

    def _inline(self, read: Read) -> list[Span]:
        """The phrases that an amending sentence exchanges, where mentions stand in them."""
        if read.block.quoted or not read.block.path or not read.citations:
            return []
        nothing_amended = self.scopes.document(read.block.path) is None and self.scopes.title is None
        if nothing_amended and not exchanges(self.document.text, read.block):
            return []
        return phrases(self.document.text, read.block)

    def _in_phrase(self, read: Read, at: int, inline: Sequence[Span]) -> Iterator[Reference]:
        """A mention inside the words exchanged: it stands where the mention after it says."""
        block, citation = read.block, read.citations[at]
        outside = (one for one in read.citations[at + 1 :] if not any(phrase.contains(one.span) for phrase in inline))
        there = next(outside, None)
        place = self.scopes.place(block.path)
        if there is not None and there.mention is None:
            place = completed(there.targets[0].path, place, [there], self.document.text)
        quotation = Quotation(self.document.text, replace(block, span=citation.span), place)
        inside = Read(replace(block, quoted=True), [citation], read.own[at : at + 1])
        yield from self._mention(inside, [citation], Relation.CITES, quotation)

    def _quotation(self, block: Block) -> Quotation | None:
        return Quotation(self.document.text, block, self.scopes.place(block.path)) if block.quoted else None

    def _relations(self, read: Read) -> list[Relation]:
        steps = read.block.path.steps
        above = [self.words.get(Path(steps[:depth]), "") for depth in range(len(steps) - 1, 0, -1)]
        if read.block.path and not read.block.begins:
            above = []
        return Clauses(
            self.document.text, read.block, read.citations, read.own, self._situation(read.block), above
        ).relations()

    def _mention(
        self,
        read: Read,
        onwards: Sequence[Citation],
        relation: Relation,
        quotation: Quotation | None,
    ) -> Iterator[Reference]:
        """The references of the first of these mentions."""
        block, citation = read.block, onwards[0]
        for target, within in zip(citation.targets, citation.within, strict=True):
            ambiguous = False
            if citation.mention is not None and not citation.mention.own:
                identity = self.register.identify(citation.mention)
                done, ambiguous = target_of(identity, target), identity.ambiguous or nameless(citation.mention)
            elif quotation is not None:
                done = self._quoted(block, citation, target, within, quotation)
            else:
                done = self._own_or_amended(read, onwards, target, within, relation)
            if relation is Relation.CITES and citation.mention is None and self._is_detailed(block, citation):
                relation = Relation.GUIDES
            if relation in _OBJECTS and block.path and done.document != "this" and not block.quoted:
                self.scopes.places[block.path] = _inner(done.path)
            done, outcome = follow(done, self.tree.named, self.lookup, ambiguous=ambiguous)
            yield Reference(block.source, citation.quote, citation.span, done, relation, block.quoted, outcome)

    def _quoted(
        self, block: Block, citation: Citation, target: Target, within: Level | None, quotation: Quotation
    ) -> Target:
        """Inside quoted wording "này" and bare units mean the amended document."""
        scope = self.scopes.document(block.path) or self._title_scope(block, "") or self.latest
        if scope is None:
            return replace(target, path=self.tree.climb(target.path, within, block.path))
        place = quotation.place(citation.span.start)
        return self._in(scope, _NOWHERE.climb(target.path, within, place))

    def _own_or_amended(
        self, read: Read, onwards: Sequence[Citation], target: Target, within: Level | None, relation: Relation
    ) -> Target:
        text, citation, block = self.document.text, onwards[0], read.block
        scope, place = self.scopes.document(block.path), self.scopes.place(block.path)
        object_of_this = relation in _OBJECTS and citation.mention is None and says_this(citation)
        if scope is not None and place and within is not None and object_of_this:
            return self._in(scope, _NOWHERE.climb(target.path, within, place))  # "c) Bãi bỏ khoản 3 Điều này"
        if citation.mention is None and not says_this(citation):
            lead = text[block.span.start : citation.span.start]
            scope = self.scopes.document(block.path) or self._title_scope(block, lead)
            if scope is not None:
                place = self.scopes.place(block.path)
                return self._in(scope, completed(target.path, place, onwards, text))
            guided = self.scopes.detailed(block.path) if block.path else None
            if guided is None and relation is Relation.GUIDES:
                guided = carried_out(onwards, text)
            if guided is not None:
                return self._in(guided, target.path)
        own = self._own_path(block, citation, target, within)
        if citation.mention is None and not says_this(citation) and target.path:
            beside = self.elsewhere.meant(read, citation, absent=own not in self.tree.named)
            if beside is not None:
                return self._in(beside, target.path)
        return replace(target, path=own)

    def _is_detailed(self, block: Block, citation: Citation) -> bool:
        bare = not block.quoted and not says_this(citation)
        return bare and self.scopes.document(block.path) is None and self.scopes.detailed(block.path) is not None

    def _title_scope(self, block: Block, lead: str) -> Mention | None:
        """The document of the title, for an article that amends without naming it."""
        if self.scopes.title is None or not block.path:
            return None
        if block.quoted or amends_here(lead, self._situation(block)):
            return self.scopes.title
        above = [self.words.get(Path(block.path.steps[:depth]), "") for depth in range(1, len(block.path.steps))]
        return self.scopes.title if any(amends_here(words[:300], self._situation(block)) for words in above) else None

    def _in(self, scope: Mention, path: Path) -> Target:
        if scope.attached and path and path.steps[0].level not in (*_OUTSIDE, Level.ATTACHED):
            path = Path((Step(Level.ATTACHED), *path.steps))
        return target_of(self.register.identify(scope), Target(None, scope.number, scope.name, scope.year, path))

    def _own_path(self, block: Block, citation: Citation, target: Target, within: Level | None) -> Path:
        mention = citation.mention
        step = attached_step(block.path)
        if mention is not None and mention.own and step is not None and mention.kind != self.document.metadata.kind:
            if target.path and target.path.steps[0].level in _OUTSIDE:
                return self.tree.climb(target.path, Level.ATTACHED, block.path)
            return Path((step, *target.path.steps))
        return self.tree.climb(target.path, within, block.path)


def _inner(path: Path) -> Path:
    """The place inside the instrument: that of an attached one is said by the scope."""
    return Path(path.steps[1:]) if path and path.steps[0].level is Level.ATTACHED else path


@uncollected()
def references(document: Document, lookup: Lookup | None = None) -> tuple[Reference, ...]:
    """Every reference of a document, in the order of its text; one for each target of a mention."""
    register, reads = read_blocks(document)
    tree = Tree(provision.path for provision in document.provisions)
    procedures = PROCEDURES.search(document.metadata.title or "") is not None
    elsewhere, others = Elsewhere(document, reads), Others(document.metadata.kind)
    plan = _is_plan(document)
    reader = _Reader(document, lookup or NoLibrary(), register, tree, plan, procedures, elsewhere, others)
    return checked(document, tuple(reader.references(reads)))


def _is_plan(document: Document) -> bool:
    """Plans, programmes, Party documents: they carry out, they make no law."""
    kind = kind_by_name(document.metadata.kind or "")
    if document.metadata.kind == "Văn bản hợp nhất":
        return False  # no force of its own, and the words of what it consolidates
    if kind is not None and not kind.has_force:
        return True
    try:
        symbol = DocumentNumber.parse(document.metadata.number or "").symbol
    except AddressError:
        return False
    return symbol.endswith(("/TW", "/TU", "/ĐU", "/HU", "/BTGTW"))
