"""Bare mentions that mean a document named beside them: in the row of a table, in the sentence above a list.

TT | Văn bản hết hiệu lực một phần | Nội dung hết hiệu lực           the articles of the third column are those of the
 1 | Nghị định số 4/2018/NĐ-CP …   | Điều 7; khoản 2 Điều 18         document of the second
c) Tham gia tổ tư vấn theo quy định tại Nghị định số 26/2025/NĐ-CP gồm:
c1) Đánh giá nhiệm vụ theo điểm b khoản 2 Điều 16;                   Điều 16 of that decree, as the own text has none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.address import Level, Path, Step
from corpus.citation import Citation, Mention
from corpus.model import Cell, Document
from ingest.references.blocks import Block
from ingest.references.reading import Read

_OF_DOCUMENTS = re.compile(r"(?i)văn\s+bản")
_ENDS_WITH = 60  # characters between the document and the colon
_OPENS_WITH = 12  # characters of a cell before its document: "1. ", "- "
_NAMED = frozenset({Level.ARTICLE, Level.FORM})
_LETTERED = re.compile(r"(?P<letter>[a-z]+)\d+")


class Elsewhere:
    """The documents named beside the provisions of a document, asked for the one that a bare mention means."""

    def __init__(self, document: Document, reads: Sequence[Read]) -> None:
        self._text = document.text
        self._cells = {one.path: one.cells for one in document.provisions if one.cells}
        self._leads = dict(self._list_heads(reads))

    def _list_heads(self, reads: Sequence[Read]) -> Iterator[tuple[Path, Mention]]:
        for read in reads:
            words = read.block.span.of(self._text).rstrip()
            if read.block.quoted or not read.block.path or not words.endswith(":") or not read.citations:
                continue
            last = read.citations[-1]
            if (_names(last) or _of_appendix(last)) and last.mention is not None:
                between = read.block.span.start + len(words) - last.mention.dated
                if between <= _ENDS_WITH:
                    yield read.block.path, last.mention

    def meant(self, read: Read, citation: Citation, *, absent: bool) -> Mention | None:
        """The document of a bare mention; `absent`: the document itself has no such provision."""
        in_row = self._of_row(read, citation, absent=absent)
        if in_row is not None or not absent:
            return in_row
        named = all(any(step.level in _NAMED for step in one.path.steps) for one in citation.targets)
        return self._of_list(read.block) if named else None

    def _of_row(self, read: Read, citation: Citation, *, absent: bool) -> Mention | None:
        cells = self._cells.get(read.block.path, ())
        here = next((at for at, cell in enumerate(cells) if cell.span.contains(citation.span)), 0)
        for cell in reversed(cells[:here]):
            named = [one for one in read.citations if cell.span.contains(one.span) and one.mention is not None]
            if named and self._opens(cell, named[0]) and (absent or _OF_DOCUMENTS.search(cell.column)):
                return named[0].mention
        return None

    def _opens(self, cell: Cell, citation: Citation) -> bool:
        return _names(citation) and citation.span.start - cell.span.start <= _OPENS_WITH

    def _of_list(self, block: Block) -> Mention | None:
        for depth in range(len(block.path.steps), 0, -1):
            path = Path(block.path.steps[:depth])
            for one in (_before_letter(path), path if depth < len(block.path.steps) else None):
                if one is not None and one in self._leads:
                    return self._leads[one]
        return None


def _names(citation: Citation) -> bool:
    mention = citation.mention
    return mention is not None and citation.whole and not mention.own and not mention.back


def _of_appendix(citation: Citation) -> bool:
    """ "Mẫu quy định tại Phụ lục kèm theo Nghị định số …:", and the forms follow."""
    mention = citation.mention
    elsewhere = mention is not None and not mention.own and not mention.back
    return elsewhere and all([step.level for step in one.path.steps] == [Level.APPENDIX] for one in citation.targets)


def _before_letter(path: Path) -> Path | None:
    """Điểm c for điểm c1, which stands beside it in the tree and below it in print."""
    found = _LETTERED.fullmatch(path.last.number)
    if found is None or path.last.level is not Level.POINT:
        return None
    return Path((*path.steps[:-1], Step(Level.POINT, found["letter"])))
