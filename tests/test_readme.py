"""The README is executed: its settings are those of the code, its commands run and its searches land."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = re.findall(r"^\$ (.*?)(?: {2,}#.*)?$", README, re.MULTILINE)
LONG_RUNNING = ("make ", "traluat serve", "traluat ingest thu-muc", "python -m tests.quality")


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "TRALUAT_HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    read = run("traluat ingest corpus/samples", folder)
    assert read.returncode == 0, read.stdout + read.stderr
    return folder


def test_the_table_of_settings_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `(TRALUAT_\w+)` \| `?(.*?)`? \| (.*) \|$", README, re.MULTILINE)
    assert rows == [(v.name, v.default, v.meaning) for v in VARIABLES]


def test_the_first_two_commands_are_targets_of_the_makefile() -> None:
    assert TOUR[:2] == ["make demo", "make test"]
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "lint", "serve"} <= targets


@pytest.mark.parametrize("command", [c for c in TOUR if not c.startswith(LONG_RUNNING)])
def test_a_command_of_the_tour_does_what_it_says(command: str, home: Path) -> None:
    done = run(command, home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize(
    "query", re.findall(r"`([^`]+)`(?=[^|\n]*\| (?!`))", README.split("| type |")[1].split("```")[0])
)
def test_a_search_of_the_tour_finds_something(query: str, home: Path) -> None:
    done = run(f"traluat search {shlex.quote(query)}", home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"444/KH-UBND", done.stdout), done.stdout


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_every_picture_and_file_that_a_readme_names_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", text) + re.findall(r"`(corpus/samples/[^`\s]+)`", text)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
