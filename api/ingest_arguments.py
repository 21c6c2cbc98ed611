"""The arguments of `traluat ingest`. Nothing is loaded here that the other commands do without."""

from __future__ import annotations

import argparse

PROGRESS = ("auto", "json", "none")


def add(ingest: argparse.ArgumentParser) -> None:
    """Describe the command to its parser."""
    ingest.add_argument("paths", nargs="*", metavar="NGUỒN", help="tệp, thư mục, tệp nén .zip, hoặc địa chỉ https://…")
    ingest.add_argument("--list", metavar="TỆP", help="tệp liệt kê địa chỉ hoặc đường dẫn, mỗi dòng một nguồn")
    ingest.add_argument("--workers", type=_count, metavar="SỐ", help="số tiến trình đọc tệp; mặc định theo số nhân máy")
    ingest.add_argument("--again", action="store_true", help="đọc lại cả tệp đã biết")
    ingest.add_argument("--private-hosts", action="store_true", help="cho tải từ máy chủ trong mạng nội bộ")

    watch = ingest.add_argument_group("theo dõi thư mục")
    watch.add_argument("--watch", metavar="THƯ_MỤC", help="nạp rồi chờ, nạp tiếp tệp mới đến; dừng bằng Ctrl+C")
    watch.add_argument("--poll", action="store_true", help="dò định kỳ, cho ổ mạng không báo thay đổi")

    held = ingest.add_argument_group("tệp chưa đọc được")
    held.add_argument("--quarantine", action="store_true", help="liệt kê tệp chưa đọc được, kèm lý do")
    held.add_argument(
        "--retry", nargs="?", const="", metavar="MÃ", help="đọc lại tệp chưa đọc được: tất cả, hoặc theo mã lý do"
    )

    sets = ingest.add_argument_group("bộ dữ liệu mở")
    sets.add_argument("--dataset", nargs="+", metavar="TỆP", help="tệp .parquet hoặc .jsonl, mỗi dòng một văn bản")
    sets.add_argument("--mapping", metavar="TỆP", help="tệp .toml nói cột nào chứa gì, hoặc tên ánh xạ có sẵn")
    sets.add_argument("--metadata", nargs="+", default=[], metavar="TỆP", help="tệp chứa thuộc tính, nối theo mã (id)")
    sets.add_argument("--only-cited", action="store_true", help="chỉ lấy văn bản mà thư viện đang dẫn tới mà chưa có")
    sets.add_argument("--depth", type=_count, metavar="SỐ", help="với --only-cited: số vòng nhiều nhất")

    told = ingest.add_argument_group("báo cáo")
    told.add_argument("--report", metavar="TỆP", help="ghi báo cáo ra tệp .html, .json hoặc .txt")
    told.add_argument(
        "--progress", choices=PROGRESS, default="auto", help="tiến độ ra stderr: auto, json (mỗi dòng một JSON), none"
    )


def _count(text: str) -> int:
    """A whole number from 1 to 64."""
    number = int(text)
    if not 1 <= number <= 64:
        raise ValueError(text)
    return number
