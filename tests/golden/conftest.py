"""The flag that rewrites the golden files; review what it wrote with `git diff tests/golden`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the parser says now into tests/golden (run as: pytest tests/golden --update-golden)",
    )
