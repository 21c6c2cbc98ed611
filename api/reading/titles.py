"""Names and titles of documents for people: `Kế hoạch 444/KH-UBND`; titles in capitals brought to sentence case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpus import vocabulary
from corpus.errors import AddressError
from corpus.model import Metadata
from corpus.number import DocumentNumber
from corpus.text import old_tones

_NUMBER = re.compile(r"\b\d+[A-Z]?(?:/\d{4})?[/-][A-ZĐ][A-ZĐ0-9Ư]*(?:[-/][A-ZĐ][A-ZĐ0-9Ư]*)*")
_OF_A_LAW = re.compile(r"\bđiều của (luật|bộ luật|pháp lệnh) (\w)")
_MORE_NAMES = (
    "Ban Thường vụ",
    "Ban Chấp hành",
    "Ban Chấp hành Trung ương",
    "Chương trình hành động",
    "Việt Nam",
    "Nhà nước",
    "Mặt trận Tổ quốc Việt Nam",
    "Đảng ủy",
    "Cộng sản Việt Nam",
    "Công báo",
)
_AMENDING = ("sửa đổi", "bổ sung")
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
#: Long kinds in letters, for places that are too narrow for them.
SHORT_KINDS = {
    "Chương trình hành động": "CTHĐ",
    "Thông tư liên tịch": "TTLT",
    "Văn bản hợp nhất": "VBHN",
    "Nghị quyết liên tịch": "NQLT",
}


def name(metadata: Metadata) -> str:
    """`Kế hoạch 444/KH-UBND`; what there is of it where parts are missing."""
    parts = [part for part in (metadata.kind, metadata.number) if part]
    if parts:
        return " ".join(parts)
    return title(metadata) or "Văn bản không rõ số hiệu"


def full_name(metadata: Metadata) -> str:
    """The name to cite by: laws by kind and title, all else by kind and number."""
    if metadata.kind in _LAWS and metadata.title:
        return title(metadata)
    if metadata.kind and metadata.number:
        return f"{metadata.kind} số {metadata.number}"
    return name(metadata)


def is_law(metadata: Metadata) -> bool:
    """True for what is cited by its title: Luật, Bộ luật, Pháp lệnh, Hiến pháp."""
    return metadata.kind in _LAWS


def title(metadata: Metadata) -> str:
    """The trích yếu in sentence case, of laws with its kind (`Luật Đất đai`); empty where the document has none."""
    return about(metadata.kind, metadata.title) if metadata.title else ""


def about(kind: str | None, title: str) -> str:
    """A title as it is shown, given the kind of its document."""
    if kind not in _LAWS or not title:
        return sentence_case(title)
    return law_name(title if title.lower().startswith(kind.lower()) else f"{kind} {sentence_case(title)}")


@lru_cache(maxsize=4096)
def sentence_case(text: str) -> str:
    """A title in capitals as a sentence; names, numbers and abbreviations keep theirs. Others stay as they are."""
    letters = [char for char in text if char.isalpha()]
    if sum(char.isupper() for char in letters) < 0.7 * len(letters):
        return text
    lowered = _known_names().sub(lambda found: _spelling()[_key(found[0])], text.lower())
    pieces: list[str] = []
    at = 0
    for found in _NUMBER.finditer(text):
        pieces.append(lowered[at : found.start()])
        pieces.append(_number(found[0]))
        at = found.end()
    sentence = "".join(pieces) + lowered[at:]
    sentence = _OF_A_LAW.sub(lambda found: f"điều của {found[1].capitalize()} {found[2].upper()}", sentence)
    return sentence[:1].upper() + sentence[1:]


def law_name(text: str) -> str:
    """The name of a law as in a sentence: `LUẬT GIÁO DỤC` → `Luật Giáo dục`; `Luật sửa đổi, bổ sung …`."""
    sentence = sentence_case(text)
    for kind in sorted(_LAWS, key=len, reverse=True):
        if sentence.startswith(f"{kind} "):
            rest = sentence[len(kind) + 1 :]
            first = rest[:1].lower() if rest.lower().startswith(_AMENDING) else rest[:1].upper()
            return f"{kind} {first}{rest[1:]}"
    return sentence


def _number(printed: str) -> str:
    try:
        return str(DocumentNumber.parse(printed))
    except AddressError:
        return printed


def _key(text: str) -> str:
    return old_tones(text.lower())


def _names() -> Iterator[str]:
    yield from _MORE_NAMES
    for province in vocabulary.provinces():
        yield province.name
    for body in vocabulary.bodies():
        yield from (body.name, *body.names, *body.abbreviations)


@cache
def _spelling() -> dict[str, str]:
    """Every known name by its lower-case form; plain words in braces are templates and stay out."""
    return {_key(found): found for found in _names() if "{" not in found and len(found) > 2} | {
        f"{_key(kind.name)} số": f"{kind.name} số" for kind in vocabulary.kinds()
    }


@cache
def _known_names() -> re.Pattern[str]:
    longest_first = sorted(_spelling(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
