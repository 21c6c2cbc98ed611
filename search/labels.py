"""Names of things as people read them: documents, provisions, values of facets."""

from __future__ import annotations

import re

from corpus.address import Level, Path
from corpus.model import Metadata, Provision, Status
from corpus.vocabulary import base_code, body_by_code, kind_by_code, level_names, province_named, status_names

_PRINTED = re.compile(r"^[^\w(]*(?P<number>.*?)[\s.):/–-]*$", re.DOTALL)


def document_name(metadata: Metadata) -> str:
    """`Kế hoạch 444/KH-UBND`; without a number, the kind and title."""
    kind = metadata.kind or ""
    return " ".join(filter(None, (kind, metadata.number or metadata.title))) or "Văn bản không rõ số hiệu"


def provision_label(provision: Provision) -> str:
    """`Điều 5`, `Mục II`, `Điểm đ`: the word of the level and the number as printed."""
    return _labelled(provision.level, provision.label) or step_label(provision.path)


def _labelled(level: Level, printed: str) -> str:
    word = level_names()[level]
    found = _PRINTED.match(printed.strip())
    number = found["number"].strip("()") if found else ""
    if not number:
        return ""
    if level is Level.ATTACHED:
        return f"{number.capitalize()} kèm theo"
    if number.lower().startswith(word.lower()):
        return word[:1].upper() + word[1:] + number[len(word) :]
    return f"{word[:1].upper()}{word[1:]} {number}"


def step_label(path: Path) -> str:
    """The last step of a path in words, for a provision of which nothing else is known."""
    step = path.last
    word = level_names()[step.level]
    number = step.number.replace("dd", "đ").replace("-", ".")
    return f"{word[:1].upper()}{word[1:]} {number}".strip()


def path_labels(path: Path) -> tuple[str, ...]:
    """All steps of a path in words, outermost first."""
    return tuple(step_label(Path(path.steps[:n])) for n in range(1, len(path.steps) + 1))


def facet_label(field: str, value: str) -> str:
    """A value of a facet in words; what the vocabulary does not know stands as it is."""
    if not value or (field == "year" and value == "0"):
        return "Không rõ"
    if field == "kind":
        kind = kind_by_code(value)
        return kind.name if kind else value
    if field == "issuer":
        return issuer_name(value)
    if field == "status" and value in set(Status):
        return status_names()[Status(value)]
    return value


def issuer_name(slug: str) -> str:
    """`ubnd-ha-tinh` → Ủy ban nhân dân tỉnh Hà Tĩnh; an unknown slug stands as it is."""
    code = base_code(slug)
    try:
        body = body_by_code(code)
    except KeyError:
        return slug
    if not body.is_provincial:
        return body.name
    place = province_named(slug.removeprefix(f"{code}-"))
    if place is None:
        return slug
    return body.name.format(province=place.full_name, name=place.name, committee=place.committee)
