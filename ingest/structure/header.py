"""The letterhead and title of a document: issuer, number, place, date, kind, trích yếu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus import vocabulary
from corpus.errors import AddressError
from corpus.number import DocumentNumber
from corpus.text import fold
from ingest.structure import issuers
from ingest.structure.dates import place_and_date, read_date
from ingest.structure.markers import UPPER, Style, markers
from ingest.structure.paragraphs import Paragraph, is_capitals

_LOOK = 120  # paragraphs in which a letterhead may stand
_BEHIND = 30  # paragraphs at the end in which a letterhead may have come to stand
_RULE = re.compile(r"^[\W_]*$")
_NUMBER = re.compile(
    r"^(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|LUẬT)\s+)?(?:[Ss]ố|SỐ)\s*(?:hiệu)?\s*[:.]?\s*(?P<rest>.*)$", re.DOTALL
)
_DATE = re.compile(rf"(?:^|(?<=\s))(?P<line>[{UPPER}][^\d,:;]{{1,40}}?\s*,?\s*ngày\s.*)$", re.DOTALL)
_SUBJECT = re.compile(r"^(?:V/v|Về việc|V/V)\s*:?\s*(?P<subject>.+)$", re.DOTALL)
_SITE = re.compile(r"^Nguồn: Cổng thông tin|^Nguồn:.*vbpl", re.IGNORECASE)
_SITE_TITLE = re.compile(r"^(?P<name>.+?)\s+số\s+(?P<number>\S+)$", re.DOTALL | re.IGNORECASE)
_GLUED_KIND = re.compile(
    rf"^(?P<kind>BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH)(?=[{UPPER}])(?P<rest>.+)$", re.DOTALL
)
_BASIS = re.compile(r"^[-–*+]?\s*(?:Căn cứ|CĂN CỨ|Chiểu|Theo đề nghị|Xét )")
_DANGLING = re.compile(r"(?:CỦA|VÀ|DO|TẠI|BỞI|CHO|VỀ|THEO|TRONG|VỚI|TRÊN|[,;(–-])$", re.IGNORECASE)
_ISSUED_WITH = re.compile(r"^\(\s*(?:Được\s+)?[Bb]an\s+hành\s+kèm\s+theo\s")
#: LUẬT SỐ 101/SL-L-003 NGÀY 20-5-1957 QUY ĐỊNH …: number and date stood in the title of the first laws
_OLD_TITLE = re.compile(
    r"^(?:CỦA\s+QUỐC\s+HỘI\s+)?SỐ\s+(?P<number>\S+)\s+NGÀY\s+(?P<date>\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\s+(?P<title>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ENACTS = re.compile(
    r"^(?:(?:NAY\s+)?(?:QUYẾT\s+(?:ĐỊNH|NGHỊ)|RA\s+SẮC\s+LỆNH|LỆNH|CHỈ\s+THỊ|QUYẾT ĐỊNH BAN HÀNH)\s*[:.]*)$"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a document says; `title` is [start, end) of the title block, `body` where the rest begins."""

    number: DocumentNumber | None = None
    printed_number: str | None = None  # as printed, where it cannot be read ("Số: /2025/QĐ-UBND")
    kind: str | None = None
    issuer: issuers.Issuer | None = None
    title: str | None = None
    issued: date | None = None
    place: str | None = None
    title_start: int = 0
    body: int = 0
    site: str | None = None
    site_number: DocumentNumber | None = None  # what the heading of the site says
    subject: tuple[int, int] = (0, 0)  # paragraphs of "V/v …" and "(Ban hành kèm theo …)" outside [title_start, body)


def read_header(paragraphs: Sequence[Paragraph]) -> Header:
    """Read the head of a document from its first paragraphs."""
    limit = _limit(paragraphs)
    site, skip = _site_title(paragraphs, limit)
    at, width, kind = _kind(paragraphs, skip, limit)
    letterhead = paragraphs[skip : at if width else limit]
    number, printed = _number(letterhead)
    place, issued = _place_and_date(letterhead)
    about = _subject(letterhead)
    if width:
        title, body = _title(paragraphs, at + width, limit, rest=_rest_of_kind(paragraphs[at].text, kind))
    else:
        title, body = (about[0] if about else None), _after_letterhead(paragraphs, skip, limit)
        at = body
    if width and title is None and at > skip and (before := _misplaced_title(paragraphs[at - 1])):
        title, at = before, at - 1
    if title and (old := _OLD_TITLE.match(title)):
        number, issued, title = number or _parsed(old["number"]), issued or read_date(old["date"]), old["title"]
    on_site = _site_number(site) if site else None
    if site:
        number = number or on_site
        named = vocabulary.kind_at_start(site)
        kind = kind or (named.name if named else None)
    if (
        number is not None
        and (known := vocabulary.kind_of_number(number))
        and (kind is None or known.code == "van-ban-hop-nhat")
    ):
        kind = known.name
    issuer = issuers.read_issuer(letterhead, number=number, place=place, kind=kind)
    subject = (skip + about[1], skip + about[2]) if about else (0, 0)
    if about and not width and body < len(paragraphs) and _ISSUED_WITH.match(paragraphs[body].text):
        body += 1  # the title block ends with "(Ban hành kèm theo Quyết định …)"
    elif about and not width and body > skip and _ISSUED_WITH.match(paragraphs[body - 1].text):
        at = body - 1
    return Header(number, printed, kind, issuer, title, issued, place, at, body, site, on_site, subject)


