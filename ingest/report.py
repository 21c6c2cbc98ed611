"""What became of every file of an ingest, for a person and for a program."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.address import DocumentId
from corpus.errors import SourceError
from corpus.model import Document, Outcome, Problem, Reference
from corpus.store import Saved
from corpus.workers import OutOfTime, WorkerDied

log = logging.getLogger(__name__)

#: Problems that only count; their number is shown, not each of them.
UNREAD = "unread-reference"


class Fate(StrEnum):
    """What became of a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    FAILED = "failed"


NAMES = {
    Fate.NEW: "mới",
    Fate.UNCHANGED: "không đổi",
    Fate.CHANGED: "có thay đổi",
    Fate.DUPLICATE: "trùng",
    Fate.FAILED: "lỗi",
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: its fate, the document it became, what was found and what was not understood."""

    file: str
    outcome: Fate
    id: DocumentId | None = None
    provisions: int = 0
    references: int = 0
    unresolved: int = 0
    unread: int = 0  # what looks like a reference and was not read
    problems: int = 0
    message: str = ""
    code: str | None = None  # of the error, for a failed file
    remarks: tuple[Problem, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    part: int | None = None  # which document of a file that holds several, from 1
    address: str | None = None

    @classmethod
    def of(
        cls, file: str, saved: Saved, document: Document, references: Iterable[Reference], *, reread: bool = False
    ) -> FileReport:
        """The report of a file that was read; `reread`: the library held these very bytes before."""
        found = tuple(references)
        shown = tuple(problem for problem in document.problems if problem.code != UNREAD)
        return cls(
            file,
            Fate(saved.value),
            id=document.id,
            provisions=len(document.provisions),
            references=len(found),
            unresolved=sum(1 for reference in found if reference.outcome is not Outcome.RESOLVED),
            unread=len(document.problems) - len(shown),
            problems=len(shown),
            message=_message(saved, shown, reread=reread),
            remarks=shown,
            left_out=document.left_out,
            part=document.source.part if document.source else None,
            address=document.source.address if document.source else None,
        )

    def as_json(self) -> dict[str, object]:
        """The report as plain values, for one line of JSON."""
        return {
            "file": self.file,
            "outcome": self.outcome.value,
            "id": str(self.id) if self.id else None,
            "provisions": self.provisions,
            "references": self.references,
            "unresolved": self.unresolved,
            "unread": self.unread,
            "message": self.message,
            "code": self.code,
            "problems": [{"code": problem.code, "message": problem.message} for problem in self.remarks],
            "left_out": dict(self.left_out),
            "part": self.part,
            "address": self.address,
        }

    def as_text(self) -> str:
        """The report as one line for a terminal."""
        part = f" (văn bản thứ {self.part} trong tệp)" if self.part else ""
        head = f"{NAMES[self.outcome]:<11}  {self.file}{part}"
        if self.outcome is Fate.FAILED:
            return f"{head}\n{'':13}{self.message}"
        found = f"{self.id}: {self.provisions} đơn vị, {self.references} dẫn chiếu"
        if self.unread:
            found += f", {self.unread} chỗ giống dẫn chiếu chưa đọc được"
        if self.problems:
            found += f", {self.problems} điểm cần xem"
        return f"{head}\n{'':13}{found}" + (f"\n{'':13}{self.message}" if self.message else "")


_REREAD = "Tệp không đổi, nhưng bản mới của chương trình đọc được khác trước; kết quả mới đã thay kết quả cũ."


def _message(saved: Saved, problems: tuple[Problem, ...], *, reread: bool) -> str:
    said = {
        Saved.DUPLICATE: "Văn bản đã có trong kho với cùng nội dung, từ tệp khác; không nạp thêm lần nữa.",
        Saved.CHANGED: "Văn bản đã có trong kho với nội dung khác; cả hai bản được giữ, bản đầy đủ hơn được dùng.",
    }
    first = problems[0].message if problems else ""
    what = _REREAD if reread and saved is Saved.CHANGED else said.get(saved, "")
    return " ".join(filter(None, (what, first)))


def failure(file: str, error: Exception) -> FileReport:
    """The report of a file that could not be read."""
    if isinstance(error, SourceError):
        code, message = error.code, str(error)
    elif isinstance(error, WorkerDied | MemoryError):
        code, message = "memory", "Đọc tệp này hết bộ nhớ cho phép; hãy chia nhỏ tệp, hoặc in lại thành PDF gọn hơn."
    elif isinstance(error, OutOfTime):
        code, message = "time", "Đọc tệp này quá thời gian cho phép; hãy chia nhỏ tệp, hoặc in lại thành PDF gọn hơn."
    else:
        log.error("cannot read %s", file, exc_info=error)
        code = "fault"
        message = f"Chương trình gặp lỗi khi đọc tệp ({type(error).__name__}); hãy gửi tệp cho người bảo trì traluat."
    return FileReport(file, Fate.FAILED, message=message, code=code)


@dataclass(frozen=True, slots=True)
class Report:
    """The files of one run, by name; `linked` documents had their references followed anew at its end.

    A run over very many files lists the first of them and those that failed; `beyond` sums up the others.
    """

    files: tuple[FileReport, ...]
    linked: int = 0
    unlinked: tuple[DocumentId, ...] = ()  # their references could not be followed, for a fault of the program
    beyond: tuple[tuple[str, int], ...] = ()
    seconds: float | None = None

    @property
    def failed(self) -> tuple[FileReport, ...]:
        return tuple(entry for entry in self.files if entry.outcome is Fate.FAILED)

    @property
    def has_failures(self) -> bool:
        return bool(self.totals()[Fate.FAILED.value] or self.unlinked)

    @property
    def left_out(self) -> int:
        """Entries that are counted and not listed."""
        return dict(self.beyond).get("entries", 0)

    def count(self, fate: Fate) -> int:
        return self.totals()[fate.value]

    def as_json(self) -> dict[str, object]:
        """Files and totals as plain values."""
        return {
            "files": [entry.as_json() for entry in self.files],
            "not_listed": self.left_out,
            "unlinked": [str(document) for document in self.unlinked],
            "totals": self.totals(),
        }

    def totals(self) -> dict[str, int]:
        """Sums over the files: their fates, and what was found in those that were read."""
        sums = Counter(dict(self.beyond))
        del sums["entries"]
        sums.update({"files": 0, "linked": self.linked, "unlinked": len(self.unlinked)})
        for name in (*(fate.value for fate in Fate), *_SUMMED):
            sums[name] += 0
        for entry in self.files:
            _add(sums, entry)
        return dict(sums)

    def as_text(self) -> str:
        """The summary for a terminal, the failed files listed with their reasons."""
        sums = self.totals()
        fates = ", ".join(f"{sums[fate.value]} {NAMES[fate]}" for fate in Fate if sums[fate.value])
        lines = [f"{sums['files']} tệp: {fates or 'không có gì để đọc'}."]
        if sums["provisions"] or sums["references"]:
            lines.append(
                f"{sums['provisions']} đơn vị, {sums['references']} dẫn chiếu, "
                f"{sums['unread']} chỗ giống dẫn chiếu chưa đọc được, {sums['problems']} điểm cần xem."
            )
        elif self.files and sums["unchanged"] == len(self.files):
            lines.append("Không có gì thay đổi.")
        lines += [entry.as_text() for entry in self.failed]
        lines += [f"{UNLINKED_TEXT} {document}" for document in self.unlinked]
        return "\n".join(lines)


def joined(reports: Iterable[Report]) -> Report:
    """Several runs as one report; a file met again counts with what became of it last."""
    files: dict[tuple[str, int | None], FileReport] = {}
    beyond: Counter[str] = Counter()
    unlinked: list[DocumentId] = []
    linked, seconds = 0, 0.0
    for report in reports:
        files.update(((entry.file, entry.part), entry) for entry in report.files)
        beyond.update(dict(report.beyond))
        linked, seconds = linked + report.linked, seconds + (report.seconds or 0)
        unlinked += report.unlinked
    ordered = sorted(files.values(), key=lambda entry: (entry.file, entry.part or 0))
    return Report(tuple(ordered), linked, tuple(dict.fromkeys(unlinked)), tuple(beyond.items()), round(seconds, 3))


#: Said before the id of a document whose references could not be followed.
UNLINKED_TEXT = "chưa nối được dẫn chiếu (giữ như trước; nạp lại với --retry, hoặc gửi cho người bảo trì):"

_SUMMED = ("provisions", "references", "unread", "problems")


def _add(sums: Counter[str], entry: FileReport) -> None:
    sums["files"] += (entry.part or 1) == 1  # a file of several documents counts once
    sums[entry.outcome.value] += 1
    for name in _SUMMED:
        sums[name] += getattr(entry, name)


class Tally:
    """The entries of a run as they come; past `most` only failures are kept, and past twice as many none."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._kept: list[FileReport] = []
        self._beyond: Counter[str] = Counter()
        self.files = 0

    def add(self, entry: FileReport) -> None:
        """Keep or count an entry."""
        self.files += (entry.part or 1) == 1
        most = 2 * self._most if entry.outcome is Fate.FAILED else self._most
        if len(self._kept) < most:
            self._kept.append(entry)
        else:
            self._beyond["entries"] += 1
            _add(self._beyond, entry)

    def report(self, now: Callable[[FileReport], FileReport] = lambda entry: entry) -> Report:
        """The report; `now` brings an entry up to what is known at the end."""
        kept = sorted(self._kept, key=lambda entry: (entry.file, entry.part or 0))
        return Report(tuple(map(now, kept)), beyond=tuple(self._beyond.items()))
