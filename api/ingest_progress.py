"""How far an ingest has come: a line that overwrites itself on a terminal, plain lines elsewhere, or JSON lines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.terminal import Terminal
from ingest.report import Fate, FileReport

_EVERY = 30.0  # seconds between two plain lines where there is no terminal


@dataclass(slots=True)
class IngestProgress:
    """Told of every document; prints its report, the rate and the time that is left. `way`: auto, json or none."""

    terminal: Terminal
    way: str = "auto"
    now: Callable[[], float] = time.monotonic
    _began: float = field(init=False)
    _read_from: tuple[float, int] | None = None  # when reading began, and how many files were passed over before it
    _said: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._said = self.now()

    def file(self, report: FileReport, done: int, total: int | None) -> None:
        """A document is kept, passed over or failed."""
        if not self.terminal.as_json:
            self.terminal.line(report.as_text())
        rate, left = self._rate(report, done, total)
        if self.way == "json":
            told = {"file": report.file, "outcome": report.outcome.value, "id": str(report.id) if report.id else None}
            self._json("file", done, total, rate, left, **told, code=report.code)
        elif self.way == "auto":
            self._say(_words("tệp", done, total, rate, left))

    def linking(self, done: int, total: int) -> None:
        """The references of a document were followed."""
        if self.way == "json" and (done == total or done % 100 == 0):
            self._json("linking", done, total, None, None)
        elif self.way == "auto":
            self._say(_words("văn bản đã nối dẫn chiếu", done, total, None, None))

    def indexed(self, number: int) -> None:
        """Documents were written to the index."""
        if self.way == "json":
            self._json("indexing", number, None, None, None)
        elif self.way == "auto":
            self._say(f"văn bản đã lập chỉ mục: {number}")

    def _rate(self, report: FileReport, done: int, total: int | None) -> tuple[float | None, float | None]:
        """Files a second since the first that had to be read, and seconds left at that rate."""
        now = self.now()
        if self._read_from is None:
            if report.outcome is Fate.UNCHANGED:
                return None, None
            self._read_from = (self._began, done - 1) if done == 1 else (now, done)
        since, before = self._read_from
        if now <= since or done <= before:
            return None, None
        rate = (done - before) / (now - since)
        return rate, (total - done) / rate if total is not None and rate else None

    def _say(self, text: str) -> None:
        if self.terminal.err.isatty():
            self.terminal.progress(text)
        elif self.now() - self._said >= _EVERY:
            self._said = self.now()
            self.terminal.note(text)

    def _json(
        self, event: str, done: int, total: int | None, rate: float | None, left: float | None, **more: object
    ) -> None:
        told = {"event": event, "done": done, "total": total, **more}
        if event == "file":
            told |= {
                "per_second": round(rate, 2) if rate else None,
                "seconds_left": round(left) if left is not None else None,
            }
        print(json.dumps(told, ensure_ascii=False), file=self.terminal.err, flush=True)


def _words(what: str, done: int, total: int | None, rate: float | None, left: float | None) -> str:
    parts = [f"{done}/{total} {what}" if total is not None else f"{done} {what}"]
    if rate:
        parts.append(f"{rate:.1f}/giây".replace(".", ","))
    if left is not None and done != total:
        parts.append(f"còn khoảng {duration(left)}")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A span of time in words: 45 giây, 3 phút 20 giây, 2 giờ 5 phút."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} giờ {minutes} phút"
    return f"{minutes} phút {rest} giây" if minutes else f"{rest} giây"
