"""schema.org Legislation of a document as JSON-LD, for search engines and harvesters (ELI maps onto the same terms)."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from api.reading import titles
from api.reading.document_view import Reading
from corpus.address import DocumentId
from corpus.model import Relation, Status

_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.PARTLY_EXPIRED: "PartiallyInForce",
    Status.EXPIRED: "NotInForce",
    Status.NOT_YET: "NotInForce",
    Status.SUSPENDED: "NotInForce",
}
_RELATIONS = {
    Relation.AMENDS: "legislationAmends",
    Relation.REPLACES: "legislationRepeals",
    Relation.REPEALS: "legislationRepeals",
    Relation.CORRECTS: "legislationCorrects",
    Relation.CONSOLIDATES: "legislationConsolidates",
    Relation.GUIDES: "legislationApplies",
    Relation.BASIS: "legislationBasedOn",
    Relation.CITES: "citation",
}
#: Not in schema.org; ELI's own property is the word for it.
_ELI_ONLY = frozenset({"legislationBasedOn"})
_TYPES = {"xml": "application/akn+xml", "docx": None, "json": "application/json", "txt": "text/plain"}


def legislation(reading: Reading, base: str) -> Markup:
    """The object as text for a `script` element; `base` is the address of the site without a slash at its end."""
    return Markup(json.dumps(described(reading, base), ensure_ascii=False).replace("<", "\\u003c"))


def described(reading: Reading, base: str) -> dict[str, Any]:
    """The object: identity, dates, force, and the documents it acts on."""
    document, metadata = reading.document, reading.document.metadata
    page = f"{base}/vb/{document.id}"
    found: dict[str, Any] = {
        "@context": ["https://schema.org", {"eli": "http://data.europa.eu/eli/ontology#"}],
        "@type": "Legislation",
        "@id": page,
        "url": page,
        "name": titles.name(metadata),
        "headline": titles.title(metadata) or None,
        "legislationIdentifier": metadata.number,
        "legislationType": metadata.kind,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": metadata.issuer}
        if metadata.issuer
        else None,
        "legislationDate": _day(metadata.issued),
        "datePublished": _day(metadata.issued),
        "legislationDateOfApplicability": _day(metadata.effective),
        "temporalCoverage": f"{metadata.effective}/{metadata.expires or '..'}" if metadata.effective else None,
        "legislationLegalForce": _FORCE.get(document.status),
        "legislationLegalValue": "UnofficialLegalValue",
        "inLanguage": "vi",
        "legislationJurisdiction": "VN",
        "encoding": [
            {"@type": "LegislationObject", "contentUrl": f"{page}.{form}", "encodingFormat": media_type}
            for form, media_type in _TYPES.items()
            if media_type
        ],
    }
    for name, ids in _acted_on(reading).items():
        key = "eli:based_on" if name in _ELI_ONLY else name
        found[key] = [{"@type": "Legislation", "@id": f"{base}/vb/{id}"} for id in ids]
    return {name: value for name, value in found.items() if value}


def _acted_on(reading: Reading) -> dict[str, list[DocumentId]]:
    """The documents held or known by id that this one acts on, by property, each once."""
    found: dict[str, dict[DocumentId, None]] = {}
    for one in reading.references:
        target, name = one.target.document, _RELATIONS.get(one.relation)
        if name and not one.quoted and isinstance(target, DocumentId) and target != reading.document.id:
            found.setdefault(name, {})[target] = None
    return {name: list(ids) for name, ids in found.items()}


def _day(day: object) -> str | None:
    return str(day) if day else None
