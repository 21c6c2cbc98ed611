"""The command `traluat`.

Exit status: 0 done, 1 something failed and is listed, 2 unusable arguments, 130 interrupted.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from api import engine_arguments, ingest_arguments
from api.settings import Settings, SettingsError
from api.terminal import Terminal, Unusable
from corpus.errors import TraluatError

DONE, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130

FILTERS = {
    "kind": "loại văn bản, theo mã: ke-hoach, nghi-dinh",
    "issuer": "cơ quan ban hành, theo mã: ubnd-ha-tinh",
    "year": "năm ban hành",
    "status": "hiệu lực, theo mã: con-hieu-luc",
}

#: Command -> the module that holds the function of its name.
_MODULES = {
    "parse": "intake",
    "cite": "commands",
    "ingest": "ingest_command",
    "search": "commands",
    "show": "commands",
    "references": "commands",
    "related": "commands",
    "serve": "serving",
    "reindex": "engine_command",
    "engine": "engine_command",
    "status": "force",
    "check": "checking",
    "health": "health",
}

Command = Callable[[argparse.Namespace, Settings, Terminal], int]

_WORDS = (
    (re.compile(r"the following arguments are required: (.*)"), r"thiếu \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"không hiểu \1"),
    (re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"), r"\1 không có \2; chọn trong \3"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.*)"), r"\1 không nhận \2"),
    (re.compile(r"argument (\S+): expected .*"), r"\1 cần một giá trị"),
)


class _Parser(argparse.ArgumentParser):
    """argparse whose complaints are Vietnamese."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _WORDS:
            message = pattern.sub(words, message)
        self.exit(UNUSABLE, f"traluat: {message}\nXem: {self.prog} --help\n")


#: Adds a command by its name and its help.
_Command = Callable[[str, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """The arguments of all commands."""
    made = _Parser(prog="traluat", description="Thư viện pháp luật: đọc, tách, nối dẫn chiếu và tra cứu văn bản.")
    made.add_argument("--verbose", action="store_true", help="ghi nhật ký chi tiết ra stderr")
    several = made.add_subparsers(dest="command", required=True, metavar="LỆNH", title="các lệnh")
    shared = _Parser(add_help=False)
    shared.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return several.add_parser(name, help=help, description=help, parents=[shared])

    _add_reading(command)
    _add_asking(command)
    _add_judging(command)
    _add_serving(command)
    return made


def _add_reading(command: _Command) -> None:
    parse = command("parse", "đọc một tệp và in văn bản như máy hiểu (JSON)")
    parse.add_argument("file", metavar="TỆP", help="tệp văn bản; - là đầu vào chuẩn")
    parse.add_argument("--part", type=_count, default=1, metavar="SỐ", help="văn bản thứ mấy, ở tệp có nhiều văn bản")
    parse.add_argument("--text", action="store_true", help="in văn bản chuẩn, cái mà start và end đếm")

    cite = command("cite", "đọc chữ ở đầu vào chuẩn và in các chỗ dẫn chiếu")
    cite.add_argument("--lines", action="store_true", help="mỗi dòng là một đoạn; trả mỗi dòng một mảng JSON")

    ingest_arguments.add(command("ingest", "đưa tệp, thư mục, địa chỉ, bộ dữ liệu vào thư viện"))


def _add_asking(command: _Command) -> None:
    search = command("search", "tìm điều khoản")
    search.add_argument("query", nargs="+", metavar="CÂU_TÌM", help='từ, "cụm từ", số hiệu hoặc cách trích dẫn')
    for name, help in FILTERS.items():
        search.add_argument(f"--{name}", action="append", default=[], metavar="GIÁ_TRỊ", help=help)
    search.add_argument("--page", type=int, default=1, metavar="SỐ", help="trang kết quả")
    search.add_argument("--size", type=int, default=10, metavar="SỐ", help="số văn bản mỗi trang")
    search.add_argument(
        "--explain", action="store_true", help="nói câu tìm được hiểu thế nào, vì sao mỗi kết quả đứng đó"
    )

    show = command("show", "in một văn bản hoặc một điều khoản")
    show.add_argument("id", metavar="ID", help="cp/2025/80-2025-nd-cp hoặc cp/2025/80-2025-nd-cp#dieu-5")

    references = command("references", "in dẫn chiếu của văn bản, đi và đến")
    references.add_argument("id", metavar="ID", help="văn bản hoặc điều khoản")

    related = command("related", "in điều khoản liên quan ở văn bản khác")
    related.add_argument("id", metavar="ID", help="văn bản hoặc điều khoản")
    related.add_argument("--limit", type=int, default=10, metavar="SỐ", help="số điều khoản")


def _add_judging(command: _Command) -> None:
    status = command("status", "in hiệu lực của văn bản hoặc điều khoản, kèm lý do")
    status.add_argument("id", nargs="?", metavar="ID", help="văn bản hoặc điều khoản")
    status.add_argument("--on", metavar="NGÀY", help="xét tại ngày này (2026-01-31), mặc định hôm nay")
    status.add_argument("--declared", action="store_true", help="liệt kê văn bản mà trang nguồn ghi tình trạng khác")

    check = command("check", "kiểm tra dẫn chiếu của một dự thảo: hết hiệu lực, bị thay thế, không có điều khoản")
    check.add_argument("file", metavar="TỆP", help="tệp dự thảo; - là đầu vào chuẩn")

    health = command("health", "in tình trạng dẫn chiếu của thư viện hoặc của một văn bản")
    health.add_argument("id", nargs="?", metavar="ID", help="văn bản; không có thì cả thư viện")
    health.add_argument("--limit", type=int, default=20, metavar="SỐ", help="số văn bản, nhiều chỗ chưa nối nhất trước")


def _add_serving(command: _Command) -> None:
    serve = command("serve", "mở trang tra cứu và API")
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe; 0.0.0.0 là mọi địa chỉ"
    )
    serve.add_argument("--port", type=int, metavar="SỐ", help="cổng, thay cho TRALUAT_PORT")
    serve.add_argument("--next-free-port", action="store_true", help="cổng bận thì lấy cổng trống kế tiếp")

    engine_arguments.add_reindex(command("reindex", "dựng lại chỉ mục tìm kiếm từ thư viện"))
    engine_arguments.add_engine(command("engine", "xem, sao và khôi phục chỉ mục của công cụ tìm kiếm"))


def _count(text: str) -> int:
    """A whole number from 1 to 64."""
    number = int(text)
    if not 1 <= number <= 64:
        raise ValueError(text)
    return number


def command_of(name: str) -> Command:
    """The function of a command; its module is loaded now, so that `cite` does not wait for the server's."""
    module = import_module(f"api.{_MODULES[name]}")
    found: Command = getattr(module, name)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = parser().parse_args(argv)
    logging.basicConfig(
        level=logging.INFO if arguments.verbose else logging.WARNING, format="%(levelname)s %(message)s"
    )
    terminal = Terminal(as_json=arguments.json)
    try:
        status = command_of(arguments.command)(arguments, Settings.read(), terminal)
        sys.stdout.flush()
    except SettingsError as error:
        terminal.complain(str(error))
        return UNUSABLE
    except Unusable as error:
        terminal.complain(str(error))
        return UNUSABLE
    except TraluatError as error:
        terminal.complain(str(error))
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader had enough
        return DONE
    except KeyboardInterrupt:
        terminal.complain("đã dừng.")
        return INTERRUPTED
    return status


if __name__ == "__main__":
    sys.exit(main())
