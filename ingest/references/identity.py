"""Which document a mention means: its id from its number, issuer and date, or from the table of laws.

A document names another in full once ("Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị") and briefly afterwards
("Nghị quyết số 66-NQ/TW", "Nghị quyết 66", "Luật Đất đai"): what the full mention says holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.address import DocumentId
from corpus.citation.notation import Mention
from corpus.errors import AddressError
from corpus.laws import Law, by_name, name_key
from corpus.model import Document, Target
from corpus.number import DocumentNumber
from corpus.vocabulary import body_by_name, document_id, issuer_of_number, kind_of_number, province_in


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of the document that a mention means."""

    id: DocumentId | None = None
    own: bool = False
    number: str | None = None
    ambiguous: bool = False


@dataclass(slots=True)
class Register:
    """The documents that one text names, gathered from all its mentions."""

    number: DocumentNumber | None
    issuer: str | None
    year: int | None
    on: date | None  # of issue: a later law cannot be meant
    issued: date | None
    effective: date | None
    province: str | None
    name: str | None = None  # of a law: what its own text calls it
    _full: dict[str, list[Mention]] = field(default_factory=dict)
    _named: dict[str, Mention] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, mentions: Iterable[Mention]) -> Register:
        metadata = document.metadata
        register = cls(
            number=_number(metadata.number),
            issuer=document.id.issuer,
            year=document.id.year or None,
            on=metadata.issued or metadata.effective,
            issued=metadata.issued,
            effective=metadata.effective,
            province=_province(document),
            name=_own_name(document),
        )
        for mention in mentions:
            register._learn(mention)
        if register.on is None:  # a text without a date is no older than what it names
            register.on = max(
                (one.issued for full in register._full.values() for one in full if one.issued), default=None
            )
        return register

    def _learn(self, mention: Mention) -> None:
        number = _number(mention.number)
        if number is not None and (mention.issued or mention.issuer or mention.year):
            self._full.setdefault(number.key, []).append(mention)
        if mention.name and (mention.number or mention.year):
            self._named.setdefault(name_key(mention.name), mention)

    def identify(self, mention: Mention) -> Identity:
        """The document that a mention means, as far as the words tell."""
        if mention.own:
            return Identity(own=True)
        number = _number(mention.number)
        if number is None and mention.number is not None:
            number = self._short(mention)
        if number is not None:
            return self._by_number(mention, number)
        if mention.name is not None:
            return self._by_name(mention)
        return Identity(number=mention.number)

    def _short(self, mention: Mention) -> DocumentNumber | None:
        """ "Nghị quyết 66" is the one resolution of that serial that the text names in full."""
        serial, _, year = (mention.number or "").partition("/")
        found = {}
        for full in self._full.values():
            number = _number(full[0].number)
            kind = kind_of_number(number) if number else None
            same_kind = full[0].kind == mention.kind or (kind is not None and kind.name == mention.kind)
            if (
                number
                and number.serial.lstrip("0") == serial.lstrip("0")
                and same_kind
                and (not year or str(number.year) == year)
            ):
                found[number.key] = number
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_number(self, mention: Mention, number: DocumentNumber) -> Identity:
        fuller = self._fuller(mention, number)
        year = (fuller.issued.year if fuller.issued else None) or number.year or fuller.year
        issuer = self._issuer(fuller, number)
        if self._is_own(number, issuer, year, fuller.issued):
            return Identity(own=True, number=str(number))
        if issuer is None or year is None:
            return Identity(number=str(number))  # the library may know which it is
        return Identity(_document_id(number, issuer, year), number=str(number))

    def _fuller(self, mention: Mention, number: DocumentNumber) -> Mention:
        """The mention, completed by the fullest one of the same number (and year, where both say one)."""
        same = [
            other
            for other in self._full.get(number.key, ())
            if mention.issued is None or other.issued is None or other.issued == mention.issued
        ]
        issued = mention.issued or next((other.issued for other in same if other.issued), None)
        issuer = mention.issuer or next((other.issuer for other in same if other.issuer), None)
        year = mention.year or next((other.year for other in same if other.year), None)
        return replace(mention, issued=issued, issuer=issuer, year=year)

    def _issuer(self, mention: Mention, number: DocumentNumber) -> str | None:
        central = issuer_of_number(number, province=None)
        if central is not None:
            return central[0]
        words = mention.issuer
        if words is not None:
            province = province_in(words)
            named = body_by_name(words, province=province.slug if province else self.province)
            there = issuer_of_number(number, province=province.slug) if province else None
            if there is not None:
                return there[0]
            if named is not None:
                return named[0]
        own = issuer_of_number(number, province=self.province)
        return own[0] if own else None

    def _is_own(self, number: DocumentNumber, issuer: str | None, year: int | None, on: date | None) -> bool:
        return (
            self.number is not None
            and self.number.key == number.key
            and (issuer is None or self.issuer is None or issuer.endswith(self.issuer) or on == self.issued)
            and (year is None or self.year is None or year == self.year)
        )

    def _by_name(self, mention: Mention) -> Identity:
        assert mention.name is not None
        if self.name is not None and name_key(mention.name) == self.name and mention.year in (None, self.year):
            return Identity(own=True)
        found = by_name(mention.name, year=mention.year, on=None if mention.year else self.on)
        if mention.year is None and self._in_force(found[-1:]):
            found = found[-1:]
        if mention.issued is not None:
            exact = tuple(law for law in found if law.issued == mention.issued)
            found = exact or found
        if len(found) != 1 and mention.year is None:
            fuller = self._named.get(name_key(mention.name))
            if fuller is not None:
                return self.identify(replace(fuller, own=False))
        if len(found) == 1:
            return Identity(found[0].id)
        if self.on is not None and mention.year is None and len(found) > 1:
            return Identity(found[0].id, ambiguous=True)  # the one in force on that day; the next is issued already
        return Identity(ambiguous=len(found) > 1)

    def _in_force(self, laws: tuple[Law, ...]) -> bool:
        """Whether a law that is not yet in force on the day of issue is so when the document takes effect."""
        effective = laws[0].effective if laws else None
        return effective is not None and self.effective is not None and effective <= self.effective


def _own_name(document: Document) -> str | None:
    """The key of a law's own name: of "LUẬT / ĐẤT ĐAI" that of Luật Đất đai."""
    said = document.metadata
    if said.kind not in ("Luật", "Bộ luật", "Pháp lệnh") or not said.title:
        return None
    title = name_key(said.title)
    kind = name_key(said.kind)
    return title if title.startswith(f"{kind} ") else f"{kind} {title}"


def _number(printed: str | None) -> DocumentNumber | None:
    if printed is None:
        return None
    try:
        return DocumentNumber.parse(printed)
    except AddressError:
        return None


def _document_id(number: DocumentNumber, issuer: str, year: int | None) -> DocumentId | None:
    try:
        return document_id(number, issuer_slug=issuer, year=year)
    except AddressError:
        return None


def _province(document: Document) -> str | None:
    """The province whose bodies "UBND tỉnh" and "HĐND tỉnh" are."""
    for words in (document.metadata.issuer, document.metadata.place):
        found = province_in(words) if words else None
        if found is not None:
            return found.slug
    return None


def target_of(identity: Identity, target: Target) -> Target:
    """The target with what is known of its document."""
    if identity.own:
        return replace(target, document="this", number=identity.number or target.number, name=None, year=None)
    year = (
        identity.id.year
        if identity.id is not None and identity.number is not None and identity.id.year
        else target.year
    )
    return replace(target, document=identity.id, number=identity.number or target.number, year=year)