def with_certified_number(header: Header, paragraphs: Sequence[Paragraph]) -> Header:
    """A consolidated text carries its own number, date and issuer at its end, above "XÁC THỰC VĂN BẢN HỢP NHẤT"."""
    for at, paragraph in enumerate(paragraphs):
        if "VBHN" not in paragraph.text or len(paragraph.text) > 120:
            continue
        around = paragraphs[max(0, at - 6) : at + 5]
        number, _ = _number(paragraphs[at : at + 2])
        if number is None or not any(part == "VBHN" for part in number.parts):
            continue
        place, issued = _place_and_date(around)
        known = vocabulary.kind_of_number(number)
        issuer = issuers.read_issuer(around, number=number, place=place, kind=None)
        kind = known.name if known else header.kind
        return replace(header, number=number, kind=kind, issuer=header.issuer or issuer, issued=issued, place=place)
    return header


def with_letterhead_at_end(header: Header, paragraphs: Sequence[Paragraph]) -> Header:
    """A dump may give the letterhead, a table without lines, behind the text: number, date and issuer from there."""
    if header.number or header.printed_number or header.kind is None:
        return header
    behind = paragraphs[max(header.body, len(paragraphs) - _BEHIND) :]
    parts = [replace(p, text=part.strip()) for p in behind for part in re.split(r"_{3,}", p.text) if part.strip()]
    for at, part in enumerate(parts):
        around = parts[max(0, at - 2) : at + 5]
        if len(part.text) > 60 or not any(fold(p.text).startswith("cong hoa xa hoi") for p in around):
            continue
        number, printed = _number([part])
        known = vocabulary.kind_of_number(number) if number else None
        if number is None or known is None or known.name != header.kind:
            continue  # the letterhead of a form
        place, issued = _place_and_date(around)
        issuer = header.issuer or issuers.read_issuer(around, number=number, place=place, kind=header.kind)
        return replace(header, number=number, printed_number=printed, issuer=issuer, issued=issued, place=place)
    return header


def _limit(paragraphs: Sequence[Paragraph]) -> int:
    """Where the head surely ends: at the first basis, or the first article or chapter."""
    for at, paragraph in enumerate(paragraphs[:_LOOK]):
        if _BASIS.match(paragraph.text) and at:
            return at
        options = markers(paragraph.text)
        if options and options[0].style <= 4 and at:
            return at
    return min(len(paragraphs), _LOOK)


def _site_title(paragraphs: Sequence[Paragraph], limit: int) -> tuple[str | None, int]:
    """The heading that a site puts above the text ("… số 104/2016/QH13", "Nguồn: …"), and where the text begins."""
    for at in range(min(limit, 8)):
        if _SITE.match(paragraphs[at].text):
            return (paragraphs[at - 1].text if at else None), at + 1
    return None, 0


def _site_number(site: str) -> DocumentNumber | None:
    match = _SITE_TITLE.match(site)
    return _parsed(match["number"]) if match else None


def _kind(paragraphs: Sequence[Paragraph], start: int, limit: int) -> tuple[int, int, str | None]:
    """Index and number of paragraphs of the line that names the kind, and the kind."""
    for at in range(start, limit):
        text = paragraphs[at].text.strip(" *_#")
        if (glued := _GLUED_KIND.match(text)) and len(text) < 300 and (kind := vocabulary.kind_by_name(glued["kind"])):
            return at, 1, kind.name
        if not is_capitals(text) or len(text) > 300:
            continue
        if kind := vocabulary.kind_by_name(text):
            return at, 1, kind.name
        if at + 1 < limit and len(text) < 20:
            joined = f"{text} {paragraphs[at + 1].text.strip(' *_#')}"
            if is_capitals(joined) and len(joined) < 40 and (kind := vocabulary.kind_by_name(joined)):
                return at, 2, kind.name
        kind = vocabulary.kind_at_start(text)
        if kind and (start or (at and _is_after_letterhead(paragraphs, at))):
            return at, 1, kind.name
    return limit, 0, None


def _is_after_letterhead(paragraphs: Sequence[Paragraph], at: int) -> bool:
    return any("ngày" in p.text or "doc lap" in fold(p.text) for p in paragraphs[:at])


