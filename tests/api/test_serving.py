"""`traluat serve`: ports, and that it really answers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from api.serving import PortBusy, _listen


def test_a_busy_port_is_said_with_the_mend() -> None:
    with _listen("127.0.0.1", 0, tries=1) as busy, pytest.raises(PortBusy) as raised:
        _listen("127.0.0.1", busy.getsockname()[1], tries=1)

    assert "--next-free-port" in str(raised.value)


def test_the_next_free_port_is_taken() -> None:
    with _listen("127.0.0.1", 0, tries=1) as busy:
        port = busy.getsockname()[1]
        with _listen("127.0.0.1", port, tries=50) as found:
            assert found.getsockname()[1] > port


def test_serve_prints_its_address_and_answers(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TRALUAT_HOME": str(tmp_path), "TRALUAT_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["address"]
        with urllib.request.urlopen(f"{address}readyz", timeout=30) as answer:
            assert json.load(answer)["status"] == "ready"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0
