"""The acts of a document, each once, as its body says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.effects import Effect, EffectKind
from corpus.model import Target, Zone
from ingest.references.effects_kept import kept_of

_ZONES = frozenset(map(str, Zone))


def settled(found: Sequence[Effect]) -> tuple[Effect, ...]:
    """Each act once: what the body says goes before title and introduction; an article changed item by item is
    changed in part.
    """
    body = {_document(effect.target) for effect in found if effect.source not in _ZONES}
    kept: dict[tuple[object, ...], Effect] = {}
    for effect in found:
        if effect.source in _ZONES and _document(effect.target) in body:
            continue
        key = (effect.kind, _document(effect.target), effect.target.path, effect.begins, effect.partly, effect.words)
        kept.setdefault(key, effect)
    out = []
    for effect in kept.values():
        if effect.kind is EffectKind.AMENDS and effect.target.path and not effect.partly:
            below = f"{effect.source}."
            inner = any(
                (other.source == effect.source or other.source.startswith(below))
                and _document(other.target) == _document(effect.target)
                and other.target.path != effect.target.path
                and other.target.path.is_within(effect.target.path)
                for other in kept.values()
            )
            effect = replace(effect, partly=True) if inner else effect
        out.append(effect)
    keeps = [keep for effect in out for keep in kept_of(effect)]
    return (*out, *keeps)


def _document(target: Target) -> str:
    return str(target.document or target.number or target.name or "")
