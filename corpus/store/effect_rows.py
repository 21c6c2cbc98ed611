"""Effects to rows and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from corpus.address import DocumentId, Path
from corpus.effects import Dated, Effect, EffectKind, Exchange
from corpus.model import Target
from corpus.store.rows import Row, dump
from corpus.text import Span


def effect_row(document: str, position: int, effect: Effect) -> Row:
    """The row of an effect. `target` is the id of the target, the acting document's own for its own parts."""
    itself = effect.target.document == "this"
    return {
        "document": document,
        "position": position,
        "kind": effect.kind.value,
        "target": document if itself else str(effect.target.document) if effect.target.document else None,
        "target_path": str(effect.target.path),
        "actor": str(effect.by.document) if effect.by and effect.by.document else None,
        "begins": _text(effect.begins),
        "ends": _text(effect.ends),
        "partly": effect.partly,
        "hint": effect.hint,
        "rest": dump(
            {
                "source": effect.source,
                "quote": effect.quote,
                "span": (effect.span.start, effect.span.end),
                "target": _target(effect.target),
                "dated": effect.dated.value,
                "unless": effect.unless,
                "words": [(one.old, one.new) for one in effect.words],
                "by": _target(effect.by) if effect.by else None,
            }
        ),
    }


def effect_of(row: Mapping[Any, Any]) -> Effect:
    rest = json.loads(row["rest"])
    return Effect(
        kind=EffectKind(row["kind"]),
        source=rest["source"],
        quote=rest["quote"],
        span=Span(*rest["span"]),
        target=_target_of(rest["target"]),
        begins=_day(row["begins"]),
        dated=Dated(rest["dated"]),
        ends=_day(row["ends"]),
        partly=row["partly"],
        unless=rest["unless"],
        words=tuple(Exchange(old, new) for old, new in rest["words"]),
        by=_target_of(rest["by"]) if rest["by"] else None,
        hint=row["hint"],
    )


def _target(target: Target) -> list[Any]:
    document = str(target.document) if target.document else None
    return [document, target.number, target.name, target.year, str(target.path)]


def _target_of(kept: list[Any]) -> Target:
    document, number, name, year, path = kept
    known = document if document in ("this", None) else DocumentId.parse(document)
    return Target(known, number, name, year, Path.parse(path))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
