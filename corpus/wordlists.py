"""The tables of words beside this module (`kinds.toml`, `bodies.toml`, …), read once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`; callers give its rows a type."""
    return tomllib.loads(resources.files("corpus").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, key: str) -> list[dict[str, Any]]:
    """The rows `[[key]]` of a table."""
    found: list[dict[str, Any]] = table(name).get(key, [])
    return found
