"""The command `traluat parse`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from api.force_answers import ActingDocument
from api.settings import Settings
from api.terminal import Terminal, Unusable
from corpus.status import status_alone
from ingest.pipeline import understand_all
from ingest.references.effects import effects


def parse(arguments: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """A document of a file as we understand it: a JSON object, or with `--text` the text that its spans index."""
    data, name = read_file(arguments.file)
    found = understand_all(data, name=name)
    if arguments.part > len(found):
        raise Unusable(f"{name} chỉ có {len(found)} văn bản.")
    if len(found) > 1:
        terminal.note(
            f"{name} có {len(found)} văn bản, đây là văn bản thứ {arguments.part}; --part SỐ chọn văn bản khác."
        )
    document, references = found[arguments.part - 1]
    if arguments.text:
        terminal.line(document.text)
    else:
        acts = effects(document, references)
        alone = replace(document, status=status_alone(document.metadata, date.today()))
        terminal.json(ActingDocument.acting(alone, references, acts).json_object())
    return 0


def read_file(name: str) -> tuple[bytes, str]:
    """The bytes of a file and the name to know it by; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read(), "-"
    path = Path(name)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise Unusable(f"không mở được {name}: {error.strerror}.") from error
