"""docker-compose.yml: pinned images, known settings, a start order that waits for health."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from api import settings
from tests.elasticsearch import server

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_every_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    images = {name: service["image"] for name, service in compose["services"].items() if "image" in service}
    assert set(images) == {"postgres", "elasticsearch", "elasticsearch-user"}
    assert all(re.fullmatch(r"[a-z]+:\d[\d.]*", image) for image in images.values()), images


def test_image_tested_server_and_locked_client_go_together(compose: dict[str, Any]) -> None:
    """The image is the server that the tests run, and the table of the docs says which client that goes with."""
    locked = re.search(r"^elasticsearch==(\d+\.\d+)\.\d+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert locked is not None
    assert {service.get("image") for name, service in compose["services"].items() if "elastic" in name} == {
        f"elasticsearch:{server.VERSION}"
    }
    told = (ROOT / "docs" / "elasticsearch-faults.md").read_text("utf-8")
    rows = re.findall(r"^\| elasticsearch-py ([\d.]+) \| ([\d.]+) \|", told, re.MULTILINE)
    assert (locked[1], server.VERSION) in rows
    assert server.VERSION.startswith(f"{locked[1]}.")


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
        "elasticsearch-user": "service_completed_successfully",
    }
    assert all("test" in services[name]["healthcheck"] for name in ("api", "postgres", "elasticsearch"))
    assert services["elasticsearch-user"]["depends_on"] == {"elasticsearch": {"condition": "service_healthy"}}


def test_elasticsearch_has_security_limits_and_no_way_in_from_outside(compose: dict[str, Any]) -> None:
    service = compose["services"]["elasticsearch"]
    assert service["environment"]["xpack.security.enabled"] == "true"
    assert "ports" not in service
    assert service["networks"] == ["inner"]
    assert compose["networks"]["inner"] == {"internal": True}
    heap = re.fullmatch(r"-Xms(\S+) -Xmx(\S+)", service["environment"]["ES_JAVA_OPTS"])
    assert heap is not None
    assert heap[1] == heap[2]
    assert service["ulimits"]["memlock"] == {"soft": -1, "hard": -1}
    assert service["ulimits"]["nofile"]["soft"] >= 65535
    marks = [
        service["environment"][f"cluster.routing.allocation.disk.watermark.{mark}"]
        for mark in ("low", "high", "flood_stage")
    ]
    assert [int(mark.removesuffix("gb")) for mark in marks] == sorted((int(m[:-2]) for m in marks), reverse=True)


def test_the_library_is_no_superuser(compose: dict[str, Any]) -> None:
    given = compose["services"]["api"]["environment"]
    assert given["TRALUAT_ELASTICSEARCH_USER"] == "traluat"
    assert "ELASTIC_PASSWORD" not in given
    makes = compose["services"]["elasticsearch-user"]
    assert "./docs/elasticsearch-roles:/roles:ro" in makes["volumes"]
    assert "@/roles/writer.json" in makes["command"][0]


def test_what_the_file_asks_of_the_environment_is_explained_at_its_head() -> None:
    written = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    head, _, body = written.partition("services:")
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", body))
    assert asked
    assert {name for name in asked if not re.search(rf"^#.*\b{name}\b", head, re.MULTILINE)} == set()


def test_named_volumes_are_declared_and_passwords_are_never_written_down(compose: dict[str, Any]) -> None:
    used = {v.split(":")[0] for service in compose["services"].values() for v in service.get("volumes", ())}
    assert {name for name in used if not name.startswith("./")} == set(compose["volumes"])
    assert all((ROOT / name).exists() for name in used if name.startswith("./"))
    networks = {name for service in compose["services"].values() for name in service["networks"]}
    assert networks == set(compose["networks"])
    written = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"PASSWORD: +(?!\$\{)\S", written)
