"""PDF reading time against pdfminer's own layout analysis of the same pages, as a ratio in one run.

    python -m tests.bench.bench_pdf [FOLDER|FILE ...] [--rounds N]

Both start from bytes: pdfminer with its default layout parameters down to text boxes, and our reader down to lines. The
two take turns file by file, and the best round of each counts, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from ingest.readers import pdf, text_layer

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents"
LIMIT = 1.15


def pdfminer_layout(data: bytes) -> None:
    """What pdfminer does to a file by itself: letters, lines, boxes."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams())
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        device.get_result()


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_pdf", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    paths = [f for path in given.paths or [DATA] for f in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    theirs = ours = 0.0
    worst = (0.0, "")
    for path in paths:
        data = path.read_bytes()
        if text_layer.faults(pdf.sheets_of(data)):
            continue  # pages to be recognised are no matter of layout
        rounds = [(seconds(pdfminer_layout, data), seconds(pdf.read, data)) for _ in range(given.rounds)]
        their, our = (min(times) for times in zip(*rounds, strict=True))
        theirs, ours = theirs + their, ours + our
        worst = max(worst, (our / their, path.name))
    print(f"pdfminer's layout {theirs:.1f} s, our reader {ours:.1f} s: ratio {ours / theirs:.3f} (at most {LIMIT})")
    print(f"worst file {worst[0]:.3f} {worst[1]}")
    return 0 if ours <= LIMIT * theirs else 1


if __name__ == "__main__":
    sys.exit(main())
