"""The report of an ingest as a file: a page that stands alone, JSON, or text."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

from api import pages
from api.ingest_progress import duration
from api.terminal import Unusable
from ingest.report import NAMES, Fate, FileReport, Report

ENDINGS = (".html", ".json", ".txt")

#: Reasons for which a file fails, in words; the code stands beside them, for `--retry CODE`.
REASONS = {
    "unreadable": "hỏng, có mật khẩu hoặc không mở được",
    "unsupported": "loại tệp chưa đọc được",
    "empty": "không có chữ",
    "too-large": "quá lớn",
    "no-law": "không có văn bản pháp luật trong tệp",
    "scan": "trang quét chưa nhận dạng được chữ",
    "memory": "hết bộ nhớ cho phép khi đọc",
    "time": "hết thời gian cho phép khi đọc",
    "fault": "lỗi của chương trình",
    "fetch": "không tải được từ địa chỉ",
    "refused": "trang web không cho tải",
    "private-address": "địa chỉ trong mạng nội bộ",
    "row": "dòng dữ liệu thiếu nội dung",
    "links": "chưa nối được dẫn chiếu",
    "gone": "không còn ở chỗ cũ",
}


def check(name: str | None) -> Path | None:
    """The path of the report; raises Unusable where nothing can be written there, before the work and not after it."""
    if name is None:
        return None
    path = Path(name)
    if path.suffix.lower() not in ENDINGS:
        raise Unusable(f"--report cần tên tệp đuôi {', '.join(ENDINGS)}.")
    if not path.absolute().parent.is_dir():
        raise Unusable(f"không có thư mục {path.absolute().parent} để ghi báo cáo.")
    return path


def write(path: Path, report: Report, *, at: datetime) -> None:
    """Write the report, in the form that the ending of its name asks for."""
    ending = path.suffix.lower()
    if ending == ".html":
        text = page(report, at=at)
    elif ending == ".json":
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join((*(entry.as_text() for entry in report.files), "", report.as_text())) + "\n"
    path.write_text(text, "utf-8")


def page(report: Report, *, at: datetime) -> str:
    """The report as a page with nothing outside it."""
    return pages.render(
        "ingest_report.html",
        at=f"{at:%d/%m/%Y %H:%M}",
        took=duration(report.seconds) if report.seconds is not None else "",
        totals=report.totals(),
        fates=[(fate.value, NAMES[fate], report.count(fate)) for fate in Fate],
        failures=_by_reason(report),
        unlinked=report.unlinked,
        problems=_problems(report),
        files=report.files,
        names={fate.value: name for fate, name in NAMES.items()},
        left_out=report.left_out,
    )


def _by_reason(report: Report) -> list[tuple[str, str, list[FileReport]]]:
    """The failed files under their reasons, the commonest first."""
    groups: dict[str, list[FileReport]] = {}
    for entry in report.failed:
        groups.setdefault(entry.code or "", []).append(entry)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(code, REASONS.get(code, code), entries) for code, entries in ordered]


def _problems(report: Report) -> list[tuple[str, int, str]]:
    """What readers remarked, by kind: code, how often, one example."""
    counted: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for entry in report.files:
        for remark in entry.remarks:
            counted[remark.code] += 1
            examples.setdefault(remark.code, f"{entry.file}: {remark.message}")
    return [(code, number, examples[code]) for code, number in counted.most_common()]
