"""Lines to a document: the steps in their order, then text, spans, zones and problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus import vocabulary
from corpus.address import DocumentId, Level, Path
from corpus.model import Cell, Document, Metadata, Problem, Provision, Source, Zone, ZoneSpan
from corpus.number import DocumentNumber
from corpus.text import Span
from ingest.collecting import uncollected
from ingest.pages import Pages
from ingest.structure import dates, tables
from ingest.structure.closing import signer
from ingest.structure.header import Header, read_header, with_certified_number, with_letterhead_at_end
from ingest.structure.headings import heading_and_text
from ingest.structure.issuers import Issuer
from ingest.structure.metadata import metadata
from ingest.structure.outline import Entry, Outline, outline
from ingest.structure.page import window
from ingest.structure.paragraphs import Paragraph, paragraphs
from ingest.structure.quoted import Quotation, quotations
from ingest.structure.recognised import unsure_words
from ingest.structure.scopes import Scope, scopes
from ingest.structure.translated import kind_of_translation
from ingest.structure.zones import introduction, with_enacting

_FAULTS = {
    "gap": "Đánh số nhảy cóc trước {label}; giữ như bản gốc.",
    "duplicate": "{label} lặp lại số của đơn vị trước; giữ như bản gốc.",
    "restart": "Đánh số bắt đầu lại tại {label}; giữ như bản gốc.",
    "disorder": "{label} không theo thứ tự; giữ như bản gốc.",
    "not-first": "{label} mở đầu mà không phải số thứ nhất; giữ như bản gốc.",
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """The canonical text, and where each paragraph begins in it."""

    text: str
    starts: tuple[int, ...]

    def end(self, at: int) -> int:
        """The end of the paragraph before `at`, without its newline."""
        return max(self.starts[at] - 1, 0) if at < len(self.starts) else len(self.text)


@uncollected()
def structure(pages: Pages, *, source: Source) -> Document:
    """Take a file's lines apart: canonical text, zones, metadata, provisions with paths, quoted spans, problems.

    A file without any provision gives a document with the problem "no-law", never an error.
    """
    found = window(paragraphs(pages.lines))
    texts = found.paragraphs
    layout = _layout(texts)
    header = _header(texts)
    quotes, skipped = _quoted(texts, header)
    framed = tables.framed(texts)
    start = header.body if header.number or header.kind else 0
    notes = max(start, _footnotes(texts))
    parts = scopes(texts[:notes], start=start, skipped=skipped, framed=framed)
    noted = header.number is not None and "VBHN" in header.number.parts
    outlines = [outline(texts, part, skipped=skipped, framed=framed, noted=noted) for part in parts]
    main = outlines[0]
    first = main.entries[0].at if main.entries else main.closing
    signed = signer(texts, main.closing, parts[0].end) or _early_signer(texts, main, parts[0].end)
    own = [texts[at].text for at in range(first, main.closing) if at not in skipped]
    end = [texts[at].text for at in range(main.closing, parts[0].end)]
    known, issuer, problems = metadata(header, own, closing=end, signer=signed, declared=pages.declared)
    known = _kind_translated(known, texts, pages)
    provisions, faults = _provisions(texts, layout, parts, outlines)
    zones = _zones(texts, layout, header, parts, outlines, first)
    starts = _page_starts(texts, layout)
    seen = (*problems, *faults, *_quote_problems(layout, quotes), *_missing(known, header, provisions))
    return Document(
        id=_identity(known, issuer, source),
        metadata=known,
        text=layout.text,
        provisions=tuple(provisions),
        zones=tuple(zones),
        quoted=tuple(Span(layout.starts[q.first] + q.offset, layout.end(q.last + 1)) for q in quotes),
        problems=(
            *pages.problems,
            *unsure_words(pages.unsure, layout.text, starts),
            *seen,
            *_impossible_dates(layout.text),
        ),
        source=source,
        page_starts=starts,
        left_out=_left_out(pages.left_out, found.left_out, _uncovered(layout, provisions, zones)),
        recognised=pages.recognised,
    )


def _kind_translated(known: Metadata, texts: Sequence[Paragraph], pages: Pages) -> Metadata:
    """The metadata of an English translation with the kind that its heading says."""
    if known.kind is None and any(problem.code == "translation" for problem in pages.problems):
        return replace(known, kind=kind_of_translation(texts))
    return known


def _header(texts: Sequence[Paragraph]) -> Header:
    """The header; of a text that has its letterhead elsewhere, from there."""
    header = read_header(texts)
    return header if header.number else with_letterhead_at_end(with_certified_number(header, texts), texts)


def _quoted(texts: Sequence[Paragraph], header: Header) -> tuple[list[Quotation], set[int]]:
    """The quotations below the header, and the paragraphs that lie in one as a whole."""
    quotes = [_shift(quote, header.body) for quote in quotations(texts[header.body :])]
    return quotes, {at for quote in quotes for at in range(quote.first + (quote.offset > 0), quote.last + 1)}


def _footnotes(texts: Sequence[Paragraph]) -> int:
    """Where the footnotes begin that a reader gathered at the end: they belong to no unit, the last least of all."""
    start = len(texts)
    while start > 1 and texts[start - 1].footnote:
        start -= 1
    return start


def _early_signer(texts: Sequence[Paragraph], main: Outline, end: int) -> str | None:
    """The signer of a decision whose appendix is not called one: its signature stands among the units."""
    articles = [entry.at for entry in main.entries if entry.path.last.level is Level.ARTICLE]
    return signer(texts, articles[-1] + 1, end) if articles else None


def _layout(texts: Sequence[Paragraph]) -> _Layout:
    starts = []
    position = 0
    for paragraph in texts:
        starts.append(position)
        position += len(paragraph.text) + 1
    return _Layout("\n".join(paragraph.text for paragraph in texts), tuple(starts))


def _shift(quote: Quotation, by: int) -> Quotation:
    return Quotation(quote.first + by, quote.offset, quote.last + by, quote.open)


def _provisions(
    texts: Sequence[Paragraph], layout: _Layout, parts: Sequence[Scope], outlines: Sequence[Outline]
) -> tuple[list[Provision], list[Problem]]:
    """The provisions in order; a unit whose address is taken stays in the text of the provision before it."""
    problems: list[Problem] = []
    kept: list[tuple[Scope, Entry, Span]] = []
    seen: set[Path] = set()
    for part, found in zip(parts, outlines, strict=True):
        entries = list(found.entries)
        if part.path:
            entries.insert(0, Entry(part.path, part.start, 0, len(part.label), part.label))
        for at, entry in enumerate(entries):
            start = layout.starts[entry.at] + entry.offset
            end = max(start, _entry_end(layout, entries, at, found.closing))
            problems.extend(_fault(entry, Span(start, start + len(entry.label)), taken=entry.path in seen))
            if entry.path in seen:
                before, owner, span = kept[-1]
                kept[-1] = (before, owner, Span(span.start, max(span.end, end)))
            else:
                seen.add(entry.path)
                kept.append((part, entry, Span(start, end)))
    return [_provision(texts, layout, part, entry, span) for part, entry, span in kept], problems


def _fault(entry: Entry, span: Span, *, taken: bool) -> Iterator[Problem]:
    if entry.fault:
        yield Problem(entry.fault, _FAULTS[entry.fault].format(label=entry.label or entry.path), span)
    if taken and entry.fault != "duplicate":
        message = f"Địa chỉ {entry.path} xuất hiện lần nữa; phần sau được giữ làm nội dung."
        yield Problem("duplicate", message, span)


def _entry_end(layout: _Layout, entries: Sequence[Entry], at: int, closing: int) -> int:
    if at + 1 < len(entries):
        after = entries[at + 1]
        return layout.starts[after.at] + after.offset - 1 if after.offset else layout.end(after.at)
    return layout.end(closing)


def _provision(texts: Sequence[Paragraph], layout: _Layout, part: Scope, entry: Entry, span: Span) -> Provision:
    page = texts[entry.at].page
    if entry.row is not None:
        return _row(texts, layout, entry, span, page)
    heading, text = heading_and_text(texts, layout.text, layout.starts, part=part, entry=entry, end=span.end)
    return Provision(entry.path, entry.label, heading, text, span, page)


def _row(texts: Sequence[Paragraph], layout: _Layout, entry: Entry, span: Span, page: int | None) -> Provision:
    row = entry.row
    assert row is not None
    cells = []
    for column, first, last in row.cells:
        place = Span(layout.starts[first], layout.end(last + 1))
        cells.append(Cell(column, place))
    words = layout.text[layout.starts[entry.at] + entry.words : span.end].strip()
    heading = words.replace("\n", " ") if row.section else None
    return Provision(entry.path, entry.label, heading, "" if row.section else words, span, page, tuple(cells))


def _zones(
    texts: Sequence[Paragraph],
    layout: _Layout,
    header: Header,
    parts: Sequence[Scope],
    outlines: Sequence[Outline],
    first: int,
) -> list[ZoneSpan]:
    found: list[tuple[Zone, int, int]] = []
    if 0 < header.subject[1] <= header.title_start:
        found.append((Zone.TITLE, *header.subject))
    if header.title_start < header.body:
        found.append((Zone.TITLE, header.title_start, header.body))
    found.extend(introduction(texts, header.body, first))
    for part, one in zip(parts, outlines, strict=True):
        if one.closing < part.end:
            found.append((Zone.CLOSING, one.closing, part.end))
    if (notes := parts[-1].end) < len(texts):
        after = found and found[-1][0] is Zone.CLOSING and found[-1][2] == notes
        begin = found.pop()[1] if after else notes
        found.append((Zone.CLOSING, begin, len(texts)))
    spans = [ZoneSpan(zone, Span(layout.starts[start], layout.end(end))) for zone, start, end in found if start < end]
    return list(with_enacting(spans, layout.text))


def _quote_problems(layout: _Layout, quotes: Iterable[Quotation]) -> list[Problem]:
    message = "Đoạn trích nội dung sửa đổi thiếu dấu đóng ngoặc kép; đã kết thúc tại chỗ văn bản sửa đổi đi tiếp."
    return [
        Problem("open-quotation", message, Span(layout.starts[q.first] + q.offset, layout.end(q.last + 1)))
        for q in quotes
        if q.open
    ]


def _impossible_dates(text: str) -> Iterator[Problem]:
    for start, end in dates.impossible(text):
        message = f"“{text[start:end]}” không có trong lịch; hãy đối chiếu bản gốc."
        yield Problem("impossible-date", message, Span(start, end))


def _missing(known: Metadata, header: Header, provisions: Sequence[Provision]) -> list[Problem]:
    problems = []
    if known.number is None:
        printed = f" (bản gốc ghi “{header.printed_number}”)" if header.printed_number else ""
        problems.append(Problem("no-number", f"Không tìm thấy số, ký hiệu{printed}; hãy bổ sung theo bản gốc."))
    if known.issued is None:
        problems.append(Problem("no-date", "Không tìm thấy ngày ban hành; hãy bổ sung theo bản gốc."))
    if not provisions:
        problems.append(
            Problem("no-law", "Không thấy điều, khoản, mục nào trong tệp; hãy kiểm tra có đúng là văn bản không.")
        )
    return problems


def _identity(known: Metadata, issuer: Issuer | None, source: Source) -> DocumentId:
    year = known.issued.year if known.issued else None
    if known.number is not None:
        number = DocumentNumber.parse(known.number)
        return vocabulary.document_id(number, issuer_slug=issuer.slug if issuer else None, year=year)
    name = issuer.slug if issuer else vocabulary.UNKNOWN_ISSUER
    return DocumentId(name, year or 0, f"khong-so-{source.sha256[:8]}")


def _page_starts(texts: Sequence[Paragraph], layout: _Layout) -> tuple[int, ...]:
    """The offset at which each page begins; a page on which no paragraph begins starts where the next one does."""
    pages = [paragraph.page for paragraph in texts]
    last = max((page for page in pages if page is not None), default=0)
    starts = [len(layout.text)] * last
    for at in range(len(texts) - 1, -1, -1):
        page = pages[at]
        if page is not None:
            starts[page - 1] = layout.starts[at]
    for at in range(last - 2, -1, -1):
        starts[at] = min(starts[at], starts[at + 1])
    if starts:
        starts[0] = 0
    return tuple(starts)


def _uncovered(
    layout: _Layout, provisions: Sequence[Provision], zones: Sequence[ZoneSpan]
) -> tuple[tuple[str, int], ...]:
    """Characters of the text in no provision and no zone: the letterhead, and what no rule has a place for."""
    spans = sorted([p.span for p in provisions] + [z.span for z in zones])
    counts = {"letterhead": 0, "unplaced": 0}
    position = 0
    for span in [*spans, Span(len(layout.text), len(layout.text))]:
        if span.start > position:
            reason = "letterhead" if position == 0 else "unplaced"
            counts[reason] += len(layout.text[position : span.start].replace("\n", ""))
        position = max(position, span.end)
    return tuple(counts.items())


def _left_out(*parts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    total: dict[str, int] = {}
    for part in parts:
        for reason, count in part:
            total[reason] = total.get(reason, 0) + count
    return tuple((reason, count) for reason, count in total.items() if count)
