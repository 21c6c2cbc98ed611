"""docker-compose.yml: pinned images, known settings, a start order that waits for health."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from api import settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_every_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    images = {name: service["image"] for name, service in compose["services"].items() if "image" in service}
    assert set(images) == {"postgres", "elasticsearch"}
    assert all(re.fullmatch(r"[a-z]+:\d[\d.]*", image) for image in images.values()), images


def test_the_server_has_the_major_version_of_the_locked_client(compose: dict[str, Any]) -> None:
    locked = re.search(r"^elasticsearch==(\d+)\.(\d+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert locked is not None
    assert compose["services"]["elasticsearch"]["image"].startswith(f"elasticsearch:{locked[1]}.{locked[2]}.")


def test_every_setting_given_to_the_library_is_one_it_reads(compose: dict[str, Any]) -> None:
    given = {name for name in compose["services"]["api"]["environment"] if name.startswith("TRALUAT_")}
    known = {row.name for row in settings.VARIABLES}
    assert given
    assert given <= known


def test_the_library_starts_only_after_healthy_servers(compose: dict[str, Any]) -> None:
    services = compose["services"]
    waits = services["api"]["depends_on"]
    assert {name: wait["condition"] for name, wait in waits.items()} == {
        "postgres": "service_healthy",
        "elasticsearch": "service_healthy",
    }
    assert all("healthcheck" in services[name] for name in ("api", *waits))


def test_named_volumes_are_declared_and_passwords_are_never_written_down(compose: dict[str, Any]) -> None:
    used = {v.split(":")[0] for service in compose["services"].values() for v in service.get("volumes", ())}
    assert used == set(compose["volumes"])
    written = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"PASSWORD: +(?!\$\{)\S", written)
