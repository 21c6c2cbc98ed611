"""What a document says about itself; the page around it fills only what the text leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus import vocabulary
from corpus.errors import AddressError
from corpus.model import Metadata, Problem
from corpus.number import DocumentNumber
from corpus.text import old_tones
from ingest.structure import dates
from ingest.structure.header import Header
from ingest.structure.issuers import Issuer

_NOTHING = re.compile(
    r"^(?:đã biết|đang cập nhật|dữ liệu đang cập nhật|chưa xác định|không xác định|còn cập nhật|\.*|-+)$", re.IGNORECASE
)


def metadata(
    header: Header,
    texts: Sequence[str],
    *,
    closing: Sequence[str],
    signer: str | None,
    declared: Sequence[tuple[str, str]],
) -> tuple[Metadata, Issuer | None, list[Problem]]:
    """Merge header, text and declared table; differences between them are problems."""
    page = {name: value.strip() for name, value in declared if not _NOTHING.match(value.strip())}
    problems: list[Problem] = []
    number = header.number or _number(page.get("Số hiệu"))
    issued = header.issued or _date(page.get("Ngày ban hành")) or dates.passed(closing)
    _compare(problems, "Số hiệu", header.number, _number(page.get("Số hiệu")))
    _compare(problems, "Số hiệu", header.number, header.site_number)
    problems.extend(_wrong_term(number, issued))
    _compare(problems, "Ngày ban hành", header.issued, _date(page.get("Ngày ban hành")))
    passing = [text for text in closing if "thông qua" in text]  # "… thông qua ngày … và có hiệu lực từ ngày …"
    effective = dates.effective([*texts, *passing], issued) or _date(page.get("Ngày có hiệu lực"))
    expires = dates.expires(texts) or _date(page.get("Ngày hết hiệu lực"))
    kind = header.kind or _kind(page.get("Loại văn bản"), number)
    issuer = header.issuer or _issuer(page, number, header.place)
    if not (number and "VBHN" in number.parts):  # a consolidated text is certified long after its effect
        problems.extend(_impossible(issued, effective))
    found = Metadata(
        number=str(number) if number else None,
        kind=kind,
        issuer=issuer.name if issuer else None,
        title=header.title or _site_title(header.site) or page.get("Trích yếu"),
        issued=issued,
        effective=effective,
        expires=expires,
        signer=signer or page.get("Người ký"),
        place=header.place,
        field=page.get("Lĩnh vực"),
        declared_status=page.get("Tình trạng"),
    )
    return found, issuer, problems


def _compare(problems: list[Problem], name: str, text: object, page: object) -> None:
    if text is None or page is None or text == page:
        return
    if isinstance(text, DocumentNumber) and isinstance(page, DocumentNumber) and text.key == page.key:
        return
    message = f"{name}: văn bản ghi {text}, trang web ghi {page}; đã lấy theo văn bản, hãy đối chiếu bản gốc."
    problems.append(Problem("declared-differs", message))


def _impossible(issued: date | None, effective: date | None) -> list[Problem]:
    if issued and effective and effective < issued:
        message = f"Ngày có hiệu lực {effective:%d/%m/%Y} trước ngày ban hành {issued:%d/%m/%Y}; hãy đối chiếu bản gốc."
        return [Problem("effect-before-issue", message)]
    return []


#: The years in which each National Assembly sat, from the resolutions on its election; the last is still open.
_TERMS = {"QH10": (1997, 2002), "QH11": (2002, 2007), "QH12": (2007, 2011), "QH13": (2011, 2016), "QH14": (2016, 2021)}
_TERMS |= {"QH15": (2021, 2026), "QH16": (2026, 2031)}


def _wrong_term(number: DocumentNumber | None, issued: date | None) -> list[Problem]:
    """A number whose legislature did not sit in the year of issue ("/QH16" of 2017) is a slip to look at."""
    years = _TERMS.get(number.parts[-1]) if number else None
    if years is None or issued is None or years[0] <= issued.year <= years[1]:
        return []
    message = f"Số hiệu {number} không hợp với năm ban hành {issued.year}; giữ như bản gốc, hãy đối chiếu."
    return [Problem("number-and-term-differ", message)]


def _number(text: str | None) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(text) if text else None
    except AddressError:
        return None


def _date(text: str | None) -> date | None:
    return dates.read_date(text) if text else None


def _kind(text: str | None, number: DocumentNumber | None) -> str | None:
    if text and (kind := vocabulary.kind_by_name(text)):
        return kind.name
    if number is not None and (by_number := vocabulary.kind_of_number(number)):
        return by_number.name
    return None


def _issuer(page: dict[str, str], number: DocumentNumber | None, place: str | None) -> Issuer | None:
    declared = page.get("Cơ quan ban hành") or page.get("Nơi ban hành")
    where = next((w for text in (declared, place) if text and (w := vocabulary.province_in(text))), None)
    province = where.slug if where else None
    if number is not None and (by_number := vocabulary.issuer_of_number(number, province=province)):
        return Issuer(*by_number)
    if declared and (by_name := vocabulary.body_by_name(declared, province=province)):
        return Issuer(*by_name)
    return None


def _site_title(site: str | None) -> str | None:
    if site is None:
        return None
    return old_tones(re.sub(r"\s+số\s+\S+$", "", site)).strip() or None


__all__ = ["metadata"]
