"""How fast text becomes documents and citations. Run: python -m tests.bench.bench_parse [--megabytes 1]

Prints one JSON object of processor time: megabytes a second of reading a plain law (lines, structure, references, what
was not read), of `find_citations` on the same law and on text with a citation every 180 bytes; how many times the time
of a bare scan for words that is; and for each of the worst inputs the time for the whole over the time for a quarter of
it: 4 is linear, 16 would be quadratic.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable

from corpus.citation import find_citations
from corpus.model import Source
from ingest.readers import read
from ingest.references import references, unread
from ingest.structure import structure

_HEAD = """QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Luật số: 99/2025/QH15
LUẬT
GIẢ ĐỊNH
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
"""
_ARTICLE = """Điều {n}. Trách nhiệm giả định thứ {n}
1. Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện quy định giả định này trong phạm vi nhiệm vụ, quyền hạn được giao.
2. Việc thực hiện được tiến hành theo trình tự sau đây:
a) Tiếp nhận hồ sơ giả định, kiểm tra thành phần và lập giấy hẹn trả kết quả trong ngày làm việc;
b) Thẩm định theo quy định tại khoản 1 Điều này và trả kết quả trong thời hạn 05 ngày làm việc;
c) Báo cáo cấp có thẩm quyền theo quy định của pháp luật về đất đai, về xây dựng và về bảo vệ môi trường.
3. Trường hợp giả định chưa được quy định thì áp dụng Luật Đất đai và quy định khác của pháp luật có liên quan.
"""
_DENSE = (
    "theo quy định tại điểm a, b khoản 1 và khoản 3 Điều {n} của Luật này và các văn bản hướng dẫn thi hành, ",
    "thực hiện theo khoản 2 Điều {n} Nghị định số {n}/2021/NĐ-CP ngày 02 tháng 3 năm 2021 của Chính phủ, ",
    "căn cứ Luật Đất đai năm 2024 và ý kiến của cơ quan chuyên môn về lĩnh vực giả định tại địa phương, ",
    "hồ sơ được lập thành ba bộ và gửi đến cơ quan tiếp nhận theo Mẫu số 0{d} ban hành kèm theo Thông tư này, ",
)
_WORST = {
    "Điều 1, khoản 1, ": "Điều 1, khoản 1, ",
    "(((": "(",
    "one line": "quy định giả định về thực hiện nhiệm vụ, ",
    "lines of 1. ": "1. \n",
    "lines of 1. Một": "1. Một\n",
    "quotation marks": "“",
    "lines of quotation marks": "“1. Sửa đổi như sau:\n",
    "a) b) a) b)": "a) Một; b) Hai; ",
    "Luật Luật": "Luật ",
    "Điều, Điều": "Điều 1 của ",
}
_WORD = re.compile(r"\w+")


def _bytes(text: str) -> float:
    return len(text.encode()) / 1e6


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of the better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _parsed(text: str) -> None:
    pages = read(text.encode(), name="van-ban.txt")
    document = structure(pages, source=Source("van-ban.txt", "0" * 64, pages.media_type, pages.pages))
    unread(document, references(document))


def _law(megabytes: float) -> str:
    count = int(megabytes * 1e6 / len(_ARTICLE.encode()))
    return _HEAD + "".join(_ARTICLE.format(n=n) for n in range(2, count + 2))


def _dense(megabytes: float) -> str:
    pieces: list[str] = []
    size = n = 0
    while size < megabytes * 1e6:
        n += 1
        pieces.append(_DENSE[n % len(_DENSE)].format(n=n % 300 + 1, d=n % 9 + 1))
        size += len(pieces[-1].encode())
    return "".join(pieces)


def _speed(text: str, work: Callable[[], object]) -> dict[str, float]:
    seconds = _seconds(work)
    scan = _seconds(lambda: _WORD.findall(text))
    return {"MB/s": round(_bytes(text) / seconds, 2), "times a scan for words": round(seconds / scan, 1)}


def _growth(piece: str, megabytes: float) -> float:
    """Time for the whole over the time for a quarter."""
    quarter = piece * int(megabytes * 250_000 / len(piece.encode()))
    small, large = _HEAD + quarter, _HEAD + quarter * 4
    return round(_seconds(lambda: _parsed(large)) / _seconds(lambda: _parsed(small)), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1.0)
    size: float = parser.parse_args().megabytes
    law, dense = _law(size), _dense(size)
    result = {
        "parse": _speed(law, lambda: _parsed(law)),
        "citations of a law": _speed(law, lambda: find_citations(law)),
        "citations of dense text": _speed(dense, lambda: find_citations(dense)),
        "bytes per citation of dense text": round(len(dense.encode()) / len(find_citations(dense))),
        "four times the input takes times the time": {name: _growth(piece, size) for name, piece in _WORST.items()},
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
