"""From a document to its references: read the mentions, identify their documents, resolve what is relative, judge the relation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.address import Level, Path
from corpus.citation import Citation, Mention, find_citations
from corpus.model import Document, Reference, Relation, Target, Zone
from ingest.references.amended import amended_in, place_in_quote, scope_of
from ingest.references.blocks import Block, blocks
from ingest.references.climb import attached_step, climb
from ingest.references.identity import Register, target_of
from ingest.references.lookup import Lookup, NoLibrary
from ingest.references.outcome import follow
from ingest.references.relations import Clauses

_EFFECT = re.compile(
    r"\s*(?:[^.;,]{0,40}?\s)?(?:(?:chính\s+thức\s+)?có\s+hiệu\s+lực|hết\s+hiệu\s+lực|thay\s+thế|bãi\s+bỏ|sửa\s+đổi|được\s+áp\s+dụng\s+kể\s+từ)(?!\w)"
)
_EFFECT_OF = re.compile(r"(?i:hiệu\s+lực\s+(?:thi\s+hành\s+)?của|kèm\s*theo)\s*$")


@dataclass(slots=True)
class _Read:
    """A block with what was found in it."""

    block: Block
    citations: list[Citation]


@dataclass(slots=True)
class _Reader:
    document: Document
    lookup: Lookup
    known: frozenset[Path]
    reads: list[_Read]
    register: Register
    scopes: dict[Path, Mention] = field(default_factory=dict)
    title_scope: Mention | None = None
    texts: dict[Path, str] = field(default_factory=dict)
    commands: dict[str, Path] = field(default_factory=dict)

    def all(self) -> Iterator[Reference]:
        self._find_scopes()
        last: dict[str, Mention] = {}
        for read in self.reads:
            relations = self._relations(read)
            for citation, relation in zip(read.citations, relations, strict=True):
                if self._counts(citation, relation):
                    yield from self._references(read, self._back(citation, last), relation)
                mention = citation.mention
                if mention is not None and mention.kind and not (mention.own or mention.back):
                    last[mention.kind] = mention

    def _back(self, citation: Citation, last: dict[str, Mention]) -> Citation:
        """ "Quyết định nêu trên" is the decision named last."""
        mention = citation.mention
        if mention is None or not mention.back or (before := last.get(mention.kind or "")) is None:
            return citation
        targets = tuple(replace(t, number=before.number, name=before.name, year=before.year) for t in citation.targets)
        return replace(citation, targets=targets, mention=replace(before, span=mention.span, dated=mention.dated))

    def _find_scopes(self) -> None:
        for provision in self.document.provisions:
            self.texts[provision.path] = " ".join(filter(None, (provision.heading, provision.text)))
        for read in self.reads:
            mention = None if read.block.quoted else amended_in(read.block, self.document.text, read.citations)
            if mention is None:
                continue
            if read.block.path:
                self.scopes.setdefault(read.block.path, mention)
            elif read.block.zone in (Zone.TITLE, Zone.INTRODUCTION) and self.title_scope is None:
                self.title_scope = mention

    def _relations(self, read: _Read) -> list[Relation]:
        path = read.block.path
        above = tuple(self.texts.get(Path(path.steps[:n]), "") for n in range(len(path.steps) - 1, 0, -1))
        return Clauses(self.document.text, read.block, read.citations, self.document.metadata.kind, above).relations()

    def _counts(self, citation: Citation, relation: Relation) -> bool:
        """A whole-document mention of the document itself counts only in a clause of effect."""
        mention = citation.mention
        if mention is not None and mention.back and not citation.whole:
            return True
        if mention is None or not (mention.own or mention.back) or not citation.whole:
            return True
        if mention.back:
            return False
        before = self.document.text[max(0, mention.span.start - 40) : mention.span.start]
        after = self.document.text[mention.span.end : mention.span.end + 90]
        return relation is Relation.ISSUED_WITH or bool(_EFFECT.match(after)) or bool(_EFFECT_OF.search(before))

    def _references(self, read: _Read, citation: Citation, relation: Relation) -> Iterator[Reference]:
        quoted = read.block.quoted
        for target, within in zip(citation.targets, citation.within, strict=True):
            done, ambiguous = self._resolve(read, citation, target, within, relation)
            done, outcome = follow(done, self.known, self.lookup, ambiguous=ambiguous)
            if not quoted and not done.path and done.document != "this":
                self.commands.pop(read.block.source, None)
            if not quoted:
                self.commands[read.block.source] = done.path
            yield Reference(read.block.source, citation.quote, citation.span, done, relation, quoted, outcome)

    def _resolve(
        self, read: _Read, citation: Citation, target: Target, within: object, relation: Relation
    ) -> tuple[Target, bool]:
        block, mention = read.block, citation.mention
        if mention is not None and not mention.own:
            identity = self.register.identify(mention)
            return target_of(identity, target), identity.ambiguous
        level = _level(within)
        scope = scope_of(block.path, self.scopes) or self._title_scope_for(block, citation)
        if block.quoted and scope is not None:
            command = self.commands.get(block.source, Path())
            place = place_in_quote(self.document, block.span, citation.span.start, command)
            path = climb(target.path, level, place, frozenset())
            return self._amended(scope, path), False
        if scope is not None and mention is None and not _says_this(citation) and not block.quoted:
            return self._amended(scope, target.path), False
        path = self._own_path(block, citation, target, level)
        return replace(target, path=path), False

    def _title_scope_for(self, block: Block, citation: Citation) -> Mention | None:
        """The title's amended document holds for an article that amends without naming it."""
        if self.title_scope is None or not block.path:
            return None
        if block.quoted:
            return self.title_scope
        lead = self.document.text[block.span.start : citation.span.start]
        above = " ".join(self.texts.get(Path(block.path.steps[:n]), "")[:200] for n in range(1, len(block.path.steps)))
        return self.title_scope if _AMENDS.search(lead) or _AMENDS.match(above.strip()) else None

    def _amended(self, scope: Mention, path: Path) -> Target:
        identity = self.register.identify(scope)
        return target_of(identity, Target(None, scope.number, scope.name, scope.year, path))

    def _own_path(self, block: Block, citation: Citation, target: Target, level: object) -> Path:
        mention = citation.mention
        step = attached_step(block.path)
        if mention is not None and mention.own and step is not None and mention.kind != self.document.metadata.kind:
            if target.path and target.path.steps[0].level in _OUTSIDE:
                return climb(target.path, Level.ATTACHED, block.path, self.known)
            return Path((step, *target.path.steps)) if target.path else Path((step,))
        return climb(target.path, _level(level), block.path, self.known)


