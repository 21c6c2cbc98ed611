"""The arguments of `traluat reindex` and `traluat engine`."""

from __future__ import annotations

import argparse

_FOLDER = (
    "thư mục để bản sao; với Elasticsearch là thư mục trên máy chủ, nằm trong path.repo;"
    " mặc định là snapshots cạnh chỉ mục, hoặc thư mục mang tên bí danh trong path.repo"
)


def add_reindex(command: argparse.ArgumentParser) -> None:
    """`traluat reindex [--rollback]`."""
    command.add_argument("--rollback", action="store_true", help="cho bản chỉ mục trước phục vụ lại; không lập bản mới")


def add_engine(command: argparse.ArgumentParser) -> None:
    """`traluat engine status | snapshot | restore`."""
    several = command.add_subparsers(dest="action", required=True, metavar="VIỆC", title="các việc")

    def action(name: str, help: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = several.add_parser(name, help=help, description=help)
        # Without a default, so that it does not undo what was given before the name of the action.
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in kết quả dạng JSON")
        return made

    action("status", "in tình trạng của công cụ tìm kiếm, các bản chỉ mục, kho đi trước chỉ mục bao nhiêu")
    snapshot = action("snapshot", "sao bản chỉ mục đang phục vụ")
    snapshot.add_argument("name", nargs="?", metavar="TÊN", help="tên bản sao, mặc định theo ngày giờ")
    restore = action("restore", "cho một bản sao phục vụ; bản đang phục vụ lui lại, --rollback trở về nó")
    restore.add_argument("name", metavar="TÊN", help="tên bản sao; `traluat engine status` liệt kê")
    with_folder: tuple[argparse.ArgumentParser, ...] = (snapshot, restore)
    for one in with_folder:
        one.add_argument("--folder", default="", metavar="THƯ_MỤC", help=_FOLDER)
