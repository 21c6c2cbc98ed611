"""Kill an ingest at random points, run it again, and compare with a run that nobody disturbed.

    python -m tests.bench.kill_ingest [--kills 20] [--seed 1] [PATH ...]

Each round has a home of its own: `traluat ingest` is ended with SIGKILL (its whole process group) at a random moment
of the time that the undisturbed run took, started again and left to finish. Then all that `traluat show ID --json` and
`traluat references ID --json` print of every document is compared byte for byte. Exit status 1 where a round differs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from api import cli
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[2]


def settings(home: Path) -> dict[str, str]:
    return {"TRALUAT_HOME": str(home), "TRALUAT_DATABASE_URL": "", "TRALUAT_ENGINE": "embedded"}


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def finish(home: Path, *arguments: str) -> bytes:
    process = start(home, *arguments)
    printed, _ = process.communicate()
    if process.returncode not in (0, 1):  # 1: some files failed and are listed
        raise RuntimeError(printed.decode(errors="replace"))
    return printed


def shown(home: Path) -> dict[str, str]:
    """What the command line prints of every document of a library."""
    with Store.open(f"sqlite:///{home}/library.db") as store:
        ids = [str(header.id) for header in store.headers()]
    return {one: told(home, "show", one) + told(home, "references", one) for one in ids}


def told(home: Path, command: str, document: str) -> str:
    printed = io.StringIO()
    with patch.dict(os.environ, settings(home)), contextlib.redirect_stdout(printed):
        if cli.main([command, document, "--json"]):
            raise RuntimeError(printed.getvalue())
    return printed.getvalue()


def main(argv: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=["corpus/samples"])
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    chance = random.Random(given.seed)
    ingest = ("ingest", *given.paths)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        began = time.monotonic()
        finish(whole, *ingest)
        seconds = time.monotonic() - began
        expected = shown(whole)
        print(f"undisturbed: {len(expected)} documents in {seconds:.1f} s")
        different = 0
        for number in range(1, given.kills + 1):
            home, moment = Path(folder) / f"killed-{number}", chance.uniform(0, seconds)
            process = start(home, *ingest)
            time.sleep(moment)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            finish(home, *ingest)
            found = shown(home)
            same = found == expected
            different += not same
            odd = sorted(one for one in expected.keys() | found.keys() if expected.get(one) != found.get(one))
            print(f"kill {number:2} at {moment:5.2f} s: {'the same' if same else f'DIFFERENT: {odd}'}", flush=True)
    print(f"{given.kills - different} of {given.kills} killed runs ended in the same library")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