_OUTSIDE = frozenset({Level.APPENDIX, Level.FORM})
_AMENDS = re.compile(r"(?i:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+(?:thế\s+)?(?:cụm\s+)?từ|thay\s+thế|đính\s+chính)")
_THIS_WORD = re.compile(r"(?:này|nêu\s+trên|nói\s+trên)$")


def _says_this(citation: Citation) -> bool:
    return _THIS_WORD.search(citation.quote) is not None


def _level(within: object) -> Level | None:
    return within if isinstance(within, Level) else None


def references(document: Document, lookup: Lookup | None = None) -> tuple[Reference, ...]:
    """Every reference of a document, in the order of its text; one for each target of a mention."""
    reads = []
    for block in blocks(document):
        shift = block.span.start
        found = [_shifted(citation, shift) for citation in find_citations(block.span.of(document.text))]
        reads.append(_Read(block, found))
    mentions = [c.mention for read in reads for c in read.citations if c.mention is not None and not c.mention.own]
    register = Register.of(document, mentions)
    known = frozenset(provision.path for provision in document.provisions)
    reader = _Reader(document, lookup or NoLibrary(), known, reads, register)
    return tuple(reader.all())


def _shifted(citation: Citation, by: int) -> Citation:
    mention = citation.mention
    if mention is not None:
        mention = replace(mention, span=mention.span.shift(by), dated=mention.dated + by)
    return replace(citation, span=citation.span.shift(by), mention=mention)
