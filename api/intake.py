"""The commands that read files: `traluat parse` and `traluat ingest`."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from api import schemas
from api.settings import Settings
from api.terminal import Terminal, Unusable
from ingest.pipeline import ingest as ingest_files
from ingest.pipeline import understand
from ingest.report import FileReport


def parse(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """One file as we understand it: one JSON object, or with `--text` the canonical text that its spans index."""
    data, name = read_file(arguments.file)
    document, references = understand(data, name=name)
    if arguments.text:
        terminal.line(document.text)
    else:
        terminal.json(schemas.Document.of_document(document, references).json_object())
    return 0


def ingest(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Files and folders into the library, a report of each, then the index brought up to date."""
    paths = [Path(name) for name in arguments.paths]
    absent = [str(path) for path in paths if not path.exists()]
    if absent:
        raise Unusable(f"không có {', '.join(absent)}.")
    from api import wiring  # brings the engines, which `parse` does without

    with closing(wiring.library(settings)) as library:

        def told(report: FileReport, done: int, all_files: int) -> None:
            if not terminal.as_json:
                terminal.line(report.as_text())
            terminal.progress(f"{done}/{all_files}")

        report = ingest_files(paths, library.store, workers=arguments.workers, again=arguments.again, progress=told)
        library.refresh_index(terminal.counter("văn bản đã lập chỉ mục"))
    if terminal.as_json:
        terminal.json(report.as_json())
    else:
        terminal.line()
        terminal.line(report.as_text())
    return 1 if report.failed else 0


def read_file(name: str) -> tuple[bytes, str]:
    """The bytes of a file and the name to know it by; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read(), "-"
    path = Path(name)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise Unusable(f"không mở được {name}: {error.strerror}.") from error