def _misplaced_title(paragraph: Paragraph) -> str | None:
    """The trích yếu where a PDF gives it before the line of the kind."""
    text = paragraph.text
    prose = len(text) > 20 and not is_capitals(text) and paragraph.place is None and not text.endswith((".", ";", ":"))
    return text if prose and "ngày" not in text and "Độc lập" not in text and not _NUMBER.search(text) else None


def _rest_of_kind(text: str, kind: str | None) -> str:
    """The title's first words where they stand in the line of the kind: `KẾ HOẠCH THỰC HIỆN …`."""
    if kind is None or vocabulary.kind_by_name(text.strip(" *_#")):
        return ""
    return text[len(kind) :].strip(" :-–") if fold(text).startswith(fold(kind)) else ""


def _number(letterhead: Sequence[Paragraph]) -> tuple[DocumentNumber | None, str | None]:
    printed: str | None = None
    for at, paragraph in enumerate(letterhead):
        match = _NUMBER.search(paragraph.text)
        if match is None or len(paragraph.text) > 200:
            continue
        rest = match["rest"].strip()
        if (not rest or rest.endswith(("-", "/"))) and at + 1 < len(letterhead):
            rest += letterhead[at + 1].text
        if number := _parsed_start(rest):
            return number, str(number)
        if printed is None and "/" in rest:
            printed = rest
    return None, printed


def _parsed_start(text: str) -> DocumentNumber | None:
    """The number with which a text begins; what follows (place and date on the same line) is no part of it."""
    words = text.split()
    for count in range(min(len(words), 6), 0, -1):
        if number := _parsed(" ".join(words[:count])):
            return number
    return None


def _parsed(text: str) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(text)
    except AddressError:
        return None


def _place_and_date(letterhead: Sequence[Paragraph]) -> tuple[str | None, date | None]:
    texts = [paragraph.text for paragraph in letterhead]
    for text in (*texts, *(f"{a} {b}" for a, b in pairwise(texts))):
        if "ngày" not in text or len(text) > 220:
            continue
        for match in _DATE.finditer(text):
            found = place_and_date(match["line"])
            if found:
                place = re.sub(r"^.*[a-zA-Z]/?[A-ZĐ-]{2,}\s+", "", found[0])
                return place, found[1]
    undated = (re.match(r"^([^\d,]{2,40}),\s*ngày\b", text) for text in texts)
    return next((match[1].strip() for match in undated if match), None), None


def _title(paragraphs: Sequence[Paragraph], start: int, limit: int, *, rest: str) -> tuple[str | None, int]:
    """The trích yếu: the lines after the kind up to the issuer's line, the basis, or ordinary text."""
    parts = [rest] if rest else []
    at = start
    while at < limit and len(parts) < 14:
        text = paragraphs[at].text.strip()
        if _RULE.match(text):
            at += 1
            if parts:
                break
            continue
        if _ends_title(paragraphs, at, limit, parts):
            break
        parts.append(text)
        at += 1
    title = " ".join(parts).strip()
    return title or None, at


def _ends_title(paragraphs: Sequence[Paragraph], at: int, limit: int, parts: list[str]) -> bool:
    text = paragraphs[at].text.strip()
    options = markers(text)
    if fold(text).startswith("kinh gui"):
        return True
    if _ENACTS.match(text) or (options and (options[0].style <= Style.ARTICLE or options[0].ordinal == (1, 0))):
        return True
    if parts and not _DANGLING.search(parts[-1]) and issuers.is_issuer_line(text):
        return True
    if not parts:
        return text.endswith((";", ":")) or (issuers.is_body(text) and at + 1 >= limit)
    prose = text.endswith((";", ":", ".")) and not is_capitals(text) and not text.startswith("(")
    turned = is_capitals(parts[-1]) and len(parts[-1]) > 3 and not is_capitals(text) and not text.startswith("(")
    return prose or (turned and len(text) > 60)


def _subject(letterhead: Sequence[Paragraph]) -> tuple[str, int, int] | None:
    """The subject of an official letter, and its lines: from "V/v" to the next line of another sort."""
    for at, paragraph in enumerate(letterhead):
        match = _SUBJECT.match(paragraph.text)
        if match:
            parts = [match[0]]
            for after in letterhead[at + 1 : at + 5]:
                if after.place != paragraph.place or not after.text[:1].islower():
                    break
                parts.append(after.text)
            return " ".join(parts).strip(), at, at + len(parts)
    return None


def _after_letterhead(paragraphs: Sequence[Paragraph], start: int, limit: int) -> int:
    """Where the text begins in a document without a line for its kind: after number, date and subject."""
    body = start
    for at in range(start, limit):
        text = paragraphs[at].text
        head = (
            is_capitals(text)
            or _RULE.match(text)
            or _SUBJECT.match(text)
            or (len(text) < 90 and (_NUMBER.search(text) or "ngày" in text or "Độc lập" in text))
        )
        if not head:
            if at - body > 3:
                break
            continue
        body = at + 1
    return body
