"""What the command line writes: results on standard output, progress and complaints on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

from corpus.errors import TraluatError


class Unusable(TraluatError):
    """Arguments that cannot be used; the message says what would do."""


@dataclass(slots=True)
class Terminal:
    """Lines or JSON on `out`; progress overwrites itself on `err` where that is a terminal, else it is plain lines."""

    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _shown: int = 0

    def line(self, text: str = "") -> None:
        """A line of the result."""
        self._wipe()
        print(text, file=self.out)

    def json(self, value: Any, *, indent: int | None = 2) -> None:
        """The whole result as JSON, letters as they are."""
        self._wipe()
        print(json.dumps(value, ensure_ascii=False, indent=indent), file=self.out)

    def complain(self, text: str) -> None:
        """What went wrong, for a person."""
        self._wipe()
        print(f"traluat: {text}", file=self.err)

    def note(self, text: str) -> None:
        """A remark beside the result; left out where the result is JSON."""
        if not self.as_json:
            self._wipe()
            print(text, file=self.err)

    def counter(self, what: str, *, every: int = 500) -> Callable[[int], None]:
        """A progress function: shows each step on a terminal, every so many as a line elsewhere."""

        def told(number: int) -> None:
            if self.err.isatty():
                self.progress(f"{what}: {number}")
            elif number % every == 0:
                self.note(f"{what}: {number}")

        return told

    def progress(self, text: str) -> None:
        """A line that the next one overwrites; nothing where there is no terminal."""
        if self.err.isatty():
            text = text[:100]
            print("\r" + text.ljust(self._shown), end="", file=self.err, flush=True)
            self._shown = len(text)

    def _wipe(self) -> None:
        if self._shown:
            print("\r" + " " * self._shown + "\r", end="", file=self.err, flush=True)
            self._shown = 0
